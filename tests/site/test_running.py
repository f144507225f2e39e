"""The commands that a visitor of the source meets first: the site starts, tells what is wrong, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import psutil
import pytest

from tests.conftest import ROOT, free_port, own_database, serve

pytestmark = pytest.mark.any_database


def start(**variables):
    """Run bin/serve.py until it ends by itself; gives its exit code and what it said."""
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "only-for-tests", "PORT": str(free_port())} | variables
    done = subprocess.run(
        [sys.executable, "bin/serve.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout + done.stderr


def family(process):
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "80000"}, "PORT has a wrong value"),
        ({"REPORT_WORKERS": "-1"}, "REPORT_WORKERS has a wrong value"),
        ({"HOST": "nowhere.invalid"}, "HOST has a wrong value"),
        ({"DEBUG": "perhaps"}, "DEBUG has a wrong value"),
        ({"PLAN_DAYS": "0"}, "PLAN_DAYS has a wrong value"),
        ({"DATABASE_URL": "mysql://user:hidden@host/name"}, "DATABASE_URL has a wrong value"),
        ({"DATABASE_URL": "postgres://user:hidden@127.0.0.1:1/name"}, "The database (DATABASE_URL) cannot be used"),
        ({"DATABASE_URL": "sqlite:////no/such/folder/db.sqlite3"}, "The database (DATABASE_URL) cannot be used"),
    ],
    ids=lambda value: next(iter(value.items()))[1] if isinstance(value, dict) else "",
)
def test_a_wrong_setting_ends_the_start_with_one_sentence(variables, sentence):
    status, said = start(**variables)
    assert status == 1
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert "hidden" not in said


def test_a_port_in_use_ends_the_start_with_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as other:
        status, said = start(PORT=str(other.getsockname()[1]))
    assert status == 1
    assert "address already in use" in said
    assert len(said.strip().splitlines()) == 1


def test_the_site_answers_once_it_says_so(live_site):
    with urlopen(live_site.url, timeout=60) as answer:
        assert answer.status == 200
    assert "Traceback" not in live_site.log.read_text()


def test_no_secret_is_printed(live_site):
    assert live_site.environment["SECRET_KEY"] not in live_site.log.read_text()


def assert_nothing_runs_on(site, way):
    children = family(site.process)
    assert len(children) >= 3
    site.process.send_signal(way)
    _, alive = psutil.wait_procs(children, timeout=120)
    assert not alive


def test_killed_workers_are_started_again_and_nothing_runs_on_after_the_site_is_killed(tmp_path):
    """SIGINT: tests/journeys/conftest.py. SIGHUP: tests/site/test_faults.py. SIGTERM: all other sites in the tests."""
    with own_database(tmp_path) as url, serve(tmp_path / "log", DATABASE_URL=url) as site:
        before = family(site.process)
        web = next(child for child in before if "granian" in " ".join(child.cmdline()) and child.parent() in before)
        reports = next(child for child in before if "db_worker" in child.cmdline())
        for child in (web, reports):
            child.kill()
        psutil.wait_procs([web, reports], timeout=60)
        until = time.monotonic() + 120
        while len(family(site.process)) < len(before):
            assert time.monotonic() < until
            time.sleep(0.2)
        with urlopen(site.url, timeout=60) as answer:
            assert answer.status == 200
        assert_nothing_runs_on(site, signal.SIGKILL)
