#!/usr/bin/env bash
# dateparser 1.5.0 with languages=["nl"]: the day and hour of a meeting, as a Dutch invitation has them, read on the
# morning of Monday 30 November 2026.
# Guess: "om 20 uur" is eight in the evening, or is not understood (None).
# Seen: "uur" is both "o'clock" and "hours" in Dutch, and another date comes out, without a word: "vandaag om 20 uur"
# is yesterday at 13:00 (twenty hours ago), "dinsdag om 20 uur" is the twentieth of the month, and "1 december om
# 20 uur" is in 2020, or in 2120 with PREFER_DATES_FROM="future". "1 december 2026 om 20 uur" is None. Only a date with
# a year and minutes is read as meant. search_dates() finds the same wrong date in a sentence.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dateparser==1.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser
from dateparser.search import search_dates

NOW = {"RELATIVE_BASE": datetime(2026, 11, 30, 9, 0)}
EXPECTED = {
    "vandaag om 20 uur": datetime(2026, 11, 29, 13, 0),
    "morgen om 20 uur": datetime(2026, 12, 2, 5, 0),
    "dinsdag om 20 uur": datetime(2026, 11, 20),
    "1 december om 20 uur": datetime(2020, 12, 1),
    "1 december 2026 om 20 uur": None,
    "1 december 2026 om 19.30 uur": datetime(2026, 12, 1, 19, 30),
}

def read(text, **settings):
    return dateparser.parse(text, languages=["nl"], settings=NOW | settings)

seen = {text: read(text) for text in EXPECTED}
for text, moment in seen.items():
    print(f"{text}: {moment}")
assert seen == EXPECTED, seen
assert read("1 december om 20 uur", PREFER_DATES_FROM="future") == datetime(2120, 12, 1)
((words, moment),) = search_dates("De bijeenkomst is morgen om 20 uur.", languages=["nl"], settings=NOW)
assert moment == EXPECTED["morgen om 20 uur"], (words, moment)
PYTHON
