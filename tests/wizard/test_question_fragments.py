"""Questions that are kept as they look: the page is the same whatever was shown before, and nothing typed is kept."""

import re

import pytest

from stappenplan.method.declarations import NAME, TEXT
from stappenplan.method.steps import QUESTIONS
from stappenplan.templatetags import fragments
from stappenplan.wizard.pages import PAGES
from tests.support.personas import SITUATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MANAGEMENT = "plan_wizard-current_step"
TYPED = {question.key: f"getikt-{question.key}" for question in QUESTIONS.values() if question.kind in (TEXT, NAME)}
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|/plan/[^/"]+/')
PLANS = [
    *list(SITUATIONS.values())[::9],
    {"audience": "resident", "goal_main": "help"},
    {"audience": "official", "goal_main": "meet", "goal_extra": ["help"]},
    {"audience": "official"},
    {},
]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(fragments, "_of_release", {})


def read(client, address):
    response = client.get(address)
    return ONCE.sub("", response.content.decode()) if response.status_code == 200 else response.status_code


@pytest.mark.parametrize("in_turns", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_a_page_of_questions_is_the_same_whatever_was_shown_to_others_before(client, keep, in_turns):
    """Each page of each plan in both languages, or in turns in one of them."""
    plans, languages = [keep(answers) for answers in PLANS], ("", "/en")
    addresses = [
        kept.at(f"stap/{page}", language)
        for number, kept in enumerate(plans)
        for at, page in enumerate(PAGES)
        for language in (languages[(number + at) % 2 :][:1] if in_turns else languages)
    ]
    together = [read(client, address) for address in addresses]
    assert [read(client, address) for address in addresses] == together
    for address, shown in list(zip(addresses, together, strict=True))[::7]:
        fragments._of_release.clear()
        assert read(client, address) == shown, address


def test_an_answer_that_was_changed_is_shown_at_once_and_one_taken_back_is_gone(client, keep):
    kept = keep({"audience": "official"})
    for goal in ("help", "meet", "help", None):
        kept.plan.answers["goal_main"] = goal
        kept.plan.save()
        page = client.get(kept.at("stap/doel")).content.decode()
        assert re.findall(r'name="goal_main"[^>]*value="(\w+)"\s+checked', page) == ([goal] if goal else [])
        assert ("Wis dit antwoord" in page) is (goal is not None)


def test_nothing_that_a_visitor_typed_or_sent_wrongly_is_kept(client, keep):
    kept = keep({"audience": "resident", **TYPED})
    for key, page in PAGES.items():
        wrong = {question.key: f"getikt-verkeerd-{question.key}" for question in page.questions}
        client.post(kept.at(f"stap/{key}"), {MANAGEMENT: key, **wrong, "getoond": "getikt-getoond"})
        client.get(kept.at(f"stap/{key}"))
    made = "".join(fragments._of_release.values())
    assert 'class="keuze"' in made and 'class="tip' in made
    for secret in ("getikt", kept.token, client.cookies["csrftoken"].value):
        assert secret not in made + repr(list(fragments._of_release))
