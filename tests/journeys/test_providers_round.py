"""A round along five invented providers, played whole: real browsers, a real mail server, on either kind of database.

The invented platforms are the whole catalogue of the sites of these tests, and of no other.
"""

import re
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.conftest import require_program, visits
from tests.journeys.invented_providers import NAMES, PHONE, log_in, slug_of
from tests.journeys.test_browser import REPORT_MILLISECONDS
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def plan(rounds):
    """The address of a plan of an official."""
    site, _mailbox = rounds
    official = Visitor(Network(site.url)).begin()
    official.walk(OFFICIAL_READY)
    return f"/plan/{official.token()}"


def start_round(page):
    page.goto("/beheer/platforms/providerround/add/")
    page.get_by_label("Naam").fill("2027")
    page.get_by_label("Tot en met").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    assert page.locator("input[name=platforms]:checked").count() == len(NAMES)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.get_by_role("heading", name="Ronde 2027").wait_for()
    return page.url


def send_letters(page, round_page):
    """A letter to each provider, from the page of its invitation."""
    for name in NAMES:
        page.goto(round_page)
        page.get_by_role("link", name=name).click()
        page.get_by_label("E-mailadres van de aanbieder").fill(f"info@{slug_of(name)}.example")
        page.get_by_role("button", name="Verstuur nu").click()
        page.get_by_text("Verstuurd. Het adres is niet bewaard.").wait_for()


def links_in(mailbox):
    """The link in the letter to each provider, by address of the platform."""
    found = {}
    for letter in mailbox.letters:
        (link,) = set(re.findall(r"http\S+/ronde/\S+/", letter.get_content()))
        found[letter["To"].partition("@")[2].removesuffix(".example")] = link
    return found


def choose(page, key, answer, value=None):
    """Answer one question as the page shows it."""
    question = page.locator(f"fieldset[id='{key}']")
    question.get_by_text(answer, exact=True).click()
    if value:
        question.get_by_label("Wat is het?").select_option(value)


def margin_of(page, plan, name):
    """How far apart the lowest and the highest figure of a platform are, as the advice shows them, from 0 to 10."""
    page.goto(f"{plan}/advies/")
    place = page.locator(".plaats__kop").filter(has=page.get_by_role("link", name=name, exact=True))
    low, high = place.locator(".meting .subtiel").first.inner_text().replace(",", ".").split(" tot ")
    return float(high) - float(low)


def read_memo(page, plan):
    """The words of the PDF that the official takes along."""
    page.goto(f"{plan}/rapport/")
    link = page.locator("main a[href$='advies.pdf']").first
    link.wait_for(timeout=REPORT_MILLISECONDS)
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    content = page.request.get(link.get_attribute("href")).body()
    return " ".join(subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode().split())


@pytest.mark.pdf
def test_from_the_invitation_to_what_an_official_reads(rounds, plan, browser):
    site, mailbox = rounds
    today = date_format(timezone.localdate(), "j F Y")
    with visits(browser, site) as visit:
        staff, official = visit(), visit()
        before = {name: margin_of(official, plan, name) for name in NAMES[:2]}
        assert "volgens de aanbieder" not in official.locator("main").text_content()

        log_in(staff)
        round_page = start_round(staff)
        send_letters(staff, round_page)
        links = links_in(mailbox)
        assert set(links) == set(map(slug_of, NAMES)) and len(set(links.values())) == 5

        # Somebody of the first provider begins on a phone, and comes back to what was saved.
        phone = visit(viewport=PHONE, has_touch=True, is_mobile=True)
        phone.goto(links["ons-plein"])
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        choose(phone, "status", "Klopt nog")
        choose(phone, "hosting_region", "Invullen", "nl")
        phone.get_by_role("button", name="Bewaar en kom terug").click()
        phone.get_by_text("Bewaard. Kom terug met dezelfde link").wait_for()
        assert phone.get_by_text("2 van 9 beantwoord").is_visible()
        assert margin_of(official, plan, "Ons Plein") == before["Ons Plein"], "nothing is public yet"

        # A colleague opens the same link elsewhere, sees that, does the rest and sends it.
        colleague = visit()
        colleague.goto(links["ons-plein"])
        assert colleague.get_by_text("2 van 9 beantwoord").is_visible()
        assert colleague.locator("#hosting_region select").input_value() == "nl"
        choose(colleague, "data_export", "Invullen", "yes")
        choose(colleague, "advertising", "Invullen", "no")
        choose(colleague, "commercial_data_use", "Invullen", "no")
        choose(colleague, "accessibility_statement", "Invullen", "yes")
        choose(colleague, "open_source", "Zeggen we niet")
        colleague.get_by_role("button", name="Bewaar en kom terug").click()
        colleague.get_by_role("link", name="Alle andere feiten over Ons Plein").click()
        choose(colleague, "goals.meet", "Klopt nog")
        colleague.get_by_role("button", name="Verstuur naar de redactie").click()
        colleague.get_by_role("heading", level=1, name="Dank").wait_for()

        # The second provider only says that it still runs; the others do not answer.
        colleague.goto(links["buurthof"])
        choose(colleague, "status", "Klopt nog")
        colleague.get_by_role("button", name="Verstuur naar de redactie").click()
        colleague.get_by_role("heading", level=1, name="Dank").wait_for()

        assert margin_of(official, plan, "Ons Plein") == before["Ons Plein"], "staff did not read it yet"
        staff.goto(round_page)
        assert staff.get_by_text("Gevraagd: 5. Antwoordde: 2.").is_visible()
        staff.get_by_role("link", name="Ons Plein").click()
        staff.get_by_role("button", name="Neem alles over").click()
        staff.get_by_text("8 antwoorden overgenomen.").wait_for()
        staff.goto(round_page)
        staff.get_by_role("button", name="Neem het ene antwoord over dat wacht").click()
        staff.get_by_text("1 antwoord overgenomen.").wait_for()

        # The range is narrower, and page, advice and memo say who said it, and when.
        assert margin_of(official, plan, "Ons Plein") < before["Ons Plein"] - 0.5
        assert margin_of(official, plan, "Buurthof") == before["Buurthof"]
        told = " ".join(official.locator("main").text_content().split())
        assert f"volgens de aanbieder, {today}" in told
        memo = read_memo(official, plan)
        assert "Dit zei de aanbieder toen wij het vroegen" in memo and today in memo
        official.goto("/platforms/ons-plein/")
        page = " ".join(official.locator("main").inner_text().split())
        assert page.count(f"volgens de aanbieder, {today}") == 6
        assert "Dit wil de aanbieder niet zeggen: Is de software open?" in page
        official.goto("/rondes/")
        shown = official.locator("#ronde-2027")
        assert shown.locator("dd").all_inner_texts()[1:3] == ["5", "2"]
