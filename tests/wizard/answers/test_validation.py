"""Answers of a request or a file: checked by the same rules as the forms of the pages."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stappenplan.method.declarations import MANY, NAME, PLACE, RESIDENT, TEXT
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.success import WISH_LIST
from stappenplan.municipalities.names import MUNICIPALITIES
from stappenplan.wizard.answers.validation import check_answers
from stappenplan.wizard.forms import StepForm, as_data
from stappenplan.wizard.pages import PAGES
from tests.support.personas import PERSONAS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WISH_KEYS = [wish.key for wish in WISH_LIST]


@pytest.mark.parametrize(
    ("name", "place", "area"),
    [
        ("Den Haag", "'s-Gravenhage", None),
        ("den haag", "'s-Gravenhage", None),
        ("’s-Gravenhage", "'s-Gravenhage", None),
        ("gemeente Utrecht", "Utrecht", None),
        ("Krimpen a/d IJssel", "Krimpen aan den IJssel", None),
        ("Laren", "Laren (NH.)", None),  # a municipality's own name means that municipality
        ("Nieuw-Dijk", "Montferland", "Nieuw-Dijk"),
        ("Charlois", "Rotterdam", "Charlois"),
    ],
)
def test_a_request_may_name_any_place_that_means_one_municipality(name, place, area):
    clean, said = check_answers({"audience": RESIDENT, "place": name})
    assert (clean["place"], clean.get("area_name"), said) == (place, area, [])


def test_a_request_with_a_place_of_more_meanings_hears_which():
    clean, said = check_answers({"audience": RESIDENT, "place": "Afferden"})
    assert clean["place"] is None
    assert said == [
        ("place", "Deze naam kan meer betekenen: Afferden (Druten, Gelderland) en Afferden (Bergen, Limburg).")
    ]


@pytest.mark.parametrize("name", ["amers", "Zoetermer", "Nergenshuizen"])
def test_a_request_with_a_beginning_or_a_typing_error_is_refused(name):
    assert [key for key, _fault in check_answers({"audience": RESIDENT, "place": name})[1]] == ["place"]


def test_a_request_with_a_postcode_hears_to_name_the_place():
    said = "We zoeken niet op postcode. Typ de naam van uw gemeente, dorp of wijk."
    assert check_answers({"audience": RESIDENT, "place": "1011 AB"})[1] == [("place", said)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
VALUES = st.sampled_from([option.value for question in QUESTIONS.values() for option in question.options])
NEARLY = st.dictionaries(
    st.sampled_from(list(QUESTIONS)) | st.text(max_size=10),
    JSON | VALUES | st.lists(VALUES, max_size=4) | st.sampled_from(list(MUNICIPALITIES)),
    max_size=12,
)


def value_of(question):
    """Any valid answer to a question; None when it is skipped."""
    if question.kind == PLACE:
        given = st.sampled_from(list(MUNICIPALITIES))
    elif question.kind in (TEXT, NAME):
        letters = st.characters(exclude_categories=("C", "Z"))
        given = st.text(letters, min_size=1, max_size=question.at_most)
    elif question.kind == MANY:
        together = [option.value for option in question.options if not option.alone]
        some = st.lists(st.sampled_from(together), unique=True, min_size=1, max_size=question.at_most)
        alone = [[option.value] for option in question.options if option.alone]
        in_order = some.map(lambda values: [value for value in together if value in values])
        given = st.sampled_from(alone) | in_order if alone else in_order
    else:
        given = st.sampled_from([option.value for option in question.options])
    return given if question.required else st.none() | given


@st.composite
def valid_answers(draw):
    """A whole set of answers that keeps the rules: every question that applies, in order."""
    answers = {}
    for key, question in QUESTIONS.items():
        if key not in visible_answers(answers):
            continue
        value = draw(value_of(question))
        if key == "goal_extra" and value and answers.get("goal_main") in value:
            value = [goal for goal in value if goal != answers["goal_main"]] or None
        if key in WISH_KEYS and value == "must" and sum(answers.get(wish) == "must" for wish in WISH_KEYS) == 3:
            value = "important"
        answers[key] = value
    return answers


@given(JSON | NEARLY)
@example([])
@example(None)
@example({"existing": [[]]})
@example({"goal_main": {"meet": True}})
@example({"groups": ["older", "older"]})
@example({"place": "\ud800"})
@example({"goal_sentence": "\ud800", "result_sharp": "in_words"})
def test_whatever_is_sent_check_says_what_is_wrong_and_never_breaks(anything):
    clean, said = check_answers(anything)
    assert all(isinstance(key, str) and isinstance(fault, str) and fault for key, fault in said)
    assert set(clean) <= set(QUESTIONS)
    json.dumps(clean)


# A whole set of answers has some forty values: thirty sets try each option of each question.
some_sets = settings(max_examples=30)


@some_sets
@given(NEARLY | valid_answers())
def test_clean_answers_are_clean_again(answers):
    clean, said = check_answers(answers)
    if not said:
        assert check_answers(clean) == (clean, [])


@some_sets
@given(valid_answers())
def test_valid_answers_pass_and_stay_as_they_were(answers):
    assert check_answers(answers) == (answers, [])


@some_sets
@given(valid_answers())
def test_stored_answers_come_back_from_the_forms_of_the_pages_unchanged(answers):
    stored = {}
    for page in PAGES.values():
        questions = page.asked(stored)
        sent = StepForm(as_data(answers, questions), questions=questions, answers=stored, step=page.step)
        assert sent.is_valid(), sent.errors
        stored |= sent.cleaned_data
    assert visible_answers(stored) == visible_answers(answers)
    assert {key: stored[key] for key in visible_answers(answers)} == answers


@pytest.mark.parametrize("name", list(PERSONAS))
def test_the_answers_of_everybody_in_the_cast_are_valid(name):
    answers = {key: value for key, value in visible_answers(PERSONAS[name]).items() if value is not None}
    _clean, said = check_answers(answers | {"audience": answers.get("audience", RESIDENT)})
    assert not said


def test_a_follow_up_that_does_not_apply_is_refused():
    said = check_answers({"audience": RESIDENT, "result_sharp": "not_yet", "goal_sentence": "Een zin."})[1]
    assert said == [("goal_sentence", "Deze vraag geldt hier niet. Ze hangt af van: result_sharp.")]
    assert [key for key, _fault in check_answers({"audience": RESIDENT, "rung": "direct"})[1]] == ["rung"]


def test_a_follow_up_that_does_not_apply_may_be_named_as_skipped():
    assert not check_answers({"audience": RESIDENT, "rung": None, "legal_ready": []})[1]


def test_every_fault_is_named_at_once():
    said = check_answers(
        {
            "goal_main": "meet",
            "goal_extra": ["meet"],
            "existing": "facebook",
            "groups": ["everyone", "older"],
            "moderation": ["residents"],
            "colour": "blue",
            **dict.fromkeys(WISH_KEYS[:4], "must"),
        }
    )[1]
    assert sorted(key for key, _fault in said) == [
        "audience",
        "colour",
        "existing",
        "goal_extra",
        "groups",
        "moderation",
        "w_free",
    ]
