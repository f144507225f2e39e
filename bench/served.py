"""What a page costs beside the smallest Django page (W1 to W7), and how drafts are kept under load (D3, D4): by hand.

    .venv/bin/python bench/served.py [--rounds 7] [--seconds 3]
    .venv/bin/python tests/support/postgres.py .venv/bin/python bench/served.py

Needs wrk (apt-get install wrk). One web worker on one core, 16 connections from the other core; ours and the smallest
page take turns, and what is printed is the median of the ratios. "hello" has the middleware that a Django project
starts with, "bare" none; "ours" that of this site, on the address that does nothing else (/health/live).
Drafts: 32 writers, each with a plan of its own, once through the storage of the wizard and once in a bare loop.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 (the tests stand beside this folder)
from tests.conftest import free_port, own_database
from tests.support.personas import OFFICIAL_READY

CONNECTIONS, WRITERS = 16, 32
SEED = f"""
import json
from stappenplan.wizard.forms import as_data
from stappenplan.wizard.pages import PAGES
from stappenplan.models import Plan
answers = {OFFICIAL_READY!r}
page = PAGES["doel"]
def change(before, after):
    # what a browser sends when this one answer is changed
    data = as_data(answers | {{"need_source": after}}, page.asked(answers))
    shown = {{question.key: answers.get(question.key) for question in page.questions}} | {{"need_source": before}}
    return {{"plan_wizard-current_step": ["doel"], "getoond": [json.dumps(shown)]}} | dict(data.lists())
print(json.dumps([Plan.start(answers)[1], change("both", "residents_asked"), change("residents_asked", "both")]))
"""
# In a process of its own: writes by so many threads, and what each had to wait.
DRAFTS = """
import json, os, random, sys, threading, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "stappenplan.settings"
django.setup()
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from stappenplan.models import Plan
from stappenplan.wizard.answers.storage import PlanStorage
way, writers, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
answers = json.loads(sys.argv[4])
plans = [Plan.start(answers)[0] for number in range(writers)]
waits, faults = [], []

class Request:
    def __init__(self, plan):
        self.plan = plan
        self.POST = {"getoond": json.dumps({"place": plan.answers["place"]})}

def ours(plan, place):
    PlanStorage("x", Request(plan)).set_step_data("start", {"place": place})

def bare(plan, place):
    with transaction.atomic():
        row = Plan.objects.select_for_update().get(pk=plan.pk)
        row.answers = {**row.answers, "place": place}
        row.changed = timezone.now()
        row.save(update_fields=["answers", "changed"])

def write(plan):
    until = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < until:
        try:
            (ours if way == "ours" else bare)(plan, random.choice(("Zeist", "Ede")))
            close_old_connections()  # as after each request: back to the pool
            waits.append(time.perf_counter() - begun)
        except Exception as error:
            faults.append(repr(error))
    connection.close()

threads = [threading.Thread(target=write, args=[plan]) for plan in plans]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
waits.sort()
figures = [len(waits) / seconds, 1000 * waits[len(waits) // 2], 1000 * waits[int(0.99 * len(waits))], 1000 * waits[-1]]
print(json.dumps([*figures, len(faults)]))
"""


@contextmanager
def worker(application, **variables):
    """One web worker on the first core; gives its port and process."""
    port, cores = free_port(), sorted(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "--workers", "1"]
    command += ["--blocking-threads", "1", "--no-access-log", "--log-level", "error", application]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "bench")} | variables,
        preexec_fn=lambda: os.sched_setaffinity(0, cores[:1]),
    )
    until = time.monotonic() + 30
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
            break
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.2)
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(10)


def wrk(port, path, seconds, script=None):
    """Answers a second, and p50 and p99 in milliseconds, by wrk from the last core."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *(["-s", script] if script else [])]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-1:]),
    )
    assert "Non-2xx or 3xx" not in done.stdout, done.stdout
    times = {
        share: float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit] for share, value, unit in LATENCY(done.stdout)
    }
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
    if not rate:
        sys.exit(f"{path}: not one answer in {seconds} seconds. Give it more --seconds, or a machine that does less.")
    return rate, times["50"], times["99"]


LATENCY = re.compile(r"^\s+(50|99)(?:\.\d+)?%\s+([\d.]+)(us|ms|s)", re.M).findall


def posting(folder, there, back):
    """A script for wrk that sends a page of questions, token and all: a change, then its undoing."""
    bodies = [urlencode(sent | {"csrfmiddlewaretoken": "a" * 32}, doseq=True) for sent in (there, back)]
    script = Path(folder) / "post.lua"
    script.write_text(
        f'wrk.method = "POST"\nwrk.headers["Cookie"] = "csrftoken={"a" * 32}"\n'
        'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n'
        f'bodies = {{"{bodies[0]}", "{bodies[1]}"}}\nsent = 0\n'
        "request = function() sent = sent + 1; return wrk.format(nil, nil, nil, bodies[sent % 2 + 1]) end\n"
    )
    return str(script)


def pss(process):
    """Megabytes of memory of the worker process, shared pages shared out."""
    return sum(child.memory_full_info().pss for child in psutil.Process(process.pid).children()) / 1e6


def manage(*arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1:] or [""]


def pages(rounds, seconds, folder):
    token, *changes = json.loads(manage("shell", "-c", SEED)[0])
    plan, script = f"/plan/{token}", posting(folder, *changes)
    with ExitStack() as stack:
        hello, hello_process = stack.enter_context(worker("bare:application", BARE="full"))
        bare, _process = stack.enter_context(worker("bare:application"))
        ours, process = stack.enter_context(worker("stappenplan.wsgi:application"))
        asked = {
            "hello": (hello, "/", None),
            "bare": (bare, "/", None),
            "ours": (ours, "/health/live", None),
            "POST": (ours, f"{plan}/stap/doel/", script),
            "GET": (ours, f"{plan}/stap/doel/", None),
            "advice": (ours, f"{plan}/advies/", None),
            "same bytes": (hello, f"/{count_bytes(ours, plan)}/", None),
            "list": (ours, "/platforms/", None),
        }
        found = {name: [] for name in asked}
        for one in asked.values():
            wrk(one[0], one[1], 1, one[2])
        for _round in range(rounds):
            for name, one in asked.items():
                found[name].append(wrk(one[0], one[1], seconds, one[2]))
        memory = pss(process) / pss(hello_process)

    def ratio(name, other="hello"):
        return median(one[0] / two[0] for one, two in zip(found[name], found[other], strict=True))

    show("W1 and W2, a page sent, kept in the database / hello", ratio("POST"), ">= 0.25, 0.15")
    show("   a page of questions opened / hello", ratio("GET"), "none")
    show("W3 the list of platforms / hello", ratio("list"), ">= 0.80")
    show("W4 the advice, seen before / hello", ratio("advice"), ">= 0.20")
    show("   a page of as many bytes / the advice, seen before", ratio("same bytes", "advice"), "<= 6")
    show("W5 p99 / p50 of the advice", median(p99 / p50 for _rate, p50, p99 in found["advice"]), "<= 1.6")
    show("W6 hello / bare", ratio("hello", "bare"), ">= 0.65")
    show("   our middleware / bare", ratio("ours", "bare"), "none")
    show("W7 memory of our worker / that of hello", memory, "<= 1.35")
    for name, figures in found.items():
        print(f"   {name}: {median(rate for rate, _p50, _p99 in figures):.0f} a second")


def count_bytes(port, plan):
    """The size of the advice of this plan."""
    with urlopen(f"http://127.0.0.1:{port}{plan}/advies/") as page:
        return len(page.read())


def drafts(rounds, seconds):
    found = {"ours": [], "bare": []}
    for _round in range(rounds):
        for way, figures in found.items():
            command = [sys.executable, "-c", DRAFTS, way, str(WRITERS), str(seconds), json.dumps(OFFICIAL_READY)]
            figures.append(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout))
    pairs = zip(found["ours"], found["bare"], strict=True)
    show("D3 drafts a second, ours / bare ORM", median(ours[0] / bare[0] for ours, bare in pairs), ">= 0.85")
    show("D4 longest wait / p50", median(one[3] / one[1] for one in found["ours"]), "<= 3.5 on PostgreSQL")
    show("   longest wait, ms", max(one[3] for one in found["ours"]), "<= 1000 on SQLite")
    show("   errors", sum(one[4] for one in found["ours"]), "0")
    rate, p50, p99 = (median(one[number] for one in found["ours"]) for number in range(3))
    print(f"   ours: {rate:.0f} a second, p50 {p50:.1f} ms, p99 {p99:.0f} ms")


def show(name, value, goal):
    print(f"{name:60}{value:9.3f}   goal {goal}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--drafts", action="store_true", help="only the drafts")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)) as database:
        os.environ |= {"DATABASE_URL": database, "SECRET_KEY": "only-to-measure", "DEBUG": "0"}
        os.environ |= {"ALLOWED_HOSTS": "127.0.0.1", "LIMITS": "", "REPORT_WORKERS": "0"}
        prepare = (
            "import sys; sys.path.insert(0, 'bin'); import serve; serve.CACHE.mkdir(exist_ok=True); serve.prepare()"
        )
        subprocess.run([sys.executable, "-c", prepare], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        if not asked.drafts:
            pages(asked.rounds, asked.seconds, folder)
        drafts(min(asked.rounds, 3), asked.seconds)


if __name__ == "__main__":
    main()
