"""What all tests share. Django is loaded only when tests outside tests/method are asked for."""

import ctypes
import gc
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import psutil
import pytest
from _pytest import main

from stappenplan.operations.frame_room import call_with_room
from tests.support import ready_database
from tests.support.prepared_commands import PreparedCommands

ROOT = Path(__file__).resolve().parent.parent
PLAIN = ROOT / "tests" / "method"
pytest_plugins = ["tests.support.plans", "tests.support.staff"]

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None, print_blob=False)
hypothesis.settings.load_profile("steady")


def pytest_configure(config):
    """Name the settings, unless only the method is tested: it needs no Django and no settings."""
    gc.set_threshold(50_000, 20, 50)  # there is room, and collecting garbage more often takes a twentieth of the time
    asked = [(config.invocation_params.dir / argument.split("::")[0]).resolve() for argument in config.args]
    if all(path.is_relative_to(PLAIN) for path in asked):
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    os.environ.setdefault("DEBUG", "1")  # static files from where they are, no SECRET_KEY; tests run with DEBUG off
    from django.conf import settings

    assert settings.DATABASES, "pytest-django looks only at settings that are loaded"
    # A client looks for a static file when it asks for one, instead of reading the folder of them all when it is made.
    settings.WHITENOISE_AUTOREFRESH = True
    # A good hash of a password takes half a second, and no password here is real; a running site has its own settings.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from tests.support.django_in_tests import keep_first_context

    keep_first_context()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Run the tests with room for their frames, as the site answers requests."""
    return call_with_room(main.pytest_runtestloop, session)


def pytest_unconfigure():
    """Leave the garbage of a run that is over: pytest would look for it five times."""
    gc.freeze()


# How a module that asks the running site or Chromium names the fixtures that start them.
ASKS_RUNNING_SITE = re.compile(r"\bdef \w+\([^)]*\b(live_site|browser|visit|page|page_without_script)\b")
# How a module says that all its tests give the same result on any database; `each_database` says which do not.
SAME_ON_ANY_DATABASE = re.compile(r"^pytestmark = [^\n]*\bany_database\b(?!.*\beach_database\b)", re.M | re.S)


def pytest_ignore_collect(collection_path, config):
    """Leave unread a module in which the -m of this run selects nothing: reading all takes longer than some runs."""
    wanted = config.option.markexpr
    if collection_path.suffix != ".py" or not wanted:
        return None
    text = collection_path.read_text(encoding="utf-8")
    without_site = wanted == "running_site" and not ASKS_RUNNING_SITE.search(text)
    without_database = "(not any_database or each_database)" in wanted and SAME_ON_ANY_DATABASE.search(text)
    return True if without_site or without_database else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what asks the running site or Chromium, so that one process can start them for all such tests.

    Leaves out what is marked exhaustive, unless the -m of this run names it. On PostgreSQL that is every further case
    of a test too: SQLite has them all.
    """
    for item in items:
        if {"live_site", "browser"} & set(item.fixturenames):
            assert ASKS_RUNNING_SITE.search(item.path.read_text(encoding="utf-8")), f"{item.path} would not be read"
            item.add_marker(pytest.mark.running_site)
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        for item in find_further_cases(items):
            item.add_marker(pytest.mark.exhaustive)
    left_out = find_exhaustive(items, config.option.markexpr)
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def find_exhaustive(items, expression):
    """The tests marked exhaustive, unless this expression of -m names the marker."""
    return {item for item in items if item.get_closest_marker("exhaustive") and "exhaustive" not in expression}


def find_further_cases(items):
    """All cases of a test but its first; of what is marked each_database every case may be another to the database."""
    functions, further = set(), []
    for item in items:
        function = item.nodeid.partition("[")[0]
        if function in functions and not item.get_closest_marker("each_database"):
            further.append(item)
        functions.add(function)
    return further


@pytest.fixture(autouse=True)
def in_the_language_of_the_site():
    """Each test starts in Dutch: a page that a test asks for leaves its own language active in this thread."""
    yield
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        from django.utils.translation import deactivate

        deactivate()


# What the machine has

# The programs of other makers that tests use, by any of their names. bin/install --dev brings them, and Pango.
PROGRAMS = {
    "Chromium": ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    "gettext": ("xgettext",),
    "nginx": ("nginx",),
    "openssl": ("openssl",),
    "pdftotext": ("pdftotext",),
    "qpdf": ("qpdf",),
}


def require_program(name):
    """Give the path of a program of PROGRAMS; without it this test cannot run."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    found = next(filter(None, (shutil.which(program, path=path) for program in PROGRAMS[name])), None)
    return found or stop_for_missing(name)


def require_libreoffice(part, library):
    """Give the path of LibreOffice; where it, or this part of it with its library, is missing, the test is skipped."""
    program = shutil.which("soffice")
    if not (program and Path(program).resolve().with_name(library).exists()):
        pytest.skip(f"LibreOffice {part} is missing")
    return program


def stop_for_missing(name):
    """Skip this test, with a reason that bin/test counts; with CI=true it fails."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{name} is missing")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Look for Pango before a test that makes a PDF."""
    if item.get_closest_marker("pdf"):
        try:
            ctypes.CDLL("libpango-1.0.so.0")
        except OSError:
            stop_for_missing("Pango")


# The database


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """The test database is a copy of the ready one, so that Django need not migrate it: see ready_database.py."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["MIGRATE"] = False
    else:
        database["TEST"]["TEMPLATE"] = ready_database.postgresql_template(os.environ["DATABASE_URL"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the real catalogue in it: every test sees it and none can change it for another."""
    from django.db import connection

    from tests.support.django_in_tests import check_written_tables

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            ready_database.fill_sqlite(connection.connection)
            check_written_tables(connection)
        READY.append(read_ready_catalogue())


# The real catalogue as it was read before the first test.
READY = []


def read_ready_catalogue():
    """Read the real catalogue into memory, from where it serves all tests that do not change it."""
    from platforms.models import Catalogue, catalogue

    ready = Catalogue.current()
    # A test process holds much more than a site: collecting its garbage again takes longer than reading a catalogue.
    catalogue.freeze_garbage_collector = lambda: None
    return ready


@pytest.fixture(autouse=True)
def ready_catalogue_in_memory():
    """Put the real catalogue back in memory after a test that read a changed one, so that it is not read again."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        yield
        return
    from platforms.models import Catalogue

    before = Catalogue._loaded
    yield
    if READY and Catalogue._loaded is not before:
        Catalogue._loaded = READY[0]


@pytest.fixture
def catalogue(db):
    """All platforms of the real catalogue; loaded again where a transactional test has emptied the tables."""
    from django.core.management import call_command
    from django.db import connection

    from platforms.models import Platform

    if not Platform.objects.exists():
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            ready_database.fill_sqlite(connection.connection)
        else:
            call_command("load_catalogue", verbosity=0)
    return Platform.objects.all()


@pytest.fixture
def empty_catalogue(db):
    """No platforms at all; they are back after the test."""
    from platforms.models import Catalogue, Fact, Platform, Source

    for model in (Fact, Source, Platform):  # not delete(): it would keep the last version of each row
        model.objects.all()._raw_delete("default")
        model.history.all().delete()
    Catalogue.objects.all().delete()
    return Platform.objects.all()


# The site as visitors meet it


@pytest.fixture(autouse=True)
def clock_of_rate_limits(monkeypatch):
    """The clock of rate limits stands half an hour into an hour, so that no new hour begins during a test."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:  # tests of the method alone run without Django
        from stappenplan.operations import rate_limits

        monkeypatch.setattr(rate_limits, "time", lambda: 480_000 * 3600 + 1800.5)


# The names of settings.RATE_LIMITS, for a bench that starts a site without loading Django; a test compares them.
RATE_LIMITS = (
    *("plan_reports", "reports", "plan_documents", "documents", "plan_advices", "advices", "plans", "checks"),
    *("searches", "groups", "group_answers", "corrections", "follow_ups", "experiences", "logins", "wrong_links"),
)


@dataclass(frozen=True)
class Site:
    """A running site: web server, report workers and a database of its own."""

    url: str
    environment: dict
    log: Path
    process: subprocess.Popen
    commands: PreparedCommands

    def manage(self, *arguments):
        """Run `manage.py` against the database of this site; gives what it wrote."""
        status, output, errors = self.commands.run(*arguments)
        assert status == 0, errors
        return output

    def start_plan(self, answers):
        """Store a plan with these answers; gives its path. To walk through all the questions takes seconds."""
        code = f"from stappenplan.models import Plan; print(Plan.start({dict(answers)!r})[1])"
        return f"/plan/{self.manage('shell', '-v0', '-c', code).strip()}"


@pytest.fixture(scope="session")
def live_site(tmp_path_factory):
    """The real site on a free port: bin/serve.py with a database of its own, of the kind that DATABASE_URL names."""
    folder = tmp_path_factory.mktemp("site")
    watched = {"LOG_FORMAT": "json", "LOG_REQUESTS": "1", "METRICS_PORT": str(free_port())}
    # The one other site that may frame pages of this one: the same machine under another name is another site.
    watched |= {"EMBED_ORIGINS": f"http://localhost:{free_port()}"}
    # Its operator says who that is: the national rules for APIs want a contact.
    watched |= {"OPERATOR_NAME": "Gemeente Voorbeeld", "CONTACT": "buurt@voorbeeld.example"}
    with own_database(folder) as url, serve(folder / "log", DATABASE_URL=url, **watched) as site:
        yield site


@contextmanager
def own_database(folder):
    """Give the address of a copy of the ready database: a file, or in the PostgreSQL server of DATABASE_URL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        ready_database.copy_sqlite(folder / "site.sqlite3")
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    import psycopg

    name, template = f"site_{os.getpid()}_{time.monotonic_ns()}", ready_database.postgresql_template(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield ready_database.address_of(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def serve(log, ends_by=signal.SIGTERM, **variables):
    """Run bin/serve.py on a free port with these environment variables; gives the Site once it answers.

    In the end it gets this signal: nothing of it may run on.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"DEBUG": "0", "SECRET_KEY": "only-for-tests", "HOST": "127.0.0.1", "PORT": str(port)}
    own |= {"TMPDIR": str(log.parent), "EXAMPLE_REPORTS": "0"}
    own |= {"REPORT_WORKERS": os.environ.get("REPORT_WORKERS", "1")}  # bin/test: none where no report is made
    # All tests come from one network, and staff in a test have no telephone.
    own |= {"LIMITS": ",".join(f"{kind}=0" for kind in RATE_LIMITS), "STAFF_MFA": "0"}
    environment = os.environ | own | variables
    with log.open("w") as lines:
        process = subprocess.Popen(
            [sys.executable, "bin/serve.py"], cwd=ROOT, env=environment, stdout=lines, stderr=lines
        )
    try:
        until = time.monotonic() + 600
        while f"{url}/" not in log.read_text():
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"The site did not start:\n{log.read_text()}")
            time.sleep(0.1)
        with closing(PreparedCommands(environment)) as commands:
            yield Site(url, environment, log, process, commands)
    finally:
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(ends_by)
        process.wait(30)
    assert not psutil.wait_procs(children, timeout=120)[1], "nothing runs on after the site is stopped"


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


# The browser


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, where it can be without windows: a visit then costs a quarter.

    No script of a page runs long enough to be worth compiling for speed.
    """
    program = require_program("Chromium")
    # Playwright's event loop stays in this thread; Django would refuse the database to all tests after it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--js-flags=--no-opt --no-maglev"],
        )
        yield browser
        browser.close()


@contextmanager
def visits(browser, site):
    """Give a function that opens a page of a site as a new visitor: `visit(java_script_enabled=False, viewport=...)`.

    At the end, no page may have had a script error, a refusal by the security policy or a request elsewhere.
    """
    contexts, complaints = [], []

    def watch(page):
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        page.on("request", lambda request: None if is_ours(request.url) else complaints.append(request.url))

    def is_ours(url):
        return url.startswith((f"{site.url}/", "data:", "blob:", "about:"))

    def new_page(**options):
        # reduced motion: what is looked at stands still
        dutch = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce"}
        context = browser.new_context(base_url=site.url, **(dutch | options))
        context.set_default_timeout(60_000)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def visit(browser, live_site):
    """Open a page of the live site as a new visitor: see `visits`."""
    with visits(browser, live_site) as visit:
        yield visit


@pytest.fixture
def page(visit):
    """A page in a new browser window, on the live site: `page.goto("/")`."""
    return visit()


@pytest.fixture
def page_without_script(visit):
    """The same with JavaScript off."""
    return visit(java_script_enabled=False)
