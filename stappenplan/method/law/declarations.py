"""The types of the legal points, and which of them hold on a day.

A point is declared with all its wordings, also those of a day to come: the day of the report decides which one counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..profile import Profile


def holds_always(profile: Profile) -> bool:
    """A condition that every plan meets."""
    return True


@dataclass(frozen=True)
class Clause:
    """One sentence of a point, for the plans that `when` holds of; `source`: what it rests on besides the point."""

    text: str
    when: Callable[[Profile], bool] = holds_always
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What a point says from the day `valid_from` on.

    `certain`: what the sources bear out; `uncertain`: what they leave open, or "". From the day `look_again` on the
    wording may no longer be true, and the reader is told so.
    """

    valid_from: date
    look_again: date
    clauses: tuple[Clause, ...]
    certain: str
    uncertain: str = ""


@dataclass(frozen=True)
class LegalPoint:
    """A point of law: when it matters, what it says, what to do, who knows.

    `wordings`: in the order of their days. `source`: what each sentence rests on. `item`: the answer of `legal_ready`
    that says that it was checked. `ours`: what residents must know of it themselves, as a sentence of their own.
    """

    key: str
    title: str
    when: Callable[[Profile], bool]
    wordings: tuple[Wording, ...]
    to_do: str
    who: str
    source: tuple[str, ...]
    item: str = ""
    ours: Clause | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of all its sentences, of every day."""
        more = (key for wording in self.wordings for clause in wording.clauses for key in clause.source)
        return tuple(dict.fromkeys((*self.source, *more)))

    def wording_on(self, day: date) -> Wording | None:
        """The wording of this day; None before the first."""
        return next((one for one in reversed(self.wordings) if one.valid_from <= day), None)


@dataclass(frozen=True)
class DatedPoint:
    """A point as it stands on one day. `is_due`: whether it had to be looked at again on or before that day."""

    point: LegalPoint
    wording: Wording
    is_due: bool

    def texts_for(self, profile: Profile) -> tuple[str, ...]:
        """The sentences of it that matter for a plan."""
        return tuple(clause.text for clause in self.wording.clauses if clause.when(profile))

    def sources_for(self, profile: Profile) -> tuple[str, ...]:
        """The sources of those sentences, those of single sentences first."""
        more = (key for clause in self.wording.clauses if clause.when(profile) for key in clause.source)
        return (*more, *self.point.source)


def points_on(points: tuple[LegalPoint, ...], day: date) -> tuple[DatedPoint, ...]:
    """The points that say something on this day, each in its wording of that day."""
    found = ((point, point.wording_on(day)) for point in points)
    return tuple(DatedPoint(point, wording, wording.look_again <= day) for point, wording in found if wording)
