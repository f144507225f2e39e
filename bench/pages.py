"""What the pages weigh over the wire, whether they shift while they load, and their Lighthouse scores: by hand.

    .venv/bin/python bench/pages.py [--lighthouse PROGRAM] [--runs NUMBER] [page ...]

Starts the real site with a database of its own, walks the stappenplan as an official and as a resident, and opens
every public page as a new visitor on a slow phone (360 by 780). PROGRAM is the `lighthouse` of npm (`npm install
lighthouse`, then `node_modules/.bin/lighthouse`); without it the scores are left out. Weights are the bytes that
Chromium received, headers and all, nothing cached. Lighthouse slows the processor and the network down as for a
middling phone; its scores of speed differ a few points from run to run. Ask for three runs or more: the line then has
the median, the lowest and highest speed, and the medians of the blocking time and of Lighthouse's own measure of how
quick this machine was just before. A low or high speed beside others of the same page is other work on the machine.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.conftest import own_database, serve
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Network, Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PHONE = {"width": 360, "height": 780}
# What Lighthouse calls slow 4G: a page that shifts, shifts when its parts come late.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
# A page that is none: Lighthouse gives a "runtime error" and no scores for an answer 404.
MISSING = "/bestaat-niet/"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SHIFTS = """new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifted = (window.shifted ?? 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true })"""


def public_pages(site):
    """Name -> address of every kind of page; those of a plan belong to two plans that are made here."""
    pages = {
        "start": "/",
        "snelle check": "/snelle-check/",
        "voorbeeld, gemeente": "/voorbeeld/gemeente/",
        "voorbeeld, bewoners": "/voorbeeld/bewoners/",
        "voorbeeld, vergelijken": "/voorbeeld/gemeente/vergelijk/",
        "platforms": "/platforms/",
        "een platform": "/platforms/gebiedonline/",
        "zo werkt het": "/methode/",
        "privacy": "/over/privacy/",
        "wie betaalt dit": "/over/wie-betaalt-dit/",
        "toegankelijkheid": "/over/toegankelijkheid/",
        "niet gevonden": MISSING,
        "start, Engels": "/en/",
    }
    for audience, answers in (("gemeente", OFFICIAL_READY), ("bewoner", RESIDENT_READY)):
        visitor = Visitor(Network(site.url)).begin()
        plan = f"/plan/{visitor.token()}"
        visitor.walk(answers)
        for name, page in (
            ("stap start", "stap/start/"),
            ("stap doel", "stap/doel/"),
            ("wensen", "stap/succesfactoren-2/"),
            ("controleren", "stap/overzicht/"),
            ("advies", "advies/"),
            ("vergelijken", "vergelijk/"),
            ("bewaren", "bewaren/"),
        ):
            pages[f"{audience}, {name}"] = f"{plan}/{page}"
    return pages


def measured(browser, site, address):
    """Bytes of the whole first view, of its HTML and of its script, the layout shift, and who else was asked."""
    page = browser.new_context(viewport=PHONE, locale="nl-NL").new_page()
    page.add_init_script(SHIFTS)
    asked, received = {}, {}
    network = page.context.new_cdp_session(page)
    network.on("Network.responseReceived", lambda event: asked.update({event["requestId"]: event}))
    network.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    network.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(site.url + address, wait_until="networkidle")
    page.wait_for_timeout(300)
    kinds = {}
    for request, size in received.items():
        kind = asked[request]["type"] if request in asked else "Other"
        kinds[kind] = kinds.get(kind, 0) + size
    elsewhere = [one["response"]["url"] for one in asked.values() if not one["response"]["url"].startswith(site.url)]
    shifted = page.evaluate("window.shifted ?? 0")
    page.context.close()
    return sum(kinds.values()), kinds.get("Document", 0), kinds.get("Script", 0), shifted, elsewhere


def audit(program, url):
    """What Lighthouse says of one page: its whole answer, or None and the last line of its error."""
    with tempfile.TemporaryDirectory() as folder:
        # Over a pipe the end of a long answer can be lost: Lighthouse does not wait for it.
        file = Path(folder) / "answer.json"
        command = [program, url, "--quiet", "--output=json", f"--output-path={file}"]
        command += [f"--only-categories={','.join(CATEGORIES)}"]
        command += [f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, text=True)
        if done.returncode:
            return None, done.stderr.strip().splitlines()[-1]
        return json.loads(file.read_text(encoding="utf-8")), ""


def list_faults(found):
    """The ids of the audits that count and are not good."""
    return {
        part["id"]
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if part["weight"]
        and (found["audits"][part["id"]]["score"] or 0) < 0.9
        and found["audits"][part["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    }


def describe_scores(program, url, runs):
    """One line: the median of each score of so many runs, the range of speed, blocking time, the machine and faults."""
    answers = [audit(program, url) for _ in range(runs)]
    found = [answer for answer, _ in answers if answer]
    if not found:
        return answers[-1][1]
    points = {name: [round(100 * (one["categories"][name]["score"] or 0)) for one in found] for name in CATEGORIES}
    blocked = statistics.median(one["audits"]["total-blocking-time"]["numericValue"] for one in found)
    machine = statistics.median(one["environment"]["benchmarkIndex"] for one in found)
    medians = "  ".join(f"{statistics.median(points[name]):5.0f}" for name in CATEGORIES)
    speeds = f"{min(points['performance'])}-{max(points['performance'])}"
    faults = sorted(set().union(*map(list_faults, found)))
    return f"{medians}  {speeds:>7}  {blocked:7.0f}  {machine:7.0f}  {' '.join(faults)}"


@contextmanager
def fresh_site():
    with (
        tempfile.TemporaryDirectory() as folder,
        own_database(Path(folder)) as url,
        serve(Path(folder) / "log", DATABASE_URL=url, CONTACT="https://example.org/contact") as site,
    ):
        yield site


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--lighthouse", metavar="PROGRAM")
    arguments.add_argument("--runs", type=int, default=1, help="of Lighthouse, for each page")
    arguments.add_argument("page", nargs="*", help="only pages whose name holds one of these")
    asked = arguments.parse_args()
    head = f"{'page':26} {'KB':>6} {'html':>6} {'script':>6} {'shift':>6}"
    print(head + ("  speed  access  pract.   seo    range  blocked  machine" if asked.lighthouse else ""))
    with fresh_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, address in public_pages(site).items():
            if asked.page and not any(word in name for word in asked.page):
                continue
            whole, document, script, shifted, elsewhere = measured(browser, site, address)
            line = f"{name:26} {whole / 1000:6.1f} {document / 1000:6.1f} {script / 1000:6.1f} {shifted:6.3f}"
            if asked.lighthouse and address != MISSING:
                line += "  " + describe_scores(asked.lighthouse, site.url + address, asked.runs)
            print(line + "".join(f"  also asks {url}" for url in elsewhere), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
