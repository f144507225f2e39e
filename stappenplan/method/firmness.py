"""How sure is the advice: how often each platform is first, which answer decides, which phone call decides.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal of
Operational Research 106, 1998): every weight is drawn around the answers, every unknown fact is drawn, and we count.
The only file of the method that uses NumPy.
"""

import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from . import METHOD_VERSION
from .criteria import CRITERIA, CRITERION
from .knock_outs import KNOCK_OUT, WISHES
from .profile import Profile, profile_from
from .score_tables import possible_values
from .scoring import Assessment, Shortlist, assess, order, reweighed
from .steps.success import MUSTS_AT_MOST, WISH_LIST

DRAWS = 10_000
# Above this many platforms fewer draws are taken, so that time and memory stay bounded: see `draws_for`.
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

SURE, FAIRLY_SURE, CLOSE = "sure", "fairly_sure", "close"


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


def draws_for(platforms: int) -> int:
    """How many draws: 10,000 up to 2,000 platforms, 2,000 above (standard error of a share then at most 0.011)."""
    return DRAWS if platforms <= MANY_PLATFORMS else FEWER_DRAWS


@lru_cache(maxsize=1)
def tables() -> tuple[np.ndarray, np.ndarray]:
    """The random tables of this method version: weight factors (draws x criteria) and Beta(2, 3) values.

    Only the bit stream of PCG64 and its uniform doubles are used, which NumPy keeps the same between versions. The
    second smallest of four uniforms is Beta(2, 3), whose mean is the 0.4 that an unknown counts in the ranking.
    """
    random = np.random.Generator(np.random.PCG64(zlib.crc32(f"method {METHOD_VERSION}".encode())))
    factors = 2.0 ** (2.0 * random.random((DRAWS, len(CRITERIA))) - 1.0)
    beta = np.sort(random.random((OFFSETS + DRAWS, 4)), axis=1)[:, 1]
    return factors, np.ascontiguousarray(beta)


def offset(slug: str, fact: str) -> int:
    """Where a platform's fact begins to read the Beta table: its own place, whatever other platforms there are."""
    return zlib.crc32(f"{slug} {fact}".encode()) % OFFSETS


class Unknown(NamedTuple):
    """Absent facts, at most one of each platform: whose they are, where their draws begin, what one unit adds.

    `rows` and `starts`: a number per fact; `slopes`: facts x criteria.
    """

    rows: np.ndarray
    starts: np.ndarray
    slopes: np.ndarray


def linear(assessments: Sequence[Assessment]) -> tuple[np.ndarray, tuple[Unknown, ...]]:
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
            layer.append((row, offset(assessment.platform.slug, fact), slope))
    return known, tuple(Unknown(*map(np.array, zip(*layer, strict=True))) for layer in layers)


def scores(weights: np.ndarray, first_draw: int, known: np.ndarray, unknown: Sequence[Unknown]) -> np.ndarray:
    """The total of every platform (rows) in the draws that begin at `first_draw` (columns; rows of `weights`)."""
    totals = (weights @ known.T).T if not unknown else known @ weights.T
    drawn = sliding_window_view(tables()[1], len(weights))
    for rows, starts, slopes in unknown:
        totals[rows] += (slopes @ weights.T) * drawn[starts + first_draw]
    return totals


def first_places(totals: np.ndarray) -> np.ndarray:
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


def places_drawn(weights: np.ndarray, known: np.ndarray, unknown: Sequence[Unknown]) -> np.ndarray:
    """Who stands on the first ten places in each draw (draws x places), a chunk of draws at a time."""
    chunk = max(DRAWS_AT_LEAST, CHUNK_FIGURES // len(known))
    parts = (
        first_places(scores(weights[start : start + chunk], start, known, unknown))
        for start in range(0, len(weights), chunk)
    )
    return np.concatenate([*parts])


def counted(stand: np.ndarray, weights: np.ndarray, platforms: int) -> tuple[np.ndarray, np.ndarray]:
    """How often each platform stands on each place (platforms x places), and the weights with which it leads, summed.

    `stand`: who stands where (draws x places); `weights`: draws x criteria; the sums are platforms x criteria.
    """
    places, criteria = stand.shape[1], weights.shape[1]
    ranks = np.bincount((stand * places + np.arange(places)).ravel(), minlength=platforms * places)
    led = stand[:, :1] * criteria + np.arange(criteria)
    sums = np.bincount(led.ravel(), weights.ravel(), platforms * criteria)
    return ranks.reshape(platforms, places), sums.reshape(platforms, criteria)


def acceptability(weights, ranked: Sequence[Assessment]) -> dict[str, Acceptability]:
    """Per slug how the platform does over all draws, in the order of `ranked`.

    `weights`: criterion key -> weight of this profile; `ranked`: the assessments of the ranking, in any order.
    Exact: every draw is ranked as full sorting would, ties by slug.
    """
    if not ranked:
        return {}
    assessments = sorted(ranked, key=lambda assessment: assessment.platform.slug)
    known, unknown = linear(assessments)
    drawn, platforms = draws_for(len(assessments)), len(assessments)
    factors = tables()[0][:drawn] * np.array([weights[criterion.key] for criterion in CRITERIA])
    factors /= factors.sum(axis=1, keepdims=True)

    ranks, central = counted(places_drawn(factors, known, unknown), factors, platforms)
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


def sureness(first: float) -> str:
    """In a word how sure number one is: 80% or more of the draws, 50% or more, or less."""
    return SURE if first >= 0.8 else FAIRLY_SURE if first >= 0.5 else CLOSE


# --- which answer decides ------------------------------------------------------------------------------------------

# Totals closer than this are compared as the ranking compares them.
TIE = 1e-8
HALVED, DOUBLED, TO_MUST, TO_WISH = "halved", "doubled", "to_must", "to_wish"


@dataclass(frozen=True)
class DecidingAnswer:
    """A change that makes another platform number one. `key`: a criterion (halved, doubled) or a wish."""

    change: str
    key: str
    first: object


def first_of(assessments, weights: Mapping[str, float]):
    """The platform that leads when these weights count; None when there is none left.

    The totals of all are worked out at once; only those that share the highest are compared in full.
    """
    if not assessments:
        return None
    figures = np.array([[assessment.figures.get(key, 0.0) for key in weights] for assessment in assessments])
    totals = figures @ np.fromiter(weights.values(), float) / sum(weights.values())
    leaders = [assessments[row] for row in np.flatnonzero(totals >= totals.max() - TIE)]
    if len(leaders) > 1:
        leaders.sort(key=lambda assessment: order(reweighed(assessment, weights)))
    return leaders[0].platform


def deciding_answers(profile: Profile, platforms: Shortlist, on: date) -> tuple[DecidingAnswer, ...]:
    """Every weight halved and doubled, every must made a wish and every wish a must: those that change number one."""
    ranked, answers = platforms.ranked, profile.answers
    if not ranked:
        return ()
    leader, changes = ranked[0].platform, []
    for criterion in CRITERIA:
        for change, factor in ((HALVED, 0.5), (DOUBLED, 2.0)):
            weight = profile.weights[criterion.key]
            if weight:
                first = first_of(ranked, {**profile.weights, criterion.key: weight * factor})
                changes.append(DecidingAnswer(change, criterion.key, first))
    for wish in WISHES:
        if profile.says(wish.key, "must"):
            softer = profile_from({**answers, wish.key: "important"}, profile.emphasis)
            back = [assess(softer, assessment.platform, on) for assessment in platforms.only_by(wish.key)]
            changes.append(DecidingAnswer(TO_WISH, wish.key, first_of([*ranked, *back], softer.weights)))
        elif profile.answer(wish.key) and may_be_must(profile, wish):
            harder = profile_from({**answers, wish.key: "must"}, profile.emphasis)
            left = [one for one in ranked if KNOCK_OUT[wish.key].fails(harder, one.platform) is not True]
            changes.append(DecidingAnswer(TO_MUST, wish.key, first_of(left, harder.weights)))
    return tuple(change for change in changes if change.first is not None and change.first.slug != leader.slug)


def may_be_must(profile: Profile, wish) -> bool:
    """Whether the form would accept one more must here."""
    musts = sum(profile.says(line.key, "must") for line in WISH_LIST)
    return wish not in WISH_LIST or musts < MUSTS_AT_MOST


# --- which phone call decides --------------------------------------------------------------------------------------

ASKED_OF_FIRST = 5


@dataclass(frozen=True)
class Outcome:
    """What one answer of the provider would do: the place the platform would get, None when it would fall out."""

    value: object
    place: int | None


@dataclass(frozen=True)
class Call:
    """One unknown fact of one platform: its best and worst answer. `decides`: an answer changes number one."""

    platform: object
    fact: str
    best: Outcome
    worst: Outcome
    decides: bool


@dataclass(frozen=True)
class Supposed:
    """A platform as it would be if one more fact were known; everything else as it is."""

    platform: object
    facts: Mapping[str, object]

    def __getattr__(self, name):
        return getattr(self.platform, name)


@dataclass(frozen=True)
class SupposedFact:
    value: object
    basis: str = "supposed"


def outcome(value, fact: str, assessment: Assessment, others: Sequence, profile: Profile, on: date) -> tuple:
    """What this value would do: (sorting key, Outcome). `others`: the `order` of the other platforms, best first."""
    platform = assessment.platform
    supposed = assess(profile, Supposed(platform, {**platform.facts, fact: SupposedFact(value)}), on)
    if supposed.ruled_out_by:
        return (1, 0.0), Outcome(value, None)
    return (0, -supposed.ranking), Outcome(value, 1 + bisect_left(others, order(supposed)))


def calls(profile: Profile, ranked: Sequence[Assessment], on: date) -> dict[str, tuple[Call, ...]]:
    """For each of the first five, its unknown facts: the ones that can change number one first, then as in `to_ask`."""
    asked, orders = {}, [order(assessment) for assessment in ranked]
    for place, assessment in enumerate(ranked[:ASKED_OF_FIRST], 1):
        others, found = orders[: place - 1] + orders[place:], []
        for fact in assessment.to_ask:
            answers = [
                outcome(value, fact, assessment, others, profile, on) for value in possible_values(fact, profile)
            ]
            if answers:
                best, worst = min(answers, key=lambda one: one[0])[1], max(answers, key=lambda one: one[0])[1]
                decides = worst.place != 1 if place == 1 else best.place == 1
                found.append(Call(assessment.platform, fact, best, worst, decides))
        asked[assessment.platform.slug] = tuple(sorted(found, key=lambda call: not call.decides))
    return asked


# --- what a wish cost ----------------------------------------------------------------------------------------------


def places_without(key: str, profile: Profile, platforms: Shortlist, on: date) -> dict[str, int]:
    """Per platform that this must alone rules out: the place it would have had with the must as a wish."""
    softer = profile_from({**profile.answers, key: "important"}, profile.emphasis)
    back = [assess(softer, assessment.platform, on) for assessment in platforms.only_by(key)]
    ranking = sorted([*(reweighed(one, softer.weights) for one in platforms.ranked), *back], key=order)
    places = {assessment.platform.slug: place for place, assessment in enumerate(ranking, 1)}
    return {assessment.platform.slug: places[assessment.platform.slug] for assessment in back}


# --- together ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Firmness:
    """How sure the advice is; every map is by slug, or by the key of a must."""

    acceptability: Mapping[str, Acceptability]
    word: str
    deciding_answers: tuple[DecidingAnswer, ...]
    calls: Mapping[str, tuple[Call, ...]]
    places_without: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """How many times weights and unknown facts were drawn."""
        return draws_for(len(self.acceptability))


def firmness(profile: Profile, platforms: Shortlist, on: date) -> Firmness | None:
    """The three questions of the method about how sure the ranking is; None when nothing is ranked."""
    if not platforms.ranked:
        return None
    shares = acceptability(profile.weights, platforms.ranked)
    return Firmness(
        shares,
        sureness(shares[platforms.ranked[0].platform.slug].first),
        deciding_answers(profile, platforms, on),
        calls(profile, platforms.ranked, on),
        {key: places_without(key, profile, platforms, on) for key in profile.musts},
    )
