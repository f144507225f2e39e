"""All platforms for one profile: shelf by shelf, what to check first, what is here already, what is ruled out."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..declarations import KnockOut, value_of
from ..evidence.status import ENDED, RAN, RUNS, UNKNOWN_STATUS, EvidenceStatus, collect_evidence, judge_status
from ..once import cached_property
from ..profile import Profile
from .knock_outs import KNOCK_OUT, KNOCK_OUTS, goal_score, is_local, is_silent_on_goal, lives_offline
from .scoring import Assessment, assess_platform, name_key, ranking_key, rate_platform, round_off
from .shelves import OFFLINE, Shelf, shelf_of, shelf_order

NOT_MENTIONED = "not_mentioned"
# The knock-outs that can rule out a platform without an online place of its own: it has no price or data to have
# wishes about. What runs in another place can be started here too; of what may be gone there is nothing to copy.
OFFLINE_KNOCK_OUTS = ("ended", "abroad", "goal", "goal_not_found")
PLACE_KNOCK_OUTS = ("place", "place_unknown")


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
    ruled_out: tuple[Assessment, ...]
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


def find_here(profile: Profile, platforms: Iterable, on: date) -> tuple[Here, ...]:
    """Every platform of this municipality: of the named village or district first, then what runs, then by goal."""
    place, main = profile.answer("place"), profile.answer("goal_main")
    area = fold_place(profile.answer("area_name") or "")
    if place is None:
        return ()
    found = [
        Here(
            platform,
            collect_evidence(platform, (), on),
            None if main is None else value_of(platform, f"goals.{main}") or NOT_MENTIONED,
            next((name for name in platform.places if area and fold_place(name) == area), ""),
        )
        for platform in platforms
        if place in platform.municipalities
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


def assess_offline(profile: Profile, platform, on: date) -> Assessment:
    """An assessment of what has no online place: what it is, its goal, and a place where it may not run any more."""
    keys = OFFLINE_KNOCK_OUTS if judge_status(platform, on)[0] == RUNS else (*OFFLINE_KNOCK_OUTS, *PLACE_KNOCK_OUTS)
    ruled_out_by = tuple([key for key in keys if KNOCK_OUT[key].fails(profile, platform)])
    return Assessment(platform, ruled_out_by) if ruled_out_by else rate_platform(profile, platform, on)


def can_have_place(profile: Profile, platform, on: date) -> bool:
    """Whether a platform would stand on a shelf if nothing ruled it out: known to run, and a source names the goal."""
    return judge_status(platform, on)[0] in (RUNS, RAN) and not is_silent_on_goal(profile, platform)


def find_wish_to_soften(profile: Profile, ruled_out: Sequence[Assessment]) -> tuple[str, int] | None:
    """The must (or "cost") without which most of these come back, and how many; None when no single one does."""
    counts = {key: sum(one.ruled_out_by == (key,) for one in ruled_out) for key in (*profile.musts, "cost")}
    best = max(counts, key=lambda key: (counts[key], sum(key in one.ruled_out_by for one in ruled_out)))
    return (best, counts[best]) if counts[best] else None


def list_returning(profile: Profile, fallen: Sequence[Assessment], on: date) -> list[Assessment]:
    """What would have a place on its shelf if nothing had to be and the price did not count."""
    wishes = {*profile.musts, "cost"}
    return [one for one in fallen if wishes >= {*one.ruled_out_by} and can_have_place(profile, one.platform, on)]


def find_to_check(
    profile: Profile, assessments: Sequence[tuple[Assessment, str | None]], shelves: Sequence[Shelf]
) -> tuple[ToCheck, ...]:
    """What is to be checked: what would have a place before what would be an example, silent ones last; by score."""
    leaders = {shelf.key: [round_off(one.score) for one in shelf.ranked if one.evidence.can_lead] for shelf in shelves}
    found = []
    for assessment, shelf in sorted(assessments, key=lambda pair: ranking_key(pair[0])):
        silent = is_silent_on_goal(profile, assessment.platform)
        better = [score for score in leaders.get(shelf, ()) if score > round_off(assessment.score)]
        rank = None if silent or shelf in (None, OFFLINE) else 1 + len(better)
        reason = "status" if assessment.evidence.status == UNKNOWN_STATUS else "start"
        found.append(ToCheck(assessment, reason, shelf, silent, rank))
    return tuple(sorted(found, key=lambda one: (one.is_silent, one.shelf == OFFLINE)))


def rank_platforms(profile: Profile, platforms: Sequence, on: date) -> Ranking:
    """Assess every platform and give it its place: on a shelf, among what must be checked first, or ruled out."""
    ranked: dict[str, list[Assessment]] = {key: [] for key in shelf_order(profile)}
    perhaps: dict[str, list[Assessment]] = {key: [] for key in ranked}
    fallen: dict[str | None, list[Assessment]] = {key: [] for key in (*ranked, None)}
    to_check: list[tuple[Assessment, str | None]] = []
    for platform in platforms:
        shelf = shelf_of(profile, platform)
        assess = assess_offline if lives_offline(platform) else assess_platform
        assessment = assess(profile, platform, on)
        if assessment.ruled_out_by:
            fallen[shelf].append(assessment)
        elif assessment.evidence.status == UNKNOWN_STATUS or shelf is None:
            to_check.append((assessment, shelf))
        else:
            (perhaps if is_silent_on_goal(profile, platform) else ranked)[shelf].append(assessment)
    returning = {key: list_returning(profile, fallen[key], on) for key in ranked}
    shelves = tuple(
        Shelf(
            key,
            tuple(sorted(found, key=offline_key(profile) if key == OFFLINE else ranking_key)),
            tuple(sorted(perhaps[key], key=lambda one: name_key(one.platform))),
            sum(shelf == key for _one, shelf in to_check),
            *(() if found else (find_wish_to_soften(profile, returning[key]), bool(returning[key]))),
        )
        for key, found in ranked.items()
    )
    ruled_out = sorted((one for found in fallen.values() for one in found), key=lambda one: one.platform.slug)
    here = find_here(profile, platforms, on)
    could_stand = frozenset(one.platform.slug for found in returning.values() for one in found)
    return Ranking(shelves, find_to_check(profile, to_check, shelves), tuple(ruled_out), here, could_stand)
