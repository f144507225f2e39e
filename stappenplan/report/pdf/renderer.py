"""Rendering of HTML to PDF/UA. The only module that imports WeasyPrint, and only inside functions.

`typeset` renders in this process and without limits; `render_pool` does it in a child process that has them.
The renderer is sealed: nothing but `data:` addresses is ever read, so no HTML can reach a file or the network.
What the HTML carries in a script with the id `advies.json` goes along in the PDF as an attachment of that name.
"""

import atexit
import base64
import gc
import hashlib
import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from stappenplan.method.text import _

from .page_tree import read_elements, tidy_texts
from .structure import mend_structure

PAGES_AT_MOST = 60
OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "dpi": 150}
STATIC = Path(__file__).resolve().parents[3] / "static"
ATTACHED = "advies.json"
# The date of an attachment in a page that does not say its own.
UNDATED = "1970-01-01"

TOO_LONG = _("Het rapport is te lang: meer dan 60 bladzijden.")
TOO_HEAVY = _("Het rapport kostte te veel tijd of geheugen. Probeer het later opnieuw.")
TOO_DEEP = _("Het rapport is niet op te maken: de tekst zit te diep in elkaar.")
NO_LIBRARY = _("De PDF kan hier niet worden gemaakt: op de server ontbreekt het programma Pango.")


class PdfError(Exception):
    """The PDF was not made; the message is one marked sentence for the reader."""


class Pdf(NamedTuple):
    """A PDF/UA-1 file and its number of pages."""

    data: bytes
    pages: int


def read_stylesheet() -> str:
    """The paper's CSS with its fonts inside, as data: nothing is left to fetch."""
    css = (STATIC / "report.css").read_text()
    return re.sub(r"url\((fonts/[^)]+)\)", lambda match: f"url({embed_font(match[1])})", css)


def embed_font(name: str) -> str:
    content = base64.b64encode((STATIC / name).read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"


@cache
def renderer_resources():
    """What every render of this process shares: the sealed fetcher, the parsed CSS and the fonts."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class SealedFetcher(URLFetcher):
        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    fonts, fetcher = FontConfiguration(), SealedFetcher()
    css = CSS(string=read_stylesheet(), font_config=fonts, url_fetcher=fetcher, base_url=None)
    return fetcher, css, fonts


# At exit, while WeasyPrint is still whole: its fonts clean up after themselves.
atexit.register(renderer_resources.cache_clear)


def typeset(html: str) -> Pdf:
    """Render in this process, without limits; the same HTML gives the same bytes. Errors: `PdfError`.

    The dates in the file, also of what is attached, are those of the HTML's own `dcterms.created` and
    `dcterms.modified`. Both identifiers of the file are the first half of the SHA-256 of the HTML.
    """
    gc.disable()
    try:
        return typeset_page(html)
    except RecursionError as error:
        raise PdfError(TOO_DEEP) from error
    except MemoryError as error:
        raise PdfError(TOO_HEAVY) from error
    finally:
        # What was made meanwhile is young and no name holds it any more; what was there before need not be looked at.
        gc.collect(0)
        gc.enable()


def typeset_page(html: str) -> Pdf:
    """As `typeset`, but nothing is cleaned up and some errors are Python's own."""
    try:
        fetcher, css, fonts = renderer_resources()
    except OSError as error:
        raise PdfError(NO_LIBRARY) from error
    page = read_page(html, fetcher)
    document = page.render(stylesheets=[css], font_config=fonts, **OPTIONS)
    if len(document.pages) > PAGES_AT_MOST:
        raise PdfError(TOO_LONG)
    document.metadata.attachments = list_attachments(page, document.metadata)
    data = document.write_pdf(finisher=lambda _document, file: finish_file(file, page), **OPTIONS)
    return Pdf(add_identifiers(data, html), len(document.pages))


def read_page(html: str, fetcher):
    """The renderer's page of this HTML, filled with elements that page_tree read and tidied."""
    from weasyprint import HTML

    page, read = HTML(string="", url_fetcher=fetcher, base_url=None), read_elements(html)
    page.etree_element.attrib.update(read.attrib)
    page.etree_element[:] = read[:]
    tidy_texts(page.etree_element)
    return page


def list_attachments(page, metadata) -> list:
    """What goes along in the file: the JSON that the page carries, indented to be read, and nothing else."""
    from weasyprint import Attachment

    scripts = [one for one in page.etree_element.iter("script") if one.get("id") == ATTACHED]
    return [
        Attachment(
            string=json.dumps(json.loads(script.text), ensure_ascii=False, indent=1),
            name=ATTACHED,
            description=f"{metadata.title} (JSON)",
            created=datetime.fromisoformat(metadata.created or UNDATED),
            modified=datetime.fromisoformat(metadata.modified or UNDATED),
        )
        for script in scripts[:1]
    ]


def finish_file(file, page):
    """What the renderer leaves to be done before the file is written: its structure, and its associated file."""
    mend_structure(file, page)
    associate_attachments(file)


def associate_attachments(file):
    """Say in the file that what is attached are the data behind its pages: an associated file of PDF 2.0."""
    for part in file.objects:
        if isinstance(part, dict) and part.get("Type") == "/Filespec":
            part["AFRelationship"] = "/Data"
            file.catalog["AF"] = b"[" + part.reference + b"]"


def add_identifiers(data: bytes, html: str) -> bytes:
    """The file with its two identifiers, the same as in any file never changed.

    Put in here because the library would compress every part once more to find one. They stand in the last object,
    so nothing that has a place in the file moves.
    """
    mark = b"<</Type /XRef"
    here = data.index(mark, int(data[data.rindex(b"startxref") :].split()[1])) + len(mark)
    digits = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    return data[:here] + b"/ID [<" + digits + b"><" + digits + b">]" + data[here:]
