# ruff: noqa: E402 (Django must be set up before its models are imported)
"""The things that bench/against.py measures, in the build whose folder is the working folder: no use by itself.

Reads a key of MEASURES from each line of its input, does that thing once, and answers with a line: seconds of processor
time, or bytes of memory. It runs in earlier builds too, so it knows where they keep the same thing.
"""

import gc
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from itertools import count
from pathlib import Path
from random import Random
from socket import socket
from time import process_time
from types import SimpleNamespace
from urllib.parse import urlencode
from urllib.request import urlopen

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client

from platforms.models import Catalogue, Fact, Platform, Source
from stappenplan.method.advice import advise
from stappenplan.models import Plan

MANY = 10_000
# One set of answers of which only the name of the neighbourhood differs: an advice that was never worked out before.
NAMES = count()
PAGES = {
    "advice": "/plan/{}/advies/",
    "comparison": "/plan/{}/vergelijk/",
    "question": "/plan/{}/stap/doel/",
    "start": "/",
    "platforms": "/platforms/",
    "platform": "/platforms/hoplr/",
    "method": "/methode/",
}


def from_build(*places):
    """The first of these that this build has: "module:name"."""
    for place in places:
        module, _, name = place.partition(":")
        try:
            return getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"this build has none of {', '.join(places)}")


OFFICIAL_READY = from_build("tests.support.personas:OFFICIAL_READY", "tests.personas:OFFICIAL_READY")


@contextmanager
def timed(found):
    """Add the processor time of what happens inside."""
    gc.collect()
    begun = process_time()
    yield
    found.append(process_time() - begun)


class Bench:
    """A database with the catalogue, a plan and a browser."""

    def __init__(self):
        call_command("migrate", verbosity=0)
        load()
        self.client = Client()
        _plan, self.token = Plan.start(dict(OFFICIAL_READY))
        self.many = None

    def measure(self, key):
        found = []
        if key in PAGES:
            with timed(found):
                self.open(PAGES[key].format(self.token))
        else:
            getattr(self, f"measure_{key}")(found)
        return found[0]

    def open(self, address):
        response = self.client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.content.decode()

    def measure_advice_first(self, found):
        answers = {**OFFICIAL_READY, "goal_sentence": f"Buurt {next(NAMES)}"}
        _plan, token = Plan.start(answers)
        with timed(found):
            self.open(PAGES["advice"].format(token))

    def measure_advise(self, found):
        catalogue = Catalogue.current()
        on = getattr(catalogue, "released", catalogue.changed)
        with timed(found):
            advise(OFFICIAL_READY, catalogue.platforms, on)

    def measure_advise_many(self, found):
        catalogue = Catalogue.current()
        self.many = self.many or generate_platforms(catalogue.platforms, MANY)
        on = getattr(catalogue, "released", catalogue.changed)
        with timed(found):
            advise(OFFICIAL_READY, self.many, on)

    def measure_sent(self, found):
        address, data = PAGES["question"].format(self.token), urlencode(self.read_form(), doseq=True)
        with timed(found):
            response = self.client.post(address, data, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 302, f"{address}: {response.status_code}"

    def read_form(self):
        """What a browser sends when the answer to the last question on the page is changed."""
        from lxml import html

        form = html.fromstring(self.open(PAGES["question"].format(self.token))).xpath("//form[@method='post']")[-1]
        grouped = {}
        for name, value in form.form_values():
            grouped.setdefault(name, []).append(value)
        name = form.xpath(".//input[@type='radio']/@name")[-1]
        values = form.xpath(f".//input[@type='radio'][@name='{name}'][@value!='']/@value")
        grouped[name] = [next(value for value in values if value not in grouped.get(name, ()))]
        return grouped

    def measure_api(self, found):
        body = json.dumps({"answers": OFFICIAL_READY})
        with timed(found):
            response = self.client.post("/api/v1/adviezen", body, content_type="application/json")
        assert response.status_code == 200, response.content

    def measure_memo(self, found):
        typeset = from_build("stappenplan.report.pdf.renderer:typeset", "stappenplan.pdf:typeset")
        with timed(found):
            typeset(write_memo())

    def measure_load(self, found):
        with emptied(), timed(found):
            load()

    def measure_load_again(self, found):
        with timed(found):
            load()

    def measure_web_memory(self, found):
        found.append(measure_elsewhere("web"))

    def measure_served_memory(self, found):
        found.append(measure_served("Pss:"))

    def measure_private_memory(self, found):
        found.append(measure_served("Private_Clean:", "Private_Dirty:"))

    def measure_worker_memory(self, found):
        found.append(measure_elsewhere("worker"))


def write_memo():
    """The HTML of the memo of the first plan."""
    report_html = from_build("stappenplan.report.document:report_html", "stappenplan.report:report_html")
    plan, catalogue = Plan.objects.earliest("pk"), Catalogue.current()
    return report_html(plan, plan.advice(catalogue), catalogue, "nl")


def load():
    call_command("load_catalogue", stdout=StringIO())


@contextmanager
def emptied():
    """No platforms meanwhile; afterwards everything is as it was."""
    with transaction.atomic():
        for model in (Fact, Source, Platform):
            QuerySet(model)._raw_delete("default")
        yield
        transaction.set_rollback(True)


def generate_platforms(real, number):
    """So many platforms, each with the facts of a real one mixed with those of a second."""
    chance = Random(number)

    def mix(place):
        base, other = chance.sample(real, 2)
        facts = base.facts | {key: fact for key, fact in other.facts.items() if chance.random() < 0.3}
        texts = {"slug": f"p{place:06}", "name": f"P{place:06}", "kind": base.kind, "form": base.form}
        columns = {name: getattr(base, name) for name in ("usable_in_nl", "municipalities", "places", "launched")}
        return SimpleNamespace(**texts, **columns, is_taken_over=False, facts=facts)

    return tuple(mix(place) for place in range(number))


# --- memory --------------------------------------------------------------------------------------------------------


def measure_elsewhere(kind):
    """The memory of a fresh process of this build that did what such a process does."""
    command = [sys.executable, "-W", "ignore", __file__, kind]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def read_memory(pid, *kinds):
    """Bytes of memory of a process, of these kinds together."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(kinds))


def list_children(pid):
    return Path(f"/proc/{pid}/task/{os.getpid() if pid == 'self' else pid}/children").read_text().split()


def proportional_size(pid="self"):
    """Bytes of memory of a process and its children, shared pages shared out."""
    return read_memory(pid, "Pss:") + sum(map(proportional_size, list_children(pid)))


def measure_served(*kinds):
    """The mean memory in bytes of a web process as bin/run starts it, after each showed every kind of page."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"PORT": str(port), "REPORT_WORKERS": "0", "EXAMPLE_REPORTS": "0"}
    kept = {name: text for name, text in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS")}
    command = [sys.executable, "-W", "ignore", "bin/serve.py"]
    site = subprocess.Popen(command, env=kept | own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        next(line for line in site.stdout if "http://" in line)
        _plan, token = Plan.start(dict(OFFICIAL_READY))
        pages = [f"http://127.0.0.1:{port}{address.format(token)}" for address in PAGES.values()]
        with ThreadPoolExecutor(8) as together:  # so that every process gets each of them
            assert all(together.map(is_shown, pages * 12))
        (head,) = list_children(site.pid)
        workers = list_children(head)
        return sum(read_memory(worker, *kinds) for worker in workers) / len(workers)
    finally:
        site.terminate()
        site.wait()


def is_shown(address):
    with urlopen(address, timeout=120) as answer:
        return answer.status == 200


def fill_web_process():
    """Answer each kind of page once, as a web process does."""
    import_module("stappenplan.wsgi")
    _plan, token = Plan.start(dict(OFFICIAL_READY))
    client = Client()
    for address in PAGES.values():
        assert client.get(address.format(token)).status_code == 200


def fill_report_worker():
    """Make a report in a child process, as a report worker does."""
    import_module("stappenplan.management.commands.db_worker")
    # A child that renders imports the main module once more. In a real worker that is manage.py, which loads nothing.
    del sys.modules["__main__"].__file__
    render = from_build("stappenplan.report.pdf.render_pool:render_pdf", "stappenplan.pdf:render")
    from_build("stappenplan.report.pdf.render_pool:warm_up", "stappenplan.pdf:warm_up")()
    render(write_memo())


def main():
    settings.DEBUG = False  # with DEBUG, Django remembers every query
    settings.LIMITS = {name: (0, limit[1]) for name, limit in settings.LIMITS.items()}
    if len(sys.argv) > 1:
        {"web": fill_web_process, "worker": fill_report_worker}[sys.argv[1]]()
        return print(proportional_size())
    bench = Bench()
    for line in sys.stdin:
        print(bench.measure(line.strip()), flush=True)


if __name__ == "__main__":
    main()
