#!/usr/bin/env bash
# rdflib 7.6.0: a duration in a dataset description (dcat:temporalResolution) is written back in another form.
# Guess: literals keep the form in which they were written, so a catalogue read and written again is the same text.
# Seen: "P12M" becomes "P1Y", "P1W" becomes "P7D", "PT36H" becomes "P1DT12H"; a SPARQL pattern with the literal as it
# was written, "P12M"^^xsd:duration, finds nothing in a graph that was read from exactly that text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet rdflib==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from rdflib import Graph

WRITTEN = ("P3M", "P12M", "P1W", "PT36H")
PREFIXES = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "

def read(duration):
    text = f'<urn:set> <http://www.w3.org/ns/dcat#temporalResolution> "{duration}"^^<http://www.w3.org/2001/XMLSchema#duration> .'
    return Graph().parse(data=text, format="turtle")

def ask(graph, duration):
    return bool(graph.query(PREFIXES + f'ASK {{ ?set dcat:temporalResolution "{duration}"^^xsd:duration }}').askAnswer)

seen = {}
for duration in WRITTEN:
    graph = read(duration)
    kept = str(next(graph.objects()))
    seen[duration] = (kept, ask(graph, duration))
    print(f"{duration}: kept as {kept}; found by the literal as written: {ask(graph, duration)}")
assert seen == {
    "P3M": ("P3M", True),
    "P12M": ("P1Y", False),
    "P1W": ("P7D", False),
    "PT36H": ("P1DT12H", False),
}, seen
PYTHON
