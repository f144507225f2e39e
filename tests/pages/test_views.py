"""The pages around the stappenplan: start, what the site is, what is not there, and both languages."""

import lxml.html
import pytest

from platforms.models import Catalogue
from platforms.pages.knowledge import count_catalogue
from stappenplan.pages.about import ABOUT
from tests.support.personas import RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_start_page_leads_into_the_stappenplan_the_check_and_a_kept_plan(visitor):
    visitor.open("/").press("Begin het stappenplan")
    assert visitor.title.startswith("Stap 1 van 7: Start")
    visitor.open("/").follow("Doe de snelle check")
    assert visitor.url == "/snelle-check/"
    token = visitor.begin().token() if "Begin het stappenplan" in visitor.open("/").text else None
    visitor.open("/").press("Vergeet op dit apparaat")
    if token:
        visitor.write("Plak hier de link die u bewaarde", f"http://testserver/plan/{token}/").press("Ga verder")
        assert visitor.token() == token


def test_the_start_page_shows_the_size_of_the_catalogue(visitor):
    shown = visitor.open("/").page.xpath("//dl[contains(@class, 'cijfers')]//dt")
    numbers = {words(one).replace(".", "") for one in shown}
    assert {str(number) for number in count_catalogue(Catalogue.current().platforms).values()} <= numbers


def test_the_start_page_works_before_the_catalogue_is_loaded(visitor, empty_catalogue):
    visitor.open("/")
    assert visitor.response.context["example"] is None


def test_the_example_on_the_start_page_is_an_advice_of_today(visitor):
    example = visitor.open("/").response.context["example"]
    assert example.ranking.ranked
    assert example.ranking.ranked[0].platform.name in visitor.text


@pytest.mark.parametrize("page", ABOUT)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_about_the_site_is_reached_from_the_foot_of_each_page(visitor, page, language):
    visitor.open(f"{language}/")
    url = f"{language}/over/{page}/"
    assert url in visitor.page.xpath("//footer//a/@href")
    visitor.open(url)
    assert visitor.heading
    assert len(visitor.text) > 200


def test_the_page_about_privacy_says_how_long_answers_are_kept(visitor, settings):
    settings.PLAN_DAYS, settings.PLAN_DAYS_LONG = 77, 333
    visitor.open("/over/privacy/")
    assert "77" in visitor.text
    assert "333" in visitor.text


def test_how_to_reach_us_is_shown_as_it_was_set(visitor, settings):
    settings.CONTACT = "meldpunt@stappenplan.example"
    assert "meldpunt@stappenplan.example" in visitor.open("/over/melding-doen/").text
    settings.CONTACT = ""
    assert "meldpunt@" not in visitor.open("/over/melding-doen/").text


@pytest.mark.parametrize("url", ["/nergens/", "/over/elders/", "/plan/x/nergens/", "/platforms/bestaat-niet/"])
def test_what_is_not_there_is_told_on_a_page_with_a_way_on(visitor, url):
    visitor.open(url, expect=404)
    assert visitor.heading
    assert "/" in visitor.page.xpath("//main//a/@href")
    assert visitor.page.get("lang") == "nl"


def test_what_is_not_there_in_english_is_told_in_an_english_frame(visitor):
    visitor.open("/en/nergens/", expect=404)
    assert visitor.page.get("lang") == "en"
    assert "/en/" in visitor.page.xpath("//main//a/@href")


def test_dutch_has_no_prefix_and_the_browser_does_not_decide(client):
    response = client.get("/", headers={"Accept-Language": "en"})
    assert b'<html lang="nl">' in response.content
    assert b'<html lang="en">' in client.get("/en/", headers={"Accept-Language": "nl"}).content


@pytest.mark.parametrize("page", ["stap/doel", "advies", "vergelijk", "bewaren", "stap/overzicht"])
def test_the_other_language_shows_the_same_page_of_the_same_plan(visitor, keep, page):
    kept = keep(dict.fromkeys(RESIDENT_READY) | RESIDENT_READY)
    visitor.open(kept.at(page)).follow("English")
    assert visitor.url == kept.at(page, "/en")
    assert visitor.page.get("lang") == "en"
    visitor.follow("Nederlands")
    assert visitor.url == kept.at(page)


def test_the_other_language_of_a_page_that_is_not_there_or_has_no_name_is_its_own_address(client, keep):
    calendar = f"/plan/{keep(RESIDENT_READY).token}/meenemen/agenda.ics?vanaf=onzin"
    for address in ("/nergens/?q=1", "/fr/", "/voorbeeld/onzin/", calendar):
        for here, there in ((address, f"/en{address}"), (f"/en{address}", address)):
            links = lxml.html.fromstring(client.get(here).content).xpath("//a[@hreflang]/@href")
            assert there in links, here


def test_the_other_language_keeps_what_was_asked_of_a_page(visitor, keep):
    kept = keep(RESIDENT_READY)
    visitor.open(kept.at("advies") + "?alles=1").follow("English")
    assert visitor.url == kept.at("advies", "/en") + "?alles=1"


def test_answers_given_in_english_are_the_same_answers(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start", "/en")).answer({"audience": "resident", "place": "Haarlem"})
    button = next(button for button in visitor.page.iter("button") if not button.get("name"))
    visitor.press(words(button))
    assert visitor.url == kept.at("stap/doel", "/en")
    assert kept.answers == {"audience": "resident", "place": "Haarlem", "area_name": None}


def test_every_page_has_one_main_heading_a_title_and_a_way_past_the_menu(visitor, keep):
    kept = keep(dict.fromkeys(RESIDENT_READY) | RESIDENT_READY)
    pages = ["/", "/snelle-check/", "/methode/", "/platforms/", "/platforms/nextdoor/"]
    pages += [kept.at(page) for page in ("stap/start", "stap/overzicht", "advies", "vergelijk", "bewaren")]
    for url in pages:
        visitor.open(url)
        assert visitor.heading, url
        assert visitor.title.endswith("Stappenplan buurtplatform"), url
        assert visitor.page.xpath("//a[@href='#inhoud']"), url
        assert visitor.page.xpath("//main[@id='inhoud']"), url


def test_no_page_holds_inline_script_or_style_or_names_another_host(visitor, keep):
    kept = keep(dict.fromkeys(RESIDENT_READY) | RESIDENT_READY)
    pages = ["/", "/snelle-check/", "/methode/", "/platforms/", "/platforms/nextdoor/"]
    pages += [
        kept.at(page) for page in ("stap/start", "stap/succesfactoren-2", "stap/overzicht", "advies", "vergelijk")
    ]
    for url in pages:
        visitor.open(url)
        policy = visitor.response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        # data for search engines is no script: a browser runs nothing of it
        script = "//script[not(@src) and not(@type='application/ld+json')]"
        assert not visitor.page.xpath(f"{script} | //style | //*[@style] | //@*[starts-with(name(), 'on')]"), url
        loaded = visitor.page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert all(source.startswith(("/", "data:")) for source in loaded), url
