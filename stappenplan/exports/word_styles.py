"""What Word wants to know of a document: its paper, sections, language and styles, and what is a head of a table."""

from copy import deepcopy
from datetime import datetime

from docx.enum.section import WD_SECTION_START
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from .word_fields import name_origin, set_footer

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
ACCENT, MUTED = RGBColor(0x0F, 0x5C, 0x55), RGBColor(0x4A, 0x5A, 0x63)
PAGE_SIZE, MARGIN = (Cm(21), Cm(29.7)), Cm(2.2)
TABLE = "Stappenplan"
# Paragraph styles of our own: what is in the annexes and in tables is smaller than the memo itself.
VERDICT, POINT, TABLE_TEXT = "Advice", "Point", "Table Text"
ANNEX_TEXT, ANNEX_LIST, ANNEX_TABLE = "Annex Text", "Annex List", "Annex Table"
NEIGHBOURS_TABLE = "Neighbours Table"
SOURCE, GAP, WRITING = "Source", "Table Gap", "Writing Line"
# Each: what it is based on, its size, the room below it, and between its lines.
OWN_STYLES = {
    VERDICT: ("Normal", 13, 2, 1.05),
    POINT: ("Normal", 10.5, 3, 1.05),
    TABLE_TEXT: ("Normal", 9, 1, 1.0),
    NEIGHBOURS_TABLE: ("Normal", 10, 1, 1.0),
    ANNEX_TEXT: ("Normal", 9.5, 3, 1.0),
    ANNEX_LIST: ("List Paragraph", 9.5, 1, 1.0),
    ANNEX_TABLE: (TABLE_TEXT, 8.5, 0.5, 1.0),
    SOURCE: (ANNEX_LIST, 7.5, 1, 1.0),
    GAP: ("Normal", 2, 0, 1.0),
    WRITING: ("Normal", 17, 0, 1.0),
}
# How far the text of an argument stands from its number; what is between two columns, in twentieths of a point.
POINT_INDENT, BETWEEN_COLUMNS = Cm(1), 340
TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="1C2B33"/>
<w:bottom w:val="single" w:sz="8" w:color="1C2B33"/><w:insideH w:val="single" w:sz="4" w:color="B9BFC2"/></w:tblBorders>
<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:color="1C2B33"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def prepare_document(document, page, locale):
    """Title, author, dates and language; the size of the paper; the look of the styles; page numbers."""
    told = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    about = document.core_properties
    about.title, about.author, about.language = page.findtext(".//title").strip(), told.get("author", ""), locale
    about.created = about.modified = datetime.fromisoformat(told["dcterms.created"])
    about.comments, about.last_modified_by = "", about.author
    set_language(document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"), locale)
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_SIZE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    set_styles(document.styles)
    replace_table_styles(document.styles.element)
    drop_thumbnail(document.part.package)
    set_feet(section, page.find(".//body"))
    enable_hyphenation(document.settings.element)
    newest_word(document.settings.element)


def set_feet(section, body):
    """The foot of the pages; the first page for the neighbours is handed out alone, so it has no number."""
    site, day = body.get("data-site", ""), body.get("data-datum", "")
    foot = section.footer.paragraphs[0]
    set_footer(foot, site, day)
    # The style's own stops stand too early: a long name of a site would push the number to a second line.
    stops = foot.paragraph_format.tab_stops
    for stop in foot.style.paragraph_format.tab_stops:
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(PAGE_SIZE[0] - 2 * MARGIN, WD_TAB_ALIGNMENT.RIGHT)
    if "papier--buren" in (body.get("class") or ""):
        section.different_first_page_header_footer = True
        name_origin(section.first_page_footer.paragraphs[0], site, day)


def set_styles(styles):
    """The look of the library's own styles, and those that we add."""
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    styles["Normal"].paragraph_format.space_after, styles["Normal"].paragraph_format.line_spacing = Pt(4), 1.08
    styles["List Paragraph"].paragraph_format.space_after = Pt(2)
    for name, before in zip(HEADINGS.values(), (Pt(0), Pt(12), Pt(8), Pt(5)), strict=True):
        styles[name].font.color.rgb = ACCENT
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = before, Pt(3)
    drop_line(styles["Title"])
    styles["Title"].font.size = Pt(22)
    styles["Subtitle"].font.color.rgb, styles["Subtitle"].font.italic = MUTED, False
    hyperlink = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    hyperlink.font.color.rgb, hyperlink.font.underline = ACCENT, True
    for level, font in (("toc 1", Pt(10.5)), ("toc 2", Pt(9))):
        add_contents_style(styles, level, font)
    for name in OWN_STYLES:
        add_own_style(styles, name)


def add_own_style(styles, name):
    """One of our own styles; that of a point of the memo hangs from its number."""
    base, size, after, line = OWN_STYLES[name]
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = styles[base], Pt(size)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(after), line
    if name == VERDICT:
        style.font.bold, style.font.color.rgb = True, ACCENT
        style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(4), True
    elif name == POINT:
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = POINT_INDENT, -POINT_INDENT


def drop_line(style):
    """The library's title has a line below it, in a colour of its own."""
    for line in style.element.findall(f".//{qn('w:pBdr')}"):
        line.getparent().remove(line)


def add_contents_style(styles, name, size):
    """The look of a line of the contents; its page stands at the right edge."""
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = styles["Normal"], size
    # On one page together, whatever Word makes of them when it works them out again.
    style.paragraph_format.keep_with_next, style.paragraph_format.space_after = True, Pt(1)
    if name == "toc 1":
        style.paragraph_format.tab_stops.add_tab_stop(PAGE_SIZE[0] - 2 * MARGIN, WD_TAB_ALIGNMENT.RIGHT)
    else:
        style.font.color.rgb = MUTED


def replace_table_styles(styles):
    """One style of our own for all tables, without a grid, instead of the ninety of the library."""
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)
    styles.append(parse_xml(TABLE_STYLE))


def drop_thumbnail(package):
    """The library's template has a picture of another document, which a list of files would show for ours."""
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def set_language(properties, locale):
    """Declare the language of text, for the spelling checker and for screen readers."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), locale)
    properties.append(lang)


def enable_hyphenation(settings):
    """Have Word break long words by the rules of the language: columns of tables are narrow."""
    switch = OxmlElement("w:autoHyphenation")
    settings.find(qn("w:defaultTabStop")).addnext(switch)


def newest_word(settings):
    """Say which Word the layout is for; without it Word opens the file in the mode of an old one."""
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compat.append(mode)


def keep_whole(row, is_head):
    """A row stays on one page; the head is repeated on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def mark_table_heads(table, has_head, has_row_heads):
    """Declare which row and column are headers, for screen readers."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name in [name for name in look.attrib if name != qn("w:val")]:
        del look.attrib[name]
    look.set(qn("w:val"), f"{0x0400 | 0x0020 * has_head | 0x0080 * has_row_heads:04X}")
    for name, on in (("firstRow", has_head), ("firstColumn", has_row_heads), ("noVBand", True)):
        look.set(qn(f"w:{name}"), str(int(on)))


def close_section(document, columns):
    """End a section here: all since the one before stands in this many columns. The next goes on on the same page."""
    body = document.element.body
    if body[-2].tag != qn("w:p"):
        document.add_paragraph(style=GAP)
    last = body[-2].get_or_add_pPr()
    section = deepcopy(body.sectPr)
    set_columns(section, columns)
    last.append(section)
    body.sectPr.start_type = WD_SECTION_START.CONTINUOUS


def join_last_section(document):
    """A document ends with its last section, not with an empty one after it."""
    body = document.element.body
    ended = body[-2].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ended is not None:
        ended.getparent().remove(ended)
        body.replace(body.sectPr, ended)


def set_columns(section, columns):
    placed = section.find(qn("w:cols"))
    placed.set(qn("w:num"), str(columns))
    placed.set(qn("w:space"), str(BETWEEN_COLUMNS))
