"""A round along five invented providers, played whole: real browsers, a real mail server, on either kind of database.

The invented platforms are the whole catalogue of the sites of these tests, and of no other.
"""

import re
import subprocess
from copy import deepcopy
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django.utils.formats import date_format

from tests.conftest import free_port, require_program, serve, visits
from tests.journeys.test_browser import REPORT_MILLISECONDS
from tests.platforms.conftest import RECORD, write

pytestmark = pytest.mark.browser

NAMES = ("Ons Plein", "Buurthof", "Straatpraat", "De Stoep", "Wijkbank")
PHONE, PASSWORD = {"width": 360, "height": 740}, "lang-genoeg-voor-een-test"
KNOWN = {
    "scope": "national",
    "provider_type": "foundation",
    "channels": ["web", "app"],
    "languages": ["nl"],
    "free_for_residents": "yes",
    "registration": "account",
    "visibility": "mixed",
    "resident_control": "shared",
    "data_owner": "local_organisation",
    "revenue_model": ["municipal_subscription"],
    "cost_municipality": "medium",
    "municipality_role": ["client", "account"],
    "offline_support": "optional",
    "start_effort": "set_up_with_provider",
}
SETUP = f"""
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only
leave_only()
call_command("load_catalogue", %r)
user = User.objects.create_user("uitgever", password={PASSWORD!r}, is_staff=True)
user.groups.add(Group.objects.get(name="Uitgever"))
print("HERE", Plan.start(dict(OFFICIAL_READY))[1])
"""


def slug_of(name):
    return name.lower().replace(" ", "-")


def said_by_others(value, basis="stated"):
    return {"value": value, "source": ["s2"], "basis": basis}


def write_providers(folder):
    """The files of five invented platforms: known to run and from others too, with much that only they can tell."""
    for name in NAMES:
        record = deepcopy(RECORD) | {
            "slug": name.lower().replace(" ", "-"),
            "name": name,
            "kind": "neighbourhood_network",
        }
        record["facts"] = {key: said_by_others(value) for key, value in KNOWN.items()}
        record["goals"] = {"meet": said_by_others("primary", "inferred"), "inform": said_by_others("secondary")}
        record["status"] = said_by_others("active")
        record["sources"][1]["date"] = "2026-06"
        write(folder, record)
    (folder / "changed.txt").write_text("2026-11-24")


class Mailbox:
    """What the mail server got."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox():
    box, port = Mailbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    box.url = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()


@pytest.fixture
def site(database, mailbox, tmp_path):
    """A site with these five platforms, staff, a plan of an official (`site.plan`) and the mail server."""
    folder = tmp_path / "providers"
    folder.mkdir()
    write_providers(folder)
    mail = {"EMAIL_URL": mailbox.url, "EMAIL_FROM": "redactie@site.example"}
    with serve(tmp_path / "log", DATABASE_URL=database, **mail) as site:
        said = site.manage("shell", "-v0", "-c", SETUP % str(folder))
        yield site, f"/plan/{said.split('HERE ')[1].strip()}"


def log_in(page):
    page.goto("/beheer/")
    page.get_by_label("Gebruikersnaam").fill("uitgever")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("link", name="Platforms", exact=True).wait_for()


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
def test_from_the_invitation_to_what_an_official_reads(site, mailbox, browser):
    site, plan = site
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
