"""Platforms side by side: what differs, how each answers what was asked, and where that comes from."""

import pytest

from platforms.models import Catalogue, Platform
from platforms.vocabulary import FACT_KEYS, VOCABULARY
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def kept(keep):
    return keep(OFFICIAL_READY)


@pytest.fixture
def ranked(kept):
    return [assessment.platform for assessment in kept.plan.advice().ranking.placed]


@pytest.fixture
def compare(visitor, kept):
    """Open the comparison of these platforms."""

    def compare(*slugs, everything=False):
        query = "&".join([*(f"p={slug}" for slug in slugs), *(["alles=1"] if everything else [])])
        return visitor.open(f"/plan/{kept.token}/vergelijk/?{query}")

    return compare


def names(visitor):
    return [words(name) for name in visitor.page.xpath("//thead//a[@class='naam']")]


def rows(visitor):
    """The rows of facts: the question, and the words in each cell."""
    found = {}
    for row in visitor.page.xpath("//table//tr[th[@scope='row']]"):
        label = row.find("th").text.strip()
        found[label] = [words(cell) for cell in row.xpath("td//*[@class='vak']")]
    return found


def test_without_a_choice_the_first_three_stand_side_by_side(compare, ranked):
    assert names(compare()) == [platform.name for platform in ranked[:3]]


def test_the_chosen_ones_stand_in_the_order_they_were_chosen(compare, ranked):
    chosen = [ranked[6], ranked[1]]
    assert names(compare(*(platform.slug for platform in chosen))) == [platform.name for platform in chosen]


def test_only_what_differs_is_shown_until_all_is_asked_for(compare, ranked):
    platforms = ranked[:3]
    slugs = [platform.slug for platform in platforms]
    told = [[one.facts[key].words if key in one.facts else None for one in platforms] for key in FACT_KEYS]
    differing = {VOCABULARY[key].label for key, values in zip(FACT_KEYS, told, strict=True) if len(set(values)) > 1}
    page = compare(*slugs)
    assert set(rows(page)) == differing
    assert f"{len(differing)} verschillen." in page.text
    page.follow("Toon alles")
    assert set(rows(page)) == {VOCABULARY[key].label for key in FACT_KEYS}
    page.follow("Toon alleen verschillen")
    assert set(rows(page)) == differing


def test_each_known_cell_says_the_fact_and_leads_to_its_source(compare, ranked):
    page = compare(*(platform.slug for platform in ranked[:3]), everything=True)
    shown = rows(page)
    for key in FACT_KEYS:
        for platform, cell in zip(ranked[:3], shown[VOCABULARY[key].label], strict=True):
            fact = platform.facts.get(key)
            if fact is None:
                assert "Weten we niet" in cell
            else:
                assert fact.words in cell
                assert ("bron" if fact.basis == "stated" else "afgeleid") in cell
    sources = page.page.xpath("//td//*[@class='basis']/a/@href")
    assert {link.split("/")[2] for link in sources} == {platform.slug for platform in ranked[:3]}
    for link in sources:
        slug, number = link.split("/")[2], int(link.rpartition("#b")[2])
        assert any(number == source.number for one in ranked if one.slug == slug for source in one.sources)


def test_what_was_asked_stands_beside_the_question(compare, ranked):
    page = compare(ranked[0].slug, ranked[1].slug, everything=True)
    asked = {row.text.strip(): words(row) for row in page.page.xpath("//th[@scope='row']")}
    assert asked[VOCABULARY["registration"].label].endswith("U koos: “Met een gewoon account”.")
    assert asked[VOCABULARY["data_export"].label].endswith("U vindt dit belangrijk.")
    assert asked[VOCABULARY["provider_type"].label] == VOCABULARY["provider_type"].label


def test_a_fifth_platform_is_left_out_with_a_word_about_it(compare, ranked):
    page = compare(*(platform.slug for platform in ranked[:5]))
    assert names(page) == [platform.name for platform in ranked[:4]]
    assert "hooguit vier platforms" in page.text


@pytest.mark.parametrize("slug", ["bestaat-niet", "<script>", "hyves"])
def test_an_unknown_platform_is_left_out_with_a_word_about_it(compare, ranked, slug):
    page = compare(ranked[0].slug, ranked[1].slug, slug)
    assert names(page) == [ranked[0].name, ranked[1].name]
    assert "staat niet in uw lijst" in page.text


def test_one_platform_is_joined_by_others_with_a_word_about_it(compare, ranked):
    page = compare(ranked[5].slug)
    assert names(page)[0] == ranked[5].name
    assert len(names(page)) == 3
    assert "Kies minstens twee platforms." in page.text


def test_other_platforms_can_be_chosen_here_without_script(compare, ranked):
    page = compare(ranked[0].slug, ranked[1].slug)
    boxes = page.page.xpath("//form[contains(@class, 'kiezer')]//input[@name='p']")
    assert [box.get("value") for box in boxes] == [platform.slug for platform in ranked]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == [ranked[0].slug, ranked[1].slug]
    boxes[2].set("checked", "checked")
    page.press("Vergelijk deze")
    assert names(page) == [platform.name for platform in ranked[:3]]


def test_alike_platforms_are_said_to_differ_in_nothing(compare, ranked):
    twin = Platform.objects.get(slug=ranked[0].slug)
    Platform(slug="tweeling").apply_record(twin.record() | {"slug": "tweeling", "name": "Tweeling"})
    page = compare(ranked[0].slug, "tweeling")
    assert "Deze platforms verschillen nergens in, voor zover we weten." in page.text
    assert rows(page) == {}


def test_with_one_platform_left_there_is_nothing_to_compare(compare, ranked):
    leave_only(ranked[0].slug)
    assert len(Catalogue.current().platforms) == 1
    page = compare()
    assert "Er is maar één platform dat past." in page.text
    assert not page.page.xpath("//table")


def test_with_no_platform_left_there_is_nothing_to_compare(compare):
    leave_only("signalen")
    assert "Er is geen platform dat past." in compare().text


def test_who_reads_along_compares_too_without_a_way_to_change(visitor, kept, ranked):
    page = visitor.open(f"/advies/{Plan.view_token(kept.token)}/vergelijk/?p={ranked[0].slug}&p={ranked[1].slug}")
    assert names(page) == [ranked[0].name, ranked[1].name]
    assert not [link for link in page.page.xpath("//main//a/@href") if "/plan/" in link]


def test_the_table_keeps_its_roles_when_it_is_stacked_on_a_phone(compare):
    table = compare(everything=True).page.xpath("//table")[0]
    assert table.get("role") == "table"
    assert all(row.get("role") == "row" for row in table.iter("tr"))
    assert all(cell.get("role") == "cell" for cell in table.iter("td"))
    assert {head.get("role") for head in table.iter("th")} == {"columnheader", "rowheader"}
    assert table.xpath("caption")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_advice_and_the_comparison_never_scroll_sideways(visit, live_site, width):
    page = visit(viewport={"width": width, "height": 800}, java_script_enabled=False)
    token = live_site.manage(
        "shell",
        "-v",
        "0",
        "-c",
        "from stappenplan.models import Plan; from tests.support.personas import OFFICIAL_READY;"
        "print(Plan.start(dict(OFFICIAL_READY))[1])",
    ).strip()
    for path in (f"/plan/{token}/advies/?alles=1", f"/plan/{token}/vergelijk/?alles=1"):
        page.goto(path)
        page.locator("details").evaluate_all("every => every.forEach(one => one.open = true)")
        right = "every => Math.max(...every.map(one => one.getBoundingClientRect().right))"
        assert page.locator("main :is(p, li, th, td, h1, h2, h3, a, svg, table)").evaluate_all(right) <= width + 1
