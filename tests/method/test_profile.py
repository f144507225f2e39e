"""What answers mean: which of them count, and the weight of each criterion (section 3.2 of the README)."""

import pytest

from stappenplan.method.assessment.criteria import CRITERIA, WEIGHT_SCALE
from stappenplan.method.profile import as_tuple, profile_from, visible_answers
from tests.method import readme
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY


def weight(criterion, audience="official", **answers):
    return profile_from({"audience": audience, **answers}).weights[criterion]


# Answers that count


def test_a_question_for_officials_is_not_read_from_a_resident():
    assert "rung" not in visible_answers({"audience": "resident", "rung": "direct"})
    assert visible_answers({"audience": "official", "rung": "direct"})["rung"] == "direct"


def test_a_follow_up_counts_only_while_its_question_opens_it():
    answers = {"audience": "resident", "existing": ["facebook"], "existing_works": "partly"}
    assert visible_answers(answers)["existing_works"] == "partly"
    for existing in (["none"], ["unknown"], None):
        assert "existing_works" not in visible_answers(answers | {"existing": existing})


def test_a_skipped_question_is_shown_without_answer():
    for nothing in (None, "", []):
        assert visible_answers({"audience": "resident", "groups": nothing})["groups"] is None
    assert visible_answers({"audience": "resident"})["groups"] is None


def test_without_an_audience_the_questions_for_one_audience_are_not_shown():
    shown = visible_answers({})
    assert shown["audience"] is None
    assert not {"rung", "reply", "measure", "legal_ready", "group_form"} & set(shown)


def test_an_answer_is_read_as_a_list_whatever_its_form():
    assert as_tuple(None) == as_tuple("") == as_tuple([]) == ()
    assert as_tuple("web") == ("web",)
    assert as_tuple(["web", "app"]) == ("web", "app")


def test_says_only_and_answered_tell_answers_apart():
    profile = profile_from({"audience": "resident", "channels": ["web", "app"], "lead": "shared"})
    assert profile.says("channels", "app", "phone")
    assert not profile.says("channels", "phone")
    assert profile.only("channels", "web", "app", "email")
    assert not profile.only("channels", "web")
    assert not profile.only("groups", "everyone")
    assert profile.answered("channels", "lead")
    assert not profile.answered("channels", "groups")
    assert profile.answered("channels", "rung"), "a question that was not shown needs no answer"


def test_the_musts_are_the_wishes_and_the_help_offline_that_are_a_must():
    answers = {"audience": "resident", "w_free": "must", "w_export": "important", "offline_help": "must"}
    assert profile_from(answers).musts == ("w_free", "offline_help")


# Weights


def test_the_default_weights_are_those_of_the_readme():
    ((_head, *rows),) = readme.tables("### 3.2 Weights", "### 3.3")
    assert [row[0] for row in rows] == [criterion.key for criterion in CRITERIA]
    for criterion, row in zip(CRITERIA, rows, strict=True):
        assert criterion.default == (int(row[1]), int(row[2])), criterion.key


def test_the_scale_of_a_wish_is_four_three_one_and_nothing():
    assert WEIGHT_SCALE == {"must": 4, "important": 3, "nice": 1, "not_important": 0}
    assert "`must` 4 (plus knock-out), `important` 3, `nice` 1, `not_important` 0" in readme.text()


ASKED_FOR = {"goal_main": "meet", "place": "Aalten", "budget": "nothing", "municipality_part": ["client"]}


@pytest.mark.parametrize(("audience", "column"), [("official", 0), ("resident", 1)])
def test_without_wishes_each_criterion_has_its_default(audience, column):
    weights = profile_from({"audience": audience, **ASKED_FOR}).weights
    assert weights == {criterion.key: criterion.default[column] for criterion in CRITERIA}


def test_a_visitor_who_does_not_say_who_asks_counts_as_a_resident():
    assert profile_from(ASKED_FOR).weights == profile_from({"audience": "resident", **ASKED_FOR}).weights


@pytest.mark.parametrize(
    ("criterion", "question"),
    [
        ("goal_fit", "goal_main"),
        ("place_fit", "place"),
        ("municipality_role", "municipality_part"),
        ("cost", "budget"),
    ],
)
def test_a_criterion_about_a_skipped_question_has_no_weight(criterion, question):
    assert weight(criterion, **ASKED_FOR) > 0
    assert weight(criterion, **(ASKED_FOR | {question: None})) == 0


@pytest.mark.parametrize(("answer", "expected"), [("must", 4), ("important", 3), ("nice", 1), ("not_important", 0)])
@pytest.mark.parametrize(
    ("criterion", "wish"),
    [
        ("resident_lead", "w_resident_control"),
        ("data_ownership", "w_data_local"),
        ("money_local", "w_money_local"),
        ("offline_link", "offline_help"),
    ],
)
def test_a_wish_named_alone_replaces_the_default(criterion, wish, answer, expected):
    assert weight(criterion, **{wish: answer}) == expected


@pytest.mark.parametrize(
    ("answer", "expected"), [("must", 4), ("important", 3), ("nice", 3), ("not_important", 3), (None, 3)]
)
@pytest.mark.parametrize(("criterion", "wish"), [("low_threshold", "w_free"), ("reach", "w_accessible")])
def test_at_least_can_only_raise_the_default(criterion, wish, answer, expected):
    assert weight(criterion, **{wish: answer}) == expected


@pytest.mark.parametrize(
    ("groups", "extra"),
    [
        (None, 0),
        (["everyone"], 0),
        (["older"], 1),
        (["older", "youth"], 2),
        (["older", "youth", "disability"], 2),
    ],
)
def test_each_group_adds_one_to_reach_and_at_most_two(groups, extra):
    assert weight("reach", groups=groups) == 3 + extra


def test_the_examples_of_the_readme_come_out_as_written():
    assert "with `must` and two groups 6" in readme.text()
    assert weight("reach", w_accessible="must", groups=["older", "youth"]) == 6
    assert "`resident_lead` with `not_important` and `lead` = residents is 0 + 1" in readme.text()
    assert weight("resident_lead", w_resident_control="not_important", lead="residents") == 1


@pytest.mark.parametrize(("lead", "extra"), [("residents", 1), ("shared", 0), ("municipality", 0), (None, 0)])
def test_residents_in_charge_add_one_to_resident_lead(lead, extra):
    assert weight("resident_lead", lead=lead, w_resident_control="must") == 4 + extra


@pytest.mark.parametrize(
    ("commercial", "hosting", "expected"),
    [
        (None, None, 3),
        ("must", "must", 4),
        ("must", "not_important", 2),
        ("important", "must", 3.5),
        ("not_important", None, 1.5),
        (None, "nice", 2),
    ],
)
def test_privacy_is_the_mean_of_two_wishes_and_a_skipped_one_counts_as_the_default(commercial, hosting, expected):
    assert weight("privacy", w_no_commercial=commercial, w_eu_hosting=hosting) == expected


def test_helping_or_young_people_add_one_to_privacy_once():
    assert weight("privacy", goal_main="help") == 4
    assert weight("privacy", groups=["youth"]) == 4
    assert weight("privacy", goal_main="help", groups=["youth"]) == 4
    assert weight("privacy", goal_main="meet", groups=["older"]) == 3
    assert weight("privacy", goal_main="help", w_no_commercial="not_important", w_eu_hosting="not_important") == 1


@pytest.mark.parametrize(
    ("export", "open_source", "expected"),
    [
        (None, None, 2),
        ("must", "nice", 4),
        ("nice", "important", 3),
        ("nice", None, 2),
        ("not_important", "not_important", 0),
    ],
)
def test_exit_is_the_higher_of_two_wishes_and_a_skipped_one_counts_as_the_default(export, open_source, expected):
    assert weight("exit", w_export=export, w_open_source=open_source) == expected


def test_short_money_or_no_thought_of_the_end_adds_one_to_exit_once():
    assert weight("exit", years_secured="none") == 3
    assert weight("exit", years_secured="one") == 3
    assert weight("exit", exit_agreement="not_thought") == 3
    assert weight("exit", years_secured="one", exit_agreement="not_thought") == 3
    assert weight("exit", years_secured="two_three", exit_agreement="will_arrange") == 2


def test_an_unknown_budget_makes_cost_count_for_one():
    assert weight("cost", budget="unknown") == 1
    assert weight("cost", budget="over_25000") == 3


@pytest.mark.parametrize("connectors", ["nobody", "some_people"])
def test_missing_connectors_win_over_the_wish_for_help_offline(connectors):
    for wish in (None, "must", "not_important"):
        assert weight("offline_link", connectors=connectors, offline_help=wish) == 5
    assert weight("offline_link", connectors="team_ready", offline_help="nice") == 1
    assert weight("offline_link", connectors="only_professional") == 3


@pytest.mark.parametrize(
    ("team", "extra"), [("none", 1), ("one_two", 1), ("three_five", 0), ("six_plus", 0), (None, 0)]
)
def test_few_people_add_one_to_start_fit(team, extra):
    assert weight("start_fit", "official", core_team=team) == 2 + extra
    assert weight("start_fit", "resident", core_team=team) == 3 + extra


def test_money_for_four_years_adds_one_to_continuity():
    assert weight("continuity", "official", years_secured="four_plus") == 3
    assert weight("continuity", "resident", years_secured="four_plus") == 2
    assert weight("continuity", "official", years_secured="two_three") == 2


def test_the_goal_weighs_about_a_quarter_for_people_who_answer_everything():
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        weights = profile_from(answers).weights
        assert 0.2 < weights["goal_fit"] / sum(weights.values()) < 0.35


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_weight_is_negative_and_something_always_weighs(persona):
    weights = profile_from(PERSONAS[persona]).weights
    assert min(weights.values()) >= 0
    assert sum(weights.values()) > 0
