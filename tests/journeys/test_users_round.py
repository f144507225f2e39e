"""The users' round, played whole over twelve months: five towns and then three, in real browsers.

The clock of a site that runs cannot be set, so time goes by the other way round: what is kept gets older.
"""

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT, visits
from tests.journeys.invented_providers import PHONE, log_in
from tests.journeys.states import send
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser

FIRST, LATER = ("Zeist", "Ede", "Gouda", "Assen", "Goes"), ("Weert", "Urk", "Delft")
PAGE = "/platforms/ons-plein/"
# Prints eight plans of officials. Then, for each number that it reads, lets all get so many months older, has the
# nightly round come by, and says so.
CLOCK = """
import sys
import django
django.setup()
from datetime import timedelta
from io import StringIO
from django.core.management import call_command
from django.utils import timezone
from platforms.models import Catalogue, Experience, FollowUp, ShownMunicipality, UserSummary, add_months
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY
dates = {FollowUp: ["begun"], Experience: ["given", "counted"], UserSummary: ["counted"], ShownMunicipality: ["day"]}
print(*(Plan.start(dict(OFFICIAL_READY))[1] for _place in range(8)), flush=True)
for months in map(int, sys.stdin):
    for model, names in dates.items():
        for row in model.objects.all():
            fields = {name: add_months(getattr(row, name), -months) for name in names if getattr(row, name)}
            model.objects.filter(pk=row.pk).update(**fields)
    long_ago = timezone.now() - timedelta(days=31 * months)
    Plan.objects.update(changed=long_ago, visited=long_ago)
    Catalogue.touch()
    call_command("delete_expired", stdout=StringIO())
    print("done", flush=True)
"""


@pytest.fixture
def clock(rounds):
    """The program that stores the plans and lets time go by."""
    site, _mailbox = rounds
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", CLOCK], cwd=ROOT, env=site.environment, **pipes) as program:
        yield program
        program.stdin.close()


def let_months_go_by(clock, months):
    """Let all that is kept be so many months older, and the nightly round come by."""
    print(months, file=clock.stdin, flush=True)
    assert clock.stdout.readline() == "done\n"


def leave_decision(person, plan, place):
    """Leave word that this town chose Ons Plein; gives the link in the calendar file, which each moment has."""
    person.open(f"/plan/{plan}/besluit/").choose("Wat is er besloten?", "We kozen een platform")
    person.write("In welke gemeente?", place)
    person.page.get_element_by_id("platform").value = "ons-plein"
    person.press("Bewaar")
    dates = person.client.get(f"/plan/{plan}/meenemen/agenda.ics").content.decode().replace("\r\n ", "")
    links = re.findall(r"URL:http://[^/]+(/later/\S+)", dates.replace(";VALUE=URI", ""))
    assert len(links) == 3
    (link,) = set(links)
    return link


def answer(person, link, runs, again):
    """Fill in the short form behind a link."""
    person.open(link).choose("Draait het nog?", runs).choose("Zou u het weer kiezen?", again).press("Verstuur")
    assert person.heading.endswith("Dank u. Uw antwoord is bewaard.")


def said_by_users(page):
    """What the page of the platform says of its users; "" when it says nothing."""
    page.goto(PAGE)
    part = page.locator("#gebruikers")
    return " ".join(part.inner_text().split()) if part.count() else ""


def test_from_what_was_decided_to_what_users_say_a_year_later(rounds, clock, browser):
    (site, _mailbox), plans = rounds, clock.stdout.readline().split()
    people = {place: Visitor(Network(site.url)) for place in FIRST + LATER}
    with visits(browser, site) as visit:
        public, staff, phone = visit(), visit(), visit(viewport=PHONE, java_script_enabled=False)
        links = {
            place: leave_decision(person, plan, place)
            for (place, person), plan in zip(people.items(), plans, strict=True)
        }
        assert len(set(links.values())) == 8 and said_by_users(public) == ""

        # Three months: the plans are gone, the links are not. The first answers on a phone, with a story.
        let_months_go_by(clock, 3)
        assert people["Ede"].client.get(f"/plan/{plans[1]}/advies/").status_code == 404
        phone.goto(links["Zeist"])
        assert "na 3 maanden" in phone.get_by_role("heading", level=1).inner_text()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        phone.get_by_role("group", name="Draait het nog?").get_by_label("Ja", exact=True).check()
        phone.get_by_role("group", name="Zou u het weer kiezen?").get_by_label("Ja", exact=True).check()
        phone.get_by_label("Wat zou u tegen de volgende gemeente zeggen?").fill("Begin in één straat.")
        phone.get_by_label("Ja, dat mag").check()
        send(phone, "Verstuur")
        for place in FIRST[1:-1]:
            answer(people[place], links[place], "Ja", "Ja")
        assert said_by_users(public) == "", "four towns, and a story that nobody read"
        answer(people["Goes"], links["Goes"], "Nee", "Nee")
        shown = said_by_users(public)
        assert "Uit 5 gemeenten" in shown and "ja: 4, nee: 1" in shown and "Begin in één straat." not in shown

        # Staff read the story and publish it.
        log_in(staff)
        staff.goto("/beheer/platforms/platform/week/")
        staff.get_by_role("link", name="Lees het oudste verhaal").click()
        staff.get_by_role("link", name="Ons Plein").click()
        staff.get_by_role("button", name="Plaats op de site").click()
        staff.get_by_text("Het verhaal staat op de site.").wait_for()
        assert "Een gebruiker in de gemeente Zeist" in said_by_users(public)

        # Half a year: the same towns answer otherwise, and a new one; no figure moves.
        let_months_go_by(clock, 3)
        figures = said_by_users(public).split("Uit 5 gemeenten")[1].partition("ja:")[2]
        for place in (*FIRST[1:], "Weert"):
            answer(people[place], links[place], "Nee", "Weet ik niet")
        assert said_by_users(public).split("Uit 5 gemeenten")[1].partition("ja:")[2] == figures

        # A year: with two more new towns everything counts, the last answer of each.
        let_months_go_by(clock, 6)
        assert "na 12 maanden" in people["Urk"].open(links["Urk"]).heading
        answer(people["Urk"], links["Urk"], "Nee", "Nee")
        assert "Uit 5 gemeenten" in said_by_users(public), "two are new"
        answer(people["Delft"], links["Delft"], "Ja", "Ja")
        shown = said_by_users(public)
        assert "Uit 8 gemeenten" in shown and "ja: 2, nee: 6" in shown

        # Then the links end. The answers stay three years, and go with the story and the figures.
        let_months_go_by(clock, 2)
        assert people["Urk"].client.get(links["Urk"]).status_code == 404
        assert "Begin in één straat." in said_by_users(public)
        let_months_go_by(clock, 26)
        assert "Begin in één straat." not in said_by_users(public), "it was given 37 months ago"
        let_months_go_by(clock, 12)
        assert said_by_users(public) == ""
