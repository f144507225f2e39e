"""From the decision to the story on the site: on a telephone without JavaScript, months later under the same link."""

import pytest

from tests.journeys.states import send
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
FOUR_MONTHS_LATER = """
from django.utils import timezone
from platforms.models import FollowUp, add_months
FollowUp.objects.update(begun=add_months(timezone.localdate(), -4))
"""
PUBLISH = """
from platforms.models import Catalogue, Experience
Experience.objects.filter(state="waiting").update(state="published")
Catalogue.touch()
"""


def no_wider_than_the_phone(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def test_an_official_leaves_word_and_answers_months_later_on_a_phone(visit, live_site):
    owner = Visitor(Network(live_site.url)).begin()
    token = owner.token()
    owner.open(f"/plan/{token}/stap/start/").walk(OFFICIAL_READY)

    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/plan/{token}/meenemen/")
    page.get_by_role("link", name="Laat weten wat u koos").click()
    page.get_by_label("We kozen een platform").check()
    page.get_by_label("Welk platform?").select_option("hoplr")
    send(page, "Bewaar")
    no_wider_than_the_phone(page)
    assert "Hoplr" in page.get_by_role("status").inner_text()
    link = page.get_by_label("Uw link om later te antwoorden").input_value()

    page.goto(link)
    assert "U kunt nu niet antwoorden" in page.get_by_role("heading", level=1).inner_text()
    live_site.manage("shell", "--no-imports", "-c", FOUR_MONTHS_LATER)
    page.goto(link)
    no_wider_than_the_phone(page)
    send(page, "Verstuur")
    assert page.get_by_role("alert").get_by_role("link").count() == 2, "two questions need an answer"
    no_wider_than_the_phone(page)
    page.get_by_role("group", name="Draait het nog?").get_by_label("Ja", exact=True).check()
    page.get_by_label("Hoeveel mensen doen mee?").fill("ongeveer 300")
    page.get_by_role("group", name="Zou u het weer kiezen?").get_by_label("Ja", exact=True).check()
    page.get_by_label("Wat zou u tegen de volgende gemeente zeggen?").fill("Begin in één straat.")
    page.get_by_label("Ja, dat mag").check()
    send(page, "Verstuur")
    assert "Schrijf een heel getal" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Wat zou u tegen de volgende gemeente zeggen?").input_value() == "Begin in één straat."
    page.get_by_label("Hoeveel mensen doen mee?").fill("300")
    send(page, "Verstuur")
    no_wider_than_the_phone(page)
    assert "Dank u. Uw antwoord is bewaard." in page.get_by_role("heading", level=1).inner_text()

    page.goto("/platforms/hoplr/")
    assert "Begin in één straat." not in page.locator("main").inner_text()
    live_site.manage("shell", "--no-imports", "-c", PUBLISH)
    page.goto("/platforms/hoplr/")
    assert "Begin in één straat." in page.locator("main").inner_text()
    no_wider_than_the_phone(page)

    page.goto(link)
    page.get_by_text("Stop deze link", exact=True).click()
    send(page, "Stop, en wis mijn antwoorden")
    assert "Deze link is gestopt" in page.get_by_role("heading", level=1).inner_text()
    page.goto("/platforms/hoplr/")
    assert "Begin in één straat." not in page.locator("main").inner_text()
