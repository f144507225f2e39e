#!/usr/bin/env bash
# pyshacl 0.40.1 (rdflib 7.6.0), rdf-validate-shacl 0.6.5 and shacl-engine 1.1.2 (npm): shapes for a description of a
# dataset, on moments, days, years and languages.
# Guess: three checkers of one W3C standard agree. SHACL (4.1.2) refuses a moment that is not written as XML Schema has
# it; 24:00:00 is the end of a day there (3.3.7). A language matches by whole parts and without regard to capitals
# (4.4.4, and RDF 1.1, 3.3).
# Seen: of the nine that this settles no checker has more than six right. Both for JavaScript pass 30 February at eight,
# and rdf-validate-shacl a month 13 as well; both refuse a text in nl-nl where nl-NL is asked for, hold nl and NL for
# two languages, and North Frisian (frr) for French (fr). pyshacl has these right, but passes a moment without seconds
# or without a time, and refuses 24:00:00. Nor do they agree on three that are left open, such as whether 2025 is at
# most 2026. Nothing warns.
# Touches portals that check what they harvest: a description that is valid in one is refused by the next.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyshacl==0.40.1 rdflib==7.6.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rdf-validate-shacl@0.6.5 shacl-engine@1.1.2 n3@2.13.12 @zazuko/env@3.0.1
cat >write.py <<'PYTHON'
import json
from pathlib import Path

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://buurt.example/> .
"""
CASES = {
    "moment, a good one": ("sh:datatype xsd:dateTime", '"2026-06-30T20:00:00+02:00"^^xsd:dateTime'),
    "moment, 30 February": ("sh:datatype xsd:dateTime", '"2026-02-30T20:00:00"^^xsd:dateTime'),
    "moment, month 13": ("sh:datatype xsd:dateTime", '"2026-13-01T20:00:00"^^xsd:dateTime'),
    "moment, no seconds": ("sh:datatype xsd:dateTime", '"2026-06-30T20:00"^^xsd:dateTime'),
    "moment, no time": ("sh:datatype xsd:dateTime", '"2026-06-30"^^xsd:dateTime'),
    "moment, end of the day": ("sh:datatype xsd:dateTime", '"2026-06-30T24:00:00"^^xsd:dateTime'),
    "day with a time": ("sh:datatype xsd:date", '"2026-06-30T20:00:00"^^xsd:date'),
    "year with a day": ("sh:datatype xsd:gYear", '"2026-06-30"^^xsd:gYear'),
    "2025 is at most 2026": ('sh:maxInclusive "2026"^^xsd:gYear', '"2025"^^xsd:gYear'),
    "nl-nl where nl-NL is asked": ('sh:languageIn ("nl-NL")', '"Buurt"@nl-nl'),
    "frr where fr is asked": ('sh:languageIn ("fr")', '"Buurt"@frr'),
    "nl and NL, each once": ("sh:uniqueLang true", '"Buurt"@nl, "Wijk"@NL'),
}
graphs = {
    name: (
        f"{PREFIXES} ex:shape a sh:NodeShape ; sh:targetNode ex:set ; sh:property [ sh:path ex:value ; {rule} ] .",
        f"{PREFIXES} ex:set ex:value {value} .",
    )
    for name, (rule, value) in CASES.items()
}
Path("graphs.json").write_text(json.dumps(graphs))
PYTHON
cat >check.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import rdf from "@zazuko/env"
import { Parser } from "n3"
import SHACLValidator from "rdf-validate-shacl"
import { Validator } from "shacl-engine"

const read = (text) => rdf.dataset(new Parser({ factory: rdf }).parse(text))
const seen = {}
for (const [name, [shapes, data]] of Object.entries(JSON.parse(readFileSync("graphs.json", "utf8")))) {
  const first = await new SHACLValidator(read(shapes), { factory: rdf }).validate(read(data))
  const second = await new Validator(read(shapes), { factory: rdf }).validate({ dataset: read(data) })
  seen[name] = [first.conforms, second.conforms]
}
console.log(JSON.stringify(seen))
JAVASCRIPT
cat >check.py <<'PYTHON'
import json
import logging
from pathlib import Path

import pyshacl

YES, NO = True, False
# by the standard, or nothing where it leaves this open; then pyshacl, rdf-validate-shacl and shacl-engine
EXPECTED = {
    "moment, a good one": (YES, YES, YES, YES),
    "moment, 30 February": (NO, NO, YES, YES),
    "moment, month 13": (NO, NO, YES, NO),
    "moment, no seconds": (NO, YES, NO, NO),
    "moment, no time": (NO, YES, NO, NO),
    "moment, end of the day": (YES, NO, YES, YES),
    "day with a time": (None, YES, NO, NO),
    "year with a day": (None, YES, NO, NO),
    "2025 is at most 2026": (None, NO, YES, YES),
    "nl-nl where nl-NL is asked": (YES, YES, NO, NO),
    "frr where fr is asked": (NO, NO, YES, YES),
    "nl and NL, each once": (NO, NO, YES, YES),
}
logging.disable(logging.CRITICAL)  # rdflib shows a traceback of each text that it cannot read
graphs = json.loads(Path("graphs.json").read_text())
javascript = json.loads(Path("javascript.json").read_text())
seen = {
    name: (pyshacl.validate(data, shacl_graph=shapes, data_graph_format="turtle", shacl_graph_format="turtle")[0],
           *javascript[name])
    for name, (shapes, data) in graphs.items()
}
for name, passed in seen.items():
    print(f"{name:28}", *("passes" if verdict else "fails" for verdict in passed))
assert seen == {name: verdicts[1:] for name, verdicts in EXPECTED.items()}, seen
settled = [verdicts for verdicts in EXPECTED.values() if verdicts[0] is not None]
right = [sum(verdicts[place] == verdicts[0] for verdicts in settled) for place in (1, 2, 3)]
print(f"of the {len(settled)} that the standard settles, right:", *right)
assert (len(settled), right) == (9, [6, 4, 5]), right
PYTHON
venv/bin/python write.py
node check.mjs >javascript.json
venv/bin/python -W ignore check.py
