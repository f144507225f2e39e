"""Measured reliability of the catalogue: the weight of an unknown fact, and how often a known fact is right.

The figures follow from two files beside this one, through measuring.py: `manage.py measure_evidence` prints the table
and a test holds it equal to what stands here. They belong to a version of the method and change with it alone; what
happens to the catalogue in the meantime moves no advice.
"""

from collections.abc import Mapping
from typing import NamedTuple

# Of 60 facts that the catalogue of 24 November 2026 did not have and that of 29 November has, the mean score on the
# scale of the method (0..1), with its 95% interval: 10,000 bootstrap samples of whole platforms, seeded, because facts
# of one platform are found together. The bias: these facts were found, not drawn. What can be looked up is there twice,
# and who has something good to tell tells it, so the figure is more likely too high than too low.
# Source: pairs.csv. The rule is Hurwicz's (Cowles Commission Discussion Paper, Statistics 370, 1951).
HURWICZ_ALPHA = 0.68
HURWICZ_INTERVAL = (0.57, 0.79)
# The same 60 scores, each with how often it was found: what the draws draw from.
UNKNOWN_SCORES: Mapping[float, int] = {
    0.0: 4,
    0.1: 2,
    0.2: 4,
    0.25: 5,
    0.3: 7,
    0.5: 1,
    0.75: 2,
    0.8: 3,
    0.9: 2,
    1.0: 30,
}

STATED, INFERRED, PROVIDER_STATEMENT = "stated", "inferred", "provider"
RECENT, OLD = "recent", "old"
# A fact is old when its newest dated source is this many months old, or when none of its sources has a date.
OLD_AFTER_MONTHS = 36


class Reliability(NamedTuple):
    """The share of checked facts that a second source confirmed, with its 95% interval (Wilson, 1927).

    `checked`: how many could be checked; what was not found counts as unknown and not as wrong.
    """

    share: float
    low: float
    high: float
    checked: int


# Per basis and age. Cells with fewer than 15 checked facts are taken together: first the two ages of a basis, then all.
# Forty facts of the catalogue of 24 November 2026 were looked up again; the sample is too small to tell ages apart.
# Source: sample.csv.
RELIABILITY = {
    (STATED, RECENT): Reliability(0.94, 0.72, 0.99, 16),
    (STATED, OLD): Reliability(0.94, 0.72, 0.99, 16),
    (INFERRED, RECENT): Reliability(0.88, 0.66, 0.97, 17),
    (INFERRED, OLD): Reliability(0.88, 0.66, 0.97, 17),
    # What providers say when asked was not looked up yet: until it is, all checked facts together.
    (PROVIDER_STATEMENT, RECENT): Reliability(0.91, 0.76, 0.97, 33),
    (PROVIDER_STATEMENT, OLD): Reliability(0.91, 0.76, 0.97, 33),
}


def reliability_of(basis: str, months: "int | None") -> float:
    """How likely a fact still holds, 0..1. `basis`: stated, inferred or provider; `months`: the age of its newest
    dated source.

    None: no source has a date, which counts as old.
    """
    age = OLD if months is None or months >= OLD_AFTER_MONTHS else RECENT
    return RELIABILITY[basis, age].share
