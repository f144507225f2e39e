"""How long a backup and a restore take with ten thousand plans, and whether the advice is the same: by hand.

    .venv/bin/python bench/restore.py [--plans 10000]

On SQLite and on a PostgreSQL of its own; each restore goes into an empty database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 (the tests stand beside this folder)
from tests.support import postgres
from tests.support.personas import OFFICIAL_READY

MADE = f"""
import io, sys
from django.core.management import call_command
from stappenplan.models import Plan
call_command("migrate", verbosity=0)
call_command("load_catalogue", stdout=io.StringIO())
for number in range({{plans}}):
    Plan.start({OFFICIAL_READY!r})
"""
ADVICE = """
import hashlib
from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.report.record import as_text, build_record
catalogue, plan = Catalogue.current(), Plan.objects.order_by("pk").last()
record = as_text(build_record(plan, plan.advice(catalogue), catalogue))
print(Plan.objects.count(), hashlib.sha256(record.encode()).hexdigest())
"""


def run(*command, url):
    environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": "only-to-measure", "DEBUG": "0"}
    done = subprocess.run([*map(str, command)], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def shell(code, url):
    return run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code, url=url)


def measured(name, here, there, folder, plans):
    shell(MADE.replace("{plans}", str(plans)), here)
    before, file = shell(ADVICE, here), Path(folder) / f"{name}.backup"
    begun = time.monotonic()
    run("bin/backup", file, url=here)
    written = time.monotonic()
    run("bin/restore", file, url=there)
    restored = time.monotonic()
    same = "the same advice" if shell(ADVICE, there) == before else "ANOTHER ADVICE"
    print(
        f"{name}, {plans} plans: backup {written - begun:.1f} s ({file.stat().st_size / 1e6:.1f} MB), "
        f"restore {restored - written:.1f} s, {same}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=10_000)
    plans = parser.parse_args().plans
    with tempfile.TemporaryDirectory() as folder:
        measured("SQLite", f"sqlite:///{folder}/one.sqlite3", f"sqlite:///{folder}/two.sqlite3", folder, plans)
        with postgres.server() as url:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE empty")
            os.environ["PATH"] = f"{postgres.programs_of(url)}:{os.environ['PATH']}"
            measured("PostgreSQL", url, url.replace("/postgres?", "/empty?"), folder, plans)


if __name__ == "__main__":
    main()
