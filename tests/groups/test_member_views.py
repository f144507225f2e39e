"""The pages of the members: answering once, the own advice, and the outcome for people who answered."""

import re

import pytest
from django.db import models
from django.test import Client

from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.short_version import OPINIONS, SHORT_VERSION
from stappenplan.models import Group, GroupAnswer, Plan
from stappenplan.text import say
from tests.support.groups import RESIDENT, a_group, link_of, take_part
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_somebody_answers_and_sees_an_own_outcome_at_once(owner):
    somebody = take_part(link_of(owner), core_team="none", bottleneck="nobody_organises")
    assert somebody.heading == "Eerst offline beginnen"
    (stored,) = GroupAnswer.objects.all()
    assert stored.role == "resident" and stored.answers["core_team"] == "none"
    assert set(stored.answers) <= set(OPINIONS)


def test_of_an_answer_no_moment_is_kept():
    assert not [field for field in GroupAnswer._meta.get_fields() if isinstance(field, models.DateField)]


def test_the_short_version_repeats_no_question_and_says_how_many_there_are(owner):
    somebody = Visitor(Client()).open(link_of(owner))
    asked = [question.key for question in SHORT_VERSION.questions]
    assert [key for key in somebody.questions if key != "browser"] == asked
    assert f"{len(asked) - 1} korte vragen" in somebody.text


def test_a_role_is_needed_and_three_musts_are_enough(owner):
    somebody = Visitor(Client()).open(link_of(owner)).press("Verstuur mijn antwoorden", expect=400)
    assert somebody.mistakes() == [("Kies uw rol. Dan weten we bij wie u meetelt.", "#role-1")]
    wishes = dict.fromkeys(("w_free", "w_export", "w_open_source", "w_money_local"), "must")
    somebody = take_part(link_of(owner), expect=400, **wishes)
    assert "U koos vaker dan drie keer “moet”" in somebody.mistakes()[0][0]
    assert not GroupAnswer.objects.exists()


def test_one_browser_answers_once_and_what_was_sent_stays(owner):
    link = link_of(owner)
    somebody = Visitor(Client()).open(link)
    form = {"role": "resident", "browser": somebody.page.xpath("//input[@name='browser']")[0].value}
    somebody.answer({"role": "resident", **RESIDENT, "browser": form["browser"]}).press("Verstuur mijn antwoorden")
    again = Client().post(link, form | {"goal_main": "safety"}, follow=True)
    assert again.status_code == 200
    assert GroupAnswer.objects.get().answers["goal_main"] == RESIDENT["goal_main"]
    assert somebody.open(link).heading.endswith("U heeft al geantwoord")
    assert somebody.client.post(link, form).status_code == 200
    assert GroupAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_group_that_is_deleted_while_an_answer_is_stored_is_not_found(catalogue, owner, monkeypatch):
    link, visit = link_of(owner), Plan.visit
    somebody = Visitor(Client()).open(link)
    form = {"browser": somebody.page.xpath("//input[@name='browser']")[0].value, "role": "resident", **RESIDENT}
    monkeypatch.setattr(Plan, "visit", lambda plan: (visit(plan), Plan.objects.filter(pk=plan.pk).delete()))
    assert Client(raise_request_exception=False).post(link, form).status_code == 404


def test_the_link_of_a_group_can_be_pasted_on_the_start_page(owner):
    link = link_of(owner)
    somebody = Visitor(Client()).open("/")
    somebody.write("Plak hier de link die u bewaarde", f"http://testserver/en{link}").press("Ga verder")
    assert somebody.url == link


def test_one_link_takes_so_many_answers_and_no_more(owner):
    link = link_of(owner)
    Group.objects.update(invited=3)
    for _number in range(3):
        take_part(link)
    assert Visitor(Client()).open(link, expect=409).heading.endswith("De groep is vol")


def test_an_own_outcome_can_be_forgotten_on_a_shared_device_and_nobody_else_has_it(owner):
    link = link_of(owner)
    somebody = take_part(link)
    assert somebody.open(f"{link}eigen/").url == f"{link}eigen/"
    assert Visitor(Client()).open(f"{link}eigen/").url == link
    somebody.press("Vergeet mijn uitkomst op dit apparaat")
    assert somebody.open(f"{link}eigen/").url == link
    assert somebody.heading.endswith("U heeft al geantwoord")


def test_the_outcome_of_the_group_is_for_who_answered(owner):
    link = link_of(owner)
    assert Visitor(Client()).open(f"{link}uitkomst/").url == link
    assert take_part(link).open(f"{link}uitkomst/").heading.endswith("Nog geen uitkomst")


def test_all_of_it_is_there_in_english(owner):
    link = f"/en{link_of(owner)}"
    assert "Your answers stand by themselves on no page." in Visitor(Client()).open(link).text
    group = a_group(*[("resident", RESIDENT)] * 3)
    assert "Most or all get this answer." in Client().get(f"/en/plan/{group.token}/samen/uitkomst/").content.decode()


@pytest.mark.parametrize("role", ["resident", "official", "welfare"])
def test_nothing_is_called_the_choice_of_a_person_who_did_not_choose_it(role):
    """Of what the plan says for everybody, and of what this person skipped, no page says "U koos"."""
    opinions = {"goal_main": "help", "core_team": "none", "channels": ["app", "phone"], "need_source": "not_checked"}
    answers = {**OFFICIAL_READY, "existing": ["none"], "municipality_part": ["owner"], "offline_ways": ["none"]}
    group = a_group(answers=answers)
    own = Visitor(Client()).open(group.link).answer({"role": role, **opinions}).press("Verstuur mijn antwoorden")
    quoted = set(re.findall("“([^”]+)”", " ".join(re.findall(r"U koos: ([^.]+)\.", own.text))))
    chosen = {
        say(QUESTIONS[key].option(value).label)
        for key, given in opinions.items()
        for value in ([given] if isinstance(given, str) else given)
    }
    assert quoted and quoted <= chosen
    for words_of_a_wish in ("U vindt dit", "Uw eis", "Voor u belangrijk", "U vroeg dit erbij"):
        assert words_of_a_wish not in own.text
    assert "Dat komt uit het plan van wie u uitnodigde." in own.text
