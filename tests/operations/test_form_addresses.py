"""A link to the address of a form leads to the page with that form, and does nothing else."""

import pytest

from stappenplan.models import Plan
from tests.support.personas import RESIDENT_READY

PAGES = {
    "/plan/": "/",
    "/verder/": "/",
    "/vergeet/": "/",
    "/snelle-check/antwoorden.json": "/snelle-check/",
}
PAGES_OF_A_PLAN = {
    "bewaartermijn": "bewaren",
    "link": "bewaren",
    "wissen": "bewaren",
    "vragen-veranderd": "",
    "gewichten": "advies",
    "gezien": "advies",
    "verzachten": "advies",
}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_link_to_a_form_leads_to_its_page_in_the_same_language_and_stores_nothing(client, keep, prefix):
    kept = keep(RESIDENT_READY)
    home = f"/plan/{kept.token}/"
    pages = PAGES | {
        f"{home}{address}/": f"{home}{page}/".replace("//", "/") for address, page in PAGES_OF_A_PLAN.items()
    }
    before = Plan.objects.values().get()
    for method in (client.get, client.head):
        for address, page in pages.items():
            response = method(prefix + address)
            assert (response.status_code, response["Location"]) == (302, prefix + page), address
    assert Plan.objects.values().get() == before


@pytest.mark.django_db
def test_a_form_is_sent_and_nothing_else(client):
    for method in (client.put, client.delete, client.options):
        assert method("/verder/").status_code == 405
