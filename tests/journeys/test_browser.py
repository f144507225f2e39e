"""The same visits in a real browser: with the keyboard alone, without JavaScript, and with the help of the script."""

import re
import subprocess
from urllib.parse import urlencode

import pytest

from stappenplan.method.assessment.criteria import CRITERIA
from tests.conftest import require_program
from tests.support.journey_answers import OFFICIAL, RESIDENT, TYPED
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser

REPORT_MILLISECONDS = 300_000


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


@pytest.fixture(scope="module")
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


NOTHING_COUNTS = urlencode({f"weight-{one.key}": "none" for one in CRITERIA})
SUMMARISED = {
    "samen/": ("invited", lambda page: page.get_by_label("Hoeveel anderen nodigt u uit?").fill("2"), "Maak de links"),
    "meenemen/": ("vanaf", lambda page: page.get_by_label("U begint op").fill(""), "Sla op voor uw agenda"),
    f"advies/?{NOTHING_COUNTS}#veranderd": (f"id_weight-{CRITERIA[0].key}", None, ""),
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", SUMMARISED, ids=lambda path: path.split("/")[0])
def test_a_mistake_far_down_a_long_page_is_said_on_top_with_the_focus(visit, plan, path, script):
    page = visit(viewport={"width": 390, "height": 800}, java_script_enabled=script)
    field, mistake, button = SUMMARISED[path]
    page.goto(f"{plan.at}/{path}")
    if mistake:
        mistake(page)
        press(page, button)
    assert page.title().startswith("Fout:")
    heading = page.locator(":focus").locator("xpath=descendant-or-self::*[@id='fout-kop']")
    assert 0 <= heading.bounding_box()["y"] < 800
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == field


def test_a_long_word_of_a_comparison_is_broken_with_a_hyphen(visit):
    page = visit(viewport={"width": 390, "height": 800})
    page.goto("/voorbeeld/gemeente/vergelijk/?alles=1")
    values = page.locator(".vergelijk .vak .waarde")
    hyphens = values.evaluate_all("all => all.map((one) => getComputedStyle(one).hyphens)")
    assert len(hyphens) > 20 and set(hyphens) == {"auto"}


# --- the keyboard --------------------------------------------------------------------------------------------------

FOCUS = """() => {
    const here = document.activeElement, box = here.getClientRects()[0] || here.getBoundingClientRect();
    // The middle of what is in sight: a field may end below the window.
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(box.left + box.width / 2, middle);
    const outline = (one) => { const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
    const label = here.labels?.[0];
    return {
        id: here.id, tag: here.tagName, checked: here.checked === true, one: here.type === "radio",
        text: (label || here).innerText.trim(),
        group: here.closest("fieldset")?.querySelector("legend")?.innerText || "",
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: !(top && (here.contains(top) || top.contains(here) || label?.contains(top))),
        shown: [here, here.closest("label")].filter(Boolean).some(outline),
    };
}"""


def pressed(page, key):
    """Press a key; gives what then has the focus, which must be in sight, uncovered and seen to have the focus."""
    page.keyboard.press(key)
    here = page.evaluate(FOCUS)
    if here["tag"] != "BODY":
        assert here["inside"], f"out of sight: {here}"
        assert not here["covered"], f"under something else: {here}"
        assert here["shown"], f"not seen to have the focus: {here}"
    return here


def go_to(page, wanted, key="Tab"):
    """Press a key until the focus is there."""
    for _ in range(160):
        here = pressed(page, key)
        if wanted(here):
            return here
    raise AssertionError(f"the keyboard never comes there on {page.url}")


def enter(page, text):
    """Go to the button or link with this text, and press Enter; the page it leads to is there."""
    go_to(page, lambda here: here["text"].startswith(text))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_through(page, told):
    """Answer these pages with the keyboard alone, as `click_through` does with the mouse."""
    for questions in told:
        for question, *answers in questions:
            if question in TYPED:
                go_to(page, lambda here, label=question: here["text"] == label)
                page.keyboard.type(*answers)
                continue
            here = go_to(page, lambda here, label=question: here["tag"] == "INPUT" and here["group"].startswith(label))
            labels = page.get_by_role("group", name=question).locator("label").all_inner_texts()
            for answer in sorted(answers, key=[label.strip() for label in labels].index):
                if here["text"] != answer:
                    # Within one choice the arrows move; from box to box it is Tab.
                    here = go_to(
                        page, lambda here, text=answer: here["text"] == text, "ArrowDown" if here["one"] else "Tab"
                    )
                if not here["checked"]:
                    here = pressed(page, "Space")
                assert here["checked"], here
        enter(page, "Volgende")


@pytest.mark.parametrize(
    ("told", "width", "place", "leaders", "compare"),
    [
        (OFFICIAL, 1280, "Haarlem", 2, "Vergelijk deze twee"),
        (RESIDENT, 320, "Montferland", 3, "Vergelijk de eerste drie"),
    ],
    ids=["official on a desk", "resident with a narrow window"],
)
def test_with_the_keyboard_alone_somebody_answers_understands_the_verdict_compares_and_downloads(
    visit, told, width, place, leaders, compare
):
    page = visit(viewport={"width": width, "height": 700}, reduced_motion="reduce")  # scrolls at once
    page.goto("/")
    assert pressed(page, "Tab")["text"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.url.endswith("#inhoud")
    enter(page, "Begin het stappenplan")
    type_through(page, told)

    assert heading(page) == "Controleer uw antwoorden"
    enter(page, "Bekijk uw advies")
    assert heading(page) == "Ja, als u dit eerst regelt"
    assert place in page.locator("main").inner_text()
    assert len(page.locator(".plank ol.rij > li").all_inner_texts()) == leaders

    enter(page, compare)
    assert heading(page) == f"Vergelijk {leaders} platforms"
    enter(page, "Maak de")
    page.locator("main a[href$='advies.pdf']").first.wait_for(timeout=REPORT_MILLISECONDS)
    go_to(page, lambda here: here["text"].startswith("Open de PDF"))
    response = page.request.get(page.evaluate("document.activeElement.href"))
    assert response.body().startswith(b"%PDF-")


def test_going_back_with_the_keyboard_keeps_what_was_answered(page, plan):
    page.goto(f"{plan.at}/stap/doel-2/")
    enter(page, "Vorige")
    page.wait_for_url("**/stap/doel/")
    assert page.locator("#goal_main-1").is_checked()
    assert page.locator("input[name=goal_extra][value=inform]").is_checked()


def test_a_text_to_copy_is_printed_whole(page):
    """Lines of code for an own site: on paper nothing scrolls."""
    page.goto("/inbedden/")
    page.locator("details").evaluate_all("every => every.forEach(one => one.open = true)")
    page.emulate_media(media="print")
    texts = page.locator("textarea[readonly]")
    assert texts.count()
    hidden = texts.evaluate_all("every => every.filter(one => one.scrollHeight > one.clientHeight + 1).length")
    assert hidden == 0


@pytest.fixture
def full_queue(live_site):
    """So many reports wait that no other may; gives a plan of a neighbour and a function that takes them away.

    Its report costs less than a memo.
    """
    seed = """
from django.conf import settings
from stappenplan.models import Plan, Report
keys = [f"waits {number}" for number in range(settings.REPORTS_WAITING)]
"""
    empty = f"{seed}Report.objects.filter(key__in=keys).delete()"
    begin = f"print(Plan.start({dict(RESIDENT_READY)!r})[1])\n"
    fill = "for key in keys: Report.objects.create(key=key, language='nl')"
    token = live_site.manage("shell", "-v0", "-c", f"{seed}{begin}{fill}").strip()
    yield f"/plan/{token}", lambda: live_site.manage("shell", "-c", empty)
    live_site.manage("shell", "-c", empty)


def test_the_page_of_a_full_queue_asks_again_by_itself_until_the_report_is_there(page, full_queue):
    plan, empty = full_queue
    page.clock.install()
    page.goto(f"{plan}/rapport/")
    assert heading(page) == "Het is nu druk"
    page.clock.run_for(61_000)
    assert heading(page) == "Het is nu druk"
    empty()
    with page.expect_navigation():
        page.clock.run_for(61_000)
    page.clock.resume()
    page.locator("main a[href$='advies.pdf']").first.wait_for(timeout=REPORT_MILLISECONDS)


# --- paper ---------------------------------------------------------------------------------------------------------


def printed(page, millimetres=297):
    """The lines of each sheet on which Chromium prints a page: paper as wide as A4, and so high."""
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    content = page.pdf(width="210mm", height=f"{millimetres}mm")
    told = subprocess.run(command, input=content, capture_output=True, check=True, timeout=60).stdout.decode()
    return [[words for line in sheet.split("\n") if (words := " ".join(line.split()))] for sheet in told.split("\f")]


@pytest.mark.parametrize("millimetres", [297, 198])
def test_the_total_of_a_sum_is_printed_once_below_its_last_row(page, millimetres):
    page.goto("/voorbeeld/gemeente/")
    sums = page.locator(".optelling").count()
    sheets = printed(page, millimetres)
    totals = [(sheet, at) for sheet in sheets for at, line in enumerate(sheet) if re.fullmatch(r"Samen \d,\d\d", line)]
    assert len(totals) == sums > 0
    for sheet, at in totals:
        rows = sheet[max(line for line in range(at) if sheet[line].startswith("Onderdeel ")) + 1 : at]
        assert any(re.search(r" \d,\d\d$", row) for row in rows), sheet[: at + 1]


@pytest.mark.parametrize("who", ["gemeente", "bewoner"])
def test_no_heading_of_the_questions_stands_alone_at_the_foot_of_a_sheet(page, who):
    page.goto(f"/vragenblad/{who}/")
    heads = page.locator(".vel__stap h2, .vel__stap h2 + p, .vel__groep").all_inner_texts()
    ends = [sheet[-1] for sheet in printed(page) if sheet]
    assert len(ends) > 2 and not [end for end in ends for head in heads if head.strip().endswith(end)]
