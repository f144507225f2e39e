"""Workers and web processes that are killed at random moments while reports are made: by hand; 40 took four minutes.

    .venv/bin/python bench/kills.py [--kills 200] [--seed 1]

Starts the real site. People ask for reports without end and send answers between; a random report worker, renderer or
web process is killed (SIGKILL) again and again. In the end nothing may wait, and every answer that the site said it
had must be there.
"""

import argparse
import contextlib
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


from tests.conftest import own_database, serve
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

PEOPLE = 3
# What is killed, by what stands in its command line.
KINDS = ("db_worker", "spawn_main", "granian")
# A web process that dies within 5.5 seconds of its start for the second time ends the site: granian sees a loop of
# crashes, and what started the site (systemd, compose) starts it again. That is another thing than is looked at here.
WEB_SECONDS = 10
# A report that was asked for is there, or failed in words, within so many seconds once nothing is killed any more.
SETTLED_SECONDS = 300


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance, folder, killed = random.Random(asked.seed), Path(tempfile.mkdtemp(prefix="bench-")), Counter()
    with own_database(folder) as database, serve(folder / "log", DATABASE_URL=database, REPORT_WORKERS="2") as site:
        people, done = [Person(site.url, number) for number in range(PEOPLE)], threading.Event()
        threads = [threading.Thread(target=person.live, args=[done], daemon=True) for person in people]
        for thread in threads:
            thread.start()
        while killed.total() < asked.kills and site.process.poll() is None:
            time.sleep(chance.uniform(0.1, 4))
            if victims := list(family(site, chance.choice(KINDS))):
                with contextlib.suppress(psutil.NoSuchProcess):
                    victim = chance.choice(victims)
                    victim.kill()
                    killed[kind_of(victim)] += 1
        done.set()
        if site.process.poll() is not None:
            sys.exit(f"The site ended: {site.log.read_text()}")
        for thread in threads:
            thread.join()
        outcomes = sum((person.outcomes for person in people), Counter())
        lost = [person for person in people if not person.has_all()]
    print(f"killed: {dict(killed)}; reports: {dict(outcomes)}; people who lost an answer: {len(lost)}")
    sys.exit(bool(lost or outcomes["waits"]))


_kinds = {}


def family(site, kind):
    """The processes of this kind below the site; the heads of the web server and of the site are left alone."""
    for one in psutil.Process(site.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            words = " ".join(one.cmdline())
            is_head = kind == "granian" and one.ppid() == site.process.pid
            is_new = kind == "granian" and time.time() - one.create_time() < WEB_SECONDS
            if kind in words and not is_head and not is_new:
                _kinds[one.pid] = kind
                yield one


def kind_of(process):
    return _kinds[process.pid]


class Person:
    """Somebody who changes an answer, asks the report, waits for it, and does so again."""

    def __init__(self, url, number):
        self.url, self.number, self.outcomes, self.sent = url, number, Counter(), None
        self.token = Visitor(Network(url)).begin().token()
        Visitor(Network(url)).open(f"/plan/{self.token}/").walk(OFFICIAL_READY)

    def live(self, done):
        turn = 0
        while not done.is_set():
            turn += 1
            self.insist(lambda turn=turn: self.send(f"Doel {self.number} {turn}"))
            self.outcomes[self.report()] += 1

    def insist(self, ask):
        """Ask until there is an answer: while its process is killed, a request is cut off."""
        until = time.monotonic() + SETTLED_SECONDS
        while True:
            try:
                return ask()
            except (OSError, AssertionError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def send(self, sentence):
        page = Visitor(Network(self.url)).open(f"/plan/{self.token}/stap/doel-2/")
        page.answer({**OFFICIAL_READY, "goal_sentence": sentence})
        page.press("Volgende")
        self.sent = sentence

    def report(self) -> str:
        """Wait for the report: "ready", "failed" in words, or "waits" after SETTLED_SECONDS."""
        until = time.monotonic() + SETTLED_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                answer = Network(self.url).get(f"/plan/{self.token}/rapport/")
                if answer.status_code == 200:
                    return "ready" if "Uw rapport is klaar" in answer.content.decode() else "failed"
            time.sleep(0.5)
        return "waits"

    def has_all(self) -> bool:
        """Whether the last sentence that the site took is there."""
        answer = self.insist(lambda: Network(self.url).get(f"/plan/{self.token}/meenemen/antwoorden.json"))
        return json.loads(answer.content)["answers"]["goal_sentence"] == self.sent


if __name__ == "__main__":
    main()
