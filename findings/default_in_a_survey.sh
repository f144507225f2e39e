#!/usr/bin/env bash
# pyxform 4.5.0, which makes the form that ODK and KoboToolbox show from a workbook (XLSForm), with openpyxl 3.1.5.
# Guess: the default of a text question is that text, or the text between its quotation marks; that of a date question
# is a day.
# Seen: eight everyday texts become a sum, which the form works out when it opens. By XPath, here that of lxml 6.1.3,
# "10 - 12" is -2, "12-A" and "50-plus" are no number, and "Kerkstraat 12-A" and "65+" are no XPath. "10-12", "18-25"
# and "Noord-Oost" stay texts. Nothing warns. Quotation marks do keep the text, but stand in the answer themselves;
# string('12-A') is the text and no more.
# The day in a date cell becomes "2026-12-01 00:00:00" in a date question; typed as text it stays "2026-12-01".
# Touches surveys that come with an answer filled in: house numbers, times, groups by age.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyxform==4.5.0 openpyxl==3.1.5 lxml==6.1.3
venv/bin/python -W ignore - <<'PYTHON'
from datetime import date

import openpyxl
from lxml import etree
from pyxform.xls2xform import convert

NO_XPATH = "no XPath"
DEFAULTS = {
    "10 - 12": "-2.0",
    "2026 - 2027": "-1.0",
    "12-A": "nan",
    "1234-AB": "nan",
    "50-plus": "nan",
    "65+": NO_XPATH,
    "Kerkstraat 12-A": NO_XPATH,
    "Wijkcentrum - zaal 2": NO_XPATH,
    "string('12-A')": "12-A",
    "'12-A'": "'12-A'",
    "10-12": "10-12",
    "18-25": "18-25",
    "06-12345678": "06-12345678",
    "Noord-Oost": "Noord-Oost",
}

def make_form(rows):
    workbook = openpyxl.Workbook()
    workbook.active.title = "survey"
    for row in [("type", "name", "label", "default"), *rows]:
        workbook.active.append(row)
    workbook.save("survey.xlsx")
    made = convert("survey.xlsx")
    assert not made.warnings, made.warnings
    return etree.fromstring(made.xform.encode())

def read_default(form, name):
    sums = form.xpath(f"//*[local-name() = 'setvalue'][@ref = '/data/{name}']/@value")
    if not sums:
        return form.xpath(f"string(//*[local-name() = '{name}'])")
    try:
        return str(etree.XPath(sums[0])(form))
    except etree.XPathSyntaxError:
        return NO_XPATH

form = make_form([("text", f"q{place}", "Vraag", default) for place, default in enumerate(DEFAULTS)])
seen = {default: read_default(form, f"q{place}") for place, default in enumerate(DEFAULTS)}
for default, answer in seen.items():
    print(f"{default:22} {answer}")
assert seen == DEFAULTS

form = make_form([("date", "cell", "Dag", date(2026, 12, 1)), ("date", "typed", "Dag", "2026-12-01")])
days = [read_default(form, name) for name in ("cell", "typed")]
print("a day in a date cell, and typed as text:", days)
assert days == ["2026-12-01 00:00:00", "2026-12-01"], days
PYTHON
