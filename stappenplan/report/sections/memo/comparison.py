"""The comparison in an annex: the first platforms side by side, on what counts and on what is known."""

from dataclasses import dataclass

from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.shelf_rows import say_close
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.shelves import CHOOSE
from stappenplan.method.text import Sentence, _

from ..elements import Line, chooses_platform
from ..evidence import by_name, with_places
from .outline import ALREADY_HERE_ANNEX

# How many stand side by side, and of how many of these the facts are told.
COMPARED, DETAILED = 5, 3
COMPARED_FACTS = (
    *("start_effort", "municipality_role", "resident_control", "registration", "visibility", "free_for_residents"),
    *("cost_municipality", "revenue_model", "data_owner", "data_export", "advertising", "hosting_region"),
    "accessibility_statement",
)


@dataclass(frozen=True)
class Comparison:
    """Some platforms of the leading shelf side by side.

    `places`: (place or None, Assessment), in order, or by name without places while the choice of a platform is off.
    `rows`: (criterion, a word for each), heaviest first; `facts`: (question, the Facts of the first few or None).
    `more`: how many others stand on the shelf. `close`: a sentence for each group of places that cannot be told apart.
    """

    places: tuple
    more: int
    rows: tuple
    facts: tuple
    close: tuple = ()

    @property
    def assessments(self) -> tuple:
        return tuple(assessment for _place, assessment in self.places)

    @property
    def bases(self) -> set[str]:
        """How the facts that are told are known: stated, inferred, provider."""
        return {fact.basis for _question, facts in self.facts for fact in facts if fact}

    @property
    def detailed(self) -> tuple:
        """Those whose facts are told."""
        return self.assessments[:DETAILED]


def compare_first(advice) -> Comparison:
    """The first of the leading shelf side by side."""
    shelf, profile = advice.shelves[0], advice.profile
    shown = shelf.ranked[:COMPARED]
    if not chooses_platform(advice):
        shown = by_name(shown[:DETAILED])
        places, close = tuple((None, one) for one in shown), ()
    else:
        places, close = with_places(shelf, shown), list_close(advice)
    return Comparison(
        places, len(shelf.ranked) - len(shown), rate_on_criteria(profile, shown), find_facts(profile, shown), close
    )


def list_close(advice) -> tuple[Sentence, ...]:
    """Of which places that are compared the draws cannot tell the platforms apart; on a shelf with numbers alone."""
    shelf, robustness = advice.shelves[0], advice.robustness
    if shelf.key != CHOOSE or robustness is None:
        return ()
    groups = [group for group in robustness.close if group[0] < COMPARED]
    return tuple(said for group in groups if (said := say_close(shelf, group)))


def rate_on_criteria(profile, shown) -> tuple:
    """What each of these platforms is worth on each criterion that counts: (criterion, a word for each)."""
    given = profile.weights
    rows = (
        (criterion.label, tuple(word_for(assessment, criterion.key) for assessment in shown))
        for criterion in sorted(CRITERIA, key=lambda criterion: -given[criterion.key])
        if given[criterion.key]
    )
    return tuple(row for row in rows if any(row[1]))


def find_facts(profile, shown) -> tuple:
    """What is known of the first of these platforms, where it is known of any: (question, the Facts or None)."""
    goal = profile.answer("goal_main")
    keys = (*((f"goals.{goal}",) if goal else ()), *COMPARED_FACTS)
    found = ((VOCABULARY[key].label, [one.platform.facts.get(key) for one in shown[:DETAILED]]) for key in keys)
    return tuple(row for row in found if any(row[1]))


def word_for(assessment, key) -> str:
    return next((rating.rating_label for rating in assessment.ratings if rating.criterion.key == key), "")


# Figures of providers and initiators about themselves: an order of size, no promise.
EXPECT = (
    Line(_("12% van de huishoudens deed mee na zes maanden, zegt een aanbieder over een stad."), source=("S41",)),
    Line(_("21% deed mee in een Belgische plaats, zegt dezelfde aanbieder."), source=("S26",)),
    Line(_("Ongeveer 10% van de inwoners zat in de appgroepen van één gemeente."), source=("S55",)),
    Line(_("Ongeveer 8.000 mensen deden mee na tien jaar op IJburg."), source=("S44",)),
    Line(
        _("BUUV in Haarlem telde na tien jaar ongeveer 7.000 mensen, met ruim 3.000 matches per jaar."), source=("S84",)
    ),
    Line(_("De meeste leden lezen alleen mee."), source=("S73",)),
)
EXPECT_MEDIUM = Line(
    _("Tien tot twintig procent van 1.000 tot 4.000 huishoudens is ruwweg 100 tot 800."), source=("OJ",)
)


def describe_expectation(profile) -> tuple[Line, ...]:
    return (*EXPECT, EXPECT_MEDIUM) if profile.says("area_size", "medium") else EXPECT


ALL_COUNTED = _(
    "Samen %(whole)s platforms: %(placed)s op een plank, %(perhaps)s misschien ook hiervoor, %(to_check)s eerst na te "
    "gaan (soms in bijlage %(annex)s) en %(out)s afgevallen."
)


def count_all(ranking) -> Sentence:
    """Where all platforms of the catalogue stand, each counted once."""
    counts = {
        "placed": len(ranking.placed),
        "perhaps": len(ranking.perhaps_also),
        "to_check": len(ranking.to_check),
        "out": len(ranking.ruled_out),
    }
    return Sentence(ALL_COUNTED, {**counts, "whole": sum(counts.values()), "annex": ALREADY_HERE_ANNEX.number})
