"""The operator of the site: on every page, for staff, in the description of the API, and as a check of a site."""

import pytest
from django.core.checks import ERROR

from stappenplan.operations.configuration.checks import require_operator
from stappenplan.operations.configuration.operator import read_operator
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NAMED = {
    "OPERATOR_NAME": "Gemeente Voorbeeld",
    "CONTACT": "mail@voorbeeld.example",
    "OPERATOR_ADDRESS": "Dorpsstraat 1, 1234 AB Voorbeeld",
    "OPERATOR_REGISTER": "KvK 01234567",
    "MAKERS": "Twee mensen van de gemeente maken de site.",
    "EDITORS": "De bibliotheek zoekt de feiten uit.",
    "FUNDING": "De gemeente betaalt alles.",
    "SINCE": "2026",
}
ABOUT_THE_SITE = ("MAKERS", "EDITORS", "FUNDING", "SINCE")


@pytest.fixture
def operated_by(settings):
    """Set who runs the site, as far as given; the rest is not set."""

    def operate(**known):
        for name in NAMED:
            setattr(settings, name, known.get(name, ""))

    return operate


@pytest.fixture
def read(client, catalogue):
    return lambda url: Visitor(client).open(url)


def foot(page):
    return " ".join(page.page.xpath("//footer")[0].text_content().split())


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_foot_of_a_page_names_the_operator_and_how_to_reach_it(read, operated_by, language):
    operated_by(OPERATOR_NAME=NAMED["OPERATOR_NAME"], CONTACT=NAMED["CONTACT"])
    page = read(f"{language}/")
    assert "Gemeente Voorbeeld" in foot(page)
    assert "mailto:mail@voorbeeld.example" in page.page.xpath("//footer//a/@href")


@pytest.mark.parametrize("known", [{}, {"OPERATOR_NAME": "Gemeente Voorbeeld"}, {"CONTACT": "mail@voorbeeld.example"}])
def test_what_is_not_set_is_said_to_be_missing_on_pages_and_to_staff(read, admin_client, operated_by, settings, known):
    settings.STAFF_MFA = False
    operated_by(**known)
    said = foot(read("/"))
    assert ("Wie deze site beheert, is nog niet ingevuld." in said) == ("OPERATOR_NAME" not in known)
    assert ("Een contactadres is nog niet ingevuld." in said) == ("CONTACT" not in known)
    missing = ", ".join(name for name in ("OPERATOR_NAME", "CONTACT") if name not in known)
    for url in ("/beheer/", "/beheer/platforms/platform/"):
        assert f"Dit is nog niet ingesteld: {missing}." in Visitor(admin_client).open(url).text


def test_staff_are_told_nothing_when_all_that_is_required_is_set(admin_client, catalogue, operated_by, settings):
    settings.STAFF_MFA = False
    operated_by(OPERATOR_NAME="Gemeente Voorbeeld", CONTACT="mail@voorbeeld.example")
    assert "nog niet ingesteld" not in Visitor(admin_client).open("/beheer/").text


def test_a_public_site_without_name_or_contact_fails_its_check(operated_by):
    operated_by(**{name: value for name, value in NAMED.items() if name not in ("OPERATOR_NAME", "CONTACT")})
    found = require_operator(None)
    assert [error.level for error in found] == [ERROR, ERROR]
    assert ["OPERATOR_NAME" in found[0].msg, "CONTACT" in found[1].msg] == [True, True]
    operated_by(OPERATOR_NAME="Gemeente Voorbeeld", CONTACT="mail@voorbeeld.example")
    assert require_operator(None) == []


@pytest.mark.parametrize("url", ["/over/wie-maakt-dit/", "/over/privacy/"])
def test_the_pages_about_the_site_say_all_that_is_known_of_the_operator(read, operated_by, url):
    operated_by(**NAMED)
    said = read(url).text
    for name in ("OPERATOR_NAME", "CONTACT", "OPERATOR_ADDRESS", "OPERATOR_REGISTER"):
        assert NAMED[name] in said
    operated_by()
    said = read(url).text
    assert said.count("Nog niet ingevuld.") == 2
    assert "Adres" not in said.split() and "Register" not in said.split()


@pytest.mark.parametrize("name", ABOUT_THE_SITE)
def test_the_page_about_the_makers_says_what_is_known_and_what_is_not(read, operated_by, name):
    operated_by(**{name: NAMED[name]})
    page = read("/over/wie-maakt-dit/")
    assert NAMED[name] in page.text
    assert page.text.count("Dat heeft de beheerder van deze site niet ingevuld.") == len(ABOUT_THE_SITE) - 1


def test_what_an_operator_filled_in_is_text(read, operated_by):
    operated_by(**dict.fromkeys(NAMED, "<script>alert(1)</script>"))
    for url in ("/", "/over/wie-maakt-dit/", "/over/privacy/"):
        assert not read(url).page.xpath("//script[contains(., 'alert')]")


OUR_PAGE = "http://testserver/over/wie-maakt-dit/"


@pytest.mark.parametrize(
    ("known", "contact"),
    [
        ({}, {"name": "Stappenplan buurtplatform", "url": OUR_PAGE}),
        ({"OPERATOR_NAME": "Gemeente Voorbeeld"}, {"name": "Gemeente Voorbeeld", "url": OUR_PAGE}),
        (
            {"OPERATOR_NAME": "Gemeente Voorbeeld", "CONTACT": "mail@voorbeeld.example"},
            {"name": "Gemeente Voorbeeld", "url": OUR_PAGE, "email": "mail@voorbeeld.example"},
        ),
        (
            {"OPERATOR_NAME": "Gemeente Voorbeeld", "CONTACT": "https://voorbeeld.example/contact"},
            {"name": "Gemeente Voorbeeld", "url": "https://voorbeeld.example/contact"},
        ),
    ],
)
def test_the_description_of_the_api_names_the_operator(client, catalogue, operated_by, known, contact):
    operated_by(**known)
    assert client.get("/api/v1/openapi.json").json()["info"]["contact"] == contact


def test_the_operator_is_read_from_the_settings_of_this_moment(operated_by):
    operated_by(**NAMED)
    assert read_operator().missing == ()
    assert read_operator().since == "2026"


@pytest.mark.parametrize(
    ("language", "since", "said"),
    [("", "2026-03-01", "1 maart 2026"), ("/en", "2026-03-01", "1 March 2026"), ("", "2026", "2026")],
)
def test_since_when_is_a_date_in_the_language_of_the_reader(read, operated_by, language, since, said):
    operated_by(SINCE=since)
    assert read(f"{language}/over/wie-maakt-dit/").text.endswith(said)


def test_the_page_on_costs_says_what_the_operator_says_of_the_money(read, operated_by):
    runs_it = "Wie deze site beheert, betaalt de computers"
    operated_by(FUNDING="")
    assert runs_it in read("/over/wie-betaalt-dit/").text
    operated_by(FUNDING=NAMED["FUNDING"])
    text = read("/over/wie-betaalt-dit/").text
    assert NAMED["FUNDING"] in text and runs_it not in text
