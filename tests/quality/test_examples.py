"""The examples of questions to the catalogue give what it says: in Python, in R and in a spreadsheet."""

import csv
import re
import shutil
import subprocess
import sys

import openpyxl
import pytest

from platforms.files.fact_table import write_csv
from platforms.models import Catalogue
from tests.conftest import ROOT, require_libreoffice

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture
def table(tmp_path):
    """The table of facts as a site gives it, as a file."""
    file = tmp_path / "catalogus.csv"
    file.write_bytes(write_csv(Catalogue.current().platforms, inherited=True))
    return file


def find_answers():
    """What the three questions have for an answer, from the catalogue itself."""
    platforms = Catalogue.current().platforms

    def value(platform, key):
        fact = platform.own_facts.get(key)
        return fact.value if fact else None

    free = sum(value(one, "status") == "active" and value(one, "free_for_residents") == "yes" for one in platforms)
    unknown = sum("data_export" not in one.own_facts for one in platforms)
    goals = {}
    for one in platforms:
        for key in one.own_facts:
            if key.startswith("goals.") and value(one, key) == "primary":
                goals[key] = goals.get(key, 0) + 1
    key, times = min(goals.items(), key=lambda pair: (-pair[1], pair[0]))
    return [str(free), str(unknown), f"{key.removeprefix('goals.')} {times}"]


def run_example(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [line.partition(":")[2].strip() for line in done.stdout.splitlines()]


def test_the_example_in_python_answers_right(table):
    assert run_example(sys.executable, EXAMPLES / "questions.py", table) == find_answers()


def test_the_example_in_r_answers_right(table):
    if not (program := shutil.which("Rscript")):
        pytest.skip("R is missing")
    assert run_example(program, EXAMPLES / "questions.R", table) == find_answers()


def test_the_formulas_answer_right(table, tmp_path):
    program = require_libreoffice("Calc", "libsclo.so")
    formulas = re.findall(r"`(=COUNTIFS\([^`]+)`", (EXAMPLES / "README.md").read_text(encoding="utf-8"))
    book = openpyxl.Workbook()
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            book.active.append([cell or None for cell in row])
    for number, formula in enumerate(formulas, 1):
        book.active[f"N{number}"] = formula
    book.save(tmp_path / "book.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, profile, "--headless", "--convert-to", "csv", "--outdir", tmp_path, tmp_path / "book.xlsx"]
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=240)
    with (tmp_path / "book.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        found = [row[13] for row in csv.reader(file)][: len(formulas)]
    own = [one.own_facts for one in Catalogue.current().platforms]
    assert found == [
        str(sum("status" in facts and facts["status"].value == "active" for facts in own)),
        str(sum("data_export" in facts for facts in own)),
        str(sum("goals.meet" in facts and facts["goals.meet"].value == "primary" for facts in own)),
    ]
