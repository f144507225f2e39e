"""The English of comments, docstrings and documents: "who" has somebody before it."""

import ast
import io
import re
import tokenize

import pytest

from tests.conftest import ROOT

CODE = sorted(
    path
    for folder in ("stappenplan", "platforms", "tests", "bench", "bin")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "vendor", "releases"} & set(path.relative_to(ROOT).parts)
)
SCRIPTS = [path for path in (ROOT / "bin").iterdir() if path.is_file() and not path.suffix]
OTHER = sorted([*SCRIPTS, *(ROOT / "deploy").iterdir(), *(ROOT / "static").glob("*.*s")])
DUTCH = ("register.md", "algorithm-register.md", "dpia-prescan.md")
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*/*.md", "stappenplan/method/*.md", "platforms/catalogue/*.md")
    for path in ROOT.glob(pattern)
    if path.name not in DUTCH
)
# Before "who" stands a preposition or conjunction, or nothing at all: nobody is named. A question may begin with it.
BARE = re.compile(
    r"\b(?:for|of|by|to|from|with|at|than|on|in|lets|that|but|when|if|only|without|about) who\b[^.;?]*"
    r"|(?:^|[.;!|(]\s+)[Ww]ho\b(?!\s*\|)[^.;?|]*(?:[.;|]|$)"
)


def prose(text):
    """A comment or paragraph as one line, without code between backticks and quoted text."""
    return re.sub(r"`[^`]*`|“[^”]*”|\"[^\"]*\"", "X", " ".join(text.split()))


def texts_of(source):
    """Each docstring and each block of comments of a Python file, of the kind that has the word in it."""
    if re.search(r"\bwho\b", source, re.I):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from (ast.get_docstring(node) or "").split("\n\n")
    if re.search(r"#.*\bwho\b", source, re.I):
        yield from comments_of(source)


def comments_of(source):
    block, last = [], 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            if token.start[0] != last + 1:
                yield " ".join(block)
                block = []
            block.append(token.string.lstrip("# "))
            last = token.start[0]
    yield " ".join(block)


def bare(texts):
    return [found[0].strip() for text in texts for found in BARE.finditer(prose(text))]


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_in_code_somebody_stands_before_who(path):
    assert bare(texts_of(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [*OTHER, *DOCUMENTS], ids=name)
def test_in_documents_and_settings_somebody_stands_before_who(path):
    lines = re.split(r"\n\s*\n|\n(?=\s*[-|*#])|\|", path.read_text(encoding="utf-8"))
    assert bare(line.lstrip(" #-*") for line in lines) == []


@pytest.mark.parametrize(
    "text", ["Kept for who asks.", "Who runs the site decides.", "It stops; who is late waits.", "what it says to who"]
)
def test_a_bare_who_is_found(text):
    assert bare([text])


@pytest.mark.parametrize(
    "text", ["Who is there?", "Anyone who asks.", "It says who may see it.", "a superuser, who may"]
)
def test_another_who_is_left_alone(text):
    assert not bare([text])
