"""A shelf as a page shows it: the first few with their figures, the others in groups that say why they stand there."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from platforms.pages.comparison import COMPARE_AT_MOST
from stappenplan.method.assessment.scoring import Assessment
from stappenplan.method.assessment.shelves import CHOOSE, OFFLINE, SELF_HOST, Shelf
from stappenplan.method.evidence.status import (
    NO_DATED_SOURCE,
    NO_DUTCH_USER,
    NO_OTHER_SOURCE,
    NOTHING_CONFIRMED,
    TOO_LITTLE_KNOWN,
)
from stappenplan.method.text import Sentence, _

# How many rows are open beside the first few of the numbered shelf, on another that leads, and on the rest.
OPEN_ROWS, OPEN_ROWS_LEADING, OPEN_ROWS_ELSEWHERE = 4, 3, 2

TOO_CLOSE = _("Plaats %(first)s tot en met %(last)s liggen te dicht bij elkaar om te ordenen.")
CLOSE_TWO = _("Plaats %(first)s en %(last)s liggen te dicht bij elkaar om te ordenen.")
LOWER = {
    NO_OTHER_SOURCE: _("Lager, want hiervan kennen we alleen eigen woorden van de aanbieder:"),
    NOTHING_CONFIRMED: _("Lager, want geen feit dat hier telt, komt van een ander dan de aanbieder:"),
    NO_DATED_SOURCE: _("Lager, want geen enkele bron hiervan heeft een datum:"),
    TOO_LITTLE_KNOWN: _("Lager, want hiervan kennen we minder dan de helft van de feiten:"),
    NO_DUTCH_USER: _("Lager, want geen bron noemt een Nederlandse gemeente waar dit wordt gebruikt:"),
}
NOT_SEEN_LATELY = _("Onderaan, want we vonden niet dat dit nog steeds draait:")


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong together.

    `heading`: why, a text to |say, or "". `is_ordered`: whether their places tell them apart.
    """

    heading: "str | Sentence"
    rows: tuple[Assessment, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class ShelfRows:
    """One shelf for a page. `first`: with figures; `groups`: the open rows below; `folded`: the others.

    `close`: a sentence about the first few that cannot be told apart, or "". `care`: circles of care round one person.
    """

    shelf: Shelf
    first: tuple[Assessment, ...]
    close: "str | Sentence"
    groups: tuple[RowGroup, ...]
    folded: tuple[RowGroup, ...]
    care: tuple[Assessment, ...] = ()

    @property
    def is_numbered(self) -> bool:
        return self.shelf.key == CHOOSE

    @property
    def folded_count(self) -> int:
        return sum(len(group.rows) for group in self.folded)

    @property
    def query(self) -> str:
        """The first few as the choice of a comparison, for its address; "" when they do not fit in one."""
        if len(self.first) > COMPARE_AT_MOST:
            return ""
        return urlencode([("p", one.platform.slug) for one in self.first])

    def place_of(self, assessment: Assessment) -> int:
        """Its place on the shelf, from 1; equal figures share one."""
        return self.shelf.ranks[assessment.platform.slug]

    def is_shared(self, assessment: Assessment) -> bool:
        """Whether it shares its place with another."""
        return assessment.platform.slug in self.shelf.shared


def lay_out_shelf(shelf: Shelf, close: Iterable[tuple[int, int]] = (), leads: bool = False) -> ShelfRows:
    """The rows of a shelf; what stands lower whatever its score is folded, unless nothing stands above it.

    `close`: groups of neighbours that the draws cannot tell apart, as in Robustness.close.
    """
    if shelf.key != CHOOSE:
        care = tuple(one for one in shelf.ranked if is_care_circle(shelf, one))
        others = tuple(one for one in shelf.ranked if not is_care_circle(shelf, one))
        count = OPEN_ROWS_LEADING if leads else OPEN_ROWS_ELSEWHERE
        open_rows, folded = cut_groups([RowGroup("", others)] if others else [], count)
        return ShelfRows(shelf, (), "", open_rows, folded, care)
    first, close = shelf.first, tuple(close)
    leaders = [group for group in close if group[0] <= len(first)]
    said = say_close(shelf, leaders[-1]) if leaders else ""
    leading, lower = group_leaders(shelf, close), group_lower(shelf)
    open_rows, folded = cut_groups(leading if first else lower, OPEN_ROWS)
    return ShelfRows(shelf, first, said, open_rows, (*folded, *lower) if first else folded)


def is_care_circle(shelf: Shelf, one: Assessment) -> bool:
    """Whether this is a circle of care round one person, which stands apart on the shelf without a screen."""
    return shelf.key == OFFLINE and one.platform.kind == "care_network"


def say_close(shelf: Shelf, group: tuple[int, int]) -> "str | Sentence":
    """That the platforms of a group of Robustness.close cannot be told apart; "" when they share one place."""
    places = sorted({shelf.ranks[one.platform.slug] for one in shelf.ranked[group[0] - 1 : group[1]]})
    if len(places) == 1:
        return ""
    return Sentence(TOO_CLOSE if len(places) > 2 else CLOSE_TWO, {"first": places[0], "last": places[-1]})


def group_leaders(shelf: Shelf, close: Iterable[tuple[int, int]]) -> list[RowGroup]:
    """The platforms after the first few that are known as well as these, in order; neighbours alike, in one group."""
    first = {one.platform.slug for one in shelf.first}
    leaders = [(place, one) for place, one in enumerate(shelf.ranked, 1) if one.tier == 0]
    rest = [(place, one) for place, one in leaders if one.platform.slug not in first]

    def group_of(pair):
        return next((group for group in close if group[0] <= pair[0] <= group[1]), None)

    groups = []
    for group, pairs in groupby(rest, group_of):
        rows = tuple(one for _place, one in pairs)
        if group is None or group[0] <= len(shelf.first):
            groups.append(RowGroup("", rows, is_ordered=group is None))
        else:
            groups.append(RowGroup(say_close(shelf, group), rows))
    return groups


def group_lower(shelf: Shelf) -> list[RowGroup]:
    """The platforms that stand below whatever their score: by what they lack, then those not seen lately."""
    lacking = [one for one in shelf.below if one.tier == 1]
    groups = [
        RowGroup(heading, rows)
        for key, heading in LOWER.items()
        if (rows := tuple(one for one in lacking if one.evidence.lacks[0] == key))
    ]
    late = tuple(one for one in shelf.below if one.tier == 2)
    return [*groups, RowGroup(NOT_SEEN_LATELY, late)] if late else groups


def cut_groups(groups: Iterable[RowGroup], count: int) -> tuple[tuple[RowGroup, ...], tuple[RowGroup, ...]]:
    """The groups up to so many rows, and what is left; one row is never left alone."""
    shown, folded, left = [], [], count
    for group in groups:
        cut = len(group.rows) if len(group.rows) <= left + 1 else left
        if cut:
            shown.append(RowGroup(group.heading, group.rows[:cut], group.is_ordered))
        if group.rows[cut:]:
            folded.append(RowGroup("" if cut else group.heading, group.rows[cut:], group.is_ordered))
        left = max(0, left - cut)
    return tuple(shown), tuple(folded)


def lay_out_shelves(advice) -> tuple[ShelfRows, ...]:
    """All shelves, in the order in which the advice shows them."""
    leading = advice.shelves[0]
    close = advice.robustness.close if advice.robustness else ()
    return tuple(
        lay_out_shelf(shelf, close if shelf is leading else (), leads=shelf is leading) for shelf in advice.shelves
    )


def is_folded_shelf(advice, shelf: Shelf) -> bool:
    """Whether a shelf is shown closed: software to run oneself, for those who did not say that they have somebody."""
    return shelf.key == SELF_HOST and shelf is not advice.shelves[0]
