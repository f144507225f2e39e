"""What this build costs beside an earlier one: pages, advice, reports, memory and the catalogue, in one table. By hand.

    .venv/bin/python bench/against.py [--commit 22eebae] [--turns 7] [ROW ...]

Clones the earlier commit into `.cache/against` and installs it there with its own bin/install. Each build works in a
process of its own, with a database of its own and the catalogue that it comes with: when ours holds more, the ratios
are worse for it. The builds take turns: per turn each does a thing once, the earlier one first in every other turn.
Prints, per thing, the median of both, and of the ratio of each turn the median and the range. Time is the processor
time of the process; memory is the proportional set size. ROW: only rows whose name holds one of these words.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
COMMIT, TURNS = "22eebae", 7
ONE_BUILD = Path(__file__).with_name("one_build.py")
EARLIER, OURS = "earlier", "ours"


@dataclass(frozen=True)
class Row:
    """A line of the table. `measure`: its key in one_build.py; `goal`: the ratio that was set; None: there is none."""

    name: str
    measure: str
    goal: float | None = None
    is_memory: bool = False


ROWS = (
    Row("advice page, seen before", "advice", 0.25),
    Row("advice page, first time", "advice_first"),
    Row("advise(), the catalogue", "advise", 0.15),
    Row("advise(), 10,000 platforms", "advise_many", 0.05),
    Row("comparison", "comparison", 0.33),
    Row("page of questions", "question", 0.5),
    Row("page of questions sent", "sent", 0.6),
    Row("start page", "start"),
    Row("list of platforms", "platforms"),
    Row("one platform", "platform"),
    Row("method page", "method"),
    Row("advice through the API", "api", 0.25),
    Row("memo with annexes, HTML to PDF", "memo", 0.5),
    Row("catalogue load, first time", "load", 0.5),
    Row("catalogue load, again", "load_again", 0.5),
    Row("memory of a web process", "web_memory", 0.6, is_memory=True),
    Row("web process as served, its share of memory", "served_memory", 0.6, is_memory=True),
    Row("web process as served, memory of its own", "private_memory", 0.6, is_memory=True),
    Row("memory of a report worker", "worker_memory", 0.7, is_memory=True),
)


class Build:
    """One build in a process of its own: `measure` has it do a thing once and gives seconds, or bytes of memory."""

    def __init__(self, root, folder):
        self.root = root
        own = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "DEBUG": "1", "ALLOWED_HOSTS": "testserver"}
        own |= {"TMPDIR": folder, "PYTHONPATH": str(root), "DJANGO_SETTINGS_MODULE": "stappenplan.settings"}
        command = [root / ".venv/bin/python", "-W", "ignore", ONE_BUILD]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, cwd=root, env=os.environ | own, **pipes)

    def measure(self, key):
        try:
            print(key, file=self.process.stdin, flush=True)
            return json.loads(self.process.stdout.readline())
        except (BrokenPipeError, ValueError):
            sys.exit(f"{self.root}: “{key}” could not be measured; the lines above say why.")

    def stop(self):
        self.process.kill()
        self.process.wait()


def run(*command, folder=ROOT):
    """Run a program; gives what it prints."""
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def clone(commit):
    """A clone of this repository at a commit, installed; made once."""
    folder = ROOT / ".cache" / "against" / commit
    if not (folder / ".git").exists():
        run("git", "clone", "--quiet", "--no-checkout", ROOT, folder)
    run("git", "checkout", "--quiet", commit, folder=folder)
    run("bin/install", "--dev", folder=folder)
    return folder


def measure_row(row, builds, turns):
    """The figures of each build, a list per build; what is not done before is done once beforehand."""
    found = {name: [] for name in builds}
    for turn in range(-1, turns):
        for name in sorted(builds, reverse=turn % 2 == 0):
            figure = builds[name].measure(row.measure)
            if turn >= 0:
                found[name].append(figure)
    return found


def print_row(row, found):
    ratios = [ours / earlier for ours, earlier in zip(found[OURS], found[EARLIER], strict=True)]
    ratio, size, unit = median(ratios), *((1e-6, "MB") if row.is_memory else (1e3, "ms"))
    cells = [row.name, *(f"{median(found[name]) * size:.1f} {unit}" for name in (EARLIER, OURS))]
    cells += [f"{ratio:.3f}", f"{min(ratios):.3f} to {max(ratios):.3f}"]
    if row.goal is None:
        cells += ["", ""]
    else:
        cells += [f"at most {row.goal}", "yes" if ratio <= row.goal else f"no: {ratio / row.goal:.2f} times that"]
    print(f"| {' | '.join(cells)} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commit", default=COMMIT, help=f"the earlier build ({COMMIT})")
    parser.add_argument("--turns", type=int, default=TURNS, help=f"how often each row is measured ({TURNS})")
    parser.add_argument("row", nargs="*", help="only rows whose name holds one of these words")
    asked = parser.parse_args()
    earlier = clone(asked.commit)
    ours, python = run("git", "describe", "--always", "--dirty"), f"Python {platform.python_version()}"
    print(
        f"{ours} against {asked.commit}, {datetime.now():%d %B %Y %H:%M}, {asked.turns} turns, {os.cpu_count()} cores,"
    )
    print(f"load {os.getloadavg()[0]:.1f}, {platform.machine()}, {python}\n")
    print("| what | earlier | ours | ratio | range | goal | kept |\n|---|---|---|---|---|---|---|", flush=True)
    with ExitStack() as stack:
        builds = {}
        for name, root in ((EARLIER, earlier), (OURS, ROOT)):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="against-"))
            builds[name] = Build(root, folder)
            stack.callback(builds[name].stop)
        for row in ROWS:
            if not asked.row or any(word in row.name for word in asked.row):
                print_row(row, measure_row(row, builds, asked.turns))


if __name__ == "__main__":
    main()
