"""Measuring what reliability.py states: pure functions over the two files of data beside it.

Not used by any advice. `manage.py measure_evidence` prints what comes out; a test compares it with reliability.py.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from ..assessment import score_tables
from ..steps import QUESTIONS
from .reliability import INFERRED, OLD, PROVIDER_STATEMENT, RECENT, STATED, Reliability

PAIRS_FILE = Path(__file__).with_name("pairs.csv")
SAMPLE = Path(__file__).with_name("sample.csv")
CONFIRMED, WRONG_RESULTS = "confirmed", ("outdated", "contradicted")
SEED, RESAMPLES, CELL_AT_LEAST = 20261129, 10_000, 15
Z = 1.959964  # two-sided 95% of the normal distribution

# Each fact with the tables of score_tables.py that score its value; a table per answer where an answer chooses the row.
TABLES_OF_FACT: Mapping[str, tuple[Mapping[str, "float | None"], ...]] = {
    "free_for_residents": (score_tables.FREE,),
    "registration": tuple(score_tables.REGISTRATION.values()),
    "visibility": tuple(score_tables.VISIBILITY.values()),
    "accessibility_statement": (score_tables.ACCESSIBILITY,),
    "resident_control": tuple(score_tables.RESIDENT_CONTROL.values()),
    "provider_type": (score_tables.PROVIDER_TYPE,),
    "data_owner": (score_tables.DATA_OWNER,),
    "commercial_data_use": (score_tables.COMMERCIAL,),
    "advertising": (score_tables.ADVERTISING,),
    "hosting_region": (score_tables.HOSTING_PRIVACY, score_tables.HOSTING_EXIT),
    "data_export": (score_tables.DATA_EXPORT,),
    "open_source": (score_tables.OPEN_SOURCE,),
    "money_stays_local": (score_tables.MONEY_LOCAL,),
    "cost_municipality": tuple(score_tables.COST.values()),
    "offline_support": (score_tables.OFFLINE_SUPPORT,),
    "start_effort": tuple(score_tables.START.values()),
    "revenue_model": (score_tables.REVENUE,),
}
# Of a list, the share of what can be asked for that is offered.
ASKED = {"channels": "channels", "municipality_role": "municipality_part"}


class NewFact(NamedTuple):
    """A fact that an earlier catalogue did not have and a later one has; `share`: its score on the scale, 0..1."""

    platform: str
    fact: str
    value: str
    basis: str
    share: float


class Checked(NamedTuple):
    """A fact that was looked up again. `date`: of its newest dated source then, or empty; `verdict`: what was found."""

    platform: str
    fact: str
    basis: str
    date: str
    age: str
    verdict: str
    found: str


class Measured(NamedTuple):
    """A figure with its 95% interval."""

    share: float
    low: float
    high: float


def read_rows(path: Path, row_type):
    """The rows of one of the two files; `share` is a number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row_type(**row | ({"share": float(row["share"])} if "share" in row else {})) for row in rows]


def share_of_scale(fact: str, value: "str | Sequence[str]") -> float:
    """What a value scores, 0..1: the mean over the tables that read it, each answer counted once."""
    if fact == "languages":
        return score_tables.LANGUAGE_COUNT[min(3, len(value))]
    if fact in ASKED:
        options = [option.value for option in QUESTIONS[ASKED[fact]].options]
        return fmean(option in value for option in options)
    values = [value] if isinstance(value, str) else value
    return fmean(table[one] or 0.0 for table in TABLES_OF_FACT[fact] for one in values)


def is_scored(fact: str) -> bool:
    """Whether the value of a fact has a score by itself; `scope` has none without a place."""
    return fact in TABLES_OF_FACT or fact in ASKED or fact == "languages"


def mean_with_interval(pairs: Sequence[NewFact]) -> Measured:
    """The mean share and its 95% interval: a seeded bootstrap that draws whole platforms, with replacement."""
    by_platform = defaultdict(list)
    for pair in pairs:
        by_platform[pair.platform].append(pair.share)
    groups = [(sum(shares), len(shares)) for _platform, shares in sorted(by_platform.items())]
    chance = random.Random(SEED)  # noqa: S311 (statistics, no secret)
    means = []
    for _resample in range(RESAMPLES):
        drawn = [groups[int(chance.random() * len(groups))] for _group in groups]
        means.append(sum(total for total, _count in drawn) / sum(count for _total, count in drawn))
    means.sort()
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]
    return Measured(fmean(pair.share for pair in pairs), low, high)


def wilson_interval(confirmed: int, checked: int) -> Measured:
    """A share with its 95% interval (Wilson, Journal of the American Statistical Association 22, 1927)."""
    share, square = confirmed / checked, Z * Z
    middle = (share + square / (2 * checked)) / (1 + square / checked)
    reach = Z / (1 + square / checked) * sqrt(share * (1 - share) / checked + square / (4 * checked * checked))
    return Measured(share, middle - reach, middle + reach)


def estimate_reliabilities(rows: Sequence[Checked]) -> dict[tuple[str, str], Reliability]:
    """The reliability per basis and age; cells under 15 are taken together, first over age, then over basis."""
    known = [row for row in rows if row.verdict in (CONFIRMED, *WRONG_RESULTS)]
    found = {}
    for basis in (STATED, INFERRED, PROVIDER_STATEMENT):
        of_basis = [row for row in known if row.basis == basis]
        by_age = {age: [row for row in of_basis if row.age == age] for age in (RECENT, OLD)}
        apart = min(map(len, by_age.values())) >= CELL_AT_LEAST
        whole = of_basis if len(of_basis) >= CELL_AT_LEAST else known
        found |= {(basis, age): cell if apart else whole for age, cell in by_age.items()}
    counts = {key: (sum(row.verdict == CONFIRMED for row in cell), len(cell)) for key, cell in found.items()}
    return {key: Reliability(*wilson_interval(*count), count[1]) for key, count in counts.items()}
