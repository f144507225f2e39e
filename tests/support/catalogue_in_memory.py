"""The researched catalogue straight from its files, as the method sees it: no Django, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from platforms.inheritance import inherited_facts, is_taken_over

FOLDER = Path(__file__).resolve().parents[2] / "platforms" / "catalogue"
# Ages of platforms count from here, so that a case gives the same advice in every year.
ON = date(2026, 1, 1)


@dataclass(frozen=True)
class Source:
    """What the method reads of a source. `date`: as it is written, "" when it has none."""

    type: str
    date: str = ""


@dataclass(frozen=True)
class Fact:
    value: "str | list[str]"
    basis: str = "stated"
    inherited_from: str = ""
    source_list: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Platform:
    """What the method reads of a platform."""

    slug: str
    name: str
    kind: str = "neighbourhood_network"
    form: str = "online_platform"
    usable_in_nl: str = "yes"
    municipalities: tuple[str, ...] = ()
    launched: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sites: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def is_taken_over(self) -> bool:
        """One way of working that several places took over, as the site's own Platform says it."""
        scope = self.facts["scope"].value if "scope" in self.facts else ""
        return is_taken_over(scope, self.sites, self.municipalities)


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
        facts={key: fact_from(fact, record["sources"]) for key, fact in found.items()},
        places=tuple(record.get("places") or ()),
    )


def fact_from(content: Mapping, sources: Sequence[Mapping]) -> Fact:
    """A fact with the sources that it rests on."""
    by_key = {source["id"]: Source(source["type"], source["date"] or "") for source in sources}
    found = tuple(by_key[key] for key in content["source"] if key in by_key)
    return Fact(content["value"], content["basis"], source_list=found)


@lru_cache(maxsize=1)
def catalogue() -> tuple[Platform, ...]:
    """All platforms of the catalogue, in the order of their files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(FOLDER.glob("*.yaml"))
    return with_inheritance([yaml.load(file.read_text(encoding="utf-8"), loader) for file in files])


def with_inheritance(records: Sequence[Mapping]) -> tuple[Platform, ...]:
    """The platforms of these records, each with what it takes over from the one that it runs on."""
    own = {record["slug"]: from_record(record) for record in records}
    runs_on = {record["slug"]: record["runs_on"]["value"] for record in records if "runs_on" in record}
    facts = {slug: platform.facts for slug, platform in own.items()}
    found = []
    for slug, platform in own.items():
        handed = {
            key: replace(facts[base][key], basis="inferred", inherited_from=base)
            for key, base in inherited_facts(slug, runs_on, facts).items()
        }
        sites = tuple(site for site, base in runs_on.items() if base == slug)
        found.append(replace(platform, facts={**handed, **platform.facts}, sites=sites))
    return tuple(found)
