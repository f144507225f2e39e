#!/usr/bin/env bash
# markitdown 0.1.9 (with pandas 3.1.1 and openpyxl 3.1.5): an Excel sheet whose cells are all texts, among them codes of
# municipalities as Statistics Netherlands gives them, with a leading zero.
# Guess: a text cell is copied as its text. The type is in the file, so nothing has to be guessed, as in a CSV.
# Seen: 0363 becomes 363, and 363.0 when one code in the column is missing; version 1.10 becomes 1.1, the number 1e5 of
# a file becomes 100000.0, and the answer "NA" becomes NaN, as does an empty cell. The same table from Word keeps each
# of them. One text that is no number saves its whole column.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "markitdown[docx,xlsx]==0.1.9" pandas==3.1.1 openpyxl==3.1.5 python-docx==1.2.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import docx
import openpyxl
from markitdown import MarkItDown

def rows_of(file):
    lines = MarkItDown().convert(file).text_content.splitlines()
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("|")][-2:]

def from_excel(*rows):
    workbook = openpyxl.Workbook()
    for row in (("code", "versie", "dossier", "antwoord"), *rows):
        workbook.active.append(row)
    workbook.save("codes.xlsx")
    return rows_of("codes.xlsx")

def from_word(*rows):
    document = docx.Document()
    table = document.add_table(0, 4)
    for row in (("code", "versie", "dossier", "antwoord"), *rows):
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    document.save("codes.docx")
    return rows_of("codes.docx")

AMSTERDAM, UTRECHT = ("0363", "1.10", "1e5", "NA"), ("0344", "1.9", "12", "nee")
seen = {
    "Excel": from_excel(AMSTERDAM, UTRECHT),
    "Excel, one code missing": from_excel(AMSTERDAM, (None, *UTRECHT[1:])),
    "Excel, one code no number": from_excel(AMSTERDAM, ("GM0344", *UTRECHT[1:])),
    "Word": from_word(AMSTERDAM, UTRECHT),
}
for source, rows in seen.items():
    print(f"{source}: {rows}")
first = {source: rows[0] for source, rows in seen.items()}
assert first == {
    "Excel": ["363", "1.1", "100000.0", "NaN"],
    "Excel, one code missing": ["363.0", "1.1", "100000.0", "NaN"],
    "Excel, one code no number": ["0363", "1.1", "100000.0", "NaN"],
    "Word": list(AMSTERDAM),
}, seen
PYTHON
