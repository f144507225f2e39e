"""The rules that keep the parts apart, read from the source itself."""

import ast
import re
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2]
METHOD = ROOT / "stappenplan" / "method"


def python_files(folder):
    return sorted(file for file in folder.rglob("*.py") if ".venv" not in file.parts)


def package_of(file):
    return ".".join(file.relative_to(ROOT).parent.parts)


def imported(file, only_on_loading=False):
    """The full names of the modules that a file imports; those inside functions too, unless `only_on_loading`."""
    waiting = [ast.parse(file.read_text(encoding="utf-8"))]
    names = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = package_of(file).split(".")
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names |= {f"{module}.{alias.name}" for alias in node.names}
        elif only_on_loading and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        waiting.extend(ast.iter_child_nodes(node))
    return names


def within(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def identify(file):
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", python_files(METHOD), ids=identify)
def test_the_method_needs_nothing_but_python_and_itself(file):
    strange = {
        name
        for name in imported(file)
        if not within(name, "stappenplan.method") and name.split(".")[0] not in sys.stdlib_module_names
    }
    if file.name in ("smaa.py", "sensitivity.py"):
        strange = {name for name in strange if not within(name, "numpy")}
    assert not strange


@pytest.mark.parametrize("file", python_files(ROOT / "platforms"), ids=identify)
def test_the_catalogue_knows_nothing_of_the_journey(file):
    assert not {name for name in imported(file) if within(name, "stappenplan")}


@pytest.mark.parametrize("file", python_files(ROOT / "stappenplan") + python_files(ROOT / "platforms"), ids=identify)
def test_only_the_pdf_loads_weasyprint(file):
    if file != ROOT / "stappenplan" / "report" / "pdf.py":
        assert not {name for name in imported(file, only_on_loading=True) if within(name, "weasyprint")}


@pytest.mark.parametrize("file", python_files(ROOT / "tests" / "method"), ids=identify)
def test_the_tests_of_the_method_need_no_django(file):
    assert not {name for name in imported(file) if within(name, "django", "platforms", "stappenplan.models")}


def test_imports_are_read_as_python_reads_them(tmp_path, monkeypatch):
    """The reader itself: relative names are resolved, and what stands in a function is not loaded at once."""
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    file = folder / "three.py"
    file.write_text("import a.b\nfrom . import c\nfrom ..d import e\ndef later():\n    import f\n")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert imported(file, only_on_loading=True) == {"a.b", "one.two.c", "one.d.e"}
    assert imported(file) == {"a.b", "one.two.c", "one.d.e", "f"}


def test_every_exception_to_the_rules_for_safe_code_has_its_reason():
    bare = {
        f"{identify(file)}: {line.strip()}"
        for file in python_files(ROOT / "stappenplan") + python_files(ROOT / "platforms")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"# noqa: S\d+\s*$", line)
    }
    assert not bare
