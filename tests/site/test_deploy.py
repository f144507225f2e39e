"""What stands in deploy/: units that may write where they must, a round that goes on, headers of the proxies."""

import configparser
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.support import ready_database

pytestmark = pytest.mark.any_database

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
GUIDE = (ROOT / "docs" / "operate" / "deploy.md").read_text()
# What systemd makes of these, below these folders.
MADE = {"StateDirectory": "/var/lib", "CacheDirectory": "/var/cache", "LogsDirectory": "/var/log"}
DAY = 24 * 60 * 60


def section(unit):
    """The [Service] part of a unit: name -> its values."""
    found = {}
    for line in unit.read_text().partition("[Service]")[2].partition("\n[")[0].splitlines():
        if line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def writable(unit):
    """The folders that this unit may write, its own temporary one apart."""
    settings = section(unit)
    folders = [f"{MADE[name]}/{one}" for name in MADE for value in settings.get(name, []) for one in value.split()]
    return [*folders, *(one for value in settings.get("ReadWritePaths", []) for one in value.split())]


# --- units ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_may_write_where_the_guide_puts_the_database(unit):
    """SQLite writes beside its file as well, so the folder itself has to be one of them: not one inside it."""
    database = Path(re.search(r"^DATABASE_URL=sqlite:///(/\S+)$", GUIDE, re.M)[1])
    assert section(unit)["ProtectSystem"] == ["strict"]
    assert str(database.parent) in writable(unit)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_may_write_every_folder_that_it_names(unit):
    """In its commands and its own settings; what is below such a folder may be written with it."""
    text = " ".join(section(unit)["ExecStart"] + section(unit).get("Environment", []))
    named = re.findall(r"/var/[\w./-]+", text)
    assert all(any(Path(one).is_relative_to(folder) for folder in writable(unit)) for one in named), named


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_runs_programs_that_are_there_and_none_stops_the_next(unit):
    settings = section(unit)
    assert len(settings["ExecStart"]) == 1, "of several, systemd runs none after the first that fails"
    assert settings["WorkingDirectory"] == ["/srv/stappenplan"] and settings["UMask"] == ["0077"]
    program, *arguments = shlex.split(settings["ExecStart"][0])
    for part in (program, *arguments):
        inside = part.removeprefix("/srv/stappenplan/")
        if inside.startswith(("bin/", "manage.py")):
            assert (ROOT / inside).is_file(), part


def test_the_daily_unit_has_a_timer_for_every_night():
    timer = configparser.ConfigParser(strict=False)
    timer.optionxform = str
    timer.read(DEPLOY / "stappenplan-daily.timer")
    assert timer["Timer"]["OnCalendar"].startswith("*-*-* ") and timer["Timer"]["Persistent"] == "yes"
    assert (
        "/srv/stappenplan/bin/nightly /var/lib/stappenplan/backups"
        in section(DEPLOY / "stappenplan-daily.service")["ExecStart"]
    )


# --- the round itself -----------------------------------------------------------------------------------------------

SITE = """
from datetime import timedelta
from django.utils import timezone
from stappenplan.models import Plan
plan, _token = Plan.start({"audience": "resident"})
long_ago = timezone.now() - timedelta(days=4000)
Plan.objects.filter(pk=plan.pk).update(changed=long_ago, visited=long_ago)
"""


@pytest.fixture(scope="module")
def site_file(tmp_path_factory):
    """A database with one plan, whose time is over."""
    file = tmp_path_factory.mktemp("site") / "site.sqlite3"
    ready_database.copy_sqlite(file)
    subprocess.run(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{SITE}"],
        cwd=ROOT,
        env=own(file, DJANGO_SETTINGS_MODULE="stappenplan.settings"),
        check=True,
    )
    return file


@pytest.fixture
def database(site_file, tmp_path):
    file = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(site_file)) as here, closing(sqlite3.connect(file)) as there:
        here.backup(there)
    return file


@pytest.fixture
def backups(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def own(file, **more):
    return os.environ | {"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": "only-for-tests", "DEBUG": "0"} | more


def nightly(folder, database):
    """Run the round; gives its exit status and what it said."""
    done = subprocess.run(["bin/nightly", folder], cwd=ROOT, env=own(database), capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def rows(database, question):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchone()[0]


def plans(database):
    return rows(database, "SELECT count(*) FROM stappenplan_plan")


def rounds(database):
    return rows(database, "SELECT count(*) FROM stappenplan_nightlyround")


def put(folder, name, days):
    """A file that was written so many days ago."""
    file = folder / name
    file.touch()
    moment = time.time() - days * DAY
    os.utime(file, (moment, moment))
    return file


def test_a_round_makes_one_backup_a_day_and_deletes_what_was_kept_long_enough(database, backups):
    assert nightly(backups, database)[0] == 0
    (made,) = backups.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.backup", made.name) and made.stat().st_mode & 0o777 == 0o600
    assert (plans(database), rounds(database)) == (0, 1)
    assert nightly(backups, database)[0] == 0
    assert list(backups.iterdir()) == [made]


def test_a_backup_is_removed_in_the_last_round_before_it_is_fourteen_days_old(database, backups):
    """And what a killed backup left goes the next night. Rounds are a day apart, give or take twenty minutes."""
    late = 20 / (24 * 60)
    kept = [put(backups, f"{days}.backup", days + late) for days in (1, 11, 12)]
    gone = [put(backups, f"{days}.backup", days - late) for days in (13, 14, 40)]
    other = put(backups, "letter.txt", 400)
    left, running = put(backups, "x.backup.abc.part", 1), put(backups, "y.backup.abc.part", 0)
    assert nightly(backups, database)[0] == 0
    assert all(file.exists() for file in (*kept, other, running))
    assert not [file for file in (*gone, left) if file.exists()]


def test_a_backup_that_fails_stops_neither_removing_nor_deleting_and_the_round_is_not_noted(database, backups):
    """Here its name is taken by something that cannot be written to; a full disk is in tests/site/test_backup.py."""
    old = put(backups, "old.backup", 20)
    (backups / f"{time.strftime('%F')}.backup").symlink_to("/nowhere/at/all")
    status, said = nightly(backups, database)
    assert status == 1 and "exists already" in said
    assert not old.exists()
    assert (plans(database), rounds(database)) == (0, 0)


def test_a_deletion_that_fails_stops_neither_backup_nor_removing_and_the_round_is_not_noted(database, backups):
    old = put(backups, "old.backup", 20)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE axes_accessattemptexpiration")
        connection.execute("ALTER TABLE axes_accessattempt RENAME TO lost")
    status, said = nightly(backups, database)
    assert status == 1 and "Not deleted: failed logins." in said
    assert not old.exists() and len(list(backups.iterdir())) == 1
    assert (plans(database), rounds(database)) == (0, 0)


def test_a_round_without_a_folder_says_so(database, tmp_path):
    status, said = nightly(tmp_path / "nowhere", database)
    assert status == 1 and "nowhere" in said
    assert (plans(database), rounds(database)) == (0, 0)


# --- containers -----------------------------------------------------------------------------------------------------

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
DAILY = COMPOSE["services"]["daily"]
IMAGE = (DEPLOY / "Containerfile").read_text()


def test_the_daily_container_keeps_its_backups_in_a_volume_that_it_may_write():
    (volume, folder), *more = [one.split(":") for one in DAILY["volumes"]]
    assert not more and volume in COMPOSE["volumes"]
    assert f"bin/nightly {folder} " in DAILY["command"][-1]
    user = re.search(r"^USER (\d+)$", IMAGE, re.M)[1]
    assert f"install --directory --owner={user} --mode=700 {folder}" in IMAGE


def test_the_image_has_the_programs_of_the_postgresql_that_compose_starts():
    server = COMPOSE["services"]["database"]["image"].rpartition(":")[2]
    assert f"postgresql-client-{server}" in IMAGE


def test_the_first_round_in_a_container_waits_for_the_tables_and_comes_again(site_file, backups, tmp_path):
    """The command of compose.yaml, with a clock that goes faster."""
    assert DAILY["depends_on"]["site"] == {"condition": "service_healthy"}
    shell, option, command = DAILY["command"]
    programs, slept = tmp_path / "programs", tmp_path / "slept"
    programs.mkdir()
    (programs / "sleep").write_text(f'#!/bin/sh\necho "$1" >> {slept}\nexec /bin/sleep 0.2\n')
    (programs / "sleep").chmod(0o755)
    database = tmp_path / "new.sqlite3"
    environment = own(database, PATH=f"{programs}:{os.environ['PATH']}")
    command = command.replace("/backups", str(backups))
    loop = subprocess.Popen(
        [shell, option, command], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(slept.exists)
        assert slept.read_text().split()[0] == "600" and not list(backups.glob("*.backup"))
        with closing(sqlite3.connect(site_file)) as here, closing(sqlite3.connect(database)) as there:
            here.backup(there)
        wait_for(lambda: "86400" in slept.read_text())
    finally:
        os.killpg(loop.pid, 9)
        loop.wait()
    assert len(list(backups.glob("*.backup"))) == 1 and plans(database) == 0


def wait_for(happened):
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.1)


# --- proxies --------------------------------------------------------------------------------------------------------

PROXIES = {"nginx.conf": r'add_header (\S+) "?(.*?)"?(?: always)?;$', "Caddyfile": r'^\t\theader (\S+) "?(.*?)"?$'}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PROXIES)
def test_the_own_pages_of_a_proxy_have_the_headers_of_the_site(client, settings, name):
    settings.SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    of_site = client.get("/health/live", secure=True).headers
    text = (DEPLOY / name).read_text()
    pages = text[text.index("429|503" if name == "nginx.conf" else "handle_errors") :]
    found = dict(
        re.findall(PROXIES[name], pages[: pages.index("\n    }" if name == "nginx.conf" else "file_server")], re.M)
    )
    assert found.pop("Cache-Control") == "no-store" and found.pop("Retry-After")
    safe = [header for header in of_site if header.startswith(("X-", "Cross-", "Strict-", "Referrer-", "Permissions-"))]
    assert set(found) == {*safe, "Content-Security-Policy"} - {"X-Request-ID"}
    for header, value in found.items():
        assert sorted(re.split("; ?", value)) == sorted(re.split("; ?", of_site[header])), header
