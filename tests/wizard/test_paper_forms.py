"""The questions on paper, and the sheet for talks with neighbours."""

import pytest

from stappenplan.method.steps import QUESTIONS
from stappenplan.wizard.paper_forms import is_for, question_sheet
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(("who", "audience"), [("gemeente", "official"), ("bewoner", "resident")])
def test_every_question_for_who_it_is_stands_on_paper_with_all_its_answers(visitor, who, audience):
    page = visitor.open(f"/vragenblad/{who}/")
    shown = [words(heading) for heading in page.page.xpath("//main//h3")]
    asked = [
        question.label_for(audience)
        for question in QUESTIONS.values()
        if question.key != "audience" and is_for(question, audience)
    ]
    assert [heading.partition(" ")[2] for heading in shown] == asked
    boxes = page.page.xpath("//main//ul/li")
    assert len(boxes) == sum(
        len(part.question.options) for _step, parts in question_sheet(audience) for asked in parts for part in asked
    )


def test_a_question_that_follows_another_says_when_it_applies(visitor):
    text = visitor.open("/vragenblad/bewoner/").text
    assert "Sla over als u bij vraag 9 koos: “Niets” of “Weet ik niet”." in text
    assert "Alleen als u bij vraag 13 koos: “Bewoners”." in text
    assert "Sla over als u bij vraag 7 koos: “Nog niet”." in visitor.open("/vragenblad/gemeente/").text


def test_the_sheet_for_talks_says_what_to_answer_afterwards(visitor):
    page = visitor.open("/burenblad/")
    assert QUESTIONS["need_source"].label in page.text
    tallies = [words(row) for row in page.page.xpath("//tbody//th")]
    assert {option.label for option in QUESTIONS["goal_main"].options} <= set(tallies)
