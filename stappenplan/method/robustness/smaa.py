"""Rank acceptability: in what share of the draws each platform takes each rank.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal of
Operational Research 106, 1998): every weight is drawn around the answers, every unknown fact is drawn, a known fact
holds as often as facts of its kind turned out to hold, and we count.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np

from .. import METHOD_VERSION
from ..assessment.criteria import CRITERIA, CRITERION, NOT_COUNTED
from ..assessment.scoring import Assessment, ranking_key, reweigh
from ..evidence.reliability import UNKNOWN_SCORES, reliability_of
from ..evidence.status import age_in_months, newest_date, sources_of

DRAWS = 10_000
# Above this many platforms fewer draws are taken, so that time and memory stay bounded: see `count_draws`.
MANY_PLATFORMS, FEWER_DRAWS = 2_000, 2_000
# Figures held at once: what a core keeps near, and no memory that the system takes back each time. Of many platforms
# still this many draws.
CHUNK_FIGURES, DRAWS_AT_LEAST = 1 << 16, 256
# Up to this many platforms sorting a whole draw takes less than finding its first places.
SORTED_WHOLE = 1 << 10
# Offsets into the tables of draws; tables of this length let a platform's fact read its own stretch.
OFFSETS = 1 << 18
PLACES = 10
COLUMN = {criterion.key: number for number, criterion in enumerate(CRITERIA)}
# Totals are compared at nine decimals, as the ranking compares them.
LEVELS = 1e9
# A number of this size has no bits behind the point: adding it rounds, and leaves the result in the last bits.
ROUNDER = 2.0**52


@dataclass(frozen=True)
class Acceptability:
    """Of one platform, as shares of the draws (0..1).

    `first`: it is number one. `top3`: it is in the first three. `ranks`: the share per place, ten places at most, and
    last the share below these; they add up to 1. `central_weights`: criterion key -> share of the whole weight,
    averaged over the draws in which it is first; empty when it never is. `beats_next`: it stands above the platform
    that follows it; None when none does, or when that one stands below it on evidence. A tie of k counts 1/k for each.
    """

    first: float
    top3: float
    ranks: tuple[float, ...]
    central_weights: dict[str, float]
    beats_next: float | None = None


def count_draws(platforms: int) -> int:
    """How many draws: 10,000 up to 2,000 platforms, 2,000 above (standard error of a share then at most 0.011)."""
    return DRAWS if platforms <= MANY_PLATFORMS else FEWER_DRAWS


@lru_cache(maxsize=1)
def random_tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The random tables of this method version: weight factors, scores of unknown facts, chances.

    Factors: draws x criteria. Scores: drawn from what unknown facts turned out to score (UNKNOWN_SCORES). Chances:
    uniform; a known fact holds in a draw whose chance is below its reliability. Only the bit stream of PCG64 and its
    uniform doubles are used, which NumPy keeps the same between versions.
    """
    random = np.random.Generator(np.random.PCG64(zlib.crc32(f"method {METHOD_VERSION}".encode())))
    factors = 2.0 ** (2.0 * random.random((DRAWS, len(CRITERIA))) - 1.0)
    found = np.repeat([*UNKNOWN_SCORES], [*UNKNOWN_SCORES.values()])
    scores = found[(random.random(OFFSETS + DRAWS) * len(found)).astype(int)]
    return factors, scores, random.random(OFFSETS + DRAWS)


@lru_cache(maxsize=8)
def find_failures(holds: float) -> np.ndarray:
    """Where in the table of chances a known fact of this reliability does not hold, in order."""
    return np.flatnonzero(random_tables()[2] >= holds)


def table_offset(slug: str, fact: str) -> int:
    """Where a platform's fact begins to read the tables: its own place, whatever other platforms there are."""
    return zlib.crc32(f"{slug} {fact}".encode()) % OFFSETS


class Uncertain(NamedTuple):
    """Facts that are drawn: an entry of each array per platform, fact and criterion, platform by platform.

    `rows`: the platform. `criteria`: the column of the criterion. `starts`: where the draws of the fact begin. `holds`:
    in what share of the draws it holds, 0 when it is not known. `drops`: what is added to the rating when it does not
    hold, 0 for an unknown one; `slopes`: what one unit of the drawn score adds then.
    """

    rows: np.ndarray
    criteria: np.ndarray
    starts: np.ndarray
    holds: np.ndarray
    drops: np.ndarray
    slopes: np.ndarray

    def select(self, entries) -> "Uncertain":
        """Only these entries: numbers, a slice, or whether each counts."""
        return Uncertain(*(column[entries] for column in self))


def rely_on(platform, fact: str, on: date | None) -> float:
    """How likely a fact of a platform holds, 0..1: by its basis and its age.

    Goals, status and the year of the start hold always: they say what a platform is. So does what silence is read as.
    """
    if fact.startswith("goals.") or fact in NOT_COUNTED:
        return 1.0
    known = platform.facts.get(fact)
    if known is None:
        return 1.0
    return reliability_of(known.basis, age_in_months(newest_date(sources_of(known)), on) if on else None)


def linearise_ratings(assessments: Sequence[Assessment]) -> tuple[np.ndarray, Uncertain]:
    """The ratings as linear functions of what is drawn: what is known (platforms x criteria), and the rest.

    A fact that feeds two criteria is one draw.
    """
    known = np.zeros((len(assessments), len(CRITERIA)))
    entries: list[tuple] = []
    for row, assessment in enumerate(assessments):
        ratings, drawn = draw_facts(assessment)
        known[row] = ratings
        entries += [(row, *entry) for entry in drawn]
    types = int, int, int, float, float, float
    columns = zip(*entries, strict=True) if entries else ((),) * len(types)
    return known, Uncertain(*map(np.array, columns, types))


def draw_facts(assessment: Assessment) -> tuple[list[float], list[tuple]]:
    """What the ratings of one platform (by criterion) are while its facts hold, and the facts that are drawn.

    Each of these is an entry of Uncertain, without the row of the platform.
    """
    platform, on = assessment.platform, assessment.evidence.on if assessment.evidence else None
    known, drawn = [0.0] * len(CRITERIA), []
    holds: dict[str, float] = {}
    for rating in assessment.ratings:
        where, whole = COLUMN[rating.criterion.key], sum([part.share for part in rating.parts])
        for part in rating.parts:
            share, (low, high) = part.share / whole, part.interval
            known[where] += share * low
            held = 0.0 if high > low else rely_on(platform, part.fact, on)
            if not share or held == 1.0:
                continue
            fails = part.absent if held else part.interval
            drop, slope = share * (fails.low - low), share * fails.width
            held = holds.setdefault(part.fact, held)
            if not held:
                known[where], drop = known[where] + drop, 0.0
            drawn.append((where, table_offset(platform.slug, part.fact), held, drop, slope))
    return known, drawn


def total_scores(weights: np.ndarray, first_draw: int, known: np.ndarray, uncertain: Uncertain) -> np.ndarray:
    """The total of every platform (rows) in the draws that begin at `first_draw` (columns; rows of `weights`)."""
    totals = (weights @ known.T).T  # draw after draw in memory, as they are sorted
    if len(uncertain.rows):
        added = np.zeros(totals.shape)
        add_unknown(added, weights, first_draw, uncertain.select(uncertain.holds == 0))
        add_failing(added, weights, first_draw, uncertain)
        totals += added
    return totals


def add_unknown(totals: np.ndarray, weights: np.ndarray, first_draw: int, unknown: Uncertain) -> None:
    """Add what facts score that are never known."""
    by_criterion, added = np.ascontiguousarray(weights.T), np.empty(len(weights))
    scores = random_tables()[1][first_draw:]
    columns = (unknown.rows, unknown.criteria, unknown.starts, unknown.slopes)
    for row, criterion, start, slope in zip(*(column.tolist() for column in columns), strict=True):
        np.multiply(by_criterion[criterion], scores[start : start + len(added)], out=added)
        added *= slope
        totals[row] += added


def add_failing(totals: np.ndarray, weights: np.ndarray, first_draw: int, uncertain: Uncertain) -> None:
    """Add what known facts change in the draws in which they do not hold: few, so only these are worked out."""
    for holds in np.unique(uncertain.holds[uncertain.holds > 0]).tolist():
        some, fails = uncertain.select(uncertain.holds == holds), find_failures(holds)
        starts = some.starts + first_draw
        begins, ends = np.searchsorted(fails, starts), np.searchsorted(fails, starts + len(weights))
        at_once = max(1, int(CHUNK_FIGURES / ((1 - holds) * len(weights))))
        for first in range(0, len(starts), at_once):
            block = slice(first, first + at_once)
            counts = ends[block] - begins[block]
            entry = np.repeat(np.arange(len(counts)), counts)
            place = fails[np.arange(len(entry)) + np.repeat(begins[block] - (np.cumsum(counts) - counts), counts)]
            add_failures(totals, weights, some.select(block), entry, place, place - starts[block][entry])


def add_failures(totals, weights, uncertain: Uncertain, entry: np.ndarray, place: np.ndarray, draw: np.ndarray) -> None:
    """Add facts that do not hold. `entry`: which of `uncertain`, `place`: in the tables, `draw`: in which draw."""
    added = random_tables()[1][place]
    added *= uncertain.slopes[entry]
    added += uncertain.drops[entry]
    added *= weights[draw, uncertain.criteria[entry]]
    first, last = uncertain.rows[0], uncertain.rows[-1]
    some = totals[first : last + 1]
    some += np.bincount((uncertain.rows - first)[entry] * len(weights) + draw, added, some.size).reshape(some.shape)


class Counts(NamedTuple):
    """What is counted over draws: per platform the shares of the first ten places, and the weights with which it leads.

    `ranks`: platforms x places, a tie of k gives each 1/k of each of its k places. `led`: platforms x criteria, sums.
    """

    ranks: np.ndarray
    led: np.ndarray


def compare_totals(totals: np.ndarray) -> np.ndarray:
    """Totals (platforms x draws, each 0..1) as whole numbers to nine decimals, lower is better (draws x platforms)."""
    missing = totals.T * -LEVELS
    missing += ROUNDER + LEVELS
    return missing.view(np.int64)


def count_ranks(totals: np.ndarray, weights: np.ndarray) -> Counts:
    """Rank the platforms in every draw. `totals`: platforms x draws; `weights`: draws x criteria."""
    places = min(PLACES, len(totals))
    stand, close = find_first(totals, places)
    if not close.any():
        return count_apart(stand, weights, len(totals))
    apart = count_apart(stand[~close], weights[~close], len(totals))
    shared = count_tied(compare_totals(totals[:, close]), weights[close], places)
    return Counts(apart.ranks + shared.ranks, apart.led + shared.led)


def find_first(totals: np.ndarray, places: int) -> tuple[np.ndarray, np.ndarray]:
    """The platforms on the first places (draws x places), and the draws in which totals near these are close.

    Close: it takes all their decimals to tell them apart, or to see that they are equal.
    """
    platforms, bits = len(totals), (len(totals) - 1).bit_length()
    # One whole number holds the total and in its last bits the row: sorting these sorts both. Short numbers are sorted
    # sooner; of many platforms too many would be close.
    digits, kind = (30, np.int32) if platforms <= SORTED_WHOLE else (62, np.int64)
    keys = (totals.T * -(2.0**digits)).astype(kind)
    keys &= -1 << bits
    keys |= np.arange(platforms, dtype=kind)
    looked_at = min(places + 1, platforms)  # one place more shows a tie
    if platforms > SORTED_WHOLE:
        keys.partition(looked_at - 1, axis=1)
        keys = keys[:, :looked_at]
    keys.sort(axis=1)
    near = max(2 << bits, int(2**digits * 2 / LEVELS))
    close = (keys[:, 1:looked_at] - keys[:, : looked_at - 1] <= near).any(axis=1)
    return keys[:, :places] & ((1 << bits) - 1), close


def count_apart(stand: np.ndarray, weights: np.ndarray, platforms: int) -> Counts:
    """Count draws without a tie. `stand`: the platform on each place (draws x places)."""
    places, criteria = stand.shape[1], weights.shape[1]
    ranks = np.bincount((stand * places + np.arange(places)).ravel(), minlength=platforms * places)
    led = np.bincount((stand[:, :1] * criteria + np.arange(criteria)).ravel(), weights.ravel(), platforms * criteria)
    return Counts(ranks.reshape(platforms, places).astype(float), led.reshape(platforms, criteria))


def count_tied(levels: np.ndarray, weights: np.ndarray, places: int) -> Counts:
    """Count draws with ties: a group of k equal platforms has 1/k of each of its k places.

    `levels`: draws x platforms.
    """
    (draws, platforms), criteria = levels.shape, weights.shape[1]
    order = np.argsort(levels, axis=1, kind="stable")
    ordered = np.take_along_axis(levels, order, axis=1)
    numbers = np.arange(platforms)
    begins = np.ones((draws, platforms), dtype=bool)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    start = np.maximum.accumulate(np.where(begins, numbers, 0), axis=1)
    ends = np.ones((draws, platforms), dtype=bool)
    ends[:, :-1] = begins[:, 1:]
    stop = np.minimum.accumulate(np.where(ends, numbers + 1, platforms)[:, ::-1], axis=1)[:, ::-1]
    share = 1.0 / (stop - start)
    ranks = np.zeros((platforms, places))
    for place in range(places):
        among = (start <= place) & (place < stop)
        ranks[:, place] = np.bincount(order[among], share[among], platforms)
    draw, position = np.nonzero(start == 0)
    leads = order[draw, position]
    led = np.zeros((platforms, criteria))
    for criterion in range(criteria):
        led[:, criterion] = np.bincount(leads, share[draw, position] * weights[draw, criterion], platforms)
    return Counts(ranks, led)


def count_above(totals: np.ndarray) -> np.ndarray:
    """Per platform but the last, in how many draws it stands above the next one; a tie counts a half."""
    levels = compare_totals(totals)
    return (len(levels) + np.sign(levels[:, 1:] - levels[:, :-1]).sum(axis=0)) / 2


def draw_weights(weights, draws: int) -> np.ndarray:
    """The weights of each draw as shares of their sum (draws x criteria). `weights`: criterion key -> weight."""
    factors = random_tables()[0][:draws] * np.array([weights[criterion.key] for criterion in CRITERIA])
    return factors / factors.sum(axis=1, keepdims=True)


def draw_totals(known: np.ndarray, uncertain: Uncertain, weights: np.ndarray) -> Iterator[tuple]:
    """The weights of some draws and the totals in these, a chunk at a time."""
    chunk = max(DRAWS_AT_LEAST, CHUNK_FIGURES // len(known))
    for start in range(0, len(weights), chunk):
        drawn = weights[start : start + chunk]
        yield drawn, total_scores(drawn, start, known, uncertain)


def count_draws_of(assessments: Sequence[Assessment], weights: np.ndarray) -> tuple[Counts, np.ndarray]:
    """Rank platforms in all draws: the counts, and how often each stands above the next."""
    ranks, led, above = 0.0, 0.0, 0.0
    for drawn, totals in draw_totals(*linearise_ratings(assessments), weights):
        counts = count_ranks(totals, drawn)
        ranks, led, above = ranks + counts.ranks, led + counts.led, above + count_above(totals)
    return Counts(ranks, led), above


def rank_acceptability(weights, ranked: Sequence[Assessment]) -> dict[str, Acceptability]:
    """Per slug how the platform does over all draws, in the order of `ranked`.

    `weights`: criterion key -> weight of this profile; `ranked`: the assessments of one shelf, in any order. Every draw
    is ranked as full sorting would, within each tier of evidence (see EvidenceStatus.tier): the tiers stand one below
    another in all draws.
    """
    if not ranked:
        return {}
    drawn, places = count_draws(len(ranked)), min(PLACES, len(ranked))
    factors = draw_weights(weights, drawn)
    found, before = {}, 0
    order = sorted((reweigh(one, weights) for one in ranked), key=ranking_key)
    for _tier, group in groupby(order, key=lambda one: one.tier):
        assessments = tuple(group)
        counts, above = count_draws_of(assessments, factors)
        shares = np.zeros((len(assessments), places))
        here = max(0, min(places - before, counts.ranks.shape[1]))
        shares[:, before : before + here] = counts.ranks[:, :here] / drawn
        central = counts.led / np.maximum(counts.ranks[:, :1], 1e-9)
        beats = [*(above / drawn).tolist(), None]
        for one, share, weights_led, beats_next in zip(assessments, shares.tolist(), central, beats, strict=True):
            found[one.platform.slug] = Acceptability(
                share[0],
                sum(share[:3]),
                (*share, max(0.0, 1.0 - sum(share))),
                dict(zip(CRITERION, weights_led.tolist(), strict=True)) if share[0] else {},
                beats_next,
            )
        before += len(assessments)
    return {assessment.platform.slug: found[assessment.platform.slug] for assessment in ranked}
