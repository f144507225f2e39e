"""Search of the catalogue: fuzzy text search, filters, and the number of results of each choice.

Works on the catalogue in memory, not in the database, so that SQLite and PostgreSQL give the same results. What is
asked is a Query, what comes out is Found: plain data, for pages and programs alike.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from heapq import nsmallest
from operator import and_, itemgetter, or_
from typing import NamedTuple, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from platforms.vocabulary import GOALS

# How well a word of the catalogue answers a word of the visitor.
WHOLE, START, PART, TYPO = 1.0, 0.9, 0.7, 0.5
SHORTEST_PART, SHORTEST_WITHIN = 3, 5
MAX_WORDS = 10
SIMILAR = 5
# What it is worth that a platform is in the municipality that the words name, beside the weights of Platform.texts.
THERE = 3.0
LONGEST_PLACE = 5
FILLERS = {
    *("de", "het", "een", "en", "of", "in", "op", "te", "van", "voor", "met", "bij"),
    *("the", "a", "an", "and", "or", "on", "at", "for", "with"),
}


# --- words -----------------------------------------------------------------------------------------------------------


def fold(text: str) -> list[str]:
    """The words of a text without accents, capitals and marks: "Café 't Hart" is cafe, t, hart."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain.casefold())


def errors_allowed(word: str) -> int:
    """How many typing errors a word of this length may hold."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


class Index:
    """Words of the catalogue and where they stand.

    `texts` gives the texts of one item, each with its weight: a find in a name counts for more than one in a summary.
    """

    def __init__(self, items: Iterable, texts: Callable[[object], Iterable[tuple[float, str]]]):
        self.items = tuple(items)
        self.places: dict[str, dict[int, float]] = defaultdict(dict)
        for number, item in enumerate(self.items):
            for weight, text in texts(item):
                for word in fold(text):
                    held = self.places[word]
                    if weight > held.get(number, 0):
                        held[number] = weight
        self.words = tuple(self.places)

    def find(self, text: str) -> list:
        """The items that answer every word of the text, best first; all items when it holds no word."""
        words = fold(text)[:MAX_WORDS]
        words = [word for word in words if word not in FILLERS] or words
        if not words:
            return list(self.items)
        scores = added([self.scores(word) for word in words])
        return [self.items[number] for number in sorted(scores, key=lambda number: (-scores[number], number))]

    def scores(self, asked: str, guess: bool = True) -> dict[int, float]:
        """The numbers of the items that answer one folded word, each with how well: quality times weight.

        Without `guess` only the word itself counts.
        """
        scores: dict[int, float] = {}
        for word, quality in self._like(asked) if guess else [(asked, WHOLE)] if asked in self.places else []:
            for number, weight in self.places[word].items():
                if quality * weight > scores.get(number, 0):
                    scores[number] = quality * weight
        return scores

    def _like(self, asked: str) -> list[tuple[str, float]]:
        """The catalogue's words that this word may mean; guesses only where nothing holds it as it was typed."""
        if len(asked) < SHORTEST_PART:
            like = [(word, START) for word in self.words if word.startswith(asked)]
        else:
            like = [(word, START if word.startswith(asked) else PART) for word in self.words if asked in word]
        if like:
            return [(word, WHOLE if word == asked else quality) for word, quality in like]
        near = process.extract(asked, self.words, scorer=OSA.distance, score_cutoff=errors_allowed(asked), limit=None)
        guesses = [(word, TYPO / distance) for word, distance, _place in near if distance]
        # Dutch writes words as one: a part of what was typed is better than nothing, the longer the better.
        within = [word for word in self.words if len(word) >= SHORTEST_WITHIN and word in asked]
        return guesses or [(word, TYPO * len(word) / len(asked)) for word in within]


def added(scores: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """The numbers that occur in every one of the scores, with their sums."""
    everywhere = set.intersection(*map(set, scores))
    return {number: sum(one[number] for one in scores) for number in everywhere}


# --- places ----------------------------------------------------------------------------------------------------------


class Place(Protocol):
    """A municipality that a text means: its official name, and the village or former name it was found through."""

    name: str
    via: str


class Gazetteer(Protocol):
    """What the names of places mean: stappenplan/municipalities/gazetteer.py, which urls.py hands to the pages."""

    def named(self, text: str) -> Sequence[Place]:
        """The municipalities with exactly this name, or with a village or former name spelled so."""

    def meant(self, text: str) -> Sequence[Place]:
        """The municipalities that a text can mean, typing errors and unfinished names included."""


class Nowhere:
    """A gazetteer that knows no place: search then has the names in the catalogue only."""

    def named(self, text):
        return ()

    meant = named


def places_in(words: Sequence[str], gazetteer: Gazetteer) -> dict[tuple[int, int], Sequence[Place]]:
    """Which runs of words name a place, longest first: (start, end) -> municipalities. No word is used twice."""
    found: dict[tuple[int, int], Sequence[Place]] = {}
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            taken = any(begin < start + length and start < end for begin, end in found)
            if taken or all(word in FILLERS for word in run):
                continue
            if places := gazetteer.named(" ".join(run)):
                found[start, start + length] = places
    return found


# --- filters ---------------------------------------------------------------------------------------------------------

# What stands for a fact without a source, in filters and in addresses.
UNKNOWN = "unknown"
SERVED = ("primary", "secondary")


def of_fact(key: str) -> Callable[[object], list[str]]:
    """The value of a fact of a platform, UNKNOWN where nobody knows."""

    def values(platform):
        return [platform.facts[key].value if key in platform.facts else UNKNOWN]

    return values


def main_goals(platform) -> set[str]:
    """The goals that a platform is mainly for."""
    return {goal for goal in GOALS if (fact := platform.facts.get(f"goals.{goal}")) and fact.value == "primary"}


# What can be chosen: name -> the values of one platform. A goal counts as primary or secondary.
FACETS: dict[str, Callable[[object], list[str]]] = {
    "goal": lambda platform: [
        goal for goal in GOALS if (fact := platform.facts.get(f"goals.{goal}")) and fact.value in SERVED
    ],
    "kind": lambda platform: [platform.kind],
    "form": lambda platform: [platform.form],
    "usable_in_nl": lambda platform: [platform.usable_in_nl],
    **{
        key: of_fact(key)
        for key in (
            *("status", "scope", "free_for_residents", "cost_municipality"),
            *("resident_control", "data_owner"),
        )
    },
}

# The orders of a list, besides best find first: name -> what to sort by; ties by name.
ORDERS: dict[str, Callable[[object], object]] = {
    "name": lambda platform: 0,
    "facts": lambda platform: -platform.known,
    "newest": lambda platform: -(platform.newest_source_year or 0),
}


@dataclass(frozen=True)
class Query:
    """What is asked of the catalogue: free text, a place, choices (facet -> value) and an order; empty asks nothing."""

    text: str = ""
    place: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    order: str = ""

    def without(self, name: str) -> "Query":
        """The same without its text, place or one choice."""
        if name in ("text", "place"):
            return replace(self, **{name: ""})
        return replace(self, choices={facet: value for facet, value in self.choices.items() if facet != name})


class Found(NamedTuple):
    """What a Query gives.

    platforms  all that fit, in order
    counts     facet -> value -> how many fit when that value is chosen and the rest stays
    without    "text", "place" or a chosen facet -> how many fit when it is dropped
    places     the municipalities that the text or the place was understood as
    """

    platforms: Sequence
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]
    places: Sequence[Place]


class Search:
    """All platforms, ready to be searched. A set of platforms is a number: bit n stands for platform n."""

    def __init__(self, platforms: Sequence):
        self.platforms = tuple(platforms)
        self.everything = (1 << len(self.platforms)) - 1
        self.facets = {name: self._masks(values) for name, values in FACETS.items()}
        self.municipalities = self._masks(lambda platform: platform.municipalities)

    def _masks(self, values: Callable[[object], Iterable[str]]) -> dict[str, int]:
        """value -> the platforms that have it."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, platform in enumerate(self.platforms):
            for value in values(platform):
                numbers[value].append(number)
        return {value: as_mask(held, len(self.platforms)) for value, held in numbers.items()}

    @cached_property
    def texts(self) -> Index:
        """What free text is looked up in."""
        return Index(self.platforms, lambda platform: platform.texts())

    @cached_property
    def place_texts(self) -> Index:
        """The places as the catalogue spells them: districts, regions and foreign towns too, also in names."""
        return Index(
            self.platforms,
            lambda platform: [(1, " ".join([platform.name, *platform.places, *platform.municipalities]))],
        )

    @cached_property
    def orders(self) -> dict[str, list[int]]:
        """Each order as numbers of platforms."""
        names = [fold(platform.name) for platform in self.platforms]
        keys = {order: [key(platform) for platform in self.platforms] for order, key in ORDERS.items()}
        numbers = range(len(self.platforms))
        return {
            order: sorted(numbers, key=lambda number: (sorting[number], names[number]))
            for order, sorting in keys.items()
        }

    def find(self, query: Query, gazetteer: Gazetteer | None = None) -> Found:
        """The platforms that fit all of a query, and what every other choice would give.

        A facet or value that does not exist fits nothing. Without an order: best find first, by name without a text.
        """
        gazetteer = gazetteer or Nowhere()
        scores, places = self._by_text(query.text, gazetteer)
        parts: dict[str, int] = {}
        if scores is not None:
            parts["text"] = as_mask(scores, len(self.platforms))
        if query.place.strip():
            parts["place"], places = self._by_place(query.place, gazetteer)
        parts |= {facet: self.facets.get(facet, {}).get(value, 0) for facet, value in query.choices.items()}
        without = {name: self._all(mask for other, mask in parts.items() if other != name) for name in parts}
        whole = self._all(parts.values())
        counts = {
            facet: {value: (without.get(facet, whole) & mask).bit_count() for value, mask in masks.items()}
            for facet, masks in self.facets.items()
        }
        numbers = self._in_order(whole, query.order, scores)
        return Found(
            [self.platforms[number] for number in numbers],
            counts,
            {name: mask.bit_count() for name, mask in without.items()},
            places,
        )

    def _all(self, masks: Iterable[int]) -> int:
        return reduce(and_, masks, self.everything)

    def _in_order(self, mask: int, order: str, scores: Mapping[int, float] | None) -> list[int]:
        held = as_numbers(mask)
        numbers = [number for number in self.orders.get(order, self.orders["name"]) if number in held]
        if scores is not None and order not in self.orders:
            numbers.sort(key=lambda number: -scores[number])
        return numbers

    def _by_text(self, text: str, gazetteer: Gazetteer) -> tuple[dict[int, float] | None, Sequence[Place]]:
        """How well each platform answers every word, None when there is no word; a place may stand in several words."""
        words = fold(text)[:MAX_WORDS]
        named = places_in(words, gazetteer)
        inside = {number: places for (start, end), places in named.items() for number in range(start, end)}
        asked = [number for number, word in enumerate(words) if number in inside or word not in FILLERS]
        asked = asked or range(len(words))
        if not words:
            return None, ()
        scores = [self.texts.scores(words[number]) for number in asked]
        for number, held in zip(asked, scores, strict=True):
            for platform in self._there(inside.get(number, ())):
                held[platform] = max(THERE, held.get(platform, 0))
        return added(scores), tuple(place for places in named.values() for place in places)

    def _there(self, places: Iterable[Place]) -> set[int]:
        """The numbers of the platforms in these municipalities."""
        return as_numbers(reduce(or_, (self.municipalities.get(place.name, 0) for place in places), 0))

    def _by_place(self, text: str, gazetteer: Gazetteer) -> tuple[int, Sequence[Place]]:
        """The platforms in a place: as the catalogue spells it, or in the municipality that it means."""
        places = gazetteer.named(text)
        words = [word for word in fold(text)[:MAX_WORDS] if word not in FILLERS]
        # "Ede" is not a part of Enschede once it is known to be a place itself.
        spelled = added([self.place_texts.scores(word, guess=not places) for word in words]) if words else {}
        if not places and not spelled:
            places = gazetteer.meant(text)
        return as_mask({*spelled, *self._there(places)}, len(self.platforms)), places

    # --- one municipality, one platform ------------------------------------------------------------------------------

    def in_municipality(self, name: str) -> list:
        """The platforms that the catalogue places in this municipality (official name), by name."""
        held = as_numbers(self.municipalities.get(name, 0))
        return [self.platforms[number] for number in self.orders["name"] if number in held]

    @cached_property
    def main_goals(self) -> list[set[str]]:
        """The goals that each platform is mainly for."""
        return [main_goals(platform) for platform in self.platforms]

    def like(self, platform) -> "list[Likeness]":
        """At most five others that share a main goal and the kind or form, still there and usable here.

        The most alike first: the same kind counts double, each shared goal and the same form once.
        """
        goals = main_goals(platform)
        near = self.facets["kind"].get(platform.kind, 0) | self.facets["form"].get(platform.form, 0)
        there = ~(self.facets["status"].get("ended", 0) | self.facets["usable_in_nl"].get("no", 0))
        found = []
        for number in as_numbers(near & there & self.everything):
            other, shared = self.platforms[number], goals & self.main_goals[number]
            if shared and other.slug != platform.slug:
                same_kind, same_form = other.kind == platform.kind, other.form == platform.form
                points = 2 * same_kind + same_form + len(shared)
                found.append((-points, -other.known, other.slug, Likeness(other, shared, same_kind, same_form)))
        return [likeness for *_sorting, likeness in nsmallest(SIMILAR, found, key=itemgetter(0, 1, 2))]


class Likeness(NamedTuple):
    """Another platform, and in what it is alike: main goals, kind, form."""

    platform: object
    goals: set[str]
    same_kind: bool
    same_form: bool


def as_mask(numbers: Iterable[int], size: int) -> int:
    """A set of numbers below `size` as one number: bit n stands for number n."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def as_numbers(mask: int) -> set[int]:
    """The numbers whose bits are set."""
    return {number for number, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"}
