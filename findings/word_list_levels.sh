#!/usr/bin/env bash
# python-docx 1.2.0 with Mammoth 1.13.0 and Pandoc 3.6.1 (pypandoc_binary 1.15): a list with a second level.
# Guess: "List Number 2" is the second level of "List Number".
# Seen: in the template that comes along each is a list of its own, at the first level, only indented. So Mammoth gives
# one flat list of four, and Pandoc three lists after each other, of which the last goes on counting: no reader, and no
# screen reader, hears that two steps belong to the first one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.15
cd "$folder"
venv/bin/python - <<'PYTHON'
import re

import docx
import mammoth
import pypandoc

document = docx.Document()
for style, text in (("List Number", "one"), ("List Number 2", "one a"), ("List Number 2", "one b"), ("List Number", "two")):
    document.add_paragraph(text, style=style)
document.save("list.docx")

levels = {
    name: document.styles[name].element.pPr.numPr.ilvl for name in ("List Number", "List Number 2", "List Number 3")
}
print("level of each style:", levels)
assert set(levels.values()) == {None}, levels

with open("list.docx", "rb") as file:
    flat = mammoth.convert_to_html(file).value
print("Mammoth:", flat)
assert flat == "<ol><li>one</li><li>one a</li><li>one b</li><li>two</li></ol>", flat

beside = re.sub(r"\s+|</?p>", "", pypandoc.convert_file("list.docx", "html")).replace("<ol", "\n<ol")
print("Pandoc:", beside)
assert beside.count("<ol") == 3 and "</ol></li>" not in beside and 'start="2"' in beside, beside
PYTHON
