"""Which release from elsewhere may take the place of what a site holds. Pure Python, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class FollowedRelease:
    """A release from elsewhere; with number 0, the files that came with this software.

    `address`: where it was had, "" for a file. `earlier`: the releases that it says came before it, number -> checksum.
    """

    day: date
    number: int = 0
    sha256: str = ""
    address: str = ""
    earlier: Mapping[int, str] = field(default_factory=dict)


def find_objection(held: FollowedRelease, release: FollowedRelease) -> str:
    """Why a release may not take the place of the one that is held, as the end of a sentence; "" when it may."""
    if held.number and release.sha256 == held.sha256:
        return ""
    if held.number > release.number:
        return f"it is release {release.number}, and the facts here are of release {held.number}, a later one"
    if held.number and release.earlier.get(held.number) != held.sha256:
        return f"it does not come after the release {held.number} that the facts here are of: it is of another source"
    if release.day <= held.day:
        return f"it is of {release.day}, and the facts here are of {held.day} already"
    return ""
