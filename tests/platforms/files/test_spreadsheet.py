"""Reading tables of facts: whole, bounded, and whatever wrote them."""

import io
import re
import zipfile

import openpyxl
import pytest

from platforms.files import spreadsheet
from tests.support.fact_tables import HEAD, ROW, table

pytestmark = pytest.mark.django_db


def test_a_workbook_that_unpacks_to_more_than_a_limit_is_refused_unread(platform, monkeypatch):
    content = spreadsheet.write_xlsx([platform])
    members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    size = sum(member.file_size for member in members)
    for name, most in {
        "MAX_MEMBERS": len(members),
        "MAX_UNPACKED": size,
        "MAX_RATIO": size / len(content),
    }.items():
        with monkeypatch.context() as limits:
            limits.setattr(spreadsheet, name, most)
            assert spreadsheet.read_table(content)
            limits.setattr(spreadsheet, name, 0.99 * most)
            with pytest.raises(spreadsheet.UnreadableTable, match="te groot bij het uitpakken"):
                spreadsheet.read_table(content)


def with_size(content, ref):
    """The workbook with this size in the head of its sheet, whatever is in it."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb"<dimension [^>]*/>", b"", data)
                data = data.replace(b"<sheetData>", b'<dimension ref="%s"/><sheetData>' % ref.encode(), 1)
            new.writestr(name, data)
    return changed.getvalue()


@pytest.mark.parametrize("ref", ["A1", "A1:K2", "A1:B3", "C3:D4", "A1:XFD2"])
def test_a_workbook_is_read_whole_whatever_size_it_says_it_has(platform, ref):
    content = spreadsheet.write_xlsx([platform])
    assert spreadsheet.read_table(with_size(content, ref)) == spreadsheet.read_table(content)


def bold_and_empty(row):
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(ROW.split(","))
    book.active.cell(row, 1).font = openpyxl.styles.Font(bold=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [table(ROW, *25_000 * [""]), table(ROW, *25_000 * [8 * ","]), table(*25_000 * [""], ROW), bold_and_empty(25_000)],
    ids=["lines", "separators", "before", "bold cell"],
)
def test_rows_with_nothing_in_them_do_not_count(content):
    [(_number, row)] = spreadsheet.read_table(content)
    assert row["value"] == "regional"


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 2)
    assert len(spreadsheet.read_table(table(ROW, "", ROW))) == 2
    with pytest.raises(spreadsheet.UnreadableTable, match="meer dan 2 rijen"):
        spreadsheet.read_table(table(ROW, ROW, ROW))
