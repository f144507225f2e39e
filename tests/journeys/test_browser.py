"""The same visits in a real browser: by clicking, without JavaScript, by keyboard alone, and checked with axe-core.

SCREENSHOTS=folder keeps a picture of every page that is checked.
"""

import os
from pathlib import Path

import pytest

from stappenplan.forms import PAGES
from tests.conftest import ROOT
from tests.journeys.told import OFFICIAL, RESIDENT, TYPED
from tests.personas import OFFICIAL_READY
from tests.visitor import Network, Visitor

pytestmark = pytest.mark.browser

AXE = ROOT / "tests" / "vendor" / "axe.min.js"
# WCAG 2.2 A and AA, and what axe-core calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT_MILLISECONDS = 90_000


def click_through(page, told):
    """Answer these pages by clicking the words of each answer, from the first page of a plan to the overview."""
    for questions in told:
        for question, *answers in questions:
            if question in TYPED:
                page.get_by_label(question).fill(*answers)
                continue
            group = page.get_by_role("group", name=question)
            for answer in answers:
                group.get_by_text(answer, exact=True).click()
        press(page, "Volgende")


def press(page, name):
    """Press the button with this name, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def download_report(page):
    """From the advice to the file: follow the link, wait for the page to say it is ready, and take the PDF."""
    page.locator("a[href$='/rapport/']").first.click()
    link = page.locator("main a[href$='advies.pdf']").first
    link.wait_for(timeout=REPORT_MILLISECONDS)
    response = page.request.get(link.get_attribute("href"))
    assert response.headers["content-type"] == "application/pdf"
    return response.body()


@pytest.mark.parametrize(
    ("told", "width", "place"),
    [(OFFICIAL, 1280, "Haarlem"), (RESIDENT, 360, "Montferland")],
    ids=["official on a desk", "resident on a phone"],
)
def test_somebody_completes_the_stappenplan_understands_the_verdict_compares_and_downloads(visit, told, width, place):
    page = visit(viewport={"width": width, "height": 800})
    page.goto("/")
    press(page, "Begin het stappenplan")
    click_through(page, told)
    assert heading(page) == "Controleer uw antwoorden"
    page.get_by_role("link", name="Bekijk uw advies").first.click()

    assert heading(page) == "Ja, als u dit eerst regelt"
    assert place in page.locator("main").inner_text()
    first = page.locator("ol.stand > li").all_inner_texts()
    assert len(first) == 3

    page.get_by_role("link", name="Vergelijk de eerste drie").click()
    assert heading(page) == "Vergelijk 3 platforms"
    page.go_back()
    assert heading(page) == "Ja, als u dit eerst regelt"
    assert download_report(page).startswith(b"%PDF-")


def test_all_of_it_works_without_javascript(page_without_script):
    page = page_without_script
    page.goto("/")
    press(page, "Begin het stappenplan")
    click_through(page, RESIDENT)
    page.get_by_role("link", name="Bekijk uw advies").first.click()
    assert heading(page) == "Ja, als u dit eerst regelt"
    page.get_by_role("link", name="Vergelijk de eerste drie").click()
    assert heading(page) == "Vergelijk 3 platforms"
    page.get_by_role("link", name="Terug naar uw advies").click()
    assert download_report(page).startswith(b"%PDF-")


# --- small help of the script --------------------------------------------------------------------------------------


@pytest.fixture
def plan(live_site):
    """A visitor with a whole plan on the live site; its address is `plan.at`."""
    visitor = Visitor(Network(live_site.url)).begin()
    visitor.walk(OFFICIAL_READY)
    visitor.at = f"/plan/{visitor.token()}"
    return visitor


def test_a_follow_up_is_folded_away_until_it_applies(page, plan):
    page.goto(f"{plan.at}/stap/doel-2/")
    sentence = page.get_by_label("Schrijf het doel in één zin.")
    assert sentence.is_visible()
    page.get_by_text("Nog niet", exact=True).click()
    assert sentence.is_hidden()
    page.get_by_text("Ja, in woorden", exact=True).click()
    assert sentence.is_visible()
    assert sentence.input_value() == OFFICIAL_READY["goal_sentence"]


def test_an_answer_that_stands_alone_takes_the_place_of_the_others(page, plan):
    page.goto(f"{plan.at}/stap/online-en-offline/")
    group = page.get_by_role("group", name="Wat doet u in het echt, naast het platform?")
    group.get_by_text("Nog niets", exact=True).click()
    assert group.get_by_role("checkbox", checked=True).count() == 1
    group.get_by_text("Krant, flyer of prikbord", exact=True).click()
    assert group.get_by_role("checkbox", checked=True).count() == 1


def test_the_mistakes_take_the_focus_and_lead_to_the_question(page):
    page.goto("/")
    press(page, "Begin het stappenplan")
    press(page, "Volgende")
    assert page.title().startswith("Fout: Stap 1 van 7")
    assert page.evaluate("document.activeElement.closest('[role=alert]') !== null")
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "audience-1"


# --- the keyboard --------------------------------------------------------------------------------------------------

FOCUS = """() => {
    const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
    const around = [here, here.nextElementSibling, here.closest("label")].filter(Boolean).map((one) => [
        getComputedStyle(one), getComputedStyle(one, "::before"), getComputedStyle(one, "::after")]).flat();
    return {
        id: here.id, name: here.name || "", text: (here.innerText || "").trim(), tag: here.tagName,
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        shown: around.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2
            || one.boxShadow !== "none"),
    };
}"""


def tab_to(page, wanted, key="Tab"):
    """Press Tab until the focus is there; each place on the way can be seen and shows that it has the focus."""
    for _ in range(80):
        page.keyboard.press(key)
        here = page.evaluate(FOCUS)
        if here["tag"] == "BODY":
            continue
        assert here["inside"], f"out of sight: {here}"
        assert here["shown"], f"not seen to have the focus: {here}"
        if wanted(here):
            return here
    raise AssertionError("the keyboard never comes there")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_step_can_be_done_with_the_keyboard_alone(visit, width):
    page = visit(viewport={"width": width, "height": 700}, reduced_motion="reduce")  # scrolls at once
    page.goto("/")
    tab_to(page, lambda here: here["text"] == "Begin het stappenplan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stap/start/")
    tab_to(page, lambda here: here["name"] == "audience")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "audience-2"
    assert page.locator("#audience-2").is_checked()
    tab_to(page, lambda here: here["id"] == "place-1")
    page.keyboard.type("Zeddam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stap/doel/")
    tab_to(page, lambda here: here["name"] == "goal_main")
    page.keyboard.press("Space")
    tab_to(page, lambda here: here["id"] == "goal_extra-2")
    page.keyboard.press("Space")
    tab_to(page, lambda here: here["text"] == "Volgende")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stap/doel-2/")
    tab_to(page, lambda here: here["text"] == "Vorige")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stap/doel/")
    assert page.locator("#goal_main-1").is_checked()
    assert page.locator("input[name=goal_extra][value=help]").is_checked()


def test_the_first_tab_leads_past_the_menu(page):
    page.goto("/methode/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.url.endswith("#inhoud")


# --- every page ----------------------------------------------------------------------------------------------------


def pages_to_check(plan):
    """The addresses of every page, by a name for its picture."""
    view = plan.open(f"{plan.at}/bewaren/").page.xpath("//input[@readonly]/@value")[1].removeprefix(plan.client.site)
    pages = {
        "start": "/",
        "check": "/snelle-check/",
        "overview": f"{plan.at}/stap/overzicht/",
        "keep": f"{plan.at}/bewaren/",
        "advice": f"{plan.at}/advies/",
        "advice-all": f"{plan.at}/advies/?alles=1",
        "compare": f"{plan.at}/vergelijk/",
        "compare-all": f"{plan.at}/vergelijk/?alles=1",
        "report": f"{plan.at}/rapport/",
        "reader": view,
        "platforms": "/platforms/",
        "platform": "/platforms/hoplr/",
        "method": "/methode/",
        "not-found": "/nergens/",
        "gone": "/plan/weg/advies/",
        "start-english": "/en/",
        "goal-english": f"/en{plan.at}/stap/doel/",
    }
    pages |= {f"about-{page}": f"/over/{page}/" for page in ("privacy", "toegankelijkheid", "open-data", "code")}
    pages |= {f"about-{page}": f"/over/{page}/" for page in ("wie-betaalt-dit", "melding-doen")}
    pages |= {f"step-{key}": f"{plan.at}/stap/{key}/" for key, one in PAGES.items() if one.asked(OFFICIAL_READY)}
    return pages


def picture(page, name, width):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True, caret="initial")


def faults_of(page, name, width):
    """What is wrong with the page that is open: axe's violations, scrolling sideways, a missing heading."""
    picture(page, name, width)
    page.evaluate(AXE.read_text())
    found = page.evaluate("(tags) => axe.run({preload: false, runOnly: {type: 'tag', values: tags}})", RULES)
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{name} at {width}: {violation['id']}: {node['html'][:160]}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{name} at {width}: scrolls {wide} pixels sideways"
    if page.get_by_role("heading", level=1).count() != 1:
        yield f"{name} at {width}: not one main heading"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_fits(visit, plan, width):
    page, faults = visit(viewport={"width": width, "height": 800}), []
    for name, url in pages_to_check(plan).items():
        page.goto(url)
        faults += faults_of(page, name, width)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_answer_to_a_mistake_is_accessible_and_fits(visit, plan, width):
    page = visit(viewport={"width": width, "height": 800})
    page.goto("/")
    press(page, "Begin het stappenplan")
    page.get_by_label("In welke gemeente ligt de buurt?").fill("Nes")
    press(page, "Volgende")
    assert "Fout:" in page.title()
    faults = list(faults_of(page, "mistake-start", width))

    page.goto(f"{plan.at}/stap/succesfactoren-2/")
    for wish in ("w_free", "w_export", "w_open_source", "w_money_local"):
        page.locator(f"input[name={wish}][value=must]").check(force=True)
    press(page, "Volgende")
    assert "Fout:" in page.title()
    faults += faults_of(page, "mistake-wishes", width)

    page.goto(f"{plan.at}/stap/doel/")
    page.evaluate("document.querySelector('[name$=current_step]').value = 'buurt'")
    press(page, "Volgende")
    assert heading(page) == "Deze antwoorden zijn nog niet bewaard"
    faults += faults_of(page, "conflict", width)

    page.goto("/")
    page.get_by_label("Plak hier de link die u bewaarde").fill("geen link")
    press(page, "Ga verder")
    faults += faults_of(page, "mistake-link", width)

    page.goto("/snelle-check/")
    press(page, "Bekijk de uitkomst")
    faults += faults_of(page, "check-outcome", width)
    assert not faults, "\n".join(faults)
