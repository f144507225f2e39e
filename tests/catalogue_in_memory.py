"""The researched catalogue straight from its files, as the method sees it: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "platforms" / "catalogue"
# Ages of platforms count from here, so that a case gives the same advice in every year.
ON = date(2026, 1, 1)


@dataclass(frozen=True)
class Fact:
    value: "str | list[str]"
    basis: str = "stated"


@dataclass(frozen=True)
class Platform:
    """The eight things that the method reads of a platform."""

    slug: str
    name: str
    kind: str = "neighbourhood_network"
    form: str = "online_platform"
    usable_in_nl: str = "yes"
    municipalities: tuple[str, ...] = ()
    launched: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def from_record(record: Mapping) -> Platform:
    """A platform from the content of one catalogue file: goals and status are facts like any other."""
    goals = {f"goals.{goal}": found for goal, found in record["goals"].items()}
    found = {"status": record["status"], **goals, **record["facts"]}
    return Platform(
        slug=record["slug"],
        name=record["name"],
        kind=record["kind"],
        form=record["form"],
        usable_in_nl=record["usable_in_nl"],
        municipalities=tuple(record.get("municipalities") or ()),
        launched=record.get("launched"),
        facts={key: Fact(fact["value"], fact["basis"]) for key, fact in found.items()},
    )


@lru_cache(maxsize=1)
def catalogue() -> tuple[Platform, ...]:
    """All platforms of the catalogue, in the order of their files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    records = (yaml.load(file.read_text(encoding="utf-8"), loader) for file in sorted(FOLDER.glob("*.yaml")))
    return tuple(from_record(record) for record in records)
