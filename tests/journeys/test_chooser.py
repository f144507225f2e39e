"""In a browser: the chooser of a municipality, by typing, keyboard and pointer; and the count of musts."""

import pytest

from tests.support.browser import wait_until
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def start(live_site, page):
    """The first page of questions of a new plan."""
    page.goto(Visitor(Network(live_site.url)).begin().url)
    return page


def test_a_village_or_a_former_name_is_found_while_typing_also_with_a_mistake(start):
    field = start.get_by_role("combobox", name="In welke gemeente ligt de buurt?")
    field.focus()
    options, said = start.get_by_role("option"), start.locator("#place-1 ~ [role=status]")

    field.fill("nes")
    options.filter(has_text="Nes (Ameland, Friesland)").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert said.text_content() == "7 plaatsen gevonden. Kies met de pijl omlaag."
    for typed, first in (("zoetermer", "Zoetermeer"), ("s gravenhage", "'s-Gravenhage"), ("den hel", "Den Helder")):
        field.fill(typed)
        assert options.first.text_content() == first
    field.fill("xqzwv")
    assert options.count() == 0
    assert said.text_content() == "Geen plaats gevonden."
    assert field.get_attribute("aria-expanded") == "false"

    # By keyboard: down to an option and back to the field, Enter takes it without sending, Escape closes.
    field.fill("nes")
    field.press("ArrowDown")
    field.press("ArrowDown")
    active = start.locator(f"[id='{field.get_attribute('aria-activedescendant')}']")
    assert active.get_attribute("aria-selected") == "true"
    assert active.text_content() == "Nes (Heerenveen, Friesland)"
    field.press("Enter")
    assert field.input_value() == "Nes (Heerenveen, Friesland)"
    assert "/stap/start/" in start.url
    field.press("ArrowDown")
    assert field.get_attribute("aria-expanded") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"

    # By pointer; then the answer is the municipality.
    field.fill("kudelst")
    options.first.click()
    assert field.input_value() == "Kudelstaart (Aalsmeer, Noord-Holland)"
    start.get_by_text("Ik ben bewoner of vrijwilliger in de buurt").click()
    start.get_by_role("button", name="Volgende").click()
    start.go_back()
    assert start.get_by_label("In welke gemeente ligt de buurt?").input_value() == "Aalsmeer"


def test_names_that_come_after_the_field_was_left_cover_nothing(start):
    asked = []
    start.route("**/plaatsen.json", lambda route: asked.append(route))
    field = start.get_by_role("combobox", name="In welke gemeente ligt de buurt?")
    with start.expect_request("**/plaatsen.json"):
        field.focus()
    start.keyboard.type("Haarlem")
    start.keyboard.press("Tab")
    with start.expect_response("**/plaatsen.json"):
        asked[0].continue_()
    wait_until(start, "!document.querySelector('#place-1').list")  # the names are there
    assert field.get_attribute("aria-expanded") == "false"


def test_the_count_of_musts_follows_the_choices(page, live_site):
    page.goto(f"{live_site.start_plan(OFFICIAL_READY)}/stap/succesfactoren-2/")
    line = page.locator("[data-musts]")
    assert line.text_content().strip() == "U gebruikte 1 van uw 3 keer “moet”."
    for wish in ("w_resident_control", "w_data_local", "w_money_local"):
        page.locator(f"[name={wish}][value=must]").check()
    assert line.text_content() == "U koos 4 keer “moet”. Kies er hooguit 3."
