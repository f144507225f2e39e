#!/usr/bin/env bash
# flattentool 0.28.0, which turns grant data (360Giving, Open Contracting) into spreadsheets and back.
# Guess: two grants come back as they were from each spreadsheet it writes, since a schema says which fields are text.
# Seen: from CSV and XLSX they do. From OpenDocument (ODS) the amount 0 and the answer false are gone, and the answer
# true is the text "1.0". Texts that read as a number are other texts: the municipality 0363 is "363.0", the number of
# the Chamber of Commerce 01234567 is "1234567.0", version 1.10 is "1.1". They are written as numbers, and 0 and false
# as cells of the type "Nonetype", which OpenDocument does not have. One line warns of the answer true, no other.
# Touches open data of grants that a municipality keeps in OpenDocument: codes lose their zero, a refused application
# its 0 euro.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet flattentool==0.28.0
cat >schema.json <<'JSON'
{
  "type": "object",
  "properties": {
    "id": {"type": "string"},
    "municipality": {"type": "string"},
    "chamber": {"type": "string"},
    "version": {"type": "string"},
    "amountAwarded": {"type": "number"},
    "open": {"type": "boolean"}
  }
}
JSON
cat >grants.json <<'JSON'
{
  "grants": [
    {
      "id": "360G-noord-1", "municipality": "0363", "chamber": "01234567", "version": "1.10",
      "amountAwarded": 1500.5, "open": true
    },
    {
      "id": "360G-noord-2", "municipality": "0599", "chamber": "n.v.t.", "version": "2",
      "amountAwarded": 0, "open": false
    }
  ]
}
JSON
flatten() { venv/bin/flatten-tool "$@" 2>>warnings; }
flatten flatten grants.json --root-list-path grants --main-sheet-name grants --schema schema.json -f all -o flat
for kind in csv xlsx ods; do
  source=$([[ $kind == csv ]] && echo flat || echo "flat.$kind")
  flatten unflatten "$source" -f "$kind" --root-list-path grants --id-name id --root-id "" --schema schema.json \
    -o "$kind.json"
done
python3 - <<'PYTHON'
import json
from pathlib import Path
from zipfile import ZipFile

def read_grants(name):
    return json.loads(Path(f"{name}.json").read_text())["grants"]

went_in = read_grants("grants")
for kind in ("csv", "xlsx", "ods"):
    print(f"{kind}:", *read_grants(kind), sep="\n  ")
assert read_grants("csv") == read_grants("xlsx") == went_in
first, second = read_grants("ods")
assert first == went_in[0] | {"municipality": "363.0", "chamber": "1234567.0", "version": "1.1", "open": "1.0"}, first
assert second == {"id": "360G-noord-2", "municipality": "599.0", "chamber": "n.v.t.", "version": "2.0"}, second

cells = ZipFile("flat.ods").read("content.xml").count(b'office:value-type="Nonetype"')
lines = [line for line in Path("warnings").read_text().splitlines() if "boolean" in line]
print(f"cells of the type Nonetype: {cells}; warnings:", *lines)
assert (cells, len(lines)) == (2, 1), (cells, lines)
PYTHON
