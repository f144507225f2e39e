"""How the figure of a platform comes about, criterion by criterion."""

from dataclasses import dataclass

from stappenplan.method.assessment.scoring import Assessment, Rating
from stappenplan.method.evidence.reliability import INFERRED


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds to the total: both in hundredths of a point out of ten."""

    rating: Rating
    hundredths: int


def score_contributions(assessment: Assessment) -> tuple[tuple[Contribution, ...], int]:
    """How the figure comes about: per criterion its share, adding up to the total to the last digit shown.

    The parts are rounded down and the largest remainders get the hundredths that are left.
    """
    whole = sum(rating.weight for rating in assessment.ratings)
    exact = [1000 * rating.weight * rating.score / whole for rating in assessment.ratings]
    total, rounded = round(1000 * assessment.score), [int(part) for part in exact]
    by_rest = sorted(range(len(exact)), key=lambda number: rounded[number] - exact[number])
    for number in by_rest[: total - sum(rounded)]:
        rounded[number] += 1
    pairs = zip(assessment.ratings, rounded, strict=True)
    return tuple(sorted((Contribution(*pair) for pair in pairs), key=lambda one: -one.hundredths)), total


def inferred_share(assessment: Assessment) -> float:
    """How much of what is sure of a figure (`low`) rests on facts that are inferred: 0..low."""
    whole = sum(rating.weight for rating in assessment.ratings)
    inferred = 0.0
    for rating in assessment.ratings:
        shares = sum(part.share for part in rating.parts)
        for part in rating.parts:
            fact = assessment.platform.facts.get(part.fact)
            if fact is not None and fact.basis == INFERRED:
                inferred += rating.weight / whole * part.share / shares * part.interval.low
    return inferred
