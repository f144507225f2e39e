"""One ranking from the rankings of several people, by the Borda count.

Each person is advised apart; what is combined is their rankings, weights and findings. Whose answers may be combined
is decided in `disclosure_control.py`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean, pstdev

from ..advice import Advice
from ..assessment.criteria import CRITERIA
from ..assessment.scoring import name_key, reweigh, round_off
from ..assessment.shelves import TITLES, Shelf

# How many criteria are named as agreed on, and as worth talking about.
LEADERS_NAMED = 2
# Weights differ by so many points at least, where all weight together is TEN: a smaller difference is not named [OJ].
TEN, DIFFERENCE = 10, 0.5


@dataclass(frozen=True)
class GroupPlace:
    """One platform in the ranking of a group.

    `place`: its place in the group, which equal ones share. `mean_place`: the mean of its places with people, 1 is
    best. `in_first`: how many people have it at the head of their shelf.
    `ruled_out`: how many people's musts, or facts about their place, rule it out. `can_lead`: whether it is known well
    enough to stand at the head of the shelf of at least one person.
    """

    platform: object
    place: int
    mean_place: float
    in_first: int
    ruled_out: int
    can_lead: bool


def ranks_for_one(ranks: Mapping[str, int], everyone: Sequence[str]) -> dict[str, float]:
    """The place of each platform for one person, 1 is best, from `ranks`: slug -> place, as in `Shelf.ranks`.

    Platforms that share a place get the mean of the places that they take up together; those that are not ranked share
    the mean of what is left. So every person hands out the same sum of places, however much the own musts rule out:
    the usual treatment of ties in a ranking (M. G. Kendall, Biometrika 33, 1945).
    """
    sharing = Counter(ranks.values())
    rest = (len(ranks) + 1 + len(everyone)) / 2
    own = {slug: place + (sharing[place] - 1) / 2 for slug, place in ranks.items()}
    return {slug: own.get(slug, rest) for slug in everyone}


def mean_places(rankings: Sequence[Mapping[str, int]], everyone: Sequence[str]) -> dict[str, float]:
    """The mean place of each platform over all people: Borda's count [S78], read as a mean.

    H. P. Young (Journal of Economic Theory 9, 1974) shows which properties single this rule out: among them that the
    order of people does not matter, and that two groups with the same outcome keep it when they join.
    """
    each = [ranks_for_one(ranks, everyone) for ranks in rankings]
    return {slug: fmean(one[slug] for one in each) for slug in everyone}


# The worked example of the README and of the method page: three people, four platforms, each with their place. The
# second person rules out C and D; for the third, B and C share a place.
EXAMPLE = ({"A": 1, "B": 2, "C": 3, "D": 4}, {"B": 1, "A": 2}, {"A": 1, "B": 2, "C": 2, "D": 4})


def choose_shelf(advices: Sequence[Advice]) -> str:
    """The one shelf that a group chooses from: the one that leads in most advices; equal ones in the order of TITLES.

    Returns its key.
    """
    leading = Counter(advice.shelves[0].key for advice in advices)
    return max(TITLES, key=leading.__getitem__)


@dataclass(frozen=True)
class Weighing:
    """How a group weighs one criterion: mean and spread (standard deviation) of its share of all weight, 0..1."""

    criterion: object
    mean: float
    spread: float


def is_difference(gap: float) -> bool:
    """Whether shares of weight that lie so far apart are worth naming. `gap`: -1..1."""
    return round_off(TEN * abs(gap)) >= DIFFERENCE


@dataclass(frozen=True)
class Together:
    """What some people say together; made of their advices, over the same platforms.

    `shelf`: the key of the one shelf of which the platforms are ranked, the same for the whole group and its parts.
    """

    advices: tuple[Advice, ...]
    shelf: str

    @property
    def size(self) -> int:
        return len(self.advices)

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """That shelf as each person has it. What may not exist any more stands on no shelf."""
        return tuple(advice.ranking.shelf(self.shelf) for advice in self.advices)

    @cached_property
    def platforms(self) -> tuple:
        """Every platform of the shelf that at least one person can choose, by name."""
        found = {one.platform.slug: one.platform for shelf in self.shelves for one in shelf.ranked}
        return tuple(sorted(found.values(), key=name_key))

    @cached_property
    def leaders(self) -> frozenset[str]:
        """The slugs of the platforms that are known well enough to lead with at least one person."""
        return frozenset(one.platform.slug for shelf in self.shelves for one in shelf.ranked if one.evidence.can_lead)

    @cached_property
    def ranking(self) -> tuple[GroupPlace, ...]:
        """The platforms by their mean place; equal ones by how many have them at the head, then by name.

        What can lead with nobody stands below all that can lead, as in the advice of one person.
        """
        ranks = [shelf.ranks for shelf in self.shelves]
        means = mean_places(ranks, [platform.slug for platform in self.platforms])
        firsts = Counter(one.platform.slug for shelf in self.shelves for one in shelf.first)
        found = [
            GroupPlace(
                platform,
                0,
                means[platform.slug],
                firsts[platform.slug],
                sum(platform.slug not in own for own in ranks),
                platform.slug in self.leaders,
            )
            for platform in self.platforms
        ]
        ordered = share_places(sorted(found, key=lambda one: (*place_key(one), *name_key(one.platform))), place_key)
        return tuple(replace(one, place=place) for place, one in ordered)

    @cached_property
    def weighings(self) -> tuple[Weighing, ...]:
        """Every criterion that weighs anything for anyone, in the order of the method."""
        shares = [shares_of(advice.profile.weights) for advice in self.advices]
        found = []
        for criterion in CRITERIA:
            own = [share[criterion.key] for share in shares]
            if any(own):
                found.append(Weighing(criterion, fmean(own), pstdev(own)))
        return tuple(found)

    @cached_property
    def to_talk_about(self) -> tuple[Weighing, ...]:
        """The criteria on which people differ most, at most two: from a spread below the mean to one above it."""
        differing = [one for one in self.weighings if is_difference(2 * one.spread)]
        return tuple(sorted(differing, key=lambda one: -round_off(one.spread)))[:LEADERS_NAMED]

    @cached_property
    def agreed(self) -> tuple[Weighing, ...]:
        """The criteria that weigh heavily for nearly everyone, at most two: the largest mean less spread."""
        others = [one for one in self.weighings if one not in self.to_talk_about]
        return tuple(sorted(others, key=lambda one: -round_off(one.mean - one.spread)))[:LEADERS_NAMED]

    @cached_property
    def by_mean_weights(self) -> tuple[tuple[int, object], ...]:
        """The second view: everyone's own ratings under the mean weights of the group, platforms by their mean figure.

        Gives (place, platform); equal figures share a place. A platform that somebody rules out counts as 0 there: else
        it would gain by being ruled out.
        """
        weights = {one.criterion.key: one.mean for one in self.weighings}
        for criterion in CRITERIA:
            weights.setdefault(criterion.key, 0.0)
        figures = dict.fromkeys((platform.slug for platform in self.platforms), 0.0)
        for shelf in self.shelves:
            for one in shelf.ranked:
                again = reweigh(one, weights)
                figures[one.platform.slug] += again.score / self.size if again.ratings else 0.0

        def key(platform):
            return platform.slug not in self.leaders, -round_off(figures[platform.slug])

        return share_places(sorted(self.platforms, key=key), key)

    @cached_property
    def findings(self) -> Mapping[str, int]:
        """Gate key -> for how many people it holds."""
        return count_keys(finding.key for advice in self.advices for finding in advice.findings)

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        """Verdict key -> how many people get it."""
        return count_keys(advice.verdict.key for advice in self.advices)

    def said(self, question: str) -> Mapping[str, int]:
        """Answer value -> how many people gave it; people who skipped the question are left out."""
        values = (advice.profile.answer(question) for advice in self.advices)
        return count_keys(one for value in values if value for one in ([value] if isinstance(value, str) else value))


def place_key(place: GroupPlace):
    """The order of a group: what can lead first, then the mean place, then at the head with most people."""
    return not place.can_lead, round_off(place.mean_place), -place.in_first


def share_places(ordered: Sequence, key) -> tuple[tuple[int, object], ...]:
    """Each with its place, from 1; those with equal keys share one. `ordered`: by that key, best first."""
    found: list[tuple[int, object]] = []
    for number, one in enumerate(ordered, 1):
        same = found and key(found[-1][1]) == key(one)
        found.append((found[-1][0] if same else number, one))
    return tuple(found)


def shares_of(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights as shares of their sum: a person who calls everything important counts no more than another."""
    whole = sum(weights.values())
    return {key: weight / whole for key, weight in weights.items()}


def count_keys(keys) -> dict[str, int]:
    """How often each key occurs, most often first, equal ones by key."""
    numbers: dict[str, int] = {}
    for key in keys:
        numbers[key] = numbers.get(key, 0) + 1
    return dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))


def differ_most(one: Together, other: Together) -> tuple[tuple[object, float], ...]:
    """The criteria that two groups weigh most differently, at most two: (criterion, share of one minus of other).

    What is no difference to name is left out.
    """
    mine, theirs = ({w.criterion.key: w.mean for w in group.weighings} for group in (one, other))
    gaps = [(criterion, mine.get(criterion.key, 0.0) - theirs.get(criterion.key, 0.0)) for criterion in CRITERIA]
    gaps = [(criterion, gap) for criterion, gap in gaps if is_difference(gap)]
    return tuple(sorted(gaps, key=lambda pair: -round_off(abs(pair[1]))))[:LEADERS_NAMED]
