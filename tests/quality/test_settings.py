"""Every setting is on its page for operators, and each wrong value is told in a sentence."""

import json
import os
import re
import subprocess
import sys

import pytest

from stappenplan.operations.configuration import env
from stappenplan.operations.configuration.env import SETTINGS
from stappenplan.operations.configuration.operator import read_operator
from stappenplan.operations.configuration.settings_table import settings_markdown
from stappenplan.settings import is_origin, is_year_or_date
from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

# Name -> a value that cannot be right. What is not here may be any text.
WRONG = {
    "DEBUG": "perhaps",
    "HTTPS": "2",
    "SECRET_KEY": "",
    "ALLOWED_HOSTS": "",
    "TRUSTED_ORIGINS": "stappenplan.example.nl",
    "EMBED_ORIGINS": "https://www.example.nl/pagina",
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
    "EXAMPLE_REPORTS": "some",
    "METRICS_PORT": "70000",
    "SENTRY_DSN": "hidden",
    "THEME_DIR": "/no/such/folder",
    "SINCE": "last year",
    "EMAIL_URL": "http://mail.example.nl",
}
# Told by bin/serve.py, which is started for these: see tests/site/test_running.py.
# The last one: a folder that can be made.
BY_THE_START = {"HOST", "PORT", "REPORT_WORKERS", "CACHE_DIR"}
ANY_TEXT = {
    *("CONTACT", "OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_REGISTER", "MAKERS", "EDITORS", "FUNDING"),
    *("THEME_NAME", "OIDC_NAME", "OIDC_ID", "OIDC_SECRET", "EMAIL_FROM"),
}

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

SHOW = "from stappenplan.operations.configuration.settings_table import settings_markdown; print(settings_markdown())"


def read_by_the_start():
    """The names of environment variables that bin/serve.py reads, before Django starts."""
    return set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "bin" / "serve.py").read_text()))


def test_the_page_about_settings_is_that_of_the_declarations():
    assert (ROOT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8") == settings_markdown()


def test_every_variable_is_read_by_its_declaration():
    """Nothing in the settings reads the environment by itself, and what the start reads is declared too."""
    text = (ROOT / "stappenplan" / "settings.py").read_text()
    assert re.findall(r"environ(?:ment)?\.get|getenv|Env\(\)", text) == []
    assert read_by_the_start() <= set(SETTINGS)


def test_of_every_setting_is_known_what_is_wrong():
    assert set(WRONG) | BY_THE_START | ANY_TEXT == set(SETTINGS)


def test_the_page_is_the_same_whatever_this_installation_has_set():
    """The defaults are shown, not the values here."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", SHOW],
        cwd=ROOT,
        env=os.environ
        | {"DEBUG": "0", "SECRET_KEY": "hidden", "PLAN_DAYS": "12", "LIMITS": "plans=7", "CONTACT": "me"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == settings_markdown().strip(), done.stderr


@pytest.fixture(scope="module")
def said():
    clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
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


def test_a_command_tells_a_wrong_value_in_that_sentence_alone():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"SECRET_KEY": "only-for-tests", "EMBED_ORIGINS": "https://-bad.example.nl"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and not done.stdout
    assert re.fullmatch(r"EMBED_ORIGINS has a wrong value: [^\n]+\.\n", done.stderr)


@pytest.mark.parametrize("value", ["a.nl,b.nl", "a.nl, b.nl", " a.nl ,\tb.nl ", "a.nl,, b.nl, ", "a.nl,\nb.nl\n"])
def test_spaces_around_a_comma_are_no_part_of_a_text(monkeypatch, value):
    monkeypatch.setattr(env, "SETTINGS", {})
    monkeypatch.setenv("SOME_TEXTS", value)
    assert env.read_texts("SOME_TEXTS", [], "", is_allowed=bool, expected="") == ["a.nl", "b.nl"]


@pytest.mark.parametrize(
    "text",
    [
        *("https://www.example.nl", "http://localhost:8000", "https://*.example.nl", "https://xn--bcher-kva.example"),
        *("https://a-b.example.nl:1", "https://www.example.nl:65535", f"https://{'a' * 63}.nl", "https://127.0.0.1:80"),
    ],
)
def test_an_origin_is_a_scheme_a_host_and_perhaps_a_port(text):
    assert is_origin(text)


@pytest.mark.parametrize(
    "text", ["2026-02-31", "2025-02-29", "2026-13-01", "2026-2-1", "31-12-2026", "0000", "26", "20266", " 2026", "mei"]
)
def test_a_day_that_no_calendar_has_is_refused_at_the_start(text):
    assert not is_year_or_date(text)


@pytest.mark.parametrize(("text", "said"), [("", ""), ("2026", "2026"), ("2024-02-29", "29 februari 2024")])
def test_a_year_or_a_day_of_the_calendar_can_be_shown(settings, text, said):
    settings.SINCE = text
    assert is_year_or_date(text)
    assert read_operator().since_in_words == said


@pytest.mark.parametrize(
    "text",
    [
        *("", "*", "'self'", "www.example.nl", "ftp://www.example.nl", "https://", "https:", "https://*"),
        *("https://*.nl", "https://www.*.nl", "https://*example.nl", "https://-bad.nl", "https://bad-.nl"),
        *("https://www..nl", "https://.nl", "https://nl.", "https://a_b.nl", f"https://{'a' * 64}.nl"),
        *("https://www.example.nl:0", "https://www.example.nl:65536", "https://www.example.nl:080"),
        *("https://www.example.nl:", "https://www.example.nl:x", "https://www.example.nl/", "https://WWW.example.nl"),
        *("https://www.example.nl?a", "https://www.example.nl#a", "https://user@example.nl", "https://bücher.example"),
        *("https://www.example.nl; script-src *", "https://a.nl https://b.nl", "https://www.example.nl\n"),
    ],
)
def test_what_is_no_origin_or_one_of_half_a_country_is_refused(text):
    assert not is_origin(text)
