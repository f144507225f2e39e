"""What Word wants to know of a document, its styles, tables and lists."""

from datetime import datetime

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
ACCENT, MUTED = RGBColor(0x0F, 0x5C, 0x55), RGBColor(0x4A, 0x5A, 0x63)
PAGE, MARGIN = (Cm(21), Cm(29.7)), Cm(2.2)


def prepare(document, page, locale):
    """Title, author, dates and language; the size of the paper; the look of the styles; page numbers."""
    told = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    about = document.core_properties
    about.title, about.author, about.language = page.findtext(".//title").strip(), told.get("author", ""), locale
    about.created = about.modified = datetime.fromisoformat(told["dcterms.created"])
    about.comments, about.last_modified_by = "", about.author
    speak(document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"), locale)
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in HEADINGS.values():
        styles[name].font.color.rgb = ACCENT
    styles["Subtitle"].font.color.rgb = MUTED
    hyperlink = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    hyperlink.font.color.rgb, hyperlink.font.underline = ACCENT, True
    page_numbers(section.footer.paragraphs[0])
    newest_word(document.settings.element)


def speak(properties, locale):
    """Declare the language of text, for the spelling checker and for screen readers."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), locale)
    properties.append(lang)


def page_numbers(paragraph):
    paragraph.add_run("Stappenplan buurtplatform\t\t")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    field[0].append(OxmlElement("w:t"))
    field[0][0].text = "1"
    paragraph._p.append(field)


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


def describe(table, has_head, has_row_heads):
    """Declare which row and column are headers, for screen readers."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name in [name for name in look.attrib if name != qn("w:val")]:
        del look.attrib[name]
    look.set(qn("w:val"), f"{0x0400 | 0x0020 * has_head | 0x0080 * has_row_heads:04X}")
    for name, on in (("firstRow", has_head), ("firstColumn", has_row_heads), ("noVBand", True)):
        look.set(qn(f"w:{name}"), str(int(on)))


def number(paragraph, numbering):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
