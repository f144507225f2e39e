"""The examples of the start page: a whole advice, marked as made up, that stores nothing about readers."""

import re

import pytest
from django.urls import reverse

from stappenplan.models import Plan, Report
from stappenplan.plans.examples import EXAMPLES, example_plan
from stappenplan.report.document import report_html
from stappenplan.report.queue import report_for
from stappenplan.wizard.answers.validation import check_answers
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MARK = "Dit is een voorbeeld."


@pytest.fixture
def current(catalogue):
    from platforms.models import Catalogue

    return Catalogue.current()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_answers_of_an_example_could_have_been_given(name):
    clean, faults = check_answers(EXAMPLES[name])
    assert faults == []
    assert clean == EXAMPLES[name]


def test_the_start_page_leads_to_both_advices_and_their_papers(visitor):
    links = set(visitor.open("/").page.xpath("//main//a/@href"))
    for name in EXAMPLES:
        assert {reverse("example_advice", args=[name]), reverse("example_pdf", args=[name])} <= links


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("page", ["", "vergelijk/", "rapport/"])
def test_every_page_of_an_example_says_that_it_is_one_and_leads_to_a_plan_of_ones_own(visitor, name, page):
    visitor.open(f"/voorbeeld/{name}/{page}", expect=202 if page == "rapport/" else 200)
    assert MARK in visitor.text
    assert not visitor.page.xpath("//main//a[contains(@href, '/plan/')]")
    assert "/stap/start/" in visitor.press("Begin uw eigen stappenplan").url


def test_looking_at_an_example_keeps_nothing_and_changes_nothing(visitor):
    visitor.open("/voorbeeld/gemeente/?wish-w_free=must")
    assert "Bewaar deze gewichten" not in visitor.text
    assert not visitor.response.cookies.keys() - {"csrftoken"}
    assert not Plan.objects.exists()


def test_an_example_shows_the_answers_it_rests_on(visitor):
    asked = visitor.open("/voorbeeld/bewoners/").page.xpath("//section[@id='antwoorden']//dt")
    assert "In welke gemeente ligt de buurt?" in map(words, asked)


def test_a_plan_of_ones_own_is_no_example(visitor, keep):
    visitor.open(keep(EXAMPLES["gemeente"]).at("advies"))
    assert MARK not in visitor.text
    assert not visitor.page.xpath("//section[@id='antwoorden']")


def test_an_example_that_does_not_exist_is_told(visitor):
    visitor.open("/voorbeeld/anders/", expect=404)


def test_one_report_serves_everybody_and_the_other_example_has_its_own(current):
    official = [report_for(example_plan("gemeente", current), current, "nl") for _visitor in range(2)]
    resident = report_for(example_plan("bewoners", current), current, "nl")
    assert official[0] == official[1] != resident
    assert Report.objects.filter(plan=None).count() == 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_paper_says_at_the_top_that_the_answers_are_made_up(current, name):
    plan = example_plan(name, current)
    html = report_html(plan, plan.advice(current), current, "nl")
    body = re.sub(r"<[^>]+>", " ", html.partition("<main>")[2])
    assert body.split()[:4] == ["Voorbeeld:", "de", "antwoorden", "zijn"]


def test_without_platforms_there_is_no_example_to_open(visitor, empty_catalogue):
    assert not visitor.open("/").page.xpath("//main//a[contains(@href, '/voorbeeld/')]")
    visitor.open("/voorbeeld/gemeente/", expect=503)
