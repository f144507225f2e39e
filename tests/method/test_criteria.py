"""Each table of the README against what the code answers, cell for cell; each criterion good, poor and unknown."""

import re
from dataclasses import replace
from datetime import date

import pytest

from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS, is_self_hosted
from stappenplan.method.assessment.scoring import Rating
from stappenplan.method.declarations import UNKNOWN, Interval, point
from stappenplan.method.profile import profile_from
from stappenplan.method.steps import QUESTIONS
from tests.method import readme
from tests.method.conftest import ON, learn, platform, rated
from tests.support.catalogue_in_memory import Fact, Source

RULES = {rule.key: rule for rule in KNOCK_OUTS}


def interval_of(criterion, answers, one, fact, on=ON):
    """The interval of the (first) part that looks at this fact."""
    return next(part.interval for part in rated(criterion, answers, one, on) if part.fact == fact)


def whole(criterion, answers, one, on=ON):
    """The interval of the whole criterion."""
    declared = next(one for one in CRITERIA if one.key == criterion)
    return Rating(declared, 1, rated(criterion, answers, one, on)).interval


def fails(rule, answers, one):
    return RULES[rule].fails(profile_from(answers), one)


def close(interval, low, high=None):
    return interval == pytest.approx(Interval(low, low if high is None else high)) or (
        interval.low == pytest.approx(low) and interval.high == pytest.approx(low if high is None else high)
    )


def one_row(table):
    """A table of one row of scores: value -> score; a head cell may hold more values."""
    head, row = table
    return {value: float(score) for names, score in zip(head[1:], row[1:], strict=True) for value in names.split(", ")}


def by_attribute(table):
    """A table of "attribute | value: score"."""
    return {readme.plain(row[0]): readme.scores(row[1]) for row in table[1:]}


# 1 goal_fit


def test_scores_for_the_goal_are_those_of_the_readme():
    (table,) = readme.criterion(1)
    for (value, _column), score in readme.cells(table).items():
        goals = {} if value == "not mentioned" else {"meet": value}
        found = interval_of("goal_fit", {"goal_main": "meet"}, platform(goals=goals), "goals.meet")
        assert found == point(float(score)), value


def test_the_main_goal_counts_three_quarters_and_the_extra_goals_share_a_quarter():
    one = platform(goals={"meet": "primary", "help": "secondary", "inform": "none"})
    assert close(whole("goal_fit", {"goal_main": "meet"}, one), 1.0)
    assert close(whole("goal_fit", {"goal_main": "meet", "goal_extra": ["help"]}, one), 0.75 + 0.25 * 0.6)
    assert close(whole("goal_fit", {"goal_main": "meet", "goal_extra": ["help", "inform"]}, one), 0.75 + 0.25 * 0.3)
    assert "0.75 × main goal + 0.25 × mean of extra goals (no extra goals: main only)" in readme.text()


def test_without_a_main_goal_there_is_nothing_to_fit():
    assert rated("goal_fit", {"goal_extra": ["meet"]}, platform(goals={"meet": "primary"})) == ()


@pytest.mark.parametrize(("value", "out"), [("primary", False), ("secondary", False), ("none", True), (None, False)])
def test_a_platform_that_a_source_says_is_not_for_the_main_goal_is_out(value, out):
    one = platform(goals={"meet": value} if value else {})
    assert fails("goal", {"goal_main": "meet"}, one) is out
    assert not fails("goal", {}, one)


@pytest.mark.parametrize(
    ("kind", "goals", "main", "out"),
    [
        ("sharing", {"share": "primary"}, "meet", True),
        ("mutual_help", {"help": "primary"}, "meet", False),
        ("community_website", {"inform": "primary"}, "help", False),
        ("neighbourhood_network", {"meet": "primary"}, "participate", True),
        ("neighbourhood_network", {"meet": "primary", "initiate": "secondary"}, "participate", False),
        ("neighbourhood_network", {"inform": "primary"}, "safety", False),
        ("neighbourhood_network", {"inform": "none"}, "safety", True),
        ("community_software", {"share": "primary"}, "environment", False),
        ("community_software", {"meet": "primary"}, "environment", True),
    ],
)
def test_silence_on_the_main_goal_rules_out_only_what_is_made_for_one_thing(kind, goals, main, out):
    one = platform(kind=kind, goals=goals)
    assert fails("goal_not_found", {"goal_main": main}, one) is out
    assert not fails("goal", {"goal_main": main}, one)
    assert not fails("goal_not_found", {}, one)


@pytest.mark.parametrize(
    ("form", "effort", "out"),
    [
        ("software", "build_yourself", True),
        ("online_platform", "build_yourself", True),
        ("software", None, True),
        ("software", "set_up_with_provider", False),
        ("online_platform", "start_yourself", False),
        ("online_platform", None, False),
    ],
)
def test_silence_rules_out_software_to_run_oneself_for_almost_anything_can_be_built_with_it(form, effort, out):
    one = learn(platform(kind="community_software", form=form, goals={"inform": "primary"}), start_effort=effort)
    assert is_self_hosted(one) is out
    for main in ("meet", "safety"):
        assert fails("goal_not_found", {"goal_main": main}, one) is out
    assert not fails("goal_not_found", {"goal_main": "inform"}, one)


# 2 place_fit

HERE = {"place": "Aalten"}


def test_scores_for_the_place_are_those_of_the_readme():
    (table,) = readme.criterion(2)
    given = readme.cells(table)
    examples = {
        "local or regional, place matches": platform(scope="local", municipalities=("Aalten",)),
        "national": platform(scope="national"),
        "international, languages has nl": platform(scope="international", languages=["en", "nl"]),
        "international, languages unknown": platform(scope="international"),
        "international, no nl": platform(scope="international", languages=["en"]),
    }
    for name, one in examples.items():
        assert whole("place_fit", HERE, one) == point(float(given[name, "score"])), name
    assert given["local or regional, other place", "score"].startswith("out")
    assert given["usable_in_nl = unknown (whatever the scope)", "score"] == "at most 0.5"
    assert len(given) == len(examples) + 2


@pytest.mark.parametrize("scope", ["local", "regional"])
def test_a_local_platform_of_another_place_is_out_and_of_this_place_is_not(scope):
    elsewhere = platform(scope=scope, municipalities=("Winterswijk",))
    here = platform(scope=scope, municipalities=("Winterswijk", "Aalten"))
    assert fails("place", HERE, elsewhere)
    assert not fails("place", HERE, here)
    assert whole("place_fit", HERE, here) == point(1.0)


def test_where_it_is_unknown_whether_it_can_be_used_here_the_place_fits_for_half_at_most():
    for scope, low, high in (("national", 0.5, 0.5), (None, 0.0, 0.5), ("international", 0.5, 0.5)):
        one = platform(usable_in_nl="unknown", **({"scope": scope} if scope else {}))
        assert whole("place_fit", HERE, one) == Interval(low, high)
    poor = platform(usable_in_nl="unknown", scope="international", languages=["en"])
    assert whole("place_fit", HERE, poor) == point(0.2)


def test_an_unknown_scope_is_not_out_but_open():
    assert not fails("place", HERE, platform())
    assert whole("place_fit", HERE, platform()) == UNKNOWN


def test_a_skipped_place_leaves_local_platforms_out_and_the_criterion_without_parts():
    assert rated("place_fit", {}, platform(scope="national")) == ()
    assert fails("place_unknown", {}, platform(scope="regional"))
    assert not fails("place_unknown", {}, platform(scope="national"))
    assert not fails("place_unknown", {}, platform())
    assert not fails("place_unknown", HERE, platform(scope="local"))


# 3 low_threshold


def test_scores_for_free_use_are_those_of_the_readme():
    table, *_rest = readme.criterion(3)
    for value, score in one_row(table).items():
        assert interval_of("low_threshold", {}, platform(free_for_residents=value), "free_for_residents") == point(
            score
        )


@pytest.mark.parametrize(
    ("number", "fact", "question"), [(1, "registration", "entry"), (2, "visibility", "visibility")]
)
def test_scores_for_entry_and_reading_along_are_those_of_the_readme(number, fact, question):
    table = readme.criterion(3)[number]
    for (answer, value), score in readme.cells(table).items():
        if answer == "no_preference":
            assert not [part for part in rated("low_threshold", {question: answer}, platform()) if part.fact == fact]
            continue
        found = interval_of("low_threshold", {question: answer}, platform(**{fact: value}), fact)
        assert found == point(float(score)), (answer, value)


def test_low_threshold_is_good_poor_or_unknown():
    answers = {"entry": "open_to_all", "visibility": "public"}
    good = platform(free_for_residents="yes", registration="none", visibility="public")
    poor = platform(free_for_residents="no", registration="invitation", visibility="members_only")
    assert close(whole("low_threshold", answers, good), 1)
    assert close(whole("low_threshold", answers, poor), 0)
    assert close(whole("low_threshold", answers, platform()), 0, 1)
    assert close(whole("low_threshold", answers, platform(free_for_residents="yes")), 1 / 3, 1)


def test_a_part_whose_question_was_skipped_leaves_the_mean():
    assert close(whole("low_threshold", {}, platform(free_for_residents="partly")), 0.5)
    assert close(whole("low_threshold", {"visibility": "no_preference"}, platform(free_for_residents="yes")), 1)


# 4 reach


def reach_row(start):
    (table,) = readme.criterion(4)
    return next(row[1] for row in table[1:] if readme.plain(row[0]).startswith(start))


@pytest.mark.parametrize(
    ("offered", "share"),
    [(["web"], 1 / 3), (["web", "email", "app"], 2 / 3), (["web", "email", "phone"], 1), (["paper"], 0)],
)
def test_channels_count_by_the_share_of_what_was_chosen(offered, share):
    answers = {"channels": ["web", "email", "phone"]}
    assert close(interval_of("reach", answers, platform(channels=offered), "channels"), share)
    assert reach_row("channels").startswith("share of the chosen channels")


@pytest.mark.parametrize("group", ["older", "low_digital", "low_literacy"])
def test_people_who_are_not_handy_online_need_a_human_way(group):
    given = readme.scores(reach_row("if groups has older"))
    offered = {"yes": ["web", "phone"], "only email beside web/app": ["web", "email"], "none": ["web", "app"]}
    for name, score in given.items():
        assert interval_of("reach", {"groups": [group]}, platform(channels=offered[name]), "channels") == point(score)
    for human in ("phone", "paper", "in_person"):
        assert interval_of("reach", {"groups": [group]}, platform(channels=[human]), "channels") == point(1.0)
    assert interval_of("reach", {"groups": [group]}, platform(), "channels") == UNKNOWN


def test_scores_for_a_statement_and_for_languages_are_those_of_the_readme():
    for value, score in readme.scores(reach_row("accessibility_statement")).items():
        one = platform(accessibility_statement=value)
        assert interval_of("reach", {}, one, "accessibility_statement") == point(score)
    given = readme.scores(reach_row("if groups has other_language"))
    languages = {"3 or more": ["nl", "en", "ar"], "two": ["nl", "en"], "one": ["nl"]}
    for name, score in given.items():
        one = platform(languages=languages[name])
        assert interval_of("reach", {"groups": ["other_language"]}, one, "languages") == point(score)
    assert interval_of("reach", {"groups": ["other_language"]}, platform(), "languages") == UNKNOWN


def test_more_than_three_languages_are_as_good_as_three():
    one = platform(languages=["nl", "en", "ar", "tr", "pl"])
    assert interval_of("reach", {"groups": ["other_language"]}, one, "languages") == point(1.0)


def test_reach_without_channels_or_groups_looks_at_the_statement_alone():
    assert [part.fact for part in rated("reach", {"groups": ["youth"]}, platform())] == ["accessibility_statement"]


def test_reach_is_good_poor_or_unknown():
    answers = {"channels": ["phone"], "groups": ["older"]}
    assert close(whole("reach", answers, platform(channels=["phone"], accessibility_statement="yes")), 1)
    assert close(whole("reach", answers, platform(channels=["app"], accessibility_statement="no")), 0)
    assert close(whole("reach", answers, platform()), 0, 1)


# 5 resident_lead


def test_scores_for_who_is_in_control_are_those_of_the_readme():
    control, _provider = readme.criterion(5)
    seen = set()
    for (answers, value), score in readme.cells(control).items():
        for answer in answers.split(" or "):
            seen.add(answer)
            one = platform(resident_control=value)
            found = interval_of("resident_lead", {"lead": answer}, one, "resident_control")
            assert found == point(float(score)), (answer, value)
    assert seen == {"residents", "shared", "local_organisation", "municipality"}


def test_scores_for_the_sort_of_provider_are_those_of_the_readme():
    _control, provider = readme.criterion(5)
    for value, score in one_row(provider).items():
        assert interval_of("resident_lead", {}, platform(provider_type=value), "provider_type") == point(score), value


def test_control_counts_three_quarters_and_the_provider_a_quarter():
    one = platform(resident_control="residents_run", provider_type="company")
    assert close(whole("resident_lead", {"lead": "residents"}, one), 0.75 + 0.25 * 0.3)
    assert close(whole("resident_lead", {}, one), 0.3)
    assert close(whole("resident_lead", {"lead": "residents"}, platform(provider_type="company")), 0.075, 0.825)
    assert close(whole("resident_lead", {"lead": "residents"}, platform()), 0, 1)


# 6 municipality_role


@pytest.mark.parametrize(
    ("wanted", "offered", "score"),
    [
        (["account", "client"], ["account", "client"], 1),
        (["account", "client"], ["account"], 0.5),
        (["account", "client"], ["owner"], 0),
        (["client"], ["funder"], 1),
        (["account"], ["funder"], 0),
        (["not_needed"], ["not_needed"], 1),
        (["not_needed"], ["participant"], 1),
        (["not_needed"], ["account"], 0.5),
        (["not_needed"], ["account", "participant"], 1),
        (["not_needed"], ["client"], 0.2),
        (["not_needed"], ["client", "account"], 0.5),
    ],
)
def test_the_part_of_the_municipality_counts_by_the_share_of_what_was_wanted(wanted, offered, score):
    assert close(whole("municipality_role", {"municipality_part": wanted}, platform(municipality_role=offered)), score)


def test_an_unknown_part_of_the_municipality_is_open_and_a_skipped_one_does_not_count():
    assert whole("municipality_role", {"municipality_part": ["client"]}, platform()) == UNKNOWN
    assert rated("municipality_role", {}, platform(municipality_role=["client"])) == ()


# 7 data_ownership


def test_scores_for_who_owns_the_data_are_those_of_the_readme():
    (table,) = readme.criterion(7)
    for value, score in one_row(table).items():
        assert whole("data_ownership", {}, platform(data_owner=value)) == point(score)
    assert whole("data_ownership", {}, platform()) == UNKNOWN


# 8 privacy, 9 exit


@pytest.mark.parametrize(("number", "criterion"), [(8, "privacy"), (9, "exit")])
def test_scores_by_attribute_are_those_of_the_readme(number, criterion):
    (table,) = readme.criterion(number)
    for fact, given in by_attribute(table).items():
        for value, score in given.items():
            for known in ("nl", "eu", "non_eu") if value == "other" else (value,):
                assert interval_of(criterion, {}, platform(**{fact: known}), fact) == point(score), (fact, known)


@pytest.mark.parametrize(
    ("number", "criterion"),
    [(5, "resident_lead"), (8, "privacy"), (9, "exit"), (10, "money_local"), (12, "offline_link"), (14, "continuity")],
)
def test_shares_of_attributes_are_those_of_the_readme(number, criterion):
    head = readme.text().split(f"**{number} `{criterion}`**")[1].split("· answer")[0]
    given = {fact: int(share) / 100 for fact, share in re.findall(r"`(\w+)`(?: has \w+)? \((\d+)%", head)}
    parts = rated(criterion, {"lead": "residents"}, platform())
    assert {part.fact: part.share for part in parts} == given
    assert sum(given.values()) == pytest.approx(1)


def test_privacy_is_good_poor_or_unknown():
    good = platform(commercial_data_use="no", advertising="no", hosting_region="nl")
    poor = platform(commercial_data_use="yes", advertising="yes", hosting_region="non_eu")
    assert close(whole("privacy", {}, good), 1)
    assert close(whole("privacy", {}, poor), 0.2 * 0.2)
    assert close(whole("privacy", {}, platform()), 0, 1)
    assert close(whole("privacy", {}, platform(commercial_data_use="no")), 0.5, 1)


def test_exit_is_good_poor_or_unknown():
    good = platform(data_export="yes", open_source="yes", hosting_region="own_choice")
    poor = platform(data_export="no", open_source="no", hosting_region="non_eu")
    assert close(whole("exit", {}, good), 1)
    assert close(whole("exit", {}, poor), 0.25 * 0.3 + 0.15 * 0.5)
    assert close(whole("exit", {}, platform()), 0, 1)


# 10 money_local


def test_scores_for_money_are_those_of_the_readme():
    stays, revenue = readme.criterion(10)
    for value, score in one_row(stays).items():
        assert interval_of("money_local", {}, platform(money_stays_local=value), "money_stays_local") == point(score)
    for value, score in one_row(revenue).items():
        assert interval_of("money_local", {}, platform(revenue_model=[value]), "revenue_model") == point(score)


def test_more_sources_of_money_count_by_their_mean():
    one = platform(revenue_model=["volunteer_run", "advertising"])
    assert close(interval_of("money_local", {}, one, "revenue_model"), 0.55)
    assert close(whole("money_local", {}, learn(one, money_stays_local="yes")), 0.7 + 0.3 * 0.55)
    assert close(whole("money_local", {}, platform()), 0, 1)


# 11 cost


def test_scores_for_the_price_are_those_of_the_readme_and_out_is_out():
    (table,) = readme.criterion(11)
    for (budget, band), score in readme.cells(table).items():
        one = platform(cost_municipality=band)
        assert fails("cost", {"budget": budget}, one) is (score == "out"), (budget, band)
        if score != "out":
            assert whole("cost", {"budget": budget}, one) == point(float(score)), (budget, band)


def test_an_unknown_price_is_open_and_a_skipped_budget_does_not_count():
    assert whole("cost", {"budget": "nothing"}, platform()) == UNKNOWN
    assert not fails("cost", {"budget": "nothing"}, platform())
    assert rated("cost", {}, platform(cost_municipality="high")) == ()
    assert fails("cost", {}, platform(cost_municipality="high")) is False


# 12 offline_link


def test_scores_for_help_offline_are_those_of_the_readme():
    (table,) = readme.criterion(12)
    for value, score in one_row(table).items():
        one = platform(offline_support=value)
        assert interval_of("offline_link", {}, one, "offline_support") == point(score)


def test_offline_link_is_good_poor_or_unknown():
    assert close(whole("offline_link", {}, platform(offline_support="built_in", channels=["in_person"])), 1)
    assert close(whole("offline_link", {}, platform(offline_support="none", channels=["web"])), 0.08)
    assert close(whole("offline_link", {}, platform(offline_support="built_in")), 0.8, 1)
    assert close(whole("offline_link", {}, platform()), 0, 1)


# 13 start_fit


def start_answers(name):
    """The answers that a row of the README's table stands for."""
    if not name.startswith("no_preference"):
        return [{"start_way": name}]
    teams = [team for team in ("none", "one_two", "three_five", "six_plus") if team in name.replace("(or", "").split()]
    rows = [{"start_way": way, "core_team": team} for team in teams for way in ("no_preference", None)]
    alone = {"audience": "resident", "start_way": "no_preference", "core_team": "six_plus", "group_form": "on_my_own"}
    return [*rows, alone] if "on_my_own" in name else rows


def test_scores_for_the_start_are_those_of_the_readme():
    (table,) = readme.criterion(13)
    assert len(table) == 8
    for (name, value), score in readme.cells(table).items():
        asked = start_answers(name)
        assert asked
        for answers in asked:
            assert whole("start_fit", answers, platform(start_effort=value)) == point(float(score)), (answers, value)


def test_without_any_answer_the_start_is_read_as_by_three_to_five_people():
    assert whole("start_fit", {}, platform(start_effort="start_yourself")) == point(0.9)
    assert whole("start_fit", {}, platform()) == UNKNOWN


@pytest.mark.parametrize(
    ("works", "score"), [("works_well", 1.0), ("partly", 1.0), ("no", 0.2), ("not_checked", 0.2), (None, 0.2)]
)
def test_joining_what_is_there_and_works_is_as_easy_as_can_be(works, score):
    answers = {"start_way": "build_yourself", "place": "Aalten", "existing": ["local_site"], "existing_works": works}
    here = platform(start_effort="join_existing", municipalities=("Aalten",))
    elsewhere = platform(start_effort="join_existing", municipalities=("Zutphen",))
    assert whole("start_fit", answers, here) == point(score)
    assert whole("start_fit", answers, elsewhere) == point(0.2)
    assert whole("start_fit", answers, learn(here, start_effort="start_yourself")) == point(0.4)


@pytest.mark.parametrize(("existing", "score"), [("group_chat", 1.0), ("facebook", 1.0), ("local_site", 0.2)])
def test_a_chat_group_that_works_counts_as_joined_wherever_it_is(existing, score):
    answers = {"start_way": "build_yourself", "existing": [existing], "existing_works": "partly"}
    chat = platform(kind="group_messaging", start_effort="join_existing")
    assert whole("start_fit", answers, chat) == point(score)
    assert whole("start_fit", answers, platform(start_effort="join_existing")) == point(0.2)


# 14 continuity


def test_scores_for_lasting_are_those_of_the_readme():
    given = by_attribute(readme.criterion(14)[0])
    seen = given["status, newest source of use, at most"]
    for name, written in {"1 year": "2025-01", "3 years": "2023", "6 years": "2020-02-03", "longer": "2018"}.items():
        one = replace(platform(), facts={"status": Fact("active", source_list=(Source("news", written),))})
        assert interval_of("continuity", {}, one, "status") == point(seen[name]), written
    undated = replace(platform(), facts={"status": Fact("active")})
    assert interval_of("continuity", {}, undated, "status") == point(seen["longer"])
    assert fails("ended", {}, platform(status="ended"))
    years = given["launched, years ago"]
    for name, ages in {"5 or more": (5, 6, 40), "2 to 4": (2, 3, 4), "under 2": (0, 1)}.items():
        for age in ages:
            one = platform(launched=ON.year - age)
            assert interval_of("continuity", {}, one, "launched") == point(years[name]), age
    count = given["revenue_model, number of sources"]
    two = platform(revenue_model=["subsidy", "donations"])
    three = platform(revenue_model=["subsidy", "donations", "advertising"])
    assert interval_of("continuity", {}, platform(revenue_model=["subsidy"]), "revenue_model") == point(count["one"])
    assert interval_of("continuity", {}, two, "revenue_model") == point(count["two or more"])
    assert interval_of("continuity", {}, three, "revenue_model") == point(count["two or more"])


def test_ages_count_from_the_date_that_is_given():
    one = platform(launched=2024)
    assert interval_of("continuity", {}, one, "launched", date(2025, 12, 31)) == point(0.4)
    assert interval_of("continuity", {}, one, "launched", date(2026, 1, 1)) == point(0.7)
    assert interval_of("continuity", {}, one, "launched", date(2029, 1, 1)) == point(1.0)
    assert interval_of("continuity", {}, one, "launched", date(2023, 1, 1)) == point(0.4), "not started yet"


def test_continuity_is_good_poor_or_unknown():
    good = platform(status="active", launched=2010, revenue_model=["subsidy", "donations"])
    poor = platform(status="unknown", launched=2025, revenue_model=["subsidy"])
    assert close(whole("continuity", {}, good), 1)
    assert close(whole("continuity", {}, poor), 0.3 * 0.4 + 0.3 * 0.6, 0.4 * 0.2 + 0.3 * 0.4 + 0.3 * 0.6)
    assert close(whole("continuity", {}, platform(status="unknown")), 0, 0.4 * 0.2 + 0.6)


# Filters and wishes


@pytest.mark.parametrize(
    ("rule", "one"),
    [
        ("ended", platform(status="ended")),
        ("abroad", platform(usable_in_nl="no")),
        ("one_off", platform(form="one_off")),
    ],
)
def test_what_is_over_or_elsewhere_is_out_whatever_was_answered(rule, one):
    assert fails(rule, {}, one)
    assert not fails(rule, {}, platform(status="unknown", usable_in_nl="unknown"))


WISHES = [rule for rule in KNOCK_OUTS if rule.key.startswith("w_") or rule.key == "offline_help"]


@pytest.mark.parametrize("rule", WISHES, ids=lambda rule: rule.key)
def test_a_must_rules_out_what_is_known_to_fail_and_not_what_is_unknown(rule):
    accepts = QUESTIONS[rule.key].accepts
    meets = platform(**{fact: values[0] for fact, values in accepts.items()})
    misses = platform(**dict.fromkeys(accepts, "something else"))
    must = {rule.key: "must"}
    assert rule.fails(profile_from(must), meets) is False
    assert rule.fails(profile_from(must), misses) is True
    assert rule.fails(profile_from(must), platform()) is None
    for softer in ("important", "nice", "not_important", None):
        assert rule.fails(profile_from({rule.key: softer}), misses) is False


def test_partly_free_is_a_question_and_not_a_failure():
    must = profile_from({"w_free": "must"})
    assert RULES["w_free"].fails(must, platform(free_for_residents="partly")) is None
    assert RULES["w_free"].fails(must, platform(free_for_residents="no")) is True


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"commercial_data_use": "no", "advertising": "no"}, False),
        ({"commercial_data_use": "no"}, None),
        ({"commercial_data_use": "no", "advertising": "yes"}, True),
        ({"advertising": "yes"}, True),
    ],
)
def test_a_must_on_two_facts_fails_on_either_and_asks_when_one_is_unknown(known, outcome):
    assert RULES["w_no_commercial"].fails(profile_from({"w_no_commercial": "must"}), platform(**known)) is outcome


def test_a_concluded_fact_counts_as_a_stated_one():
    stated = platform(data_owner="residents")
    concluded = replace(stated, facts={"data_owner": Fact("residents", "inferred")})
    assert whole("data_ownership", {}, stated) == whole("data_ownership", {}, concluded)
