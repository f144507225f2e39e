#!/usr/bin/env bash
# xlsx2csv 0.8.6, beside openpyxl 3.1.5 and python-calamine 0.9.1: a number whose unit stands in the number format, such
# as 0 "bewoners", which shows 12 as "12 bewoners" in a spreadsheet.
# Guess: the CSV has 12 or "12 bewoners".
# Seen: the number is gone. As soon as the quoted unit has a d, h, m or s, the whole format is taken for a date and
# written in place of the number: 0 "bewoners", 0 "11o00iers" for dossiers, 0 "12uis12ou11ens" for huishoudens. "uur",
# "punten" and "euro" have none of these letters and give 12. 12.5% is written as 13%, and 30 hours (the format
# [h]:mm) as 1.25 days. openpyxl and calamine give the values. Nothing warns, and the exit status is 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet xlsx2csv==0.8.6 openpyxl==3.1.5 python-calamine==0.9.1 XlsxWriter==3.3.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import csv
import subprocess
from datetime import timedelta

import openpyxl
import python_calamine
import xlsxwriter

CELLS = {
    '0 "bewoners"': (12, '0 "bewoners"'),
    '0 "dossiers"': (12, '0 "11o00iers"'),
    '0 "huishoudens"': (12, '0 "12uis12ou11ens"'),
    '0 "punten"': (12, "12"),
    "0%": (0.125, "13%"),
    "[h]:mm": (30 / 24, "1.25"),
}
with xlsxwriter.Workbook("units.xlsx") as workbook:
    sheet = workbook.add_worksheet()
    for row, (shape, (value, _text)) in enumerate(CELLS.items()):
        sheet.write_number(row, 0, value, workbook.add_format({"num_format": shape}))

subprocess.run(["venv/bin/xlsx2csv", "units.xlsx", "units.csv"], check=True)
with open("units.csv", newline="") as file:
    texts = [row[0] for row in csv.reader(file)]
first = [cell.value for cell in openpyxl.load_workbook("units.xlsx").active["A"]]
second = [row[0] for row in python_calamine.load_workbook("units.xlsx").get_sheet_by_index(0).to_python()]
for shape, text, value in zip(CELLS, texts, first):
    print("format", shape, "- xlsx2csv:", text, "- openpyxl:", value)
assert texts == [text for _value, text in CELLS.values()], texts
assert first == second == [12, 12, 12, 12, 0.125, timedelta(hours=30)], (first, second)
PYTHON
