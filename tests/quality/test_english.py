"""The English texts: complete, compiled, and in step with the Dutch ones in the code."""

import os
import re
import shutil
import subprocess
import sys

import polib
import pytest

from tests.conftest import ROOT, require_program

pytestmark = pytest.mark.any_database

MESSAGES = ROOT / "stappenplan" / "locale" / "en" / "LC_MESSAGES"
GAP = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def english():
    return polib.pofile(str(MESSAGES / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_has_its_english(english):
    lacking = [entry.msgid for entry in english if entry.fuzzy or not all(texts(entry))]
    assert not lacking


def test_the_gaps_are_the_same_in_both_languages(english):
    """A plural may leave out the number: "one platform"."""
    for entry in english:
        dutch = set(GAP.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in texts(entry):
            gaps = set(GAP.findall(text))
            assert gaps == dutch or (entry.msgid_plural and gaps <= dutch), entry.msgid


def test_every_apostrophe_in_english_is_a_curly_one(english):
    straight = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?= )")
    assert [text for entry in english for text in texts(entry) if straight.search(text)] == []


def test_the_compiled_file_says_what_the_text_file_says(english):
    compiled = polib.mofile(str(MESSAGES / "django.mo"))
    assert {entry.msgid: texts(entry) for entry in compiled} == {entry.msgid: texts(entry) for entry in english}


def test_the_texts_in_the_code_are_those_in_the_file(english, tmp_path):
    require_program("gettext")
    for part in ("stappenplan", "platforms", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "manage.py", tmp_path)
    copy = tmp_path / "stappenplan" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    copy.unlink()
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-location", "-v0"],
        cwd=tmp_path,
        env={**os.environ, "SECRET_KEY": "x", "DEBUG": "1"},
        check=True,
    )
    in_code = {entry.msgid for entry in polib.pofile(str(copy))}
    in_file = {entry.msgid for entry in english}
    assert in_code - in_file == set(), "texts without English: run makemessages and translate"
    assert in_file - in_code == set(), "English for texts that are gone"
