"""Reports on a machine that is busy with other things: by hand, some minutes.

    .venv/bin/python bench/busy.py [--others 6] [--reports 20]

Starts the real site, and beside it processes that do nothing but count. Then as many people as there are reports ask
for one at the same moment and wait for it. Every report must come: late, but not refused. Prints how long they took,
and how long a page took meanwhile.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


from tests.conftest import own_database, serve
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network

PLANS = f"""
import json
from stappenplan.models import Plan
answers = {OFFICIAL_READY!r}
print("HERE", json.dumps([Plan.start(answers | {{"goal_sentence": str(number)}})[1] for number in range(NUMBER)]))
"""
POLL_SECONDS = 1


def count_for_ever():
    while True:
        pass


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--others", type=int, default=6, help="how many other processes are busy")
    options.add_argument("--reports", type=int, default=20)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    with own_database(folder) as database, serve(folder / "log", DATABASE_URL=database, REPORT_WORKERS="2") as site:
        said = site.manage("shell", "-v0", "-c", PLANS.replace("NUMBER", str(asked.reports)))
        tokens = json.loads(said.partition("HERE")[2])
        others = [multiprocessing.Process(target=count_for_ever, daemon=True) for _ in range(asked.others)]
        for other in others:
            other.start()
        try:
            made, pages = wait_for(Network(site.url), tokens)
        finally:
            for other in others:
                other.kill()
    times = sorted(seconds for ok, seconds in made if ok)
    print(f"load {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores; {asked.others} other processes")
    print(f"{len(times)} of {len(made)} reports made")
    if times:
        print(f"seconds: first {times[0]:.0f}, p50 {median(times):.0f}, last {times[-1]:.0f}")
    print(f"a page meanwhile: p50 {1000 * median(pages):.0f} ms, slowest {1000 * max(pages):.0f} ms")
    sys.exit(len(times) < len(made))


def wait_for(network, tokens):
    """Ask all reports, then look until each is ready or failed: [(whether it is there, seconds)], and page times."""
    begun, made, pages = time.monotonic(), [], []
    while tokens:
        for token in list(tokens):
            before = time.monotonic()
            answer = network.get(f"/plan/{token}/rapport/")
            pages.append(time.monotonic() - before)
            if answer.status_code == 200:
                tokens.remove(token)
                made.append(("Uw rapport is klaar" in answer.content.decode(), time.monotonic() - begun))
        time.sleep(POLL_SECONDS)
    return made, pages


if __name__ == "__main__":
    main()
