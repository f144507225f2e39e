"""All platforms assessed at once: the same as one by one (`assess_platform`), to the last bit.

Each rule and each part of a criterion is applied once per group of platforms that it cannot tell apart; the figures of
all platforms are then added up together, in the order in which `weighted_mean` adds those of one.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from ..declarations import Criterion, Interval, Part
from ..evidence.reliability import HURWICZ_ALPHA
from ..evidence.status import EvidenceStatus, SourceSummary, judge_evidence
from ..once import cached_property
from ..profile import Profile, as_tuple
from .criteria import CRITERIA
from .knock_outs import OFFLINE_KNOCK_OUTS, PLACE_KNOCK_OUTS, lives_offline
from .scoring import Assessment, Rating, list_asked, rate_criteria, rules_for
from .table import PlatformTable


class TabulatedAssessment(Assessment):
    """An assessment of which the figures are known beforehand: its ratings are made when something asks for them.

    Besides what it declares here it is filled with `tier`, `total`, `score` and `known`.
    """

    profile: Profile
    on: date
    asked: tuple[str, ...]
    sources: SourceSummary

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        return rate_criteria(self.profile, self.platform, self.on)

    @cached_property
    def evidence(self) -> EvidenceStatus:
        return judge_evidence(self.sources, self.asked, self.on)


def add_up(parts: list) -> tuple:
    """`weighted_mean` of many at once: pairs of weight and (low, high), each an array; gives (low, high)."""
    whole = low = high = 0.0
    for weight, (lows, highs) in parts:
        if weight:
            whole += weight
            low = low + weight * lows
            high = high + weight * highs
    return low / whole, high / whole


def rate_all(profile: Profile, table: PlatformTable, part: Part) -> list:
    """What a part of a criterion scores for all platforms, as `add_up` wants it."""
    groups = table.group_for(part.reads, profile)
    rated = groups.apply(lambda row: part.rate(profile, table.platforms[row], table.on))
    some, found = next(scores for scores in rated if scores is not None), []
    for place, score in enumerate(some):
        if score.share:
            intervals = [(scores or some)[place].interval for scores in rated]
            lows, highs = (np.array(bounds)[groups.codes] for bounds in zip(*intervals, strict=True))
            found.append((score.share, (lows, highs)))
    return found


def rate_criterion(profile: Profile, table: PlatformTable, criterion: Criterion) -> tuple | None:
    """The (low, high) of all platforms on a criterion; None when no part applies. The same answers give the same."""
    answers = tuple([as_tuple(profile.answer(key)) for part in criterion.parts for key in part.asks])

    def work_out():
        parts = [scored for part in criterion.parts for scored in rate_all(profile, table, part)]
        return add_up(parts) if parts else None

    return table.keep((criterion.key, answers), work_out)


class Figures(NamedTuple):
    """Of each platform the bounds of its total, its score and its known share, as Assessment has them."""

    low: np.ndarray
    high: np.ndarray
    score: np.ndarray
    known: np.ndarray


def score_all(profile: Profile, table: PlatformTable) -> Figures:
    """The figures of every platform, also of those that are ruled out."""
    rated = [
        (criterion.key, weight, bounds)
        for criterion in CRITERIA
        if (weight := profile.weights[criterion.key]) and (bounds := rate_criterion(profile, table, criterion))
    ]
    low, high = add_up([(weight, bounds) for _key, weight, bounds in rated])
    known = np.ones(len(table.platforms))
    if rest := [(weight, bounds) for key, weight, bounds in rated if key != "goal_fit"]:
        lowest, highest = add_up(rest)
        known = 1.0 - (highest - lowest)
    return Figures(low, high, low + HURWICZ_ALPHA * (high - low), known)


def apply_rules(profile: Profile, table: PlatformTable) -> tuple[list, list]:
    """Per platform which knock-outs rule it out, and which musts nobody knows to be met, as keys."""
    failed, doubted = np.zeros((2, len(table.platforms)), int)
    rules = rules_for(profile)
    for bit, rule in enumerate(rules):
        groups = table.group_for(rule.reads, profile)
        outcomes = groups.apply(lambda row: rule.fails(profile, table.platforms[row]))  # noqa: B023
        failed |= np.array([bool(fails) << bit for fails in outcomes], int)[groups.codes]
        if rule.key in profile.musts:
            doubted |= np.array([(fails is None) << bit for fails in outcomes], int)[groups.codes]
    keys = [rule.key for rule in rules]
    offline = table.spread(lives_offline, ("form", "kind"), profile).astype(bool)
    runs = table.source_columns.runs
    failed[offline & runs] &= sum(1 << keys.index(key) for key in OFFLINE_KNOCK_OUTS)
    failed[offline & ~runs] &= sum(1 << keys.index(key) for key in (*OFFLINE_KNOCK_OUTS, *PLACE_KNOCK_OUTS))
    doubted[offline] = 0
    return name_bits(failed, keys), name_bits(doubted, keys)


def name_bits(numbers: np.ndarray, keys: list[str]) -> list[tuple[str, ...]]:
    """Per number the keys of the bits that are set."""
    rows = numbers.tolist()
    names = {
        number: tuple([key for bit, key in enumerate(keys) if number >> bit & 1]) for number in dict.fromkeys(rows)
    }
    return [names[number] for number in rows]


def assess_all(profile: Profile, table: PlatformTable) -> list[Assessment]:
    """The assessment of each platform, in the order of the table."""
    if not table.platforms:
        return []
    ruled_out_by, ask_first = apply_rules(profile, table)
    asked = list_asked(rate_criteria(profile, table.platforms[0], table.on))
    tiers, figures = table.rank_evidence(asked), [column.tolist() for column in score_all(profile, table)]
    shared = {"ruled_out_by": (), "profile": profile, "on": table.on, "asked": asked}
    found = []
    for row, (platform, keys) in enumerate(zip(table.platforms, ruled_out_by, strict=True)):
        if keys:
            found.append(Assessment.fill(platform=platform, ruled_out_by=keys))
            continue
        low, high, score, known = [column[row] for column in figures]
        own = {"platform": platform, "ask_first": ask_first[row], "tier": tiers[row], "sources": table.sources[row]}
        found.append(TabulatedAssessment.fill(total=Interval(low, high), score=score, known=known, **own, **shared))
    return found
