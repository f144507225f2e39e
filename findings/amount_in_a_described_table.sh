#!/usr/bin/env bash
# tableschema 1.12.6 (npm), tableschema 1.21.0 (pip) and frictionless 5.21.0: one table of amounts and scores in CSV,
# whose description (Table Schema) says that a comma comes before decimals and a point between thousands.
# Guess: three readers of one standard give one number, as decimalChar and groupChar leave nothing to guess.
# Seen: the one for JavaScript makes 150050 of "1.500,50" and 86 of "8,6". It writes the comma as a point and then takes
# all points out, so with both signs described each decimal becomes part of the whole. "1.500" is right, as is "8,6"
# once only the comma is described. The two for Python have 1500.50 and 8.6. A pattern of four digits, [0-9]{4}, lets
# the code 03631 pass in JavaScript, where it looks for a part; the two for Python refuse it. Nothing warns.
# Touches open data in Dutch: an amount times a hundred in the page, and right on the server. A maximum in the
# description is what catches it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tableschema==1.21.0 frictionless==5.21.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund tableschema@1.12.6
cat >costs.csv <<'CSV'
amount,score,comma_only
"1.500,50","8,6","8,6"
"1.500","10","10"
CSV
cat >costs.json <<'JSON'
{
  "fields": [
    {"name": "amount", "type": "number", "decimalChar": ",", "groupChar": "."},
    {"name": "score", "type": "number", "decimalChar": ",", "groupChar": "."},
    {"name": "comma_only", "type": "number", "decimalChar": ","}
  ]
}
JSON
printf 'code\n0363\n03631\n' >codes.csv
echo '{"fields": [{"name": "code", "type": "string", "constraints": {"pattern": "[0-9]{4}"}}]}' >codes.json
cat >read.cjs <<'JAVASCRIPT'
const { Table } = require("tableschema")
const schemaOf = (name) => require(`./${name}.json`)

async function main() {
  const costs = await Table.load("costs.csv", { schema: schemaOf("costs") })
  const codes = await Table.load("codes.csv", { schema: schemaOf("codes") })
  const passed = await codes.read().then((rows) => rows.length, (error) => `refused: ${error.errors.length}`)
  console.log(JSON.stringify([await costs.read(), passed]))
}
main()
JAVASCRIPT
node read.cjs >page.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import frictionless
import tableschema

def read_old(name):
    return [[float(number) for number in row] for row in tableschema.Table(f"{name}.csv", schema=f"{name}.json").read()]

def read_new(name):
    with frictionless.Resource(path=f"{name}.csv", schema=f"{name}.json") as resource:
        return [[float(number) for number in row.to_list()] for row in resource.row_stream]

def refuses_old(name):
    try:
        tableschema.Table(f"{name}.csv", schema=f"{name}.json").read()
    except tableschema.exceptions.CastError:
        return True
    return False

page, passed = json.loads(Path("page.json").read_text())
seen = {"JavaScript": page, "Python": read_old("costs"), "frictionless": read_new("costs")}
for reader, rows in seen.items():
    print(f"{reader}: {rows}")
RIGHT = [[1500.5, 8.6, 8.6], [1500, 10, 10]]
assert seen == {"JavaScript": [[150050, 86, 8.6], [1500, 10, 10]], "Python": RIGHT, "frictionless": RIGHT}, seen
invalid = not frictionless.validate("codes.csv", schema="codes.json").valid
print("03631 for [0-9]{4}: rows passed in JavaScript", passed, "- refused in Python:", refuses_old("codes"), invalid)
assert (passed, refuses_old("codes"), invalid) == (2, True, True)
PYTHON
