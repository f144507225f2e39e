"""The documentation: every link, file and test it names exists, and README stays one page."""

import re
from functools import cache

import pytest

from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Written by the site or its maker, not kept in the repository.
NOT_KEPT = {"theme.css", "logo.svg", "advies.json", "vergelijking.json", "overzicht.csv", "changed.txt"}
FILE = re.compile(r"`((?:[\w<>-]+/)*[\w<>-]+\.(?:py|html|md|css|yaml|json|toml|po|sh|csv))`")
WORDS_AT_MOST = 800
# Where files stand that a document may name, besides the root.
PLACES = [
    ROOT / name
    for name in ("stappenplan", "platforms", "templates", "tests", "deploy", "static", "bin", "bench", "docs")
]

by_name = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def anchors(document):
    """The anchors of a page, as the forges that show Markdown make them of its headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@by_name
def test_every_link_of_a_document_leads_somewhere(document):
    lost = []
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", document.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@by_name
def test_every_file_that_a_document_names_exists(document):
    """A path may leave out the folders that its document is about; a part in <angles> may be anything."""
    named = {path for path in FILE.findall(document.read_text(encoding="utf-8")) if path not in NOT_KEPT}
    patterns = {path: re.sub(r"<\w+>", "*", path) for path in named}
    assert {path for path, pattern in patterns.items() if not found(pattern)} == set()


def found(pattern):
    """The files of this repository whose path ends so."""
    return [path for path in files_by_name() if path.match(pattern)]


@cache
def files_by_name():
    """Every file that a document may name, read once."""
    return [*ROOT.glob("*.*"), *(path for place in PLACES for path in place.rglob("*.*"))]


def test_the_index_leads_to_every_document_for_auditors_and_the_readme_to_the_others():
    folder = ROOT / "docs" / "accountability"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in folder.glob("*.md") if path.name != "README.md" and f"({path.name})" not in index
    ] == []
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    others = [path.relative_to(ROOT) for path in DOCUMENTS if folder not in path.parents and path.name != "README.md"]
    assert [str(path) for path in others if f"({path})" not in readme and path.name != "CODE_OF_CONDUCT.md"] == []


def test_the_readme_is_one_page():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) < WORDS_AT_MOST and len(text.splitlines()) <= 120
