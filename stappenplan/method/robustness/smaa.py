"""Rank acceptability: in what share of the draws each platform takes each rank.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal of
Operational Research 106, 1998): every weight is drawn around the answers, every unknown fact is drawn, a known fact
holds as often as facts of its kind turned out to hold, and we count.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .. import METHOD_VERSION
from ..assessment.criteria import CRITERIA, CRITERION, NOT_COUNTED
from ..assessment.scoring import Assessment, ranking_key, reweigh
from ..evidence.reliability import UNKNOWN_SCORES, reliability_of
from ..evidence.status import age_in_months, newest_date, sources_of

DRAWS = 10_000
# Above this many platforms fewer draws are taken, so that time and memory stay bounded: see `count_draws`.
MANY_PLATFORMS, FEWER_DRAWS = 2_000, 2_000
# Figures held at once, about what a core keeps near; of many platforms still this many draws.
CHUNK_FIGURES, DRAWS_AT_LEAST = 1 << 19, 32
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


def table_offset(slug: str, fact: str) -> int:
    """Where a platform's fact begins to read the tables: its own place, whatever other platforms there are."""
    return zlib.crc32(f"{slug} {fact}".encode()) % OFFSETS


class Uncertain(NamedTuple):
    """Facts that are drawn, platform by platform: a number or a row per fact.

    `rows`: the platforms that have any. `begins`: where the facts of each of these begin. `starts`: where the draws of
    a fact begin. `holds`: in what share of the draws it holds, 0 when it is not known. `drops`: what is added to the
    ratings (by criterion) when it does not hold; `slopes`: what one unit of the drawn score adds then.
    """

    rows: np.ndarray
    begins: np.ndarray
    starts: np.ndarray
    holds: np.ndarray
    drops: np.ndarray
    slopes: np.ndarray


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
    rows, begins, facts = [], [], []
    for row, assessment in enumerate(assessments):
        drawn = draw_facts(assessment, known[row])
        if drawn:
            rows.append(row)
            begins.append(len(facts))
            facts += [(table_offset(assessment.platform.slug, fact), *figures) for fact, figures in drawn.items()]
    starts, holds, drops, slopes = map(np.array, zip(*facts, strict=True)) if facts else (np.zeros(0),) * 4
    return known, Uncertain(np.array(rows, int), np.array(begins, int), starts, holds, drops, slopes)


def draw_facts(assessment: Assessment, known: np.ndarray) -> dict[str, tuple]:
    """The facts of one platform that are drawn: fact -> (holds, drops, slopes), as in Uncertain.

    `known` is filled with what its ratings (by criterion) are while all these facts hold.
    """
    on = assessment.evidence.on if assessment.evidence else None
    drawn: dict[str, tuple] = {}
    for rating in assessment.ratings:
        where, whole = COLUMN[rating.criterion.key], sum(part.share for part in rating.parts)
        for part in rating.parts:
            share = part.share / whole
            holds = 0.0 if part.interval.width else rely_on(assessment.platform, part.fact, on)
            known[where] += share * part.interval.low
            if not share or holds == 1.0:
                continue
            fails = part.absent if holds else part.interval
            _holds, drop, slope = drawn.setdefault(part.fact, (holds, np.zeros(len(CRITERIA)), np.zeros(len(CRITERIA))))
            drop[where] += share * (fails.low - part.interval.low)
            slope[where] += share * fails.width
    return drawn


def total_scores(weights: np.ndarray, first_draw: int, known: np.ndarray, uncertain: Uncertain) -> np.ndarray:
    """The total of every platform (rows) in the draws that begin at `first_draw` (columns; rows of `weights`)."""
    totals = known @ weights.T
    if not len(uncertain.rows):
        return totals
    scores, chances = (sliding_window_view(table, len(weights)) for table in random_tables()[1:])
    added = uncertain.slopes @ weights.T
    added *= scores[uncertain.starts + first_draw]
    added += uncertain.drops @ weights.T
    added *= chances[uncertain.starts + first_draw] >= uncertain.holds[:, None]
    totals[uncertain.rows] += np.add.reduceat(added, uncertain.begins)
    return totals


class Counts(NamedTuple):
    """What is counted over draws: per platform the shares of the first ten places, and the weights with which it leads.

    `ranks`: platforms x places, a tie of k gives each 1/k of each of its k places. `led`: platforms x criteria, sums.
    """

    ranks: np.ndarray
    led: np.ndarray


def compare_totals(totals: np.ndarray) -> np.ndarray:
    """Totals (platforms x draws, each 0..1) as whole numbers to nine decimals, lower is better (draws x platforms)."""
    missing = np.empty(totals.shape[::-1])
    np.multiply(totals.T, -LEVELS, out=missing)
    missing += ROUNDER + LEVELS
    return missing.view(np.int64)


def count_ranks(totals: np.ndarray, weights: np.ndarray) -> Counts:
    """Rank the platforms in every draw. `totals`: platforms x draws; `weights`: draws x criteria."""
    platforms, bits = len(totals), (len(totals) - 1).bit_length()
    places = min(PLACES, platforms)
    levels = compare_totals(totals)
    # One whole number holds the level and behind it the row: sorting these sorts both. One place more shows a tie.
    keys = (levels << bits) | np.arange(platforms)
    looked_at = min(places + 1, platforms)
    keys.partition(looked_at - 1, axis=1)
    keys = np.sort(keys[:, :looked_at], axis=1)
    in_level = keys >> bits
    tied = (in_level[:, 1:] == in_level[:, :-1]).any(axis=1)
    apart = count_apart(keys[~tied, :places] & ((1 << bits) - 1), weights[~tied], platforms)
    if not tied.any():
        return apart
    shared = count_tied(levels[tied], weights[tied], places)
    return Counts(apart.ranks + shared.ranks, apart.led + shared.led)


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
    upper, lower = levels[:, :-1], levels[:, 1:]
    return (upper < lower).sum(axis=0) + (upper == lower).sum(axis=0) / 2


def draw_weights(weights, draws: int) -> np.ndarray:
    """The weights of each draw as shares of their sum (draws x criteria). `weights`: criterion key -> weight."""
    factors = random_tables()[0][:draws] * np.array([weights[criterion.key] for criterion in CRITERIA])
    return factors / factors.sum(axis=1, keepdims=True)


def count_draws_of(assessments: Sequence[Assessment], weights: np.ndarray) -> tuple[Counts, np.ndarray]:
    """Rank platforms in all draws, a chunk at a time: the counts, and how often each stands above the next."""
    known, uncertain = linearise_ratings(assessments)
    chunk = max(DRAWS_AT_LEAST, CHUNK_FIGURES // max(len(known), len(uncertain.starts)))
    ranks, led, above = 0.0, 0.0, 0.0
    for start in range(0, len(weights), chunk):
        drawn = weights[start : start + chunk]
        totals = total_scores(drawn, start, known, uncertain)
        counts = count_ranks(totals, drawn)
        ranks, led, above = ranks + counts.ranks, led + counts.led, above + count_above(totals)
    return Counts(ranks, led), above


def rank_acceptability(weights, ranked: Sequence[Assessment]) -> dict[str, Acceptability]:
    """Per slug how the platform does over all draws, in the order of `ranked`.

    `weights`: criterion key -> weight of this profile; `ranked`: the assessments of one shelf, in any order. Every draw
    is ranked as full sorting would, within each tier of evidence (see Evidence.tier): the tiers stand one below another
    in all draws.
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
