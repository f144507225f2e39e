"""The quick check: eight questions and a verdict on one page, without keeping anything."""

import pytest
from django.apps import apps

from stappenplan.method.steps import QUESTIONS, QUICK_CHECK
from stappenplan.method.verdicts import ANSWERS, CAUSES, GOAL, VERDICTS
from stappenplan.models import Plan, RateLimitCount
from stappenplan.text import say
from tests.support.personas import OFFICIAL_READY, PERSONAS
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CHECK = PERSONAS["quick_check"]


def count_rows():
    """The rows of every table but that of the rate limits, which counts requests and holds no answer and no address."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model is not RateLimitCount}


def test_it_asks_eight_questions_on_one_page(visitor):
    visitor.open("/snelle-check/")
    assert visitor.questions == [question.key for question in QUICK_CHECK]
    assert len(visitor.questions) == 8


def test_the_verdict_is_the_main_heading_and_the_title(visitor):
    visitor.open("/snelle-check/").answer(CHECK).press("Bekijk de uitkomst")
    advice = Plan(answers=CHECK).advice()
    assert visitor.heading == advice.verdict.text
    assert visitor.title.startswith(advice.verdict.text)
    assert advice.verdict.meaning in visitor.text


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "go"),
        ({"connectors": "nobody", "offline_ways": ["none"]}, "offline_first"),
        ({"bottleneck": "service_missing"}, "offline_first"),
        ({"existing_works": "works_well"}, "use_existing"),
        ({"result_sharp": "not_yet"}, "sharpen_first"),
        ({"need_source": "not_checked"}, "sharpen_first"),
        ({"offline_ways": ["none"]}, "go_if"),
    ],
)
def test_the_verdict_follows_the_answers(visitor, changed, verdict):
    visitor.open("/snelle-check/").answer(CHECK | changed).press("Bekijk de uitkomst")
    texts = {VERDICTS[verdict].text, *(one.text for one in CAUSES.get(verdict, {}).values())}
    assert visitor.heading in texts


def test_without_answers_it_says_that_they_are_too_few(visitor):
    visitor.open("/snelle-check/").press("Bekijk de uitkomst")
    assert visitor.heading == VERDICTS["too_few"].text


def test_nothing_is_stored_and_nothing_is_remembered(visitor):
    before = count_rows()
    visitor.open("/snelle-check/").answer(CHECK).press("Bekijk de uitkomst")
    assert count_rows() == before
    assert set(visitor.client.cookies) == {"csrftoken"}
    assert "no-store" in visitor.response["Cache-Control"]


def test_answers_go_along_into_a_plan(visitor):
    visitor.open("/snelle-check/").answer(CHECK).press("Bekijk de uitkomst").press("Neem deze antwoorden mee")
    assert visitor.url.endswith("/stap/start/")
    assert Plan.objects.get().answers == CHECK | {"offline_ways": ["meeting_place", "events", "paper"]}
    visitor.open(f"/plan/{visitor.token()}/stap/doel-2/")
    chosen = {box.name: box.get("value") for box in visitor.page.xpath("//input[@checked]")}
    assert chosen == {"bottleneck": CHECK["bottleneck"], "result_sharp": CHECK["result_sharp"]}


def test_answers_can_be_changed_on_the_same_page(visitor):
    visitor.open("/snelle-check/").answer(CHECK).press("Bekijk de uitkomst")
    chosen = [(box.name, box.get("value")) for box in visitor.page.xpath("//input[@checked]")]
    assert ("core_team", CHECK["core_team"]) in chosen
    visitor.choose("Is duidelijk wat er over een jaar anders moet zijn?", "Nog niet").press("Bekijk de uitkomst")
    assert visitor.heading == CAUSES["sharpen_first"][GOAL].text


@pytest.mark.parametrize("left_out", [["core_team"], ["core_team", "result_sharp"]], ids=["one", "two"])
def test_questions_left_out_are_listed_below_a_verdict_that_points_at_them(visitor, left_out):
    answers = {key: value for key, value in CHECK.items() if key not in left_out}
    visitor.open("/snelle-check/").answer(answers).press("Bekijk de uitkomst")
    count = {1: "één antwoord", 2: "twee antwoorden"}[len(left_out)]
    assert visitor.heading == CAUSES["go_if"][ANSWERS].text % {"answers": count}
    listed = {words(item) for item in visitor.page.xpath("//ul[contains(@class, 'uitzoeken')]/li")}
    assert listed == {say(QUESTIONS[key].label) for key in left_out}


def test_a_mistake_is_named_and_nothing_is_lost(visitor):
    visitor.open("/snelle-check/").answer(CHECK | {"offline_ways": ["none", "paper"]}).press("Bekijk de uitkomst")
    assert visitor.mistakes() == [("Kies dit, of iets anders, niet allebei.", "#offline_ways-1")]
    assert visitor.title.startswith("Fout: Snelle check")
    chosen = [box.get("value") for box in visitor.page.xpath("//input[@name='offline_ways'][@checked]")]
    assert chosen == ["paper", "none"]


def test_a_follow_up_that_does_not_apply_does_not_count(visitor):
    visitor.open("/snelle-check/").answer(CHECK | {"existing": ["none"], "existing_works": "works_well"})
    visitor.press("Bekijk de uitkomst")
    assert visitor.heading == VERDICTS["go"].text


def test_a_plan_takes_valid_answers_to_the_eight_questions_and_nothing_else(client):
    sent = CHECK | {"offline_ways": ["none", "paper"], "goal_main": "meet", "connectors": "robots", "colour": "red"}
    client.post("/plan/", sent)
    kept = Plan.objects.get().answers
    assert kept == {key: CHECK[key] for key in CHECK if key not in ("offline_ways", "connectors")}


def test_the_verdict_of_the_check_is_that_of_a_plan_with_the_same_answers(visitor):
    answers = {key: OFFICIAL_READY.get(key) for key in CHECK}
    visitor.open("/snelle-check/").answer(answers).press("Bekijk de uitkomst")
    shown = visitor.heading
    visitor.press("Neem deze antwoorden mee").answer({"audience": "official"}).press("Volgende")
    visitor.open(f"/plan/{visitor.token()}/advies/")
    assert shown in words(visitor.page.find(".//main"))
