"""Search of the catalogue: fuzzy text search, filters, and the number of results of each choice.

Works on the catalogue in memory, not in the database, so that SQLite and PostgreSQL give the same results. What is
asked is a Query, what comes out is SearchResult: plain data, for pages and programs alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from heapq import nsmallest
from operator import and_, itemgetter, or_
from typing import NamedTuple

from .bitset import bitset_members, to_bitset
from .facets import FACETS, ORDERS, main_goals
from .places import Gazetteer, Nowhere, Place, find_places
from .text_index import FILLERS, MAX_WORDS, TextIndex, add_scores, fold_words

SIMILAR = 5
# What it is worth that a platform is in the municipality that the words name, beside the weights of Platform.texts.
THERE = 3.0


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


class SearchResult(NamedTuple):
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
        self.facets = {name: self._build_masks(values) for name, values in FACETS.items()}
        self.municipalities = self._build_masks(lambda platform: platform.municipalities)

    def _build_masks(self, values: Callable[[object], Iterable[str]]) -> dict[str, int]:
        """value -> the platforms that have it."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, platform in enumerate(self.platforms):
            for value in values(platform):
                numbers[value].append(number)
        return {value: to_bitset(held, len(self.platforms)) for value, held in numbers.items()}

    @cached_property
    def texts(self) -> TextIndex:
        """What free text is looked up in."""
        return TextIndex(self.platforms, lambda platform: platform.texts())

    @cached_property
    def place_texts(self) -> TextIndex:
        """The places as the catalogue spells them: districts, regions and foreign towns too, also in names."""
        return TextIndex(
            self.platforms,
            lambda platform: [(1, " ".join([platform.name, *platform.places, *platform.municipalities]))],
        )

    @cached_property
    def orders(self) -> dict[str, list[int]]:
        """Each order as numbers of platforms."""
        names = [fold_words(platform.name) for platform in self.platforms]
        keys = {order: [key(platform) for platform in self.platforms] for order, key in ORDERS.items()}
        numbers = range(len(self.platforms))
        return {
            order: sorted(numbers, key=lambda number: (sorting[number], names[number]))
            for order, sorting in keys.items()
        }

    def find(self, query: Query, gazetteer: Gazetteer | None = None) -> SearchResult:
        """The platforms that fit all of a query, and what every other choice would give.

        A facet or value that does not exist fits nothing. Without an order: best find first, by name without a text.
        """
        gazetteer = gazetteer or Nowhere()
        scores, places = self._by_text(query.text, gazetteer)
        parts: dict[str, int] = {}
        if scores is not None:
            parts["text"] = to_bitset(scores, len(self.platforms))
        if query.place.strip():
            parts["place"], places = self._by_place(query.place, gazetteer)
        parts |= {facet: self.facets.get(facet, {}).get(value, 0) for facet, value in query.choices.items()}
        without = {
            name: self._intersect_masks(mask for other, mask in parts.items() if other != name) for name in parts
        }
        whole = self._intersect_masks(parts.values())
        counts = {
            facet: {value: (without.get(facet, whole) & mask).bit_count() for value, mask in masks.items()}
            for facet, masks in self.facets.items()
        }
        numbers = self._in_order(whole, query.order, scores)
        return SearchResult(
            [self.platforms[number] for number in numbers],
            counts,
            {name: mask.bit_count() for name, mask in without.items()},
            places,
        )

    def _intersect_masks(self, masks: Iterable[int]) -> int:
        return reduce(and_, masks, self.everything)

    def _in_order(self, mask: int, order: str, scores: Mapping[int, float] | None) -> list[int]:
        held = bitset_members(mask)
        numbers = [number for number in self.orders.get(order, self.orders["name"]) if number in held]
        if scores is not None and order not in self.orders:
            numbers.sort(key=lambda number: -scores[number])
        return numbers

    def _by_text(self, text: str, gazetteer: Gazetteer) -> tuple[dict[int, float] | None, Sequence[Place]]:
        """How well each platform answers every word, None when there is no word; a place may stand in several words."""
        words = fold_words(text)[:MAX_WORDS]
        named = find_places(words, gazetteer)
        inside = {number: places for (start, end), places in named.items() for number in range(start, end)}
        asked = [number for number, word in enumerate(words) if number in inside or word not in FILLERS]
        asked = asked or range(len(words))
        if not words:
            return None, ()
        scores = [self.texts.scores(words[number]) for number in asked]
        for number, held in zip(asked, scores, strict=True):
            for platform in self._numbers_in(inside.get(number, ())):
                held[platform] = max(THERE, held.get(platform, 0))
        return add_scores(scores), tuple(place for places in named.values() for place in places)

    def _numbers_in(self, places: Iterable[Place]) -> set[int]:
        """The numbers of the platforms in these municipalities."""
        return bitset_members(reduce(or_, (self.municipalities.get(place.name, 0) for place in places), 0))

    def _by_place(self, text: str, gazetteer: Gazetteer) -> tuple[int, Sequence[Place]]:
        """The platforms in a place: as the catalogue spells it, or in the municipality that it means."""
        places = gazetteer.find_by_name(text)
        words = [word for word in fold_words(text)[:MAX_WORDS] if word not in FILLERS]
        # "Ede" is not a part of Enschede once it is known to be a place itself.
        spelled = add_scores([self.place_texts.scores(word, guess=not places) for word in words]) if words else {}
        if not places and not spelled:
            places = gazetteer.find_matches(text)
        return to_bitset({*spelled, *self._numbers_in(places)}, len(self.platforms)), places

    # --- one municipality, one platform ------------------------------------------------------------------------------

    def in_municipality(self, name: str) -> list:
        """The platforms that the catalogue places in this municipality (official name), by name."""
        held = bitset_members(self.municipalities.get(name, 0))
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
        for number in bitset_members(near & there & self.everything):
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
