"""The report as a Word file: the same HTML as the PDF, in Word's own styles, ready for a house template.

It has what the PDF has, sources and all: headings, lists and tables as Word knows them, links within the text, header
rows that are repeated, pictures with their text alternative.
"""

import io
import re
from dataclasses import dataclass

import docx
import resvg_py
from django.utils.translation import override
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, Twips
from lxml import html

from platforms.plain_text import drop_unseen

from .word_columns import widths_of
from .word_fields import ANNEXES_PART, CONTENTS, add_entry, begin_field, end_field
from .word_numbering import DEEPEST, INDENT_STEP, Numbering, number_paragraph
from .word_pieces import PLAIN, Piece, classes_of, pieces_of, split_inline, tidy_pieces
from .word_styles import (
    ANNEX_LIST,
    ANNEX_TABLE,
    ANNEX_TEXT,
    GAP,
    HEADINGS,
    LOCALES,
    MARGIN,
    NEIGHBOURS_TABLE,
    PAGE_SIZE,
    POINT,
    SOURCE,
    TABLE,
    TABLE_TEXT,
    VERDICT,
    WRITING,
    close_section,
    join_last_section,
    keep_whole,
    mark_table_heads,
    prepare_document,
    set_language,
)

# What a cell keeps free beside its text; how sharp a picture is, and how wide on paper at most.
CELL_MARGINS, DPI, LARGEST = Cm(0.4), 200, Cm(12)
INLINE = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup", "svg"}
# The class of what is said about the PDF itself, such as how to print it; that of a whole line to write on.
ONLY_IN_PDF, WRITING_LINE = "van-de-pdf", "regel"
# The class of boxes that stand beside each other; how high a row is that somebody writes in by hand.
BESIDE, ROOM_TO_WRITE = "rij", Cm(0.9)
# The rows of a table in this go on in the table before it.
GOES_ON = "vervolg"
# What a class is in Word; lists of these classes stand in two columns in an annex.
CLASS_STYLES = {"soort": "Subtitle", "oordeel": VERDICT, "punt": POINT}
IN_COLUMNS = {"recht", "bronnen", "twee"}


def word_file(page: str, language: str) -> bytes:
    """A report (its HTML) as a .docx file in this language."""
    with override(language):
        return Writer(html.fromstring(drop_unseen(page)), LOCALES[language]).written()


def leads_in(element) -> bool:
    """Whether it is the paragraph between a heading and what that is about."""
    before, after = element.getprevious(), element.getnext()
    return element.tag == "p" and before is not None and before.tag in HEADINGS and after is not None


@dataclass(frozen=True)
class PartStyles:
    """The styles of a part of the document: of its text, of its lists and of what stands in its tables."""

    text: str
    listed: str
    table: str


MEMO = PartStyles("Normal", "List Paragraph", TABLE_TEXT)
ANNEX = PartStyles(ANNEX_TEXT, ANNEX_LIST, ANNEX_TABLE)
# The pages for the neighbours: to be read at a table, so nothing is small.
NEIGHBOURS, NEIGHBOURS_SIZE = PartStyles("Normal", "List Paragraph", NEIGHBOURS_TABLE), Pt(11)


class Writer:
    """Writes one page of HTML into one document, block by block."""

    def __init__(self, page, locale):
        self.page = page
        self.document = docx.Document()
        # What waits for the next paragraph: names that links lead to, a new page. `first`: of the item being written.
        self.anchors, self.new_page, self.first = [], False, None
        self.bookmarks, self.pictures, self.room = 0, 0, PAGE_SIZE[0] - 2 * MARGIN
        # How far a paragraph of a list item stands in; what the annexes are about, by anchor; where they begin.
        self.indent, self.about, self.annexes = None, {}, None
        # The newest table, for rows that go on in it; whether the paragraph being written stays with what follows.
        self.newest, self.keeps = None, False
        self.part = MEMO if page.xpath("//body[contains(@class, 'nota')]") else NEIGHBOURS
        self.numbering = Numbering(self.document)
        prepare_document(self.document, page, locale)
        if self.part is NEIGHBOURS:
            self.document.styles["Normal"].font.size = NEIGHBOURS_SIZE
        # Looked up once: the library searches all styles for each paragraph that names one.
        self.style_ids = {style.name: style.style_id for style in self.document.styles}

    def written(self) -> bytes:
        self.blocks(self.page.find(".//main"), self.document)
        if self.annexes:
            self.document.paragraphs[-1]._p.append(bookmark_mark("w:bookmarkEnd", self.annexes))
        join_last_section(self.document)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    # --- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, element, place, style=None, look=PLAIN):
        """What is inside an element: its blocks one by one, and the loose text between them as paragraphs."""
        loose = pieces_of(element.text, look)
        for child in element:
            if WRITING_LINE in classes_of(child):
                self.paragraph(loose, place, style)
                loose = []
                self.writing_line(place)
            elif child.tag in INLINE:
                loose += split_inline(child, look)
            else:
                self.paragraph(loose, place, style)
                loose = []
                self.block(child, place, style, look)
            loose += pieces_of(child.tail, look)
        self.paragraph(loose, place, style)

    def block(self, element, place, style, look):
        if not isinstance(element.tag, str) or ONLY_IN_PDF in classes_of(element):
            return
        if element.get("id"):
            self.anchors.append(element.get("id"))
        self.new_page = self.new_page or "nieuw" in classes_of(element)
        self.keeps = leads_in(element)
        named = [CLASS_STYLES[name] for name in classes_of(element) if name in CLASS_STYLES]
        if self.part is ANNEX and place is self.document and IN_COLUMNS & classes_of(element):
            self.set_in_columns(element)
        elif "bijlagekop" in classes_of(element):
            self.annex(element, place)
        elif element.tag in HEADINGS:
            self.blocks(element, place, HEADINGS[element.tag])
        elif element.tag in ("ul", "ol"):
            self.list(element, place)
        elif element.tag == "table":
            self.table(element, place)
        elif BESIDE in classes_of(element):
            self.set_side_by_side(element, place)
        elif "kop" in classes_of(element):
            self.table(join_tables(element), place)
        else:
            self.blocks(element, place, *named or [style], look)

    def set_in_columns(self, element):
        """A list in two columns: a section of its own between what stands before and after it."""
        close_section(self.document, columns=1)
        if element.tag in ("ul", "ol"):
            self.list(element, self.document)
        else:
            self.blocks(element, self.document)
        close_section(self.document, columns=2)

    def annex(self, element, place):
        """The heading of an annex: Word writes and counts its number, and what it is about is in the contents."""
        label, title = re.fullmatch(r"(\S+) \d+\. (.+)", " ".join(element.text_content().split())).groups()
        self.first, self.part = None, ANNEX
        self.paragraph([Piece(title)], place, HEADINGS[element.tag])
        number_paragraph(self.first, self.numbering.start_annexes(label))
        if not self.annexes:
            self.annexes = self.bookmark(self.first, ANNEXES_PART, ends=False)
        if about := self.about.get(element.get("id")):
            add_entry(self.first, about)

    def list(self, element, place):
        """A list with its levels; the table of contents is one that Word keeps up to date."""
        if "bijlagen" in classes_of(element):
            self.contents(element, place)
        else:
            style = SOURCE if self.part is ANNEX and "bronnen" in classes_of(element) else self.part.listed
            self.items(element, place, self.numbering.start_list(kinds_of(element)), 0, style)

    def items(self, element, place, numbering, level, style):
        """The items of one level; what is more than one paragraph in an item stands below its words."""
        for item in element.iterchildren("li"):
            if item.get("id"):
                self.anchors.append(item.get("id"))
            inner = [child for child in item if child.tag in ("ul", "ol")]
            for child in inner:
                item.remove(child)
            self.indent, self.first = (level + 1) * Twips(INDENT_STEP), None
            self.blocks(item, place, style if place is self.document else self.part.table)
            if self.first is not None:
                self.first.paragraph_format.left_indent = None
                number_paragraph(self.first, numbering, level)
            self.indent = None
            for child in inner:
                self.items(child, place, numbering, min(level + 1, DEEPEST - 1), style)

    def contents(self, element, place):
        """The annexes as a field; what each is about goes along with its heading.

        A program adds the pages when it works the field out; until then no line has an empty place for one.
        """
        for item in element.iterchildren("li"):
            link = item.find("a")
            target = link.get("href")[1:]
            self.about[target] = " ".join("".join([link.tail or "", *item.xpath("./*[not(self::a)]//text()")]).split())
            line = place.add_paragraph(style="toc 1")
            if item.getprevious() is None:
                begin_field(line, CONTENTS, outdated=True)
            heading = " ".join(self.page.get_element_by_id(target).text_content().split())
            self.run(line, Piece(heading, link=f"#{target}"))
            last = place.add_paragraph(self.about[target], style="toc 2")
        end_field(last)

    def table(self, element, place):
        rows = element.findall(".//tr")
        cells = [row.xpath("./th | ./td") for row in rows]
        columns = max(sum(span_of(cell) for cell in row) for row in cells)
        goes_on = GOES_ON in classes_of(element.getparent()) and self.follows_a_table(place)
        table = self.newest if goes_on else self.begin_table(widths_of(cells, columns, classes_of(element)), place)
        widths = [column.width for column in table.columns]
        for source, found in zip(rows, cells, strict=True):
            self.row(table.add_row(), found, widths, is_head=source.getparent().tag == "thead")
        if goes_on:
            return
        mark_table_heads(
            table, has_head=element.find("thead") is not None, has_row_heads=bool(element.xpath(".//tbody//th"))
        )

    def begin_table(self, widths, place):
        """A table without rows, apart from one that stands before it."""
        if self.follows_a_table(place):
            place.add_paragraph(style=GAP)
        self.newest = place.add_table(0, len(widths))
        self.newest._tbl.tblPr.style = TABLE
        self.newest.autofit = False
        for column, width in zip(self.newest.columns, widths, strict=True):
            column.width = width
        return self.newest

    def set_side_by_side(self, element, place):
        """The boxes in this element beside each other: one row of a table without heads."""
        boxes = element.findall("div")
        width = self.room // len(boxes)
        table = self.begin_table([width] * len(boxes), place)
        mark_table_heads(table, has_head=False, has_row_heads=False)
        for box, cell in zip(boxes, table.add_row().cells, strict=True):
            cell.width, self.room = width, width - CELL_MARGINS
            self.blocks(box, cell)
            drop_first_paragraph(cell)
        self.room = PAGE_SIZE[0] - 2 * MARGIN

    def row(self, row, found, widths, is_head):
        keep_whole(row, is_head)
        if any(map(is_to_write_in, found)) and self.part is NEIGHBOURS:
            row.height = ROOM_TO_WRITE
        places, at = row.cells, 0
        for cell in found:
            wide = span_of(cell)
            target = places[at].merge(places[at + wide - 1]) if wide > 1 else places[at]
            target.width = sum(widths[at : at + wide])
            at += wide
            if self.part is NEIGHBOURS and is_to_write_in(cell):
                continue
            self.room = target.width - CELL_MARGINS
            # A head that has bold words of its own is bold only there.
            self.blocks(cell, target, look=Piece(bold=is_head and cell.find(".//b") is None))
            drop_first_paragraph(target)
        self.room = PAGE_SIZE[0] - 2 * MARGIN

    def follows_a_table(self, place):
        """Whether a table is the last in this place: a second one would become part of it."""
        body = self.document.element.body if place is self.document else place._tc
        last = next(body.iterchildren(qn("w:p"), qn("w:tbl"), reversed=True), None)
        return last is not None and last.tag == qn("w:tbl")

    # --- paragraphs ------------------------------------------------------------------------------------------------

    def paragraph(self, pieces, place, style):
        """Write pieces as one paragraph; nothing when they hold no words."""
        pieces = tidy_pieces(pieces)
        if not pieces:
            return
        after_table = self.follows_a_table(place)
        paragraph = place.add_paragraph()
        if after_table and not style:
            paragraph.paragraph_format.space_before = Pt(6)
        paragraph._p.style = self.style_ids[style or (self.part.text if place is self.document else self.part.table)]
        if self.indent:
            paragraph.paragraph_format.left_indent = self.indent
        self.first = self.first or paragraph
        if self.keeps:
            paragraph.paragraph_format.keep_with_next = True
        if self.new_page and place is self.document:
            paragraph.paragraph_format.page_break_before, self.new_page = True, False
        for anchor in self.anchors:
            self.bookmark(paragraph, anchor)
        self.anchors = []
        for piece in pieces:
            self.run(paragraph, piece)

    def writing_line(self, place):
        """A line to write on, as wide as there is room."""
        paragraph = place.add_paragraph(style=WRITING)
        paragraph.paragraph_format.left_indent = self.indent
        paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(self.room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")

    def bookmark(self, paragraph, name, ends=True):
        """A place in the document with a name: this paragraph, or from here until its end is marked. Its number."""
        self.bookmarks += 1
        paragraph._p.append(bookmark_mark("w:bookmarkStart", self.bookmarks, bookmark_name(name)))
        if ends:
            paragraph._p.append(bookmark_mark("w:bookmarkEnd", self.bookmarks))
        return self.bookmarks

    def run(self, paragraph, piece):
        run = paragraph.add_run()
        if piece.picture:
            self.picture(run, piece)
            return
        for index, line in enumerate(piece.text.split("\n")):
            if index:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
        if piece.bold:
            run.bold = True
        if piece.italic:
            run.italic = True
        if piece.lang:
            set_language(run._r.get_or_add_rPr(), LOCALES.get(piece.lang, piece.lang))
        if piece.link:
            run._r.style = self.style_ids["Hyperlink"]
            self.link(paragraph, run, piece.link)

    def picture(self, run, piece):
        """A picture as wide as there is room, with its alternative text."""
        width = Emu(piece.width or min(self.room, LARGEST))
        image = io.BytesIO(resvg_py.svg_to_bytes(svg_string=piece.picture, width=round(width.inches * DPI)))
        shape = run.add_picture(image, width=width)
        self.pictures += 1
        properties = shape._inline.docPr
        properties.set("id", str(self.pictures))
        properties.set("descr", piece.text)

    def link(self, paragraph, run, address):
        link = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            link.set(qn("w:anchor"), bookmark_name(address[1:]))
        else:
            link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.replace(run._r, link)
        link.append(run._r)


def drop_first_paragraph(cell):
    """Without the empty paragraph that every new cell begins with."""
    if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
        cell._tc.remove(cell.paragraphs[0]._p)


def is_to_write_in(cell):
    """Whether a cell holds nothing but room to write."""
    return bool(cell.xpath(".//*[contains(@class, 'invul')]")) and not cell.text_content().strip()


# --- what Word wants to know ------------------------------------------------------------------------------------------


def join_tables(element):
    """The tables in this element as one: the first, with the rows of the others."""
    first, *others = element.findall("table")
    for other in others:
        first.extend(other)
    return first


def span_of(cell):
    return int(cell.get("colspan", 1))


def bookmark_mark(tag, identifier, name=None):
    mark = OxmlElement(tag)
    mark.set(qn("w:id"), str(identifier))
    if name:
        mark.set(qn("w:name"), name)
    return mark


def kinds_of(element):
    """Of a list and the lists in it, by level: "ol" or "ul"; at most three levels."""
    inner = element.xpath("./li/ul | ./li/ol")
    return [element.tag, *(kinds_of(inner[0]) if inner else [])][:DEEPEST]


def bookmark_name(name):
    """Word allows letters, figures and underscores, forty at most."""
    return re.sub(r"\W", "_", name)[:40]
