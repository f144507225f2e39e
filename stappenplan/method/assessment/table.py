"""The platforms of a catalogue in groups that a rule cannot tell apart, so that it need be applied once per group."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from ..cached_property import cached_property
from ..declarations import names_read, value_of
from ..evidence.status import KNOWN_AT_LEAST, RUNS, SourceSummary, age_in_months, judge_status, summarise_sources
from ..profile import Profile, as_tuple
from .scoring import name_key

# What a rule can read of a platform besides its facts: `reads` (see Part) names these, and facts by their key.
ATTRIBUTES = ("kind", "form", "usable_in_nl", "launched", "is_taken_over")
SEEN, IS_HERE = "seen", "is_here"
# Results that a table keeps, of about 16 bytes for each platform.
KEPT_AT_MOST = 256


class Groups(NamedTuple):
    """Platforms grouped by what is read of them. `codes`: the group of each row.

    `rows`: a row of each group, -1 of a group without platforms.
    """

    codes: np.ndarray
    rows: Sequence[int]

    def apply(self, function: Callable) -> list:
        """What the function gives for the row of each group; None for a group without platforms."""
        return [None if row < 0 else function(row) for row in self.rows]


class Trait(NamedTuple):
    """What `find(profile, platform)` gives for each platform. `reads`, `asks`: all that it reads, as in Part."""

    key: str
    find: Callable
    reads: "tuple[str, ...] | Callable"
    asks: tuple[str, ...] = ()


class SourceColumns(NamedTuple):
    """The SourceSummary of each platform as columns: `known` and `confirmed` of each fact, a column as `facts` says.

    `lacks`: whether it lacks what no profile can give it; `statuses`: its status; `runs`: whether it is known to run.
    """

    facts: dict[str, int]
    known: np.ndarray
    confirmed: np.ndarray
    lacks: np.ndarray
    statuses: np.ndarray
    runs: np.ndarray


class PlatformTable:
    """Platforms as rows, and in columns what is read of them, made when a rule first reads it.

    A column is a fact, one of ATTRIBUTES, SEEN (its status on the date `on`, and how many months ago a source said so),
    or IS_HERE (whether the platform is in the municipality of the profile).
    """

    def __init__(self, platforms: Sequence, on: date):
        self.platforms, self.on = platforms, on
        self._groups: dict[tuple[str, ...], Groups] = {}
        self._kept: dict[tuple, object] = {}

    def read(self, name: str, platform):
        """What one column, not IS_HERE, holds of a platform."""
        if name == SEEN:
            status, last_seen = judge_status(platform, self.on)
            return status, age_in_months(last_seen, self.on)
        if name in ATTRIBUTES:
            return getattr(platform, name)
        value = value_of(platform, name)
        return tuple(value) if isinstance(value, list) else value

    def group_by(self, names: tuple[str, ...]) -> Groups:
        """The platforms grouped by these columns, not IS_HERE."""
        if names not in self._groups:
            numbers: dict[tuple, int] = {}
            rows = [tuple([self.read(name, platform) for name in names]) for platform in self.platforms]
            codes = np.array([numbers.setdefault(row, len(numbers)) for row in rows], int)
            self._groups[names] = find_rows(codes, len(numbers))
        return self._groups[names]

    def group_for(self, reads, profile: Profile) -> Groups:
        """The platforms in groups that a rule with these `reads` (see Part) cannot tell apart for this profile."""
        names = names_read(reads, profile)
        groups = self.group_by(tuple([name for name in names if name != IS_HERE]))
        if IS_HERE not in names:
            return groups
        codes = 2 * groups.codes
        codes[self._rows_by_place.get(profile.answer("place"), [])] += 1
        return find_rows(codes, 2 * len(groups.rows))

    def spread(self, trait: Trait, profile: Profile) -> np.ndarray:
        """What a trait is of each platform. The same answers give the same."""

        def work_out():
            groups = self.group_for(trait.reads, profile)
            return np.array(groups.apply(lambda row: trait.find(profile, self.platforms[row])), object)[groups.codes]

        return self.keep(("trait", trait.key, list_answers(profile, trait.asks)), work_out)

    def keep(self, key: tuple, work_out: Callable):
        """What is kept under this key, or what the function gives, which is kept."""
        try:
            return self._kept[key]
        except KeyError:
            if len(self._kept) >= KEPT_AT_MOST:
                self._kept.clear()
            found = self._kept[key] = work_out()
            return found

    def list_here(self, profile: Profile) -> list:
        """The platforms of the municipality of the profile, each with what its sources come to."""
        return [
            (self.platforms[row], self.sources[row]) for row in self._rows_by_place.get(profile.answer("place"), ())
        ]

    @cached_property
    def _rows_by_place(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, platform in enumerate(self.platforms):
            for place in dict.fromkeys(platform.municipalities):
                found.setdefault(place, []).append(row)
        return found

    @cached_property
    def places_by_name(self) -> np.ndarray:
        """The place of each platform in the order of `name_key`."""
        return place_by([name_key(platform) for platform in self.platforms])

    @cached_property
    def places_by_slug(self) -> np.ndarray:
        """The place of each platform in the order of the slugs."""
        return place_by([platform.slug for platform in self.platforms])

    @cached_property
    def sources(self) -> list[SourceSummary]:
        """What the sources of each platform come to."""
        return [summarise_sources(platform, self.on) for platform in self.platforms]

    @cached_property
    def source_columns(self) -> SourceColumns:
        facts = {key: number for number, key in enumerate(sorted({key for one in self.sources for key in one.known}))}
        known, confirmed = np.zeros((2, len(self.sources), len(facts)), bool)
        for row, one in enumerate(self.sources):
            known[row, [facts[key] for key in one.known]] = True
            confirmed[row, [facts[key] for key in one.confirmed]] = True
        lacks = [not (one.has_other and one.has_date and one.has_user) for one in self.sources]
        statuses = np.array([one.status for one in self.sources], object)
        return SourceColumns(facts, known, confirmed, np.array(lacks, bool), statuses, statuses == RUNS)

    def rank_evidence(self, asked: tuple[str, ...]) -> np.ndarray:
        """`EvidenceStatus.tier` of each platform, for a profile that asks for these facts."""
        columns = self.source_columns
        numbers = [columns.facts[key] for key in asked if key in columns.facts]
        known, others = columns.known[:, numbers].sum(axis=1), columns.confirmed[:, numbers].sum(axis=1)
        lacks = columns.lacks | (known > 0) & (others == 0) | (known < KNOWN_AT_LEAST * len(asked))
        return np.where(columns.runs, lacks.astype(int), 2)


def list_answers(profile: Profile, asks: tuple[str, ...]) -> tuple[tuple, ...]:
    """The answers to these questions, to keep something under."""
    return tuple([as_tuple(profile.answer(key)) for key in asks])


def place_by(keys: list) -> np.ndarray:
    """The place of each row when they are sorted by these keys, one per row."""
    places = np.empty(len(keys), int)
    places[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return places


def find_rows(codes: np.ndarray, number: int) -> Groups:
    """Groups with a row of each of so many."""
    rows = np.full(number, -1)
    rows[codes] = np.arange(len(codes))
    return Groups(codes, rows.tolist())


_last: "PlatformTable | None" = None


def tabulate_platforms(platforms: Sequence, on: date) -> PlatformTable:
    """The table of these platforms; of the same tuple on the same date that of the last time."""
    global _last
    table = _last
    if table is None or table.platforms is not platforms or table.on != on or not isinstance(platforms, tuple):
        _last = table = PlatformTable(platforms, on)
    return table
