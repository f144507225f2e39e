"""The whole site under load, with real pages, real answers and real PDFs: by hand, at a quiet moment.

    bin/install --bench
    .venv/bin/python bench/load.py                       # as promised: ten minutes held, a minute's peak
    .venv/bin/python bench/load.py --seconds 60          # shorter
    .venv/bin/python tests/support/postgres.py .venv/bin/python bench/load.py    # the same on PostgreSQL

Starts the real site with a database of its own, and beside it the smallest Django page, which is asked in the same
seconds: where the machine is busy with other things, the ratio to that page says more than the milliseconds.

1. Held: 200 visitors, each with a plan of their own, ask 150 pages a second together; of these 45 in 100 open a page of
   questions, 30 send one, 12 read their advice, 3 compare, 10 read a public page. Every two seconds one of
   them changes an answer and waits for a new PDF.
2. Peak: 600 visitors, 400 a second, for a minute. Then as before: how soon is it as quick as it was?
3. Sixty visitors ask for a new PDF at the same moment.

Anyone who waits for a PDF asks again as often as the page says, also when the queue was full. Every visitor has a
network of their own, so that the throttles meet many people and not one. What the load itself takes from the two cores
is in the figures.
"""

# ruff: noqa: E402, I001 (locust first: it replaces the network functions that all others import)
from locust import FastHttpUser, events, task
from locust.env import Environment

import argparse
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict, namedtuple
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import gevent
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import free_port, own_database, serve
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

# `status`: of the answer; of a request without an answer, the name of its exception.
Asked = namedtuple("Asked", "at name milliseconds status")
# `seconds` until the PDF was there, `refusals` before it, `fault`: why it never came ("" when it came).
Outcome = namedtuple("Outcome", "seconds refusals fault")

VISITORS, MORE_VISITORS = 200, 600
PEAK_SECONDS, RECOVERY_SECONDS = 60, 30
# Until most have seen their advice once: a site does not start with two hundred visitors at the same moment.
WARM_SECONDS = 25
PDF_EVERY = 2.0
# So long somebody waits for a PDF here, so that a slow one is told from one that never comes.
PDF_SECONDS = 900
STILL_WAITING = "still waiting"
PUBLIC = ("/", "/platforms/", "/platforms/gebiedonline/", "/methode/", "/snelle-check/", "/en/", "/over/privacy/")
BARE = "bare Django page"
# Plans with all their answers, and what a browser sends for each of their pages; made by the site itself.
SEED = """
import json, sys
from stappenplan.wizard.forms import as_data
from stappenplan.wizard.pages import PAGES
from stappenplan.municipalities.names import MUNICIPALITIES
from stappenplan.models import Plan
cast, number = json.loads({cast!r}), {number}
pages = [
    {{
        page.key: {{"plan_wizard-current_step": [page.key]}}
        | {{key: values for key, values in as_data(answers, page.asked(answers)).lists()}}
        for page in PAGES.values() if page.asked(answers)
    }}
    for answers in cast
]
print(json.dumps({{"pages": pages, "tokens": [
    Plan.start(cast[i % len(cast)] | {{"place": list(MUNICIPALITIES)[i % len(MUNICIPALITIES)]}})[1]
    for i in range(number)
]}}))
"""


class Stage:
    """What all visitors share: how fast they go, which plans there are, and what was answered."""

    rate, visitors, bare = 150, VISITORS, ""
    asked, pages, plans, places, networks = [], [], None, None, count(1)

    @classmethod
    def between(cls, begin, end, *names):
        return [one for one in cls.asked if begin <= one.at < end and (not names or one.name in names)]


def network():
    """An address in a network that nobody else has."""
    number = next(Stage.networks)
    return {"X-Forwarded-For": f"{11 + number // 65536 % 100}.{number // 256 % 256}.{number % 256}.7"}


@events.request.add_listener
def keep(name, response_time, start_time, response=None, exception=None, **_rest):
    status = response.status_code if response is not None and response.status_code else type(exception).__name__
    Stage.asked.append(Asked(start_time + response_time / 1000, name, response_time, status))


class OnePlan(FastHttpUser):
    """Somebody with a plan."""

    abstract = True
    host = ""
    network_timeout = connection_timeout = 60

    def on_start(self):
        self.number, self.token = next(Stage.plans)
        self.pages = Stage.pages[self.number % len(Stage.pages)]
        self.home = f"/plan/{self.token}"
        self.headers = network()
        self.secret, self.shown = "", {}

    def get(self, path, name=None):
        with self.client.get(
            path, name=name or path, headers=self.headers, allow_redirects=False, catch_response=True
        ) as answer:
            self.secret = self.secret or self.cookie("csrftoken")
            if answer.status_code and answer.status_code < 500:
                answer.success()
        return answer

    def cookie(self, name):
        return next((one.value for one in self.client.cookiejar if one.name == name), "")

    def open_question(self, page):
        """Open a page of questions; what it showed goes along when it is sent."""
        answer = self.get(f"{self.home}/stap/{page}/", "open a page of questions")
        if found := re.search(r'name="getoond" value="([^"]*)"', answer.text or ""):
            self.shown[page] = html.unescape(found[1])

    def post(self, page, **changed):
        data = self.pages[page] | changed | {"csrfmiddlewaretoken": [self.secret], "getoond": [self.shown[page]]}
        body = "&".join(f"{key}={value}" for key, values in data.items() for value in map(quoted, values))
        with self.client.post(
            f"{self.home}/stap/{page}/",
            name="send a page of questions",
            data=body,
            headers=self.headers | {"Content-Type": "application/x-www-form-urlencoded"},
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code == 302:
                answer.success()
        return answer


def quoted(text):
    return re.sub(r"[^A-Za-z0-9_.-]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


class Reader(OnePlan):
    """Asks one thing at a time, at a steady rate; `Stage.rate` is that of all together."""

    def wait_time(self):
        now, every = time.monotonic(), Stage.visitors / Stage.rate
        self.next_turn = max(now, getattr(self, "next_turn", now + random.random() * every) + every)
        return self.next_turn - now

    @task(45)
    def open_page(self):
        self.open_question(random.choice(list(self.pages)))

    @task(30)
    def send_page(self):
        page = random.choice(list(self.shown) or ["start"])
        if page not in self.shown:
            return self.open_question(page)
        # One in a dozen pages or so says something else than before: then the advice is another one too.
        self.post(page, **({"place": [next(Stage.places)]} if page == "start" else {}))
        return self.shown.pop(page)

    @task(12)
    def advice(self):
        self.get(f"{self.home}/advies/", "advice")

    @task(3)
    def compare(self):
        self.get(f"{self.home}/vergelijk/", "compare")

    @task(10)
    def public(self):
        self.get(random.choice(PUBLIC), "public page")

    @task(4)
    def bare(self):
        self.get(Stage.bare, BARE)


class PdfReader(OnePlan):
    """Changes an answer, then waits for the PDF; not started by the runner but one at a time."""

    weight = 0
    fixed_count = 0

    def run_once(self) -> Outcome:
        begun = time.monotonic()
        self.on_start()
        self.open_question("start")
        if "start" not in self.shown:
            return Outcome(time.monotonic() - begun, 0, "no page of questions")
        self.post("start", place=[next(Stage.places)])
        refusals, fault = self.wait_for_pdf(begun + PDF_SECONDS)
        return Outcome(time.monotonic() - begun, refusals, fault)

    def wait_for_pdf(self, until):
        """How often the queue was full, and why there is no PDF in the end ("" when there is one)."""
        refusals = 0
        while time.monotonic() < until:
            answer = self.get(f"{self.home}/rapport/", "report")
            if answer.status_code == 200:
                file = self.get(f"{self.home}/advies.pdf", "advies.pdf")
                return refusals, "" if file.content[:4] == b"%PDF" else f"no PDF: {heading(answer)}"
            if answer.status_code not in (202, 429, 503) or not answer.headers.get("Retry-After"):
                return refusals, f"{answer.status_code or answer.error}: {heading(answer)}"
            refusals += answer.status_code != 202
            gevent.sleep(float(answer.headers["Retry-After"]))
        return refusals, STILL_WAITING


def heading(answer):
    """What a page says it is."""
    found = re.search(r"<h1[^>]*>([^<]*)", answer.text or "")
    return found[1].strip() if found else "no page"


# --- the figures ----------------------------------------------------------------------------------------------------


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def report(title, begin, end):
    """Print a line per kind of page between two moments; gives the 95th percentile of all pages of ours."""
    found = Stage.between(begin, end)
    ours = [one for one in found if one.name not in (BARE, "report", "advies.pdf")]
    kinds = defaultdict(list)
    for one in found:
        kinds[one.name].append(one)
    bare = percentile([one.milliseconds for one in kinds.get(BARE, ())], 0.95)
    print(f"\n## {title}: {len(ours) / (end - begin):.0f} pages a second for {end - begin:.0f} s\n")
    print("| what | asked | p50 ms | p95 ms | p99 ms | p95 / bare page | answers |\n|---|---|---|---|---|---|---|")
    for name, rows in [("all pages of ours", ours), *sorted(kinds.items())]:
        times = [one.milliseconds for one in rows]
        p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
        answers = ", ".join(f"{status}: {number}" for status, number in Counter(r.status for r in rows).most_common())
        print(f"| {name} | {len(rows)} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {p95 / bare:.1f} | {answers} |")
    return percentile([one.milliseconds for one in ours], 0.95)


def report_pdfs(title, outcomes, asked):
    """Print how many PDFs came and how soon, and the fault of each that did not."""
    served = [one.seconds for one in outcomes if not one.fault]
    refused = [one for one in outcomes if one.refusals]
    faults = Counter(one.fault for one in outcomes if one.fault) + Counter({STILL_WAITING: asked - len(outcomes)})
    times = f"p50 {percentile(served, 0.5):.1f} s, p95 {percentile(served, 0.95):.1f} s"
    print(f"\n{title}: {asked} asked, {len(served)} served ({times}), {len(refused)} found a full queue first")
    print(f"Without a PDF: {dict(faults) or 'nobody'}")


def recovered(since, limit):
    """The seconds after the peak until every later second has a 95th percentile below the limit."""
    seconds = defaultdict(list)
    for one in Stage.between(since, since + RECOVERY_SECONDS):
        if one.name != BARE:
            seconds[int(one.at - since)].append(one.milliseconds)
    slow = [second for second, times in seconds.items() if percentile(times, 0.95) >= limit]
    return max(slow, default=-1) + 1


def processor_seconds(site):
    """User and system time of everything that serves pages."""
    total = 0
    for process in psutil.Process(site.process.pid).children(recursive=True):
        try:
            if "granian" in " ".join(process.cmdline()):
                total += sum(process.cpu_times()[:2])
        except psutil.Error:
            continue
    return total


# --- the stages -----------------------------------------------------------------------------------------------------


def seeded(site, number):
    # In a process of its own: what the tests use for commands does not go with the sockets of locust.
    script = SEED.format(cast=json.dumps([OFFICIAL_READY, RESIDENT_READY]), number=number)
    command = [sys.executable, "manage.py", "shell", "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=site.environment, check=True, stdout=subprocess.PIPE, text=True)
    made = json.loads(done.stdout.strip().splitlines()[-1])
    Stage.pages, Stage.plans = made["pages"], enumerate(made["tokens"])


def places():
    from stappenplan.municipalities.names import MUNICIPALITIES

    while True:
        yield from MUNICIPALITIES


def ask_for_pdf(environment, outcomes):
    return gevent.spawn(lambda: outcomes.append(PdfReader(environment).run_once()))


def pdfs_every(environment, seconds, asking, outcomes):
    """Ask for a new PDF every so many seconds, whether or not the last one is there; ends by being killed."""
    while True:
        asking.append(ask_for_pdf(environment, outcomes))
        gevent.sleep(seconds)


def started(stack):
    """The site and the bare page, both running."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    database = stack.enter_context(own_database(folder))
    # As bin/run starts it: a report worker per core.
    own = {"DATABASE_URL": database, "PROXIES": "1", "REPORT_WORKERS": str(len(os.sched_getaffinity(0)))}
    site = stack.enter_context(serve(folder / "log", **own))
    port = free_port()
    command = ["-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "--log-level", "warning"]
    bare = subprocess.Popen(
        [sys.executable, *command, "--no-access-log", "bare:application"],
        cwd=ROOT / "bench",
        env=os.environ | {"BARE": "full"},
    )
    stack.callback(bare.terminate)
    Stage.bare = f"http://127.0.0.1:{port}/"
    return site


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600, help="how long the rate is held (600)")
    parser.add_argument("--rate", type=int, default=150, help="pages a second (150)")
    parser.add_argument("--peak", type=int, default=400, help="pages a second at the peak (400); 0: no peak")
    parser.add_argument("--at-once", type=int, default=60, help="PDFs asked for at the same moment (60); 0: none")
    asked = parser.parse_args()
    with ExitStack() as stack:
        site = started(stack)
        seeded(site, MORE_VISITORS + asked.seconds + 400)
        OnePlan.host = Reader.host = PdfReader.host = site.url
        runner = Environment(user_classes=[Reader], events=events).create_local_runner()
        Stage.places = places()
        hold(runner, site, asked)
        if asked.peak:
            peak(runner, asked)
        runner.quit()
        if asked.at_once:
            at_once(runner.environment, asked.at_once)
        trouble = [line for line in site.log.read_text().splitlines() if "Traceback" in line or "ERROR" in line]
        print(f"\nLines of trouble in the log: {len(trouble)}")
        for line, number in Counter(trouble).most_common(10):
            print(f"{number} x {line}")


def hold(runner, site, asked):
    Stage.rate, asking, outcomes = asked.rate, [], []
    runner.start(VISITORS, spawn_rate=VISITORS / 2)
    gevent.sleep(WARM_SECONDS)
    begin, used = time.time(), processor_seconds(site)
    every = gevent.spawn(pdfs_every, runner.environment, PDF_EVERY, asking, outcomes)
    gevent.sleep(asked.seconds)
    end, used = time.time(), processor_seconds(site) - used
    every.kill()
    report("Held", begin, end)
    pages = len([one for one in Stage.between(begin, end) if one.name != BARE])
    print(f"\nProcessor time of the web processes: {1000 * used / pages:.1f} ms for each answer")
    gevent.joinall(asking, timeout=PDF_SECONDS)
    report_pdfs(f"PDFs, one every {PDF_EVERY:.0f} s", outcomes, len(asking))


def peak(runner, asked):
    Stage.rate, Stage.visitors = asked.peak, MORE_VISITORS
    runner.start(MORE_VISITORS, spawn_rate=MORE_VISITORS)
    begin = time.time()
    gevent.sleep(PEAK_SECONDS)
    end = time.time()
    Stage.rate, Stage.visitors = asked.rate, VISITORS
    runner.start(VISITORS, spawn_rate=MORE_VISITORS)
    gevent.sleep(RECOVERY_SECONDS)
    report("Peak", begin, end)
    report("After the peak", end, time.time())
    after = recovered(end, 250)
    when = f"{after} s after the peak" if after < RECOVERY_SECONDS else f"not within {RECOVERY_SECONDS} s of the peak"
    print(f"\nAs quick as promised (p95 below 250 ms): {when}")


def at_once(environment, number):
    """So many new PDFs at the same moment."""
    begin, outcomes = time.time(), []
    gevent.joinall([ask_for_pdf(environment, outcomes) for _number in range(number)])
    report_pdfs(f"PDFs, {number} at the same moment, over after {time.time() - begin:.0f} s", outcomes, number)


if __name__ == "__main__":
    main()
