"""Whether a platform is known to run, and how well that is known: read from its own facts and their sources.

Only what is said of the platform itself counts: never a fact that is inherited from the software it runs on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..assessment.knock_outs import is_self_hosted
from ..declarations import value_of
from ..text import Sentence, _

RUNS, RAN, UNKNOWN_STATUS, ENDED = "runs", "ran", "unknown", "ended"
# Evidence of use that is older than this does not show that a platform runs now [OJ].
RECENT_MONTHS = 36
# A decision about a platform asks for newer evidence: older than this is to be checked first [OJ].
RECENT_FOR_DECISION = 18
# A platform of which fewer of the asked facts are known is never among the first three of its shelf [OJ].
KNOWN_AT_LEAST = 0.5
PROVIDER = "provider"

# What a platform can lack to stand among the first three of its shelf.
NO_OTHER_SOURCE, NO_DATED_SOURCE, TOO_LITTLE_KNOWN = "no_other_source", "no_dated_source", "too_little_known"
NOTHING_CONFIRMED, NO_DUTCH_USER = "nothing_confirmed", "no_dutch_user"
LACKS = {
    NO_OTHER_SOURCE: _("alleen eigen woorden van de aanbieder"),
    NOTHING_CONFIRMED: _("geen feit dat hier telt, komt van een ander dan de aanbieder"),
    NO_DATED_SOURCE: _("geen enkele bron met een datum"),
    TOO_LITTLE_KNOWN: _("minder dan de helft van de feiten is bekend"),
    NO_DUTCH_USER: _("geen Nederlandse gemeente bekend waar het wordt gebruikt"),
}

MONTHS = (
    _("januari"),
    _("februari"),
    _("maart"),
    _("april"),
    _("mei"),
    _("juni"),
    _("juli"),
    _("augustus"),
    _("september"),
    _("oktober"),
    _("november"),
    _("december"),
)


def own_facts(platform) -> Mapping[str, object]:
    """The facts that are known of the platform itself: fact key -> fact, without what it inherits."""
    return {key: fact for key, fact in platform.facts.items() if not fact.inherited_from}


def own_fact(platform, key: str):
    """One fact that is known of the platform itself, or None."""
    fact = platform.facts.get(key)
    return None if fact is None or fact.inherited_from else fact


def sources_of(fact) -> tuple:
    """The sources a fact rests on; () for a fact that is absent."""
    return tuple(fact.source_list) if fact else ()


def is_from_others(source) -> bool:
    """Whether a source is something else than the provider's own words."""
    return source.type != PROVIDER


def has_dutch_user(platform) -> bool:
    """Whether it is made for the Netherlands, or the catalogue names a Dutch municipality where it is used.

    What people run on a server of their own needs no other users here, and no provider.
    """
    if is_self_hosted(platform) or platform.municipalities:
        return True
    return value_of(platform, "scope") != "international" and platform.usable_in_nl == "yes"


def newest_date(sources) -> str:
    """The newest date of these sources as it is written ("2023", "2023-05", "2023-05-31"); "" when none has a date.

    A source of 2023 counts as one of the last day of 2023, one of May as one of the last day of May.
    """
    return max([source.date for source in sources if source.date], key=last_month, default="")


@lru_cache(maxsize=4096)
def last_month(written: str) -> tuple[int, int, int]:
    """The last day that a written date can mean, as (year, month, day); a month has 31 days here."""
    parts = [int(part) for part in written.split("-")]
    return tuple([*parts, 12, 31][:3]) if len(parts) == 1 else tuple([*parts, 31][:3])


def age_in_months(written: str, on: date) -> int | None:
    """Whole months between a written date and `on`, at least 0; None for ""."""
    if not written:
        return None
    year, month, day = last_month(written)
    return max(0, 12 * (on.year - year) + on.month - month - (on.day < day))


@dataclass(frozen=True)
class EvidenceStatus:
    """How well a platform is known, at one date.

    `status`: RUNS, RAN, UNKNOWN_STATUS or ENDED. `last_seen`: the newest date on which a source says that it is in use,
    as it is written, or "". `lacks`: keys of LACKS. `others`: how many of the known facts that were asked for rest on a
    source that is not the provider, of `known`. `on`: the date that ages count from.
    """

    status: str
    last_seen: str
    lacks: tuple[str, ...]
    others: int
    known: int
    on: date

    @property
    def is_known_to_run(self) -> bool:
        """Whether it runs, or is known to have run and not to have ended: only then it can have a place."""
        return self.status in (RUNS, RAN)

    @property
    def can_lead(self) -> bool:
        """Whether it may stand among the first three of its shelf."""
        return self.status == RUNS and not self.lacks

    @property
    def tier(self) -> int:
        """What counts before any score: 0 can lead, 1 runs but lacks something, 2 was not seen lately."""
        return 0 if self.can_lead else 1 if self.status == RUNS else 2

    @property
    def seen(self) -> Sentence | None:
        """The date of `last_seen` in words: the year, with the month in the year in which it becomes old."""
        return None if not self.last_seen else date_words(self.last_seen, self.on)

    @property
    def mark(self) -> Sentence:
        """The mark of a platform wherever its name stands in a list."""
        if self.status == RUNS:
            return Sentence(_("draait, gezien in %(when)s"), {"when": self.seen})
        if self.status == RAN:
            return Sentence(_("liep in %(when)s"), {"when": self.seen}) if self.last_seen else Sentence(NO_DATE)
        return Sentence(HAS_ENDED if self.status == ENDED else NOT_KNOWN_TO_EXIST)

    @property
    def is_to_confirm(self) -> bool:
        """Whether it counts as running on evidence that is too old to decide on without asking."""
        return self.status == RUNS and age_in_months(self.last_seen, self.on) > RECENT_FOR_DECISION

    @property
    def mark_to_decide(self) -> Sentence:
        """The mark where a decision rests on it: what was not seen lately is to be checked."""
        return Sentence(LAST_SEEN, {"when": self.seen}) if self.is_to_confirm else self.mark

    @property
    def lacking(self) -> tuple[str, ...]:
        """In words what it lacks to stand among the first three."""
        return tuple(LACKS[key] for key in self.lacks)


NO_DATE = _("geen datum bekend")
LAST_SEEN = _("laatst gezien in %(when)s, na te gaan")
HAS_ENDED = _("gestopt")
NOT_KNOWN_TO_EXIST = _("we weten niet of het nog bestaat")


def date_words(written: str, on: date) -> Sentence:
    """A date as it is shown beside a name: a year, or month and year where the year alone leaves doubt."""
    year, month, *_rest = (*written.split("-"), "")
    if month and int(year) == on.year - RECENT_MONTHS // 12:
        return Sentence("%(month)s %(year)s", {"month": MONTHS[int(month) - 1], "year": year})
    return Sentence("%(year)s", {"year": year})


def judge_status(platform, on: date) -> tuple[str, str]:
    """Whether a platform is in use, and when that was last said: (status, newest date or "").

    Active with a source of use of at most RECENT_MONTHS old runs; active without one ran.
    """
    fact = own_fact(platform, "status")
    status, last_seen = value_of(platform, "status"), newest_date(sources_of(fact))
    if status == "ended":
        return ENDED, last_seen
    if status != "active" or fact is None:
        return UNKNOWN_STATUS, last_seen
    months = age_in_months(last_seen, on)
    return RUNS if months is not None and months <= RECENT_MONTHS else RAN, last_seen


class SourceSummary(NamedTuple):
    """What the sources of a platform come to on a date, whatever a profile asks.

    `known`: the facts that are known of the platform itself; `confirmed`: those with a source that is not the provider.
    `has_other`, `has_date`: whether there is any such source, and any with a date. `has_user`: as `has_dutch_user`.
    `status` and `last_seen` as in
    EvidenceStatus.
    """

    known: frozenset[str]
    confirmed: frozenset[str]
    has_other: bool
    has_date: bool
    has_user: bool
    status: str
    last_seen: str


def summarise_sources(platform, on: date) -> SourceSummary:
    """What the sources of a platform come to on a date."""
    own = own_facts(platform)
    confirmed = frozenset(key for key, fact in own.items() if any(map(is_from_others, fact.source_list)))
    has_date = any(source.date for fact in own.values() for source in fact.source_list)
    status, last_seen = judge_status(platform, on)
    return SourceSummary(
        frozenset(own), confirmed, bool(confirmed), has_date, has_dutch_user(platform), status, last_seen
    )


def add_known(sources: SourceSummary, platform, fact: str, on: date) -> SourceSummary:
    """What the sources come to when one more fact is known, without a source; not when that is the status.

    `platform`: as it is then. `sources`: of the platform without it. A fact that was known before had sources: then
    all are looked at again.
    """
    if fact in sources.known:
        return summarise_sources(platform, on)
    return sources._replace(known=sources.known | {fact}, has_user=has_dutch_user(platform))


def judge_evidence(sources: SourceSummary, asked: tuple[str, ...], on: date) -> EvidenceStatus:
    """How well a platform with these sources is known, for a profile that asks these facts of every platform."""
    known = [key for key in asked if key in sources.known]
    others = [key for key in known if key in sources.confirmed]
    lacks = (
        (NO_OTHER_SOURCE, not sources.has_other),
        (NOTHING_CONFIRMED, sources.has_other and bool(known) and not others),
        (NO_DATED_SOURCE, not sources.has_date),
        (TOO_LITTLE_KNOWN, len(known) < KNOWN_AT_LEAST * len(asked)),
        (NO_DUTCH_USER, not sources.has_user),
    )
    missing = tuple([key for key, holds in lacks if holds])
    return EvidenceStatus(sources.status, sources.last_seen, missing, len(others), len(known), on)


def collect_evidence(platform, asked: tuple[str, ...], on: date) -> EvidenceStatus:
    """How well a platform is known on a date. `asked`: the facts that a profile asks of every platform."""
    return judge_evidence(summarise_sources(platform, on), asked, on)
