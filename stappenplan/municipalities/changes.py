"""Changes of municipalities: what was adopted takes effect by itself on its day, what is planned is asked about.

`changes.csv` has one row for each municipality that ends: `day` on which the change takes effect, `municipality` that
ends, `into` which one, `certainty` (adopted or planned), `source`, and the day on which that was `read`.
"""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache, wraps
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

CHANGES_FILE = Path(__file__).with_name("changes.csv")
ADOPTED, PLANNED = "adopted", "planned"
# So long before the day of a planned change, staff are asked whether it was adopted.
ASK_BEFORE = timedelta(days=30)


class Change(NamedTuple):
    """One municipality that ends on a day, and the one that it becomes part of; official names."""

    day: date
    municipality: str
    into: str
    certainty: str
    source: str
    read: date


@lru_cache(maxsize=1)
def read_changes() -> tuple[Change, ...]:
    """All changes, in the order of their days."""
    with CHANGES_FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            Change(
                date.fromisoformat(row["day"]),
                row["municipality"],
                row["into"],
                row["certainty"],
                row["source"],
                date.fromisoformat(row["read"]),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows))


def read_today() -> date:
    """The day that it is in the Netherlands; without Django, since the method's tests read names of places too."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def changes_in_effect() -> tuple[Change, ...]:
    """The adopted changes of which the day has come."""
    today = read_today()
    return tuple([one for one in read_changes() if one.certainty == ADOPTED and one.day <= today])


def changes_to_confirm() -> tuple[Change, ...]:
    """The planned changes that staff are asked about: their day is near, or has passed."""
    today = read_today()
    return tuple(one for one in read_changes() if one.certainty == PLANNED and one.day - ASK_BEFORE <= today)


def current_name(name: str) -> str:
    """The municipality that this name stands for today: its own name, or the one that it became part of."""
    for one in changes_in_effect():
        if one.municipality == name:
            name = one.into
    return name


def current_names(names) -> list[str]:
    """These municipalities as they are today, each once, in the same order."""
    return list(dict.fromkeys(map(current_name, names)))


def change_of(name: str) -> Change | None:
    """The change in effect by which this municipality ended; None when it did not."""
    return next((one for one in changes_in_effect() if one.municipality == name), None)


def keep_until_change(function: Callable) -> Callable:
    """A decorator for a function without arguments: what it gives is kept until a change takes effect."""
    kept = lru_cache(maxsize=1)(lambda _changes: function())

    @wraps(function)
    def current():
        return kept(changes_in_effect())

    return current
