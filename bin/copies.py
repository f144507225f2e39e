"""A copy of the whole database in one file, and back: with the tools of the database itself.

SQLite copies itself while the site writes; a PostgreSQL is copied by its own pg_dump and pg_restore, which must not be
older than the server. After a restore the migrations run, and what was deleted by its term is deleted again.
"""

import io
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
SQLITE, POSTGRES = "sqlite3", "postgresql"


def main():
    environ.Env.read_env(ROOT / ".env")
    if len(sys.argv) != 3 or sys.argv[1] not in WAYS:
        stop("Give one file: bin/backup FILE, or bin/restore FILE.")
    try:
        config = environ.Env.db_url_config(os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'db.sqlite3'}")
        kind = config["ENGINE"].rpartition(".")[2]
        WAYS[sys.argv[1]][kind](config, Path(sys.argv[2]))
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        stop(f"It did not work: {error}")
    except (KeyError, ValueError, environ.ImproperlyConfigured):
        stop("DATABASE_URL has a wrong value: start it with postgres:// or sqlite:///.")


def stop(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(1)


def new_file(path):
    """Make the file, readable by this user only; stops when it is there already."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        stop(f"{path} exists already. Give another name.")


def postgres(program, config, *arguments, **options):
    """Run one of PostgreSQL's programs on the database of the site; the password does not stand in the process list."""
    found = shutil.which(program)
    if not found:
        stop(f"{program} is missing. On Debian: apt-get install postgresql-client")
    named = {"PGHOST": config["HOST"] or config.get("OPTIONS", {}).get("host", ""), "PGPORT": str(config["PORT"])}
    named |= {"PGUSER": config["USER"], "PGPASSWORD": config["PASSWORD"], "PGDATABASE": config["NAME"]}
    environment = os.environ | {name: value for name, value in named.items() if value}
    return subprocess.run([found, *arguments], env=environment, check=True, **options)


# --- backup ---------------------------------------------------------------------------------------------------------


def backup_sqlite(config, path):
    source = f"file:{config['NAME']}?mode=ro"
    new_file(path)
    with sqlite3.connect(source, uri=True) as database, sqlite3.connect(path) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    copy.close()


def backup_postgres(config, path):
    new_file(path)
    postgres("pg_dump", config, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


# --- restore --------------------------------------------------------------------------------------------------------


def restore_sqlite(config, path):
    target = Path(config["NAME"])
    if target.exists():
        stop(f"{target} exists already. Restore into an empty place: move it away first.")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            stop(f"{path} is damaged. Take an older one.")
    new_file(target)
    shutil.copyfile(path, target)
    bring_up_to_date()


def restore_postgres(config, path):
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    asked = postgres("psql", config, "--no-psqlrc", "--tuples-only", f"--command={tables}", stdout=subprocess.PIPE)
    if asked.stdout.strip() != b"0":
        stop("This database is not empty. Make a new one, and name it in DATABASE_URL.")
    arguments = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    postgres("pg_restore", config, *arguments, f"--dbname={config['NAME']}", str(path))
    bring_up_to_date()


def bring_up_to_date():
    """What this version of the program expects, and nothing that had to be deleted since the backup."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))  # nothing is sealed here
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("forget_plans", stdout=io.StringIO())


WAYS = {
    "backup": {SQLITE: backup_sqlite, POSTGRES: backup_postgres},
    "restore": {SQLITE: restore_sqlite, POSTGRES: restore_postgres},
}

if __name__ == "__main__":
    main()
