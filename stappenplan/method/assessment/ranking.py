"""All platforms for one profile: shelf by shelf, what to check first, what is here already, what is ruled out."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..cached_property import cached_property
from ..declarations import KnockOut, value_of
from ..evidence.status import ENDED, RAN, RUNS, UNKNOWN_STATUS, EvidenceStatus, judge_evidence
from ..profile import Profile
from .bulk import AllAssessed, RuledOut
from .knock_outs import KNOCK_OUTS, goal_score, is_local, is_silent_on_goal, name_main_goal
from .scoring import Assessment, name_key, round_off
from .shelves import OFFLINE, SHELF_READS, Shelf, shelf_of, shelf_order
from .table import Trait, tabulate_platforms

NOT_MENTIONED = "not_mentioned"
SHELF = Trait("shelf", shelf_of, SHELF_READS, ("place",))
IS_SILENT = Trait("is_silent", is_silent_on_goal, name_main_goal, ("goal_main",))


@dataclass(frozen=True)
class ToCheck:
    """A platform that may fit, and what must be asked before it can have a place: does it exist, how does one begin.

    `reason`: "status" or "start". `shelf`: the key of its shelf, None when that is what is not known. `is_silent`:
    whether no source names the main goal either. `rank`: the place that its score would give it among the platforms
    that lead on its shelf; None where that says nothing.
    """

    assessment: Assessment
    reason: str
    shelf: str | None
    is_silent: bool
    rank: int | None

    @property
    def platform(self):
        return self.assessment.platform


@dataclass(frozen=True)
class Here:
    """A platform of this municipality. `goal`: how it serves the main goal: primary, secondary, none or not_mentioned.

    None without a main goal. `nearby`: the village or district that was named, as this platform spells
    it; "" if it does not name it.
    """

    platform: object
    evidence: EvidenceStatus
    goal: str | None
    nearby: str

    @property
    def has_ended(self) -> bool:
        return self.evidence.status == ENDED


@dataclass(frozen=True)
class Ranking:
    """All platforms assessed; each stands in exactly one of `shelves`, `to_check` and `ruled_out`.

    `shelves`: in the order in which they are shown, the leading one first. `to_check`: what may not exist any more, by
    score; never numbered. `here`: everything in this municipality, whatever else is said of it. `could_stand`: the
    slugs of what only musts and the price keep from a place on a shelf.
    """

    shelves: tuple[Shelf, ...]
    to_check: tuple[ToCheck, ...]
    ruled_out: Sequence[Assessment]
    here: tuple[Here, ...] = ()
    could_stand: frozenset[str] = frozenset()

    def shelf(self, key: str) -> Shelf:
        """The shelf with this key."""
        return next(shelf for shelf in self.shelves if shelf.key == key)

    @property
    def ranked(self) -> tuple[Assessment, ...]:
        """The platforms of the leading shelf, best first: what a page that shows one list shows.

        Every platform in it is known to run or to have run; of the others, see `shelves` and `to_check`.
        """
        return self.shelves[0].ranked

    @cached_property
    def placed(self) -> tuple[Assessment, ...]:
        """The platforms of all shelves, shelf by shelf."""
        return tuple(one for shelf in self.shelves for one in shelf.ranked)

    @cached_property
    def placed_online(self) -> tuple[Assessment, ...]:
        """The platforms of all shelves but the one without a screen."""
        return tuple(one for shelf in self.shelves if shelf.key != OFFLINE for one in shelf.ranked)

    @cached_property
    def remaining(self) -> int:
        """How many platforms are not ruled out, besides those of the shelf without a screen."""
        beside = len(self.without_platform)
        return len(self.placed) + len(self.perhaps_also) + len(self.to_check) - beside

    @cached_property
    def perhaps_also(self) -> tuple[Assessment, ...]:
        """The platforms made for many goals of which no source names the main goal, shelf by shelf."""
        return tuple(one for shelf in self.shelves for one in shelf.perhaps_also)

    @cached_property
    def without_platform(self) -> tuple:
        """The platforms of the shelf without a screen."""
        return tuple(one.platform for one in self.shelf(OFFLINE).ranked)

    @cached_property
    def similar(self) -> tuple:
        """What runs here already, online, local and made for the main goal."""
        return tuple(one.platform for one in self.here if is_similar(one) and one.evidence.status == RUNS)

    @cached_property
    def maybe_similar(self) -> tuple:
        """The same, when it is not known whether it still runs."""
        uncertain = [one for one in self.here if one.evidence.status not in (RUNS, ENDED)]
        return tuple(one.platform for one in uncertain if is_similar(one))

    @cached_property
    def reasons(self) -> tuple[tuple[KnockOut, tuple[Assessment, ...]], ...]:
        """The platforms that are ruled out by their first reason, in the order of the knock-outs."""
        return tuple((rule, found) for rule in KNOCK_OUTS if (found := self.ruled_out_by(rule.key)))

    def ruled_out_by(self, key: str) -> tuple[Assessment, ...]:
        """The platforms for which this is the first reason."""
        return tuple(assessment for assessment in self.ruled_out if assessment.ruled_out_by[0] == key)

    def only_by(self, key: str) -> tuple[Assessment, ...]:
        """The platforms that this alone rules out."""
        return tuple(assessment for assessment in self.ruled_out if assessment.ruled_out_by == (key,))

    def returning_without(self, key: str) -> tuple[Assessment, ...]:
        """The platforms that this alone keeps from a place on a shelf: what visitors are told that comes back."""
        return tuple(one for one in self.only_by(key) if one.platform.slug in self.could_stand)


def is_similar(here: Here) -> bool:
    """Whether something of this municipality is an online place, local, made for the main goal."""
    platform = here.platform
    return (
        here.goal == "primary"
        and platform.form in ("online_platform", "software")
        and platform.kind != "care_network"
        and is_local(platform)
    )


def fold_place(name: str) -> str:
    """A name without what people spell differently: case, accents, spaces, hyphens and other marks."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum())


def find_here(profile: Profile, platforms: Sequence, on: date) -> tuple[Here, ...]:
    """Every platform of this municipality: of the named village or district first, then what is local, then by goal."""
    main, area = profile.answer("goal_main"), fold_place(profile.answer("area_name") or "")
    found = [
        Here(
            platform,
            judge_evidence(sources, (), on),
            None if main is None else value_of(platform, f"goals.{main}") or NOT_MENTIONED,
            next((name for name in platform.places if area and fold_place(name) == area), ""),
        )
        for platform, sources in tabulate_platforms(platforms, on).list_here(profile)
    ]
    return tuple(sorted(found, key=here_key))


GOAL_ORDER = ("primary", "secondary", NOT_MENTIONED, None, "none")


def here_key(one: Here):
    """The order of what is here: what ended last, near before far, by goal, then by name."""
    return (
        one.has_ended,
        not one.nearby,
        not is_local(one.platform),
        GOAL_ORDER.index(one.goal),
        *name_key(one.platform),
    )


def offline_key(profile: Profile):
    """The order of what works without a screen: what runs, here before anywhere before elsewhere, then by goal."""
    main, place = profile.answer("goal_main"), profile.answer("place")

    def key(assessment: Assessment):
        platform = assessment.platform
        here = place is not None and place in platform.municipalities
        distance = 0 if here else 2 if is_local(platform) else 1
        return assessment.tier, distance, -goal_score(platform, main) if main else 0.0, *name_key(platform)

    return key


def find_wish_to_soften(profile: Profile, ruled_out: Sequence[Assessment]) -> tuple[str, int] | None:
    """The must (or "cost") without which most of these come back, and how many; None when no single one does."""
    counts = {key: sum(one.ruled_out_by == (key,) for one in ruled_out) for key in (*profile.musts, "cost")}
    best = max(counts, key=lambda key: (counts[key], sum(key in one.ruled_out_by for one in ruled_out)))
    return (best, counts[best]) if counts[best] else None


def find_to_check(
    profile: Profile, found: Sequence[tuple[Assessment, str | None, str]], shelves: Sequence[Shelf]
) -> tuple[ToCheck, ...]:
    """What is to be checked: what would have a place before what would be an example, silent ones last; by score.

    `found`: assessments by `ranking_key`, each with its shelf and its status.
    """
    leaders = {shelf.key: sorted(round_off(one.score) for one in shelf.ranked if one.tier == 0) for shelf in shelves}
    listed = []
    for assessment, shelf, status in found:
        silent = is_silent_on_goal(profile, assessment.platform)
        scores = leaders.get(shelf, ())
        better = len(scores) - bisect_right(scores, round_off(assessment.score))
        rank = None if silent or shelf in (None, OFFLINE) else 1 + better
        listed.append(ToCheck(assessment, "status" if status == UNKNOWN_STATUS else "start", shelf, silent, rank))
    return tuple(sorted(listed, key=lambda one: (one.is_silent, one.shelf == OFFLINE)))


def rank_platforms(profile: Profile, platforms: Sequence, on: date) -> Ranking:
    """Assess every platform and give it its place: on a shelf, among what must be checked first, or ruled out.

    What nothing but musts and the price rule out is returning: it would have a place on its shelf if it is known to
    run, and a source names the goal.
    """
    table = tabulate_platforms(platforms, on)
    assessed, statuses = AllAssessed(profile, table), table.source_columns.statuses
    ranked: dict[str, list[Assessment]] = {key: [] for key in shelf_order(profile)}
    perhaps: dict[str, list[Assessment]] = {key: [] for key in ranked}
    returning: dict[str | None, list[Assessment]] = {key: [] for key in (*ranked, None)}
    to_check: list[tuple[Assessment, str | None, str]] = []
    shelf_keys, silences = table.spread(SHELF, profile), table.spread(IS_SILENT, profile).astype(bool)
    rows = assessed.sort_in()
    found = assessed.build_in(rows), shelf_keys[rows], silences[rows], statuses[rows]
    for assessment, shelf, is_silent, status in zip(*found, strict=True):
        if status == UNKNOWN_STATUS or shelf is None:
            to_check.append((assessment, shelf, status))
        else:
            (perhaps if is_silent else ranked)[shelf].append(assessment)
    is_known = (statuses == RUNS) | (statuses == RAN)
    rows = (assessed.is_out_by_these({*profile.musts, "cost"}) & is_known & ~silences).nonzero()[0]
    for assessment, shelf in zip(assessed.build_out(rows), shelf_keys[rows], strict=True):
        returning[shelf].append(assessment)
    shelves = tuple(
        Shelf(
            key,
            tuple(sorted(found, key=offline_key(profile)) if key == OFFLINE else found),
            tuple(sorted(perhaps[key], key=lambda one: name_key(one.platform))),
            sum(shelf == key for _one, shelf, _status in to_check),
            *(() if found else (find_wish_to_soften(profile, returning[key]), bool(returning[key]))),
        )
        for key, found in ranked.items()
    )
    could_stand = frozenset(one.platform.slug for key in ranked for one in returning[key])
    here = find_here(profile, platforms, on)
    return Ranking(shelves, find_to_check(profile, to_check, shelves), RuledOut(assessed), here, could_stand)
