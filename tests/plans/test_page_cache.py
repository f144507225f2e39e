"""Pages of an advice that are kept: shown again to the same plan as it is, never to another or after a change."""

import re
from datetime import timedelta
from itertools import product

import pytest
from cachetools import TTLCache
from django.test import Client
from django.utils import timezone

from platforms.models import Catalogue, Experience
from stappenplan.models import Plan
from stappenplan.plans import page_cache
from tests.support.covering import mark_others
from tests.support.follow_ups import give_answer
from tests.support.groups import a_group
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY, SITUATIONS
from tests.support.small_catalogue import leave_only

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
ANSWERS = OFFICIAL_READY | {"area_name": "De eigen buurt"}
PAGES = ("advies", "vergelijk")
# Enough for an advice, where the catalogue is read again.
SOME = ("hoplr", "gebiedonline", "mijnbuurtje", "nextdoor")
# Another value for every column of a plan that a page could be made of; its links are tried apart.
OTHER = {
    "view_hash": None,
    "root_sealed": "",
    "view_salt": "anders",
    "follow_up_salt": "anders",
    "answers": ANSWERS | {"area_name": "Een andere buurt"},
    "emphasis": {"cost": "heavy"},
    "created": timezone.now() - timedelta(days=1),
    "changed": timezone.now() - timedelta(days=1),
    "visited": timezone.now() - timedelta(hours=1),
    "drafts": {"area_name": ["half"]},
    "keep_long": True,
    "seen": {},
}
LINKS = {"id", "edit_hash", "root_sealed"}


@pytest.fixture(autouse=True)
def _nothing_kept():
    page_cache.forget_all()
    yield
    page_cache.forget_all()


def is_made(client, address):
    """Whether the page was made for this request, and not kept from an earlier one."""
    response = client.get(address)
    assert response.status_code == 200, address
    return bool(response.templates)


def reader_page(kept, page="advies"):
    return f"/advies/{Plan.view_token(kept.token)}/{'' if page == 'advies' else page + '/'}"


def read(client, address):
    return TOKEN.sub("", client.get(address).content.decode())


# --- the same page --------------------------------------------------------------------------------------------------


NAMES = list(SITUATIONS)[::8]


@pytest.mark.parametrize(
    ("name", "page"),
    mark_others(list(product(NAMES, PAGES)), [(name, PAGES[at % len(PAGES)]) for at, name in enumerate(NAMES)]),
)
def test_a_kept_page_is_the_page_that_would_be_made(client, keep, name, page):
    kept = keep(SITUATIONS[name])
    for address in (kept.at(page), kept.at(page, language="/en"), reader_page(kept, page)):
        made = read(client, address)
        assert not is_made(client, address)
        again = read(client, address)
        page_cache.forget_all()
        assert made == again == read(client, address)


def test_each_browser_gets_tokens_of_its_own_in_every_form_and_can_send_them(keep):
    kept, addresses = keep(ANSWERS), []
    Plan.objects.filter(pk=kept.plan.pk).update(emphasis={"cost": "heavy"})
    for browser in (Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)):
        tokens = TOKEN.findall(browser.get(kept.at("advies")).content.decode())
        assert len(tokens) > 1 and len(set(tokens)) == 1 and all(tokens)
        addresses += tokens[:1]
        sent = browser.post(kept.at("gewichten"), {"csrfmiddlewaretoken": tokens[0], "reset": "1"})
        assert sent.status_code == 302
        Plan.objects.filter(pk=kept.plan.pk).update(emphasis={"cost": "heavy"})
    assert len(set(addresses)) == 2


# --- nothing of another ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_kept_for_another_link_language_or_host(client, keep, page):
    kept, twin = keep(ANSWERS), keep(ANSWERS)
    addresses = [
        kept.at(page),
        twin.at(page),
        kept.at(page, language="/en"),
        reader_page(kept, page),
        reader_page(twin, page),
    ]
    assert [is_made(client, address) for address in addresses] == [True] * len(addresses)
    for mine, link in ((kept, kept.at()), (twin, twin.at())):
        assert link in read(client, mine.at(page))
        other = twin if mine is kept else kept
        for secret in (other.token, Plan.view_token(other.token)):
            assert secret not in read(client, mine.at(page)) + read(client, reader_page(mine, page))
        assert mine.token not in read(client, reader_page(mine, page))
    assert client.get(kept.at(page), headers={"host": "localhost"}).templates


COLUMNS = [field.attname for field in Plan._meta.concrete_fields if field.attname not in LINKS]
# Each column once, of each page in turn.
IN_TURN = [(column, PAGES[number % len(PAGES)]) for number, column in enumerate(COLUMNS)]


@pytest.mark.parametrize(("column", "page"), mark_others(list(product(COLUMNS, PAGES)), IN_TURN))
def test_a_page_is_made_anew_when_any_column_of_its_plan_changed(client, keep, column, page):
    kept = keep(ANSWERS)
    for seen in ("advies", page):
        client.get(kept.at(seen))
    assert not is_made(client, kept.at(page))
    Plan.objects.filter(pk=kept.plan.pk).update(**{column: OTHER[column]})
    assert is_made(client, kept.at(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_made_anew_for_another_catalogue_and_on_another_day(client, keep, page, monkeypatch):
    leave_only(*SOME)
    kept = keep(ANSWERS)
    client.get(kept.at(page))
    Catalogue.touch()
    assert is_made(client, kept.at(page))
    client.get(kept.at(page))  # what it showed is remembered with the plan since the last time
    assert not is_made(client, kept.at(page))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_arguments: tomorrow)
    assert is_made(client, kept.at(page))


def test_what_a_release_no_longer_asks_stands_on_the_page_although_the_answers_that_hold_are_the_same(client, keep):
    kept = keep(ANSWERS)
    client.get(kept.at("advies"))
    Plan.objects.filter(pk=kept.plan.pk).update(answers=ANSWERS | {"gone": "yes"})
    assert is_made(client, kept.at("advies"))


def test_a_story_that_was_withdrawn_is_gone_from_a_page_that_was_kept(client, keep):
    leave_only(*SOME)
    kept = keep(RESIDENT_READY)
    first = kept.plan.advice().ranking.ranked[0].platform
    Catalogue.touch()
    told = give_answer(first, "Zeist", story="Begin klein", state=Experience.State.PUBLISHED)
    assert "Begin klein" in read(client, kept.at("advies")) and not is_made(client, kept.at("advies"))
    told.withdraw()
    assert "Begin klein" not in read(client, kept.at("advies"))


def test_what_a_visitor_searches_or_tries_and_the_pages_of_a_group_are_not_kept(client, keep):
    kept, group = keep(ANSWERS), a_group()
    addresses = [kept.at("advies") + query for query in ("?waar=hoplr", "?weight-cost=heavy")]
    for address in (*addresses, kept.at("vergelijk") + "?erbij=zoek", group.link, kept.at("bewaren")):
        assert is_made(client, address) and is_made(client, address)
    assert not page_cache._kept


def test_another_choice_of_platforms_is_another_comparison(client, keep):
    kept = keep(ANSWERS)
    first, second, third = (one.platform.slug for one in kept.plan.advice().ranking.placed[:3])
    shown = [read(client, f"{kept.at('vergelijk')}?p={first}&p={other}") for other in (second, third)]
    assert shown[0] != shown[1]


# --- how long -------------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_plan_goes_with_it_and_leaves_the_others(client, keep):
    kept, other = keep(ANSWERS), keep(ANSWERS)
    addresses = [mine.at(page) for mine in (kept, other) for page in PAGES]
    assert [is_made(client, address) for address in addresses] == [True] * len(addresses)
    assert client.post(kept.at("wissen")).status_code == 200
    assert {plan for plan, _path in page_cache._kept} == {other.plan.pk}
    assert [client.get(address).status_code for address in addresses] == [404, 404, 200, 200]


def test_nothing_is_kept_of_a_plan_that_is_deleted_while_its_page_is_made(client, keep, monkeypatch):
    kept = keep(ANSWERS)
    store_page = page_cache.store_page

    def delete_and_store(*page):
        Client().post(kept.at("wissen"))
        store_page(*page)

    monkeypatch.setattr(page_cache, "store_page", delete_and_store)
    assert client.get(kept.at("advies")).status_code == 200
    assert not page_cache._kept and client.get(kept.at("advies")).status_code == 404


def test_a_process_that_is_asked_for_nothing_more_drops_what_it_kept(client, keep, monkeypatch):
    monkeypatch.setattr(page_cache, "SWEEP_SECONDS", 0)
    monkeypatch.setattr(page_cache, "_kept", pages := TTLCache(maxsize=2, ttl=0))
    monkeypatch.setattr(page_cache, "_sweep", None)
    client.get(keep(ANSWERS).at("advies"))
    while sweep := page_cache._sweep:
        sweep.join()
    # Read from what the memory holds itself, for asking it counts what is too old as gone.
    assert not pages._Cache__data


def test_a_page_is_in_memory_for_ten_minutes_at_most():
    assert page_cache._kept.ttl + page_cache.SWEEP_SECONDS <= 10 * 60


def test_a_page_that_was_begun_before_midnight_is_not_shown_as_of_the_new_day(client, keep, monkeypatch):
    kept, days = keep(ANSWERS), [timezone.localdate() - timedelta(days=1)]
    client.get(kept.at("advies"))
    page_cache.forget_all()
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *_arguments: days.pop() if days else localdate())
    assert is_made(client, kept.at("advies")) and is_made(client, kept.at("advies"))


def test_the_page_of_an_example_is_kept_for_everybody(client):
    assert is_made(client, "/voorbeeld/gemeente/") and not is_made(Client(), "/voorbeeld/gemeente/")


def test_a_plan_past_its_days_shows_nothing_that_was_kept(client, keep):
    kept = keep(ANSWERS)
    client.get(kept.at("advies"))
    long_ago = timezone.now() - timedelta(days=400)
    Plan.objects.filter(pk=kept.plan.pk).update(changed=long_ago, visited=long_ago)
    assert client.get(kept.at("advies")).status_code == 404


def test_of_one_link_the_latest_page_is_kept_and_no_more_than_may_be(client, keep, monkeypatch):
    monkeypatch.setattr(page_cache, "_kept", TTLCache(maxsize=2, ttl=60))
    plans = [keep(ANSWERS) for _number in range(3)]
    for kept in plans:
        client.get(kept.at("advies"))
    assert [is_made(client, kept.at("advies")) for kept in reversed(plans)] == [False, False, True]
    Plan.objects.filter(pk=plans[0].plan.pk).update(emphasis={"cost": "heavy"})
    client.get(plans[0].at("advies"))
    assert len(page_cache._kept) == 2
