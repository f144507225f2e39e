"""One story: what is said of a platform is the same on the page, on paper, in Word, in tables and in the API."""

import csv
import io
import json
import re
from functools import cache

import docx
import pytest
from lxml import html

from platforms.models import Catalogue
from stappenplan.advice.serialization.advice_csv import as_csv
from stappenplan.advice.serialization.advice_data import as_dict
from stappenplan.exports.provider_questions import questions_file
from stappenplan.exports.word import word_file
from stappenplan.method.assessment.shelves import CHOOSE
from stappenplan.method.evidence.status import UNKNOWN_STATUS
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.report import record
from stappenplan.text import say
from tests.support.papers import advice_for, page_of, paper_of, plan_of
from tests.support.personas import PERSONAS
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# An official and a resident, with each shelf in front, one without anybody in front, and one with all skipped.
CAST = {
    name: PERSONAS[name]
    for name in (
        *("official_ready", "official_help_haarlem", "official_builds_itself", "three_musts", "official_vague_goal"),
        *("resident_meet_village", "resident_shares_without_money", "residents_with_a_plan", "village_with_volunteers"),
    )
} | {"resident_who_skipped_all": {"audience": "resident"}}
each = pytest.mark.parametrize("name", CAST)


def advice_of(name):
    return advice_for(CAST[name])


@cache
def paper_for(name):
    """The report, as a page that nothing here changes."""
    return page_of(CAST[name])


def text_of(element):
    return re.sub(r"\s+([.,])", r"\1", words(element))


@cache
def rows_of(name):
    """What the tables say, as (heads of rows and columns)."""
    return [text_of(cell) for cell in paper_for(name).xpath("//main//th | //main//h3 | //main//h4 | //main//li")]


def table_of(name):
    return list(csv.DictReader(io.StringIO(as_csv(advice_of(name)).removeprefix("\ufeff")), delimiter=";"))


@each
def test_wherever_the_paper_names_a_platform_in_a_row_its_mark_stands_beside_it(name):
    advice, named = advice_of(name), 0
    begins = {
        one: re.compile(rf"(\d+\.? )?{re.escape(one.name)}( |$)(?!.*: )") for one in Catalogue.current().platforms
    }
    for cell in filter(lambda cell: len(cell) < 120, rows_of(name)):
        for platform, begin in begins.items():
            if begin.match(cell):
                named += 1
                evidence = advice.evidence_of(platform)
                assert say(evidence.mark_to_decide) in cell or is_a_row_with_its_mark_beside(name, cell), cell
    # Neighbours name no platform to each other before the advice does.
    too_early = advice.profile.says("audience", "resident") and advice.verdict.key == "too_few"
    assert bool(named) == (bool(advice.ranking.placed) and not too_early)


def is_a_row_with_its_mark_beside(name, head):
    """Whether the head of a row has the mark in the cell after it."""
    cells = [cell for cell in paper_for(name).xpath("//main//tbody//th") if text_of(cell) == head]
    return all(cell.getnext() is not None and cell.getnext().xpath(".//*[contains(@class, 'merk')]") for cell in cells)


@each
def test_no_paper_numbers_or_compares_a_platform_of_which_it_is_unknown_whether_it_exists(name):
    advice = advice_of(name)
    unknown = [one.name for one in Catalogue.current().platforms if advice.evidence_of(one).status == UNKNOWN_STATUS]
    assert unknown
    numbered = re.compile(rf"\d+\.? ({'|'.join(map(re.escape, unknown))})( |$)")
    for cell in rows_of(name):
        assert not numbered.match(cell), cell
    for column in paper_for(name).xpath("//main//thead//th"):
        assert not any(text_of(column).startswith(f"{platform} we weten") for platform in unknown)
    assert not any(f"Voor: {platform} " in questions_file(advice) for platform in unknown)


@each
def test_places_are_the_same_on_paper_in_the_table_in_the_data_and_in_the_api(name):
    advice, catalogue = advice_of(name), Catalogue.current()
    api, rows = as_dict(advice, catalogue), table_of(name)
    sealed = record.build_record(plan_of(CAST[name]), advice, catalogue)
    for shelf in advice.shelves:
        of_api = next(one for one in api["shelves"] if one["shelf"] == shelf.key)
        assert {one["slug"]: one["rank"] for one in of_api["ranked"]} == dict(shelf.ranks)
        in_table = {row["slug"]: row["rank"] for row in rows if row["shelf"] == shelf.key}
        places = {slug: "" if shelf.key == "offline" else str(rank) for slug, rank in shelf.ranks.items()}
        assert in_table == places
    assert json.loads(json.dumps(sealed["shelves"])) == json.loads(json.dumps(api["shelves"]))
    leading = advice.shelves[0]
    if leading.key == CHOOSE:
        shown = [cell for cell in rows_of(name) if re.match(r"\d+ ", cell)]
        official_chooses = CAST[name]["audience"] == "official" and advice.verdict.key not in NOT_NOW
        for one in leading.first if official_chooses else ():
            assert any(cell.startswith(f"{leading.ranks[one.platform.slug]} {one.platform.name} ") for cell in shown)


@each
def test_the_evidence_is_the_same_in_the_table_in_the_data_and_in_the_api(name):
    advice, catalogue = advice_of(name), Catalogue.current()
    rows = {row["slug"]: row for row in table_of(name)}
    for shelf in as_dict(advice, catalogue)["shelves"]:
        for one in shelf["ranked"]:
            evidence = advice.evidence_of(catalogue.by_slug[one["slug"]])
            row = rows[one["slug"]]
            assert one["evidence"]["status"] == row["status"] == evidence.status != UNKNOWN_STATUS
            assert (one["evidence"]["last_seen"] or "") == row["last_seen"] == evidence.last_seen
            assert row["lacks"].split() == one["evidence"]["lacks"]
            assert row["mark"] == say(evidence.mark)
    to_check = [row for row in rows.values() if row["shelf"] == "to_check"]
    assert [row["slug"] for row in to_check] == [one.platform.slug for one in advice.to_check]
    assert not any(row["rank"] for row in to_check)


@each
def test_what_is_already_there_is_named_first_and_the_same_everywhere(name):
    advice = advice_of(name)
    here = [one.platform for one in advice.already_here]
    assert [one["slug"] for one in as_dict(advice, Catalogue.current())["already_here"]][: len(here)] == [
        platform.slug for platform in here
    ]
    text = text_of(paper_for(name).find(".//main"))
    for one in advice.already_here[:2]:
        assert f"{one.platform.name} (" in text or f"{one.platform.name} {say(one.evidence.mark)}" in text
    marked = [text.find(f"{one.platform.name} {say(one.evidence.mark)}") for one in advice.shelves[0].first]
    if here and here[0] not in [one.platform for one in advice.shelves[0].first]:
        assert text.index(here[0].name) < min((at for at in marked if at >= 0), default=len(text))


@each
def test_no_sentence_on_paper_points_at_a_list_that_is_empty(name):
    advice, text = advice_of(name), text_of(paper_for(name).find(".//main"))
    if not advice.shelves[0].first:
        for pointer in ("Stel de aanbieders de vragen uit bijlage 6", "Kies een platform uit bijlage 1"):
            assert pointer not in text
        assert "Vraag de aanbieders wat we nog niet weten" not in text
    if not advice.first:
        assert "Doe eerst wat hieronder staat" not in text
    if advice.already_here:
        assert "niets dat hier sterk op lijkt" not in text


@pytest.mark.parametrize(("name", "sign"), [("official_ready", "[✓△◫✕] "), ("resident_meet_village", "(?<![✓△◫✕]) ")])
def test_word_says_of_each_platform_what_the_paper_says_with_a_sign_before_it_in_the_memo(name, sign):
    """What neighbours deliver explains no signs, so it has none."""
    page = paper_of(CAST[name])
    document = docx.Document(io.BytesIO(word_file(page, "nl")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = " ".join(" ".join([paragraph.text for paragraph in document.paragraphs] + cells).split())
    marks = [words(mark) for mark in html.fromstring(page).xpath("//main//span[contains(@class, 'merk')]")]
    assert marks
    assert all(re.search(f"{sign}{re.escape(mark)}", said) for mark in marks)
    assert bool(re.search("[✓△◫✕]", said)) == (name == "official_ready")


@each
def test_the_letter_and_the_talk_name_only_platforms_whose_mark_stands_on_the_first_sheet(name):
    """A letter is no list, so it has no marks: the papers say them once, beside the names in the table."""
    if CAST[name]["audience"] == "official":
        return
    paper, advice = paper_for(name), advice_of(name)
    heads = [text_of(head) for head in paper.xpath("//main/*[not(self::section)]//thead//th")]
    spoken = [paper.xpath("//section[contains(@class, 'brief')]")[0], paper.xpath("//*[@class='plaat']")[0]]
    for platform in Catalogue.current().platforms:
        mark = say(advice.evidence_of(platform).mark_to_decide)
        for part in map(text_of, spoken):
            if re.search(rf"(?:: | en ){re.escape(platform.name)}(?: en |\.)", part):
                assert f"{platform.name} {mark}" in heads
            assert f"{platform.name} ({mark})" not in part


def test_the_page_gives_the_places_and_marks_of_the_memo(client, keep):
    kept = keep(CAST["official_ready"])
    page = html.fromstring(client.get(kept.at("advies")).content.decode())
    advice = advice_of("official_ready")
    text = words(page.find(".//main"))
    for one in (*advice.shelves[0].first, *advice.already_here):
        assert re.search(rf"{re.escape(one.platform.name)}\s+{re.escape(say(one.evidence.mark))}", text), (
            one.platform.name
        )
