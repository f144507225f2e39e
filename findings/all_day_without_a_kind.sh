#!/usr/bin/env bash
# calendar-link 2.11.5, read with ical.js 2.2.1 and icalendar 7.3.2: "add to calendar" for days instead of hours.
# Guess: an all-day event of two days is written as RFC 5545 (3.3.4) has it, DTSTART;VALUE=DATE:20270301, and ends where
# its duration says, in the file as in the link for Google.
# Seen: the file says DTSTART:20270301, a date under a property that is a moment unless it says otherwise. ical.js,
# which Thunderbird reads with, raises an error at the start; icalendar takes it for a date. With a duration of two days
# in place of an end, file and link end after one: for all-day events the duration is left out.
# Touches visitors who press the button, and get nothing in one calendar and a day too little in another.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TZ=Europe/Amsterdam
python3 -m venv venv
venv/bin/pip install --quiet icalendar==7.3.2
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund calendar-link@2.11.5 ical.js@2.2.1
cat >write.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { google, ics } from "calendar-link"
import ICAL from "ical.js"

const days = { title: "Buurtdagen", start: "2027-03-01", allDay: true }
const by = { end: { ...days, end: "2027-03-03" }, duration: { ...days, duration: [2, "day"] } }

function read(text) {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")
  try {
    return String(new ICAL.Event(event).startDate)
  } catch (error) {
    return error.message
  }
}
const seen = {}
for (const [name, event] of Object.entries(by)) {
  const text = decodeURIComponent(ics(event).replace(/^[^,]+,/, ""))
  writeFileSync(`${name}.ics`, text)
  seen[name] = {
    file: text.match(/^DT(START|END).*$/gm),
    google: new URL(google(event)).searchParams.get("dates"),
    icalJs: read(text),
    icalJsWithKind: read(text.replace(/^(DT\w+):(\d{8})$/gm, "$1;VALUE=DATE:$2")),
  }
}
console.log(seen)
const refused = { icalJs: 'invalid date-time value: "2027-03-01T::"', icalJsWithKind: "2027-03-01" }
assert.deepEqual(seen, {
  end: { file: ["DTSTART:20270301", "DTEND:20270303"], google: "20270301/20270303", ...refused },
  duration: { file: ["DTSTART:20270301", "DTEND:20270302"], google: "20270301/20270302", ...refused },
})
JAVASCRIPT
node write.mjs
venv/bin/python - <<'PYTHON'
from datetime import date
from pathlib import Path

import icalendar

def end(name):
    return icalendar.Calendar.from_ical(Path(f"{name}.ics").read_bytes()).events[0].end

ends = {name: end(name) for name in ("end", "duration")}
print("icalendar:", ends)
assert ends == {"end": date(2027, 3, 3), "duration": date(2027, 3, 2)}, ends
PYTHON
