"""The queue of reports: how long it is, when it is full, and what is served without it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from lxml import html

from platforms.models import Catalogue
from stappenplan.groups.participation import add_answer, begin_group
from stappenplan.method.steps.short_version import OPINIONS
from stappenplan.models import Group, Plan, Report
from stappenplan.operations.retention.processing_register import REPORT_DAYS
from stappenplan.report import queue
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
    later = keep(RESIDENT_READY)
    assert "Er is nog 1 rapport voor u." in ask(client, later)[1]
    assert "voor u." not in ask(client, kept)[1], "who came first stays first"
    assert [ask(client, one)[0]["Retry-After"] for one in (kept, later)] == ["3", "4"], "later, less often"
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
    monkeypatch.setattr(queue, "report_html", None)
    response, text = ask(client, kept, page)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Er wachten al 3 rapporten. Deze pagina vraagt het over een minuut zelf opnieuw." in text
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


@pytest.fixture
def while_rendered(monkeypatch):
    """Let something happen between the rendering of a report and the moment that it is kept."""
    render = queue.report_html

    def arrange(happening):
        def interrupted(*about):
            monkeypatch.setattr(queue, "report_html", render)
            rendered = render(*about)
            happening()
            return rendered

        monkeypatch.setattr(queue, "report_html", interrupted)

    return arrange


def test_answers_that_change_while_their_report_is_rendered_are_not_kept_in_it(client, keep, while_rendered):
    kept = keep({**RESIDENT_READY, "goal_sentence": "Een zin van voor de verandering"})

    def change():
        plan = Plan.objects.get(pk=kept.plan.pk)
        plan.answers = {**plan.answers, "goal_sentence": "Een zin van erna"}
        plan.save(update_fields=["answers"])

    while_rendered(change)
    assert ask(client, kept)[0].status_code == 202
    report = Report.objects.get()
    assert "Een zin van erna" in report.html and "voor de verandering" not in report.html


def test_a_plan_that_is_erased_while_its_report_is_rendered_leaves_no_report(client, keep, while_rendered):
    kept = keep(RESIDENT_READY)
    while_rendered(lambda: Plan.objects.all().delete())
    assert ask(client, kept)[0].status_code < 500
    assert not Report.objects.exists()


def test_a_group_that_is_erased_while_its_report_is_rendered_is_not_kept_in_it(client, while_rendered):
    plan, token = Plan.start(dict(RESIDENT_READY))
    group = begin_group(plan, token, dict(RESIDENT_READY), timezone.localdate() + timedelta(days=9))
    opinions = {key: RESIDENT_READY[key] for key in OPINIONS}
    for number in range(5):
        add_answer(group, "resident", opinions, f"browser {number}")
    catalogue = Catalogue.current()
    assert "Samen gekozen" in queue.report_html(plan, plan.advice(catalogue), catalogue, "nl")
    while_rendered(lambda: client.post(f"/plan/{token}/samen/", {"do": "erase"}))
    assert client.get(f"/plan/{token}/rapport/").status_code == 202
    assert not Group.objects.exists() and "Samen gekozen" not in Report.objects.get().html


@pytest.mark.each_database
@pytest.mark.parametrize("name", ["stappenplan.report.document.render_report", "stappenplan.report.render_report"])
def test_a_worker_finds_the_tasks_that_earlier_releases_queued(name):
    assert import_string(name) is queue.render_report


def test_a_report_that_an_earlier_release_queued_waits_for_its_own_task(client, keep):
    kept = keep(RESIDENT_READY)
    assert ask(client, kept)[0].status_code == 202
    queued = DBTaskResult.objects.filter(task_path=queue.render_report.module_path)
    assert queued.update(task_path=queue.OLDER_PATH) == 1
    Report.objects.update(changed=timezone.now())
    assert ask(client, kept)[0].status_code == 202
    assert Report.objects.get().attempts == 1 and DBTaskResult.objects.count() == 1


@pytest.mark.each_database
@pytest.mark.parametrize("status", TaskResultStatus.values)
def test_a_task_goes_when_it_is_old_whatever_became_of_it(client, keep, status):
    """One whose worker was killed never ends, and one that nobody took never begins."""
    ask(client, keep(RESIDENT_READY))
    ask(client, keep({**RESIDENT_READY, "place": "Zeist"}))
    old, young = DBTaskResult.objects.order_by("enqueued_at")
    DBTaskResult.objects.update(status=status, enqueued_at=timezone.now() - timedelta(days=REPORT_DAYS, hours=-1))
    DBTaskResult.objects.filter(pk=old.pk).update(enqueued_at=timezone.now() - timedelta(days=REPORT_DAYS, hours=1))
    call_command("delete_expired", stdout=StringIO())
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [young.pk]
