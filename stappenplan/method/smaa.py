"""Rank acceptability: in what share of the draws each platform takes each rank.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal of
Operational Research 106, 1998): every weight is drawn around the answers, every unknown fact is drawn, and we count.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from . import METHOD_VERSION
from .criteria import CRITERIA, CRITERION
from .scoring import Assessment

DRAWS = 10_000
# Above this many platforms fewer draws are taken, so that time and memory stay bounded: see `count_draws`.
MANY_PLATFORMS, FEWER_DRAWS = 2_000, 2_000
# Figures held at once, about what a core keeps near; of many platforms still this many draws.
CHUNK_FIGURES, DRAWS_AT_LEAST = 1 << 16, 32
# Offsets into the table of Beta values; a table of this length lets a platform's fact read its own stretch.
OFFSETS = 1 << 18
PLACES = 10
# Totals are compared at nine decimals, as the ranking compares them.
LEVELS = 1e9
# A number of this size has no bits behind the point: adding it rounds, and leaves the result in the last bits.
ROUNDER = 2.0**52


@dataclass(frozen=True)
class Acceptability:
    """Of one platform, as shares of the draws (0..1).

    `first`: it is number one. `top3`: it is in the first three. `ranks`: the share per place, ten places at most, and
    last the share below these; they add up to 1. `central_weights`: criterion key -> share of the whole weight,
    averaged over the draws in which it is first; empty when it never is.
    """

    first: float
    top3: float
    ranks: tuple[float, ...]
    central_weights: dict[str, float]


def count_draws(platforms: int) -> int:
    """How many draws: 10,000 up to 2,000 platforms, 2,000 above (standard error of a share then at most 0.011)."""
    return DRAWS if platforms <= MANY_PLATFORMS else FEWER_DRAWS


@lru_cache(maxsize=1)
def random_tables() -> tuple[np.ndarray, np.ndarray]:
    """The random tables of this method version: weight factors (draws x criteria) and Beta(2, 3) values.

    Only the bit stream of PCG64 and its uniform doubles are used, which NumPy keeps the same between versions. The
    second smallest of four uniforms is Beta(2, 3), whose mean is the 0.4 that an unknown counts in the ranking.
    """
    random = np.random.Generator(np.random.PCG64(zlib.crc32(f"method {METHOD_VERSION}".encode())))
    factors = 2.0 ** (2.0 * random.random((DRAWS, len(CRITERIA))) - 1.0)
    beta = np.sort(random.random((OFFSETS + DRAWS, 4)), axis=1)[:, 1]
    return factors, np.ascontiguousarray(beta)


def table_offset(slug: str, fact: str) -> int:
    """Where a platform's fact begins to read the Beta table: its own place, whatever other platforms there are."""
    return zlib.crc32(f"{slug} {fact}".encode()) % OFFSETS


class Unknown(NamedTuple):
    """Absent facts, at most one of each platform: whose they are, where their draws begin, what one unit adds.

    `rows` and `starts`: a number per fact; `slopes`: facts x criteria.
    """

    rows: np.ndarray
    starts: np.ndarray
    slopes: np.ndarray


def linearise(assessments: Sequence[Assessment]) -> tuple[np.ndarray, tuple[Unknown, ...]]:
    """The ratings as linear functions of what is unknown: the known part (platforms x criteria), and the rest.

    A fact that feeds two criteria is one draw. The first absent facts of all platforms come together, then the second
    ones, and so on.
    """
    column = {criterion.key: number for number, criterion in enumerate(CRITERIA)}
    known = np.zeros((len(assessments), len(CRITERIA)))
    layers: list[list] = []
    for row, assessment in enumerate(assessments):
        slopes: dict[str, np.ndarray] = {}
        for rating in assessment.ratings:
            where, whole = column[rating.criterion.key], sum(part.share for part in rating.parts)
            for part in rating.parts:
                known[row, where] += part.share / whole * part.interval.low
                if part.share and part.interval.width:
                    slope = slopes.setdefault(part.fact, np.zeros(len(CRITERIA)))
                    slope[where] += part.share / whole * part.interval.width
        layers += [[] for _ in range(len(slopes) - len(layers))]
        for layer, (fact, slope) in zip(layers, slopes.items(), strict=False):
            layer.append((row, table_offset(assessment.platform.slug, fact), slope))
    return known, tuple(Unknown(*map(np.array, zip(*layer, strict=True))) for layer in layers)


def total_scores(weights: np.ndarray, first_draw: int, known: np.ndarray, unknown: Sequence[Unknown]) -> np.ndarray:
    """The total of every platform (rows) in the draws that begin at `first_draw` (columns; rows of `weights`)."""
    totals = (weights @ known.T).T if not unknown else known @ weights.T
    drawn = sliding_window_view(random_tables()[1], len(weights))
    for rows, starts, slopes in unknown:
        totals[rows] += (slopes @ weights.T) * drawn[starts + first_draw]
    return totals


def find_first_places(totals: np.ndarray) -> np.ndarray:
    """Who stands on the first ten places: per draw the rows of `totals`, best first; of equal ones the earlier row.

    `totals`: platforms x draws, each 0..1.
    """
    platforms = len(totals)
    places, bits = min(PLACES, platforms), (platforms - 1).bit_length()
    # One whole number holds what is missing to 1, in levels, and behind it the row: sorting these sorts both.
    missing = np.empty(totals.shape[::-1])
    np.multiply(totals.T, -LEVELS, out=missing)
    missing += ROUNDER + LEVELS
    keys = missing.view(np.int64)
    keys <<= bits
    keys |= np.arange(platforms)
    keys.partition(places - 1, axis=1)
    return np.sort(keys[:, :places], axis=1) & ((1 << bits) - 1)


def rank_draws(weights: np.ndarray, known: np.ndarray, unknown: Sequence[Unknown]) -> np.ndarray:
    """Who stands on the first ten places in each draw (draws x places), a chunk of draws at a time."""
    chunk = max(DRAWS_AT_LEAST, CHUNK_FIGURES // len(known))
    parts = (
        find_first_places(total_scores(weights[start : start + chunk], start, known, unknown))
        for start in range(0, len(weights), chunk)
    )
    return np.concatenate([*parts])


def count_ranks(stand: np.ndarray, weights: np.ndarray, platforms: int) -> tuple[np.ndarray, np.ndarray]:
    """How often each platform stands on each place (platforms x places), and the weights with which it leads, summed.

    `stand`: who stands where (draws x places); `weights`: draws x criteria; the sums are platforms x criteria.
    """
    places, criteria = stand.shape[1], weights.shape[1]
    ranks = np.bincount((stand * places + np.arange(places)).ravel(), minlength=platforms * places)
    led = stand[:, :1] * criteria + np.arange(criteria)
    sums = np.bincount(led.ravel(), weights.ravel(), platforms * criteria)
    return ranks.reshape(platforms, places), sums.reshape(platforms, criteria)


def rank_acceptability(weights, ranked: Sequence[Assessment]) -> dict[str, Acceptability]:
    """Per slug how the platform does over all draws, in the order of `ranked`.

    `weights`: criterion key -> weight of this profile; `ranked`: the assessments of the ranking, in any order.
    Exact: every draw is ranked as full sorting would, ties by slug.
    """
    if not ranked:
        return {}
    assessments = sorted(ranked, key=lambda assessment: assessment.platform.slug)
    known, unknown = linearise(assessments)
    drawn, platforms = count_draws(len(assessments)), len(assessments)
    factors = random_tables()[0][:drawn] * np.array([weights[criterion.key] for criterion in CRITERIA])
    factors /= factors.sum(axis=1, keepdims=True)

    ranks, central = count_ranks(rank_draws(factors, known, unknown), factors, platforms)
    shares = (np.column_stack([ranks, drawn - ranks.sum(axis=1)]) / drawn).tolist()
    top3 = (ranks[:, :3].sum(axis=1) / drawn).tolist()
    central = (central / np.maximum(ranks[:, :1], 1)).tolist()
    found = {
        assessment.platform.slug: Acceptability(
            share[0], in_three, tuple(share), dict(zip(CRITERION, weights, strict=True)) if share[0] else {}
        )
        for assessment, share, in_three, weights in zip(assessments, shares, top3, central, strict=True)
    }
    return {assessment.platform.slug: found[assessment.platform.slug] for assessment in ranked}
