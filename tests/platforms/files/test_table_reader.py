"""Reading tables of facts: whole, bounded, and whatever wrote them."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from platforms.files import fact_table, table_reader
from tests.support.fact_tables import HEAD, ROW, table

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_workbook_that_unpacks_to_more_than_a_limit_is_refused_unread(platform, monkeypatch):
    content = fact_table.write_xlsx([platform])
    members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    size = sum(member.file_size for member in members)
    for name, most in {
        "MAX_MEMBERS": len(members),
        "MAX_UNPACKED": size,
        "MAX_RATIO": size / len(content),
    }.items():
        with monkeypatch.context() as limits:
            limits.setattr(table_reader, name, most)
            assert table_reader.read_table(content).rows
            limits.setattr(table_reader, name, 0.99 * most)
            with pytest.raises(table_reader.UnreadableTable, match="te groot bij het uitpakken"):
                table_reader.read_table(content)


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
    content = fact_table.write_xlsx([platform])
    assert table_reader.read_table(with_size(content, ref)) == table_reader.read_table(content)


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
    [(_number, row)] = table_reader.read_table(content).rows
    assert row["value"] == "regional"


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(table_reader, "MAX_ROWS", 2)
    assert len(table_reader.read_table(table(ROW, "", ROW)).rows) == 2
    with pytest.raises(table_reader.UnreadableTable, match="meer dan 2 rijen"):
        table_reader.read_table(table(ROW, ROW, ROW))


# Heads that real spreadsheets have


def workbook(*sheets):
    """A workbook of these sheets: (name, state, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state, rows in sheets:
        if rows is None:
            book.create_chartsheet(name).add_chart(openpyxl.chart.BarChart())
            continue
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PLAIN = [HEAD.split(","), ROW.split(",")]
TITLE = [["Feiten van Ons Plein"], [], ["Vul alleen de witte cellen in."]]
EXPLAINED = "Feiten van Ons Plein\n\nVul alleen; niets, anders in\n"


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (table(ROW), 2),
        (b"\xef\xbb\xbf" + table(ROW), 2),
        (table(ROW).replace(b",", b";"), 2),
        (table(ROW).replace(b",", b"\t"), 2),
        (table(ROW).replace(b",", b"\t").decode().encode("utf-16"), 2),
        (table(ROW).replace(b"\n", b"\r"), 2),
        (table(ROW).replace(b"\n", b"\r\n"), 2),
        (b"sep=;\r\n" + table(ROW).replace(b",", b";"), 3),
        (b"sep=,\n" + table(ROW), 3),
        (b"\xef\xbb\xbfSEP=\t\r\n" + table(ROW).replace(b",", b"\t"), 3),
        (b'"sep=|"\n' + table(ROW).replace(b",", b"|"), 3),
        (EXPLAINED.encode() + table(ROW), 5),
        (EXPLAINED.encode() + table(ROW).replace(b",", b";"), 5),
        (workbook(("feiten", "visible", PLAIN)), 2),
        (workbook(("feiten", "visible", TITLE + PLAIN)), 5),
        (workbook(("Toelichting", "visible", TITLE), ("feiten", "visible", PLAIN)), 2),
        (workbook(("Lijstjes", "hidden", PLAIN[:1]), ("feiten", "visible", PLAIN)), 2),
        (workbook(("Diep", "veryHidden", PLAIN[:1]), ("feiten", "visible", TITLE + PLAIN)), 5),
        (workbook(("Grafiek", "visible", None), ("feiten", "visible", PLAIN)), 2),
        (workbook(("Leeg", "visible", []), ("feiten", "visible", PLAIN), ("Oud", "visible", [*PLAIN, PLAIN[1]])), 2),
    ],
)
def test_the_table_is_found_where_other_programs_put_it(content, number):
    [(found, row)] = table_reader.read_table(content).rows
    assert (found, row["platform"], row["value"]) == (number, "ons-plein", "regional")
    assert row["sources"] == "https://onsplein.example/over"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(("Toelichting", "visible", TITLE), ("feiten", "visible", TITLE)), "Blad “Toelichting”. Rij 1:"),
        (
            workbook(("feiten", "visible", [*TITLE, ["platform", "key"]])),
            "Blad “feiten”. Rij 4: .*: value, basis, ",
        ),
        (EXPLAINED.encode() + b"platform;key\n", "^Rij 4: deze kolommen ontbreken: value, basis, sources"),
        (EXPLAINED.encode() + table(ROW).replace(b"note_nl", b"roem"), "^Rij 4: deze kolommen kennen we niet: roem"),
        (30 * b"tekst\n" + table(ROW), "^Rij 1: deze kolommen ontbreken"),
        (b"", "^Rij 1: deze kolommen ontbreken"),
    ],
)
def test_a_table_that_is_not_found_is_told_by_sheet_and_row(content, said):
    with pytest.raises(table_reader.UnreadableTable, match=said):
        table_reader.read_table(content)


# Cells of which a spreadsheet keeps something else than it shows


def with_cell(column, value, number_format="General"):
    book = openpyxl.Workbook()
    book.active.append([*HEAD.split(","), "figure_nl", "new_date", "words"])
    book.active.append(ROW.split(","))
    cell = book.active.cell(2, [one.value for one in book.active[1]].index(column) + 1)
    cell.value, cell.number_format = value, number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (datetime(2026, 10, 3), "d-mmm"),  # what 3-10 becomes
        (date(2026, 5, 3), "d-m-yyyy"),
        (time(9, 30), "h:mm"),
        (0.62, "0%"),
        (7.4, "General"),
        (12500, "#,##0"),
        (True, "General"),
    ],
)
@pytest.mark.parametrize("column", ["figure_nl", "note_nl", "value", "new_title"])
def test_a_cell_that_is_shown_otherwise_than_it_is_kept_is_refused_by_row_and_column(column, value, number_format):
    with pytest.raises(table_reader.UnreadableTable, match=f"Rij 2, kolom {column}: hier staat een datum of getal"):
        table_reader.read_table(with_cell(column, value, number_format))
    # Where it is not read, or where a day is asked for, it may be so.
    assert table_reader.read_table(with_cell("words", value, number_format)).rows


def test_a_whole_number_is_what_it_looks_like_and_a_day_a_day():
    assert table_reader.read_table(with_cell("figure_nl", 1200)).rows[0][1]["figure_nl"] == "1200"
    assert (
        table_reader.read_table(with_cell("new_date", datetime(2026, 11, 24), "d-m-yyyy")).rows[0][1]["new_date"]
        == "2026-11-24"
    )


def test_every_such_cell_is_told_at_once():
    rows = [[*ROW.split(",")[:5], date(2026, 10, 3)] for _ in range(60)]
    with pytest.raises(table_reader.UnreadableTable) as caught:
        table_reader.read_table(workbook(("feiten", "visible", [PLAIN[0], *rows])))
    assert len(caught.value.args) == table_reader.ERRORS_AT_MOST
    assert all(f"Rij {number}, " in text for number, text in enumerate(caught.value.args, start=2))


def test_what_nobody_sees_is_dropped_and_counted():
    read = table_reader.read_table(table(ROW.replace("over,", "over,een\x0btwee\ufffe"), ROW))
    assert (read.rows[0][1]["note_nl"], read.cleaned) == ("een twee", 1)
