"""The form of a page: its rules, first values, and what is shown of each question."""

import pytest

from stappenplan.method.declarations import OFFICIAL, RESIDENT, SCALE
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.method.steps.success import WISH_LIST
from stappenplan.wizard.answers.validation import check_answers
from stappenplan.wizard.forms import StepForm, prefill_values
from stappenplan.wizard.pages import PAGES
from tests.support.personas import RESIDENT_READY
from tests.support.step_forms import STEP, cleaned, faults

pytestmark = pytest.mark.any_database

WISH_KEYS = [wish.key for wish in WISH_LIST]


# --- rules ---------------------------------------------------------------------------------------------------------

EXCLUSIVE = [
    (question.key, option.value, other.value)
    for question in QUESTIONS.values()
    for option in question.options
    if option.alone
    for other in question.options
    if other is not option
]


def step_of(key):
    return next(step.key for step in STEPS if QUESTIONS[key] in step.questions)


def test_the_options_that_exclude_others_are_the_ones_the_method_names():
    assert {(key, alone) for key, alone, _other in EXCLUSIVE} == {
        ("existing", "none"),
        ("existing", "unknown"),
        ("groups", "everyone"),
        ("municipality_part", "not_needed"),
        ("legal_ready", "none"),
        ("offline_ways", "none"),
    }


@pytest.mark.parametrize(("key", "alone", "other"), EXCLUSIVE)
def test_an_option_that_excludes_is_refused_beside_another(key, alone, other):
    earlier = {"audience": OFFICIAL}
    said = faults(step_of(key), earlier | {key: [alone, other]}, earlier)
    assert said[key] == ["Kies dit, of iets anders, niet allebei."]
    assert key not in faults(step_of(key), earlier | {key: [alone]}, earlier)


def test_the_main_goal_cannot_be_an_extra_goal():
    assert list(faults("doel", {"goal_main": "meet", "goal_extra": ["meet"]})) == ["goal_extra"]
    assert list(faults("doel", {"goal_main": "meet", "goal_extra": ["help", "meet"]})) == ["goal_extra"]
    assert not faults("doel", {"goal_main": "meet", "goal_extra": ["help"]})


def test_an_extra_goal_without_a_main_goal_is_accepted():
    assert cleaned("doel", {"goal_extra": ["help"]})["goal_extra"] == ["help"]


def test_at_most_two_extra_goals():
    assert not faults("doel", {"goal_extra": ["help", "share"]})
    assert faults("doel", {"goal_extra": ["help", "share", "inform"]})["goal_extra"] == [
        "Kies er hooguit 2. U koos er 3."
    ]


def test_at_most_three_wishes_are_a_must():
    asked = ["w_accessible", "w_resident_control", "w_data_local", "w_money_local"]
    official = {"audience": OFFICIAL, "goal_main": "meet"}
    assert not faults("succesfactoren", dict.fromkeys(asked[:3], "must"), official)
    said = faults("succesfactoren", dict.fromkeys(asked, "must"), official)
    assert list(said) == ["w_accessible"]
    assert "drie keer" in said["w_accessible"][0]


def test_a_must_that_was_filled_in_beforehand_counts_as_one_of_the_three():
    earlier = {"audience": OFFICIAL, "goal_main": "meet", "municipality_part": ["owner"]}
    wish = QUESTIONS["w_accessible"]
    assert prefill_values(wish, earlier) == "must"
    others = dict.fromkeys(["w_resident_control", "w_data_local", "w_money_local"], "must")
    assert "w_accessible" in faults("succesfactoren", others | {"w_accessible": "must"}, earlier)
    assert not faults("succesfactoren", others | {"w_accessible": "important"}, earlier)


def test_help_from_the_provider_does_not_count_as_one_of_the_three():
    answers = RESIDENT_READY | dict.fromkeys(WISH_KEYS, "nice") | dict.fromkeys(WISH_KEYS[:3], "must")
    clean, said = check_answers(visible_answers(answers | {"offline_help": "must"}))
    assert not said
    assert clean["offline_help"] == "must"


def test_a_value_that_is_no_option_is_refused_per_question():
    said = faults("doel", {"goal_main": "world_peace", "goal_extra": ["help", "fame"], "need_source": "both"})
    assert said == {
        "goal_main": ["Kies een van de antwoorden uit de lijst."],
        "goal_extra": ["Kies alleen antwoorden uit de lijst."],
    }


def test_only_the_audience_is_required():
    assert [question.key for question in QUESTIONS.values() if question.required] == ["audience"]
    assert list(faults("start", {})) == ["audience"]


@pytest.mark.parametrize("step", [step.key for step in STEPS if step.key != "start"])
def test_every_other_question_can_be_skipped(step):
    assert cleaned(step, {}) == {question.key: None for question in STEP[step].questions}


def test_answers_are_kept_in_the_order_of_the_question():
    one = cleaned("doel", {"goal_extra": ["share", "help"]})
    other = cleaned("doel", {"goal_extra": ["help", "share"]})
    assert one == other
    assert one["goal_extra"] == ["help", "share"]


# --- first values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["client", "owner"])
def test_who_pays_or_owns_finds_accessible_already_on_must(part):
    assert prefill_values(QUESTIONS["w_accessible"], {"audience": OFFICIAL, "municipality_part": [part]}) == "must"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"audience": OFFICIAL},
        {"audience": OFFICIAL, "municipality_part": ["participant"]},
        {"audience": RESIDENT, "municipality_part": ["owner"]},
        {"audience": OFFICIAL, "municipality_part": ["owner"], "w_accessible": "nice"},
        {"audience": OFFICIAL, "municipality_part": ["owner"], "w_accessible": None},
    ],
)
def test_nothing_is_filled_in_for_others_or_on_a_question_that_has_an_entry(answers):
    assert prefill_values(QUESTIONS["w_accessible"], answers) is None


def test_a_first_value_is_never_an_answer():
    answers = {"audience": OFFICIAL, "municipality_part": ["owner"]}
    assert visible_answers(answers)["w_accessible"] is None
    clean, said = check_answers(answers)
    assert not said
    assert "w_accessible" not in clean


# --- the check of a request ----------------------------------------------------------------------------------------


def test_the_quick_check_asks_its_eight_questions():
    assert [question.key for question in QUICK_CHECK] == [
        "need_source",
        "result_sharp",
        "bottleneck",
        "core_team",
        "existing",
        "existing_works",
        "connectors",
        "offline_ways",
    ]


# --- what a page shows ---------------------------------------------------------------------------------------------


def fields(questions, answers, data=None):
    shown = StepForm(data, questions=questions, answers=answers, initial=answers)
    return {field.key: field for field in shown.fields_with_questions}


def test_the_main_goal_is_not_offered_as_an_extra_goal():
    offered = fields([QUESTIONS["goal_extra"]], {"goal_main": "help"})["goal_extra"].choices
    assert "help" not in [choice["value"] for choice in offered]
    assert len(offered) == len(QUESTIONS["goal_extra"].options) - 1


def test_ids_are_the_question_and_a_number_from_one():
    for key, field in fields(PAGES["doel"].questions, {}).items():
        assert [choice["id"] for choice in field.choices] == [f"{key}-{n}" for n in range(1, len(field.choices) + 1)]


def test_a_question_has_the_words_for_who_answers_it():
    question = QUESTIONS["municipality_part"]
    for audience in (OFFICIAL, RESIDENT):
        label = fields([question], {"audience": audience})["municipality_part"].label_text
        assert label == question.label_for(audience)
    assert question.label_for(OFFICIAL) != question.label_for(RESIDENT)


def test_a_follow_up_on_the_same_page_says_when_it_counts():
    shown = fields(PAGES["doel-2"].questions, {})
    assert shown["goal_sentence"].applies_when == (
        "Alleen als u hierboven koos: “Ja, met een getal en een datum” of “Ja, in woorden”."
    )
    assert shown["bottleneck"].applies_when == ""
    assert fields(PAGES["doel-3"].questions, {})["measure"].applies_when == ""


def test_scales_offer_the_four_weights():
    for question in QUESTIONS.values():
        if question.kind == SCALE:
            assert [option.value for option in question.options] == ["must", "important", "nice", "not_important"]
