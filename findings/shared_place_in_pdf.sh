#!/usr/bin/env bash
# WeasyPrint 70.0: the numbers of a list in a PDF, read with pypdfium2 5.15.2.
# Guess: the number of an item is content, as in HTML: value for a shared place in a ranking, start for a list that goes
# on after a heading, reversed for a countdown.
# Seen: each list counts 1, 2, 3. A browser shows a ranking with a shared second place as 1, 2, 2, 4, and the PDF of
# the same page says 1, 2, 3, 4. Nothing warns. presentational_hints=True, which is off by default and named after
# colours and widths, brings value and start back; reversed does nothing even then.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 pypdfium2==5.15.2
"$folder/venv/bin/python" - <<'PYTHON'
import re

import pypdfium2
from weasyprint import HTML

LISTS = {
    "shared place": "<ol><li>een<li>twee<li value=2>ook twee<li value=4>vier</ol>",
    "start": "<ol start=3><li>drie<li>vier</ol>",
    "reversed": "<ol reversed><li>twee<li>een</ol>",
}

def numbers(html, **options):
    page = pypdfium2.PdfDocument(HTML(string=f'<html lang="nl">{html}').write_pdf(**options))[0]
    return [int(number) for number in re.findall(r"(\d+)\.", page.get_textpage().get_text_range())]

seen = {name: (numbers(html), numbers(html, presentational_hints=True)) for name, html in LISTS.items()}
for name, (plain, hinted) in seen.items():
    print(f"{name}: {plain}, with presentational hints: {hinted}")
assert seen == {
    "shared place": ([1, 2, 3, 4], [1, 2, 2, 4]),
    "start": ([1, 2], [3, 4]),
    "reversed": ([1, 2], [1, 2]),
}, seen
PYTHON
