"""Platforms side by side: what differs, how each answers what was asked, and where that comes from."""

import pytest

from platforms.models import Catalogue, Platform
from platforms.pages.comparison import SUMMARY
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


# The row above those of the facts.
FIGURES = "Hoe goed past het bij uw antwoorden?"


def names(visitor):
    return [words(name) for name in visitor.page.xpath("//thead//a[@class='naam']")]


def rows(visitor):
    """The rows of facts: the question, and the words in each cell."""
    found = {}
    for row in visitor.page.xpath("//table//tr[th[@scope='row']]"):
        label = row.find("th").text.strip()
        if label == FIGURES:
            continue
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
    told = [[one.facts[key].words for one in platforms if key in one.facts] for key in FACT_KEYS]
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


def chips(page):
    """The platforms that stand in view as chosen, beside the search box."""
    return [words(chip).removesuffix(" Haal weg") for chip in page.page.xpath("//ul[@class='chips']/li")]


@pytest.mark.parametrize("typed", [str, str.upper, str.lower])
def test_another_platform_is_put_beside_by_its_name_without_script(compare, ranked, typed):
    page = compare(ranked[0].slug, ranked[1].slug)
    assert chips(page) == names(page) == [ranked[0].name, ranked[1].name]
    page.write("Zoek een platform om erbij te zetten", typed(ranked[4].name)).press("Zoek")
    assert names(page) == [ranked[number].name for number in (0, 1, 4)]


def test_what_was_chosen_stays_in_view_while_somebody_looks_further(compare, ranked):
    page = compare(ranked[0].slug, ranked[1].slug)
    page.write("Zoek een platform om erbij te zetten", "buurt").press("Zoek")
    assert chips(page) == names(page) == [ranked[0].name, ranked[1].name]
    assert page.page.get_element_by_id("erbij").value == "buurt"
    found = [words(link) for link in page.page.xpath("//section[@id='kiezen']//ul[@class='lijst']//a")]
    listed = {platform.name for platform in ranked}
    assert found and {name.removeprefix("Zet ").removesuffix(" erbij") for name in found} <= listed
    page.follow(found[0])
    assert len(names(page)) == 3
    page.write("Zoek een platform om erbij te zetten", "xyzzy").press("Zoek")
    assert "We vinden geen ander platform voor “xyzzy”." in page.text and len(chips(page)) == 3


def test_of_four_one_goes_before_another_comes_and_two_stay(compare, ranked):
    page = compare(*(platform.slug for platform in ranked[:4]))
    assert "Haal er eerst een weg." in page.text and not page.page.xpath("//input[@name='erbij']")
    for left in (3, 2):
        page.follow(words(page.page.xpath("//ul[@class='chips']//a")[0]))
        assert names(page) == [platform.name for platform in ranked[4 - left : 4]]
    assert not page.page.xpath("//ul[@class='chips']//a")


def test_the_names_to_choose_from_are_those_of_the_list_that_are_not_there_yet(compare, ranked):
    page = compare(ranked[0].slug, ranked[1].slug)
    offered = page.page.xpath("//datalist/option/@value")
    assert sorted(offered) == sorted(platform.name for platform in ranked[2:])


def test_a_few_sentences_say_of_each_who_how_where_and_what_it_costs(compare, ranked):
    page = compare(*(platform.slug for platform in ranked[:3]))
    told = page.page.xpath("//div[@class='zinnen']/section")
    assert len(told) == 3
    for platform, section in zip(ranked[:3], told, strict=True):
        for key in SUMMARY:
            fact = platform.facts.get(key)
            said = fact.sentence if fact else VOCABULARY[key].unknown
            assert said.lower() in words(section).lower()
    first, table = (page.page.xpath(path)[0] for path in ("//div[@class='zinnen']", "//table"))
    elements = list(page.page.iter())
    assert elements.index(first) < elements.index(table)


def test_the_answer_stands_before_its_source(compare, ranked):
    page = compare(*(platform.slug for platform in ranked[:3]), everything=True)
    cells = page.page.xpath("//td//*[@class='vak'][.//*[@class='basis']]")
    assert cells
    for cell in cells:
        kinds = [element.get("class") for element in cell if element.get("class")]
        assert kinds[0] == "waarde" and kinds[-1] == "basis"


def test_every_fact_stands_under_one_heading(compare, ranked):
    """What differs, what is alike as far as known, what is to be asked: together all facts, each once."""
    page = compare(*(platform.slug for platform in ranked[:4]))
    lists = [
        words(term) for term in page.page.xpath("//section[@aria-labelledby='gelijk' or @aria-labelledby='vragen']//dt")
    ]
    assert sorted([*rows(page), *lists]) == sorted(VOCABULARY[key].label for key in FACT_KEYS)


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
    plan = live_site.start_plan(OFFICIAL_READY)
    for path in (f"{plan}/advies/?alles=1", f"{plan}/vergelijk/?alles=1"):
        page.goto(path)
        page.locator("details").evaluate_all("every => every.forEach(one => one.open = true)")
        right = "every => Math.max(...every.map(one => one.getBoundingClientRect().right))"
        assert page.locator("main :is(p, li, th, td, h1, h2, h3, a, svg, table)").evaluate_all(right) <= width + 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 718, 1280])
def test_on_paper_platforms_stand_side_by_side_and_the_search_box_is_gone(visit, live_site, width):
    """Of every width of paper: A4 upright is 718 pixels between its margins."""
    page = visit(viewport={"width": width, "height": 1000}, java_script_enabled=False)
    for path in (
        "/voorbeeld/gemeente/vergelijk/",
        "/platforms/vergelijk/?p=hoplr&p=nextdoor&p=gebiedonline&p=buurtapp",
    ):
        page.goto(path)
        page.emulate_media(media="print")
        for row in page.locator("table.vergelijk tbody tr:not(.groep)").all():
            tops = {round(cell.bounding_box()["y"]) for cell in row.locator("td").all()}
            assert len(tops) == 1
        assert not page.locator("#kiezen").is_visible()
        assert page.locator("table.vergelijk").bounding_box()["width"] <= max(width, 680) + 1
        page.emulate_media(media="screen")


@pytest.mark.browser
def test_on_a_wide_screen_the_names_stay_in_view_and_hide_nothing_that_takes_the_focus(visit, live_site):
    page = visit(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page.goto("/platforms/vergelijk/?p=hoplr&p=nextdoor&alles=1")
    page.locator("table.vergelijk tbody tr").nth(25).scroll_into_view_if_needed()
    head = page.locator("table.vergelijk thead th").first.bounding_box()
    assert 0 <= head["y"] < 5
    links = page.locator("table.vergelijk tbody a")
    for number in range(links.count() - 1, 0, -7):
        links.nth(number).focus()
        box, head = links.nth(number).bounding_box(), page.locator("table.vergelijk thead th").first.bounding_box()
        assert box["y"] >= head["y"] + head["height"] - 1 or head["y"] > 5
