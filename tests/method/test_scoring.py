"""The arithmetic: intervals, the ranking and what may never change it; held against an independent library."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from stappenplan.method.assessment import criteria, score_tables
from stappenplan.method.assessment.ranking import rank_platforms
from stappenplan.method.assessment.score_tables import SEEN_LONG_AGO
from stappenplan.method.assessment.scoring import (
    FITS,
    FITS_PARTLY,
    FITS_SO_FAR,
    NOT_KNOWN,
    WATCH,
    Assessment,
    Rating,
    assess_platform,
    hurwicz_score,
    rate_criteria,
    weighted_mean,
)
from stappenplan.method.assessment.shelves import CHOOSE, EMPTY, FIRST_FEW, OFFLINE, TODAY
from stappenplan.method.declarations import MANY, UNKNOWN, FactScore, Interval, point, value_of
from stappenplan.method.evidence.reliability import HURWICZ_ALPHA
from stappenplan.method.evidence.status import RAN
from stappenplan.method.profile import profile_from
from stappenplan.method.robustness.analysis import STABILITY, STRENGTH
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.verdicts import JOIN, NO_FIT
from tests.method import readme
from tests.method.conftest import NEIGHBOUR_APP, ON, SEVEN, SILENT, VILLAGE_SITE, advised, learn, platform
from tests.support.catalogue_in_memory import Fact, Platform, Source
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

# --- anything that can be answered, and anything that can be known ---------------------------------------------------

PLACES = ("Aalten", "Montferland", "Groningen")
LISTS = {
    "languages": ["nl", "en", "de", "ar"],
    "channels": ["web", "app", "email", "phone", "paper", "in_person", "social_media"],
    "municipality_role": [option.value for option in QUESTIONS["municipality_part"].options] + ["funder"],
    "revenue_model": sorted(score_tables.REVENUE),
}
VALUES = LISTS | {
    "status": ["active", "unknown"],
    "scope": ["local", "regional", "national", "international"],
    "free_for_residents": sorted(score_tables.FREE),
    "registration": sorted(score_tables.REGISTRATION["open_to_all"]),
    "visibility": sorted(score_tables.VISIBILITY["public"]),
    "accessibility_statement": sorted(score_tables.ACCESSIBILITY),
    "resident_control": sorted(score_tables.RESIDENT_CONTROL["residents"]),
    "provider_type": sorted(score_tables.PROVIDER_TYPE),
    "data_owner": sorted(score_tables.DATA_OWNER),
    "commercial_data_use": sorted(score_tables.COMMERCIAL),
    "advertising": sorted(score_tables.ADVERTISING),
    "hosting_region": sorted(score_tables.HOSTING_PRIVACY),
    "data_export": sorted(score_tables.DATA_EXPORT),
    "open_source": sorted(score_tables.OPEN_SOURCE),
    "money_stays_local": sorted(score_tables.MONEY_LOCAL),
    "cost_municipality": sorted(score_tables.COST["nothing"]),
    "offline_support": sorted(score_tables.OFFLINE_SUPPORT),
    "start_effort": sorted(score_tables.START["few_people"]),
    **{f"goals.{option.value}": ["primary", "secondary", "none"] for option in QUESTIONS["goal_main"].options},
}


def some_of(chance, values, at_least=0):
    return chance.sample(values, chance.randint(at_least, len(values)))


def answer_to(question, chance):
    values = [option.value for option in question.options]
    if question.kind == MANY:
        alone = [[option.value] for option in question.options if option.alone]
        together = some_of(chance, [option.value for option in question.options if not option.alone])
        return chance.choice([together[: question.at_most], together[: question.at_most], *alone])
    if question.key == "place":
        values = PLACES
    return chance.choice([None, *values, *values])


def answers_by(chance):
    """Whole sets of answers, each question skipped now and then."""
    answers = {key: answer_to(question, chance) for key, question in QUESTIONS.items()}
    answers["goal_extra"] = [goal for goal in answers["goal_extra"] if goal != answers["goal_main"]]
    return answers


def value_by(chance, fact):
    return some_of(chance, LISTS[fact], at_least=1) if fact in LISTS else chance.choice(VALUES[fact])


def platform_by(chance, slug="one", all_known=False):
    """A platform of which any share of the facts is known, or all."""
    share = 1 if all_known else chance.random()
    return Platform(
        slug=slug,
        name=slug,
        kind=chance.choice(["neighbourhood_network", "group_messaging", "mutual_help"]),
        usable_in_nl=chance.choice(["yes", "unknown"]),
        municipalities=tuple(some_of(chance, PLACES)),
        launched=chance.randint(1995, 2026) if chance.random() < share else None,
        facts={fact: fact_by(chance, fact) for fact in VALUES if chance.random() < share},
        form=chance.choice(["online_platform", "online_platform", "software", "offline_programme"]),
        sites=("site",) if chance.random() < 0.2 else (),
    )


def fact_by(chance, fact):
    """A fact with its sources: of the provider or others, with or without a date."""
    sources = [
        Source(chance.choice(["provider", "news", "research"]), chance.choice(["", "2015", "2023-04", "2025-10-03"]))
        for _each in range(chance.randint(0, 2))
    ]
    return Fact(value_by(chance, fact), chance.choice(["stated", "inferred"]), source_list=tuple(sources))


# One number makes one example: drawing forty answers and thirty facts one by one takes Hypothesis minutes.
CHANCE = some.integers(0, 2**32).map(Random)
ANSWERS = CHANCE.map(answers_by)


def platforms(**known):
    return CHANCE.map(lambda chance: platform_by(chance, **known))


def several(number, **known):
    return CHANCE.map(lambda chance: tuple(platform_by(chance, f"p{place}", **known) for place in range(number)))


def assessed(answers, one):
    """Rated without looking whether it would be ruled out."""
    return Assessment(one, (), (), rate_criteria(profile_from(answers), one, ON))


def weighs(answers):
    return any(profile_from(answers).weights.values())


# --- intervals -------------------------------------------------------------------------------------------------------


def test_a_mean_of_points_is_a_point_and_of_the_unknown_is_unknown():
    assert weighted_mean([(1, point(0.25)), (3, point(0.75))]) == point(0.625)
    assert weighted_mean([(2, UNKNOWN), (5, UNKNOWN)]) == UNKNOWN
    assert weighted_mean([(1, UNKNOWN), (3, point(1.0))]) == Interval(0.75, 1.0)


def test_a_weight_of_nothing_does_not_count():
    assert weighted_mean([(0, UNKNOWN), (3, point(0.5))]) == point(0.5)


def test_the_unknown_counts_for_what_unknown_facts_turned_out_to_score():
    assert hurwicz_score(UNKNOWN) == HURWICZ_ALPHA == 0.68
    assert hurwicz_score(point(0.7)) == 0.7
    assert hurwicz_score(Interval(0.5, 0.75)) == pytest.approx(0.67)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.7, 0.7, FITS),
        (0.69, 0.69, FITS_PARTLY),
        (0.4, 0.4, FITS_PARTLY),
        (0.39, 0.39, WATCH),
        (0.5, 1.0, FITS_SO_FAR),
        (0.7, 0.71, FITS_SO_FAR),
        (0.2, 0.7, FITS_PARTLY),
        (0.0, 0.5, WATCH),
        (0.49, 1.0, NOT_KNOWN),
        (0.0, 1.0, NOT_KNOWN),
    ],
)
def test_a_rating_is_told_in_a_word(low, high, word):
    criterion = criteria.CRITERION["privacy"]
    assert Rating(criterion, 1, (FactScore(1, "advertising", Interval(low, high)),)).rating_label == word


def test_a_sum_that_makes_seven_tenths_counts_as_seven_tenths():
    parts = tuple(
        FactScore(share, "advertising", point(score)) for share, score in ((0.1, 0.7), (0.2, 0.7), (0.7, 0.7))
    )
    assert Rating(criteria.CRITERION["privacy"], 1, parts).rating_label == FITS


# --- one platform ----------------------------------------------------------------------------------------------------


def test_known_is_the_share_of_weight_on_known_facts_without_the_goal():
    answers = {"audience": "resident", "goal_main": "meet", "w_resident_control": "not_important"}
    one = assessed(answers, SILENT)
    # of low_threshold, reach, data, privacy, exit, money, offline, start and continuity only the status says something:
    # a platform that may not exist any more lasts at most as well as one that was seen long ago
    known = 0.4 * (1 - SEEN_LONG_AGO)
    assert one.known == pytest.approx(known / (3 + 3 + 2 + 3 + 2 + 2 + 3 + 3 + 1))
    assert one.total.width == pytest.approx((22 - known) / (12 + 22))


def test_facts_asked_leave_out_goals_status_and_year():
    one = assessed(OFFICIAL_READY | {"groups": ["other_language"]}, VILLAGE_SITE)
    assert len(one.facts_asked) == 21
    assert one.facts_known == one.facts_asked
    assert not {"status", "launched"} & set(one.facts_asked)
    silent = assessed(OFFICIAL_READY, SILENT)
    assert silent.facts_known == ()


def test_what_to_ask_starts_with_the_musts_and_goes_on_by_what_can_move_the_total_most():
    answers = RESIDENT_READY | {"w_resident_control": "must"}
    one = assess_platform(profile_from(answers), learn(SILENT, goals__inform="primary"), ON)
    assert one.ask_first == ("w_resident_control",)
    assert one.to_ask[:2] == ("status", "resident_control")  # whether it still exists comes before anything
    assert (
        "status"
        not in assess_platform(
            profile_from(answers), learn(SILENT, goals__inform="primary", status="active"), ON
        ).to_ask
    )
    weights = profile_from(answers).weights
    assert weights["cost"] == 3 and weights["resident_lead"] == 5
    rest = [fact for fact in one.to_ask if fact in ("cost_municipality", "provider_type", "advertising")]
    assert rest == ["cost_municipality", "provider_type", "advertising"]  # 3, then 5 x 0.25, then 2 x 0.2
    assert len(one.to_ask) == len(set(one.to_ask))
    assert assess_platform(profile_from(OFFICIAL_READY), VILLAGE_SITE, ON).to_ask == ()


def test_a_fact_that_feeds_two_criteria_moves_by_both():
    answers = {"audience": "resident", "groups": ["older"], "connectors": "nobody"}
    one = assessed(answers, platform(goals={}))
    assert one.to_ask.index("channels") < one.to_ask.index("accessibility_statement")


def test_reasons_are_told_by_weight_the_strongest_three_and_every_weak_one():
    one = assessed(RESIDENT_READY, VILLAGE_SITE)
    sizes = [rating.weight * rating.score for rating in one.fits]
    assert len(one.fits) == 3 and sizes == sorted(sizes, reverse=True)
    assert all(rating.rating_label in (FITS, FITS_SO_FAR) for rating in one.fits)
    weak = assessed(RESIDENT_READY, NEIGHBOUR_APP)
    weights = [rating.weight for rating in weak.watch]
    assert len(weak.watch) > 3 and weights == sorted(weights, reverse=True)
    assert {rating.rating_label for rating in assessed(RESIDENT_READY, SILENT).not_known} == {NOT_KNOWN}


@settings(max_examples=200)
@given(ANSWERS.filter(weighs), platforms())
def test_the_figure_lies_inside_the_range_and_the_range_between_nothing_and_one(answers, one):
    found = assessed(answers, one)
    assert -1e-9 <= found.low <= found.high <= 1 + 1e-9
    assert found.low - 1e-9 <= found.score <= found.high + 1e-9
    assert 0 <= found.known <= 1
    for rating in found.ratings:
        assert 0 <= rating.interval.low <= rating.interval.high <= 1 + 1e-9


# Silence about these is read as something; learning them may move the range, not only narrow it.
READ_IN_SILENCE = ("goals.", "languages", "status")


@settings(max_examples=200)
@given(ANSWERS.filter(weighs), platforms(), CHANCE)
def test_learning_a_fact_never_widens_the_range(answers, one, chance):
    fact = chance.choice(sorted(set(VALUES) - set(one.facts)) or ["status"])
    value = value_by(chance, fact)
    before, after = assessed(answers, one), assessed(answers, learn(one, **{fact.replace(".", "__"): value}))
    assert after.total.width <= before.total.width + 1e-9
    assert after.known >= before.known - 1e-9
    if not fact.startswith(READ_IN_SILENCE) and fact not in one.facts:
        assert before.low - 1e-9 <= after.low and after.high <= before.high + 1e-9


BETTER = {
    "free_for_residents": ["no", "partly", "yes"],
    "accessibility_statement": ["no", "yes"],
    "data_owner": ["provider", "municipality", "local_organisation", "residents"],
    "commercial_data_use": ["yes", "no"],
    "advertising": ["yes", "no"],
    "data_export": ["no", "yes"],
    "open_source": ["no", "yes"],
    "money_stays_local": ["no", "partly", "yes"],
    "offline_support": ["none", "optional", "built_in"],
    "cost_municipality": ["high", "medium", "low", "no_charge"],
    "hosting_region": ["non_eu", "eu", "nl", "own_choice"],
    "status": ["unknown", "active"],
    "goals.meet": ["none", "secondary", "primary"],
}


@settings(max_examples=200)
@given(ANSWERS.filter(weighs), platforms(), some.sampled_from(sorted(BETTER)))
def test_a_better_value_never_lowers_the_total(answers, one, fact):
    totals = [assessed(answers, learn(one, **{fact.replace(".", "__"): value})).score for value in BETTER[fact]]
    assert all(worse <= better + 1e-9 for worse, better in pairwise(totals))


# --- many platforms --------------------------------------------------------------------------------------------------


def ranking(found):
    return [
        (shelf.key, one.platform.slug, one.score, one.low, one.high, one.known)
        for shelf in found.shelves
        for one in shelf.ranked
    ]


@settings(max_examples=100)
@given(ANSWERS, several(5), CHANCE)
def test_the_order_in_which_platforms_are_given_does_not_matter(answers, all_of_them, chance):
    profile = profile_from(answers)
    mixed = chance.sample(all_of_them, len(all_of_them))
    assert rank_platforms(profile, all_of_them, ON) == rank_platforms(profile, mixed, ON)


@settings(max_examples=100)
@given(ANSWERS, several(5))
def test_removing_a_platform_leaves_the_others_as_they_were(answers, all_of_them):
    profile = profile_from(answers)
    before, after = rank_platforms(profile, all_of_them, ON), rank_platforms(profile, all_of_them[1:], ON)
    gone = all_of_them[0].slug
    assert [one for one in ranking(before) if one[1] != gone] == ranking(after)


@settings(max_examples=60)
@given(ANSWERS, platforms(), CHANCE)
def test_the_order_of_answers_and_of_facts_and_of_what_is_listed_does_not_matter(answers, one, chance):
    def mixed(mapping):
        pairs = chance.sample([*mapping.items()], len(mapping))
        return {key: chance.sample(value, len(value)) if isinstance(value, list) else value for key, value in pairs}

    values = mixed({key: fact.value for key, fact in one.facts.items()})
    other = replace(one, facts={key: replace(one.facts[key], value=value) for key, value in values.items()})
    found, anew = (
        assess_platform(profile_from(given), which, ON) for given, which in ((answers, one), (mixed(answers), other))
    )
    assert (found.ruled_out_by, found.ask_first, found.to_ask) == (anew.ruled_out_by, anew.ask_first, anew.to_ask)
    assert [rating.weight for rating in found.ratings] == [rating.weight for rating in anew.ratings]
    for rating, again in zip(found.ratings, anew.ratings, strict=True):
        assert rating.interval.low == pytest.approx(again.interval.low, abs=1e-12)
        assert rating.interval.high == pytest.approx(again.interval.high, abs=1e-12)


@settings(max_examples=100)
@given(ANSWERS.filter(weighs), several(4), some.floats(0.01, 100))
def test_only_the_proportion_of_weights_matters(answers, all_of_them, factor):
    profile = profile_from(answers)
    scaled = replace(profile, weights={key: weight * factor for key, weight in profile.weights.items()})
    for one in all_of_them:
        before, after = (Assessment(one, (), (), rate_criteria(given, one, ON)).total for given in (profile, scaled))
        assert before.low == pytest.approx(after.low) and before.high == pytest.approx(after.high)


@settings(max_examples=200)
@given(ANSWERS, platforms(), platforms(), some.sampled_from(sorted(criteria.CRITERION)))
def test_a_criterion_without_weight_has_no_effect(answers, one, other, key):
    """Facts that only this criterion reads can be anything."""
    profile = profile_from(answers)
    profile = replace(profile, weights=profile.weights | {key: 0})
    elsewhere = {fact for name, one_of in criteria.CRITERION.items() if name != key for fact in one_of.reads}
    own = set(criteria.CRITERION[key].reads) - elsewhere
    facts = {fact: value for fact, value in one.facts.items() if fact not in own}
    changed = replace(one, facts=facts | {fact: other.facts[fact] for fact in own if fact in other.facts})
    assert rate_criteria(profile, one, ON) == rate_criteria(profile, changed, ON)
    assert key not in {rating.criterion.key for rating in rate_criteria(profile, one, ON)}


@settings(max_examples=100)
@given(ANSWERS, several(6))
def test_each_platform_has_one_place_and_the_scores_of_a_shelf_fall_within_each_tier(answers, all_of_them):
    found = rank_platforms(profile_from(answers), all_of_them, ON)
    everywhere = [one.platform.slug for one in (*found.placed, *found.perhaps_also, *found.to_check, *found.ruled_out)]
    assert sorted(everywhere) == sorted(one.slug for one in all_of_them)
    for shelf in found.shelves:
        order = [(one.tier, -one.score) for one in shelf.ranked]
        assert order == sorted(order) or shelf.key == OFFLINE
    assert all(one.ruled_out_by for one in found.ruled_out)


@settings(max_examples=150)
@given(ANSWERS.filter(weighs), several(6))
def test_no_sentence_points_at_an_empty_list_and_every_shelf_keeps_its_promises(answers, all_of_them):
    advice = advised(answers, all_of_them)
    if advice.verdict.points_at:
        assert getattr(advice, advice.verdict.points_at), advice.verdict.text
    assert advice.verdict.cause != JOIN or (advice.shelves[0].key == TODAY and advice.shelves[0].first)
    assert advice.verdict.cause != NO_FIT or not advice.ranking.placed_online
    for shelf in advice.shelves:
        assert bool(shelf.empty_reason) is not bool(shelf.ranked)
        assert shelf.empty_reason != EMPTY["to_check"] or advice.to_check
        assert all(one.evidence.can_lead for one in shelf.first) and len(shelf.first) <= FIRST_FEW
        assert all(one.evidence.lacks or one.evidence.status == RAN for one in shelf.below)
        assert all(one.evidence.is_known_to_run for one in (*shelf.ranked, *shelf.perhaps_also))
    if advice.confidence:
        poorer = max(STABILITY.index(advice.confidence.stability), STRENGTH.index(advice.confidence.strength))
        assert STABILITY.index(advice.confidence.whole) == poorer


def wsm(matrix, weights):
    """The weighted sum model of an independent library, with the scores taken as they are."""
    from pymcdm.methods import WSM  # here, because it loads a plotting library: five seconds

    as_it_is = WSM(normalization_function=lambda column, cost=False: column)
    return as_it_is(matrix, weights, np.ones(len(weights)), validation=False)


def is_certain(one):
    """Whether a platform of which every fact is known leaves nothing open: it exists, and it is here."""
    return value_of(one, "status") == "active" and not one.is_taken_over


@settings(max_examples=100)
@given(ANSWERS.filter(weighs), several(4, all_known=True))
def test_with_everything_known_the_totals_are_those_of_an_independent_library(answers, all_of_them):
    rows = [assessed(answers, one) for one in all_of_them]
    weights = np.array([rating.weight for rating in rows[0].ratings], dtype=float)
    matrix = np.array([[rating.score for rating in row.ratings] for row in rows])
    expected = wsm(matrix, weights / weights.sum())
    assert [row.score for row in rows] == pytest.approx(list(expected), abs=1e-7)
    assert all(row.known == pytest.approx(1) for row in rows if is_certain(row.platform))


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_ranges_of_the_seven_are_those_of_an_independent_library(persona):
    for bound in ("low", "high"):
        for row in advised(PERSONAS[persona], SEVEN).ranking.ranked:
            weights = np.array([rating.weight for rating in row.ratings], dtype=float)
            matrix = np.array([[getattr(rating.interval, bound) for rating in row.ratings]])
            assert wsm(matrix, weights / weights.sum())[0] == pytest.approx(getattr(row.total, bound))


# --- order -----------------------------------------------------------------------------------------------------------


def test_equal_scores_share_a_place_whatever_their_order():
    answers = {"audience": "resident", "goal_main": "share"}
    base = platform(goals={"share": "primary"}, status="active", start_effort="set_up_with_provider")
    by_name = [replace(base, slug=slug, name=name) for slug, name in (("b", "alfa"), ("a", "Beta"), ("c", "beta"))]
    poorer = replace(learn(base, goals__share="secondary"), slug="d", name="delta")
    shelf = rank_platforms(profile_from(answers), [poorer, *by_name], ON).shelf(CHOOSE)
    assert [one.platform.slug for one in shelf.ranked] == ["b", "a", "c", "d"]
    assert shelf.ranks == {"b": 1, "a": 1, "c": 1, "d": 4}
    assert shelf.shared == {"b", "a", "c"}


# --- the worked example ----------------------------------------------------------------------------------------------


def value_in(cell):
    text = readme.plain(cell)
    return text.removesuffix(" (list)").split(", ") if text.endswith("(list)") else text


def test_the_worked_example_of_the_readme_is_what_the_code_gives():
    answers, facts, steps, results = readme.tables("## 9. Worked example", "## 10.")
    answers = {readme.plain(key): value_in(cell) for key, cell in answers[1:]}
    known = {readme.plain(key): value_in(cell) for key, cell in facts[1:]}
    launched = int(known.pop("launched"))
    one = platform(launched=launched, **known)
    found = assess_platform(profile_from(answers), one, ON)
    assert not found.ruled_out_by
    assert not found.ask_first
    weights = profile_from(answers).weights
    ratings = {rating.criterion.key: rating for rating in found.ratings}
    assert [readme.plain(row[0]) for row in steps[1:]] == list(weights)
    for row in steps[1:]:
        key = readme.plain(row[0])
        assert float(row[1]) == weights[key], key
        if key in ratings:
            assert (float(row[2]), float(row[3])) == pytest.approx(
                (ratings[key].interval.low, ratings[key].interval.high), abs=0.0005
            ), key
        else:
            assert weights[key] == 0
    figures = {row[0]: float(row[1]) for row in results[1:]}
    assert figures == pytest.approx(
        {
            "sum of weights": sum(weights.values()),
            "low": found.low,
            "high": found.high,
            "ranking": found.score,
            "known": found.known,
        },
        abs=0.0005,
    )
    unknown = readme.text().split("Not known: ")[1].split(".")[0]
    assert {readme.plain(fact) for fact in unknown.split(", ")} == set(found.facts_asked) - set(found.facts_known)
