"""Sensitivity of the leading shelf: which answer would change number one, and what a must costs."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..assessment.criteria import CRITERIA, CRITERION
from ..assessment.knock_outs import KNOCK_OUT, WISHES
from ..assessment.ranking import Ranking
from ..assessment.scoring import (
    Assessment,
    assess_platform,
    ranking_key,
    reweigh,
    round_off,
    score_under,
    shared_place_key,
)
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


def find_leaders(assessments: Sequence[Assessment], weightings: Sequence[Mapping[str, float]]) -> list[tuple]:
    """Per set of weights the platforms that share the first place when these count, by name; () without platforms.

    The totals of all are worked out at once; only those that are near the highest are compared in full.
    """
    if not assessments:
        return [() for _weights in weightings]
    best = min(assessment.tier for assessment in assessments)
    assessments = [assessment for assessment in assessments if assessment.tier == best]
    scores = np.array([[assessment.criterion_scores.get(key, 0.0) for key in CRITERION] for assessment in assessments])
    found = []
    for weights in weightings:
        totals = scores @ np.array([weights[key] for key in CRITERION]) / sum(weights.values())
        near = [assessments[row] for row in np.flatnonzero(totals >= totals.max() - TIE)]
        leaders = near if len(near) == 1 else pick_highest([reweigh(one, weights) for one in near])
        found.append(tuple(assessment.platform for assessment in leaders))
    return found


def pick_highest(assessments: Sequence[Assessment]) -> list[Assessment]:
    """Those with the highest score, by name."""
    highest = max(round_off(assessment.score) for assessment in assessments)
    return sorted((one for one in assessments if round_off(one.score) == highest), key=ranking_key)


def find_deciding_answers(profile: Profile, ranking: Ranking, on: date) -> tuple[DecidingAnswer, ...]:
    """Every weight halved and doubled, every must made a wish and every wish a must: those that change number one.

    On the leading shelf. A change after which every number one still is on the first place changes nothing.
    """
    ranked, answers = ranking.ranked, profile.answers
    if not ranked:
        return ()
    weighed = [
        (change, criterion.key, {**profile.weights, criterion.key: profile.weights[criterion.key] * factor})
        for criterion in CRITERIA
        for change, factor in ((HALVED, 0.5), (DOUBLED, 2.0))
        if profile.weights[criterion.key]
    ]
    leaders = find_leaders(ranked, [weights for _change, _key, weights in weighed])
    changes = [(change, key, first) for (change, key, _weights), first in zip(weighed, leaders, strict=True)]
    for wish in WISHES:
        if profile.says(wish.key, "must"):
            softer = profile_from({**answers, wish.key: "important"}, profile.weight_overrides)
            back = assess_again(wish.key, softer, ranking, on)[ranking.shelves[0].key]
            changes.append((TO_WISH, wish.key, *find_leaders([*ranked, *back], [softer.weights])))
        elif profile.answer(wish.key) and can_be_must(profile, wish):
            harder = profile_from({**answers, wish.key: "must"}, profile.weight_overrides)
            left = [one for one in ranked if KNOCK_OUT[wish.key].fails(harder, one.platform) is not True]
            changes.append((TO_MUST, wish.key, *find_leaders(left, [harder.weights])))
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


def find_ranks_without(key: str, profile: Profile, ranking: Ranking, on: date) -> dict[str, int]:
    """Per platform that this must alone rules out: the place on its shelf that it would have with the must as a wish.

    A platform that would have no place is left out.
    """
    softer = profile_from({**profile.answers, key: "important"}, profile.weight_overrides)
    places = {}
    for shelf, back in assess_again(key, softer, ranking, on).items():
        if back:
            keys = [(one.tier, -round_off(score_under(one, softer.weights))) for one in ranking.shelf(shelf).ranked]
            keys = sorted([*keys, *map(shared_place_key, back)])
            places |= {one.platform.slug: 1 + bisect_left(keys, shared_place_key(one)) for one in back}
    return places
