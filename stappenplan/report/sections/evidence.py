"""Platforms with how well they are known: what is there already, what leads, what must be checked first."""

from dataclasses import dataclass, replace

from stappenplan.advice.already_here import HereDescription, describe_here
from stappenplan.advice.open_questions.to_check import ToCheckDescription, describe_to_check
from stappenplan.method.assessment.ranking import Here
from stappenplan.method.assessment.shelves import CHOOSE, Shelf
from stappenplan.method.text import Sentence, _

from .elements import chooses_platform, keeps_what_is_there

SIDE_BY_SIDE = 4
NAMED_WITH_MARK = _("%(name)s (%(mark)s)")


@dataclass(frozen=True)
class AlreadyHere:
    """What the municipality has. `rows`: as many as were asked for; `more`: how many others; `ended`: Here objects."""

    rows: tuple[HereDescription, ...]
    more: int
    ended: tuple


def name_with_mark(platform, evidence) -> Sentence:
    """The name of a platform inside a sentence, with the mark that it has in every list of the memo."""
    return Sentence(NAMED_WITH_MARK, {"name": platform.name, "mark": evidence.mark_to_decide})


def list_already_here(advice, at_most: int) -> AlreadyHere:
    """What is there already, near first, and what ended."""
    return describe_all_here(advice, advice.already_here, at_most)


def list_named_first(advice) -> list[Here]:
    """What is there already, with all that a gate names in front."""
    named = name_in_gates(advice)
    return sorted(advice.already_here, key=lambda one: one.platform.slug not in named)


def list_named_here(advice, at_most: int) -> AlreadyHere:
    """What is there already and what ended; all that a gate names, even when these are more than `at_most`."""
    return describe_all_here(advice, list_named_first(advice), max(at_most, len(name_in_gates(advice))))


def name_in_gates(advice) -> set[str]:
    return {platform.slug for platform in (*advice.ranking.similar, *advice.ranking.maybe_similar)}


def describe_all_here(advice, found, at_most: int) -> AlreadyHere:
    rows = tuple(describe_here(one) for one in found[:at_most])
    return AlreadyHere(rows, len(found) - len(rows), advice.ended_here)


def find_leading(advice, at_most: int = 3) -> tuple:
    """The platforms that may stand in front: known to run, and known well enough.

    Those on the first `at_most` places. Of more that share the last one, as many as stand side by side on paper.
    """
    shelf = advice.shelves[0]
    return tuple(one for one in shelf.up_to(at_most) if one.evidence.can_lead)[:SIDE_BY_SIDE]


def choose_to_check(advice, at_most: int | None = None) -> tuple[ToCheckDescription, ...]:
    """What may fit when it still exists, best first, without a place; what is here already is told there."""
    here = {one.platform.slug for one in advice.already_here}
    found = [one for one in advice.to_check if one.platform.slug not in here and not one.is_silent]
    return tuple(describe_to_check(replace(one, rank=None)) for one in found[:at_most])


@dataclass(frozen=True)
class ShelfPart:
    """Some platforms of a shelf for paper: (place or None, Assessment), and how many others there are."""

    shelf: Shelf
    rows: tuple
    more: int


def list_other_shelves(advice, at_most: int) -> tuple[ShelfPart, ...]:
    """The shelves after the leading one, with the best of each; what works without a screen has no places.

    Where what is there stays, no shelf leads: then all of them.
    """
    shelves = advice.shelves if keeps_what_is_there(advice) else advice.shelves[1:]
    return tuple(cut_shelf(advice, shelf, at_most) for shelf in shelves)


def cut_shelf(advice, shelf: Shelf, at_most: int) -> ShelfPart:
    """The best of one shelf, with their places; by name without places while the choice of a platform is off."""
    best = shelf.ranked[:at_most]
    off = not chooses_platform(advice)
    rows = tuple((None, one) for one in by_name(best)) if off else with_places(shelf, best)
    return ShelfPart(shelf, rows, len(shelf.ranked) - len(rows))


def by_name(found) -> list:
    """These in the order of the names of their platforms."""
    return sorted(found, key=lambda one: one.platform.name.casefold())


def with_places(shelf: Shelf, assessments) -> tuple:
    """Each of these with its place, which equal figures share; None on the shelves where a page numbers nothing."""
    numbered = shelf.key == CHOOSE
    return tuple((shelf.ranks[one.platform.slug] if numbered else None, one) for one in assessments)
