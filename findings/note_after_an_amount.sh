#!/usr/bin/env bash
# odfpy 1.4.1, odfdo 3.27.3, Pandoc 3.9 (pypandoc_binary 1.17) and officeparser 8.1.1 (npm): the text of an OpenDocument
# file with a footnote after the amount 150 and a tracked deletion. Then four readers of a PDF with the same footnote.
# Guess: the number of the note stays apart from the amount, as on the page, and what was deleted is not in the text.
# OpenDocument keeps that outside it (text:tracked-changes), with who deleted it and when.
# Seen: odfpy, and odfdo by paragraph, read "150" with note 1 as "1501", and put the note into the sentence. Of both,
# the deleted word is among the paragraphs, and in odfpy's text it comes first, behind the name of the editor. odfdo's
# own formatted text and Pandoc have 150[1], officeparser 150 with the note at the end, all without the word. From a PDF
# of WeasyPrint 70.0 PDFium, pypdf and MuPDF read "1501"; pdfplumber moves the 1 to a line of its own. Nothing warns.
# Touches anyone who searches, compares or reads aloud what a municipality publishes, where OpenDocument is the
# standard: another amount, and a "niet" that was taken out. Write a note on an amount out in the sentence.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet odfpy==1.4.1 odfdo==3.27.3 pypandoc_binary==1.17 \
  weasyprint==70.0 pypdfium2==5.15.2 pypdf==7.1.1 pymupdf==2.0 pdfplumber==0.11.10
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund officeparser@8.1.1
cat >write.py <<'PYTHON'
from odf import dc, office, text
from odf.namespaces import TEXTNS, XMLNS
from odf.opendocument import OpenDocumentText
from weasyprint import HTML

document = OpenDocumentText()

def add(parent, child):
    parent.addElement(child)
    return child

names = {(namespace, "id"): "taken-out" for namespace in (TEXTNS, XMLNS)}
region = add(add(document.text, text.TrackedChanges()), text.ChangedRegion(qattributes=names, check_grammar=False))
deletion = add(region, text.Deletion())
change = add(deletion, office.ChangeInfo())
add(change, dc.Creator(text="Redactie"))
add(change, dc.Date(text="2026-11-30T09:00:00"))
add(deletion, text.P(text="niet "))

amount = add(document.text, text.P(text="Het platform kost 150"))
note = add(amount, text.Note(noteclass="footnote", id="note-1"))
add(note, text.NoteCitation(text="1"))
add(add(note, text.NoteBody()), text.P(text="Zonder btw."))
amount.addText(" euro.")
plan = add(document.text, text.P(text="Dit wordt "))
add(plan, text.Change(changeid="taken-out"))
plan.addText("gekozen.")
document.save("plan.odt")

style = "<style>@page { size: A5 } i { float: footnote }</style>"
HTML(string=f"{style}<p>Het platform kost 150<i>Zonder btw.</i> euro.</p>").write_pdf("plan.pdf")
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import officeparser from "officeparser"

const parsed = await officeparser.parseOffice("plan.odt")
console.log(JSON.stringify((await parsed.to("text")).value.split("\n").filter(Boolean)))
JAVASCRIPT
venv/bin/python write.py
node read.mjs >officeparser.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import odfdo
import pdfplumber
import pymupdf
import pypandoc
import pypdf
import pypdfium2
from odf import teletype, text
from odf.opendocument import load

def read_documents():
    first, second = load("plan.odt"), odfdo.Document("plan.odt")
    lines = [line for line in second.get_formatted_text().splitlines() if line]
    plain = [line for line in pypandoc.convert_file("plan.odt", "plain").splitlines() if line]
    return {
        "odfpy, text": [teletype.extractText(first.text)],
        "odfpy, paragraphs": [teletype.extractText(part) for part in first.getElementsByType(text.P)],
        "odfdo, paragraphs": [part.text_recursive for part in second.body.get_paragraphs()],
        "odfdo, formatted text": lines,
        "Pandoc": plain,
        "officeparser": json.loads(Path("officeparser.json").read_text()),
    }

def read_pdf():
    with pdfplumber.open("plan.pdf") as plumbed:
        lines = plumbed.pages[0].extract_text()
    texts = {
        "PDFium": pypdfium2.PdfDocument("plan.pdf")[0].get_textpage().get_text_range(),
        "pypdf": pypdf.PdfReader("plan.pdf").pages[0].extract_text(),
        "MuPDF": pymupdf.open("plan.pdf")[0].get_text(),
        "pdfplumber": lines,
    }
    return {reader: "1501" in read for reader, read in texts.items()}, lines.splitlines()

seen = read_documents()
glued, lines = read_pdf()
for reader, read in seen.items():
    print(f"{reader}: {read}")
print("1501 in the PDF:", glued, "- pdfplumber:", lines)
NOTE, PLAN = "Zonder btw.", "Dit wordt gekozen."
INLINE = f"Het platform kost 1501{NOTE} euro."
assert seen == {
    "odfpy, text": [f"Redactie2026-11-30T09:00:00niet {INLINE}{PLAN}"],
    "odfpy, paragraphs": ["niet ", INLINE, NOTE, PLAN],
    "odfdo, paragraphs": ["niet ", "Het platform kost 1501. Zonder btw. euro.", NOTE, PLAN],
    "odfdo, formatted text": ["Het platform kost 150[1] euro.", "----", f"[1] {NOTE}", PLAN],
    "Pandoc": ["Het platform kost 150[1] euro.", PLAN, f"[1] {NOTE}"],
    "officeparser": ["Het platform kost 150 euro.", PLAN, "--- Notes ---", NOTE],
}, seen
assert glued == {"PDFium": True, "pypdf": True, "MuPDF": True, "pdfplumber": False}, glued
assert lines == ["1", "Het platform kost 150 euro.", f"1. {NOTE}"], lines
PYTHON
