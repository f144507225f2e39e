"""Changing one answer from check-your-answers or the advice: one question, its new follow-ups, and back."""

import pytest
from django.test import Client

from stappenplan.method.profile import is_open, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.wizard.change import ALONG
from tests.support.covering import mark_others
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Visitor, words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def full(answers):
    """Answers with an entry for every question, as after a whole walk."""
    return {key: answers.get(key) for key in QUESTIONS}


def in_order(answers):
    """The answers that count, several at once in any order."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in visible_answers(answers).items()}


def from_overview(visitor, kept, key, back=""):
    """Follow the link that changes this answer."""
    visitor.open(kept.at("stap/overzicht") + (f"?terug={back}" if back else ""))
    link = visitor.page.xpath(f"//*[@id='antwoord-{key}']//a/@href")[0]
    return visitor.open(link.split("#")[0])


def rail_links(visitor):
    links = visitor.page.xpath("//nav[@aria-label='Stappen']//div[contains(@class, 'lang')]//a")
    return {words(link): link.get("href") for link in links}


ASKED = [(who["audience"], key) for who in (OFFICIAL_READY, RESIDENT_READY) for key in visible_answers(who)]
READY = {"official": OFFICIAL_READY, "resident": RESIDENT_READY}
# Each question once; those that are put to both in turns to an official and a resident.
PUT_TO = {key: [audience for audience, asked in ASKED if asked == key] for _audience, key in ASKED}
ONCE = [(audiences[number % len(audiences)], key) for number, (key, audiences) in enumerate(PUT_TO.items())]


@pytest.mark.parametrize(("audience", "key"), mark_others(ASKED, ONCE))
def test_each_answer_is_changed_on_a_page_of_its_own_and_leads_back(visitor, keep, audience, key):
    """All wishes are one question, at most three of them are a must; a municipality is asked with its neighbourhood."""
    kept = keep(full(READY[audience]))
    from_overview(visitor, kept, key)
    group = QUESTIONS[key].group
    wishes = [one for one, question in QUESTIONS.items() if question.group]
    several = wishes if group else [key, *ALONG.get(key, ())]
    assert visitor.questions == several
    if group:
        assert visitor.heading == "Hoe belangrijk is dit voor u?"
    elif several == [key]:
        assert visitor.heading == words_of(visitor, QUESTIONS[key].label_for(audience))
    visitor.press("Opslaan en terug")
    assert visitor.url == kept.at("stap/overzicht") + f"#antwoord-{key}"
    assert in_order(kept.answers) == in_order(full(READY[audience]))


def words_of(visitor, label):
    return label + " (verplicht)" if "(verplicht)" in visitor.heading else label


@pytest.mark.each_database
def test_from_the_advice_it_leads_back_to_the_advice(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("advies")).follow("Uw antwoorden").follow("Wijzig: Hoe groot is de buurt waar het om gaat?")
    visitor.answer({"area_size": "large"}).press("Opslaan en terug")
    assert visitor.url == kept.at("advies")
    assert kept.answers["area_size"] == "large"


@pytest.mark.parametrize("back", ["", "advies"])
def test_without_a_change_one_goes_back_where_one_was(visitor, keep, back):
    kept = keep(full(RESIDENT_READY))
    from_overview(visitor, kept, "area_size", back).follow("Terug zonder te veranderen")
    assert visitor.url.split("#")[0] == kept.at("advies" if back else "stap/overzicht")


def test_a_follow_up_that_the_answer_opened_is_asked_and_nothing_else(visitor, keep):
    kept = keep(full(OFFICIAL_READY | {"existing": ["none"], "existing_works": None}))
    from_overview(visitor, kept, "existing", "advies").answer({"existing": ["facebook"]}).press("Opslaan en terug")
    assert visitor.questions == ["existing_works"]
    assert "Door uw antwoord komt dit erbij." in visitor.text
    visitor.answer({"existing_works": "partly"}).press("Opslaan en terug")
    assert visitor.url == kept.at("advies")
    assert kept.answers["existing"] == ["facebook"] and kept.answers["existing_works"] == "partly"


def test_a_follow_up_that_has_an_answer_is_not_asked_again(visitor, keep):
    kept = keep(full(OFFICIAL_READY | {"existing": ["none"], "existing_works": "partly"}))
    from_overview(visitor, kept, "existing").answer({"existing": ["facebook"]}).press("Opslaan en terug")
    assert visitor.url.startswith(kept.at("stap/overzicht"))


@pytest.mark.each_database
def test_another_audience_asks_every_question_for_it_and_then_leads_back(visitor, keep):
    answers = full(RESIDENT_READY)
    kept = keep(answers)
    from_overview(visitor, kept, "audience", "advies").answer({"audience": "official"}).press("Opslaan en terug")
    asked = []
    while visitor.url != kept.at("advies"):
        assert len(visitor.questions) <= 3
        asked += visitor.questions
        visitor.press("Opslaan en terug")
    expected = [key for key in visible_answers(kept.answers) if key not in visible_answers(answers)]
    assert asked == [key for key in expected if answers[key] is None]


def test_a_question_that_is_not_asked_leads_back(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    for key in ("policy_goal", "elders", "existing_works"):
        if key not in visible_answers(kept.answers):
            visitor.open(kept.at(f"wijzig/{key}"))
            assert visitor.url.split("#")[0] == kept.at("stap/overzicht")
    assert kept.answers == full(RESIDENT_READY)


@pytest.mark.each_database
def test_a_post_for_a_question_that_is_not_asked_any_more_loses_nothing(visitor, keep):
    kept = keep(full(OFFICIAL_READY | {"result_sharp": "in_words"}))
    other = Visitor(Client())
    from_overview(visitor, kept, "goal_sentence").answer({"goal_sentence": "Buren kennen elkaar."})
    from_overview(other, kept, "result_sharp").answer({"result_sharp": "not_yet"}).press("Opslaan en terug")
    visitor.press("Opslaan en terug", expect=409)
    assert "Buren kennen elkaar." in visitor.text


def test_an_answer_that_no_longer_goes_with_another_asks_that_one_too(visitor, keep):
    kept = keep(full(OFFICIAL_READY | {"goal_main": "meet", "goal_extra": ["help"]}))
    from_overview(visitor, kept, "goal_main").answer({"goal_main": "help"}).press("Opslaan en terug")
    assert visitor.questions == ["goal_main", "goal_extra"]
    assert [link for _fault, link in visitor.mistakes()] == ["#goal_extra-1"]
    assert kept.answers["goal_main"] == "meet"
    visitor.answer({"goal_main": "help", "goal_extra": ["meet"]}).press("Opslaan en terug")
    assert visitor.url.startswith(kept.at("stap/overzicht"))
    assert (kept.answers["goal_main"], kept.answers["goal_extra"]) == ("help", ["meet"])


def test_the_page_of_a_question_says_what_the_plan_holds(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    from_overview(visitor, kept, "budget")
    label = QUESTIONS["budget"].option(RESIDENT_READY["budget"]).label
    assert f"Nu in uw plan: “{label}”" in visitor.text


def test_in_english_it_leads_back_to_the_english_pages(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("wijzig/area_size", "/en") + "?terug=advies").press("Save and go back")
    assert visitor.url == kept.at("advies", "/en")


# --- the rail ------------------------------------------------------------------------------------------------------


def test_while_questions_are_open_neither_checking_nor_the_advice_is_a_link(visitor, keep):
    visitor.open(keep({"audience": "official", "place": None}).at("stap/doel"))
    assert list(rail_links(visitor)) == ["Start"]
    assert "Controleren" in words(visitor.page.xpath("//nav[@aria-label='Stappen']")[0])


@pytest.mark.parametrize("page", ["stap/start", "stap/doel-2", "stap/online-en-offline", "wijzig/area_size"])
def test_when_every_question_has_an_entry_both_are_links_on_each_page(visitor, keep, page):
    kept = keep(full(RESIDENT_READY))
    links = rail_links(visitor.open(kept.at(page)))
    assert links["Controleren"] == kept.at("stap/overzicht")
    assert links["Advies"] == kept.at("advies")


def test_after_a_mistake_too(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at("stap/start")).answer({"audience": "official", "place": "Xyzzyveen"}).press("Volgende")
    assert {"Controleren", "Advies"} <= set(rail_links(visitor))


def test_who_saw_the_advice_can_go_back_to_it_while_a_question_is_open(visitor, keep):
    answers = full(RESIDENT_READY)
    del answers["area_size"]
    kept = keep(answers)
    visitor.open(kept.at("advies"))
    links = rail_links(visitor.open(kept.at("stap/buurt")))
    assert "Advies" in links and "Controleren" not in links


def test_on_the_page_to_check_one_is_there_and_the_advice_is_next(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("stap/overzicht"))
    here = visitor.page.xpath("//nav[@aria-label='Stappen']//div[contains(@class, 'lang')]//li[@aria-current='step']")
    assert [words(row.find("b")) for row in here] == ["Controleren"]
    assert rail_links(visitor)["Advies"] == kept.at("advies")


# Questions that are not put to these people


@pytest.mark.parametrize("audience", READY)
def test_what_is_not_asked_can_be_answered_from_the_overview_and_then_counts(visitor, keep, audience):
    asked = {key for key, value in READY[audience].items() if value and key in asked_of(audience)}
    kept = keep({key: READY[audience].get(key) for key in asked})
    visitor.open(kept.at("stap/overzicht"))
    links = visitor.page.xpath("//details[@id='meer-vragen']//a/@href")
    offered = {link.split("/wijzig/")[1].split("/")[0] for link in links}
    assert offered == set(QUESTIONS) - set(visible_answers(kept.answers)) - closed_to(kept.answers)
    assert {"years_secured", "review_date", "start_small", "w_free", "w_export", "offline_help"} <= offered
    visitor.open(kept.at("wijzig/years_secured"))
    assert visitor.questions == ["years_secured"]
    visitor.answer({"years_secured": "one"}).press("Opslaan en terug")
    assert visitor.url == kept.at("stap/overzicht") + "#antwoord-years_secured"
    assert visible_answers(kept.answers)["years_secured"] == "one"
    visitor.open(kept.at("wijzig/w_free"))
    assert set(visitor.questions) == {key for key in offered if QUESTIONS[key].group}
    visitor.answer({"w_free": "must"}).press("Opslaan en terug")
    assert visible_answers(kept.answers)["w_free"] == "must"
    assert not {"w_export", "w_eu_hosting"} & set(visible_answers(kept.answers))


def asked_of(audience):
    """The questions that are put to somebody who answers as READY does."""
    return visible_answers({key: value for key, value in READY[audience].items() if not is_optional(key, audience)})


def is_optional(key, audience):
    return QUESTIONS[key].asked_if.get(audience, {}) is None


def closed_to(answers):
    """The questions that no answer of these people opens."""
    shown = visible_answers(answers)
    return {key for key, question in QUESTIONS.items() if not is_open(question, shown)}
