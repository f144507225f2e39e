"""The reports as files: accessible, in reading order, and laid out so that no page disappoints.

Eight reports are made once, and every test looks at all of them: both audiences, both languages, every kind of length,
a plan that must not start and a plan that nothing fits.
"""

import io
import re
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, product
from pathlib import Path

import lxml.html
import page
import pikepdf
import pytest

from tests.conftest import require_program
from tests.report.test_sections import Outline, html_for
from tests.support.covering import mark_others
from tests.support.papers import page_of, pdf_of
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]

LONG_GOAL = {"goal_sentence": ("Dit is een lang doel met veel woorden. " * 6)[:200]}
# name: (answers, language, whether only platforms that do not fit are there)
REPORTS = {
    "memo": (OFFICIAL_READY, "en", False),
    "memo, do not start": (PERSONAS["city_without_connectors"] | LONG_GOAL, "nl", False),
    "memo, do not start, in English": (PERSONAS["city_without_connectors"] | LONG_GOAL, "en", False),
    "memo, longest": (PERSONAS["official_builds_itself"] | LONG_GOAL, "nl", False),
    "memo, shortest": ({"audience": "official"}, "nl", True),
    "neighbours": (RESIDENT_READY, "nl", False),
    "neighbours, do not start": (PERSONAS["resident_alone"], "en", False),
    "neighbours, longest": (PERSONAS["resident_meet_village"] | LONG_GOAL, "en", False),
    "neighbours, nothing fits": (RESIDENT_READY | {"w_resident_control": "must"}, "nl", True),
}
# In points: A4, and the margin of the neighbours' pages.
PAPER_WIDTH, SMALLEST_MARGIN = 595, 50
# What they measure before they start; not while they wait with a platform.
MEASURE = {"nl": "Meet vóór de start", "en": "Measure before you start"}
# Their two sheets while they wait: one for the letterbox, one for each talk.
AHEAD_OF_A_PLATFORM = {
    "nl": ["Ik ben bewoner van", "Voor een gesprek met een buur"],
    "en": ["I am a resident of", "For a talk with a neighbour"],
}
PARTS_OF_THE_NEIGHBOURS = {
    "nl": [
        "Wij zijn bewoners van",
        "Voor onze groep",
        "Brief aan de gemeente",
        "Praatplaat",
        MEASURE["nl"],
        "Waar dit",
    ],
    "en": [
        "We are residents of",
        "For our group",
        "Letter to",
        "Discussion sheet",
        MEASURE["en"],
        "Where this",
    ],
}


@dataclass(frozen=True)
class Paper:
    """A report that was made: its HTML and its PDF."""

    name: str
    language: str
    html: str
    data: bytes

    @cached_property
    def outline(self):
        return Outline(self.html)

    @cached_property
    def document(self):
        return pikepdf.open(io.BytesIO(self.data))

    @cached_property
    def tags(self):
        """The tags of the PDF in reading order: (kind, dictionary)."""

        def walk(node):
            if isinstance(node, pikepdf.Array):
                for child in node:
                    yield from walk(child)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    yield str(node.S), node
                if "/K" in node:
                    yield from walk(node.K)

        return list(walk(self.document.Root.StructTreeRoot.K))

    def of(self, *kinds):
        return [node for kind, node in self.tags if kind in kinds]

    @cached_property
    def pages(self):
        """The text of each page, as pdftotext lays it out."""
        return self.read("-layout")

    def read(self, mode):
        command = [require_program("pdftotext"), mode, "-", "-"]
        done = subprocess.run(command, input=self.data, capture_output=True, check=True)
        return done.stdout.decode().split("\f")[:-1]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Every report of REPORTS, made once; nothing is stored."""
    from django.core.management import call_command

    from platforms.models import Catalogue, Platform
    from stappenplan.method.advice import advise
    from stappenplan.models import Plan

    papers = {}
    with django_db_blocker.unblock():
        if not Platform.objects.exists():
            call_command("load_catalogue", verbosity=0)
        for name, (answers, language, nothing_fits) in REPORTS.items():
            advice = None
            if nothing_fits:
                advice = Plan(answers=answers).advice()
                lost = [assessment.platform for assessment in advice.ranking.ruled_out]
                advice = advise(answers, lost, Catalogue.current().released)
            html = html_for(answers, language, advice)
            papers[name] = Paper(name, language, html, pdf_of(html))
    return papers


@pytest.fixture(params=REPORTS)
def paper(request, made):
    return made[request.param]


# For who hears it


def test_it_is_pdf_ua_and_a_sound_file(paper, tmp_path):
    result = page.validate_pdf_bytes(paper.data, profile="ua1")
    assert result.is_compliant, result.failures
    file = tmp_path / "report.pdf"
    file.write_bytes(paper.data)
    done = subprocess.run([require_program("qpdf"), "--check", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_says_its_language_and_title(paper):
    assert str(paper.document.Root.Lang) == paper.language
    assert str(paper.document.docinfo["/Title"]) == paper.outline.headings[0][1]


def test_headings_skip_no_level_and_are_the_outline(paper):
    levels = [int(kind[2]) for kind, _node in paper.tags if re.fullmatch("/H[1-6]", kind)]
    assert levels == [level for level, _text in paper.outline.headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with paper.document.open_outline() as bookmarks:
        assert flat(bookmarks.root) == [text for _level, text in paper.outline.headings]


def flat(items):
    return [title for item in items for title in [item.title, *flat(item.children)]]


def test_every_picture_says_in_words_what_it_shows(paper):
    figures = paper.of("/Figure")
    assert [str(node.Alt) for node in figures] == [image["alt"] for image in paper.outline.images]
    assert all(str(node.Alt).strip() for node in figures)


def test_every_picture_lies_on_its_page_and_every_link_says_in_words_where_it_goes(paper):
    for node in paper.of("/Figure"):
        left, bottom, right, top = (float(number) for number in node.A.BBox)
        assert 0 <= left < right <= float(node.Pg.MediaBox[2])
        assert 0 <= bottom < top <= float(node.Pg.MediaBox[3])
    inside = [link for sheet in paper.document.pages for link in sheet.get("/Annots", []) if "/Dest" in link]
    assert all(str(link.Contents) and str(link.Contents) != str(link.Dest) for link in inside)
    assert all(node.K for node in paper.of("/Link"))


def test_no_table_is_split_and_every_cell_knows_its_headers(paper):
    tables = paper.of("/Table")
    assert len(tables) == paper.outline.tables, "a table is split over pages"
    for table in tables:
        rows = [cells(row) for row in rows_of(table)]
        ids = {str(cell.ID) for row in rows for cell in row if cell.S == "/TH"}
        assert ids
        for row in rows:
            own = {str(cell.ID) for cell in row if cell.S == "/TH"}
            for cell in row:
                if cell.S == "/TD":
                    headers = {str(header) for header in cell.A.Headers}
                    assert headers, "a cell without a header"
                    assert headers <= ids
                    assert own <= headers, "a value that does not know its label"


def rows_of(node):
    for child in node.K:
        if isinstance(child, pikepdf.Dictionary):
            yield from [child] if child.S == "/TR" else rows_of(child)


def cells(row):
    return [child for child in row.K if isinstance(child, pikepdf.Dictionary)]


def test_lists_are_lists(paper):
    assert len(paper.of("/LI")) == len(re.findall("<li[ >]", paper.html))
    assert {str(node.P.S) for node in paper.of("/LI")} <= {"/L", "/LI"}


def test_what_is_heard_comes_in_the_order_of_the_page(paper):
    """The tags follow what was drawn, markers and pictures aside; what was drawn follows the HTML."""
    numbers = {sheet.objgen: number for number, sheet in enumerate(paper.document.pages)}
    drawn = []

    def walk(node, sheet):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child, sheet)
        elif isinstance(node, int):
            drawn.append((sheet, node))
        elif isinstance(node, pikepdf.Dictionary) and node.get("/S") not in ("/Lbl", "/Figure"):
            walk(node.get("/K", pikepdf.Array()), numbers[node.Pg.objgen] if "/Pg" in node else sheet)

    walk(paper.document.Root.StructTreeRoot.K, 0)
    assert drawn == sorted(drawn)

    heard, position, missing = bare(" ".join(paper.read("-raw"))), 0, 0
    blocks = re.findall(r"<(p|li|td|th|h[1-6])\b[^>]*>([^<]{12,})<", paper.html.partition("<main>")[2])
    for _tag, text in blocks:
        found = heard.find(bare(text), position)
        missing += found < 0
        position = max(position, found)
    assert missing <= 0.06 * len(blocks), f"{missing} of {len(blocks)} not found in order"


def bare(text):
    """Only letters and figures: lines, hyphens and spaces differ on paper."""
    from html import unescape

    return re.sub(r"[\W_]", "", unescape(text)).casefold()


# For who sees it


def test_the_first_page_of_the_memo_holds_what_is_asked_and_its_annexes_follow_within_three_pages(made):
    asked, annex = {"nl": "Gevraagd besluit", "en": "Decision requested"}, {"nl": "Bijlage 1.", "en": "Annex 1."}
    for name, paper in made.items():
        if name.startswith("memo"):
            assert asked[paper.language] in paper.pages[0], name
            assert any(annex[paper.language] in page for page in paper.pages[2:4]), name
            assert not any(annex[paper.language] in page for page in paper.pages[:2]), name


def test_each_annex_of_the_memo_starts_on_its_own_page(made):
    annex = re.compile(r"^ *(?:Bijlage|Annex) (\d+)\. ", re.M)
    for name, paper in made.items():
        if name.startswith("memo"):
            heads = [annex.findall(page) for page in paper.pages]
            starts = [page[0] for page, before in zip(heads, [[], *heads], strict=False) if page and page != before]
            assert [int(number) for number in starts] == list(range(1, len(starts) + 1)), name
            assert all(len(set(page)) <= 1 for page in heads), name


def test_the_neighbours_have_two_sheets_a_letter_and_a_talking_sheet_each_on_a_page_and_a_booklet_of_four(made):
    for name, paper in made.items():
        if name.startswith("neighbours"):
            starts = [*PARTS_OF_THE_NEIGHBOURS[paper.language]]
            if "do not start" in name:
                starts[:2] = AHEAD_OF_A_PLATFORM[paper.language]
                starts.remove(MEASURE[paper.language])
            assert len(paper.pages) == len(starts), name
            begun = [text.lstrip()[: len(start)] for start, text in zip(starts, paper.pages, strict=True)]
            assert begun == starts, name


def test_no_page_ends_with_a_heading_and_none_is_nearly_empty(paper):
    headings = {text for _level, text in paper.outline.headings}
    for number, text in enumerate(paper.pages, 1):
        body = [line for line in text.splitlines() if line.strip()][:-1]  # the last line is the foot
        assert body[-1].strip() not in headings, f"page {number} ends with a heading"
        assert len(text.split()) > 25, f"page {number}"


def test_the_risks_of_a_usual_memo_leave_no_second_page_nearly_empty(made):
    for name in ("memo", "memo, do not start", "memo, do not start, in English"):
        assert sum(bool(re.search(r"(?:Bijlage|Annex) 3\. ", page)) for page in made[name].pages) == 1, name


def test_the_memo_is_no_longer_than_it_must_be(made):
    lengths = {name: len(paper.pages) for name, paper in made.items() if name.startswith("memo")}
    longest = lengths.pop("memo, longest")
    assert max(lengths.values()) <= 3 + 12, lengths
    assert longest <= 3 + 13
    assert all(len(paper.data) < 400_000 for paper in made.values())


@pytest.mark.parametrize(("answers", "times"), [(OFFICIAL_READY, 2), (RESIDENT_READY, 4)])
def test_a_word_longer_than_a_line_stays_on_the_paper(answers, times):
    """Of the paper only the parts are laid out in which it stands: whole, it takes five seconds."""
    word = "https://voorbeeld.nl/bestand/" + "W" * 150
    paper = page_of(answers | {"goal_sentence": word})
    parts = paper.xpath("//main/*")
    for part in parts:
        if word not in part.text_content():
            part.drop_tree()
    times = paper.find(".//main").text_content().count(word)
    data = pdf_of("<!doctype html>" + lxml.html.tostring(paper, encoding="unicode"))
    command = [require_program("pdftotext"), "-bbox", "-", "-"]
    words = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    assert words.count("WWWWW") >= times > 0
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', words))) < PAPER_WIDTH - SMALLEST_MARGIN


LONG_TEXTS = {
    "a word of no language": {"goal_sentence": "W" * 200},
    "a compound": {"goal_sentence": ("buurtverbindersbijeenkomst" * 8)[:200]},
    "an address": {"goal_sentence": "https://voorbeeld.nl/bestand/" + "W" * 150},
    "a name too": {"goal_sentence": "W" * 200, "area_name": "W" * 60},
}


def print_with(persona, text=None):
    """The PDF of the report of a persona, with a long text of their own or as it is."""
    added = {"result_sharp": "in_words", **LONG_TEXTS[text]} if text else {}
    return pdf_of(html_for(PERSONAS[persona] | added, "nl"))


@cache
def count_pages(persona, text=None):
    with pikepdf.open(io.BytesIO(print_with(persona, text))) as document:
        return len(document.pages)


WRITERS = ("resident_meet_village", "resident_alone")
IN_TURN = list(zip(WRITERS * 2, LONG_TEXTS, strict=True))


@pytest.mark.parametrize(("persona", "name"), mark_others(list(product(WRITERS, LONG_TEXTS)), IN_TURN))
def test_a_long_text_of_their_own_adds_no_page_to_those_of_the_neighbours(persona, name):
    assert count_pages(persona, name) == count_pages(persona)


def test_a_long_word_of_their_own_breaks_with_a_hyphen():
    data = print_with("resident_alone", "a compound")
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    text = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    assert re.search(r"buurt\w*[-‐]$", text, re.MULTILINE)


def test_what_is_handed_out_alone_is_no_page_of_a_report(made):
    for name, paper in made.items():
        if name.startswith("neighbours"):
            page, of = {"nl": ("bladzijde", "van"), "en": ("page", "of")}[paper.language]
            whole = len(paper.pages)
            numbered = [f"{page} {number} {of} {whole}" in text for number, text in enumerate(paper.pages, 1)]
            assert numbered == [False, *[True] * (len(paper.pages) - 1)], name
            assert "Stappenplan buurtplatform · " in paper.pages[0]


def test_every_page_of_the_memo_says_what_it_is_part_of_and_its_number(made):
    paper = made["memo"]
    for number, text in enumerate(paper.pages, 1):
        assert f"page {number} of {len(paper.pages)}" in text
        assert number == 1 or "A neighbourhood platform for" in text[:400]


def test_type_is_large_enough_also_as_a_booklet():
    css = (Path(__file__).resolve().parents[2] / "static" / "report.css").read_text()
    sizes = {
        selector.strip(): float(size)
        for selector, size in re.findall(r"^([^\n{@]+)\{[^}]*?font(?:-size)?:[^;}]*?([\d.]+)pt", css, re.M)
    }
    assert min(sizes.values()) >= 8.5
    assert sizes["body"] >= 10
    assert sizes[".papier--buren"] >= 12, "on A5, 71 percent of it is left: 8.5"
