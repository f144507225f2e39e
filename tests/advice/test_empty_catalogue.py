"""When there is nothing to advise on, and when the site itself cannot answer."""

import re

import pytest
from lxml import html

from stappenplan.models import Plan
from tests.conftest import ROOT
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import words

pytestmark = pytest.mark.any_database

EMPTY = "De lijst met platforms is leeg"


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["advies", "vergelijk", "rapport"])
def test_an_empty_catalogue_gives_no_advice_and_says_that_answers_are_kept(visitor, keep, empty_catalogue, page):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at(page), expect=503)
    assert visitor.heading == "We kunnen nu geen advies geven"
    assert EMPTY in visitor.text
    assert "Alle antwoorden zijn bewaard." in visitor.text
    visitor.follow("Terug naar uw antwoorden")
    assert visitor.url == kept.at("stap/overzicht")


@pytest.mark.django_db
def test_an_empty_catalogue_makes_no_report(visitor, keep, empty_catalogue):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("x").replace("x/", "advies.pdf"), expect=503)
    assert EMPTY in visitor.text
    assert not kept.plan.reports.exists()


@pytest.mark.django_db
def test_who_reads_along_is_told_of_an_empty_catalogue_without_the_owners_links(visitor, keep, empty_catalogue):
    visitor.open(f"/advies/{Plan.view_token(keep(OFFICIAL_READY).token)}/", expect=503)
    assert EMPTY in visitor.text
    assert not [link for link in visitor.page.xpath("//main//a/@href") if "/plan/" in link]


@pytest.mark.django_db
def test_the_start_page_with_an_empty_catalogue_says_so_and_counts_nothing(visitor, empty_catalogue):
    visitor.open("/")
    assert EMPTY in visitor.text
    assert not visitor.page.xpath("//dl[contains(@class, 'cijfers')]")
    assert "0 platforms" not in visitor.text
    visitor.press("Begin het stappenplan")
    assert visitor.title.startswith("Stap 1 van 7")


@pytest.mark.django_db
def test_the_quick_check_gives_no_verdict_on_an_empty_catalogue_and_keeps_the_answers(visitor, empty_catalogue):
    visitor.open("/snelle-check/").answer({"audience": "official", "need_source": "both"})
    button = visitor.page.xpath("//main//form//button[@type='submit']")[-1]
    visitor.press(words(button))
    assert EMPTY in visitor.text
    assert visitor.response.context["advice"] is None
    assert visitor.page.xpath("//input[@name='need_source'][@value='both'][@checked]")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/platforms/", "/snelle-check/"])
def test_with_platforms_no_page_says_that_there_are_none(visitor, address):
    assert EMPTY not in visitor.open(address).text


# 429 and 503 are for what stands before the site; 400 and 500 for when nothing else can be said. All work without it.
@pytest.mark.parametrize("status", [400, 429, 500, 503])
def test_the_pages_for_when_the_site_cannot_answer_need_nothing_of_it(status):
    source = (ROOT / "templates" / f"{status}.html").read_text(encoding="utf-8")
    assert not re.search(r"\{[%{]", source)
    assert not re.search(r"https?:|//|<script|style=|<style", source)
    page = html.fromstring(source)
    assert len(page.xpath("//h1")) == 1
    assert page.get("lang") == "nl"
    assert page.xpath("//*[@lang='en']//h2")
    assert {"/", "/en/"} <= set(page.xpath("//main//a/@href"))
    for sheet in page.xpath("//link[@rel='stylesheet']/@href"):
        assert (ROOT / sheet.lstrip("/")).is_file()
    assert "Wat u eerder bewaarde, staat er nog." in words(page.find(".//main"))
    assert re.search(r"Wacht een|Probeer het over|probeer het nog een keer", words(page.find(".//main")))
