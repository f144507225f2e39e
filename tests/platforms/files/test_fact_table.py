"""The workbook of facts as a spreadsheet opens it: a head that stays, and cells that stay as they were typed."""

import io

import openpyxl
import pytest

from platforms.files.fact_table import COLUMNS, write_xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def sheet(platform):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx([platform]))).active


def test_the_head_stays_in_view_and_every_row_can_be_filtered(sheet):
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS) and all(cell.font.bold for cell in sheet[1])
    assert sheet.max_row > 1 and sheet.auto_filter.ref == sheet.dimensions


def test_every_cell_is_text_and_none_a_formula(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.number_format for cell in cells} == {"@"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_every_column_is_wide_enough_for_its_head(sheet):
    for cell in sheet[1]:
        assert sheet.column_dimensions[cell.column_letter].width > len(cell.value), cell.value
