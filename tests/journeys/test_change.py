"""One who returns: an answer changed from the advice and from the page to check, in a browser, with its clicks."""

import pytest

from stappenplan.method.steps import QUESTIONS
from tests.support.personas import OFFICIAL_READY

pytestmark = pytest.mark.browser

SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 800}]
WHO_ASKED = QUESTIONS["need_source"]


@pytest.fixture
def plan(live_site):
    """The address of a whole plan."""
    return live_site.start_plan(OFFICIAL_READY)


class Clicks:
    """Clicks as a visitor does, and counts them."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def follow(self, name):
        self.count += 1
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def choose(self, question, answer):
        self.count += 1
        self.page.locator(f"label[for={question}-{answer}]").click()

    def save(self):
        self.count += 1
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name="Opslaan en terug", exact=True).click()


def number_of(question, value):
    return [option.value for option in question.options].index(value) + 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size["width"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_answer_changed_from_the_advice_takes_four_clicks_and_says_what_it_did(visit, plan, size, script):
    page = visit(viewport=size, java_script_enabled=script)
    page.goto(f"{plan}/advies/", wait_until="domcontentloaded")
    before, clicks = page.locator("h1").inner_text(), Clicks(page)
    clicks.follow("Uw antwoorden")
    clicks.follow(f"Wijzig : {WHO_ASKED.label}")
    clicks.choose("need_source", number_of(WHO_ASKED, "not_checked"))
    clicks.save()
    assert page.url.endswith(f"{plan}/advies/")
    assert clicks.count == 4
    after = page.locator("h1").inner_text()
    block = page.get_by_role("region", name="Wat u veranderde")
    assert before != after
    for words in (WHO_ASKED.label, before, after):
        assert words in " ".join(block.inner_text().split())
    assert block.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]
    page.reload()
    assert block.count() == 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size["width"])
def test_an_answer_changed_from_the_page_to_check_takes_three_clicks(visit, plan, size):
    page = visit(viewport=size)
    page.goto(f"{plan}/stap/overzicht/", wait_until="domcontentloaded")
    clicks = Clicks(page)
    clicks.follow(f"Wijzig : {WHO_ASKED.label}")
    clicks.choose("need_source", number_of(WHO_ASKED, "both"))
    clicks.save()
    assert clicks.count == 3
    assert page.locator("h1").inner_text() == "Controleer uw antwoorden"
    row = page.locator("#antwoord-need_source")
    assert WHO_ASKED.option("both").label in row.inner_text()
    assert 0 <= row.bounding_box()["y"] < size["height"]


def test_a_sentence_that_is_wrong_is_never_folded_away(visit, plan):
    page = visit(viewport=SIZES[0])
    page.goto(f"{plan}/stap/doel-2/", wait_until="domcontentloaded")
    page.locator("#goal_sentence-1").fill("Buren kennen elkaar. " * 12)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="Volgende", exact=True).click()
    page.locator("input[name=result_sharp][value=not_yet]").check(force=True)
    page.locator("#fout-kop").locator("xpath=..").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "goal_sentence-1"
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="Volgende", exact=True).click()
    assert page.url.split("#")[0].endswith(f"{plan}/stap/doel-3/")
