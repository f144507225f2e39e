#!/usr/bin/env bash
# csvw 4.1.1: csvwvalidate, for a table with its description in CSVW, on answers of which one is 7 on a scale of 1 to 5.
# Guess: the table is invalid with status 1, however much Python itself is asked to say.
# Seen: it is, until PYTHONWARNINGS is "ignore", or silences UserWarning only: then the same command says OK with status
# 0, for a missing obligatory answer and a day such as 31-02-2026 as well. is_valid counts the warnings that Python let
# through. With "error" the command ends in a traceback.
# Touches open data that is checked in a container or a scheduled task, where warnings are often silenced. Run the check
# with PYTHONWARNINGS=default, and let it fail once on purpose.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet csvw==4.1.1
venv/bin/python - <<'PYTHON'
import json
import os
import subprocess
from pathlib import Path

SCALE = {"base": "integer", "minimum": 1, "maximum": 5}
DAY = {"base": "date", "format": "dd-MM-yyyy"}
TABLES = {
    "all well": ({"datatype": SCALE}, ["1", "5"]),
    "7 on a scale of 1 to 5": ({"datatype": SCALE}, ["1", "7"]),
    "a missing answer": ({"datatype": "string", "required": True}, ["goed", ""]),
    "31-02-2026": ({"datatype": DAY}, ["28-02-2026", "31-02-2026"]),
}
FILTERS = ("default", "ignore", "ignore::UserWarning", "error")

def write_table(column, answers):
    columns = [{"name": "place", "titles": "place"}, {"name": "answer", "titles": "answer", **column}]
    table = {"@context": "http://www.w3.org/ns/csvw", "url": "answers.csv", "tableSchema": {"columns": columns}}
    Path("answers.csv-metadata.json").write_text(json.dumps(table))
    Path("answers.csv").write_text("\n".join(["place,answer"] + [f"Noord,{answer}" for answer in answers]) + "\n")

def validate(warnings):
    ran = subprocess.run(
        ["venv/bin/csvwvalidate", "answers.csv"],
        env=os.environ | {"PYTHONWARNINGS": warnings}, capture_output=True, text=True,
    )
    word = next((word for word in ("OK", "FAIL") if word in ran.stdout), "nothing")
    return word, ran.returncode, "Traceback" in ran.stderr

seen = {}
for name, (column, answers) in TABLES.items():
    write_table(column, answers)
    seen[name] = [validate(warnings) for warnings in FILTERS]
    print(f"{name}:", *(f"{warnings} {outcome}" for warnings, outcome in zip(FILTERS, seen[name], strict=True)))
well, wrong, broken = ("OK", 0, False), ("FAIL", 1, False), ("nothing", 1, True)
assert seen.pop("all well") == [well] * 4
assert all(outcomes == [wrong, well, well, broken] for outcomes in seen.values()), seen
PYTHON
