"""Public pages in memory: found again, and not pushed out by other ways to write an address."""

import pytest
from cachetools import LRUCache
from django.conf import settings

from platforms.pages import page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST, DETAIL, METHOD = "/platforms/", "/platforms/hoplr/", "/methode/"


@pytest.fixture(autouse=True)
def empty_memory():
    page_cache._pages.clear()
    yield
    page_cache._pages.clear()


@pytest.mark.parametrize("address", [LIST, f"{LIST}?pagina=2", DETAIL, METHOD, f"/en{METHOD}"])
def test_a_page_that_is_asked_again_is_made_once(client, address):
    first = client.get(address).content
    (kept,) = page_cache._pages.values()
    assert client.get(address).content == first == kept[0]
    assert len(page_cache._pages) == 1


@pytest.mark.parametrize(
    "query",
    [
        "pagina=01",
        "pagina=+1",
        "pagina=1&pagina=1",
        "pagina=%31",
        "pagina=1&",
        "&",
        "Pagina=1",
        "x",
        "zoek=buurt",
        "pagina=",
    ],
)
@pytest.mark.parametrize("address", [LIST, DETAIL, METHOD])
def test_an_address_written_in_another_way_is_answered_and_not_kept(client, address, query):
    assert client.get(f"{address}?{query}").status_code in (200, 404)
    assert not page_cache._pages


def test_pages_that_a_list_does_not_have_are_not_kept(client):
    for number in (0, 99, 10**9):
        assert client.get(f"{LIST}?pagina={number}").status_code == 404
    for number in (1, 2, 8):
        assert client.get(f"{METHOD}?pagina={number}").status_code == 200
    assert not page_cache._pages


@pytest.mark.parametrize(
    "host", ["testserver:1", "testserver:443", "TESTSERVER", "Testserver", "testserver.", "x.wild"]
)
def test_another_way_to_write_the_host_is_answered_and_not_kept(client, host, monkeypatch):
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [*settings.ALLOWED_HOSTS, ".wild"])
    assert client.get(METHOD, headers={"host": host}).status_code == 200
    assert not page_cache._pages


def test_the_host_with_the_port_that_is_served_on_is_kept(client):
    assert client.get(METHOD, headers={"host": "testserver:80"}).status_code == 200
    assert len(page_cache._pages) == 1


def test_nothing_pushes_out_what_people_ask_for(client, monkeypatch):
    monkeypatch.setattr(page_cache, "_pages", LRUCache(maxsize=3))
    client.get(DETAIL)
    for number in range(4):
        client.get(f"{DETAIL}?pagina={number}")
        client.get(DETAIL, headers={"host": f"testserver:{number + 1000}"})
    assert len(page_cache._pages) == 1
