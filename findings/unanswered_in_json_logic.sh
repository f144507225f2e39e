#!/usr/bin/env bash
# json-logic-js 2.0.5, json-logic-engine 5.0.7, maykin-json-logic-py 0.16.0, panzi-json-logic 1.0.1 and datalogic-py
# 5.9.0: rules in JSON Logic about a question that was left open, in the browser and on the server.
# Guess: one rule has one outcome in each library, for an empty text, for null and for nothing: JSON Logic promises to
# run the same in the browser and on the server.
# Seen: of seven short rules only one (an absent answer equals null) has the same outcome in all five. An empty text
# counts as missing in two of them; it equals 0 in two, and not in two others, where the fifth raises an error; "absent
# is less than 5" is null in one and true in the rest. A default replaces null in the two Python ones only, and a text
# joined with an absent answer ends with "None", "null" or nothing.
# Touches forms that show a question by one library and check it by another, as when the page runs json-logic-js and
# the server Python.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 json-logic-engine@5.0.7
for package in maykin-json-logic-py==0.16.0 panzi-json-logic==1.0.1 datalogic-py==5.9.0; do
  python3 -m venv "${package%%==*}"
  "${package%%==*}/bin/pip" install --quiet "$package" python-dateutil==2.9.0.post0
done
cat >rules.json <<'JSON'
{
  "empty is missing": [{"missing": ["x"]}, {"x": ""}],
  "empty equals 0": [{"==": [{"var": "x"}, 0]}, {"x": ""}],
  "empty is less than 5": [{"<": [{"var": "x"}, 5]}, {"x": ""}],
  "absent equals null": [{"==": [{"var": "x"}, null]}, {}],
  "absent is less than 5": [{"<": [{"var": "x"}, 5]}, {}],
  "null has a default": [{"var": ["x", "a default"]}, {"x": null}],
  "text with absent": [{"cat": ["Naam: ", {"var": "x"}]}, {}]
}
JSON
cat >apply.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import { LogicEngine } from "json-logic-engine"
import jsonLogic from "json-logic-js"

const engine = new LogicEngine()
const rules = Object.entries(JSON.parse(readFileSync("rules.json", "utf8")))
const apply = (run) => Object.fromEntries(rules.map(([name, [rule, data]]) => [name, run(rule, data)]))
console.log(JSON.stringify({
  "json-logic-js": apply(jsonLogic.apply),
  "json-logic-engine": apply((rule, data) => engine.run(rule, data)),
}))
JAVASCRIPT
cat >apply.py <<'PYTHON'
import json
import sys
from pathlib import Path

if sys.argv[1] == "datalogic-py":
    from datalogic_py import apply
else:
    from json_logic import jsonLogic as apply

def outcome(rule, data):
    try:
        return apply(rule, data)
    except Exception:
        return "an error"

rules = json.loads(Path("rules.json").read_text())
print(json.dumps({sys.argv[1]: {name: outcome(rule, data) for name, (rule, data) in rules.items()}}))
PYTHON
node apply.mjs >outcomes
for package in maykin-json-logic-py panzi-json-logic datalogic-py; do
  "$package/bin/python" apply.py "$package" >>outcomes
done
python3 - <<'PYTHON'
import json
from pathlib import Path

seen = {}
for line in Path("outcomes").read_text().splitlines():
    seen |= json.loads(line)
by_rule = {rule: [outcomes[rule] for outcomes in seen.values()] for rule in seen["json-logic-js"]}
print(*seen, sep=", ")
for rule, outcomes in by_rule.items():
    print(f"{rule}: {outcomes}")
assert by_rule == {
    "empty is missing": [["x"], [], [], ["x"], []],
    "empty equals 0": [True, True, False, False, "an error"],
    "empty is less than 5": [True, True, "an error", False, True],
    "absent equals null": [True] * 5,
    "absent is less than 5": [True, True, None, True, True],
    "null has a default": [None, None, "a default", "a default", None],
    "text with absent": ["Naam: ", "Naam: ", "Naam: None", "Naam: null", "Naam: "],
}, by_rule
PYTHON
