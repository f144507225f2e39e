"""cases.yaml against the real catalogue: what the test personas should be told, in words an official can dispute."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from stappenplan.advice.explanation.reasons import list_softer_musts
from stappenplan.method.advice import advise
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS, is_local
from stappenplan.method.assessment.shelves import OFFLINE, SELF_HOST, TITLES, TODAY
from stappenplan.method.declarations import value_of
from stappenplan.method.evidence.status import RAN, RUNS
from stappenplan.method.gates import GATES, WARNINGS, find_warnings
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.verdicts import JOIN, NO_FIT, VERDICTS
from stappenplan.municipalities.names import MUNICIPALITIES
from tests.support.catalogue_in_memory import catalogue
from tests.support.personas import FEW, PERSONAS, SITUATIONS, only_asked

pytestmark = pytest.mark.any_database

CASES = yaml.safe_load((Path(__file__).resolve().parent.parent / "support" / "cases.yaml").read_text(encoding="utf-8"))
# The date of the catalogue: ages count from here, so that a case gives the same advice in every year.
RELEASED = date(2026, 11, 29)
SLUGS = {platform.slug for platform in catalogue()}


@pytest.fixture(scope="module")
def advices():
    return {name: advise(answers, catalogue(), RELEASED) for name, answers in SITUATIONS.items()}


def test_everybody_in_the_cast_has_a_case():
    assert list(CASES) == list(SITUATIONS)
    assert len(SITUATIONS) >= 20


def test_cases_name_only_what_exists():
    reasons = {rule.key for rule in KNOCK_OUTS}
    for name, case in CASES.items():
        assert case["verdict"] in VERDICTS, name
        assert set(case["first"]) <= {gate.key for gate in GATES}, name
        named = (case["top"], case.get("here", ()), case.get("maybe_here", ()), case.get("perhaps", ()), case["out"])
        assert set().union(*named) <= SLUGS, name
        assert set(case["out"].values()) <= reasons, name
        assert case["shelf"] in TITLES and case["why"], name


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_is_the_one_that_was_meant(advices, name):
    assert advices[name].verdict.key == CASES[name]["verdict"]


def test_a_verdict_says_its_own_cause(advices):
    causes = {name: advice.verdict.cause for name, advice in advices.items()}
    assert causes["resident_shares_without_money"] == JOIN and causes["three_musts"] == NO_FIT
    assert {name for name, cause in causes.items() if cause in (JOIN, NO_FIT)} == {
        "resident_shares_without_money",
        "three_musts",
    }


@pytest.mark.parametrize("name", CASES)
def test_what_comes_first_is_what_was_meant(advices, name):
    assert [finding.key for finding in advices[name].first] == CASES[name]["first"]


@pytest.mark.parametrize("name", CASES)
def test_a_fitting_platform_is_among_the_first_three_of_the_shelf_that_was_meant(advices, name):
    shelf = advices[name].shelves[0]
    assert shelf.key == CASES[name]["shelf"]
    first_three = {assessment.platform.slug for assessment in shelf.first}
    assert first_three & set(CASES[name]["top"]) or (not first_three and not CASES[name]["top"])


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_fit_is_out_for_the_reason_that_was_meant(advices, name):
    reasons = {one.platform.slug: one.ruled_out_by[0] for one in advices[name].ranking.ruled_out}
    assert {slug: reasons.get(slug) for slug in CASES[name]["out"]} == CASES[name]["out"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "here" in case])
def test_what_is_there_already_is_named(advices, name):
    assert [platform.slug for platform in advices[name].ranking.similar] == CASES[name]["here"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "maybe_here" in case])
def test_what_may_be_there_is_named_as_something_to_find_out(advices, name):
    assert [platform.slug for platform in advices[name].ranking.maybe_similar] == CASES[name]["maybe_here"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "perhaps" in case])
def test_what_may_also_serve_the_goal_is_neither_ruled_out_nor_numbered(advices, name):
    assert {*CASES[name]["perhaps"]} <= {one.platform.slug for one in advices[name].perhaps_also}


# The same advice from fewer questions


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_asked_any_more_changes_neither_verdict_nor_the_first_three(advices, name):
    # a must is kept: it can be made by hand, on the advice page
    musts = {key: value for key, value in SITUATIONS[name].items() if value == "must"}
    asked = advise(only_asked(SITUATIONS[name]) | musts, catalogue(), RELEASED)
    whole = advices[name]
    assert (asked.verdict.key, asked.verdict.cause) == (whole.verdict.key, whole.verdict.cause)
    assert [finding.key for finding in asked.first] == [finding.key for finding in whole.first]
    first = [{one.platform.slug for one in given.shelves[0].first} for given in (asked, whole)]
    assert asked.shelves[0].key == whole.shelves[0].key and first[0] == first[1]


# What must hold for everybody, on the real catalogue


def test_the_first_three_of_every_shelf_are_known_to_run_and_known_from_others_too(advices):
    for name, advice in advices.items():
        for shelf in advice.shelves:
            assert len(shelf.first) <= 3
            for one in shelf.first:
                assert one.evidence.status == RUNS and not one.evidence.lacks, (name, one.platform.slug)


def test_nothing_of_which_it_is_unknown_whether_it_exists_has_a_place(advices):
    for name, advice in advices.items():
        placed = {one.platform.slug: one for shelf in advice.shelves for one in (*shelf.ranked, *shelf.perhaps_also)}
        assert all(one.evidence.is_known_to_run for one in placed.values()), name
        assert all(one.reason == "status" or one.shelf is None for one in advice.to_check), name


def test_every_row_that_is_not_known_to_run_now_carries_its_mark(advices):
    for advice in advices.values():
        for one in (*advice.ranking.placed, *advice.perhaps_also):
            assert one.evidence.mark.text != ""
            if one.evidence.status == RAN:
                assert one.evidence.mark.text in ("liep in %(when)s", "geen datum bekend")


def test_what_leads_is_confirmed_by_somebody_else_on_something_that_counts_here(advices):
    for name, advice in advices.items():
        for one in (one for shelf in advice.shelves for one in shelf.first):
            assert one.evidence.others > 0, (name, one.platform.slug)


def test_what_leads_is_used_in_the_netherlands_unless_people_run_it_themselves(advices):
    first = [one for advice in advices.values() for shelf in advice.shelves for one in shelf.first]
    led = {one.platform.slug: one.platform for one in first}
    for platform in led.values():
        assert platform.usable_in_nl == "yes", platform.slug
        abroad = value_of(platform, "scope") == "international" and not platform.municipalities
        assert not abroad or value_of(platform, "start_effort") == "build_yourself", platform.slug
    assert not led.keys() & {"your-priorities", "freecycle", "buy-nothing-project", "karrot"}


def test_a_circle_of_care_round_one_person_is_for_helping_alone(advices):
    pages = {one.slug for one in catalogue() if one.kind == "care_network" and one.form == "online_platform"}
    for name, advice in advices.items():
        if advice.profile.answer("goal_main") not in (None, "help"):
            out = {one.platform.slug for one in advice.ranking.ruled_out}
            assert pages <= out, name


def test_software_to_run_oneself_is_never_perhaps_for_another_goal(advices):
    for name, advice in advices.items():
        assert advice.ranking.shelf(SELF_HOST).perhaps_also == (), name
        assert not [one for one in advice.to_check if one.shelf == SELF_HOST and one.is_silent], name


def test_a_plan_for_a_whole_municipality_names_no_neighbourhood(advices):
    for name, advice in advices.items():
        if advice.profile.says("area_size", "municipality"):
            assert advice.profile.answer("area_name") is None, name


def test_nobody_who_can_join_today_must_first_arrange_what_belongs_to_setting_something_up(advices):
    joining = [name for name, advice in advices.items() if advice.shelves[0].key == TODAY]
    assert {"resident_shares_without_money", "resident_safety_street", "resident_meet_village"} <= {*joining}
    for name in joining:
        found = {finding.key for finding in advices[name].findings}
        assert not found & {"too_little_time", "no_exit", "short_money"}, name


def test_an_example_from_another_place_runs_there(advices):
    for name, advice in advices.items():
        place = advice.profile.answer("place")
        offline = list(advice.ranking.shelf(OFFLINE).ranked)
        offline += [one.assessment for one in advice.to_check if one.shelf == OFFLINE]
        for one in (one for one in offline if is_local(one.platform) and place not in one.platform.municipalities):
            assert one.evidence.status == RUNS or one.platform.is_taken_over, (name, one.platform.slug)


def test_what_has_no_screen_is_never_perhaps_for_another_goal(advices):
    for name, advice in advices.items():
        assert advice.ranking.shelf(OFFLINE).perhaps_also == (), name
        assert not [one for one in advice.to_check if one.shelf == OFFLINE and one.is_silent], name


def test_as_many_come_back_without_a_must_as_the_page_says(advices):
    answers = SITUATIONS["three_musts"]
    promised = {
        key: count
        for key, _wish, count in list_softer_musts(advices["three_musts"].ranking, advices["three_musts"].profile)
    }
    assert promised
    for key, count in promised.items():
        anew = advise(answers | {key: "important"}, catalogue(), RELEASED)
        assert len(anew.ranking.placed_online) == count, key
    (said,) = next(one for one in advices["three_musts"].findings if one.key == "nothing_left").sentences
    assert said.values["wish"].values["count"] == max(promised.values())


def test_the_first_shelf_holds_no_cupboards_meals_or_circles_of_care(advices):
    for advice in advices.values():
        for key in ("choose", "self_host"):
            for one in advice.ranking.shelf(key).ranked:
                assert one.platform.kind not in ("care_network", "group_messaging"), one.platform.slug
                assert one.platform.form != "offline_programme", one.platform.slug


# The cast and the catalogue together


def test_the_cast_has_both_audiences_all_goals_and_all_verdicts(advices):
    answers = PERSONAS.values()
    assert {"official", "resident"} <= {one.get("audience") for one in answers}
    goals = {option.value for option in QUESTIONS["goal_main"].options}
    assert goals == {one.get("goal_main") for one in answers} - {None}
    assert {advice.verdict.key for advice in advices.values()} == set(VERDICTS)


def test_a_few_of_the_cast_have_both_audiences_all_verdicts_and_all_shelves_in_front(advices):
    few = [advices[name] for name in FEW]
    assert {PERSONAS[name]["audience"] for name in FEW} == {"official", "resident"}
    assert {advice.verdict.key for advice in few} == {advice.verdict.key for advice in advices.values()}
    assert {advice.shelves[0].key for advice in few} == {advice.shelves[0].key for advice in advices.values()}


def test_the_cast_gives_only_answers_that_can_be_given():
    for name, answers in PERSONAS.items():
        assert set(answers) <= set(QUESTIONS), name
        for key, answer in answers.items():
            options = {option.value for option in QUESTIONS[key].options}
            given = [answer] if isinstance(answer, str) else answer or []
            if options:
                assert set(given) <= options, (name, key)
        assert answers.get("place") is None or answers["place"] in MUNICIPALITIES, name


def test_each_warning_about_a_platform_holds_for_some_and_not_for_others(advices):
    found = [find_warnings(advice.profile, one) for advice in advices.values() for one in advice.ranking.placed]
    given = {warning.key for warnings in found for warning in warnings}
    assert not any(all(warning in warnings for warnings in found) for warning in WARNINGS)
    # Of no platform that can be used anywhere is it known that data stay behind; when that changes, it must show.
    anywhere = [one for one in catalogue() if one.usable_in_nl != "no" and value_of(one, "scope") != "local"]
    refuses = any(value_of(one, "data_export") == "no" for one in anywhere)
    assert {warning.key for warning in WARNINGS} - given == (set() if refuses else {"no_export"})


def test_every_platform_of_the_catalogue_has_one_place_in_every_advice(advices):
    for advice in advices.values():
        found = advice.ranking
        everywhere = (*found.placed, *found.perhaps_also, *found.to_check, *found.ruled_out)
        slugs = [one.platform.slug for one in everywhere]
        assert sorted(slugs) == sorted(SLUGS)


def test_municipalities_of_platforms_are_official_names():
    for platform in catalogue():
        assert set(platform.municipalities) <= set(MUNICIPALITIES), platform.slug


def test_no_platform_leads_every_goal():
    """A ranking that always names the same platform would be no advice."""
    leaders = set()
    for option in QUESTIONS["goal_main"].options:
        answers = PERSONAS["official_ready"] | {"goal_main": option.value, "goal_extra": None}
        leaders.add(advise(answers, catalogue(), RELEASED).ranking.ranked[0].platform.slug)
    assert len(leaders) >= 4


def test_what_a_year_without_new_sources_changes_among_the_first_is_listed(advices):
    """A list to read (`pytest -rP`), for the editors: it fails for no change."""
    later = RELEASED.replace(year=RELEASED.year + 1)
    for name, answers in SITUATIONS.items():
        aged = advise(answers, catalogue(), later)
        for shelf, then in zip(advices[name].shelves, aged.shelves, strict=True):
            left = [one.platform.slug for one in shelf.first if one.platform.slug not in then.ranks]
            now = [one.platform.slug for one in then.first]
            if [one.platform.slug for one in shelf.first] != now:
                print(f"{name}, {shelf.key}: {[one.platform.slug for one in shelf.first]} becomes {now}")
            assert not left, "what has a place now keeps one: only its age changed"
