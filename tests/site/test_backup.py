"""bin/backup and bin/restore: what comes back is what there was, or nothing comes back and a sentence says why."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path

import psycopg
import pytest
from django.apps import apps

from tests.conftest import ROOT
from tests.support import postgres, ready_database
from tests.support.covering import mark_others
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

LOGGED_IN = "the-key-of-somebody-in-the-admin"
# Two plans whose answers count, one that ran out of time long ago but was not deleted yet, and somebody logged in.
PLANS = f"""
from datetime import timedelta
from django.utils import timezone
from stappenplan.models import Plan
for answers in {[OFFICIAL_READY, RESIDENT_READY]!r}:
    Plan.start(answers)
ended, long_ago = Plan.start({{"audience": "resident"}})[0], timezone.now() - timedelta(days=400)
Plan.objects.filter(pk=ended.pk).update(changed=long_ago, visited=long_ago)
from django.contrib.sessions.models import Session
Session.objects.create(session_key="{LOGGED_IN}", session_data="", expire_date=timezone.now() + timedelta(days=1))
"""
ADVICE = """
import hashlib
from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.report.document import report_html
catalogue = Catalogue.current()
for plan in Plan.objects.exclude(answers={"audience": "resident"}).order_by("pk"):
    # The record of the advice is in the head. The same HTML gives the same PDF: tests/report/pdf/test_renderer.py.
    html = report_html(plan, plan.advice(catalogue), catalogue, "nl")
    assert 'id="advies.json"' in html
    print(plan.edit_hash, hashlib.sha256(html.encode()).hexdigest())
"""
WRITER = """
from stappenplan.models import Plan
while True:
    Plan.start({"audience": "resident"})
    print("one", flush=True)
"""
COUNT, SESSIONS = "SELECT count(*) FROM stappenplan_plan", "SELECT count(*) FROM django_session"
# Tables with a key that a copy may hold: a hash of a password opens nothing, and these hold no token of a login
# elsewhere and no list of logins.
OPENS_NOTHING = {"auth_user", "axes_accesslog", "socialaccount_socialapp"}

sys.path.insert(0, str(ROOT / "bin" / "lib"))
import copies  # noqa: E402

pytestmark = pytest.mark.any_database


def environment(url):
    own = {"SECRET_KEY": "only-for-tests", "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "stappenplan.settings"}
    return os.environ | own | {"DATABASE_URL": url}


def run(*command, url, expect=0):
    done = subprocess.run([*map(str, command)], cwd=ROOT, env=environment(url), capture_output=True, text=True)
    assert done.returncode == expect, done.stderr
    return (done.stdout + done.stderr).strip()


def program(code):
    """A program that runs this with our settings; manage.py would check all of the code first, each time."""
    return sys.executable, "-c", f"import django\ndjango.setup()\n{code}"


def shell(code, url):
    return run(*program(code), url=url)


def writing(url):
    """A program that makes plans without end, and says so of each once it is kept."""
    # The server of the tests keeps nothing before it answers; this writer asks it to, as on a real site.
    own = environment(url) | {"PGOPTIONS": "-c synchronous_commit=on"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    return subprocess.Popen(program(WRITER), cwd=ROOT, env=own, **pipes)


def refused(*command, url):
    """Run it to its one sentence of why not."""
    said = run(*command, url=url, expect=1)
    assert len(said.splitlines()) == 1 and "Traceback" not in said, said
    return said


@dataclass
class SQLite:
    """Databases in one folder; `url` is a site with plans and somebody logged in, `advice` what ADVICE says of it."""

    folder: Path
    advice: str = ""
    numbers: count = field(default_factory=count)
    kind = "sqlite"

    @property
    def url(self):
        return f"sqlite:///{self.folder / 'site.sqlite3'}"

    def empty(self):
        """The address of a database that is not there yet."""
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.sqlite3'}"

    def twin(self):
        """The address of a copy of the site."""
        url = self.empty()
        with closing(sqlite3.connect(file_of(self.url))) as here, closing(sqlite3.connect(file_of(url))) as there:
            here.backup(there)
        return url

    def ask(self, question, url):
        """The one figure that answers a question to this database."""
        with closing(sqlite3.connect(file_of(url))) as database:
            return database.execute(question).fetchone()[0]

    def is_empty(self, url):
        return not file_of(url).exists()

    def plain_copy(self, path):
        """A copy as an operator could have made it: with the sessions of staff."""
        shutil.copyfile(file_of(self.twin()), path)

    def text_of(self, path):
        return path.read_bytes()

    def crash(self, url, writer):
        """The machine goes down in the middle of a write."""
        writer.kill()
        writer.wait()


@dataclass
class PostgreSQL:
    """Databases of one server; `url` and `advice` as for SQLite."""

    url: str
    advice: str = ""
    numbers: count = field(default_factory=count)
    kind = "postgresql"

    def create(self, options=""):
        name = f"other_{next(self.numbers)}"
        with psycopg.connect(self.url.replace("/postgres?", "/template1?"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {options}")
        return self.url.replace("/postgres?", f"/{name}?")

    def empty(self):
        return self.create()

    def twin(self):
        return self.create("TEMPLATE postgres")

    def ask(self, question, url):
        with psycopg.connect(url) as connection:
            return connection.execute(question).fetchone()[0]

    def is_empty(self, url):
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            return found.fetchone() == (0,)

    def plain_copy(self, path):
        run("pg_dump", "--format=custom", f"--file={path}", self.url.replace("postgres:", "postgresql:"), url=self.url)

    def text_of(self, path):
        return run("pg_restore", "--file=-", path, url=self.url).encode()

    def crash(self, url, writer):
        postgres.crash(url)
        writer.wait()


def file_of(url):
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture(scope="module")
def sqlite_site(tmp_path_factory):
    found = SQLite(tmp_path_factory.mktemp("databases"))
    ready_database.copy_sqlite(file_of(found.url))
    found.advice = shell(PLANS + ADVICE, found.url)
    return found


@pytest.fixture(scope="module")
def postgresql_site():
    with postgres.server() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{postgres.programs_of(url)}:{os.environ['PATH']}")
        ready_database.fill_postgresql(url)
        yield PostgreSQL(url, advice=shell(PLANS + ADVICE, url))


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request):
    """A site on either kind of database, and room for others of the same kind.

    Each is made once for this module: pytest would make one with parameters again for each further parameter.
    """
    return request.getfixturevalue(f"{request.param}_site")


# Only SQLite has files beside its database.
on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def on_kinds(name, of, **tried):
    """Try each of these cases on both kinds of database; bin/test those of `tried`, by the kind."""
    chosen = [(kind, case) for kind, cases in tried.items() for case in cases]
    return pytest.mark.parametrize(
        ("databases", name), mark_others(list(product(tried, of)), chosen), indirect=["databases"]
    )


@pytest.fixture(scope="module")
def copies_made():
    """The files that `copy` made in this module, by the kind of database."""
    return {}


@pytest.fixture
def copy(databases, copies_made, tmp_path_factory):
    """What bin/backup makes of the site."""
    if databases.kind not in copies_made:
        file = tmp_path_factory.mktemp("copies") / "copy"
        run("bin/backup", file, url=databases.url)
        copies_made[databases.kind] = file
    return copies_made[databases.kind]


# --- a good copy ----------------------------------------------------------------------------------------------------


def test_a_restored_backup_gives_the_same_advice_and_what_ran_out_of_time_stays_away(databases, copy):
    there = databases.empty()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    said = run("bin/restore", copy, url=there)
    assert said.startswith("Restored, and looked at again: 2 plans, ") and "one advice" in said
    assert shell(f"{ADVICE}print(Plan.objects.count())", there) == f"{databases.advice}\n2"
    assert "exists already" in run("bin/backup", copy, url=databases.url, expect=1)
    assert "empty" in run("bin/restore", copy, url=there, expect=1)
    assert os.listdir(copy.parent) == [copy.name]


def test_who_was_logged_in_is_in_no_copy(databases, copy):
    assert databases.ask(SESSIONS, databases.url) == 1
    assert LOGGED_IN.encode() not in databases.text_of(copy)


def test_who_was_logged_in_when_a_copy_was_made_by_hand_is_logged_out_by_the_restore(databases, tmp_path):
    there = databases.empty()
    databases.plain_copy(tmp_path / "plain")
    assert LOGGED_IN.encode() in databases.text_of(tmp_path / "plain")
    run("bin/restore", tmp_path / "plain", url=there)
    assert databases.ask(SESSIONS, there) == 0
    if databases.kind == "sqlite":
        assert LOGGED_IN.encode() not in file_of(there).read_bytes()
        assert stat.S_IMODE(file_of(there).stat().st_mode) == 0o600


def test_of_every_table_with_a_key_is_known_whether_it_opens_an_account():
    words = {"session", "key", "token", "secret", "password"}
    with_a_key = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ("stappenplan", "platforms")
        if any(words & set(column.column.split("_")) for column in model._meta.concrete_fields)
    }
    assert with_a_key - OPENS_NOTHING <= set(copies.LOGGED_IN)


# --- after a crash --------------------------------------------------------------------------------------------------


def test_what_was_written_before_a_crash_is_in_the_copy_and_comes_back(databases, tmp_path):
    """Killed in the middle of writes: everything that was said to be kept is kept, and the copy is whole."""
    site, there = databases.twin(), databases.empty()
    with writing(site) as writer:
        kept = sum(1 for _line, _number in zip(writer.stdout, range(40), strict=False))
        databases.crash(site, writer)
        kept += len(writer.stdout.readlines())
    run("bin/backup", tmp_path / "copy", url=site)
    run("bin/restore", tmp_path / "copy", url=there)
    plans = databases.ask(COUNT, there)
    assert kept + 2 <= plans <= kept + 3, "the last one may be kept without a word of it"


@pytest.mark.parametrize("left", ["", "-wal", "-shm", "-journal"])
@on_sqlite
def test_what_a_crash_left_beside_the_database_is_refused_and_not_touched(databases, copy, left):
    there = databases.empty()
    stale = file_of(f"{there}{left}")
    stale.write_bytes(b"of another database")
    said = refused("bin/restore", copy, url=there)
    assert f"{stale} exists already" in said and "move it away" in said
    assert stale.read_bytes() == b"of another database"
    assert sorted(file_of(there).parent.glob(f"{file_of(there).name}*")) == [stale]


@on_sqlite
def test_after_a_crash_each_file_that_is_in_the_way_is_named_until_the_place_is_empty(databases, copy, tmp_path):
    site = databases.twin()
    with writing(site) as writer:
        assert writer.stdout.readline()
        databases.crash(site, writer)
    left = sorted(file_of(site).parent.glob(f"{file_of(site).name}*"))
    assert len(left) == 3, "the database, its log and the index of that"
    while left:
        said = refused("bin/restore", copy, url=site)
        assert all(str(one) in said for one in left)
        shutil.move(left.pop(0), tmp_path)
    run("bin/restore", copy, url=site)
    assert databases.ask(COUNT, site) == 2


@on_sqlite
def test_a_restore_that_is_killed_leaves_nothing_under_the_name_and_can_be_done_again(databases, copy):
    there = databases.empty()
    with subprocess.Popen(["bin/restore", copy], cwd=ROOT, env=environment(there)) as restore:
        while not list(file_of(there).parent.glob(f"{file_of(there).name}.*.part")):
            assert restore.poll() is None
            time.sleep(0.01)
        restore.send_signal(signal.SIGKILL)
    assert databases.is_empty(there)
    run("bin/restore", copy, url=there)


# --- a copy that cannot be made -------------------------------------------------------------------------------------


def without_tables(databases, folder):
    url = databases.empty()
    if databases.kind == "sqlite":
        file_of(url).touch()
    return url


def without_database(databases, folder):
    return f"{databases.empty()}x" if databases.kind == "sqlite" else databases.url.replace("/postgres?", "/nowhere?")


def a_folder(databases, folder):
    (folder / "database").mkdir()
    return f"sqlite:///{folder / 'database'}"


def damaged(databases, folder):
    url = databases.twin()
    if databases.kind == "sqlite":
        damage(file_of(url))
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "DROP TABLE stappenplan_report, stappenplan_groupanswer, stappenplan_grouplink, stappenplan_group"
            )
            connection.execute("DROP TABLE stappenplan_plan")
    return url


def damage(file):
    """Overwrite the pages from the middle on, as a bad disk may."""
    with file.open("r+b") as database:
        database.seek(file.stat().st_size // 2 // 4096 * 4096)
        database.write(b"\xa5" * 4096 * 20)


NO_SITE = [without_tables, without_database, a_folder, damaged]


@on_kinds("site", sqlite=NO_SITE, postgresql=[without_tables, without_database, damaged], of=NO_SITE)
def test_a_backup_that_fails_leaves_no_file(databases, tmp_path, site):
    url, folder = site(databases, tmp_path), tmp_path / "copies"
    folder.mkdir()
    run("bin/backup", folder / "copy", url=url, expect=1)
    assert not os.listdir(folder)


@on_kinds("blocks", sqlite=[0, 64], postgresql=[0, 8], of=[0, 8, 64])
def test_a_backup_on_a_full_disk_leaves_no_file(databases, tmp_path, blocks):
    limited = f"ulimit -f {blocks}; exec bin/backup {tmp_path}/copy"
    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, env=environment(databases.url), capture_output=True)
    assert done.returncode and not os.listdir(tmp_path)


def test_a_backup_that_is_stopped_leaves_no_file(databases, tmp_path):
    with subprocess.Popen(["bin/backup", tmp_path / "copy"], cwd=ROOT, env=environment(databases.url)) as backup:
        while backup.poll() is None and not os.listdir(tmp_path):
            time.sleep(0.001)
        backup.terminate()
    assert os.listdir(tmp_path) in ([], ["copy"]), "nothing, or all of it was done just before"


# --- a copy that is none --------------------------------------------------------------------------------------------


def nothing(copy, file):
    file.touch()


def half(copy, file):
    file.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])


def something_else(copy, file):
    file.write_text("This is a letter.\n" * 1000)


def another_database(copy, file):
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE letters (sentence)")


def scratched(copy, file):
    shutil.copyfile(copy, file)
    damage(file)


NO_COPY = [nothing, half, something_else, another_database, scratched]


@on_kinds(
    "made",
    sqlite=[nothing, half, another_database, scratched],
    postgresql=[half, something_else, scratched],
    of=NO_COPY,
)
def test_a_file_that_is_no_whole_copy_is_refused_and_nothing_is_made(databases, copy, tmp_path, made):
    there = databases.empty()
    made(copy, tmp_path / "file")
    run("bin/restore", tmp_path / "file", url=there, expect=1)
    assert databases.is_empty(there)


def test_a_copy_of_another_program_is_refused(databases, tmp_path):
    if databases.kind == "sqlite":
        another_database(None, tmp_path / "file")
    else:
        other = databases.empty()
        with psycopg.connect(other, autocommit=True) as connection:
            connection.execute("CREATE TABLE letters (sentence text)")
        run(
            "pg_dump",
            "--format=custom",
            f"--file={tmp_path / 'file'}",
            other.replace("postgres:", "postgresql:"),
            url=other,
        )
    there = databases.empty()
    assert "tables of this site" in refused("bin/restore", tmp_path / "file", url=there)
    assert databases.is_empty(there)


@on_sqlite
def test_a_copy_of_which_no_advice_can_be_made_is_not_called_restored(databases, tmp_path):
    site, there = databases.twin(), databases.empty()
    with closing(sqlite3.connect(file_of(site))) as database, database:
        database.execute("""UPDATE platforms_fact SET value = '{"not": ["a value"]}'""")
    run("bin/backup", tmp_path / "copy", url=site)
    assert "no advice can be made" in refused("bin/restore", tmp_path / "copy", url=there)
    assert databases.is_empty(there)
