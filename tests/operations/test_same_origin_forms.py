"""Whose forms count where no cookie comes along: those of this site, as browsers say it in headers."""

import pytest
from django.test import Client

from stappenplan.models import Plan, RateLimitCount
from tests.support.personas import PERSONAS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CHECK = "/inbedden/snelle-check/"
ANSWERS = PERSONAS["quick_check"]


@pytest.fixture
def strict(settings):
    """A client that gets the CSRF check, as a browser does, on a site whose pages another may frame."""
    settings.EMBED_ORIGINS = ["https://www.example.nl"]
    return Client(enforce_csrf_checks=True)


OWN = [
    {"Origin": "http://testserver"},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    {},  # no browser
]
FOREIGN = [
    {"Origin": "https://www.example.nl"},  # may frame the page, and not send its form
    {"Origin": "http://testserver.example.nl"},
    {"Origin": "http://testserver:81"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://testserver"},  # the same name by another way: another site
    {"Origin": "https://www.example.nl", "Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": ""},
]


@pytest.mark.parametrize("address", [CHECK, "/snelle-check/"])
@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_form_of_this_site_needs_no_cookie(strict, address, headers):
    response = strict.post(address, ANSWERS, headers=headers)
    assert response.status_code == 200
    assert "Uitkomst van de snelle check" in response.content.decode()


@pytest.mark.parametrize("address", [CHECK, "/snelle-check/"])
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_site_is_refused_and_counts_for_nothing(strict, address, headers):
    response = strict.post(address, ANSWERS, headers=headers)
    assert response.status_code == 403
    assert "Uw antwoorden zijn niet verstuurd" in response.content.decode()
    assert not RateLimitCount.objects.exists()


@pytest.mark.parametrize("trusted", ["https://stappenplan.example.nl", "https://*.example.nl"])
def test_a_trusted_origin_counts_as_this_site_as_it_does_for_every_other_form(strict, settings, trusted):
    settings.CSRF_TRUSTED_ORIGINS = [trusted]
    response = strict.post(CHECK, ANSWERS, headers={"Origin": "https://stappenplan.example.nl"})
    assert response.status_code == 200


def test_a_form_that_stores_something_still_needs_its_token(strict):
    assert strict.post("/plan/", ANSWERS, headers={"Origin": "http://testserver"}).status_code == 403
    assert not Plan.objects.exists()
