"""What goes wrong on a machine, done on purpose to a running site: no answer is lost, and who waits reads a page.

A report worker that dies is in tests/site/test_running.py, two tabs in tests/wizard/test_views.py, a machine that dies
and a database that goes away in tests/site/test_machines.py.
"""

import json
import os
import random
import resource
import signal
import socket
import sqlite3
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from django.core.management import call_command
from django.utils import timezone

from stappenplan.models import Plan
from tests.conftest import serve
from tests.site.test_running import assert_nothing_runs_on
from tests.support import ready_database
from tests.support.malformed import CORRUPT, Sender, all_cookies, fault_in, requests_over_every_address
from tests.support.personas import OFFICIAL_READY
from tests.support.plans import Kept
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.any_database

LOCKED_SECONDS, MALFORMED = 2, 300


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of its own on SQLite: what is done to it must not disturb other tests."""
    folder = tmp_path_factory.mktemp("faults")
    ready_database.copy_sqlite(folder / "site.sqlite3")
    database = f"sqlite:///{folder / 'site.sqlite3'}"
    with serve(folder / "log", DATABASE_URL=database, REPORT_WORKERS="1", LOG_REQUESTS="1") as site:
        yield site


@pytest.fixture
def person(site):
    return Visitor(Network(site.url)).begin()


def web_workers(site):
    family = psutil.Process(site.process.pid).children(recursive=True)
    return [one for one in family if "granian" in " ".join(one.cmdline()) and one.parent() in family]


def test_web_processes_share_what_was_loaded_before_they_were_forked(site, person):
    person.open("/platforms/")
    workers = web_workers(site)
    assert len(workers) == len(os.sched_getaffinity(0))
    for worker in workers:
        memory = worker.memory_full_info()
        assert memory.uss < memory.rss / 2


def send_first_page(person, token, place, expect=200):
    person.open(f"/plan/{token}/stap/start/").answer({"audience": "official", "place": place})
    return person.press("Volgende", expect=expect)


def kept(person, token):
    """The answers of this person as the site has them now."""
    content = person.open(f"/plan/{token}/meenemen/antwoorden.json").response.content
    return json.loads(content)["answers"]


# --- the machine ----------------------------------------------------------------------------------------------------


def test_web_processes_killed_in_the_middle_of_forms_lose_no_answer(site, person):
    """What the site said it had, it has; what was cut off is there once it is sent again."""
    token, cut = person.token(), 0

    def kill():
        for worker in web_workers(site):
            worker.kill()

    killer = threading.Timer(0.4, kill)
    killer.start()
    until = time.monotonic() + 120
    for place in ("Zeist", "Utrecht", "Zwolle", "Ede") * 50:
        while True:
            assert time.monotonic() < until
            with suppress(OSError):
                send_first_page(person, token, place)
                break
            cut += 1
            time.sleep(0.1)
        if cut:
            break
    killer.join()
    assert cut, "no form was cut off"
    assert kept(person, token)["place"] == place


def test_a_form_waits_for_a_locked_database_and_is_kept(site, person):
    """Another program has the write lock for some seconds, as somebody with a console may."""
    token = person.token()
    other = sqlite3.connect(Path(site.environment["DATABASE_URL"].removeprefix("sqlite:///")), isolation_level=None)
    person.answer({"audience": "resident", "place": "Zeist"})
    other.execute("BEGIN IMMEDIATE")
    sender = threading.Thread(target=person.press, args=["Volgende"])
    sender.start()
    time.sleep(LOCKED_SECONDS)
    assert Visitor(Network(site.url)).open("/methode/").title, "who only reads waits for nobody"
    assert sender.is_alive()
    other.execute("ROLLBACK")
    other.close()
    sender.join(120)
    assert kept(person, token)["place"] == "Zeist"


def test_ten_forms_that_wait_for_a_locked_database_leave_threads_for_who_only_reads(site, person):
    """More forms than the site has threads: pages still come, and a form that got no turn is there to send again."""
    people = [Visitor(Network(site.url)).begin() for _number in range(10)]
    tokens, answers = [one.token() for one in people], []
    other = sqlite3.connect(Path(site.environment["DATABASE_URL"].removeprefix("sqlite:///")), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def send(one):
        one.answer({"audience": "resident", "place": "Zeist"})
        with suppress(AssertionError):
            one.press("Volgende")
        answers.append(one)

    senders = [threading.Thread(target=send, args=[one]) for one in people]
    for sender in senders:
        sender.start()
    until = time.monotonic() + 60
    while not any(one.heading == "Het is nu erg druk" for one in answers):
        assert time.monotonic() < until, "no form was sent back"
        time.sleep(0.1)
    for address in ("/over/privacy/", "/methode/", f"/plan/{tokens[0]}/bewaren/"):
        assert Visitor(Network(site.url)).open(address).title
    assert any(sender.is_alive() for sender in senders), "the lock is still held"
    other.execute("ROLLBACK")
    other.close()
    for sender in senders:
        sender.join(60)
    for one, token in zip(people, tokens, strict=True):
        if one.heading == "Het is nu erg druk":
            one.press("Stuur het opnieuw")
        assert kept(one, token)["place"] == "Zeist"


def test_a_full_disk_is_told_on_a_page_and_what_was_kept_is_still_there(site, person):
    """The web processes can write no byte more; then they can again."""
    token = person.token()
    send_first_page(person, token, "Zeist")
    workers = web_workers(site)
    before = [worker.rlimit(psutil.RLIMIT_FSIZE) for worker in workers]
    try:
        for worker in workers:
            worker.rlimit(psutil.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        send_first_page(person, token, "Utrecht", expect=500)
        assert person.heading == "Er ging iets mis"
        assert kept(person, token)["place"] == "Zeist", "who only reads needs no disk"
    finally:
        for worker, limit in zip(workers, before, strict=True):
            worker.rlimit(psutil.RLIMIT_FSIZE, limit)
    send_first_page(person, token, "Utrecht")
    assert kept(person, token)["place"] == "Utrecht"


def test_malformed_requests_over_every_address_break_nothing_and_learn_nothing(site, person):
    """The same at length, and other ones each time: bench/malformed.py."""
    token = person.token()
    send_first_page(person, token, "Zeist")
    others = [Visitor(Network(site.url)).begin().token() for _number in range(3)]
    sender, secrets = Sender(site.url), [site.environment["SECRET_KEY"], token]
    faults = [
        fault
        for request in requests_over_every_address(MALFORMED, seed=1, tokens=others)
        if (answer := sender.send(request)) and (fault := fault_in(request, answer, secrets))
    ]
    assert not faults, "\n".join(faults)
    assert kept(person, token)["place"] == "Zeist"
    said = site.log.read_text()
    assert not [secret for secret in (*secrets, *others) if secret in said]


# --- the visitor ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", CORRUPT)
def test_a_corrupt_cookie_is_no_trouble_to_the_web_server(site, value):
    """A page all the same; only what may not stand in any header is refused, before it reaches us."""
    address = urlsplit(site.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        head = f"GET / HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\nCookie: {all_cookies(value)}\r\n\r\n"
        line.sendall(head.encode("latin-1"))
        status = line.makefile("rb").readline().split()[1]
    assert status == (b"400" if any(ord(sign) < 32 or ord(sign) == 127 for sign in value) else b"200")


def test_nothing_runs_on_after_the_terminal_of_the_site_is_closed(site):
    """The last thing that is done to it."""
    assert_nothing_runs_on(site, signal.SIGHUP)


@pytest.mark.django_db
def test_forms_that_come_again_and_in_another_order_leave_the_same_answers(client):
    """A browser that sends twice, a proxy that repeats, a line that was slow: per question the answer is the same."""
    plan, token = Plan.start()
    visitor, forms = Visitor(client), []
    send = client.post
    client.post = lambda url, data=None, **more: (forms.append((url, data)), send(url, data, **more))[1]
    visitor.open(f"/plan/{token}/").walk(OFFICIAL_READY)
    plan.refresh_from_db()
    straight = plan.answers
    again = forms * 2
    random.Random(3).shuffle(again)
    for url, data in again:
        assert send(url, data).status_code in (302, 409)
    plan.refresh_from_db()
    assert plan.answers == straight


@pytest.mark.django_db
@pytest.mark.parametrize("jump", [timedelta(days=-3), timedelta(hours=-2), timedelta(hours=2), timedelta(days=80)])
def test_a_clock_that_jumps_loses_no_plan(client, monkeypatch, jump):
    kept, right = Kept(*Plan.start(OFFICIAL_READY)), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() + jump)
    for page in ("stap/doel", "advies", "rapport", "bewaren"):
        assert client.get(kept.at(page)).status_code in (200, 202)
    visitor = Visitor(client).open(kept.at("stap/start"))
    visitor.answer({"audience": "official", "place": "Ede", "area_name": OFFICIAL_READY["area_name"]}).press("Volgende")
    call_command("delete_expired", verbosity=0)
    monkeypatch.setattr(timezone, "now", right)
    assert client.get(kept.at("advies")).status_code == 200
    assert kept.answers == OFFICIAL_READY | {"place": "Ede"}
