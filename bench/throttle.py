"""What counting costs: the same requests with and without a limit, in turns: a busy machine disturbs both alike.

    .venv/bin/python bench/throttle.py                       # SQLite
    .venv/bin/python tests/support/postgres.py .venv/bin/python bench/throttle.py

Prints the median of each in milliseconds and their ratio; a page that is not counted stands beside them.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "stappenplan.settings"
os.environ.setdefault("SECRET_KEY", "only-for-a-bench")
if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/db.sqlite3"
os.environ["DEBUG"] = "1"  # static files from where they are

TIMES = 300


def main():
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    client, limits = Client(), settings.LIMITS
    counted = {name: (30_000, seconds) for name, (_number, seconds) in limits.items()}
    free = {name: (0, seconds) for name, (_number, seconds) in limits.items()}
    asked = {
        "a search": lambda: client.get("/platforms/?zoek=buurt"),
        "a new plan": lambda: client.post("/plan/"),
        "an advice through the API": lambda: client.post(
            "/api/v1/adviezen", {"answers": {"audience": "official", "goal_main": "meet"}}, "application/json"
        ),
        "a wrong link": lambda: client.get("/plan/guess/"),
        "the start page (not counted)": lambda: client.get("/"),
    }
    print(f"{'':32}{'without':>9}{'with':>9}{'ratio':>8}")
    for name, ask in asked.items():
        times = {"free": [], "counted": []}
        for turn in range(2 * TIMES):
            kind = "counted" if turn % 2 else "free"
            settings.LIMITS = counted if turn % 2 else free
            begun = perf_counter()
            assert ask().status_code in (200, 302, 404)
            times[kind].append(1000 * (perf_counter() - begun))
        without, with_count = median(times["free"][10:]), median(times["counted"][10:])
        print(f"{name:32}{without:9.2f}{with_count:9.2f}{with_count / without:8.3f}")


if __name__ == "__main__":
    main()
