#!/usr/bin/env bash
# ics 0.7.3 (ics.py), icalendar 7.3.2, vobject 0.9.9, ical.js 2.2.1 and node-ical 0.26.1: the name of a guest
# in a calendar (CN), with a comma or with quotation marks.
# Guess: ics.py can read what it wrote, and five readers give one name. RFC 5545 (3.2) puts a name with a comma, colon
# or semicolon in quotation marks; RFC 6868 writes a quotation mark itself as ^'.
# Seen: ics.py writes a backslash and no marks. It cannot read its own file then ("at most one CN"), vobject finds two
# names and node-ical keeps the backslash. Only icalendar and ical.js undo the ^' of RFC 6868; the other three show it.
# Touches anyone who invites "Vries, A. de", a surname first as Dutch lists have it, or a group with a name in quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
cat >write.py <<'PYTHON'
from pathlib import Path

import ics

event = ics.Event(name="Overleg", begin="2027-03-01 19:00:00", uid="overleg@buurt.example")
event.attendees.add(ics.Attendee("gast@buurt.example", common_name="Vries, A. de"))
comma = ics.Calendar(events=[event]).serialize()
line = next(line for line in comma.splitlines() if line.startswith("ATTENDEE"))
print(line)
assert line == "ATTENDEE;CN=Vries\\, A. de:mailto:gast@buurt.example", line
Path("comma.ics").write_text(comma, newline="")
Path("comma in marks.ics").write_text(comma.replace("Vries\\, A. de", '"Vries, A. de"'), newline="")
Path("marks.ics").write_text(comma.replace("Vries\\, A. de", "Groep ^'De Linde^'"), newline="")
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import ICAL from "ical.js"
import nodeIcal from "node-ical"

const names = { "ical.js": {}, "node-ical": {} }
for (const file of ["comma", "comma in marks", "marks"]) {
  const text = readFileSync(`${file}.ics`, "utf8")
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")
  names["ical.js"][file] = event.getFirstProperty("attendee").getParameter("cn")
  const other = Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === "VEVENT")
  names["node-ical"][file] = other.attendee.params.CN
}
console.log(JSON.stringify(names))
JAVASCRIPT
venv/bin/python -W ignore write.py
node read.mjs >names.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import icalendar
import ics
import vobject

def read_ics(text):
    try:
        return next(iter(next(iter(ics.Calendar(text).events)).attendees)).common_name
    except ValueError as error:
        return f"an error: {error}"

READERS = {
    "icalendar": lambda text: str(icalendar.Calendar.from_ical(text).events[0]["ATTENDEE"].params["CN"]),
    "ics.py": read_ics,
    "vobject": lambda text: vobject.readOne(text).vevent.attendee.params["CN"],
}
texts = {name: Path(f"{name}.ics").read_bytes().decode() for name in ("comma", "comma in marks", "marks")}
seen = json.loads(Path("names.json").read_text())
seen |= {reader: {name: read(text) for name, text in texts.items()} for reader, read in READERS.items()}
for reader, names in seen.items():
    print(reader, names)
RIGHT, RAW = "Vries, A. de", "Groep ^'De Linde^'"
decoded = 'Groep "De Linde"'
assert seen == {
    "icalendar": {"comma": RIGHT, "comma in marks": RIGHT, "marks": decoded},
    "ical.js": {"comma": RIGHT, "comma in marks": RIGHT, "marks": decoded},
    "ics.py": {"comma": "an error: A ATTENDEE must have at most one CN", "comma in marks": RIGHT, "marks": RAW},
    "vobject": {"comma": ["Vries\\", " A. de"], "comma in marks": [RIGHT], "marks": [RAW]},
    "node-ical": {"comma": "Vries\\, A. de", "comma in marks": RIGHT, "marks": RAW},
}, seen
PYTHON
