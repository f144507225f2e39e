#!/usr/bin/env bash
# WeasyPrint 70.0 with pypdfium2 5.15.2 and PyMuPDF 2.0: a word broken at the end of a line, looked for in the PDF.
# Guess: hyphens that `hyphens: auto` adds are known as such, so readers join the two halves.
# Seen: the hyphen is U+2010, a character of its own. PDFium (Chrome) keeps it in copied text and does not find the
# word. With `hyphenate-character: "-"` PDFium takes it for a hyphen and writes the noncharacter U+FFFE in its place,
# and still does not find the word. MuPDF finds it both times.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 pypdfium2==5.15.2 pymupdf==2.0
"$folder/venv/bin/python" - <<'PYTHON'
import pymupdf
import pypdfium2
from weasyprint import HTML

PAGE = """<html lang="nl"><style>@page {{ size: 60mm 100mm; margin: 8mm }} body {{ font: 12pt monospace; hyphens: auto; {style} }}</style>
<p>De gemeente ondersteunt buurtinitiatieven."""

def look(style):
    content = HTML(string=PAGE.format(style=style)).write_pdf()
    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    word = "buurtinitiatieven"
    copied = page.get_text_range()
    return {
        "joined by PDFium": word in copied,
        "found by PDFium": page.search(word).get_next() is not None,
        "U+2010": "\u2010" in copied,
        "U+FFFE": "\ufffe" in copied,
        "found by MuPDF": bool(pymupdf.open(stream=content)[0].search_for(word)),
    }

default, plain = look(""), look('hyphenate-character: "-"')
print("as it comes:", default)
print("with a hyphen-minus:", plain)
nothing = {"joined by PDFium": False, "found by PDFium": False, "found by MuPDF": True}
assert default == nothing | {"U+2010": True, "U+FFFE": False}, default
assert plain == nothing | {"U+2010": False, "U+FFFE": True}, plain
PYTHON
