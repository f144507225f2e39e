"""Ten thousand requests that no browser sends, over every address, to the real site: by hand, some minutes.

    .venv/bin/python bench/malformed.py [--requests 10000] [--seed 1]

Starts the site with a database of its own. Prints what was answered how often, and every answer that is no friendly
page or tells too much. A fault is found again with the same seed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "stappenplan.settings", "DEBUG": "1"}

import django
from django.conf import settings

django.setup()

# ruff: noqa: E402 (the addresses of the site can be read only now)
from tests.conftest import own_database, serve
from tests.support.malformed import Sender, fault_in, requests_over_every_address
from tests.support.visitor import Network, Visitor

PLANS = 40
# All requests come from one network: a few hundred of them, and it would hear nothing but "too much".
NO_LIMITS = ",".join(f"{name}=0" for name in settings.LIMITS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        own_database(Path(folder)) as database,
        serve(Path(folder) / "log", DATABASE_URL=database, LOG_REQUESTS="1", LIMITS=NO_LIMITS) as site,
    ):
        tokens = [Visitor(Network(site.url)).begin().token() for _number in range(PLANS)]
        secrets, sender = [site.environment["SECRET_KEY"]], Sender(site.url)
        answers, faults, begun = Counter(), [], time.monotonic()
        for request in requests_over_every_address(asked.requests, asked.seed, tokens):
            answer = sender.send(request)
            answers[answer.status if answer else "hung up"] += 1
            if answer and (fault := fault_in(request, answer, secrets)):
                faults.append(fault)
        said = site.log.read_text()
        leaked = [secret for secret in (*secrets, *tokens) if secret in said]
    print(f"{asked.requests} requests in {time.monotonic() - begun:.0f} s, seed {asked.seed}")
    print(", ".join(f"{status}: {number}" for status, number in sorted(answers.items(), key=str)))
    print(f"{len(faults)} answers that should not be; {len(leaked)} secrets in the log")
    print(*faults, sep="\n")
    sys.exit(bool(faults or leaked))


if __name__ == "__main__":
    main()
