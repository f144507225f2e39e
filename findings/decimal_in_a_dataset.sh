#!/usr/bin/env bash
# rdflib 7.6.0, PyLD 3.3.0 and jsonld 9.0.0 (npm), checked with pyshacl 0.40.1: a number in a JSON-LD description of a
# dataset whose context makes it a decimal, as DCAT asks for dcat:spatialResolutionInMeters.
# Guess: 2.5 becomes "2.5"^^xsd:decimal, 25 becomes "25"^^xsd:decimal, and a shape that asks for decimals is content.
# Seen: PyLD and jsonld write "2.5E0"^^xsd:decimal. No decimal may look like that (XML Schema, 3.3.3), though JSON-LD
# 1.1 has it so for all numbers with a fraction, and pyshacl passes it. rdflib's own reader has "2.5" and "25", and pyshacl
# fails both, until the same graph has been written as Turtle and read again. jsonld makes 0.0000002 the decimal 0, and
# rdflib makes it 2e-07. A number in quotation marks is right everywhere, so only that is safe.
# Touches portals that harvest descriptions: whether one is valid depends on the path that it took.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet rdflib==7.6.0 PyLD==3.3.0 pyshacl==0.40.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0
cat >convert.mjs <<'JAVASCRIPT'
import jsonld from "jsonld"

const [text] = process.argv.slice(2)
console.log(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }))
JAVASCRIPT
venv/bin/python -W ignore - <<'PYTHON'
import json
import re
import subprocess

from pyld import jsonld
from pyshacl import validate
from rdflib import Graph

CONTEXT = {"res": {
    "@id": "http://www.w3.org/ns/dcat#spatialResolutionInMeters", "@type": "http://www.w3.org/2001/XMLSchema#decimal",
}}
SHAPE = Graph().parse(format="turtle", data="""
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    [] a sh:NodeShape; sh:targetNode <https://buurt.example/set>;
      sh:property [sh:path <http://www.w3.org/ns/dcat#spatialResolutionInMeters>; sh:datatype xsd:decimal].""")

def written(quads):
    return re.search('"([^"]+)"', quads)[1]

def is_valid(graph):
    return validate(graph, shacl_graph=SHAPE)[0]

def convert(number):
    data = {"@context": CONTEXT, "@id": "https://buurt.example/set", "res": number}
    text = json.dumps(data)
    read = Graph().parse(data=text, format="json-ld")
    again = Graph().parse(data=read.serialize(format="turtle"), format="turtle")
    pyld = jsonld.to_rdf(data, {"format": "application/n-quads"})
    npm = subprocess.run(["node", "convert.mjs", text], capture_output=True, text=True, check=True).stdout
    return {
        "rdflib": (str(next(read.objects())), is_valid(read)),
        "rdflib, by way of Turtle": (str(next(again.objects())), is_valid(again)),
        "PyLD": (written(pyld), is_valid(Graph().parse(data=pyld, format="nt"))),
        "jsonld": (written(npm), is_valid(Graph().parse(data=npm, format="nt"))),
    }

seen = {json.dumps(number): convert(number) for number in (2.5, 25, 0.0000002, "2.5")}
for number, ways in seen.items():
    print(number, ways)
assert seen == {
    "2.5": {
        "rdflib": ("2.5", False), "rdflib, by way of Turtle": ("2.5", True),
        "PyLD": ("2.5E0", True), "jsonld": ("2.5E0", True),
    },
    "25": {
        "rdflib": ("25", False), "rdflib, by way of Turtle": ("25.0", True),
        "PyLD": ("25", True), "jsonld": ("25", True),
    },
    "2e-07": {
        "rdflib": ("2e-07", False), "rdflib, by way of Turtle": ("2e-07", False),
        "PyLD": ("2.0E-7", True), "jsonld": ("0", True),
    },
    '"2.5"': dict.fromkeys(("rdflib", "rdflib, by way of Turtle", "PyLD", "jsonld"), ("2.5", True)),
}, seen
PYTHON
