"""How sure is the advice: how often each platform is first, which answer decides, which phone call decides.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal of
Operational Research 106, 1998): every weight is drawn around the answers, every unknown fact is drawn, and we count.
The only file of the method that uses NumPy.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np

from . import METHOD_VERSION
from .criteria import CRITERIA, KNOCK_OUT, WISHES, possible_values
from .profile import Profile, profile_from
from .scoring import Assessment, Shortlist, assess, order, reweighed
from .steps.success import MUSTS_AT_MOST, WISH_LIST

DRAWS = 10_000
# Above this many platforms fewer draws are taken, so that time and memory stay bounded: see `draws_for`.
MANY_PLATFORMS, FEWER_DRAWS = 2_000, 2_000
# Scores held at once: 4 million of 8 bytes.
CHUNK_SCORES = 4_000_000
# Offsets into the table of Beta values; a table of this length lets a platform's fact read its own stretch.
OFFSETS = 1 << 18
FIRST_TEN = 10

SURE, FAIRLY_SURE, CLOSE = "sure", "fairly_sure", "close"


@dataclass(frozen=True)
class Acceptability:
    """Of one platform, as shares of the draws (0..1).

    `first`: it is number one. `top3`: it is in the first three. `ranks`: share per place, for the first ten of the
    ranking; else empty. `central_weights`: criterion key -> share of the whole weight, averaged over the draws in
    which it is first; empty when it never is.
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


def linear(assessments: Sequence[Assessment]) -> tuple[np.ndarray, list[tuple[int, str, np.ndarray]]]:
    """The ratings as linear functions of what is unknown.

    Returns the known part (platforms x criteria) and, per platform and absent fact, what one unit of that fact adds
    to each criterion: a fact that feeds two criteria is one draw.
    """
    column = {criterion.key: number for number, criterion in enumerate(CRITERIA)}
    known = np.zeros((len(assessments), len(CRITERIA)))
    unknown: dict[tuple[int, str], np.ndarray] = {}
    for row, assessment in enumerate(assessments):
        for rating in assessment.ratings:
            where, whole = column[rating.criterion.key], sum(part.share for part in rating.parts)
            for part in rating.parts:
                known[row, where] += part.share / whole * part.interval.low
                if part.interval.width:
                    slopes = unknown.setdefault((row, part.fact), np.zeros(len(CRITERIA)))
                    slopes[where] += part.share / whole * part.interval.width
    return known, [(row, fact, slopes) for (row, fact), slopes in unknown.items()]


def scores(weights: np.ndarray, first_draw: int, assessments, known, unknown) -> np.ndarray:
    """The total of every platform (columns) in the draws that begin at `first_draw` (rows of `weights`)."""
    _factors, beta = tables()
    totals = weights @ known.T
    for row, fact, slopes in unknown:
        start = offset(assessments[row].platform.slug, fact) + first_draw
        totals[:, row] += (weights @ slopes) * beta[start : start + len(weights)]
    return totals


def acceptability(weights, ranked: Sequence[Assessment]) -> dict[str, Acceptability]:
    """Per slug how the platform does over all draws.

    `weights`: criterion key -> weight of this profile; `ranked`: the assessments in the order of the ranking.
    Exact: every draw is ranked as full sorting would, ties by slug.
    """
    if not ranked:
        return {}
    assessments = sorted(ranked, key=lambda assessment: assessment.platform.slug)
    place = {assessment.platform.slug: number for number, assessment in enumerate(assessments)}
    ten = [place[assessment.platform.slug] for assessment in ranked[:FIRST_TEN]]
    known, unknown = linear(assessments)
    drawn = draws_for(len(assessments))
    factors = tables()[0][:drawn] * np.array([weights[criterion.key] for criterion in CRITERIA])
    factors /= factors.sum(axis=1, keepdims=True)

    first, top3 = np.zeros(len(assessments)), np.zeros(len(assessments))
    central = np.zeros((len(assessments), len(CRITERIA)))
    ranks = np.zeros((len(ten), len(assessments)))
    chunk = max(1, CHUNK_SCORES // len(assessments))
    for start in range(0, drawn, chunk):
        part = factors[start : start + chunk]
        totals = scores(part, start, assessments, known, unknown)
        for number, column in enumerate(ten):
            # Platforms stand in the order of their slugs: an earlier column wins a tie.
            better = (totals[:, :column] >= totals[:, [column]]).sum(axis=1)
            better += (totals[:, column + 1 :] > totals[:, [column]]).sum(axis=1)
            ranks[number] += np.bincount(better, minlength=len(assessments))
        draws = np.arange(len(part))
        for position in range(min(3, len(assessments))):
            winner = totals.argmax(axis=1)
            top3 += np.bincount(winner, minlength=len(assessments))
            if position == 0:
                first += np.bincount(winner, minlength=len(assessments))
                np.add.at(central, winner, part)
            totals[draws, winner] = -1.0
    return {
        assessment.platform.slug: Acceptability(
            float(first[number] / drawn),
            float(top3[number] / drawn),
            tuple((ranks[ten.index(number)] / drawn).tolist()) if number in ten else (),
            {
                criterion.key: float(share)
                for criterion, share in zip(CRITERIA, central[number] / first[number], strict=True)
            }
            if first[number]
            else {},
        )
        for number, assessment in enumerate(assessments)
    }


def sureness(first: float) -> str:
    """In a word how sure number one is: 80% or more of the draws, 50% or more, or less."""
    return SURE if first >= 0.8 else FAIRLY_SURE if first >= 0.5 else CLOSE


# --- which answer decides ------------------------------------------------------------------------------------------

# Totals closer than this, before they are divided by the weights, are compared as the ranking compares them.
TIE = 1e-6
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
    totals = figures @ np.fromiter(weights.values(), float)
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


def outcome(value, fact: str, assessment: Assessment, others, profile: Profile, on: date) -> tuple:
    """What this value would do: (sorting key, Outcome)."""
    platform = assessment.platform
    supposed = assess(profile, Supposed(platform, {**platform.facts, fact: SupposedFact(value)}), on)
    if supposed.ruled_out_by:
        return (1, 0.0), Outcome(value, None)
    place = 1 + sum(order(other) < order(supposed) for other in others)
    return (0, -supposed.ranking), Outcome(value, place)


def calls(profile: Profile, ranked: Sequence[Assessment], on: date) -> dict[str, tuple[Call, ...]]:
    """For each of the first five, its unknown facts: the ones that can change number one first, then as in `to_ask`."""
    asked = {}
    for place, assessment in enumerate(ranked[:ASKED_OF_FIRST], 1):
        others, found = [other for other in ranked if other is not assessment], []
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
