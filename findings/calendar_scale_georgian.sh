#!/usr/bin/env bash
# ics 0.7.3 (ics.py) with icalendar 7.3.2 and vobject 0.9.9: a calendar without CALSCALE, read and written again.
# Guess: what a file leaves out stays out, or gets the default of RFC 5545, GREGORIAN, the only scale there is.
# Seen: the written file says CALSCALE:GEORGIAN, a scale that does not exist. icalendar and vobject read it without a
# word and hand "GEORGIAN" on. A file that says CALSCALE:GREGORIAN itself keeps it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
"$folder/venv/bin/python" - <<'PYTHON'
import icalendar
import ics
import vobject

def calendar(*scale):
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Voorbeeld//NL", *scale,
        "BEGIN:VEVENT", "UID:terugkijken@buurt.example", "DTSTAMP:20261130T090000Z",
        "DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302", "SUMMARY:Terugkijken", "END:VEVENT",
        "END:VCALENDAR", "",
    )
    return "\r\n".join(lines)

def scale_of(text):
    return [line for line in text.splitlines() if line.startswith("CALSCALE")]

rewritten = ics.Calendar(calendar()).serialize()
named = ics.Calendar(calendar("CALSCALE:GREGORIAN")).serialize()
seen = {
    "left out": scale_of(rewritten),
    "named": scale_of(named),
    "as icalendar reads it": str(icalendar.Calendar.from_ical(rewritten)["CALSCALE"]),
    "as vobject reads it": vobject.readOne(rewritten).calscale.value,
}
print(seen)
assert seen == {
    "left out": ["CALSCALE:GEORGIAN"],
    "named": ["CALSCALE:GREGORIAN"],
    "as icalendar reads it": "GEORGIAN",
    "as vobject reads it": "GEORGIAN",
}, seen
PYTHON
