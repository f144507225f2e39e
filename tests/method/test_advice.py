"""The one entrance: which platforms are ranked, ruled out or stand beside the ranking, and what an advice holds."""

import copy
from dataclasses import replace
from datetime import date

import pytest

from stappenplan.method.profile import profile_from, visible_answers
from stappenplan.method.verdicts import count_answers
from stappenplan.municipalities.names import MUNICIPALITIES, find_by_name
from tests.method.conftest import (
    CHAT_GROUP,
    ON,
    SEVEN,
    SILENT,
    SOFTWARE,
    VILLAGE_SITE,
    WALK_IN,
    advised,
    learn,
    platform,
)
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY


def slugs(assessments):
    return [one.platform.slug for one in assessments]


def placed(answers, platforms, on=ON):
    """The assessments of all that has a place or would have one."""
    found = advised(answers, platforms, on).ranking
    return [*found.placed, *found.perhaps_also, *(one.assessment for one in found.to_check)]


def reasons(answers, platforms):
    advice = advised({"audience": "resident"} | answers, platforms)
    return {one.platform.slug: one.ruled_out_by for one in advice.ranking.ruled_out}


def criteria_of(answers, one):
    (assessment,) = placed({"audience": "resident"} | answers, [one])
    return {rating.criterion.key: rating for rating in assessment.ratings}


# Ruled out, ranked, beside the ranking


def test_each_platform_stands_in_one_place():
    for answers in PERSONAS.values():
        found = advised(answers, SEVEN).ranking
        everywhere = slugs([*found.placed, *found.perhaps_also, *found.to_check, *found.ruled_out])
        assert sorted(everywhere) == sorted(one.slug for one in SEVEN)


def test_all_reasons_are_told_in_their_order():
    over = replace(VILLAGE_SITE, facts=dict(learn(VILLAGE_SITE, status="ended").facts), usable_in_nl="no")
    found = reasons({"goal_main": "share", "place": "Zutphen", "w_accessible": "must"}, [over])
    assert found == {"village-site": ("ended", "abroad", "place", "w_accessible")}
    over = learn(over, goals__share="none")
    found = reasons({"goal_main": "share", "place": "Zutphen", "w_accessible": "must"}, [over])
    assert found == {"village-site": ("ended", "abroad", "goal", "place", "w_accessible")}


def test_a_reason_can_be_the_first_or_the_only_one():
    ended = learn(SILENT, status="ended")
    wrong_goal = learn(SOFTWARE, status="ended", goals__share="none")
    found = advised({"audience": "resident", "goal_main": "share"}, [ended, wrong_goal]).ranking
    assert slugs(found.ruled_out_by("ended")) == ["silent", "software"]
    assert slugs(found.only_by("ended")) == ["silent"]


def test_what_is_unknown_rules_nothing_out():
    musts = dict.fromkeys(("w_free", "w_export", "w_data_local"), "must")
    answers = {"audience": "resident", "goal_main": "share", "budget": "nothing", "place": "Aalten"} | musts
    (one,) = placed(answers, [SILENT])
    assert one.ask_first == ("w_free", "w_data_local", "w_export")
    assert one.to_ask[:4] == ("status", "free_for_residents", "data_owner", "data_export")


def test_an_offline_programme_stands_beside_the_ranking_whatever_its_place():
    found = advised({"audience": "resident", "goal_main": "meet", "place": "Aalten"}, SEVEN).ranking
    assert [one.slug for one in found.without_platform] == ["walk-in"]
    assert "walk-in" not in slugs(found.ranked) + slugs(found.ruled_out)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "ended"}, "ended"),
        ({"goals__meet": "none"}, "goal"),
    ],
)
def test_an_offline_programme_must_run_and_serve_the_goal(change, reason):
    found = reasons({"goal_main": "meet", "place": "Groningen"}, [learn(WALK_IN, **change)])
    assert reason in found["walk-in"]


def test_a_foreign_offline_programme_is_only_an_example():
    assert reasons({"goal_main": "meet"}, [replace(WALK_IN, usable_in_nl="no", facts=VILLAGE_SITE.facts)])


def test_a_care_circle_stands_beside_the_ranking_unless_it_is_over():
    circle = platform("circle", kind="care_network", status="active", goals={"help": "primary"})
    answers = {"audience": "resident", "goal_main": "help"}
    assert [one.slug for one in advised(answers, [circle]).ranking.without_platform] == ["circle"]
    assert reasons(answers, [replace(circle, form="one_off")]) == {"circle": ("one_off",)}


def test_what_works_without_a_platform_is_told_from_near_to_far():
    anywhere = platform(
        "anywhere", form="offline_programme", status="active", goals={"meet": "secondary"}, scope="national"
    )
    better = replace(learn(anywhere, goals__meet="primary"), slug="better")
    elsewhere = replace(WALK_IN, slug="elsewhere", municipalities=("Zutphen",))
    answers = {"audience": "resident", "goal_main": "meet", "place": "Groningen"}
    found = advised(answers, [elsewhere, anywhere, better, WALK_IN]).ranking.without_platform
    assert [one.slug for one in found] == ["walk-in", "better", "anywhere", "elsewhere"]


def test_similar_platforms_are_those_already_here_for_this_goal_by_name():
    other = replace(VILLAGE_SITE, slug="another", name="Buurtpunt")
    answers = {"audience": "resident", "goal_main": "meet", "place": "Montferland"}
    found = advised(answers, [other, *SEVEN]).ranking.similar
    assert [one.name for one in found] == ["Buurtpunt", "Dorpsplein"]
    unsure = learn(other, status="unknown")
    advice = advised(answers, [unsure, *SEVEN])
    assert [one.name for one in advice.ranking.similar] == ["Dorpsplein"]
    assert [one.name for one in advice.ranking.maybe_similar] == ["Buurtpunt"]
    assert advised(answers | {"place": None}, SEVEN).ranking.similar == ()
    assert advised(answers | {"goal_main": None}, SEVEN).ranking.similar == ()
    assert advised(answers | {"goal_main": "help"}, SEVEN).ranking.similar == ()


@pytest.mark.parametrize("named", ["Nieuw-Dijk", "nieuw dijk", "NIEUWDIJK", "Nieuw\u2011Dijk", "Niéuw-Dijk"])
def test_what_is_there_for_the_named_village_comes_first(named):
    here = replace(VILLAGE_SITE, slug="here", name="Zandweg", places=("Nieuw-Dijk",))
    whole = replace(VILLAGE_SITE, slug="whole", name="Buurtpunt", places=("Montferland", "Zeddam"))
    answers = {"audience": "resident", "goal_main": "meet", "place": "Montferland"}
    assert [one.platform.slug for one in advised(answers, [whole, here]).ranking.here] == ["whole", "here"]
    found = advised(answers | {"area_name": named}, [whole, here]).ranking
    assert [(one.platform.slug, one.nearby) for one in found.here] == [("here", "Nieuw-Dijk"), ("whole", "")]
    assert [one.slug for one in found.similar] == ["here", "whole"]


def test_a_village_that_no_platform_names_leaves_all_of_the_municipality():
    whole = replace(VILLAGE_SITE, slug="whole", places=("Montferland", "Zeddam"))
    answers = {"audience": "resident", "goal_main": "meet", "place": "Montferland", "area_name": "Loil"}
    found = advised(answers, [whole]).ranking
    assert [(one.platform.slug, one.nearby) for one in found.here] == [("whole", "")]
    assert [one.slug for one in found.similar] == ["whole"]


@pytest.mark.parametrize("named", ["-", "…", "  ", "😀"])
def test_a_name_without_letters_names_no_village(named):
    odd = replace(VILLAGE_SITE, places=("–", "Montferland"))
    found = advised({"audience": "resident", "place": "Montferland", "area_name": named}, [odd]).ranking
    assert [one.nearby for one in found.here] == [""]


# Skipped questions (rule 4)


def test_without_a_goal_nothing_is_left_out_for_it_and_it_does_not_count():
    found = advised({"audience": "resident", "place": "Montferland"}, SEVEN).ranking
    assert not any("goal" in one.ruled_out_by for one in found.ruled_out)
    assert "goal_fit" not in criteria_of({"place": "Montferland"}, VILLAGE_SITE)
    assert "goal_fit" in criteria_of({"place": "Montferland", "goal_main": "meet"}, VILLAGE_SITE)


def test_without_a_place_local_platforms_are_listed_apart_and_the_place_does_not_count():
    regional = replace(learn(VILLAGE_SITE, scope="regional"), slug="regional")
    found = reasons({"goal_main": "inform"}, [VILLAGE_SITE, regional, SOFTWARE])
    assert found == {"village-site": ("place_unknown",), "regional": ("place_unknown",)}
    assert "place_fit" not in criteria_of({"goal_main": "inform"}, SOFTWARE)


def test_without_a_lead_only_the_sort_of_provider_counts():
    assert criteria_of({}, SOFTWARE)["resident_lead"].facts == ("provider_type",)
    assert criteria_of({"lead": "shared"}, SOFTWARE)["resident_lead"].facts == ("resident_control", "provider_type")


def test_without_a_budget_the_price_neither_counts_nor_rules_out():
    dear = learn(SOFTWARE, cost_municipality="high")
    assert "cost" not in criteria_of({}, dear)
    assert reasons({"budget": "nothing"}, [dear]) == {"software": ("cost",)}


def test_without_channels_entry_or_visibility_those_parts_fall_away():
    ratings = criteria_of({}, CHAT_GROUP)
    assert ratings["reach"].facts == ("accessibility_statement",)
    assert ratings["low_threshold"].facts == ("free_for_residents",)
    assert "municipality_role" not in ratings


def test_with_everything_skipped_there_is_a_ranking_all_the_same():
    advice = advised({"audience": "resident"}, SEVEN)
    assert advice.verdict.key == "too_few"
    assert slugs(advice.ranking.ranked)
    assert set(advice.open_questions) == set(visible_answers({"audience": "resident"})) - {"audience"}


def test_the_skipped_questions_are_named_and_the_hidden_ones_are_not():
    advice = advised(OFFICIAL_READY | {"moderation": None, "group_form": "informal_group"}, SEVEN)
    assert advice.open_questions == ("moderation",)


# Place


def test_every_municipality_matches_a_platform_of_its_own_by_the_official_name():
    for name in ("'s-Gravenhage", "Bergen (NH.)", "Súdwest-Fryslân"):
        assert name in MUNICIPALITIES
        here = replace(VILLAGE_SITE, municipalities=(name,))
        assert not reasons({"goal_main": "meet", "place": name}, [here])
        assert reasons({"goal_main": "meet", "place": "Aalten"}, [here]) == {"village-site": ("place",)}


def test_a_village_leads_to_the_platforms_of_its_municipality():
    (match,) = find_by_name("Didam")
    found = advised({"audience": "resident", "goal_main": "meet", "place": match.name}, SEVEN).ranking
    assert [one.slug for one in found.similar] == ["village-site"]


# Date


def test_ages_count_from_the_date_of_the_catalogue():
    young = replace(SOFTWARE, launched=2025)
    answers = {"audience": "resident", "goal_main": "inform"}
    early, late = (placed(answers, [young], on=date(year, 6, 1))[0] for year in (2026, 2028))
    launched = [rating.parts[1].interval.low for one in (early, late) for rating in one.ratings[-1:]]
    assert launched == [0.4, 0.7]
    assert advised(answers, [young], on=ON).on == ON


def test_the_day_in_the_year_does_not_matter():
    first, last = (placed(RESIDENT_READY, SEVEN, on=date(2026, month, 1)) for month in (1, 5))
    assert [one.score for one in first] == [one.score for one in last]


# The advice as a whole


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_same_answers_and_platforms_give_the_same_advice_and_nothing_is_changed(persona):
    answers = copy.deepcopy(PERSONAS[persona])
    first, second = advised(answers, SEVEN), advised(answers, SEVEN)
    assert (first.ranking, first.findings, first.verdict) == (second.ranking, second.findings, second.verdict)
    assert answers == PERSONAS[persona]


def test_answers_that_are_not_read_change_nothing():
    with_hidden = RESIDENT_READY | {"rung": "regulate", "reply": "nobody_yet", "legal_ready": ["none"]}
    one, other = advised(RESIDENT_READY, SEVEN), advised(with_hidden, SEVEN)
    assert (one.ranking, one.findings, one.verdict) == (other.ranking, other.findings, other.verdict)


def test_without_platforms_the_advice_says_that_nothing_is_left():
    advice = advised(RESIDENT_READY, ())
    assert "nothing_left" in {finding.key for finding in advice.findings}
    assert advice.ranking.ranked == advice.ranking.without_platform == ()
    assert advice.best_of_kind == ()


def test_the_best_of_each_further_kind_in_the_first_ten_is_named_with_its_place():
    def ranked(slug, kind, **known):
        return platform(
            slug,
            kind=kind,
            goals={"share": "primary"},
            scope="national",
            status="active",
            start_effort="start_yourself",
            **known,
        )

    everything = {"free_for_residents": "yes", "data_owner": "residents", "money_stays_local": "yes"}
    top = [ranked(f"a{place}", "timebank", data_export="yes", **everything) for place in range(4)]
    rest = [ranked("b", "volunteering", **everything), ranked("c", "volunteering"), ranked("d", "mutual_help")]
    advice = advised({"audience": "resident", "goal_main": "share"}, [*rest, *top])
    assert [(place, one.platform.slug) for place, one in advice.best_of_kind] == [(5, "b"), (6, "d")], (
        "as good as c: they share a place"
    )


def test_answers_are_counted_after_the_start_with_the_wishes_as_one():
    assert count_answers(profile_from({"audience": "resident", "place": "Aalten"})) == 0
    assert count_answers(profile_from({"audience": "resident", "w_free": "must", "w_export": "nice"})) == 1
    # 34 questions, of which two at the start
    assert count_answers(profile_from(OFFICIAL_READY)) == 32
