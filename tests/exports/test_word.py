"""The report as a Word file: all that the PDF says, in styles, lists, tables and links that Word knows as its own."""

import io
import re
import subprocess
from copy import deepcopy
from itertools import pairwise, takewhile
from types import SimpleNamespace

import docx
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from lxml import html

from platforms.models import Catalogue
from stappenplan.exports.word import word_file
from stappenplan.models import Plan
from stappenplan.report.document import report_html
from tests.conftest import require_libreoffice
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

SECTION = qn("w:sectPr")
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """`made(audience, language)`: the HTML of a report and the Word document of it, made once."""
    found = {}

    def make(audience, language):
        answers = OFFICIAL_READY if audience == "official" else RESIDENT_READY
        catalogue = Catalogue.current()
        plan = Plan(answers=answers)
        page = report_html(plan, plan.advice(catalogue), catalogue, language)
        return SimpleNamespace(
            page=html.fromstring(page), document=docx.Document(io.BytesIO(word_file(page, language)))
        )

    with django_db_blocker.unblock():
        for audience, language in (("official", "nl"), ("resident", "en")):
            found[audience, language] = make(audience, language)
    return found


@pytest.fixture
def memo(made):
    return made["official", "nl"]


@pytest.fixture
def pages(made):
    return made["resident", "en"]


def words(text):
    return re.findall(r"\w+", text)


def said_in(document):
    """All words of a document in reading order, tables and links too."""
    return words(" ".join("".join(text.itertext()) for text in document.element.body.iter(qn("w:t"))))


def said_on(page):
    main = deepcopy(page.find(".//main"))
    for left_out in main.xpath(".//*[contains(@class, 'van-de-pdf')]"):
        left_out.drop_tree()
    for heading in main.xpath(".//*[contains(@class, 'bijlagekop')]"):
        heading.text = without_number(heading)
    return words(" ".join(main.itertext()))


def without_number(heading):
    """The heading of an annex as it is typed in Word, which writes "Bijlage 1." itself."""
    return re.sub(r"^(Bijlage|Annex) \d+\. ", "", " ".join(heading.text_content().split()))


def headings(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]


@pytest.mark.parametrize("which", [("official", "nl"), ("resident", "en")])
def test_everything_that_the_pdf_says_is_in_it_sources_too_and_in_that_order(made, which):
    report = made[which]
    to_fill_in = {"vul", "hier", "in"} if which[1] == "nl" else {"fill", "in", "here"}
    asked, given = said_on(report.page), iter(said_in(report.document))
    assert len(asked) > 500
    missing = [word for word in asked if word not in to_fill_in and word not in given]
    assert not missing[:5]


def test_headings_are_styles_in_the_order_of_the_paper(memo):
    names = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
    on_paper = [
        (names[element.tag], without_number(element))
        for element in memo.page.xpath("//main//h1 | //main//h2 | //main//h3 | //main//h4")
    ]
    without_signs = [(style, re.sub("[✓△◫✕] ", "", text)) for style, text in headings(memo.document)]
    assert without_signs == on_paper


def test_title_language_and_date_are_set(memo, pages):
    about = memo.document.core_properties
    assert about.title == headings(memo.document)[0][1]
    assert (about.author, about.language, about.comments) == ("Stappenplan buurtplatform", "nl-NL", "")
    defaults = memo.document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert defaults.get(qn("w:val")) == "nl-NL"
    assert pages.document.core_properties.language == "en-GB"


def test_a_head_is_repeated_on_each_page_and_told_as_head(memo):
    [head] = memo.page.xpath("//main//*[@class='kop']")
    on_paper = memo.page.xpath("//main//table[not(../@class='kop') and not(contains(../@class, 'vervolg'))]")
    assert len(memo.document.tables[0].rows) == len(head.findall(".//tr"))
    assert len(memo.document.tables) == len(on_paper) + 1
    for table, source in zip(memo.document.tables[1:], on_paper, strict=True):
        has_head = source.find("thead") is not None
        first = table.rows[0]._tr.trPr
        assert (first.find(qn("w:tblHeader")) is not None) == has_head
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == str(int(has_head))
        assert len(table.rows) == sum(len(part.findall(".//tr")) for part in parts_of(source))


def parts_of(table):
    """A table and those that go on with its rows."""
    after = table.getparent().xpath("following-sibling::div")
    go_on = takewhile(lambda part: "vervolg" in part.get("class", ""), after)
    return [table, *(part.find("table") for part in go_on)]


def test_annexes_and_tables_are_set_smaller_and_lists_of_sources_in_two_columns(memo):
    used = {}
    for paragraph in memo.document.element.body.iter(qn("w:p")):
        style = memo.document.styles.element.get_by_id(paragraph.style).name_val if paragraph.style else "Normal"
        used.setdefault(style, []).append(paragraph)
    assert len(used["Source"]) == len(memo.page.xpath("//ol[@class='bronnen']/li"))
    assert len(used["Point"]) == len(memo.page.xpath("//p[@class='punt']"))
    assert len(used["Annex Text"]) > 20 and len(used["Advice"]) == 1
    in_cells = {paragraph for table in memo.document.tables for paragraph in table._tbl.iter(qn("w:p"))}
    assert in_cells <= {*used["Table Text"], *used["Annex Table"]}
    columns = [section.find(qn("w:cols")).get(qn("w:num")) for section in memo.document.element.body.iter(SECTION)]
    lists = memo.page.xpath("//section//*[contains(@class, 'recht') or @class='bronnen' or @class='twee']")
    assert columns == ["1", "2"] * len(lists)


def test_an_annex_without_columns_ends_in_the_section_it_began_in(pages):
    assert len(list(pages.document.element.body.iter(SECTION))) == 1


@pytest.mark.pdf
def test_libreoffice_lays_it_out_on_no_more_pages_than_the_paper_may_have(memo, tmp_path):
    """Three pages and twelve of annexes, as the PDF."""
    program = require_libreoffice("Writer", "libswlo.so")
    memo.document.save(tmp_path / "memo.docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "memo.docx"]
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=240)
    with pikepdf.open(tmp_path / "memo.pdf") as paper:
        assert 10 < len(paper.pages) <= 15


def test_two_tables_are_never_one(memo):
    blocks = [block.tag for block in memo.document.element.body]
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(blocks))


def test_each_numbered_list_begins_at_one(memo):
    lists = [list(group.iterchildren("li")) for group in memo.page.xpath("//main//ol[not(@class='bijlagen')]")]
    annexes = memo.page.xpath("//main//h2[@class='bijlagekop']")
    counts = {}
    for paragraph in memo.document.element.body.iter(qn("w:p")):
        if form_of(memo.document, paragraph) == "decimal":
            counts[number_of(paragraph)] = counts.get(number_of(paragraph), 0) + 1
    assert sorted(counts.values()) == sorted([*(len(items) for items in lists), len(annexes)])


def form_of(document, paragraph):
    """How Word counts this paragraph: "decimal" or "bullet"; None when it does not."""
    if number_of(paragraph) is None:
        return None
    numbering = document.part.numbering_part.element
    used = numbering.num_having_numId(int(number_of(paragraph))).abstractNumId.val
    level = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}").get(qn("w:val"))
    return numbering.xpath(f"w:abstractNum[@w:abstractNumId={used}]/w:lvl[@w:ilvl={level}]/w:numFmt/@w:val")[0]


def test_word_writes_the_number_of_each_annex(memo):
    heads = [p for p in memo.document.paragraphs if p.style.name == "Heading 1" and number_of(p._p) is not None]
    assert [p.text for p in heads] == [without_number(head) for head in memo.page.xpath("//h2[@class='bijlagekop']")]
    assert len({number_of(p._p) for p in heads}) == 1
    assert "Bijlage %1." in memo.document.part.numbering_part.element.xpath("//w:lvlText/@w:val")


def test_the_contents_are_a_field_of_all_annexes_that_word_works_out(memo):
    body = memo.document.element.body
    [contents] = [code for code in body.iter(qn("w:instrText")) if code.text.startswith(" TOC ")]
    assert "all_annexes" in contents.text
    assert contents.getparent().getprevious()[0].get(qn("w:dirty")) == "true"
    marks = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("end")
    # A reader that does not work out fields sees no line that ends in an empty place for its page.
    shown = [p.text for p in memo.document.paragraphs if p.style.name == "toc 1"]
    assert not [code for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
    on_paper = [" ".join(head.text_content().split()) for head in memo.page.xpath("//h2[@class='bijlagekop']")]
    assert shown == on_paper
    told = [p.text for p in memo.document.paragraphs if p.style.name == "toc 2"]
    entries = [code.text for code in body.iter(qn("w:instrText")) if code.text.startswith(" TC ")]
    assert [f' TC "{text}" \\l 2 ' for text in told] == entries
    starts = {m.get(qn("w:name")): m.get(qn("w:id")) for m in body.iter(qn("w:bookmarkStart"))}
    ends = [m.get(qn("w:id")) for m in body.iter(qn("w:bookmarkEnd"))]
    assert starts["all_annexes"] in ends and sorted(starts.values()) == sorted(ends)


def test_tables_have_a_style_of_our_own_without_a_grid_and_nothing_is_left_of_the_library(memo):
    assert {table.style.name for table in memo.document.tables} == {"Stappenplan"}
    style = memo.document.styles["Stappenplan"].element
    assert not style.findall(f".//{qn('w:insideV')}") and not style.findall(f".//{qn('w:left')}[@{qn('w:val')}]")
    tables = [style.name for style in memo.document.styles if style.type == WD_STYLE_TYPE.TABLE]
    assert sorted(tables) == ["Normal Table", "Stappenplan"]
    assert not [one for one in memo.document.part.package.iter_parts() if "thumbnail" in one.partname]


def number_of(paragraph):
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return None if number is None else number.get(qn("w:val"))


def test_references_lead_to_their_source_and_sources_to_their_address(memo):
    body = memo.document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    inside = {link.get(qn("w:anchor")) for link in links} - {None}
    assert len([name for name in inside if name.startswith("bron_")]) > 20
    assert inside <= marks
    outside = {memo.document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))}
    assert set(memo.page.xpath("//main//*[@class='bronnen']//a/@href")) <= outside


def test_every_picture_has_its_words(memo):
    pictures = memo.page.xpath("//main//img/@alt")
    told = [properties.get("descr") for properties in memo.document.element.body.iter(qn("wp:docPr"))]
    assert told == pictures and all(told)


def test_what_is_left_to_write_says_so_in_the_language_of_the_file(memo, pages):
    assert "[vul hier in]" in "".join(memo.document.element.body.itertext())
    assert "[fill in here]" in "".join(pages.document.element.body.itertext())


def test_the_foot_has_the_day_of_the_report_and_the_number_of_the_page_as_in_the_pdf(memo, pages):
    for report, number in ((memo, "bladzijde 1 van 1"), (pages, "page 1 of 1")):
        day = report.page.find(".//body").get("data-datum")
        foot = report.document.sections[0].footer.paragraphs[0].text
        assert foot == f"Stappenplan buurtplatform · {day}\t{number}"


def test_what_neighbours_hand_out_alone_has_no_number_in_word_either(memo, pages):
    section = pages.document.sections[0]
    day = pages.page.find(".//body").get("data-datum")
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == f"Stappenplan buurtplatform · {day}"
    assert not memo.document.sections[0].different_first_page_header_footer


def test_each_line_to_write_on_is_a_line_in_word_too(pages):
    on_paper = pages.page.xpath("//main//*[@class='regel']")
    lines = [p for p in pages.document.element.body.iter(qn("w:pStyle")) if p.get(qn("w:val")) == "WritingLine"]
    assert len(lines) == len(on_paper) > 10


def test_neighbours_have_room_to_write_in_their_tables(pages):
    rows = [row for table in pages.document.tables for row in table.rows if any(not c.text for c in row.cells)]
    empty = ".//td[.//*[contains(@class, 'invul')] and not(normalize-space())]"
    on_paper = pages.page.xpath(f"//main//tr[{empty}]")
    assert len(rows) == len(on_paper) > 10
    assert all(row.height.cm > 0.8 for row in rows)


def test_text_of_a_visitor_stays_text():
    page = """<html lang="nl"><head><title>T</title><meta name="dcterms.created" content="2026-01-02"></head>
        <body><main><h1>T</h1><p>&lt;b&gt; &amp; “x” <b>vet</b><br>regel 2</p><table><tr><td>a</td></tr></table>
        <table><tr><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table></main></body></html>"""
    document = docx.Document(io.BytesIO(word_file(page, "nl")))
    assert [p.text for p in document.paragraphs] == ["T", "<b> & “x” vet\nregel 2", ""]
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [["b", "b"], ["c", "d"]]


def test_columns_that_compare_are_equally_wide(memo):
    for name, first in (("woorden", 1), ("som", 2), ("feiten", 1), ("keuzes", 1)):
        [source] = memo.page.xpath(f"//table[contains(concat(' ', @class, ' '), ' {name} ')]")
        head = " ".join(source.xpath("(.//th)[1]")[0].text_content().split())
        rows = source.findall(".//tbody/tr")
        likely = [table for table in memo.document.tables if table.cell(0, 0).text == head]
        [table] = [table for table in likely if len(table.rows) == len(rows) + 1]
        widths = [column.width for column in table.columns][first:]
        assert len(widths) > 1 and max(widths) - min(widths) <= 1, name


def test_parts_of_one_table_are_one_table_without_a_seam(memo):
    parts = memo.page.xpath("//div[contains(@class, 'vervolg')]")
    assert parts
    for part in parts:
        first_of_part = " ".join(part.xpath("(.//th)[1]")[0].text_content().split())
        [table] = [one for one in memo.document.tables if first_of_part in {row.cells[0].text for row in one.rows}]
        assert table.cell(0, 0).text != first_of_part


def test_what_leads_in_a_list_stays_with_it(memo):
    texts = {" ".join(p.text_content().split()) for p in memo.page.xpath("//h3/following-sibling::*[1][self::p]")}
    found = [paragraph for paragraph in memo.document.paragraphs if " ".join(paragraph.text.split()) in texts]
    assert len(found) > 3
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in found if paragraph.text)
