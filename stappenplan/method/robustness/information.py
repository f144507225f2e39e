"""The value of information: what asking a provider for one unknown fact would change on the leading shelf."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..assessment.score_tables import possible_values
from ..assessment.scoring import Assessment, Rating, assess_platform, rules_for_platform, shared_place_key
from ..cached_property import cached_property
from ..declarations import names_read
from ..evidence.status import SourceSummary, add_known, judge_evidence, summarise_sources
from ..profile import Profile

ASKED_OF_FIRST = 5


@dataclass(frozen=True)
class AnswerOutcome:
    """What one answer of the provider would do: the place the platform would get, None when it would be ruled out."""

    value: object
    place: int | None


@dataclass(frozen=True)
class InformationValue:
    """One unknown fact of one platform: its best and worst answer. `decides`: an answer changes number one."""

    platform: object
    fact: str
    best: AnswerOutcome
    worst: AnswerOutcome
    decides: bool


@dataclass(frozen=True)
class HypotheticalFact:
    value: object
    basis: str = "supposed"
    inherited_from: str = ""
    source_list: tuple = ()


@dataclass(frozen=True)
class HypotheticalPlatform:
    """A platform as it would be if one more fact were known; everything else as it is."""

    platform: object
    facts: Mapping[str, object]

    def __getattr__(self, name):
        return getattr(self.platform, name)


@dataclass(frozen=True)
class Supposition:
    """One platform of which a fact would be known. Only what reads that fact is worked out again."""

    assessment: Assessment
    fact: str
    profile: Profile
    on: date
    sources: SourceSummary

    @cached_property
    def rules(self) -> list:
        """The knock-outs that read the fact."""
        rules = rules_for_platform(self.profile, self.assessment.platform, self.on)
        return [rule for rule in rules if self.fact in names_read(rule.reads, self.profile)]

    @cached_property
    def places(self) -> list[int]:
        """Where in the ratings those stand whose criteria read the fact."""
        return [
            place
            for place, rating in enumerate(self.assessment.ratings)
            if any(self.fact in names_read(part.reads, self.profile) for part in rating.criterion.parts)
        ]

    def assess(self, value) -> Assessment:
        """What `assess_platform` says when the fact has this value, without the wishes that would have to be asked."""
        before = self.assessment
        facts = {**before.platform.facts, self.fact: HypotheticalFact(value)}
        platform = HypotheticalPlatform(before.platform, facts)
        if self.fact == "status":  # which knock-outs there are follows from it
            return assess_platform(self.profile, platform, self.on)
        if ruled_out_by := tuple([rule.key for rule in self.rules if rule.fails(self.profile, platform)]):
            return Assessment(platform, ruled_out_by)
        sources = add_known(self.sources, platform, self.fact, self.on)
        evidence = judge_evidence(sources, before.facts_asked, self.on)
        return Assessment(platform, (), (), self.rate(platform), evidence)

    def rate(self, platform) -> tuple[Rating, ...]:
        """The ratings when the platform is as supposed."""
        ratings = [*self.assessment.ratings]
        for place in self.places:
            criterion, weight = ratings[place].criterion, ratings[place].weight
            ratings[place] = Rating(criterion, weight, criterion.rate(self.profile, platform, self.on))
        return tuple(ratings)


def find_information_values(
    profile: Profile, ranked: Sequence[Assessment], on: date
) -> dict[str, tuple[InformationValue, ...]]:
    """The unknown facts of each platform on the first five places.

    Those that can change number one come first, then the order is that of `to_ask`.
    """
    found, places = {}, [shared_place_key(assessment) for assessment in ranked]
    asked_of = bisect_right(places, places[:ASKED_OF_FIRST][-1]) if places else 0
    for row, assessment in enumerate(ranked[:asked_of]):
        others, leads = places[:row] + places[row + 1 :], places[row] == places[0]
        sources = summarise_sources(assessment.platform, on)
        values = [
            value_information(Supposition(assessment, fact, profile, on, sources), others, leads)
            for fact in assessment.to_ask
            if possible_values(fact, profile)
        ]
        found[assessment.platform.slug] = tuple(sorted(values, key=lambda one: not one.decides))
    return found


def value_information(supposition: Supposition, others: Sequence, leads: bool) -> InformationValue:
    """What the answers about one fact would do.

    `others`: the `shared_place_key` of the other platforms, best first. `leads`: whether it is number one now.
    """
    values = possible_values(supposition.fact, supposition.profile)
    answers = [place_supposed(supposition.assess(value), value, others) for value in values]
    best, worst = min(answers, key=lambda one: one[0])[1], max(answers, key=lambda one: one[0])[1]
    decides = worst.place != 1 if leads else best.place == 1
    return InformationValue(supposition.assessment.platform, supposition.fact, best, worst, decides)


def place_supposed(supposed: Assessment, value, others: Sequence) -> tuple:
    """Where an answer would put its platform among the others: (sorting key, AnswerOutcome)."""
    if supposed.ruled_out_by:
        return (3, 0.0), AnswerOutcome(value, None)
    key = shared_place_key(supposed)
    return key, AnswerOutcome(value, 1 + bisect_left(others, key))
