"""The legal points as both reports show them on the day on which they are made. Not legal advice."""

from dataclasses import dataclass
from datetime import date

from stappenplan.method.law.declarations import DatedPoint, LegalPoint, Wording
from stappenplan.method.law.points import THRESHOLD, law_for
from stappenplan.method.profile import Profile
from stappenplan.method.text import Sentence, _

from .budget import BAND, YEARS, Number, multiply_ranges
from .elements import Line

# As many sources as the memo cites for a point; all of them stand on the method page.
CITED = 3
CHECKED, NOT_CHECKED = _("Volgens de afdeling nagekeken door:"), _("Nog niet nagekeken")
BELOW_THRESHOLD = _(
    "Met het geld en de jaren van dit plan blijft de opdracht daaronder: het is hoogstens %(most)s euro."
)


@dataclass(frozen=True)
class LegalRow:
    """A legal point in the memo: its sentences for this plan, and whether it was checked, where that is known."""

    point: LegalPoint
    wording: Wording
    texts: tuple
    source: tuple[str, ...]
    is_due: bool
    state: str | None

    @property
    def is_checked(self) -> bool:
        """Whether the answers say that somebody checked it: then there is nothing left to do."""
        return self.state == CHECKED

    @property
    def said(self) -> tuple:
        """All that the memo says of it, but for its sources."""
        to_do = () if self.is_checked else (self.point.to_do,)
        return (self.point.title, *self.texts, self.wording.certain, self.wording.uncertain, *to_do)


def list_law(profile: Profile, day: date) -> tuple[LegalRow, ...]:
    """The legal points that matter for the plan of an official, as they stand on this day."""
    return tuple(
        LegalRow(
            one.point,
            one.wording,
            texts_of(one, profile),
            one.sources_for(profile)[:CITED],
            one.is_due,
            state_of(profile, one.point.item),
        )
        for one in law_for(profile, day)
    )


def texts_of(one: DatedPoint, profile: Profile) -> tuple:
    """The sentences of a point, with what follows from the answers themselves."""
    texts = one.texts_for(profile)
    below = below_threshold(profile) if one.point.key == "thresholds" else None
    return (*texts, below) if below else texts


def below_threshold(profile: Profile) -> Sentence | None:
    """That the money stays below the European threshold; None when the answers do not show so."""
    budget, years = profile.answer("budget"), profile.answer("years_secured")
    if budget not in BAND or years not in YEARS:
        return None
    _least, most = multiply_ranges(BAND[budget], YEARS[years])
    return Sentence(BELOW_THRESHOLD, {"most": Number(most)}) if most is not None and most < THRESHOLD else None


def state_of(profile: Profile, item: str) -> str | None:
    """Whether somebody checked a point, by the answer that says so; None where nobody asked or answered."""
    if not item or profile.answer("legal_ready") is None:
        return None
    return CHECKED if profile.says("legal_ready", item) else NOT_CHECKED


def list_our_law(profile: Profile, day: date) -> tuple[Line, ...]:
    """What residents must know of the law themselves, one sentence for each point."""
    return tuple(Line(one.point.ours.text, source=one.point.ours.source) for one in law_for(profile, day))
