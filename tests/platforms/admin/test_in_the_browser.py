"""The admin in a real browser and with two people at once: no refusal by the security policy, nothing done twice."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

PASSWORD = "lang-genoeg-voor-een-test"
SETUP = f"""
from django.contrib.auth.models import Group, User
from platforms.models import Platform, Proposal, content_of, hash_content
for name in ("baas", "ander"):
    if not User.objects.filter(username=name).exists():
        user = User.objects.create_user(name, password={PASSWORD!r}, is_staff=True)
        user.groups.add(Group.objects.get(name="Uitgever"))
platform = Platform.objects.get(slug="hoplr")
seen = hash_content(content_of(platform, "scope"))
proposal = Proposal.objects.create(platform=platform, key="scope", proposed={{"value": "local"}}, seen=seen)
print("HERE", platform.pk, proposal.pk)
"""


@pytest.fixture
def ids(live_site):
    """The platform and a proposal that waits, made in the database of the running site."""
    said = live_site.manage("shell", "-v0", "-c", SETUP)
    return tuple(map(int, re.search(r"HERE (\d+) (\d+)", said).groups()))


class Member:
    """Someone of the staff with a browser of their own, without a screen."""

    def __init__(self, site, name):
        self.site = site
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.post("/inloggen/", {"login": name, "password": PASSWORD, "next": "/beheer/"})

    def get(self, page):
        return self.open(self.site.url + page, timeout=30).read().decode()

    def post(self, page, data, html=None):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html or self.get(page))[1]
        body = urllib.parse.urlencode(data | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        request = urllib.request.Request(self.site.url + page, body, {"Referer": self.site.url + page})
        return self.open(request, timeout=60).read().decode()


def seen_in(html):
    return re.search(r'name="seen" value="(\w+)"', html)[1]


def test_of_four_who_accept_at_once_one_does_and_the_others_are_told(live_site, ids):
    _platform, proposal = ids
    page = f"/beheer/platforms/proposal/{proposal}/change/"
    members = [Member(live_site, name) for name in ("baas", "ander", "baas", "ander")]
    opened = [(member, member.get(page)) for member in members]
    answer = {"value": "local", "basis": "stated", "sources": "s1", "reason": "Samen tegelijk.", "accept": ""}
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(one.post, page, answer | {"seen": seen_in(html)}, html) for one, html in opened]
        said = [job.result() for job in jobs]
    assert sum("Overgenomen. Het staat nu op de site." in html for html in said) == 1
    assert sum("Iemand anders handelde dit voorstel intussen af" in html for html in said) == 3
    log = members[0].get("/platforms/hoplr/")
    assert log.count("Samen tegelijk.") == 1


def test_of_two_who_save_the_same_fact_at_once_one_is_asked_to_look_again(live_site, ids):
    page = f"/beheer/platforms/platform/{ids[0]}/feit/registration/"
    opened = [(member, member.get(page)) for member in (Member(live_site, "baas"), Member(live_site, "ander"))]
    answer = {"basis": "stated", "sources": "s1", "reason": "Tegelijk.", "save": ""}
    with ThreadPoolExecutor(2) as pool:
        values = ("none", "invitation")
        jobs = [
            pool.submit(one.post, page, answer | {"value": value, "seen": seen_in(html)}, html)
            for (one, html), value in zip(opened, values, strict=True)
        ]
        said = [job.result() for job in jobs]
    assert sum("Iemand anders veranderde dit intussen" in html for html in said) == 1


def log_in(page):
    """Log in on the first page of the admin."""
    page.goto("/beheer/")
    page.get_by_label("Gebruikersnaam").fill("baas")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


@pytest.mark.browser
def test_a_first_time_editor_corrects_a_fact_with_its_source_in_a_handful_of_steps(page, live_site, ids):
    """From the first page of the admin to the site, without script errors or refusals (the fixture watches)."""
    log_in(page)
    page.get_by_role("link", name="Platforms", exact=True).click()
    page.locator("#searchbar").fill("buuv")
    page.locator("#searchbar").press("Enter")
    page.get_by_role("link", name="BUUV (Haarlem en Bloemendaal)").click()
    page.get_by_role("link", name="Wijzig Is er reclame?").click()
    page.get_by_label("Nee", exact=True).check()
    page.get_by_label("Nieuwe bron: adres").fill("https://buuv.nu/over")
    page.get_by_label("Titel").fill("Over BUUV")
    page.get_by_label("Waarom?").fill("De site zegt dat er geen reclame is.")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("staat zo op de site").wait_for()
    page.goto("/platforms/wijzigingen/")
    assert page.get_by_text("De site zegt dat er geen reclame is.").first.is_visible()
    for address in (
        "platforms/proposal/",
        "platforms/fact/?oud=jaar",
        "platforms/source/",
        f"platforms/platform/{ids[0]}/history/",
    ):
        assert page.goto(f"/beheer/{address}").ok


def test_an_editor_confirms_ten_facts_on_one_page_with_eleven_clicks(page, live_site, ids):
    """From the first page of the admin: ten boxes and one button. Beside each stands where to look."""
    log_in(page)
    page.get_by_role("link", name="Platforms", exact=True).wait_for()
    page.goto("/beheer/platforms/platform/week/")
    rows = page.locator(".feitenlijst tbody tr")
    assert rows.count() == 10
    first = rows.locator("th").all_inner_texts()
    assert all(row.locator("th a[target=_blank]").count() for row in rows.all()), "its site or a source is a click away"
    for box in rows.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("10 feiten bevestigd.").wait_for()
    assert rows.count() == 10 and rows.locator("th").all_inner_texts() != first, "the next ten"
