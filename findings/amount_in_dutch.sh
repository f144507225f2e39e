#!/usr/bin/env bash
# num2words 0.5.14, Babel 2.19.0 and humanize 4.17.0: fifteen hundred (euro) in Dutch.
# Guess: "vijftienhonderd euro", "1,5K" and "1.500", for Dutch groups by a point and has a comma before decimals.
# Seen: num2words takes a whole number for cents: "vijftien euro, nul cent", and -3 is "min nul euro, drie cent"; the
# same amount as a decimal or a text is right. Babel rounds to "2K" unless told otherwise. humanize, set to Dutch,
# writes "1,500", which in Dutch is one and a half; 1500 as a word is half English, "1.5 thousand", and 1 March
# is "Mar 01". Set to German it has the right marks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet num2words==0.5.14 babel==2.19.0 humanize==4.17.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date
from decimal import Decimal

import humanize
from babel.numbers import format_compact_decimal, format_decimal
from num2words import num2words

def in_words(amount):
    return num2words(amount, lang="nl", to="currency", currency="EUR")

seen = {
    "num2words, whole number": in_words(1500),
    "num2words, below zero": in_words(-3),
    "num2words, decimal": in_words(Decimal(1500)),
    "Babel": format_decimal(1500, locale="nl"),
    "Babel, compact": format_compact_decimal(1500, locale="nl"),
}
for locale in ("nl_NL", "de_DE"):
    humanize.i18n.activate(locale)
    seen[f"humanize, {locale}"] = humanize.intcomma(1500)
humanize.i18n.activate("nl_NL")
seen["humanize, word"] = humanize.intword(1500)
seen["humanize, day"] = humanize.naturaldate(date(2020, 3, 1)), humanize.naturalday(date(2020, 3, 1))
for name, text in seen.items():
    print(f"{name}: {text}")
assert seen == {
    "num2words, whole number": "vijftien euro, nul cent",
    "num2words, below zero": "min nul euro, drie cent",
    "num2words, decimal": "duizendvijfhonderd euro, nul cent",
    "Babel": "1.500",
    "Babel, compact": "2K",
    "humanize, nl_NL": "1,500",
    "humanize, de_DE": "1.500",
    "humanize, word": "1.5 thousand",
    "humanize, day": ("Mar 01 2020", "Mar 01"),
}, seen
PYTHON
