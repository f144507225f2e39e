"""Every setting stands in the table of the README, and each wrong value is told in a sentence."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

# Name -> a value that cannot be right. What is not here may be any text.
WRONG = {
    "DEBUG": "perhaps",
    "HTTPS": "2",
    "SECRET_KEY": "",
    "ALLOWED_HOSTS": "",
    "TRUSTED_ORIGINS": "stappenplan.example.nl",
    "DATABASE_URL": "mysql://user:hidden@host/name",
    "PLAN_DAYS": "0",
    "PLAN_DAYS_LONG": "89",
    "REPORTS_WAITING": "many",
    "LIMITS": "tea=3",
    "STAFF_MFA": "sometimes",
    "OIDC_URL": "http://login.example.nl",
    "PROXIES": "-1",
    "LOG_FORMAT": "xml",
    "LOG_REQUESTS": "some",
    "METRICS_PORT": "70000",
    "SENTRY_DSN": "hidden",
    "THEME_DIR": "/no/such/folder",
}
# Told by bin/serve.py, which is started for these: see tests/site/test_running.py.
# The last one: a folder that can be made.
BY_THE_START = {"HOST", "PORT", "REPORT_WORKERS", "CACHE_DIR"}
ANY_TEXT = {"CONTACT", "THEME_NAME", "OIDC_NAME", "OIDC_ID", "OIDC_SECRET"}

# Reads the settings once for each wrong value, in one process: {name: what was said}.
READ = """
import json, os, runpy, sys
from django.core.exceptions import ImproperlyConfigured
os.environ["SECRET_KEY"] = "only-for-tests"
said = {}
for name, value in json.load(sys.stdin).items():
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        runpy.run_path("stappenplan/settings.py")
        said[name] = ""
    except ImproperlyConfigured as error:
        said[name] = str(error)
    finally:
        os.environ.pop(name) if before is None else os.environ.update({name: before})
print(json.dumps(said))
"""


def read_by_the_code():
    """The names of environment variables that the site reads."""
    settings = (ROOT / "stappenplan" / "settings.py").read_text()
    found = set(re.findall(r'(?:switch|env\.\w+)\(\s*"([A-Z_]+)"', settings))
    found |= set(re.findall(r'setting\(\s*[\w.]+,\s*"([A-Z_]+)"', settings))
    serve = (ROOT / "bin" / "serve.py").read_text()
    return found | set(re.findall(r'environ\.get\("([A-Z_]+)"', serve))


def in_the_table():
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in rows for name in re.findall(r"`([A-Z_]+)`", cell)}


def test_every_setting_that_is_read_stands_in_the_table_and_no_other():
    assert in_the_table() == read_by_the_code()


def test_of_every_setting_is_known_what_is_wrong():
    assert set(WRONG) | BY_THE_START | ANY_TEXT == in_the_table()


@pytest.fixture(scope="module")
def said():
    clean = {name: value for name, value in os.environ.items() if name not in in_the_table()}
    done = subprocess.run(
        [sys.executable, "-c", READ], input=json.dumps(WRONG), cwd=ROOT, env=clean, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_told_in_one_sentence_that_names_the_setting_and_not_the_value(said, name):
    sentence = said[name]
    assert re.fullmatch(rf"{name} (has a wrong value|is missing): ([^.]|\.(?! ))+\.", sentence), sentence
    assert "hidden" not in sentence
