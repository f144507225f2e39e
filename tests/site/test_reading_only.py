"""A database that can be read and not written, as on a full disk: who only reads sees every page."""

import logging
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from platforms.models.missing_facts import CountedAdvice
from stappenplan.groups.participation import add_answer
from stappenplan.models import Group, Plan, RateLimitCount, Report
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.plans import Kept

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def reading_only():
    """Let this connection write nothing, by the database's own means."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.fixture
def kept(catalogue):
    """A plan that was not opened today, with a group of three."""
    kept = Kept(*Plan.start(OFFICIAL_READY))
    group = Group(plan=kept.plan, ends=timezone.localdate() + timedelta(days=9), invited=9, facts=OFFICIAL_READY)
    group.make_link(kept.token)
    group.save()
    for number in range(6):
        add_answer(group, "resident", RESIDENT_READY, f"browser {number}")
    Plan.objects.update(visited=timezone.now() - timedelta(days=2))
    CountedAdvice._remembered.clear()
    return kept


def test_every_page_that_is_only_read_is_there(kept, caplog):
    client, link = Client(), f"/samen/{Group.objects.get().token(kept.token)}/"
    own = ("", "advies", "vergelijk", "rapport", "meenemen", "bewaren", "samen", "samen/uitkomst", "stap/doel")
    pages = [*(kept.at(page) for page in own), f"/advies/{Plan.view_token(kept.token)}/", link]
    pages += [kept.at("advies") + "?weight-goal_fit=none", f"/plan/{kept.token}/advies.json"]
    pages += ["/", "/platforms/", "/platforms/?zoek=buurt", "/gemeenten/?zoek=nes", "/methode/", "/over/privacy/"]
    pages += ["/voorbeeld/bewoners/", "/voorbeeld/bewoners/rapport/", f"/plan/{kept.token}/advies.pdf"]
    with reading_only(), caplog.at_level(logging.WARNING):
        answers = {page: client.get(page, follow=True).status_code for page in pages}
        assert client.get("/plan/guess/").status_code == 404
    assert {page: status for page, status in answers.items() if status != 200} == {}
    assert "That a plan was opened was not kept." in caplog.text
    assert not Report.objects.exists() and not RateLimitCount.objects.exists()
    assert client.get(kept.at("advies")).status_code == 200
    assert Plan.objects.get().seen, "what is shown is kept once it can be"


def test_a_report_that_cannot_be_kept_is_failed_in_words(kept):
    with reading_only():
        told = Client().get(kept.at("rapport"))
    assert "We kunnen nu geen rapport maken. Probeer het later opnieuw." in told.content.decode()
    assert Client().get(kept.at("rapport")).status_code == 202
