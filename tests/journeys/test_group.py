"""A group in real browsers: people answer at the same time, each in a browser of their own, one without script."""

import re

import pytest

from tests.conftest import visits
from tests.journeys.test_browser import heading, press
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser

# The members: role and goal, in the words of the page.
PEOPLE = (
    ("Ik werk voor de gemeente", "Buren leren elkaar kennen", "Drie tot vijf"),
    ("Ik ben bewoner of vrijwilliger in de buurt", "Buren helpen elkaar", "Nog niemand"),
    ("Ik werk voor welzijn, zorg of een woningcorporatie", "Buren leren elkaar kennen", "Nog niemand"),
)


def answer(page, link, role, goal, carried):
    page.goto(link)
    for question, words in {"Vanuit welke rol": role, "Wat wilt u vooral": goal, "Hoeveel bewoners": carried}.items():
        page.get_by_role("group", name=question).get_by_text(words, exact=True).click()


def test_three_people_answer_at_the_same_time_by_their_own_links_and_see_the_same_outcome(browser, live_site):
    owner = Visitor(Network(live_site.url)).begin()
    owner.walk(OFFICIAL_READY)
    owner.open(f"/plan/{owner.token()}/samen/").write("Hoeveel anderen nodigt u uit?", "3").press("Maak de links")
    owner.press("Ik doe niet mee")
    links = re.findall(r"/samen/[\w-]{43}/", owner.page.get_element_by_id("alle-links").text)
    with visits(browser, live_site) as visit:
        pages = [visit(java_script_enabled=number > 0) for number in range(len(PEOPLE))]
        for page, link, (role, goal, carried) in zip(pages, links, PEOPLE, strict=True):
            answer(page, link, role, goal, carried)
        for page in pages:
            press(page, "Verstuur mijn antwoorden")
            assert "Uw antwoorden zijn verstuurd" in page.inner_text("main")
        for page, link in zip(pages, links, strict=True):
            page.goto(f"{link}uitkomst/")
        assert len({page.inner_text("main") for page in pages}) == 1
        assert "De meesten of allen zeggen dat nog niemand de kar wil trekken." in pages[0].inner_text("main")
        pages[0].goto(links[0])
        assert heading(pages[0]).endswith("U heeft al geantwoord")
