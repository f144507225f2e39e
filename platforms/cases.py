"""Cases: municipalities where a platform runs or stopped, since when, and what was learned there, with the source.

Nothing is added to what the catalogue says: a platform itself, and the sites that run on it, are each a case where a
source tells of a place. Stories of users are beside these, in user_round/stories.py.
"""

from dataclasses import dataclass
from typing import Any

# So many municipalities of one case are named.
NAMED_AT_MOST = 4


@dataclass(frozen=True)
class Case:
    """Where something was done before. `platform`: the Platform or site itself; `sources`: of the lesson, else of
    whether it runs."""

    platform: Any
    sources: tuple

    @property
    def places(self):
        """The official names of the first few municipalities."""
        return self.platform.municipalities[:NAMED_AT_MOST]

    @property
    def more(self):
        """How many municipalities are not named."""
        return len(self.platform.municipalities) - len(self.places)

    @property
    def has_ended(self):
        fact = self.platform.own_facts.get("status")
        return fact is not None and fact.value == "ended"

    @property
    def first_source(self):
        """The first source alone, where there is no room for more."""
        return self.sources[:1]

    @property
    def is_told_by_provider(self):
        """Whether no source but the provider itself tells it."""
        return all(source.type == "provider" for source in self.sources)

    @property
    def lesson(self):
        return self.platform.lesson_text


def find_case(platform):
    """What the catalogue knows of this platform as a case, or None: a municipality, a source and a lesson or a year."""
    status = platform.own_facts.get("status")
    sources = platform.lesson_sources or (status.source_list if status else [])
    tells = platform.lesson or platform.launched or platform.ended
    return Case(platform, tuple(sources)) if platform.municipalities and sources and tells else None


def list_cases(platform, by_slug):
    """The cases of a platform: itself, then the sites that run on it, those with a lesson first, then by name."""
    sites = [by_slug[slug] for slug in platform.sites if slug in by_slug]
    sites.sort(key=lambda site: (not site.lesson, site.name.casefold()))
    return [case for case in map(find_case, [platform, *sites]) if case]


def list_ended_cases(platforms, goal):
    """What stopped in the Netherlands and served this goal, with what was learned, the last to stop first."""
    cases = [find_case(one) for one in platforms if one.lesson and serves(one, goal)]
    ended = [case for case in cases if case and case.has_ended]
    return sorted(ended, key=lambda case: (-(case.platform.ended or 0), case.platform.name.casefold()))


def serves(platform, goal):
    """Whether a source says that a platform serves this goal."""
    fact = platform.own_facts.get(f"goals.{goal}")
    return fact is not None and fact.value in ("primary", "secondary")
