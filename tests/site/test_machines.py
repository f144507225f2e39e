"""The site on several machines: web nodes and report workers over one PostgreSQL, behind a real nginx.

Each machine is bin/serve.py, as `bin/run` starts it; the proxy runs deploy/nginx.conf with other addresses in it.
"""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.request import HTTPCookieProcessor, HTTPSHandler, build_opener, urlopen

import psutil
import psycopg
import pytest

from tests.conftest import ROOT, free_port, require_program, serve
from tests.support import ready_database
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.postgres import away, server
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.any_database

TRAFFIC_SECONDS, AWAY_SECONDS = 2, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("machines")


@pytest.fixture(scope="module")
def database():
    with server() as url:
        ready_database.fill_postgresql(url)
        yield url


@pytest.fixture(scope="module")
def machines(folder, database):
    """Two machines that serve pages and make reports, and share nothing but the database and the secret key."""
    shared = {"DATABASE_URL": database, "HTTPS": "1", "PROXIES": "1", "REPORT_WORKERS": "1"}
    with serve(folder / "log-1", **shared) as first, serve(folder / "log-2", **shared) as second:
        yield first, second


@contextmanager
def proxy(folder, sites):
    """Run nginx with the configuration that we deploy; gives its address."""
    port, key, certificate = free_port(), folder / "key.pem", folder / "certificate.pem"
    nginx, openssl = require_program("nginx"), require_program("openssl")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"server \{\s+listen 80;.*?\n\}", "", text, flags=re.S)
    addresses = "\n".join(f"server {site.url.removeprefix('http://')} max_fails=1 fail_timeout=5s;" for site in sites)
    for pattern, replacement in (
        (r"server 127\.0\.0\.1:8000 .*", addresses),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"server_name .*", "server_name 127.0.0.1;"),
        (r"(ssl_certificate +).*", rf"\g<1>{certificate};"),
        (r"(ssl_certificate_key +).*", rf"\g<1>{key};"),
        (r"/var/log/nginx/\S+", str(folder / "nginx.log")),
        (r"/srv/stappenplan", str(ROOT)),
        (r"rate=20r/s", "rate=1000r/s"),  # all visitors of this test have one address
    ):
        text, number = re.subn(pattern, replacement, text)
        assert number, f"deploy/nginx.conf has no {pattern}"
    (folder / "site.conf").write_text(text)
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = f"daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;\n"
    main += "user root;\n" if os.geteuid() == 0 else ""
    main += f"events {{}}\nhttp {{ {places} include {folder}/site.conf; }}\n"
    (folder / "nginx.conf").write_text(main)
    process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        address = f"https://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while True:
            with suppress(OSError):
                assert urlopen(f"{address}/health/live", timeout=5, context=untrusting()).status == 200
                break
            assert time.monotonic() < until and process.poll() is None, "nginx does not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def untrusting():
    """For a certificate that we made ourselves a moment ago."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def visitor(address):
    """Somebody on the other side of the proxy, over https."""
    client = Network(address)
    client.opener = build_opener(HTTPCookieProcessor(CookieJar()), HTTPSHandler(context=untrusting()))
    client.opener.addheaders = [("Referer", f"{address}/")]
    return Visitor(client)


def direct(site):
    """Somebody as the proxy before this one machine would pass him on."""
    client = Network(site.url)
    client.opener.addheaders = [("X-Forwarded-Proto", "https"), ("Referer", f"{site.url.replace('http', 'https')}/")]
    for processor in client.opener.handlers:
        if isinstance(processor, HTTPCookieProcessor):
            processor.cookiejar = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
    return Visitor(client)


def kept(person, token):
    """The answers of this person as the site has them now."""
    return json.loads(person.open(f"/plan/{token}/meenemen/antwoorden.json").response.content)["answers"]


def listed(answer):
    return [answer] if isinstance(answer, str) else answer or []


def end_at_once(site):
    """What a power cut does to a machine: nothing of it finishes anything."""
    family = [*psutil.Process(site.process.pid).children(recursive=True), psutil.Process(site.process.pid)]
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)


def wait_for_example_reports(database):
    """Until nothing is left of what a site queues when it starts; five minutes at most."""
    left = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    until = time.monotonic() + 300
    with psycopg.connect(database, autocommit=True) as connection:
        while connection.execute(left).fetchone() != (0,) and time.monotonic() < until:
            time.sleep(0.5)


def test_a_folder_of_answers_is_spread_over_the_workers_of_both_machines_and_gives_the_same_bytes(
    machines, folder, database
):
    answers = folder / "answers"
    answers.mkdir()
    for number, place in enumerate(("Zeist", "Utrecht", "Aalten")):
        content = {"answers": RESIDENT_READY | {"place": place}, "date": "2026-11-20"}
        (answers / f"{number}.json").write_text(json.dumps(content))
    (answers / "wrong.json").write_text(json.dumps(RESIDENT_READY | {"goal_main": "something"}))
    command = [sys.executable, "manage.py", "advise", answers, "--out", folder / "spread", "--spread"]
    wait_for_example_reports(database)  # a worker that is still making one would leave all of it to the other
    started = subprocess.Popen(command, cwd=ROOT, env=machines[0].environment, stderr=subprocess.PIPE, text=True)
    workers = set()
    with psycopg.connect(database, autocommit=True) as connection:
        while started.poll() is None:
            rows = connection.execute(
                "SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%batch%'"
            ).fetchall()
            workers |= {worker for (ids,) in rows for worker in ids}
            time.sleep(0.05)
        left = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%batch%'"
        assert connection.execute(left).fetchone() == (0,)
    assert started.returncode == 1 and "wrong.json: goal_main" in started.stderr.read()
    assert len(workers) == 2, "each machine took part"
    (answers / "wrong.json").unlink()
    machines[0].manage("advise", str(answers), "--out", str(folder / "here"))
    for made in (folder / "here").iterdir():
        assert (folder / "spread" / made.name).read_bytes() == made.read_bytes()
    assert len(list((folder / "spread").iterdir())) == 4


def test_a_form_that_comes_while_the_database_is_away_is_kept_once_it_is_back(machines, database):
    person = direct(machines[0]).begin()
    token = person.token()
    person.answer({"audience": "official", "place": "Zeist"})
    sender = threading.Thread(target=person.press, args=["Volgende"])
    with away(database):
        sender.start()
        assert direct(machines[1]).open("/health/live").response.status_code == 200
        time.sleep(AWAY_SECONDS)
        assert sender.is_alive()
    sender.join(20)
    assert kept(person, token)["place"] == "Zeist"


def test_one_of_two_machines_dies_in_the_middle_of_the_traffic_and_no_answer_is_lost(machines, folder):
    first, second = machines
    with proxy(folder, machines) as address:
        people = [visitor(address).begin() for _number in range(4)]
        ended, troubles = threading.Event(), []

        def walk(person, answers):
            """Answer everything again and again, until the time is over; keep what went wrong."""
            try:
                while not ended.is_set():
                    person.open(f"/plan/{person.token()}/stap/start/").walk(answers)
            except AssertionError as trouble:
                troubles.append(trouble)

        cast = [OFFICIAL_READY, RESIDENT_READY] * 2
        threads = [threading.Thread(target=walk, args=pair) for pair in zip(people, cast, strict=True)]
        for thread in threads:
            thread.start()
        time.sleep(TRAFFIC_SECONDS / 2)
        end_at_once(first)
        time.sleep(TRAFFIC_SECONDS / 2)
        ended.set()
        for thread in threads:
            thread.join(60)
        assert not troubles, troubles
        for person, answers in zip(people, cast, strict=True):
            found = kept(person, person.token())
            assert len(found) > 20
            assert all(sorted(listed(answers[key])) == sorted(listed(answer)) for key, answer in found.items())

        end_at_once(second)
        nobody = visitor(address).open("/", expect=503)
        assert "Retry-After" in nobody.response.headers
        assert "frame-ancestors 'none'" in nobody.response.headers["Content-Security-Policy"]
        assert "camera=()" in nobody.response.headers["Permissions-Policy"]
        assert nobody.page.xpath("//h1")
        sheet = nobody.page.xpath("//link[@rel='stylesheet']/@href")[-1]
        assert nobody.open(sheet).response.content
    said = (folder / "nginx.log").read_text() + (folder / "log-1").read_text() + (folder / "log-2").read_text()
    assert not any(person.token() in said for person in people)
