"""All platforms assessed at once: the same as one by one (`assess_platform`), to the last bit.

Each rule and each part of a criterion is applied once per group of platforms that it cannot tell apart; the figures of
all platforms are then added up together, in the order in which `weighted_mean` adds those of one.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..cached_property import cached_property
from ..declarations import Criterion, Interval, KnockOut
from ..evidence.reliability import HURWICZ_ALPHA
from ..evidence.status import EvidenceStatus, judge_evidence
from ..profile import Profile
from .criteria import CRITERIA
from .knock_outs import OFFLINE_KNOCK_OUTS, PLACE_KNOCK_OUTS, lives_offline
from .scoring import Assessment, Rating, list_asked, rate_criteria, round_off, rules_for
from .table import PlatformTable, Trait, list_answers

IS_OFFLINE = Trait("is_offline", lambda _profile, platform: lives_offline(platform), ("form", "kind"))


class TabulatedAssessment(Assessment):
    """An assessment of which the figures are known beforehand: its ratings are put together when something asks.

    Besides what it declares here it is filled with `tier`, `total`, `score`, `known` and `facts_asked`.
    """

    assessed: "AllAssessed"
    row: int

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        return self.assessed.rate(self.row)

    @cached_property
    def evidence(self) -> EvidenceStatus:
        assessed = self.assessed
        return judge_evidence(assessed.table.sources[self.row], assessed.asked, assessed.table.on)


def add_up(parts: list) -> tuple:
    """`weighted_mean` of many at once: pairs of weight and (low, high), each an array; gives (low, high)."""
    whole = low = high = 0.0
    for weight, (lows, highs) in parts:
        if weight:
            whole += weight
            low = low + weight * lows
            high = high + weight * highs
    return low / whole, high / whole


def score_groups(profile: Profile, table: PlatformTable, criterion: Criterion) -> list[tuple]:
    """What each part of a criterion scores: the group of each row, and the scores of each group."""

    def work_out():
        groups = [(part, table.group_for(part.reads, profile)) for part in criterion.parts]
        return [
            (found.codes, found.apply(lambda row: part.rate(profile, table.platforms[row], table.on)))  # noqa: B023
            for part, found in groups
        ]

    return table.keep(("scores", criterion.key, list_answers(profile, asked_by(criterion))), work_out)


def asked_by(criterion: Criterion) -> tuple[str, ...]:
    return tuple([key for part in criterion.parts for key in part.asks])


def spread_scores(codes: np.ndarray, rated: list) -> list:
    """The scores of all platforms, as `add_up` wants them, of one part of a criterion."""
    some, found = next(scores for scores in rated if scores is not None), []
    for place, score in enumerate(some):
        if score.share:
            intervals = [(scores or some)[place].interval for scores in rated]
            lows, highs = (np.array(bounds)[codes] for bounds in zip(*intervals, strict=True))
            found.append((score.share, (lows, highs)))
    return found


def rate_criterion(profile: Profile, table: PlatformTable, criterion: Criterion) -> tuple | None:
    """The (low, high) of all platforms on a criterion; None when no part applies. The same answers give the same."""

    def work_out():
        groups = score_groups(profile, table, criterion)
        parts = [scored for codes, rated in groups for scored in spread_scores(codes, rated)]
        return add_up(parts) if parts else None

    return table.keep(("criterion", criterion.key, list_answers(profile, asked_by(criterion))), work_out)


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


class Outcomes(NamedTuple):
    """Of each platform which of the rules with these `keys` rule it out, and which musts nobody knows to be met.

    A bit of a number per rule, in their order.
    """

    keys: tuple[str, ...]
    failed: np.ndarray
    doubted: np.ndarray

    def bits_of(self, keys) -> int:
        """The number with the bits of these rules."""
        return sum(1 << bit for bit, key in enumerate(self.keys) if key in keys)


def apply_rule(profile: Profile, table: PlatformTable, rule: KnockOut) -> tuple[np.ndarray, np.ndarray]:
    """Whether a rule rules out each platform, and whether that is not known. The same answers give the same."""

    def work_out():
        groups = table.group_for(rule.reads, profile)
        outcomes = groups.apply(lambda row: rule.fails(profile, table.platforms[row]))
        columns = [bool(fails) for fails in outcomes], [fails is None for fails in outcomes]
        return tuple([np.array(column, bool)[groups.codes] for column in columns])

    return table.keep(("rule", rule.key, list_answers(profile, rule.asks)), work_out)


def apply_rules(profile: Profile, table: PlatformTable) -> Outcomes:
    """What the rules say of each platform."""
    failed, doubted = np.zeros((2, len(table.platforms)), int)
    rules = rules_for(profile)
    for bit, rule in enumerate(rules):
        fails, is_unknown = apply_rule(profile, table, rule)
        failed |= fails.astype(int) << bit
        if rule.key in profile.musts:
            doubted |= is_unknown.astype(int) << bit
    found = Outcomes(tuple([rule.key for rule in rules]), failed, doubted)
    offline = table.spread(IS_OFFLINE, profile).astype(bool)
    runs = table.source_columns.runs
    failed[offline & runs] &= found.bits_of(OFFLINE_KNOCK_OUTS)
    failed[offline & ~runs] &= found.bits_of((*OFFLINE_KNOCK_OUTS, *PLACE_KNOCK_OUTS))
    doubted[offline] = 0
    return found


def name_bits(numbers: np.ndarray, keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Per number the keys of the bits that are set."""
    rows = numbers.tolist()
    names = {
        number: tuple([key for bit, key in enumerate(keys) if number >> bit & 1]) for number in dict.fromkeys(rows)
    }
    return [names[number] for number in rows]


class AllAssessed:
    """All platforms of a table assessed for one profile: figures per row, and an Assessment of the rows asked for."""

    def __init__(self, profile: Profile, table: PlatformTable):
        self.profile, self.table = profile, table
        self.outcomes = apply_rules(profile, table)
        self.asked = list_asked(rate_criteria(profile, table.platforms[0], table.on)) if table.platforms else ()
        self.tiers = table.rank_evidence(self.asked)
        self.figures = score_all(profile, table) if table.platforms else Figures(*np.zeros((4, 0)))

    @cached_property
    def scores(self) -> list[tuple]:
        """Each criterion that weighs something, with its weight and `score_groups`."""
        weighed = [(one, weight) for one in CRITERIA if (weight := self.profile.weights[one.key])]
        return [(one, weight, score_groups(self.profile, self.table, one)) for one, weight in weighed]

    def rate(self, row: int) -> tuple[Rating, ...]:
        """The ratings of a row: what `rate_criteria` gives for its platform."""
        rated = [
            (criterion, weight, tuple([score for codes, of_groups in groups for score in of_groups[codes[row]]]))
            for criterion, weight, groups in self.scores
        ]
        return tuple([Rating(*rating) for rating in rated if rating[-1]])

    @property
    def is_out(self) -> np.ndarray:
        """Whether each platform is ruled out."""
        return self.outcomes.failed != 0

    def is_out_by_these(self, keys) -> np.ndarray:
        """Whether each platform is ruled out, and by none but the rules with these keys."""
        failed, others = self.outcomes.failed, ~self.outcomes.bits_of(keys)
        return self.is_out & (failed & others == 0)

    def sort_in(self) -> np.ndarray:
        """The rows that are not ruled out, in the order of `ranking_key`."""
        rows = np.flatnonzero(~self.is_out)
        score, known = (
            np.array([round_off(number) for number in column[rows].tolist()])
            for column in (self.figures.score, self.figures.known)
        )
        return rows[np.lexsort((self.table.places_by_name[rows], -known, -score, self.tiers[rows]))]

    def build_in(self, rows: np.ndarray) -> list[Assessment]:
        """The assessments of these rows, of which none is ruled out."""
        doubts = name_bits(self.outcomes.doubted[rows], self.outcomes.keys)
        columns = [column[rows].tolist() for column in (self.tiers, *self.figures)]
        platforms = self.table.platforms
        return [
            TabulatedAssessment.fill(
                {
                    "platform": platforms[row],
                    "ask_first": doubted,
                    "tier": tier,
                    "row": row,
                    "total": Interval(low, high),
                    "score": score,
                    "known": known,
                    "facts_asked": self.asked,
                    "ruled_out_by": (),
                    "assessed": self,
                }
            )
            for row, doubted, tier, low, high, score, known in zip(rows.tolist(), doubts, *columns, strict=True)
        ]

    def build_out(self, rows: np.ndarray) -> list[Assessment]:
        """The assessments of these rows, of which each is ruled out."""
        reasons = name_bits(self.outcomes.failed[rows], self.outcomes.keys)
        platforms = self.table.platforms
        return [
            Assessment.fill({"platform": platforms[row], "ruled_out_by": keys})
            for row, keys in zip(rows.tolist(), reasons, strict=True)
        ]


class RuledOut(Sequence):
    """The assessments of the platforms that are ruled out, by slug; made when somebody looks at one."""

    def __init__(self, assessed: AllAssessed):
        self.assessed, self.rows = assessed, np.flatnonzero(assessed.is_out)

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        by_slug = np.argsort(self.assessed.table.places_by_slug[self.rows])
        return tuple(self.assessed.build_out(self.rows[by_slug]))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place):
        return self.assessments[place]

    def __iter__(self):
        return iter(self.assessments)

    def __eq__(self, other) -> bool:
        return tuple(self) == tuple(other)

    __hash__ = None


def assess_all(profile: Profile, table: PlatformTable) -> list[Assessment]:
    """The assessment of each platform, in the order of the table."""
    if not table.platforms:
        return []
    found, rows = AllAssessed(profile, table), np.arange(len(table.platforms))
    out, still_in = rows[found.is_out], rows[~found.is_out]
    built = dict(zip(out.tolist(), found.build_out(out), strict=True))
    built |= zip(still_in.tolist(), found.build_in(still_in), strict=True)
    return [built[row] for row in rows.tolist()]
