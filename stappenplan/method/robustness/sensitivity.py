"""Sensitivity of the leading shelf: which answer or unknown fact would change number one, and what a must costs."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..assessment.criteria import CRITERIA
from ..assessment.knock_outs import KNOCK_OUT, WISHES
from ..assessment.ranking import Ranking
from ..assessment.score_tables import possible_values
from ..assessment.scoring import Assessment, assess_platform, ranking_key, reweigh, round_off
from ..assessment.shelves import shelf_of
from ..profile import Profile, profile_from
from ..steps.success import MUSTS_AT_MOST, WISH_LIST

# Totals closer than this are compared as the ranking compares them.
TIE = 1e-8
HALVED, DOUBLED, TO_MUST, TO_WISH = "halved", "doubled", "to_must", "to_wish"


@dataclass(frozen=True)
class DecidingAnswer:
    """A change that makes another platform number one. `key`: a criterion (halved, doubled) or a wish."""

    change: str
    key: str
    first: object


def find_leaders(assessments: Sequence[Assessment], weights: Mapping[str, float]) -> tuple:
    """The platforms that share the first place when these weights count, by name; () when there is none left.

    The totals of all are worked out at once; only those that are near the highest are compared in full.
    """
    if not assessments:
        return ()
    best = min(assessment.tier for assessment in assessments)
    assessments = [assessment for assessment in assessments if assessment.tier == best]
    figures = np.array([[assessment.criterion_scores.get(key, 0.0) for key in weights] for assessment in assessments])
    totals = figures @ np.fromiter(weights.values(), float) / sum(weights.values())
    near = [reweigh(assessments[row], weights) for row in np.flatnonzero(totals >= totals.max() - TIE)]
    highest = max(round_off(assessment.score) for assessment in near)
    leaders = sorted((one for one in near if round_off(one.score) == highest), key=ranking_key)
    return tuple(assessment.platform for assessment in leaders)


def find_deciding_answers(profile: Profile, ranking: Ranking, on: date) -> tuple[DecidingAnswer, ...]:
    """Every weight halved and doubled, every must made a wish and every wish a must: those that change number one.

    On the leading shelf. A change after which every number one still is on the first place changes nothing.
    """
    ranked, answers = ranking.ranked, profile.answers
    if not ranked:
        return ()
    changes = []
    for criterion in CRITERIA:
        for change, factor in ((HALVED, 0.5), (DOUBLED, 2.0)):
            weight = profile.weights[criterion.key]
            if weight:
                leaders = find_leaders(ranked, {**profile.weights, criterion.key: weight * factor})
                changes.append((change, criterion.key, leaders))
    for wish in WISHES:
        if profile.says(wish.key, "must"):
            softer = profile_from({**answers, wish.key: "important"}, profile.weight_overrides)
            back = assess_again(wish.key, softer, ranking, on)[ranking.shelves[0].key]
            changes.append((TO_WISH, wish.key, find_leaders([*ranked, *back], softer.weights)))
        elif profile.answer(wish.key) and can_be_must(profile, wish):
            harder = profile_from({**answers, wish.key: "must"}, profile.weight_overrides)
            left = [one for one in ranked if KNOCK_OUT[wish.key].fails(harder, one.platform) is not True]
            changes.append((TO_MUST, wish.key, find_leaders(left, harder.weights)))
    leading = {one.platform.slug for one in ranking.shelves[0].up_to(1)}
    return tuple(
        DecidingAnswer(change, key, leaders[0])
        for change, key, leaders in changes
        if leaders and not leading <= {platform.slug for platform in leaders}
    )


def assess_again(key: str, softer: Profile, ranking: Ranking, on: date) -> dict[str, list[Assessment]]:
    """The platforms that one must alone keeps from a place, by shelf, assessed with that must as a wish."""
    found: dict[str, list[Assessment]] = {shelf.key: [] for shelf in ranking.shelves}
    for one in ranking.returning_without(key):
        found[shelf_of(softer, one.platform)].append(assess_platform(softer, one.platform, on))
    return found


def can_be_must(profile: Profile, wish) -> bool:
    """Whether the form would accept one more must here."""
    musts = sum(profile.says(line.key, "must") for line in WISH_LIST)
    return wish not in WISH_LIST or musts < MUSTS_AT_MOST


ASKED_OF_FIRST = 5


@dataclass(frozen=True)
class AnswerOutcome:
    """What one answer of the provider would do: the place the platform would get, None when it would be ruled out."""

    value: object
    place: int | None


@dataclass(frozen=True)
class InformationValue:
    """One unknown fact of one platform: its best and worst answer. `decides`: an answer changes number one."""

    platform: object
    fact: str
    best: AnswerOutcome
    worst: AnswerOutcome
    decides: bool


@dataclass(frozen=True)
class HypotheticalPlatform:
    """A platform as it would be if one more fact were known; everything else as it is."""

    platform: object
    facts: Mapping[str, object]

    def __getattr__(self, name):
        return getattr(self.platform, name)


@dataclass(frozen=True)
class HypotheticalFact:
    value: object
    basis: str = "supposed"
    inherited_from: str = ""
    source_list: tuple = ()


def shared_place_key(assessment: Assessment) -> tuple[int, float]:
    """What decides a place: equal keys share it."""
    return assessment.tier, -round_off(assessment.score)


def suppose_value(value, fact: str, assessment: Assessment, others: Sequence, profile: Profile, on: date) -> tuple:
    """What this value would do: (sorting key, AnswerOutcome).

    `others`: the `shared_place_key` of the other platforms, best first.
    """
    platform = assessment.platform
    facts = {**platform.facts, fact: HypotheticalFact(value)}
    supposed = assess_platform(profile, HypotheticalPlatform(platform, facts), on)
    if supposed.ruled_out_by:
        return (2, 0.0), AnswerOutcome(value, None)
    return shared_place_key(supposed), AnswerOutcome(value, 1 + bisect_left(others, shared_place_key(supposed)))


def find_information_values(
    profile: Profile, ranked: Sequence[Assessment], on: date
) -> dict[str, tuple[InformationValue, ...]]:
    """The unknown facts of each platform on the first five places.

    Those that can change number one come first, then the order is that of `to_ask`.
    """
    asked, orders = {}, [shared_place_key(assessment) for assessment in ranked]
    asked_of = bisect_right(orders, orders[:ASKED_OF_FIRST][-1]) if orders else 0
    for place, assessment in enumerate(ranked[:asked_of], 1):
        others, found = orders[: place - 1] + orders[place:], []
        for fact in assessment.to_ask:
            answers = [
                suppose_value(value, fact, assessment, others, profile, on) for value in possible_values(fact, profile)
            ]
            if answers:
                best, worst = min(answers, key=lambda one: one[0])[1], max(answers, key=lambda one: one[0])[1]
                decides = worst.place != 1 if orders[place - 1] == orders[0] else best.place == 1
                found.append(InformationValue(assessment.platform, fact, best, worst, decides))
        asked[assessment.platform.slug] = tuple(sorted(found, key=lambda one: not one.decides))
    return asked


def find_ranks_without(key: str, profile: Profile, ranking: Ranking, on: date) -> dict[str, int]:
    """Per platform that this must alone rules out: the place on its shelf that it would have with the must as a wish.

    A platform that would have no place is left out.
    """
    softer = profile_from({**profile.answers, key: "important"}, profile.weight_overrides)
    places = {}
    for shelf, back in assess_again(key, softer, ranking, on).items():
        again = [*(reweigh(one, softer.weights) for one in ranking.shelf(shelf).ranked), *back]
        keys = sorted(shared_place_key(one) for one in again)
        places |= {one.platform.slug: 1 + bisect_left(keys, shared_place_key(one)) for one in back}
    return places
