"""The rules that keep the parts apart. Which package may import which stands in pyproject.toml, for import-linter."""

import ast
import re

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

TEMPLATES = ROOT / "templates"


def python_files(folder):
    return sorted(file for file in folder.rglob("*.py") if ".venv" not in file.parts)


def identify(file):
    return str(file.relative_to(ROOT))


def imported(file):
    """The full names of the modules that a file imports, those inside functions too; the project's are absolute."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("file", python_files(ROOT / "tests" / "method"), ids=identify)
def test_the_tests_of_the_method_need_no_django(file):
    assert not {name for name in imported(file) if within(name, "django", "platforms", "stappenplan.models")}


@pytest.mark.parametrize("file", python_files(ROOT / "bench") + python_files(ROOT / "bin"), ids=identify)
def test_what_a_script_imports_of_the_project_exists(file):
    """Nothing else runs the benches: a name that moved would be missed only by the next person who measures."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and within(node.module, "platforms", "stappenplan", "tests"):
            names = [alias.name for alias in node.names]
            module = __import__(node.module, fromlist=names)
            assert not [name for name in names if not hasattr(module, name)], node.module


# Modules that Django looks for by their names.
NAMED_BY_DJANGO = {"__init__", "admin", "apps", "settings", "urls", "wsgi"}
ROOTS = {ROOT / "platforms", ROOT / "stappenplan"}


def test_a_folder_holds_few_modules():
    """Twelve at most, and eight in the package of an app: more than that hides what the product does."""
    full = {}
    for app in ROOTS:
        for folder in {file.parent for file in python_files(app)} - {app / "migrations"}:
            own = {file.stem for file in folder.glob("*.py")} - NAMED_BY_DJANGO
            if len(own) > (8 if folder in ROOTS else 12):
                full[identify(folder)] = sorted(own)
    assert full == {}


def borrowed(file):
    """The tag libraries and templates of stappenplan that a template asks for."""
    text = file.read_text(encoding="utf-8")
    libraries = {library.stem for library in (ROOT / "stappenplan" / "templatetags").glob("*.py")}
    loaded = {name for names in re.findall(r"\{% load ([\w ]+) %\}", text) for name in names.split()}
    return (loaded & libraries) | set(re.findall(r'"(stappenplan/[^"]+)"', text))


def test_the_templates_of_the_catalogue_load_no_tags_and_no_templates_of_the_site():
    files = [
        file
        for folder in ("platforms", "admin/platforms", "components")
        for file in (TEMPLATES / folder).rglob("*.html")
    ]
    found = {str(file.relative_to(TEMPLATES)): borrowed(file) for file in files}
    assert {name: borrows for name, borrows in found.items() if borrows} == {}


def test_every_exception_to_the_rules_for_safe_code_has_its_reason():
    bare = {
        f"{identify(file)}: {line.strip()}"
        for file in python_files(ROOT / "stappenplan") + python_files(ROOT / "platforms")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"# noqa: S\d+\s*$", line)
    }
    assert not bare
