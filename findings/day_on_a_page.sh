#!/usr/bin/env bash
# extruct 0.18.0, microdata-node 2.0.0 and microdata-rdf-streaming-parser 3.0.0: the days of a meeting that a page marks
# up for machines (microdata, schema.org).
# Guess: <time>2026-12-01</time> is that day. HTML takes the text of a time element when it has no datetime attribute.
# Seen: it is an empty text in extruct and microdata-node, in the JSON-LD of the second as well, and the day in the
# third. With datetime="2026-12-01" all three have it, whatever the text says, and the value of <data> too. Nothing
# warns.
# Touches calendars that gather meetings from the pages of neighbourhoods: the meeting is there, on no day. Write the
# attribute as well, also where the text is the day itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet extruct==0.18.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund microdata-node@2.0.0 microdata-rdf-streaming-parser@3.0.0
cat >page.html <<'HTML'
<!DOCTYPE html>
<html lang="nl"><title>Overleg</title><body>
<div itemscope itemtype="https://schema.org/Event">
<time itemprop="startDate">2026-12-01</time>
<time itemprop="endDate" datetime="2026-12-02">de dag erna</time>
<data itemprop="maximumAttendeeCapacity" value="40">veertig</data>
</div>
</body></html>
HTML
cat >read.cjs <<'JAVASCRIPT'
const { readFileSync } = require("node:fs")
const { toJson, toJsonld } = require("microdata-node")
const { MicrodataRdfParser } = require("microdata-rdf-streaming-parser")

const page = readFileSync("page.html", "utf8")
const base = "https://buurt.example/"
const names = ["startDate", "endDate", "maximumAttendeeCapacity"]
const { properties } = toJson(page, { base }).items[0]
const [linked] = toJsonld(page, { base })
const found = {}
const parser = new MicrodataRdfParser({ baseIRI: base })
parser.on("data", ({ predicate, object }) => { found[predicate.value.split("/").pop()] = object.value })
parser.on("end", () => console.log(JSON.stringify({
  "microdata-node": names.map((name) => String(properties[name][0])),
  "microdata-node, JSON-LD": names.map((name) => String(linked[`https://schema.org/${name}`][0]["@value"])),
  "microdata-rdf-streaming-parser": names.map((name) => found[name]),
})))
parser.write(page)
parser.end()
JAVASCRIPT
node read.cjs >seen.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import extruct

[event] = extruct.extract(Path("page.html").read_text(), syntaxes=["microdata"])["microdata"]
seen = {"extruct": list(event["properties"].values()), **json.loads(Path("seen.json").read_text())}
for reader, days in seen.items():
    print(f"{reader}: {days}")
NO_DAY, DAY = ["", "2026-12-02", "40"], ["2026-12-01", "2026-12-02", "40"]
assert seen == {
    "extruct": NO_DAY,
    "microdata-node": NO_DAY,
    "microdata-node, JSON-LD": NO_DAY,
    "microdata-rdf-streaming-parser": DAY,
}, seen
PYTHON
