"""How much a providers' round can settle at most: counted from the catalogue, before anybody is asked."""

from collections import Counter
from dataclasses import dataclass

from platforms.pages.knowledge import can_be_chosen
from platforms.provider_round.questions import DECIDING, MUNICIPALITIES
from stappenplan.models import Plan

from .round_effect import FIRST, list_situations

# The deciding questions that are facts of the catalogue.
FACTS = tuple(key for key in DECIDING if key != MUNICIPALITIES)


@dataclass(frozen=True)
class Reach:
    """The platforms asked, the unknown deciding facts on these (`settled`: when all answer all), and on all that can be
    chosen (`unknown`).
    """

    platforms: tuple
    settled: int
    unknown: int

    @property
    def share(self):
        """The part that is settled at most, 0..1."""
        return self.settled / self.unknown if self.unknown else 0.0


def estimate_reach(catalogue, number):
    """What a round along the `number` most recommended platforms settles at most: a Reach."""
    platforms = rank_recommended(catalogue)[:number]
    return Reach(
        platforms=tuple(platforms),
        settled=sum(map(count_unknown, platforms)),
        unknown=sum(count_unknown(one) for one in catalogue.platforms if can_be_chosen(one)),
    )


def rank_recommended(catalogue):
    """The platforms that can be chosen, by how often the situations of `list_situations` give them one of the first
    places, then by the sum of their places there.
    """
    first, places = Counter(), Counter()
    for _name, answers in list_situations():
        shelf = Plan(answers=answers).advice(catalogue).shelves[0]
        first.update(one.platform.slug for one in shelf.up_to(FIRST))
        last = len(catalogue.platforms)
        places.update({one.slug: shelf.ranks.get(one.slug, last) for one in catalogue.platforms})
    chosen = [one for one in catalogue.platforms if can_be_chosen(one)]
    return sorted(chosen, key=lambda one: (-first[one.slug], places[one.slug], one.slug))


def count_unknown(platform):
    """How many of the deciding facts are unknown of a platform; what it inherits is known."""
    known = (platform.facts.get(key) for key in FACTS)
    return sum(fact is None or fact.value == "unknown" for fact in known)
