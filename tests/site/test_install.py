"""bin/install brings what a machine lacks, and tells what it cannot bring.

Run with an apt-get that only writes down what it was asked.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PROGRAMS, ROOT, require_program

pytestmark = pytest.mark.any_database

PACKAGES = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "xgettext": "gettext",
    "openssl": "openssl",
}
NEEDED = ("bash", "cat", "cksum", "dirname", "env", "id", "mkdir")
APT_GET = """#!/usr/bin/env bash
echo "$*" >>"$0.asked"
[ ! -e "$0.broken" ] || { echo "E: the mirror is away"; exit 100; }
"""
# A Python that says how it was compiled and where it is, and a uv that writes down what it was asked.
PYTHON = """#!/usr/bin/env bash
[ "$1" != -ISc ] || [[ $2 != *version_info* ]] || echo {how} {where}
"""
UV = """#!/usr/bin/env bash
echo "$*" >>"$0.asked"
"""
SUDO = """#!/usr/bin/env bash
shift && exec "$@"
"""


@dataclass
class Machine:
    """A folder of programs, and a project of which the dependencies are there."""

    programs: Path
    project: Path

    def install(self, **variables):
        """Run `bin/install --dev` with these programs alone; gives the finished process."""
        environment = {"PATH": str(self.programs)} | variables
        command = [shutil.which("bash"), self.project / "bin" / "install", "--dev"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    def asked(self):
        """The packages that apt-get was asked to install."""
        log = self.programs / "apt-get.asked"
        lines = log.read_text().splitlines() if log.exists() else []
        installs = [line.split() for line in lines if " install " in line]
        return {word for words in installs for word in words if not word.startswith("-")}

    def add(self, name, text="#!/bin/sh\n"):
        (self.programs / name).unlink(missing_ok=True)  # it may be a link to the real one
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path):
    programs, project = tmp_path / "programs", tmp_path / "project"
    for folder in (programs, project / "bin", project / ".venv"):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "bin" / "install", project / "bin")
    for name in ("uv.lock", "pyproject.toml"):
        (project / name).touch()
    python = Path(sys.executable).resolve()
    (project / ".venv" / "made-for").write_text(f"dev 4294967295 0 {python}")  # the checksum of nothing
    for name in NEEDED:
        (programs / name).symlink_to(shutil.which(name))
    (programs / "python3").symlink_to(python)
    made = Machine(programs, project)
    made.add("apt-get", APT_GET)
    made.add("sudo", SUDO)
    return made


def test_every_program_that_is_missing_is_asked_of_apt(machine):
    machine.install()
    assert machine.asked() >= set(PACKAGES.values())


@pytest.mark.parametrize("name", [*PACKAGES, "chromium-browser", "google-chrome"])
def test_a_program_that_is_there_is_not_asked_again(machine, name):
    machine.add(name)
    machine.install()
    asked = set(PACKAGES.values()) - {PACKAGES.get(name, "chromium")}
    assert machine.asked() & set(PACKAGES.values()) == asked


def test_a_chromium_without_windows_is_asked_once_and_does_without_another(machine):
    machine.add("chromium")
    machine.install()
    assert "chromium-headless-shell" in machine.asked() and "chromium" not in machine.asked()
    (machine.programs / "apt-get.asked").unlink()
    machine.install()
    assert "chromium-headless-shell" not in machine.asked()
    (machine.programs / "chromium").rename(machine.programs / "chromium-headless-shell")
    machine.install()
    assert "chromium" not in machine.asked()


def test_when_apt_fails_its_own_words_are_shown_and_nothing_else_stops(machine):
    (machine.programs / "apt-get.broken").touch()
    done = machine.install()
    assert done.returncode == 0
    assert "E: the mirror is away" in done.stderr
    assert "There is no Chromium. Run as root: apt-get install chromium" in done.stderr
    assert machine.asked() >= set(PACKAGES.values()), "the next ones are tried all the same"


def test_a_python_that_was_compiled_for_speed_is_taken_before_one_that_was_not(machine):
    (machine.project / ".venv" / "made-for").unlink()
    machine.add("python3", PYTHON.format(how="slow", where="/compiled/by/hand"))
    machine.add("python3.14", PYTHON.format(how="quick", where="/compiled/for/speed"))
    machine.add("uv", UV)
    assert machine.install().returncode == 0
    asked = (machine.programs / "uv.asked").read_text()
    assert "--python /compiled/for/speed" in asked or "--python /usr/bin/python3" in asked, "Debian's own comes first"
    machine.add("python3", PYTHON.format(how="quick", where="/the/first"))
    assert machine.install().returncode == 0
    assert (machine.programs / "uv.asked").read_text().splitlines()[-1].endswith("--python /the/first")


@pytest.mark.parametrize("name", PACKAGES)
def test_in_continuous_integration_one_missing_program_ends_the_run(machine, name):
    for other in {*PACKAGES, "nginx"} - {name}:
        machine.add(other)
    (machine.programs / "apt-get.broken").touch()
    assert machine.install().returncode == 0
    assert machine.install(CI="true").returncode == 1


def test_a_test_without_its_program_is_skipped_by_name_and_fails_in_continuous_integration(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(PROGRAMS, "anything", ("no-such-program",))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^anything is missing$"):
        require_program("anything")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"^anything is missing$"):
        require_program("anything")
    (tmp_path / "no-such-program").touch(mode=0o755)
    assert require_program("anything") == os.fspath(tmp_path / "no-such-program")
