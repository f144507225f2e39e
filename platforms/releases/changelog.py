"""What changed from one release of the catalogue to the next: counted from its records. Pure Python, no Django."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from platforms.files.merge import flatten_record

RELEASES, LIST = Path(__file__).parent, "releases.json"
ADDED, GONE, VALUE, EVIDENCE, TEXT = "added", "gone", "value", "evidence", "text"


@dataclass(frozen=True)
class ReleaseChange:
    """One thing that a release changed about a platform.

    `kind`: ADDED or GONE, the platform itself; VALUE, of a fact; EVIDENCE, the same value on another basis, sources or
    note; TEXT, a column of the editors. `key`: of the fact or the column. `before`, `after`: what it was and is, None
    for nothing: the value of a fact, the parts of its evidence that differ (sources by their addresses), or what the
    column holds.
    """

    platform: str
    name: str
    kind: str
    key: str = ""
    before: object = None
    after: object = None


@dataclass(frozen=True)
class Release:
    """A release; `size` and `sha256` are those of its archive, and `sources` counts changed sources."""

    number: int
    day: date
    sha256: str
    size: int
    platforms: int
    facts: int
    sources: int = 0
    changes: tuple[ReleaseChange, ...] = field(default=(), repr=False)

    @property
    def file_name(self) -> str:
        return f"catalogus-{self.number}.zip"

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind; those of a value apart: `status`, `learned`, `corrected` and `dropped`."""
        return dict(Counter(map(kind_of, self.changes)) | Counter({"source": self.sources}))

    def as_json(self) -> dict:
        """The release as `releases.json` and the site write it."""
        changes = [
            {key: value for key, value in asdict(one).items() if value not in ("", None)} for one in self.changes
        ]
        return asdict(self) | {"day": self.day.isoformat(), "changes": changes}

    @classmethod
    def from_json(cls, content: Mapping) -> "Release":
        changes = tuple(ReleaseChange(**change) for change in content["changes"])
        return cls(**content | {"day": date.fromisoformat(content["day"]), "changes": changes})


def kind_of(change: ReleaseChange) -> str:
    """The kind under which a change is counted."""
    if change.kind != VALUE:
        return change.kind
    if change.key == "status":
        return "status"
    if change.before is None:
        return "learned"
    return "dropped" if change.after is None else "corrected"


def compare_records(before: Mapping[str, dict], after: Mapping[str, dict]) -> tuple[list[ReleaseChange], int]:
    """What changed between two catalogues, each slug -> record: the changes, and the number of changed sources.

    The facts of a platform that is new or gone are not listed one by one.
    """
    changes, sources = [], 0
    for slug in sorted({*before, *after}):
        if slug not in before or slug not in after:
            kind, record = (ADDED, after[slug]) if slug in after else (GONE, before[slug])
            changes.append(ReleaseChange(slug, record["name"], kind))
            continue
        old, new = flatten_record(before[slug]), flatten_record(after[slug])
        for path in sorted(path for path in {*old, *new} if old.get(path) != new.get(path)):
            if path.startswith("sources."):
                sources += 1
            else:
                changes += describe_change(slug, after[slug]["name"], path, old, new)
    return changes, sources


def describe_change(slug: str, name: str, path: str, old: Mapping, new: Mapping) -> list[ReleaseChange]:
    """The change of one path between two flat records: of a fact, or of a column of the editors.

    Nothing where a fact rests on the same sources under other keys.
    """
    before, after = old.get(path), new.get(path)
    if path != "status" and not path.startswith(("facts.", "goals.")):
        return [ReleaseChange(slug, name, TEXT, path, before, after)]
    key, values = path.removeprefix("facts."), [fact and fact["value"] for fact in (before, after)]
    if values[0] != values[1]:
        return [ReleaseChange(slug, name, VALUE, key, *values)]
    before, after = name_sources(before, old), name_sources(after, new)
    differ = [part for part in {**before, **after} if before.get(part) != after.get(part)]
    parts = ({part: fact[part] for part in differ if part in fact} for fact in (before, after))
    return [ReleaseChange(slug, name, EVIDENCE, key, *parts)] if differ else []


def name_sources(fact: Mapping, record: Mapping) -> dict:
    """A fact with the addresses of its sources instead of their keys."""
    return {**fact, "source": [record[f"sources.{key}"]["url"] for key in fact["source"]]}


def read_releases(folder: Path = RELEASES) -> tuple[Release, ...]:
    """The releases that a folder lists, newest first."""
    path = folder / LIST
    return tuple(map(Release.from_json, json.loads(path.read_text("utf-8")))) if path.exists() else ()


# Those that came with this software, read once.
list_releases = cache(read_releases)


def list_as_json(releases) -> bytes:
    """The content of the file that lists them, newest first."""
    content = json.dumps([release.as_json() for release in releases], ensure_ascii=False, indent=1)
    return f"{content}\n".encode()
