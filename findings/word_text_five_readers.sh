#!/usr/bin/env bash
# python-docx 1.2.0, Mammoth 1.13.0, Pandoc 3.9 (pypandoc_binary 1.17), docx2python 3.7.1 and docx2txt 0.9: the text of
# a Word document with a non-breaking hyphen, a field, a drop-down list, a tracked change and a moved word.
# Guess: the text as Word prints it; readers differ in what is around it.
# Seen: no reader gets all of it. A non-breaking hyphen is lost in docx2python and docx2txt, so "5-10 euro" becomes
# "510 euro"; both also keep a moved word in both places. The result of a simple field, as mail merge writes it, is lost
# in python-docx, Mammoth and Pandoc (only Mammoth warns). python-docx leaves out what was inserted, moved or chosen as
# well: "Het budget is  euro.", "Akkoord: ".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet \
  python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17 docx2python==3.7.1 docx2txt==0.9
cd "$folder"
venv/bin/python - <<'PYTHON'
import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BY = 'w:author="A" w:date="2026-11-30T09:00:00Z"'

def run(text, tag="w:t"):
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'

PARAGRAPHS = {
    "Het kost 5\u201110 euro.": run("Het kost 5") + "<w:r><w:noBreakHyphen/></w:r>" + run("10 euro."),
    "Beste bewoner,": run("Beste ") + f'<w:fldSimple w:instr=" MERGEFIELD naam ">{run("bewoner")}</w:fldSimple>'
    + run(","),
    "Akkoord: nee": run("Akkoord: ") + "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr>"
    f"<w:sdtContent>{run('nee')}</w:sdtContent></w:sdt>",
    "Het budget is 15.000 euro.": run("Het budget is ") + f'<w:del w:id="1" {BY}>{run("10.000", "w:delText")}</w:del>'
    f'<w:ins w:id="2" {BY}>{run("15.000")}</w:ins>' + run(" euro."),
    "Eerst vragen, dan kiezen.": run("Eerst ") + f'<w:moveTo w:id="3" {BY}>{run("vragen")}</w:moveTo>'
    + run(", dan kiezen") + f'<w:moveFrom w:id="4" {BY}>{run("vragen")}</w:moveFrom>' + run("."),
}
document = docx.Document()
for content in PARAGRAPHS.values():
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
document.save("text.docx")

with open("text.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
texts = {
    "python-docx": "\n".join(paragraph.text for paragraph in docx.Document("text.docx").paragraphs),
    "Mammoth": by_mammoth,
    "Pandoc": pypandoc.convert_file("text.docx", "plain", extra_args=["--wrap=none"]),
    "docx2python": docx2python.docx2python("text.docx").text,
    "docx2txt": docx2txt.process("text.docx"),
}
wrong = {}
for reader, text in texts.items():
    lines = [line.replace("5-10", "5\u201110") for line in text.splitlines() if line.strip()]
    wrong[reader] = [line for line, printed in zip(lines, PARAGRAPHS, strict=True) if line != printed]
    print(reader, wrong[reader])
assert wrong == {
    "python-docx": ["Beste ,", "Akkoord: ", "Het budget is  euro.", "Eerst , dan kiezen."],
    "Mammoth": ["Beste ,"],
    "Pandoc": ["Beste ,"],
    "docx2python": ["Het kost 510 euro.", "Eerst vragen, dan kiezenvragen."],
    "docx2txt": ["Het kost 510 euro.", "Eerst vragen, dan kiezenvragen."],
}, wrong
PYTHON
