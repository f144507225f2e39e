"""CSV for spreadsheets: nothing runs, and nothing falls apart."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platforms.files import fact_table, safe_cells
from platforms.models import Fact, Platform

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_cell_stays_whole_whichever_separators_a_spreadsheet_cuts_at(platform):
    note = {"note_nl": "een; twee,\tdrie, “vier”", "note_en": 'one; two, "three"'}
    platform.change_fact("scope", platform.facts["scope"].record() | note)
    text = fact_table.write_csv([Platform.objects.get()]).decode("utf-8-sig")
    cells = re.findall(r'"((?:[^"]|"")*)"(?:[,;\t]|\r\n)|([^,;\t\r\n]+)', text)
    assert not [bare for _quoted, bare in cells if bare]
    assert len(cells) == len(fact_table.COLUMNS) * (1 + Fact.objects.count())


def test_no_cell_that_goes_out_is_a_formula(platform):
    starts = [*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", "'="]
    for start in [*starts, *(f"Gratis{cut}{start}" for cut in ";\t\n" for start in starts)]:
        note = {"note_nl": f"{start}1", "note_en": "x"}
        platform.change_fact("scope", platform.facts["scope"].record() | note)
        platform = Platform.objects.get()
        rows = list(csv.reader(io.StringIO(fact_table.write_csv([platform]).decode("utf-8-sig"), newline="")))
        pieces = [piece for row in rows for cell in row for piece in [cell, *re.split(r"[;\t\r\n]", cell)]]
        assert not [piece for piece in pieces if piece.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"))]
        kept = platform.facts["scope"].note_nl
        assert kept in [safe_cells.plain_cell(cell) for row in rows for cell in row], "it comes back as it was"


@given(st.text(alphabet="=+-@'; \t\r\n\uff1dab"))
def test_what_is_made_safe_comes_back_as_it_was(text):
    assert safe_cells.plain_cell(safe_cells.safe_cell(text)) == text
