"""How fast a report is made, how large it is and what it asks of memory, against other ways: by hand, half an hour.

    .venv/bin/python bench/report.py                  # everything but the instructions
    .venv/bin/python bench/report.py --rounds 1 --reports 20    # minutes, to see that it runs
    .venv/bin/python bench/report.py --instructions   # only these, under valgrind: slow, and the same on a busy machine

The document is the memo of OFFICIAL_READY in tests/support/personas.py over the real catalogue, with the data that go
along in it.
All ways take turns on one core; medians. Ratios mean something, seconds are this machine's.
Needs Chromium, and a database that it makes and removes itself.
"""

import argparse
import io
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import pikepdf
from fontTools.ttLib import TTFont
from fpdf import FPDF
from lxml import html as reader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROUNDS, AFTER_FIRST, AT_ONCE = 7, 10, 8
# Rounds of one worker and of two.
ROUNDS_TOGETHER = 3
# What takes a minute takes part in every so many rounds.
SELDOM = {"naive": 3}
FEW, REPORTS = 10, 200
STATIC = ROOT / "static"
SCREEN = ("vendor/nl-design-system/components.css", "theme.css")
NAIVE = "body { display: flex; flex-direction: column } table { table-layout: auto }"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def memo():
    """The HTML of the report, from a database made for this; gives it with the client and the addresses for P11."""
    import django

    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp(prefix='bench-')}/db.sqlite3"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "stappenplan.settings", "DEBUG": "1", "ALLOWED_HOSTS": "testserver"}
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from platforms.models import Catalogue
    from stappenplan.models import Plan
    from stappenplan.report.document import report_html
    from tests.support.personas import OFFICIAL_READY

    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    call_command("load_catalogue")
    plan, token = Plan.start(OFFICIAL_READY)
    plan.changed = timezone.make_aware(datetime(2026, 11, 22, 12))
    catalogue = Catalogue.current()
    return report_html(plan, plan.advice(catalogue), catalogue, "nl"), token


# --- the ways: each takes the HTML and gives a PDF ------------------------------------------------------------------


def ours(page):
    from stappenplan.report.pdf import renderer

    return renderer.typeset(page).data


def untagged(page):
    """The same sheet, fonts and pages, without tags and without what makes it PDF/UA."""
    from stappenplan.report.pdf import renderer

    fetcher, css, fonts = renderer.renderer_resources()
    return renderer.read_page(page, fetcher).render(stylesheets=[css], font_config=fonts, dpi=150).write_pdf(dpi=150)


def naive(page):
    """The same content as people often begin: the stylesheets of the screen, read each time, and a flex body."""
    from weasyprint import CSS, HTML

    sheets = [CSS(string=(STATIC / name).read_text(), base_url=str(STATIC / name)) for name in SCREEN]
    return HTML(string=page).write_pdf(stylesheets=[*sheets, CSS(string=NAIVE)], pdf_variant="pdf/ua-1")


class Plain(FPDF):
    """The same words in the same fonts, without tags, pictures and columns of their own width."""

    def footer(self):
        self.set_y(-15)
        self.set_font("plex", "", 8.5)
        self.cell(0, 5, "Stappenplan buurtplatform")
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")


def by_fpdf2(page, fonts):
    pdf = Plain()
    for style, file in fonts.items():
        pdf.add_font("plex", style, file)
    pdf.set_margins(22, 19)
    pdf.add_page()
    for part in reader.fromstring(page).find(".//main").iter("h1", "h2", "h3", "h4", "p", "li", "table"):
        if part.tag == "table":
            pdf.set_font("plex", "", 9.5)
            with pdf.table(first_row_as_headings=False) as table:
                for line in part.iter("tr"):
                    row = table.row()
                    for cell in line:
                        row.cell(words(cell), colspan=int(cell.get("colspan", 1)))
        elif part.getparent().tag not in ("td", "th", "li"):
            heading = {"h1": 21, "h2": 13, "h3": 11, "h4": 10.5}.get(part.tag)
            pdf.set_font("plex", "B" if heading else "", heading or 10.5)
            pdf.multi_cell(0, text=words(part), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def words(element):
    return " ".join(element.text_content().split())


def by_new_chromium(page, folder):
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page)
    subprocess.run([CHROMIUM, *QUIET, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True)
    return target.read_bytes()


def by_open_chromium(page, tab):
    tab.set_content(page)
    return tab.pdf(tagged=True, outline=True, prefer_css_page_size=True)


# --- measuring ------------------------------------------------------------------------------------------------------


def spent():
    """CPU seconds of this process and of its children that ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def in_turn(ways, page, rounds):
    """Median seconds by the clock and of CPU, and the PDF, of each way, all taking turns."""
    times, made = {name: [] for name in ways}, {}
    for one in range(rounds + 1):  # the first round warms up
        for name, way in ways.items():
            if one % SELDOM.get(name, 1) != 1 % SELDOM.get(name, 1):
                continue
            clock, cpu = perf_counter(), spent()
            made[name] = way(page)
            if one:
                times[name].append((perf_counter() - clock, spent() - cpu))
    return {name: (median(clock), median(cpu), made[name]) for name, (clock, cpu) in split(times)}


def split(times):
    return [(name, tuple(zip(*pairs, strict=True))) for name, pairs in times.items()]


def pages_of(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def engines(page, rounds):
    from playwright.sync_api import sync_playwright

    from stappenplan.report.pdf import renderer

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    fonts = {"": "400", "B": "600"}
    for style, weight in fonts.items():
        font = TTFont(STATIC / "fonts" / f"ibm-plex-sans-latin-{weight}-normal.woff2")
        font.flavor, fonts[style] = None, str(folder / f"{weight}.ttf")
        font.save(fonts[style])
    styled = page.replace("</head>", f"<style>{renderer.read_stylesheet()}</style></head>")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET[1:])
        tab = browser.new_page()
        ways = {
            "ours": ours,
            "untagged": untagged,
            "naive": naive,
            "fpdf2": lambda page: by_fpdf2(page, fonts),
            "chromium cold": lambda page: by_new_chromium(styled, folder),
            "chromium warm": lambda page: by_open_chromium(styled, tab),
        }
        found = in_turn(ways, page, rounds)
        browser.close()
    shutil.rmtree(folder)
    return found


def first_and_next(page):
    """Seconds of the first report of a warmed worker, and the median of the next ten, by the clock."""
    from stappenplan.report.pdf import render_pool

    render_pool.stop_children()
    render_pool.warm_up()
    times = [timed(render_pool.render_pdf, page) for _ in range(1 + AFTER_FIRST)]
    return times[0], median(times[1:])


def timed(work, *arguments):
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def together(page, rounds):
    """Reports per second of one worker and of two, taking turns."""
    from stappenplan.report.pdf import render_pool

    rates = {1: [], 2: []}
    for _ in range(rounds):
        for workers in rates:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(render_pool.render_pdf, [page] * workers))  # all are warm
                seconds = timed(lambda pool=pool: list(pool.map(render_pool.render_pdf, [page] * AT_ONCE)))
            rates[workers].append(AT_ONCE / seconds)
            render_pool.stop_children()
    return median(rates[1]), median(rates[2])


def memory(page, reports):
    """The most memory that a worker ever had, in MB, after ten reports and after so many."""
    from stappenplan.report.pdf import render_pool

    peaks = []
    for number in range(1, reports + 1):
        render_pool.render_pdf(page)
        if number in (FEW, reports):
            (child,) = multiprocessing.active_children()
            status = Path(f"/proc/{child.pid}/status").read_text()
            peaks.append(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)
    return peaks


def served_again(token, data, rounds):
    """How often a second a stored report is served and the smallest page, taking turns, without a network."""
    from django.test import Client

    from stappenplan.models import Report

    client = Client()
    client.get(f"/plan/{token}/rapport/")
    Report.objects.update(state=Report.State.READY, pdf=data, pages=1)
    seconds = {f"/plan/{token}/advies.pdf": [], "/health/live": []}
    for one in range(rounds + 1):
        for address, times in seconds.items():
            start = perf_counter()
            for _ in range(100):
                assert client.get(address).status_code == 200
            if one:
                times.append(perf_counter() - start)
    stored, hello = (100 / median(times) for times in seconds.values())
    return stored, hello


# --- instructions ---------------------------------------------------------------------------------------------------


def instructions(page):
    """Billions of instructions of a process that renders so often, in one way, counted by valgrind."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    (folder / "page.html").write_text(page)

    def counted(way, times):
        command = [sys.executable, __file__, "--render", way, str(times), str(folder / "page.html")]
        grind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={folder / 'out'}", *command]
        subprocess.run(grind, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "0"})
        return int(re.search(r"summary:\s*(\d+)", (folder / "out").read_text())[1]) / 1e9

    none, tagged, plain = counted("ours", 0), counted("ours", 2), counted("untagged", 2)
    shutil.rmtree(folder)
    pages = pages_of(ours(page))
    print(f"nothing rendered {none:.2f} G; two reports {tagged:.2f} G; untagged {plain:.2f} G; {pages} pages")
    print(f"P5 tagged / untagged                    {(tagged - none) / (plain - none):.3f}   goal 1.08")
    print(f"P6 per page / nothing rendered          {(tagged - none) / 2 / pages / none:.3f}   goal 0.21")


def render(way, times, file):
    """What `instructions` counts: load everything, then render so often."""
    from stappenplan.report.pdf import renderer

    page = Path(file).read_text()
    renderer.renderer_resources()
    for _ in range(int(times)):
        {"ours": ours, "untagged": untagged}[way](page)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each way takes its turn ({ROUNDS})")
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"reports of one worker, above {FEW} ({REPORTS})")
    parser.add_argument("--render", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.render:
        return render(*arguments.render)
    page, token = memo()
    if arguments.instructions:
        return instructions(page)

    cores = os.sched_getaffinity(0)
    found = engines(page, arguments.rounds)
    os.sched_setaffinity(0, cores)
    print(f"{'':16}{'clock':>8}{'CPU':>8}{'pages':>7}{'clock/page':>12}{'bytes':>10}   ratio of clock to ours")
    for name, (clock, cpu, data) in found.items():
        count, ratio = pages_of(data), clock / found["ours"][0]
        print(f"{name:16}{clock:8.3f}{cpu:8.3f}{count:7}{clock / count:12.4f}{len(data):10,}   {ratio:.2f}")
    per_page = {name: cpu / pages_of(data) for name, (_clock, cpu, data) in found.items()}
    clock = {name: seconds for name, (seconds, _cpu, _data) in found.items()}
    size = {name: len(data) for name, (_clock, _cpu, data) in found.items()}
    first, following = first_and_next(page)
    one, two = together(page, min(arguments.rounds, ROUNDS_TOGETHER))
    few, many = memory(page, arguments.reports)
    stored, hello = served_again(token, found["ours"][2], arguments.rounds)
    for name, value, goal in (
        ("P1 CPU per page / naive", per_page["ours"] / per_page["naive"], "<= 0.16"),
        ("P2 ours / fpdf2", clock["ours"] / clock["fpdf2"], "<= 2.0"),
        ("P3 ours / Chromium cold", clock["ours"] / clock["chromium cold"], "<= 0.45"),
        ("P4 ours / Chromium warm", clock["ours"] / clock["chromium warm"], "<= 1.8"),
        ("P5 tagged / untagged, CPU", found["ours"][1] / found["untagged"][1], "<= 1.08 (instructions)"),
        ("P7 first / next", first / following, "<= 1.15"),
        ("P8 two workers / one", two / one, ">= 1.90"),
        (f"P9 memory after {arguments.reports} / {FEW}", many / few, f"<= 1.02, and <= 95 MB: {many:.0f} MB"),
        ("P10 bytes / Chromium's", size["ours"] / size["chromium warm"], "<= 0.30"),
        ("P11 stored report / smallest page", stored / hello, f">= 0.6; {stored:.0f} and {hello:.0f} a second"),
    ):
        print(f"{name:36}{value:7.3f}   goal {goal}")


if __name__ == "__main__":
    main()
