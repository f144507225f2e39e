"""Pages of this site in a frame on another site, in a real browser: the same machine under another name and port."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from lxml import html

from tests.conftest import ROOT
from tests.support.browser import wait_until
from tests.support.personas import PERSONAS

pytestmark = pytest.mark.browser

CHECK, PLACE = "/inbedden/snelle-check/", "/inbedden/gemeente/haarlem/"
MISTYPED = "/inbedden/snele-check/"
ANSWERS = PERSONAS["quick_check"]
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# A page of a municipality with a policy of its own: its script is a file, and it frames our site alone.
FOREIGN = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Gemeente Haarlem</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Gemeente Haarlem</h1>
<p>Past een platform bij uw buurt?</p>{line}<p><a href="#einde" id="einde">Na het venster</a></p></main>
<script src="/hoogte.js"></script></body></html>"""


@pytest.fixture(scope="module")
def late():
    """Set when the script of the other site may come at last."""
    return threading.Event()


@pytest.fixture(scope="module")
def foreign(live_site, late):
    """Serve pages that frame ours, with what /inbedden/ says to copy: gives a function of our path and a host."""
    pages = {}
    page = html.parse(urlopen(f"{live_site.url}/inbedden/?zoek=haarlem")).getroot()
    script = page.get_element_by_id("script").text
    pages["/hoogte.js"] = script.removeprefix("<script>").removesuffix("</script>\n"), "text/javascript"
    for key in ("regel-check", "regel-gemeente"):
        line = page.get_element_by_id(key).text
        path = urlsplit(html.fromstring(line).get("src")).path
        pages[path] = FOREIGN.format(line=line), "text/html"
        pages[f"/en{path}"] = FOREIGN.format(line=line.replace("/inbedden/", "/en/inbedden/")), "text/html"
    assert {CHECK, PLACE} <= set(pages)
    pages["/laat/"] = pages[CHECK][0].replace("/hoogte.js", "/laat.js"), "text/html"
    pages["/laat.js"] = pages["/hoogte.js"]
    pages[MISTYPED] = pages[CHECK][0].replace(f'{CHECK}"', f'{MISTYPED}"'), "text/html"

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            body, kind = pages.get(self.path, ("", "text/plain"))
            if self.path == "/laat.js":
                late.wait(60)
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", f"default-src 'self'; frame-src {live_site.url}")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments):
            """Say nothing."""

    port = urlsplit(live_site.environment["EMBED_ORIGINS"]).port
    with ThreadingHTTPServer(("127.0.0.1", port), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield lambda path, host="localhost": f"http://{host}:{port}{path}"
        server.shutdown()


@pytest.fixture
def window(browser, live_site):
    """Give a function that opens a window of a new visitor; at the end no page of ours may have complained."""
    with windows(browser, live_site) as window:
        yield window


@contextmanager
def windows(browser, site):
    contexts, complaints = [], []

    def watch(page):
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)

    def is_complaint(line):
        """What our policy refused; the frame without a border is an attribute that the other site's policy refuses."""
        return "Content Security" in line.text and site.url in line.location["url"]

    def open_window(width=1280, **options):
        size = {"width": width, "height": 700}
        context = browser.new_context(viewport=size, locale="nl-NL", reduced_motion="reduce", **options)
        context.set_default_timeout(60_000)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints


def framed(page):
    """The page of ours inside a page of the other site."""
    wait_until(page, "document.querySelector('iframe') !== null")
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_load_state("load")
    return frame


def is_whole(page, frame):
    """Wait until the frame is as high as what is in it."""
    wait_until(page, "document.querySelector('iframe').style.height !== ''")
    needed = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    wait_until(page, "most => document.querySelector('iframe').clientHeight >= most", needed)
    return frame.evaluate("document.documentElement.scrollHeight <= innerHeight")


def answer(frame, answers=ANSWERS):
    for name, values in answers.items():
        for value in [values] if isinstance(values, str) else values:
            frame.locator(f"input[name={name}][value={value}]").check()
    send(frame)


def send(frame, button="Bekijk de uitkomst"):
    with frame.expect_navigation():
        frame.get_by_role("button", name=button).click()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [CHECK, PLACE, f"/en{CHECK}", f"/en{PLACE}"])
def test_it_shows_in_a_frame_of_the_other_site_as_high_as_it_is(window, foreign, path, width):
    page = window(width)
    page.goto(foreign(path))
    frame = framed(page)
    assert frame.locator("h1").is_visible() and frame.locator("html").get_attribute("lang") == path[1:3].replace(
        "in", "nl"
    )
    assert is_whole(page, frame)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.context.cookies()


def test_a_script_that_comes_later_than_the_frame_still_hears_how_high_it_is(window, foreign, late):
    page = window()
    page.goto(foreign("/laat/"), wait_until="commit")
    frame = framed(page)
    assert page.evaluate("document.querySelector('iframe').style.height") == ""
    late.set()
    assert is_whole(page, frame)


def test_the_height_follows_what_is_folded_open_and_shut(window, foreign):
    page = window()
    page.goto(foreign(CHECK))
    frame = framed(page)
    assert is_whole(page, frame)
    before = page.evaluate("document.querySelector('iframe').clientHeight")
    frame.get_by_text("Waarom vragen we dit?").first.click()
    wait_until(page, "most => document.querySelector('iframe').clientHeight > most", before)
    frame.get_by_text("Waarom vragen we dit?").first.click()
    wait_until(page, "most => document.querySelector('iframe').clientHeight === most", before)


def test_the_verdict_comes_into_view_without_a_cookie_and_no_log_holds_an_answer(window, foreign, live_site):
    page = window()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(foreign(CHECK))
    frame = framed(page)
    is_whole(page, frame)
    answer(frame)
    assert frame.locator(".oordeelblad h1").is_visible()
    wait_until(page, "Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2")
    assert is_whole(page, frame)
    assert page.url == foreign(CHECK) and frame.url == f"{live_site.url}{CHECK}"
    assert not page.context.cookies()
    given = [value for values in ANSWERS.values() for value in ([values] if isinstance(values, str) else values)]
    words = [value for value in given if len(value) > 4]  # "no" stands in every log
    told = live_site.log.read_text() + "\n".join(asked)
    assert "inbedden/snelle-check" in told
    assert [word for word in words if word in told] == []


def test_the_answers_go_along_to_a_new_tab_and_into_a_plan(window, foreign):
    page = window()
    page.goto(foreign(CHECK))
    frame = framed(page)
    answer(frame)
    verdict = frame.locator("h1").inner_text()
    with page.context.expect_page() as opened:
        frame.get_by_role("button", name="Ga verder met deze antwoorden (nieuw tabblad)").click()
    tab = opened.value
    assert tab.locator("h1").inner_text() == verdict and tab.url.endswith("/snelle-check/")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Neem deze antwoorden mee").click()
    assert "/plan/" in tab.url


def test_a_link_opens_the_site_itself_in_a_new_tab(window, foreign, live_site):
    page = window()
    page.goto(foreign(PLACE))
    with page.context.expect_page() as opened:
        framed(page).locator("ul.lijst a").first.click()
    assert opened.value.url.startswith(f"{live_site.url}/platforms/")
    assert page.url == foreign(PLACE)


def test_a_mistake_in_the_line_is_told_in_the_frame_and_its_links_leave_it(window, foreign, live_site):
    page = window()
    page.goto(foreign(MISTYPED))
    frame = framed(page)
    assert frame.locator("h1").inner_text() == "Deze pagina is er niet"
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Naar het begin").click()
    assert opened.value.url == f"{live_site.url}/" and page.url == foreign(MISTYPED)


def test_a_site_that_is_not_in_the_setting_is_refused(window, foreign, live_site):
    page = window()
    for path in (CHECK, PLACE):
        page.goto(foreign(path, host="127.0.0.1"))
        page.wait_for_timeout(500)
        assert not [frame for frame in page.frames if frame.url.startswith(live_site.url)]


def test_all_of_it_works_without_javascript(window, foreign):
    page = window(java_script_enabled=False)
    page.goto(foreign(CHECK))
    frame = page.frame_locator("iframe")
    for name, values in ANSWERS.items():
        for value in [values] if isinstance(values, str) else values:
            frame.locator(f"input[name={name}][value={value}]").check()
    frame.get_by_role("button", name="Bekijk de uitkomst").click()
    frame.get_by_text("Uitkomst van de snelle check").wait_for()
    page.goto(foreign(PLACE))
    assert frame.locator("ul.lijst a").first.is_visible()
    assert not page.context.cookies()


def test_with_the_keyboard_alone_one_comes_in_answers_and_comes_out(window, foreign):
    page = window()
    page.goto(foreign(CHECK))
    frame = framed(page)
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "einde":
            break
        if frame.evaluate("document.activeElement.type") == "radio":
            page.keyboard.press("Space")
            chosen = frame.evaluate("document.activeElement.id")
            assert frame.evaluate("document.activeElement.checked"), chosen
    assert page.evaluate("document.activeElement.id") == "einde"
    page.keyboard.press("Shift+Tab")  # the foot of the page in the frame, back to its button
    for _ in range(5):
        if frame.evaluate("document.activeElement.type") == "submit":
            break
        page.keyboard.press("Shift+Tab")
    with frame.expect_navigation():
        page.keyboard.press("Enter")
    assert frame.locator(".oordeelblad h1").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_page_and_its_frame(window, foreign, width):
    page = window(width, bypass_csp=True)
    for path in (CHECK, PLACE):
        page.goto(foreign(path))
        frame = framed(page)
        if path == CHECK:
            answer(frame)
        is_whole(page, frame)
        for one in (frame, page.main_frame):
            one.evaluate(AXE)
            one.evaluate("axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
        told = page.evaluate("values => axe.run({ preload: false, runOnly: { type: 'tag', values } })", RULES)
        places = [len(node["target"]) for rule in told["passes"] for node in rule["nodes"]]
        assert max(places) == 2, "axe looked in the frame too"
        assert [(rule["id"], node["html"]) for rule in told["violations"] for node in rule["nodes"]] == []
