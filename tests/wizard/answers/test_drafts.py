"""What is typed and is no answer: said, kept as a draft, and asked again; and two tabs that do not undo each other."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from stappenplan.wizard.answers.drafts import keep_drafts
from stappenplan.wizard.forms import StepForm
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Visitor, words

pytestmark = pytest.mark.django_db

MANAGEMENT = "plan_wizard-current_step"
LONG = "Buren leren elkaar kennen. " * 12
AWAY = ["Vorige", "Bewaren en later verder"]


def full(answers):
    """Answers with an entry for every question, as after a whole walk."""
    return {key: answers.get(key) for key in QUESTIONS}


def page_of_goal(visitor, kept):
    return visitor.open(kept.at("stap/doel-2"))


# --- what does not apply is no fault -------------------------------------------------------------------------------


def test_a_sentence_that_is_too_long_is_no_fault_when_it_is_not_asked(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    page_of_goal(visitor, kept).answer({"result_sharp": "not_yet", "goal_sentence": LONG}).press("Volgende")
    assert visitor.url == kept.at("stap/doel-3")
    assert kept.answers["result_sharp"] == "not_yet"
    assert kept.answers["goal_sentence"] == OFFICIAL_READY["goal_sentence"]


def test_what_was_typed_there_is_back_when_it_is_asked_again(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    page_of_goal(visitor, kept).answer({"result_sharp": "not_yet", "goal_sentence": LONG}).press("Volgende")
    visitor.open(kept.at("wijzig/result_sharp")).answer({"result_sharp": "in_words"}).press("Opslaan en terug")
    assert LONG.strip() in page_of_goal(visitor, kept).page.get_element_by_id("goal_sentence-1").value
    assert [link for _fault, link in visitor.mistakes()] == ["#goal_sentence-1"]


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if question.when])
def test_no_follow_up_is_a_fault_while_the_question_it_hangs_on_says_otherwise(key):
    question = QUESTIONS[key]
    first = next(iter(question.when))
    other = next(one for one in QUESTIONS[first].options if one.value not in question.when[first])
    questions = (QUESTIONS[first], question)
    wrong = {key: [LONG if question.kind == "text" else "onzin"]}
    data = MultiValueDict(wrong | {first: [other.value]})
    form = StepForm(data, questions=questions)
    assert form.is_valid()
    assert list(form.cleaned_data) == [first]
    fitting = StepForm(MultiValueDict(wrong | {first: [question.when[first][0]]}), questions=questions)
    assert list(fitting.errors) == [key]
    assert list(StepForm(data, questions=questions, check_all=True).errors) == [key]


def test_the_limit_is_said_before_sending(visitor, keep):
    page_of_goal(visitor, keep(full(OFFICIAL_READY)))
    field = visitor.page.get_element_by_id("goal_sentence-1")
    said = [words(visitor.page.get_element_by_id(one)) for one in field.get("aria-describedby").split()]
    assert "Er passen hooguit 200 tekens in." in said


def test_a_browser_may_bring_back_the_sentence_that_was_typed(visitor, keep):
    page_of_goal(visitor, keep(full(OFFICIAL_READY)))
    assert visitor.page.get_element_by_id("goal_sentence-1").get("autocomplete") is None


# --- drafts --------------------------------------------------------------------------------------------------------


def type_wrong(visitor, kept, page):
    """Fill in something that is no answer on a page; gives the key and what was typed."""
    visitor.open(kept.at(f"stap/{page}"))
    if page == "start":
        visitor.answer({"audience": "official", "place": "Xyzzyveen"})
        return "place", "Xyzzyveen"
    if page == "doel":
        visitor.answer({"goal_main": "help", "goal_extra": ["help"], "need_source": "both"})
        return "goal_extra", "Buren helpen elkaar"
    visitor.answer({"result_sharp": "in_words", "goal_sentence": LONG})
    return "goal_sentence", LONG.strip()[:100]


@pytest.mark.any_database
@pytest.mark.parametrize("page", ["start", "doel", "doel-2"])
@pytest.mark.parametrize("button", AWAY)
def test_what_is_wrong_is_said_on_the_next_page_and_asked_again(visitor, keep, page, button):
    kept = keep(full(OFFICIAL_READY))
    key, typed = type_wrong(visitor, kept, page)
    if page == "start" and button == "Vorige":
        return
    visitor.press(button)
    assert "Dit telt nog niet mee" in visitor.text and typed in visitor.text
    assert kept.answers[key] == OFFICIAL_READY[key]
    for place in ("stap/overzicht", "stap/buurt", "bewaren"):
        assert typed in visitor.open(kept.at(place)).text, place
    visitor.open(kept.at(f"stap/{page}"))
    assert [link for _fault, link in visitor.mistakes()] == [f"#{key}-1"]


def test_the_draft_goes_when_the_question_has_an_answer(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    type_wrong(visitor, kept, "start")
    visitor.press("Bewaren en later verder").follow("Pas het aan")
    assert visitor.page.get_element_by_id("place-1").value == "Xyzzyveen"
    visitor.answer({"place": "Utrecht"}).press("Opslaan en terug")
    assert kept.answers["place"] == "Utrecht"
    assert kept.plan.drafts == {}
    assert "Dit telt nog niet mee" not in visitor.text


@pytest.mark.parametrize("way", ["stap/doel-2", "wijzig/goal_sentence"])
def test_a_page_that_was_refused_is_there_again_after_leaving_by_a_link(visitor, keep, way):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at(way)).answer({"bottleneck": "conflict", "result_sharp": "in_words", "goal_sentence": LONG})
    visitor.press("Volgende" if "stap" in way else "Opslaan en terug")
    assert visitor.mistakes()
    assert kept.answers == full(OFFICIAL_READY)
    visitor.open("/platforms/").open(kept.at(way))
    assert LONG.strip() in visitor.page.get_element_by_id("goal_sentence-1").value


def test_a_draft_is_no_answer_and_does_not_end_a_report(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    changed = kept.plan.changed
    visitor.open(kept.at("stap/doel-2")).answer({"goal_sentence": LONG, "result_sharp": "in_words"}).press("Volgende")
    kept.plan.refresh_from_db()
    assert kept.plan.changed == changed
    assert kept.plan.drafts["goal_sentence"]


def test_of_a_text_without_end_a_draft_keeps_a_part(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at("stap/doel-2")).answer({"goal_sentence": "x " * 50_000, "result_sharp": "in_words"})
    visitor.press("Volgende")
    kept.plan.refresh_from_db()
    assert len(kept.plan.drafts["goal_sentence"][0]) == 2000


def test_two_pages_sent_at_the_same_time_both_keep_their_draft(keep):
    kept = keep(full(OFFICIAL_READY))
    first, second = Plan.objects.get(pk=kept.plan.pk), Plan.objects.get(pk=kept.plan.pk)
    keep_drafts(first, StepForm(QueryDict("place=Xyzzyveen")), ["place"])
    keep_drafts(second, StepForm(QueryDict(urlencode({"goal_sentence": LONG}))), ["goal_sentence"])
    kept.plan.refresh_from_db()
    assert kept.plan.drafts == {"place": ["Xyzzyveen"], "goal_sentence": [LONG]}


# --- two tabs ------------------------------------------------------------------------------------------------------

BUTTONS = ["Volgende", *AWAY]
NEIGHBOURS = {"area_size": "small", "existing": ["group_chat", "facebook"], "existing_works": "works_well"}


@pytest.fixture
def tabs(db):
    return Visitor(Client()), Visitor(Client())


@pytest.mark.parametrize("button", BUTTONS)
def test_an_old_tab_never_empties_what_it_did_not_show(tabs, keep, button):
    kept, (one, old) = keep({"audience": "resident", "place": None}), tabs
    old.open(kept.at("stap/buurt"))
    one.open(kept.at("stap/buurt")).answer(NEIGHBOURS).press("Volgende")
    old.press(button)
    assert {key: kept.answers[key] for key in NEIGHBOURS} == NEIGHBOURS


@pytest.mark.parametrize("button", BUTTONS)
def test_an_old_tab_adds_what_only_it_answered(tabs, keep, button):
    kept, (one, old) = keep({"audience": "resident", "place": None}), tabs
    old.open(kept.at("stap/buurt")).answer({"area_size": "large"})
    one.open(kept.at("stap/buurt")).answer({"existing": ["facebook"], "existing_works": "partly"}).press("Vorige")
    old.press(button)
    assert kept.answers["area_size"] == "large"
    assert (kept.answers["existing"], kept.answers["existing_works"]) == (["facebook"], "partly")


@pytest.mark.any_database
@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize(("mine", "theirs"), [("large", "small"), (None, "small"), ("large", None)])
def test_two_answers_to_one_question_are_both_shown_and_somebody_chooses(tabs, keep, button, mine, theirs):
    start = full(RESIDENT_READY | {"area_size": "street"})
    kept, (one, old) = keep(start), tabs
    rest = {"existing": start["existing"], "existing_works": start["existing_works"]}
    old.open(kept.at("stap/buurt")).answer(rest | {"area_size": mine})
    one.open(kept.at("stap/buurt")).answer(rest | {"area_size": theirs}).press("Volgende")
    old.press(button, expect=409)
    assert kept.answers["area_size"] == theirs
    for answer in (mine, theirs):
        assert (QUESTIONS["area_size"].option(answer).label if answer else "geen antwoord") in old.mistakes()[0][0]
    chosen = {box.name: box.get("value") for box in old.page.xpath("//input[@checked]")}
    assert chosen.get("area_size") == mine
    old.press(button)
    assert kept.answers["area_size"] == mine


def test_several_answers_at_once_are_a_choice_too_and_the_rest_of_the_page_follows(tabs, keep):
    kept, (one, old) = keep(full(RESIDENT_READY | {"existing": ["facebook"], "existing_works": "partly"})), tabs
    old.open(kept.at("stap/buurt")).answer(
        {"area_size": RESIDENT_READY["area_size"], "existing": ["group_chat"], "existing_works": "partly"}
    )
    one.open(kept.at("stap/buurt")).answer(
        {"area_size": "street", "existing": ["local_site"], "existing_works": "works_well"}
    ).press("Volgende")
    old.press("Volgende", expect=409)
    assert [link for _fault, link in old.mistakes()] == ["#existing-1"]
    old.press("Volgende")
    assert (kept.answers["area_size"], kept.answers["existing"], kept.answers["existing_works"]) == (
        "street",
        ["group_chat"],
        "works_well",
    )


def test_the_page_of_one_question_lets_choose_as_well(tabs, keep):
    kept, (one, old) = keep(full(RESIDENT_READY | {"area_size": "street"})), tabs
    old.open(kept.at("wijzig/area_size")).answer({"area_size": "large"})
    one.open(kept.at("wijzig/area_size")).answer({"area_size": "small"}).press("Opslaan en terug")
    old.press("Opslaan en terug", expect=409)
    assert kept.answers["area_size"] == "small"
    old.press("Opslaan en terug")
    assert kept.answers["area_size"] == "large"


@pytest.mark.each_database
@pytest.mark.parametrize("shown", ["", "geen JSON", "[]", "{}", '{"area_size": 1}', '{"x": "y"}', "[" * 5000])
def test_a_form_that_does_not_say_what_it_showed_empties_nothing(client, keep, shown):
    kept = keep(full(RESIDENT_READY))
    client.post(kept.at("stap/buurt"), {MANAGEMENT: "buurt", "getoond": shown})
    assert visible_answers(kept.answers) == visible_answers(full(RESIDENT_READY))


def test_an_answer_that_an_upgrade_left_behind_is_replaced_without_a_question(visitor, keep):
    kept = keep(full(RESIDENT_READY | {"budget": "a_bag_of_gold"}))
    visitor.open(kept.at("wijzig/budget")).answer({"budget": "nothing"}).press("Opslaan en terug")
    assert kept.answers["budget"] == "nothing"
