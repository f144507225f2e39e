"""A database as a site has it after its first start, with the whole catalogue: made once, then copied.

`python -m tests.support.ready_database` makes the SQLite file now, so that tests need not wait for it.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from tests.support import postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "ready-database"
LOCK = ROOT / ".cache" / "ready-database.lock"
# Whatever decides what is in the database.
SOURCES = (
    *("bin/serve.py", "platforms/**/*", "stappenplan/migrations/*", "stappenplan/models/*", "stappenplan/settings.py"),
    "uv.lock",
)
NAME = "ready"
# With the log of SQLite written to its file at the end.
PREPARE = """
import sys
sys.path.insert(0, "bin")
import serve
serve.prepare()
from django.db import connection
connection.close()
"""


def copy_sqlite(path):
    """Make `path` a copy of the ready database."""
    with ready_file() as file:
        shutil.copyfile(file, path)


def fill_sqlite(connection):
    """Make the database of this connection a copy of the ready one."""
    with ready_file() as file, closing(sqlite3.connect(file)) as ready:
        ready.backup(connection)


def fill_postgresql(url):
    """Make the empty database of this address, in a server of postgres.py, a copy of the ready one."""
    programs, target = postgres.programs_of(url), url.replace("postgres:", "postgresql:", 1)
    filled = []

    def fill_and_dump(part):
        fill(url)
        subprocess.run([programs / "pg_dump", "--format=custom", f"--file={part}", target], check=True)
        filled.append(url)

    with ready_file(".dump", fill_and_dump) as file:
        if not filled:
            subprocess.run([programs / "pg_restore", "--no-owner", f"--dbname={target}", file], check=True)


@contextmanager
def ready_file(suffix=".sqlite3", make=lambda part: fill(f"sqlite:///{part}")):
    """The file of exactly these sources, made when it is not there; anew each day, for a site minds its age.

    Locked meanwhile: several runs of tests ask for it at the same time, also when a new day begins.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = FOLDER / f"{sources_digest()}-{date.today()}{suffix}"
        if not file.exists():
            for earlier in FOLDER.iterdir():
                if earlier.stem != file.stem:
                    earlier.unlink()
            part = file.with_suffix(".part")
            make(part)
            part.replace(file)
        yield file


def sources_digest():
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def postgresql_template(server):
    """The name of the ready database in the PostgreSQL server of this address; made when it is not there."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")
            fill_postgresql(address_of(server, NAME))
    return NAME


def address_of(server, name):
    """The address of another database in the same server."""
    address, _, options = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}?{options}"


def fill(url):
    """Bring an empty database up to date, by what the first start of a site does."""
    own = {"DATABASE_URL": url, "DEBUG": "1", "EXAMPLE_REPORTS": "0", "DJANGO_SETTINGS_MODULE": "stappenplan.settings"}
    subprocess.run(
        [sys.executable, "-c", PREPARE], cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL, check=True
    )


if __name__ == "__main__":
    with ready_file() as made:
        print(made)
