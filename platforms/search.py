"""Free text over the catalogue in memory: forgives accents, capitals, typing errors and parts of words.

In Python, not in the database, so that SQLite and PostgreSQL give the same results.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# How well a word of the catalogue answers a word of the visitor.
WHOLE, START, PART, TYPO = 1.0, 0.9, 0.7, 0.5
SHORTEST_PART = 3
MAX_WORDS = 10
FILLERS = (
    *("de", "het", "een", "en", "of", "in", "op", "te", "van", "voor", "met", "bij"),
    *("the", "a", "an", "and", "or", "on", "at", "for", "with"),
)


def fold(text: str) -> list[str]:
    """The words of a text without accents, capitals and marks: "Café 't Hart" is cafe, t, hart."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain.casefold())


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
                    self.places[word][number] = max(weight, self.places[word].get(number, 0))
        self.words = tuple(self.places)

    def find(self, text: str) -> list:
        """The items that answer every word of the text, best first; all items when it holds no word."""
        words = fold(text)[:MAX_WORDS]
        words = [word for word in words if word not in FILLERS] or words
        if not words:
            return list(self.items)
        scores = [self._scores(word) for word in words]
        found = set.intersection(*map(set, scores))
        return [self.items[number] for number in sorted(found, key=lambda n: (-sum(s[n] for s in scores), n))]

    def _scores(self, asked: str) -> dict[int, float]:
        scores: dict[int, float] = {}
        for word, quality in self._like(asked):
            for number, weight in self.places[word].items():
                scores[number] = max(quality * weight, scores.get(number, 0))
        return scores

    def _like(self, asked: str) -> list[tuple[str, float]]:
        """The catalogue's words that this word may mean; typing errors only where nothing else answers."""
        if like := [(word, quality) for word in self.words if (quality := _quality(asked, word))]:
            return like
        errors = 0 if len(asked) < 4 else 1 if len(asked) < 7 else 2
        near = process.extract(asked, self.words, scorer=OSA.distance, score_cutoff=errors, limit=None)
        return [(word, TYPO / distance) for word, distance, _place in near if distance]


def _quality(asked: str, word: str) -> float:
    if asked == word:
        return WHOLE
    if word.startswith(asked):
        return START
    return PART if len(asked) >= SHORTEST_PART and asked in word else 0
