"""The pages that the questions are divided over."""

import pytest

from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.steps.success import WISH_LIST, WISHES_KEY
from stappenplan.wizard.pages import PAGES, QUESTIONS_ON_A_PAGE, first_open_page, page_of
from tests.support.personas import OFFICIAL_READY

pytestmark = pytest.mark.any_database

WISH_KEYS = [wish.key for wish in WISH_LIST]


def test_every_question_is_on_exactly_one_page():
    asked = [question.key for page in PAGES.values() for question in page.questions]
    assert asked == list(QUESTIONS)


def test_a_page_holds_at_most_three_questions_or_the_wishes_alone():
    for page in PAGES.values():
        groups = {question.group for question in page.questions}
        assert len(groups) == 1, page.key
        assert groups == {WISHES_KEY} or len(page.questions) <= QUESTIONS_ON_A_PAGE == 3, page.key
    assert [page.key for page in PAGES.values() if page.questions[0].group] == ["succesfactoren-2"]


def test_the_wishes_are_all_nine_on_one_page():
    assert [question.key for question in PAGES["succesfactoren-2"].questions] == WISH_KEYS
    assert len(WISH_KEYS) == 9


def test_page_keys_are_the_step_and_from_the_second_page_a_number():
    for page in PAGES.values():
        assert page.key == (page.step.key if page.number == 1 else f"{page.step.key}-{page.number}")
    assert [page.key for page in PAGES.values() if page.number == 1] == [step.key for step in STEPS]
    assert list(PAGES)[:4] == ["start", "doel", "doel-2", "doel-3"]


def test_a_page_knows_how_many_pages_its_step_has():
    for page in PAGES.values():
        assert page.count == sum(other.step is page.step for other in PAGES.values())


def test_page_of_finds_the_page_of_a_question():
    assert page_of("audience") == "start"
    assert page_of("w_export") == "succesfactoren-2"


def test_a_follow_up_is_shown_on_the_page_of_the_question_it_follows():
    asked = [question.key for question in PAGES["doel-2"].asked({"audience": OFFICIAL})]
    assert asked == ["bottleneck", "result_sharp", "goal_sentence"]


def test_a_question_that_an_answer_on_the_same_page_brings_is_shown_there():
    asked = [question.key for question in PAGES["rol"].asked({"audience": RESIDENT})]
    assert asked == ["lead", "municipality_part"]


def test_what_is_not_asked_any_more_is_shown_only_to_people_who_answered_it():
    asked = {question.key for page in PAGES.values() for question in page.asked({"audience": RESIDENT})}
    assert not {"goal_sentence", "group_form", "review_date", "w_free"} & asked
    answered = {"audience": RESIDENT, "review_date": "date", "w_free": "must"}
    shown = {question.key for page in PAGES.values() for question in page.asked(answered)}
    assert shown - asked == {"review_date", "w_free"}


def test_a_question_for_the_other_audience_is_not_asked():
    keys = {
        audience: {question.key for page in PAGES.values() for question in page.asked({"audience": audience})}
        for audience in (OFFICIAL, RESIDENT)
    }
    only_officials = {"measure", "rung", "reply", "legal_ready", "goal_sentence", "w_accessible", "w_data_local"}
    assert keys[OFFICIAL] - keys[RESIDENT] == only_officials | {"w_resident_control"}
    assert keys[RESIDENT] - keys[OFFICIAL] == {"hours"}


def test_a_page_is_complete_when_each_question_that_applies_has_an_entry_even_an_empty_one():
    page = PAGES["buurt"]
    assert not page.complete({"area_size": "small"})
    assert page.complete({"area_size": None, "existing": ["none"]})
    assert not page.complete({"area_size": None, "existing": ["facebook"]})
    assert page.complete({"area_size": None, "existing": ["facebook"], "existing_works": None})


def test_the_first_open_page_is_the_first_with_a_question_without_an_entry():
    assert first_open_page({}) == "start"
    assert first_open_page({"audience": RESIDENT, "place": None}) == "doel"
    assert first_open_page({key: OFFICIAL_READY.get(key) for key in QUESTIONS}) is None
    without = {key: OFFICIAL_READY.get(key) for key in QUESTIONS if key != "moderation"}
    assert first_open_page(without) == "online-en-offline"


def test_the_name_of_the_neighbourhood_keeps_no_page_open():
    assert first_open_page({"audience": RESIDENT, "place": None}) == "doel"
    assert first_open_page({"audience": RESIDENT, "area_name": "Loil"}) == "start"
