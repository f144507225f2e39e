"""bin/backup and bin/restore: what comes back in an empty database gives the same advice, byte for byte."""

import os
import stat
import subprocess
import sys

import psycopg
import pytest

from tests import postgres
from tests.conftest import ROOT
from tests.personas import OFFICIAL_READY, RESIDENT_READY

# Two plans whose answers count, and one that ran out of time long ago but was not deleted yet.
PLANS = f"""
import io
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from stappenplan.models import Plan
call_command("migrate", verbosity=0)
call_command("load_catalogue", stdout=io.StringIO())
for answers in {[OFFICIAL_READY, RESIDENT_READY]!r}:
    Plan.start(answers)
ended, long_ago = Plan.start({{"audience": "resident"}})[0], timezone.now() - timedelta(days=400)
Plan.objects.filter(pk=ended.pk).update(changed=long_ago, visited=long_ago)
"""
ADVICE = """
import hashlib
from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.record import as_text, record_of
from stappenplan.report import make_pdf, report_html
catalogue = Catalogue.current()
def digest(data):
    return hashlib.sha256(data).hexdigest()
for plan in Plan.objects.exclude(answers={"audience": "resident"}).order_by("pk"):
    print(plan.edit_hash, digest(as_text(record_of(plan, plan.advice(catalogue), catalogue)).encode()))
print(digest(make_pdf(report_html(plan, plan.advice(catalogue), catalogue, "nl")).data))
"""


def run(*command, url, expect=0):
    environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": "only-for-tests", "DEBUG": "0"}
    done = subprocess.run([*map(str, command)], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == expect, done.stderr
    return (done.stdout + done.stderr).strip()


def shell(code, url):
    return run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code, url=url)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request, tmp_path, monkeypatch):
    """The addresses of a new database and of an empty one, of the same kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'one.sqlite3'}", f"sqlite:///{tmp_path / 'two.sqlite3'}"
        return
    with postgres.server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE empty")
        monkeypatch.setenv("PATH", f"{postgres.programs_of(url)}:{os.environ['PATH']}")
        yield url, url.replace("/postgres?", "/empty?")


@pytest.mark.pdf
def test_a_restored_backup_gives_the_same_advice_and_what_ran_out_of_time_stays_away(databases, tmp_path):
    here, there = databases
    file = tmp_path / "copy"
    before = shell(PLANS + ADVICE, here)
    run("bin/backup", file, url=here)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    run("bin/restore", file, url=there)
    assert shell(f"{ADVICE}print(Plan.objects.count())", there) == f"{before}\n2"
    assert "exists already" in run("bin/backup", file, url=here, expect=1)
    assert "empty" in run("bin/restore", file, url=there, expect=1)
