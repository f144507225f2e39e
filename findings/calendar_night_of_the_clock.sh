#!/usr/bin/env bash
# icalendar 7.3.2, ics 0.7.3 (ics.py), ical.js 2.2.1 and node-ical 0.26.1: appointments of one day (DURATION:P1D) and of
# ten hours (DURATION:PT10H) in the night in which the clock goes forward.
# Guess: as RFC 5545 (3.3.6) has it, days are days of the calendar and hours are hours that pass: from 22:00 on, one day
# ends at 22:00, and ten hours end at 09:00.
# Seen: no reader makes a difference. icalendar, ics.py and ical.js let ten hours end at 08:00, after nine; node-ical
# lets the day end at 23:00, after twenty-four hours. In autumn it is the other way round. DTEND in place of DURATION is
# read alike by all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet icalendar==7.3.2 ics==0.7.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
cat >write.py <<'PYTHON'
from pathlib import Path

ENDS = {"day": "DURATION:P1D", "hours": "DURATION:PT10H", "end": "DTEND;TZID=Europe/Amsterdam:20270328T090000"}
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""
for name, end in ENDS.items():
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Voorbeeld//NL", *ZONE.split("\n"),
        "BEGIN:VEVENT", "UID:buurtnacht@buurt.example", "DTSTAMP:20261130T090000Z", "SUMMARY:Buurtnacht",
        "DTSTART;TZID=Europe/Amsterdam:20270327T220000", end, "END:VEVENT", "END:VCALENDAR", "",
    )
    Path(f"{name}.ics").write_text("\r\n".join(lines), newline="")
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import ICAL from "ical.js"
import nodeIcal from "node-ical"

const ends = { "ical.js": {}, "node-ical": {} }
for (const name of ["day", "hours", "end"]) {
  const text = readFileSync(`${name}.ics`, "utf8")
  const calendar = new ICAL.Component(ICAL.parse(text))
  ICAL.TimezoneService.register(calendar.getFirstSubcomponent("vtimezone"))
  const first = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).endDate.toJSDate()
  const second = Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === "VEVENT").end
  ends["ical.js"][name] = first.toISOString()
  ends["node-ical"][name] = second.toISOString()
}
console.log(JSON.stringify(ends))
JAVASCRIPT
venv/bin/python write.py
node read.mjs >ends.json
venv/bin/python - <<'PYTHON'
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import ics

def hour(moment):
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%d %H:%M")

texts = {name: Path(f"{name}.ics").read_text() for name in ("day", "hours", "end")}
seen = {
    reader: {name: hour(datetime.fromisoformat(end)) for name, end in ends.items()}
    for reader, ends in json.loads(Path("ends.json").read_text()).items()
}
seen["icalendar"] = {name: hour(icalendar.Calendar.from_ical(text).events[0].end) for name, text in texts.items()}
seen["ics.py"] = {name: hour(next(iter(ics.Calendar(text).events)).end) for name, text in texts.items()}
for reader, ends in seen.items():
    print(reader, ends)
by_the_clock = {"day": "28 22:00", "hours": "28 08:00", "end": "28 09:00"}
assert seen.pop("node-ical") == {"day": "28 23:00", "hours": "28 09:00", "end": "28 09:00"}
assert seen == dict.fromkeys(seen, by_the_clock), seen
PYTHON
