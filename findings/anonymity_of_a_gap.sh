#!/usr/bin/env bash
# pycanon 1.3.6 with pandas 2.3.3: how anonymous a table of answers is, when one person left a question open.
# Guess: who left the neighbourhood open is alone in a group of one, so k is 1, whether the gap is an empty text or a
# missing value, and a column that is the same for everybody changes nothing.
# Seen: read from CSV, where a gap becomes a missing value, k is 3 and l is 2: the row is in no group at all, and the
# report says that the table verifies k = 3. With a constant column beside it, or with an empty text as the gap, k is 1
# and l is 1. It follows pandas, whose groups leave a missing key out by one column and keep it by two.
# Touches anyone who checks a table before it is published: those who skipped a question are not counted. Fill the gaps
# first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pycanon==1.3.6 pandas==2.3.3 numpy==2.0.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from contextlib import redirect_stdout
from io import StringIO

import pandas
from pycanon import anonymity, report

ANSWERS = """place,year,answer
Noord,2026,ja
Noord,2026,nee
Noord,2026,ja
Zuid,2026,nee
Zuid,2026,ja
Zuid,2026,ja
,2026,nee
"""
table = pandas.read_csv(StringIO(ANSWERS))
filled = table.fillna("")

def measure(rows, columns):
    return anonymity.k_anonymity(rows, columns), anonymity.l_diversity(rows, columns, ["answer"])

seen = {
    "missing value": measure(table, ["place"]),
    "missing value, and the year": measure(table, ["place", "year"]),
    "empty text": measure(filled, ["place"]),
    "empty text, and the year": measure(filled, ["place", "year"]),
}
for gap, (k, l) in seen.items():
    print(f"{gap}: k = {k}, l = {l}")
assert list(seen.values()) == [(3, 2), (1, 1), (1, 1), (1, 1)], seen

printed = StringIO()
with redirect_stdout(printed):
    report.print_report(table, ["place"], ["answer"])
print(printed.getvalue())
assert "k-anonymity with k = 3" in printed.getvalue()
PYTHON
