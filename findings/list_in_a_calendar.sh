#!/usr/bin/env bash
# icalendar 7.3.2, ics 0.7.3 (ics.py), vobject 0.9.9, ical.js 2.2.1 and node-ical 0.26.1: an appointment with two
# resources, with two categories of which one has a comma in it, and with a path that has a backslash before an n.
# Guess: read and written again it is the same. In RFC 5545 a comma divides a list (3.8.1.2, 3.8.1.10), "\," is a comma
# in a value and "\\" a backslash, whatever letter follows (3.3.11).
# Seen: icalendar writes RESOURCES:Beamer,Zaal back as Beamer\,Zaal: one thing where there were two, and vobject and
# ical.js hand that on. ics.py reads "\\n" as a backslash and a line break and writes that; node-ical reads it so as
# well, and makes three categories of two.
# Touches rooms and equipment that are booked by calendar, and addresses of folders in a description.
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

import icalendar

LINES = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Voorbeeld//NL", "BEGIN:VEVENT", "UID:overleg@buurt.example",
    "DTSTAMP:20261130T090000Z", "DTSTART:20270301T190000Z", "SUMMARY:Overleg", "RESOURCES:Beamer,Zaal",
    r"CATEGORIES:Overleg\, open,Buurt", r"DESCRIPTION:Map \\notulen", "END:VEVENT", "END:VCALENDAR", "",
)
text = "\r\n".join(LINES).encode()
Path("written.ics").write_bytes(text)
Path("rewritten.ics").write_bytes(icalendar.Calendar.from_ical(text).to_ical())
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import ICAL from "ical.js"
import nodeIcal from "node-ical"

const text = readFileSync("written.ics", "utf8")
const read = (file) => new ICAL.Component(ICAL.parse(readFileSync(file, "utf8"))).getFirstSubcomponent("vevent")
const event = read("written.ics")
const other = Object.values(nodeIcal.sync.parseICS(text)).find(({ type }) => type === "VEVENT")
console.log(JSON.stringify({
  "ical.js": [event.getFirstProperty("categories").getValues(), event.getFirstPropertyValue("description")],
  "node-ical": [other.categories, other.description],
  resources: ["written.ics", "rewritten.ics"].map((file) => read(file).getFirstProperty("resources").getValues()),
}))
JAVASCRIPT
venv/bin/python -W ignore write.py
node read.mjs >seen.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import icalendar
import ics
import vobject

written, rewritten = (Path(f"{name}.ics").read_bytes().decode() for name in ("written", "rewritten"))
seen = json.loads(Path("seen.json").read_text())
resources = {"ical.js": seen.pop("resources")}
resources["vobject"] = [vobject.readOne(text).vevent.resources.value for text in (written, rewritten)]
first, second = icalendar.Calendar.from_ical(written).events[0], next(iter(ics.Calendar(written).events))
third = vobject.readOne(written).vevent
seen |= {
    "icalendar": [[str(name) for name in first["CATEGORIES"].cats], str(first["DESCRIPTION"])],
    "ics.py": [sorted(second.categories, reverse=True), second.description],
    "vobject": [third.categories.value, third.description.value],
}
print("resources, as written and as icalendar writes them again:", resources)
for reader, values in seen.items():
    print(reader, values)
assert resources == dict.fromkeys(("ical.js", "vobject"), [["Beamer", "Zaal"], ["Beamer,Zaal"]]), resources
RIGHT = [["Overleg, open", "Buurt"], "Map \\notulen"]
assert seen == {
    "icalendar": RIGHT, "vobject": RIGHT, "ical.js": RIGHT,
    "ics.py": [RIGHT[0], "Map \\\notulen"],
    "node-ical": [["Overleg\\", "open", "Buurt"], "Map \\\notulen"],
}, seen
assert "DESCRIPTION:Map \\\\\\notulen" in ics.Calendar(written).serialize()
PYTHON
