"""The reports of the examples are there before anybody asks."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django_tasks_db.models import DBTaskResult

from stappenplan.models import Plan, Report
from stappenplan.plans.examples import EXAMPLES
from stappenplan.report.example_reports import ask_for_example_reports, queue_example_reports
from tests.conftest import ROOT, require_program
from tests.report.test_sections import ask, work
from tests.support import ready_database
from tests.support.personas import RESIDENT_READY

pytestmark = pytest.mark.django_db


def test_each_example_is_asked_for_once_in_each_language():
    for _time in range(2):
        ask_for_example_reports.call()
        rows = Report.objects.filter(plan=None)
        assert sorted(rows.values_list("language", flat=True)) == ["en", "en", "nl", "nl"]
    assert DBTaskResult.objects.filter(status="READY").count() == 2 * len(EXAMPLES)


def test_the_reports_of_visitors_come_first():
    ask_for_example_reports.call()
    visitors = ask(Plan.start(RESIDENT_READY)[0])
    assert DBTaskResult.objects.ready().first().args_kwargs["args"] == [visitors.pk]


@pytest.mark.any_database
def test_a_start_of_the_site_leaves_them_to_a_worker(tmp_path):
    ready_database.copy_sqlite(file := tmp_path / "site.sqlite3")
    variables = {"DATABASE_URL": f"sqlite:///{file}", "EXAMPLE_REPORTS": "1", "SECRET_KEY": "only-for-tests"}
    prepare = [sys.executable, "-c", "import serve; serve.prepare()"]  # a start, without what it then runs
    subprocess.run(prepare, cwd=ROOT, env=os.environ | variables | {"PYTHONPATH": "bin", "DEBUG": "0"}, check=True)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM django_tasks_database_dbtaskresult").fetchone() == (1,)


@pytest.mark.parametrize(("wanted", "queued"), [(True, 1), (False, 0)])
def test_the_operator_can_do_without_them(settings, wanted, queued):
    settings.EXAMPLE_REPORTS = wanted
    queue_example_reports()
    assert DBTaskResult.objects.count() == queued


@pytest.mark.pdf
def test_workers_make_them_after_a_start_and_a_visitor_gets_the_pdf_at_once(client):
    queue_example_reports()
    work()
    work()
    for name in EXAMPLES:
        for language in ("", "/en"):
            response = client.get(f"{language}/voorbeeld/{name}/advies.pdf")
            assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), (name, language)
            if name == "gemeente":
                check_length(response.content)


def check_length(memo):
    """The memo is at most three pages, and its annexes are at most twelve."""
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    text = subprocess.run(command, input=memo, capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    [first, *_rest] = [at for at, page in enumerate(pages) if re.search(r"^ *(?:Bijlage|Annex) 1\. ", page, re.M)]
    assert first <= 3, f"the memo has {first} pages"
    assert len(pages) - first <= 12, f"its annexes have {len(pages) - first} pages"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_address_of_a_pdf_answers_at_once_while_it_is_made_and_asks_again_by_itself(client, name):
    response = client.get(f"/voorbeeld/{name}/advies.pdf")
    assert (response.status_code, response["Retry-After"]) == (202, "3")
    page = response.content.decode()
    assert "We maken uw rapport" in page
    assert 'http-equiv="refresh"' in page
    Report.objects.update(state=Report.State.READY, pdf=b"%PDF-", pages=1)
    assert client.get(f"/voorbeeld/{name}/advies.pdf").content == b"%PDF-"
