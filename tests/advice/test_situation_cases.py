"""Earlier cases, on the advice and in the memo: of the first three platforms, and of what stopped for the same goal."""

import pytest
from lxml import html

from platforms.cases import find_case
from platforms.models import Catalogue, Platform
from stappenplan.advice.situation_cases import find_cases
from stappenplan.municipalities.names import everyday_name
from stappenplan.report.document import report_html
from stappenplan.report.sections.memo.comparison import compare_first
from tests.support.follow_ups import give_answer
from tests.support.page_text import text
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.small_catalogue import leave_only

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def kept(catalogue, keep):
    return keep(OFFICIAL_READY)


def test_the_advice_tells_cases_of_its_first_three_and_what_stopped(client, kept):
    advice = kept.plan.advice()
    cases = find_cases(advice, Catalogue.current())
    first = {one.platform.slug for one in advice.shelves[0].first}
    sites = {slug for one in advice.shelves[0].first for slug in one.platform.sites}
    assert cases.known and {case.platform.slug for case in cases.known} <= first | sites
    assert cases.ended and all(case.has_ended and case.lesson for case in cases.ended)
    goal = f"goals.{OFFICIAL_READY['goal_main']}"
    assert all(case.platform.own_facts[goal].value in ("primary", "secondary") for case in cases.ended)
    page = html.fromstring(client.get(kept.at("advies")).content.decode()).get_element_by_id("eerder")
    said = " ".join(page.text_content().split())
    assert all(case.platform.name in said and case.lesson in said for case in (*cases.known, *cases.ended))


def test_the_memo_says_where_each_of_the_first_three_is_used_with_the_source(kept):
    advice, catalogue = kept.plan.advice(), Catalogue.current()
    page = html.fromstring(report_html(kept.plan, advice, catalogue, "nl"))
    heading = next(one for one in page.iter("th") if one.text_content() == "Wie deed dit eerder?")
    cells = heading.getparent().findall("td")
    cases = [find_case(one.platform) for one in compare_first(advice).detailed]
    assert any(cases) and len(cells) == len(cases)
    for cell, case in zip(cells, cases, strict=True):
        said = " ".join(cell.text_content().split())
        if case is None:
            assert said == "–"
        else:
            assert said.startswith(everyday_name(case.places[0])) and cell.xpath(".//a[starts-with(@href, '#bron-')]")


def test_stories_of_users_stand_beside_them_on_the_page_and_in_no_memo(client, kept):
    leave_only(*(one.platform.slug for one in kept.plan.advice().ranking.ranked[:8]))
    first = kept.plan.advice().shelves[0].first[0].platform
    platform = Platform.objects.get(slug=first.slug)
    give_answer(platform, "Urk", state="published", story="Begin met één straat.")
    give_answer(platform, "Goes", state="waiting", story="Dit wacht nog.")
    Catalogue.touch()
    page = text(client.get(kept.at("advies")))
    assert "Begin met één straat." in page and "Dit wacht nog." not in page
    assert "Dit telt niet mee in het advies." in page
    memo = report_html(kept.plan, kept.plan.advice(), Catalogue.current(), "nl")
    assert "Begin met één straat." not in memo


def test_without_a_goal_nothing_that_stopped_is_named(catalogue, keep):
    advice = keep({key: value for key, value in RESIDENT_READY.items() if key != "goal_main"}).plan.advice()
    assert find_cases(advice, Catalogue.current()).ended == ()
