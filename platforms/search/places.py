"""Names of places in what a visitor typed."""

from collections.abc import Sequence
from typing import Protocol

from .text_index import FILLERS

LONGEST_PLACE = 5


class Place(Protocol):
    """A municipality that a text means: its official name, and the village or former name it was found through."""

    name: str
    via: str


class Gazetteer(Protocol):
    """What the names of places mean: stappenplan/municipalities/gazetteer.py, which urls.py hands to the pages."""

    def find_by_name(self, text: str) -> Sequence[Place]:
        """The municipalities with exactly this name, or with a village or former name spelled so."""

    def find_matches(self, text: str) -> Sequence[Place]:
        """The municipalities that a text can mean, typing errors and unfinished names included."""

    def explain_unknown(self, text: str) -> str:
        """Why a text names no municipality, in a sentence; "" when that is not known."""


class Nowhere:
    """A gazetteer that knows no place: search then has the names in the catalogue only."""

    def find_by_name(self, text):
        return ()

    find_matches = find_by_name

    def explain_unknown(self, text):
        return ""


def find_places(words: Sequence[str], gazetteer: Gazetteer) -> dict[tuple[int, int], Sequence[Place]]:
    """Which runs of words name a place, longest first: (start, end) -> municipalities. No word is used twice."""
    found: dict[tuple[int, int], Sequence[Place]] = {}
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            taken = any(begin < start + length and start < end for begin, end in found)
            if taken or all(word in FILLERS for word in run):
                continue
            if places := gazetteer.find_by_name(" ".join(run)):
                found[start, start + length] = places
    return found
