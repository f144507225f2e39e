"""The waiting line for reports: how long it is, when it is full, and what is served without it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from stappenplan.models import Plan, Report
from stappenplan.report import document
from tests.support.personas import RESIDENT_READY
from tests.support.visitor import words

pytestmark = pytest.mark.django_db


def others(number, state=Report.State.WAITING, **lapse):
    """So many reports of other people in this state, since so long."""
    plan = Plan.start(RESIDENT_READY)[0]
    rows = [Report(plan=plan, key=f"{state}{n}", language="nl", html="", state=state) for n in range(number)]
    Report.objects.bulk_create(rows)
    Report.objects.filter(plan=plan).update(changed=timezone.now() - timedelta(**lapse or {"seconds": 5}))


def ask(client, kept, page="rapport/"):
    response = client.get(f"/plan/{kept.token}/{page}")
    return response, words(html.fromstring(response.content.decode()).find(".//main"))


def test_who_waits_sees_how_many_come_first(client, keep):
    kept = keep(RESIDENT_READY)
    response, text = ask(client, kept)
    assert response.status_code == 202
    assert "voor u." not in text, "nobody waits"
    others(2, minutes=-1)
    assert "Er is nog 1 rapport voor u." in ask(client, keep(RESIDENT_READY))[1]
    assert "voor u." not in ask(client, kept)[1], "who came first stays first"
    Report.objects.exclude(plan=kept.plan).update(changed=timezone.now() - timedelta(minutes=1))
    assert "Er zijn nog 3 rapporten voor u." in ask(client, kept)[1]


def test_reports_being_made_come_first_too_and_lost_ones_do_not(client, keep):
    others(1, Report.State.WORKING)
    others(1, Report.State.WORKING, minutes=5)
    others(3, Report.State.WAITING, hours=2)
    others(4, Report.State.READY)
    assert "Er is nog 1 rapport voor u." in ask(client, keep(RESIDENT_READY))[1]


@pytest.mark.parametrize("page", ["rapport/", "advies.pdf"])
def test_a_full_line_is_a_friendly_page_and_costs_nothing(client, keep, settings, page, monkeypatch):
    settings.REPORTS_WAITING = 3
    kept, before = keep(RESIDENT_READY), keep({**RESIDENT_READY, "place": "Zeist"})
    others(2)
    assert ask(client, before)[0].status_code == 202
    monkeypatch.setattr(document, "report_html", None)
    response, text = ask(client, kept, page)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Er wachten al 3 rapporten. Probeer het over een minuut opnieuw." in text
    assert "Uw antwoorden en uw advies zijn er nog." in text
    assert not Report.objects.filter(plan=kept.plan).exists()
    assert ask(client, before)[0].status_code == 202, "who is in the line stays in it"


def test_a_report_that_is_ready_is_served_whatever_the_line_with_few_questions(client, keep, settings):
    kept = keep(RESIDENT_READY)
    ask(client, kept)
    Report.objects.update(state=Report.State.READY, pdf=b"%PDF-", pages=1)
    settings.REPORTS_WAITING = 1
    others(5)
    response = client.get(f"/plan/{kept.token}/advies.pdf")
    assert (response.status_code, response.content) == (200, b"%PDF-")


def test_serving_a_ready_report_only_reads(client, keep, django_assert_num_queries):
    kept = keep(RESIDENT_READY)
    ask(client, kept)
    Report.objects.update(state=Report.State.READY, pdf=b"%PDF-", pages=1)
    with django_assert_num_queries(4) as asked:  # the plan, the catalogue's version, the group of the plan, the report
        client.get(f"/plan/{kept.token}/advies.pdf")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
