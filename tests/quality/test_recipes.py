"""The recipes for a question and a criterion, followed as they are written in a copy of the code."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.support import ready_database
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = pytest.mark.any_database

RECIPES = ROOT / "docs" / "develop" / "recipes.md"
# Where the first question of the step about the process, and the first criterion, are declared.
PLACES = {
    "A question": ("stappenplan/method/steps/process.py", "    (\n        Question("),
    "A criterion": ("stappenplan/method/assessment/criteria.py", "CRITERIA = (\n    Criterion("),
}

# Run in the copy: what each page says, with the whole catalogue.
LOOK = """
import json, os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "stappenplan.settings"
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.report.document import report_html
setup_test_environment()
client, said = Client(), {}
for audience, answers in json.load(sys.stdin).items():
    plan, token = Plan.start(answers | {"second_language": "english"})
    pages = {"step": f"/plan/{token}/stap/proces/", "overview": f"/plan/{token}/stap/overzicht/",
             "advice": f"/plan/{token}/advies/", "paper": "/vragenblad/gemeente/", "method": "/methode/"}
    for name, address in pages.items():
        response = client.get(address)
        said[f"{audience} {name}"] = [response.status_code, response.content.decode()]
    catalogue = Catalogue.current()
    said[f"{audience} report"] = [200, report_html(plan, plan.advice(catalogue), catalogue, "nl")]
print(json.dumps(said))
"""


def block_of(recipe):
    """The code in a recipe, without its indentation in the list."""
    text = RECIPES.read_text(encoding="utf-8")
    section = re.search(rf"^## \d+\. {recipe}$(.+?)(?=^## )", text, re.M | re.S)[1]
    code = re.search(r"```python\n(.+?)\s*```", section, re.S)[1]
    return re.sub(r"^ {3}", "    ", code, flags=re.M)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy")
    for folder in ("stappenplan", "platforms", "templates", "static"):
        shutil.copytree(ROOT / folder, copy / folder)  # with what was compiled, which holds for files of the same time
    for recipe, (path, start) in PLACES.items():
        file = copy / path
        before, found, after = file.read_text(encoding="utf-8").partition(start)
        assert found, f"{path} does not begin its declarations as expected"
        head, _, first = found.rpartition("\n")
        file.write_text(f"{before}{head}\n{block_of(recipe)},\n{first}{after}", encoding="utf-8")
    ready_database.copy_sqlite(copy / "db.sqlite3")
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        input=json.dumps({"official": OFFICIAL_READY, "resident": RESIDENT_READY}),
        cwd=copy,
        env={"DEBUG": "1", "PATH": "/usr/bin:/bin", "ALLOWED_HOSTS": "testserver"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


OF_FILE = re.compile(r"`(\w+)`,? (?:in|of) `([\w/]+\.py)`")
FILE_FIRST = re.compile(r"`([\w/]+\.py)`: (.+)", re.S)


def names_in_files():
    """(file, name) for each name that a recipe says is in a file."""
    items = re.split(r"^(?:\d+\. |\n)", RECIPES.read_text(encoding="utf-8"), flags=re.M)
    for clause in (clause for item in items for clause in re.split(r";\s", item)):
        yield from ((path, name) for name, path in OF_FILE.findall(clause))
        if file_first := FILE_FIRST.match(OF_FILE.sub("", clause)):
            yield from ((file_first[1], name) for name in re.findall(r"`([A-Z]\w+)`", file_first[2]))


@pytest.mark.parametrize(("path", "name"), sorted(set(names_in_files())))
def test_a_name_in_a_recipe_is_in_the_file_that_it_says(path, name):
    known = [folder / path for folder in (ROOT, ROOT / "stappenplan") if (folder / path).is_file()]
    assert known, path
    assert re.search(rf"^(?:    )?(?:def |class )?{name}\b", known[0].read_text(encoding="utf-8"), re.M), path


QUESTION, CRITERION = "Welke tweede taal is nodig?", "Tweede taal"
WORDS = {"step": QUESTION, "overview": QUESTION, "paper": QUESTION, "method": CRITERION, "advice": CRITERION}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        *((f"{audience} {page}", words) for audience in ("official", "resident") for page, words in WORDS.items()),
        ("official report", CRITERION),
        ("resident report", "Een platform voor"),  # it names no criterion, and must be made all the same
    ],
)
def test_a_question_and_a_criterion_reach_every_page_by_their_declaration(said, page, words):
    status, text = said[page]
    assert status == 200
    assert words in text
