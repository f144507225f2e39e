#!/usr/bin/env bash
# Pyphen 0.18.1 (nl_NL) and WeasyPrint 70.0: Dutch words with a diaeresis, broken at the end of a line.
# Dutch spelling drops the diaeresis at the break, for the break does its work: zeeën, zee-en; coördinatie, co-ordinatie.
# Guess: Pyphen knows such replacements (it does so for other languages, and offers them to its callers).
# Seen: the Dutch dictionary has none: "zee-ën", "idee-ën", "co-ör-di-na-tie"; WeasyPrint prints them so.
# Compounds are broken by pattern, not by part: "buur-tapp" for "buurtapp".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyphen==0.18.1 weasyprint==70.0 pypdfium2==5.15.2
"$folder/venv/bin/python" - <<'PYTHON'
import pyphen
import pypdfium2
from weasyprint import HTML

dutch = pyphen.Pyphen(lang="nl_NL")
seen = {word: dutch.inserted(word) for word in ("zeeën", "ideeën", "coördinatie", "buurtapp")}
print(seen)
assert seen == {"zeeën": "zee-ën", "ideeën": "idee-ën", "coördinatie": "co-ör-di-na-tie", "buurtapp": "buur-tapp"}, seen
replaced = [position for word in seen for position in dutch.positions(word) if getattr(position, "data", None)]
assert not replaced, replaced

PAGE = '<html lang="nl"><style>@page { size: 50mm; margin: 5mm } p { width: 5ch; font: 12pt monospace; hyphens: auto; hyphenate-limit-chars: 4 2 2 }</style><p>ideeën'
text = pypdfium2.PdfDocument(HTML(string=PAGE).write_pdf())[0].get_textpage().get_text_range()
print(repr(text))
assert text == "idee\u2010\r\nën", text
PYTHON
