"""Free text that forgives: the words of the catalogue, and how well each answers a word of the visitor."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

# How well a word of the catalogue answers a word of the visitor.
WHOLE, START, PART, TYPO = 1.0, 0.9, 0.7, 0.5
SHORTEST_PART, SHORTEST_WITHIN = 3, 5
MAX_WORDS = 10
FILLERS = {
    *("de", "het", "een", "en", "of", "in", "op", "te", "van", "voor", "met", "bij"),
    *("the", "a", "an", "and", "or", "on", "at", "for", "with"),
}


def fold_words(text: str) -> list[str]:
    """The words of a text without accents, capitals and marks: "Café 't Hart" is cafe, t, hart."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain.casefold())


def errors_allowed(word: str) -> int:
    """How many typing errors a word of this length may hold."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


class TextIndex:
    """Words of the catalogue and where they stand.

    `texts` gives the texts of one item, each with its weight: a find in a name counts for more than one in a summary.
    """

    def __init__(self, items: Iterable, texts: Callable[[object], Iterable[tuple[float, str]]]):
        self.items = tuple(items)
        self.places: dict[str, dict[int, float]] = defaultdict(dict)
        for number, item in enumerate(self.items):
            for weight, text in texts(item):
                for word in fold_words(text):
                    held = self.places[word]
                    if weight > held.get(number, 0):
                        held[number] = weight
        self.words = tuple(self.places)

    def find(self, text: str) -> list:
        """The items that answer every word of the text, best first; all items when it holds no word."""
        words = fold_words(text)[:MAX_WORDS]
        words = [word for word in words if word not in FILLERS] or words
        if not words:
            return list(self.items)
        scores = add_scores([self.scores(word) for word in words])
        return [self.items[number] for number in sorted(scores, key=lambda number: (-scores[number], number))]

    def scores(self, asked: str, guess: bool = True) -> dict[int, float]:
        """The numbers of the items that answer one folded word, each with how well: quality times weight.

        Without `guess` only the word itself counts.
        """
        scores: dict[int, float] = {}
        for word, quality in self._similar_words(asked) if guess else [(asked, WHOLE)] if asked in self.places else []:
            for number, weight in self.places[word].items():
                if quality * weight > scores.get(number, 0):
                    scores[number] = quality * weight
        return scores

    def _similar_words(self, asked: str) -> list[tuple[str, float]]:
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


def add_scores(scores: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """The numbers that occur in every one of the scores, with their sums."""
    everywhere = set.intersection(*map(set, scores))
    return {number: sum(one[number] for one in scores) for number in everywhere}
