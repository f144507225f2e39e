"""Fields that Word works out itself: page numbers, and the contents with the page of each annex."""

from django.utils.translation import gettext
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# The part of the document that the contents are of.
ANNEXES_PART = "all_annexes"
# The headings of that part with their pages (\o, \h), and what the annexes are about (TC fields, \f) without a page.
CONTENTS = rf'TOC \b {ANNEXES_PART} \o "1-1" \f \l "2-2" \n "2-2" \h \z'


def set_footer(paragraph, site, day):
    """At the foot of every page, as in the PDF: the site, the day it was made, and "bladzijde 3 van 15"."""
    page, of = gettext("bladzijde van").split()
    name_origin(paragraph, site, day)
    paragraph.add_run(f"\t{page} ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {of} ")
    add_field(paragraph, "NUMPAGES", "1")


def name_origin(paragraph, site, day):
    """What made the document, on which site, and on which day; `site`: with the dot before it, or ""."""
    paragraph.add_run(" · ".join(part for part in (f"Stappenplan buurtplatform{site}", day) if part))


def add_field(paragraph, code, shown):
    """A field with what it shows until Word works it out."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph, code, outdated=False):
    """The beginning of a field, which may end in another paragraph. `outdated`: Word works it out when it opens."""
    mark = add_mark(paragraph, "begin")
    if outdated:
        mark.set(qn("w:dirty"), "true")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    add_mark(paragraph, "separate")


def end_field(paragraph):
    add_mark(paragraph, "end")


def add_mark(paragraph, kind):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
    return mark


def add_entry(paragraph, text):
    """What the contents say below the heading of this paragraph (a TC field): nothing of it is seen here."""
    add_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = ' TC "{}" \\l 2 '.format(text.replace("\\", " ").replace('"', "”"))
    paragraph.add_run()._r.append(instruction)
    add_mark(paragraph, "end")
