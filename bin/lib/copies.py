"""Backup and restore of the whole database as one file, with the tools of the database itself.

SQLite copies itself while the site writes; a PostgreSQL is copied by its own pg_dump and pg_restore, which must not be
older than the server. A copy gets its name once it is whole. What was restored is looked at again before it is called
done: its rows are counted, what ran out of time is deleted, nobody is logged in, and one advice is made.
"""

import io
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import environ

ROOT = Path(__file__).resolve().parents[2]
SQLITE, POSTGRES = "sqlite3", "postgresql"
# Without these tables a file is no copy of this site.
OURS = ("django_migrations", "platforms_platform", "stappenplan_plan")
# What must be there after a restore, row for row.
COUNTED = (*OURS, "platforms_fact", "platforms_source", "stappenplan_group", "stappenplan_groupanswer", "auth_user")
# A row of these lets its reader into an account: never in a copy.
LOGGED_IN = ("django_session", "account_emailconfirmation", "socialaccount_socialtoken")
# What SQLite keeps beside a database, and plays over any database of that name.
LOGS = ("-wal", "-shm", "-journal")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    environ.Env.read_env(ROOT / ".env")
    if len(sys.argv) != 3 or sys.argv[1] not in WAYS:
        stop("Give one file: bin/backup FILE, or bin/restore FILE.")
    try:
        config = environ.Env.db_url_config(os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'db.sqlite3'}")
        way = WAYS[sys.argv[1]][config["ENGINE"].rpartition(".")[2]]
    except (KeyError, ValueError, environ.ImproperlyConfigured):
        stop("DATABASE_URL has a wrong value: start it with postgres:// or sqlite:///.")
    try:
        way(config, Path(sys.argv[2]))
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        stop(f"It did not work: {error}")


def stop(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(1)


@contextmanager
def new_file(path):
    """Give a file to write, for this user only: it gets the name `path` at the end, and goes when anything fails."""
    refuse_what_is_there(path)
    # Named first and made inside the block: a signal between the two would leave a file.
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = None
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        yield part
        os.fsync(handle)
        part.rename(path)
    finally:
        if handle is not None:
            os.close(handle)
        for left in (part, *logs_of(part)):
            left.unlink(missing_ok=True)


def refuse_what_is_there(path):
    found = [str(one) for one in (path, *logs_of(path)) if os.path.lexists(one)]
    if found:
        verb, it = ("exists", "it") if len(found) == 1 else ("exist", "them")
        stop(f"{', '.join(found)} {verb} already. Only an empty place will do: move {it} away, or give another name.")


def logs_of(path):
    return [path.with_name(path.name + end) for end in LOGS]


def postgres(program, config, *arguments, **options):
    """Run one of PostgreSQL's programs on the database of the site; the password does not stand in the process list."""
    found = shutil.which(program)
    if not found:
        stop(f"{program} is missing. On Debian: apt-get install postgresql-client")
    named = {"PGHOST": config["HOST"] or config.get("OPTIONS", {}).get("host", ""), "PGPORT": str(config["PORT"])}
    named |= {"PGUSER": config["USER"], "PGPASSWORD": config["PASSWORD"], "PGDATABASE": config["NAME"]}
    environment = os.environ | {name: value for name, value in named.items() if value}
    return subprocess.run([found, *arguments], env=environment, check=True, **options)


def refuse_other_tables(tables, name):
    if not set(OURS) <= set(tables):
        stop(f"{name} does not hold the tables of this site.")


# --- SQLite ---------------------------------------------------------------------------------------------------------


def backup_sqlite(config, path):
    source = Path(config["NAME"])
    with new_file(path) as part:
        with closing(sqlite3.connect(uri(source), uri=True)) as database, closing(sqlite3.connect(part)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            for table in set(LOGGED_IN) & set(tables_of(copy)):
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - a name out of our own list
            copy.commit()
            copy.execute("VACUUM")  # no rest of what was deleted
        refuse_damaged_sqlite(part, source)


def restore_sqlite(config, path):
    target = Path(config["NAME"])
    counts = refuse_damaged_sqlite(path, path)
    with new_file(target) as part:
        shutil.copyfile(path, part)
        said = bring_up_to_date(f"sqlite:///{quote(str(part))}", counts)
        refuse_damaged_sqlite(part, path)
        if any(one.exists() for one in logs_of(part)):
            stop("Another program has the new database open. Stop it, and try again.")
    print(said)


def uri(path, **more):
    """The address of a database that is only read."""
    return "&".join([f"{path.absolute().as_uri()}?mode=ro", *(f"{name}={value}" for name, value in more.items())])


def tables_of(database):
    return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def refuse_damaged_sqlite(path, name):
    """How many rows each table that we count has: in the file as it stands, whatever log lies beside it."""
    with closing(sqlite3.connect(uri(path, immutable=1), uri=True)) as copy:
        tables = tables_of(copy)
        refuse_other_tables(tables, name)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            stop(f"{name} is damaged. Take an older copy.")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            stop(f"{name} is damaged: rows refer to rows that are not there. Take an older copy.")
        counted = [table for table in COUNTED if table in tables]
        return {table: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in counted}  # noqa: S608


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def backup_postgres(config, path):
    without = [f"--exclude-table-data={table}" for table in LOGGED_IN]
    with new_file(path) as part:
        # Into a file that is open: a pg_dump that outlives us, stopped while it was started, makes no new one.
        with part.open("wb") as copy:
            postgres("pg_dump", config, "--format=custom", "--no-owner", "--no-privileges", *without, stdout=copy)
        refuse_other_tables(tables_in(config, part), "The database")


def restore_postgres(config, path):
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    asked = postgres("psql", config, "--no-psqlrc", "--tuples-only", f"--command={tables}", stdout=subprocess.PIPE)
    if asked.stdout.strip() != b"0":
        stop("This database is not empty. Make a new one, and name it in DATABASE_URL.")
    refuse_other_tables(tables_in(config, path), path)
    counts = counts_in(config, path)
    arguments = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    postgres("pg_restore", config, *arguments, f"--dbname={config['NAME']}", str(path))
    print(bring_up_to_date(os.environ["DATABASE_URL"], counts))


def tables_in(config, path):
    listed = postgres("pg_restore", config, "--list", str(path), stdout=subprocess.PIPE, text=True).stdout
    return re.findall(r" TABLE DATA public (\w+) ", listed)


def counts_in(config, path):
    """How many rows each table that we count has in a file of pg_dump."""
    only = [f"--table={table}" for table in COUNTED]
    with tempfile.TemporaryFile() as rows:
        postgres("pg_restore", config, "--data-only", *only, "--file=-", str(path), stdout=rows)
        rows.seek(0)
        counts, table = {}, None
        for line in rows:
            if table is None and (begun := re.match(rb"COPY public\.(\w+) .*FROM stdin;", line)):
                table = begun[1].decode()
                counts[table] = 0
            elif line == b"\\.\n":
                table = None
            elif table:
                counts[table] += 1
    return counts


# --- after a restore ------------------------------------------------------------------------------------------------


def bring_up_to_date(url, counts):
    """What this version of the program expects, nothing that had to be deleted since, and proof that it can be used.

    `counts`: table -> how many rows the copy holds. Returns what was found, as a sentence; stops with another when
    something is not as it was.
    """
    sys.path.insert(0, str(ROOT))
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))  # nothing is sealed here
    import django
    from django.core.management import CommandError, call_command
    from django.db import Error, connection

    django.setup()
    try:
        refuse_other_counts(connection, counts)
        call_command("migrate", interactive=False, verbosity=0)
        log_everybody_out(connection)
        expected = plans_left()
        call_command("delete_expired", stdout=io.StringIO())
        if plans_left() != expected:
            stop("After the restore there are not as many plans as there should be. Do not use this database.")
        advice = "one advice made again" if make_one_advice() else "no advice: there is no catalogue yet"
    except (CommandError, Error) as error:
        stop(f"It was restored, and cannot be used: {' '.join(str(error).split())}")
    finally:
        connection.close()
    return f"Restored, and looked at again: {expected} plans, {counts['platforms_platform']} platforms, {advice}."


def refuse_other_counts(connection, counts):
    with connection.cursor() as cursor:
        for table, number in counts.items():
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name out of our own list
            if cursor.fetchone() != (number,):
                stop(f"After the restore {table} does not hold {number} rows. Do not use this database.")


def log_everybody_out(connection):
    with connection.cursor() as cursor:
        for table in set(LOGGED_IN) & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name out of our own list


def plans_left():
    """How many plans there are whose time is not over."""
    from stappenplan.models import Plan

    return Plan.objects.exclude(pk__in=Plan.expired()).count()


def make_one_advice():
    """The advice of the plan that was changed last, or of an example; None without a catalogue."""
    from platforms.models import Catalogue
    from stappenplan.models import Plan
    from stappenplan.plans.examples import EXAMPLES, example_plan
    from stappenplan.report.record import as_text, build_record

    catalogue = Catalogue.current()
    if not catalogue.platforms:
        return None
    plan = Plan.objects.filter(answers__has_key="audience").order_by("-changed").first()
    plan = plan or example_plan(next(iter(EXAMPLES)), catalogue)
    try:
        return as_text(build_record(plan, plan.advice(catalogue), catalogue))
    except Exception as error:  # whatever it is, this database is not fit for use
        stop(f"After the restore no advice can be made ({error!r}). Do not use this database.")


WAYS = {
    "backup": {SQLITE: backup_sqlite, POSTGRES: backup_postgres},
    "restore": {SQLITE: restore_sqlite, POSTGRES: restore_postgres},
}

if __name__ == "__main__":
    main()
