"""Sensitivity analysis: which answer and which unknown fact would change number one, and what a must costs."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .criteria import CRITERIA
from .knock_outs import KNOCK_OUT, WISHES
from .profile import Profile, profile_from
from .score_tables import possible_values
from .scoring import Assessment, Ranking, assess_platform, ranking_key, reweigh
from .steps.success import MUSTS_AT_MOST, WISH_LIST

# Totals closer than this are compared as the ranking compares them.
TIE = 1e-8
HALVED, DOUBLED, TO_MUST, TO_WISH = "halved", "doubled", "to_must", "to_wish"


@dataclass(frozen=True)
class DecidingAnswer:
    """A change that makes another platform number one. `key`: a criterion (halved, doubled) or a wish."""

    change: str
    key: str
    first: object


def find_leader(assessments, weights: Mapping[str, float]):
    """The platform that leads when these weights count; None when there is none left.

    The totals of all are worked out at once; only those that share the highest are compared in full.
    """
    if not assessments:
        return None
    figures = np.array([[assessment.criterion_scores.get(key, 0.0) for key in weights] for assessment in assessments])
    totals = figures @ np.fromiter(weights.values(), float) / sum(weights.values())
    leaders = [assessments[row] for row in np.flatnonzero(totals >= totals.max() - TIE)]
    if len(leaders) > 1:
        leaders.sort(key=lambda assessment: ranking_key(reweigh(assessment, weights)))
    return leaders[0].platform


def find_deciding_answers(profile: Profile, platforms: Ranking, on: date) -> tuple[DecidingAnswer, ...]:
    """Every weight halved and doubled, every must made a wish and every wish a must: those that change number one."""
    ranked, answers = platforms.ranked, profile.answers
    if not ranked:
        return ()
    leader, changes = ranked[0].platform, []
    for criterion in CRITERIA:
        for change, factor in ((HALVED, 0.5), (DOUBLED, 2.0)):
            weight = profile.weights[criterion.key]
            if weight:
                first = find_leader(ranked, {**profile.weights, criterion.key: weight * factor})
                changes.append(DecidingAnswer(change, criterion.key, first))
    for wish in WISHES:
        if profile.says(wish.key, "must"):
            softer = profile_from({**answers, wish.key: "important"}, profile.weight_overrides)
            back = [assess_platform(softer, assessment.platform, on) for assessment in platforms.only_by(wish.key)]
            changes.append(DecidingAnswer(TO_WISH, wish.key, find_leader([*ranked, *back], softer.weights)))
        elif profile.answer(wish.key) and can_be_must(profile, wish):
            harder = profile_from({**answers, wish.key: "must"}, profile.weight_overrides)
            left = [one for one in ranked if KNOCK_OUT[wish.key].fails(harder, one.platform) is not True]
            changes.append(DecidingAnswer(TO_MUST, wish.key, find_leader(left, harder.weights)))
    return tuple(change for change in changes if change.first is not None and change.first.slug != leader.slug)


def can_be_must(profile: Profile, wish) -> bool:
    """Whether the form would accept one more must here."""
    musts = sum(profile.says(line.key, "must") for line in WISH_LIST)
    return wish not in WISH_LIST or musts < MUSTS_AT_MOST


ASKED_OF_FIRST = 5


@dataclass(frozen=True)
class AnswerOutcome:
    """What one answer of the provider would do: the place the platform would get, None when it would fall out."""

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


def suppose_value(value, fact: str, assessment: Assessment, others: Sequence, profile: Profile, on: date) -> tuple:
    """What this value would do: (sorting key, AnswerOutcome).

    `others`: the `ranking_key` of the other platforms, best first.
    """
    platform = assessment.platform
    facts = {**platform.facts, fact: HypotheticalFact(value)}
    supposed = assess_platform(profile, HypotheticalPlatform(platform, facts), on)
    if supposed.ruled_out_by:
        return (1, 0.0), AnswerOutcome(value, None)
    return (0, -supposed.score), AnswerOutcome(value, 1 + bisect_left(others, ranking_key(supposed)))


def find_information_values(
    profile: Profile, ranked: Sequence[Assessment], on: date
) -> dict[str, tuple[InformationValue, ...]]:
    """For each of the first five, its unknown facts: the ones that can change number one first, then as in `to_ask`."""
    asked, orders = {}, [ranking_key(assessment) for assessment in ranked]
    for place, assessment in enumerate(ranked[:ASKED_OF_FIRST], 1):
        others, found = orders[: place - 1] + orders[place:], []
        for fact in assessment.to_ask:
            answers = [
                suppose_value(value, fact, assessment, others, profile, on) for value in possible_values(fact, profile)
            ]
            if answers:
                best, worst = min(answers, key=lambda one: one[0])[1], max(answers, key=lambda one: one[0])[1]
                decides = worst.place != 1 if place == 1 else best.place == 1
                found.append(InformationValue(assessment.platform, fact, best, worst, decides))
        asked[assessment.platform.slug] = tuple(sorted(found, key=lambda call: not call.decides))
    return asked


def find_ranks_without(key: str, profile: Profile, platforms: Ranking, on: date) -> dict[str, int]:
    """Per platform that this must alone rules out: the place it would have had with the must as a wish."""
    softer = profile_from({**profile.answers, key: "important"}, profile.weight_overrides)
    back = [assess_platform(softer, assessment.platform, on) for assessment in platforms.only_by(key)]
    ranking = sorted([*(reweigh(one, softer.weights) for one in platforms.ranked), *back], key=ranking_key)
    places = {assessment.platform.slug: place for place, assessment in enumerate(ranking, 1)}
    return {assessment.platform.slug: places[assessment.platform.slug] for assessment in back}
