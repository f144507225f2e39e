"""Each gate and warning: when it holds, when it does not, and the verdict that follows."""

from dataclasses import replace

import pytest

from stappenplan.method.assessment.scoring import Assessment
from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.gates import GATES, WARNINGS, find_warnings
from stappenplan.method.profile import profile_from
from stappenplan.method.text import Sentence
from stappenplan.method.verdicts import (
    ANSWERS,
    ANSWERS_NEEDED,
    JOIN,
    NEEDED_FOR_GO,
    NO_FIT,
    SHOWN_FIRST,
    VERDICTS,
    decide_verdict,
)
from tests.method import readme
from tests.method.conftest import CHAT_GROUP, NEIGHBOUR_APP, SEVEN, VILLAGE_SITE, advised, learn, platform
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

# gate -> answers with which it holds, and answers with which it does not. The platforms are SEVEN.
CASES = {
    "not_the_right_tool": (
        [
            {"bottleneck": "service_missing", "core_team": "six_plus"},
            {"bottleneck": "conflict", "core_team": "six_plus"},
            {"bottleneck": "nobody_organises", "core_team": "none"},
            {"bottleneck": "nobody_organises", "core_team": "one_two"},
        ],
        [
            {"bottleneck": "nobody_organises", "core_team": "three_five"},
            {"bottleneck": "cannot_find", "core_team": "none"},
            {"bottleneck": "service_missing"},
        ],
    ),
    "platform_alone": (
        [{"connectors": "nobody", "offline_ways": ["none"]}],
        [
            {"connectors": "some_people", "offline_ways": ["none"]},
            {"connectors": "nobody", "offline_ways": ["paper"]},
            {"connectors": "nobody"},
        ],
    ),
    "no_connectors": (
        [
            {"connectors": "nobody", "offline_ways": ["paper"]},
            {"connectors": "only_professional", "offline_ways": ["none"]},
        ],
        [
            {"connectors": "nobody", "offline_ways": ["none"]},
            {"connectors": "some_people", "offline_ways": ["paper"]},
            {"connectors": "team_ready", "offline_ways": ["paper"]},
        ],
    ),
    "no_offline": ([{"offline_ways": ["none"]}], [{"offline_ways": ["events"]}]),
    "need_not_checked": (
        [{"need_source": "organisation_idea"}, {"need_source": "not_checked"}],
        [{"need_source": "residents_asked"}, {"need_source": "both"}],
    ),
    "goal_not_sharp": (
        [{"result_sharp": "not_yet"}],
        [{"result_sharp": "in_words"}, {"result_sharp": "number_and_date"}],
    ),
    "only_counting": (
        [{"measure": "activity_only"}, {"measure": "no_plan"}],
        [{"measure": "will_measure"}, {"measure": "no_plan", "audience": "resident"}],
    ),
    "similar_platform_present": (
        [{"existing": ["facebook"], "existing_works": "works_well"}],
        [
            {"existing": ["facebook"], "existing_works": "partly"},
            {"existing": ["none"], "existing_works": "works_well"},
        ],
    ),
    "platform_in_municipality": (
        [
            {"place": "Montferland", "goal_main": "meet"},
            {"place": "Montferland", "goal_main": "inform", "existing": ["facebook"], "existing_works": "partly"},
        ],
        [
            {"place": "Montferland", "goal_main": "meet", "existing": ["facebook"], "existing_works": "no"},
            {"place": "Montferland", "goal_main": "help"},
            {"place": "Zutphen", "goal_main": "meet"},
            {"place": "Montferland"},
            {"goal_main": "meet"},
        ],
    ),
    "platform_may_be_there": (
        [
            {"place": "Winterswijk", "goal_main": "meet"},
            {"place": "Winterswijk", "goal_main": "meet", "existing": ["facebook"], "existing_works": "no"},
        ],
        [
            {"place": "Winterswijk", "goal_main": "help"},
            {"place": "Montferland", "goal_main": "meet"},
        ],
    ),
    "trust_first": ([{"bottleneck": "no_contact"}], [{"bottleneck": "cannot_find"}]),
    "existing_partly": (
        [{"existing": ["facebook", "group_chat"], "existing_works": "partly"}],
        [{"existing": ["facebook"], "existing_works": "no"}, {"existing": ["none"], "existing_works": "partly"}],
    ),
    "existing_not_checked": (
        [{"existing": ["unknown"]}, {"existing": ["facebook"], "existing_works": "not_checked"}],
        [{"existing": ["none"]}, {"existing": ["facebook"], "existing_works": "no"}],
    ),
    "municipality_owns": (
        [
            {"lead": "municipality", "municipality_part": ["account"]},
            {"lead": "residents", "municipality_part": ["owner", "account"]},
        ],
        [{"lead": "shared", "municipality_part": ["client"]}, {"lead": "municipality"}],
    ),
    "municipality_moderates": (
        [
            {"municipality_part": ["moderator"], "moderation": "residents"},
            {"municipality_part": ["account"], "moderation": "municipality"},
        ],
        [{"municipality_part": ["account"], "moderation": "provider"}, {"moderation": "municipality"}],
    ),
    "role_clash": (
        [
            {"rung": "let_go", "lead": "municipality", "municipality_part": ["account"]},
            {"rung": "facilitate", "lead": "shared", "municipality_part": ["moderator"]},
            {"rung": "facilitate", "lead": "shared", "municipality_part": ["owner"]},
            {"rung": "direct", "lead": "residents", "municipality_part": ["account"]},
            {"rung": "regulate", "lead": "residents", "municipality_part": ["account"]},
        ],
        [
            {"rung": "stimulate", "lead": "municipality", "municipality_part": ["owner"]},
            {"rung": "direct", "lead": "shared", "municipality_part": ["owner"]},
            {"rung": "let_go", "lead": "residents", "municipality_part": ["account"]},
            {"rung": "let_go", "lead": "municipality", "municipality_part": ["account"], "audience": "resident"},
        ],
    ),
    "nobody_answers": (
        [{"municipality_part": ["account"], "reply": "nobody_yet"}],
        [
            {"municipality_part": ["not_needed"], "reply": "nobody_yet"},
            {"municipality_part": ["account"], "reply": "team"},
            {"municipality_part": ["account"], "reply": "nobody_yet", "audience": "resident"},
        ],
    ),
    "left_out_group": (
        [
            {"groups": ["older"], "channels": ["app"], "offline_ways": ["events"]},
            {"groups": ["low_digital"], "channels": ["web", "app"], "offline_ways": ["none"]},
            {"groups": ["youth", "low_literacy"], "channels": ["web"], "offline_ways": ["house_visits"]},
        ],
        [
            {"groups": ["youth"], "channels": ["app"], "offline_ways": ["events"]},
            {"groups": ["older"], "channels": ["app", "phone"], "offline_ways": ["events"]},
            {"groups": ["older"], "channels": ["app", "email"], "offline_ways": ["events"]},
            *(
                {"groups": ["older"], "channels": ["app"], "offline_ways": ["events", way]}
                for way in ("phone_help", "digital_help", "paper", "meeting_place")
            ),
        ],
    ),
    "too_little_time": (
        [{"hours": "under_2", "area_size": "medium", "start_way": "start_yourself"}],
        [
            {"hours": "under_2", "area_size": "street", "start_way": "start_yourself"},
            {"hours": "under_2", "area_size": "medium", "start_way": "join_existing"},
            {"hours": "from_2_to_7", "area_size": "medium", "start_way": "start_yourself"},
            {"hours": "unknown", "area_size": "medium", "start_way": "start_yourself"},
        ],
    ),
    "very_small": ([{"area_size": "street"}], [{"area_size": "small"}]),
    "whole_municipality_at_once": (
        [
            {"area_size": "municipality", "start_small": "all_at_once"},
            {"area_size": "large", "start_small": "all_at_once"},
        ],
        [
            {"area_size": "medium", "start_small": "all_at_once"},
            {"area_size": "municipality", "start_small": "one_area_first"},
            {"area_size": "municipality", "start_small": "not_decided"},
        ],
    ),
    "build_yourself": ([{"start_way": "build_yourself"}], [{"start_way": "start_yourself"}]),
    "paid_without_money": (
        [
            {"budget": "nothing", "start_way": "set_up_with_provider"},
            {"budget": "nothing", "start_way": "build_yourself"},
        ],
        [
            {"budget": "nothing", "start_way": "start_yourself"},
            {"budget": "under_5000", "start_way": "set_up_with_provider"},
            {"budget": "unknown", "start_way": "build_yourself"},
        ],
    ),
    "short_money": (
        [{"years_secured": "none"}, {"years_secured": "one"}],
        [
            {"years_secured": "two_three"},
            {"years_secured": "unknown"},
            {"years_secured": "none", "area_size": "street"},
        ],
    ),
    "no_exit": (
        [{"exit_agreement": "not_thought"}],
        [
            {"exit_agreement": "will_arrange"},
            {"exit_agreement": "not_thought", "start_way": "join_existing"},
            {"exit_agreement": "not_thought", "budget": "nothing", "core_team": "one_two"},
        ],
    ),
    "no_moderation": ([{"moderation": "not_arranged"}], [{"moderation": "provider"}]),
    "no_review": ([{"review_date": "none"}], [{"review_date": "date"}]),
    "goal_safety": ([{"goal_main": "safety"}], [{"goal_main": "meet"}]),
    "goal_help": ([{"goal_main": "help"}], [{"goal_main": "meet", "goal_extra": ["help"]}]),
    "goal_participate": ([{"goal_main": "participate"}], [{"goal_main": "inform"}]),
    "goal_inform": ([{"goal_main": "inform"}], [{"goal_main": "participate"}]),
    "legal_check": (
        [
            {"municipality_part": ["client"], "legal_ready": ["none"]},
            {"municipality_part": ["owner"], "legal_ready": ["privacy", "procurement"]},
        ],
        [
            {"municipality_part": ["client"], "legal_ready": ["privacy", "procurement", "accessibility"]},
            {"municipality_part": ["account"], "legal_ready": ["none"]},
            {"municipality_part": ["client"], "audience": "resident"},
            {"municipality_part": ["client"]},
        ],
    ),
    "facebook_or_chat": (
        [{"goal_main": "safety"}, {"goal_main": "meet"}],
        [{"goal_main": "participate"}, {"goal_main": "safety", "audience": "resident"}],
    ),
    "nothing_left": (
        [
            {
                "goal_main": "environment",
                "w_accessible": "must",
                "budget": "nothing",
                "w_free": "must",
                "place": "Aalten",
            }
        ],
        [{"goal_main": "environment", "place": "Aalten"}],
    ),
}
# With these the only platform for the environment is out by its price band or a known must.
NO_GREEN = tuple(learn(one, accessibility_statement="no") for one in SEVEN)


# A site of which it is not known whether it still exists.
UNSURE = replace(learn(VILLAGE_SITE, status="unknown"), slug="unsure", municipalities=("Winterswijk",))


def found(answers, platforms=None):
    platforms = NO_GREEN if "w_accessible" in answers else platforms or (*SEVEN, UNSURE)
    return {finding.key: finding for finding in advised({"audience": "official"} | answers, platforms).findings}


def test_every_gate_has_its_cases():
    assert list(CASES) == [gate.key for gate in GATES]


@pytest.mark.parametrize(("gate", "answers"), [(gate, one) for gate, (holds, _not) in CASES.items() for one in holds])
def test_a_gate_holds_when_its_condition_does(gate, answers):
    assert gate in found(answers)


@pytest.mark.parametrize(("gate", "answers"), [(gate, one) for gate, (_holds, nots) in CASES.items() for one in nots])
def test_a_gate_does_not_hold_when_its_condition_does_not(gate, answers):
    assert gate not in found(answers)


def test_money_that_is_not_arranged_is_not_called_one_year():
    for years, begin in (("none", "Er is nog geen geld"), ("one", "Eén jaar is kort")):
        finding = found({"years_secured": years})["short_money"]
        assert [sentence.text[: len(begin)] for sentence in finding.sentences] == [begin]


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_a_gate_is_silent_when_a_question_of_its_condition_was_skipped(gate):
    for answers in CASES[gate.key][0]:
        for question in set(gate.asks) & set(answers):
            assert gate.key not in found(answers | {question: None}), question


def test_without_answers_no_gate_holds_but_the_one_about_the_platforms_themselves():
    assert set(found({})) == {"facebook_or_chat"}
    assert not advised({"audience": "resident"}, SEVEN).findings


def test_each_gate_holds_for_somebody_of_the_cast_and_not_for_somebody_else():
    platforms = (*SEVEN, replace(UNSURE, municipalities=("Montferland",)))
    held = {name: {one.key for one in advised(answers, platforms).findings} for name, answers in PERSONAS.items()}
    for gate in GATES:
        assert any(gate.key in keys for keys in held.values()), f"{gate.key} holds for nobody"
        assert any(gate.key not in keys for keys in held.values()), f"{gate.key} holds for everybody"


# Texts and levels


def test_levels_and_sources_and_order_of_the_readme_are_those_of_the_code():
    rows = {readme.plain(row[0]): row for row in readme.tables("### 4.2 The gates", "### 4.3")[0][1:]}
    warnings = {warning.key for warning in WARNINGS}
    assert [key for key in rows if key not in warnings] == [gate.key for gate in GATES]
    assert warnings == {key for key, row in rows.items() if "per platform" in row[1]}
    for declared in (*GATES, *WARNINGS):
        row = rows[declared.key]
        assert readme.sources(row[4]) == set(declared.source), declared.key
        level = getattr(declared, "level", WARN)
        if not callable(level):
            assert row[1].replace(" (per platform)", "") == level.replace("_", "-"), declared.key


def test_texts_of_the_readme_are_those_of_the_code():
    rows = {readme.plain(row[0]): readme.plain(row[3]) for row in readme.tables("### 4.2 The gates", "### 4.3")[0][1:]}
    for declared in (*GATES, *WARNINGS):
        if isinstance(declared.text, str):
            assert rows[declared.key] == readme.plain(declared.text), declared.key
        elif declared.key == "role_clash":
            for text in declared.text.values():
                sentence, last = readme.plain(text).split(". ")
                assert f"{sentence}." in rows["role_clash"] and rows["role_clash"].endswith(last)
        else:
            for text in declared.text.values():
                assert readme.plain(text) in rows[declared.key], declared.key


def test_verdicts_of_the_readme_are_those_of_the_code():
    (table,) = readme.tables("### 4.1 The verdict", "### 4.2")
    assert [(readme.plain(row[0]), row[1]) for row in table[1:]] == [(one.key, one.text) for one in VERDICTS.values()]
    assert all(f"`{key}`" in table[-1][2] for key in NEEDED_FOR_GO)


def test_ruling_out_the_right_tool_stops_except_for_conflict_in_a_safety_plan():
    def level(**answers):
        return found({"core_team": "one_two"} | answers)["not_the_right_tool"].level

    assert level(bottleneck="conflict", goal_main="safety") == FIRST
    assert level(bottleneck="conflict", goal_main="meet") == STOP
    assert level(bottleneck="conflict") == STOP
    assert level(bottleneck="service_missing", goal_main="safety") == STOP
    assert level(bottleneck="nobody_organises", goal_main="safety") == STOP


def test_what_is_there_is_named_in_running_words():
    (sentence,) = found({"existing": ["group_chat", "facebook"], "existing_works": "partly"})[
        "existing_partly"
    ].sentences
    assert sentence.values == {"existing": ("de appgroep", "de Facebookgroep")}
    assert "%(existing)s" in sentence.text


def test_platforms_that_are_there_are_named():
    (sentence,) = found({"place": "Montferland", "goal_main": "meet"})["platform_in_municipality"].sentences
    assert sentence.values == {"names": ("Dorpsplein",)}


@pytest.mark.parametrize(
    "change",
    [
        {"status": "unknown"},
        {"scope": "national"},
        {"goals__meet": "secondary"},
    ],
)
def test_a_platform_is_already_there_only_when_active_local_and_made_for_the_goal(change):
    answers = {"place": "Montferland", "goal_main": "meet"}
    assert "platform_in_municipality" not in found(answers, [learn(VILLAGE_SITE, **change)])


@pytest.mark.parametrize(
    ("change", "there"),
    [
        ({"form": "software"}, True),
        ({"form": "offline_programme"}, False),
        ({"form": "one_off"}, False),
        ({"kind": "care_network"}, False),
        ({"municipalities": ("Zutphen",)}, False),
    ],
)
def test_a_platform_is_already_there_only_as_a_platform_of_this_municipality(change, there):
    answers = {"place": "Montferland", "goal_main": "meet"}
    assert ("platform_in_municipality" in found(answers, [replace(VILLAGE_SITE, **change)])) is there


def test_a_clash_of_roles_says_each_case_in_a_sentence():
    finding = found({"rung": "let_go", "lead": "municipality", "municipality_part": ["owner"]})["role_clash"]
    assert [sentence.text.split(". ")[0] for sentence in finding.sentences] == [
        "De gemeente wil bewoners ruimte geven, maar heeft zelf de zeggenschap",
        "De gemeente wil bewoners ruimte geven, maar beheert of bezit zelf het platform",
    ]


def test_the_legal_check_names_what_is_missing():
    finding = found({"municipality_part": ["client"], "legal_ready": ["accessibility"]})["legal_check"]
    assert [sentence.text.split()[0:2] for sentence in finding.sentences] == [["Vraag", "de"], ["Kies", "bewust:"]]


def test_nothing_left_names_the_wish_that_brings_back_most_platforms_with_the_count():
    answers = {"goal_main": "share", "w_open_source": "must", "w_data_local": "must"}
    one, two, three = (
        platform(
            slug,
            goals={"share": "primary"},
            data_owner="residents",
            open_source="no",
            status="active",
            start_effort="start_yourself",
        )
        for slug in "abc"
    )
    three = learn(three, data_owner="provider", open_source="yes")
    (sentence,) = found(answers, [one, two, three])["nothing_left"].sentences
    inner = sentence.values["wish"]
    assert isinstance(inner, Sentence)
    assert inner.values == {"wish": "De software is open (iedereen mag de code zien)", "count": 2}


def test_nothing_left_says_so_when_no_single_wish_brings_anything_back():
    both = platform(goals={"share": "primary"}, data_owner="provider", open_source="no")
    answers = {"goal_main": "share", "w_open_source": "must", "w_data_local": "must"}
    (sentence,) = found(answers, [both])["nothing_left"].sentences
    assert "Maak van minstens twee eisen een wens" in sentence.text
    (sentence,) = found({"goal_main": "help"}, [both])["nothing_left"].sentences
    assert "Geen platform past bij dit doel op deze plek" in sentence.text


def test_nothing_left_can_be_the_price():
    dear = platform(
        goals={"share": "primary"}, cost_municipality="high", status="active", start_effort="start_yourself"
    )
    (sentence,) = found({"goal_main": "share", "budget": "nothing"}, [dear])["nothing_left"].sentences
    assert sentence.values["wish"].values["count"] == 1


# Warnings about one platform


def warned(answers, one):
    advice = advised({"audience": "resident"} | answers, [one])
    (assessment,) = advice.ranking.placed
    return {warning.key for warning in find_warnings(advice.profile, assessment)}


def test_money_that_leaves_is_a_warning_only_for_who_minds():
    leaves = learn(NEIGHBOUR_APP, data_export=None)
    assert "money_leaves" in warned({"w_money_local": "important"}, leaves)
    assert "money_leaves" not in warned({"w_money_local": "nice"}, leaves)
    assert "money_leaves" not in warned({}, leaves)
    assert "money_leaves" not in warned({"w_money_local": "important"}, learn(leaves, money_stays_local=None))


def test_no_export_is_a_warning_only_when_it_is_known():
    assert "no_export" in warned({}, NEIGHBOUR_APP)
    assert "no_export" not in warned({}, learn(NEIGHBOUR_APP, data_export=None))
    assert "no_export" not in warned({}, learn(NEIGHBOUR_APP, data_export="yes"))


def test_thin_evidence_is_a_warning_below_a_half():
    thin = WARNINGS[-1]
    assert thin.key == "thin_evidence"
    for known, holds in ((0.499, True), (0.5, False), (0.9, False)):
        assessment = Assessment(CHAT_GROUP)
        assessment.__dict__["known"] = known
        assert thin.holds(None, assessment) is holds


# The verdict


def verdict(answers, platforms=SEVEN):
    return advised(answers, platforms).verdict.key


def test_a_plan_with_everything_arranged_may_go():
    assert verdict(OFFICIAL_READY) == "go"
    assert verdict(RESIDENT_READY) == "go"


@pytest.mark.parametrize("question", NEEDED_FOR_GO)
def test_a_plain_yes_needs_an_answer_to_seven_questions(question):
    advice = advised(OFFICIAL_READY | {question: None}, SEVEN)
    assert advice.verdict.key == "go_if"
    assert advice.to_find_out == (question,)
    assert advice.verdict.cause == ANSWERS and advice.verdict.points_at == "to_find_out"
    assert advice.verdict.text.values == {"answers": "één antwoord"}


NOTHING_TO_CARRY = {"budget": "nothing", "core_team": "one_two", "existing": ["none"], "existing_works": None}


def test_a_yes_to_what_one_joins_today_says_that_nothing_needs_to_be_set_up():
    used_here = replace(NEIGHBOUR_APP, municipalities=("Utrecht",))
    plan = RESIDENT_READY | {"goal_main": "meet", "goal_extra": None, "w_resident_control": "nice"}
    nothing_in_front = (plan | NOTHING_TO_CARRY, NEIGHBOUR_APP, "")
    for answers, one, cause in (
        (plan | NOTHING_TO_CARRY, used_here, JOIN),
        (plan, used_here, ""),
        nothing_in_front,
    ):
        advice = advised(answers, (one,))
        assert (advice.verdict.key, advice.verdict.cause) == ("go", cause)


def test_when_nothing_fits_the_verdict_says_so_and_points_at_what_can_change():
    advice = advised(OFFICIAL_READY | {"moderation": "not_arranged"}, ())
    assert {finding.key for finding in advice.first} == {"no_moderation", "nothing_left"}
    assert (advice.verdict.key, advice.verdict.cause, advice.verdict.points_at) == ("go_if", NO_FIT, "first")
    asked_nobody = advised(OFFICIAL_READY | {"need_source": "not_checked"}, ())
    assert asked_nobody.verdict.key == "sharpen_first"


def test_verdicts_win_in_the_order_of_the_readme():
    answers = dict(OFFICIAL_READY)
    assert verdict(answers) == "go"
    answers["moderation"] = "not_arranged"
    assert verdict(answers) == "go_if"
    answers["need_source"] = "not_checked"
    assert verdict(answers) == "sharpen_first"
    answers["existing_works"] = "works_well"
    assert verdict(answers) == "use_existing"
    answers["bottleneck"] = "service_missing"
    assert verdict(answers) == "offline_first"
    few = {key: answers[key] for key in ("audience", "place", "bottleneck", "core_team", "need_source")}
    assert verdict(few) == "too_few"


def test_warnings_and_tips_alone_do_not_change_a_yes():
    answers = RESIDENT_READY | {"review_date": "none", "years_secured": "one", "area_size": "street"}
    advice = advised(answers, SEVEN)
    assert {finding.level for finding in advice.findings} == {WARN, TIP}
    assert advice.verdict.key == "go"


def test_three_answers_after_the_start_are_too_few_and_four_are_enough():
    four = {"goal_main": "meet", "area_size": "small", "lead": "shared", "hours": "over_15"}
    assert ANSWERS_NEEDED == len(four) == 4
    answers = {"audience": "resident", "place": "Aalten"}
    assert verdict(answers | four) == "go_if"
    assert verdict(answers | four | {"hours": None}) == "too_few"


def test_the_wish_list_is_one_answer_and_hidden_answers_are_none():
    answers = {"audience": "resident", "goal_main": "meet", "area_size": "small"}
    wishes = dict.fromkeys(("w_free", "w_export", "w_open_source", "w_data_local"), "nice")
    assert verdict(answers | wishes) == "too_few"
    assert verdict(answers | wishes | {"rung": "direct"}) == "too_few"
    assert verdict(answers | wishes | {"lead": "shared"}) == "go_if"


def test_at_most_three_findings_come_first_the_hardest_first():
    answers = PERSONAS["resident_alone"] | {"existing": ["facebook"], "existing_works": "works_well"}
    advice = advised(answers, SEVEN)
    assert SHOWN_FIRST == 3
    assert [finding.level for finding in advice.first] == [STOP, STOP, STOP_NEW]
    assert [finding.key for finding in advice.first][:2] == ["not_the_right_tool", "platform_alone"]
    assert {finding.level for finding in advice.later} == {FIRST}
    assert not any(finding in advice.later for finding in advice.first)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_ranking_stays_under_every_verdict(persona):
    advice = advised(PERSONAS[persona], SEVEN)
    assert advice.verdict.key in VERDICTS
    found = advice.ranking
    assert len([*found.placed, *found.perhaps_also, *found.to_check, *found.ruled_out]) == len(SEVEN)


def test_the_verdict_looks_at_findings_and_not_at_platforms():
    profile = profile_from(OFFICIAL_READY)
    assert decide_verdict(profile, ()).key == "go"
