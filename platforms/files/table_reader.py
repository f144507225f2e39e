"""Reading a table of facts that somebody sends, CSV or XLSX, whatever program wrote it. Runs nothing in it."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext

from platforms.plain_text import drop_unseen, has_unseen

from .fact_table import COLUMNS
from .safe_cells import plain_cell

# A new source of a row, when its address is not one of the platform's yet.
NEW_SOURCE = ("new_title", "new_type", "new_date")
NEEDED = ("platform", "key", "value", "basis", "sources")
# What is only there to be read, and what may be a day as a spreadsheet keeps it.
NOT_READ, DAYS = ("words", "date"), ("new_date",)
MAX_BYTES, MAX_UNPACKED, MAX_MEMBERS, MAX_RATIO = 3 * 2**20, 20 * 2**20, 200, 100
MAX_ROWS, MAX_CELL = 20_000, 5_000
# What a spreadsheet itself can hold, empty rows included.
LAST_ROW = 2**20
# Before the head there may be a title and some words of explanation: so many rows with something in them.
HEAD_WITHIN = 20
ERRORS_AT_MOST = 50
# Excel itself writes and reads such a first line, to say what stands between cells.
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)


class UnreadableTable(ValueError):
    """A file that is no table of facts; each argument is a sentence that says where and why."""


class NotText(str):
    """What a spreadsheet keeps where it shows something else: a day, a figure with a format, yes or no."""


@dataclass
class FactTable:
    """The rows of a file as (number in the spreadsheet, column -> text); empty rows are left out.

    `sheet`: the name of the sheet they are from; empty for CSV. `cleaned`: in how many cells something was dropped that
    nobody sees.
    """

    rows: list[tuple[int, dict]] = field(default_factory=list)
    sheet: str = ""
    cleaned: int = 0


def read_table(content: bytes) -> FactTable:
    """The table in a CSV or XLSX file. In a workbook: the first visible sheet that has the columns.

    Raises UnreadableTable for what is too large, packed too tightly, in another encoding, or no such table.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableTable(gettext("Het bestand is groter dan 3 MB. Verdeel het over meer bestanden."))
    if content.startswith(b"PK"):
        return _read_xlsx(content)
    return _read_rows(_csv_rows(_decode_table(content)))


# --- the table in the rows -------------------------------------------------------------------------------------------


def _read_rows(rows, sheet="") -> FactTable:
    rows = iter(rows)
    names = _find_head(rows, sheet)
    table, filled, errors = FactTable(sheet=sheet), 0, []
    for number, cells in rows:
        filled += any(cells)
        if filled > MAX_ROWS or number > LAST_ROW:
            raise UnreadableTable(gettext("Dit bestand heeft meer dan %(aantal)d rijen.") % {"aantal": MAX_ROWS})
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise UnreadableTable(gettext("Rij %(rij)d: hier staan meer cellen dan kolommen.") % {"rij": number})
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        errors += islice(_cell_errors(number, row), ERRORS_AT_MOST - len(errors))
        if any(cell.strip() for cell in row.values()):
            table.cleaned += sum(map(has_unseen, row.values()))
            table.rows.append((number, {name: drop_unseen(plain_cell(cell).strip()) for name, cell in row.items()}))
    if errors:
        raise UnreadableTable(*errors)
    return table


def _cell_errors(number, row):
    """What is wrong with the cells of one row, in sentences."""
    for name, cell in row.items():
        place = {"rij": number, "kolom": name}
        if len(cell) > MAX_CELL or "\x00" in cell:
            yield gettext("Rij %(rij)d, kolom %(kolom)s: deze tekst is te lang of stuk.") % place
        elif isinstance(cell, NotText) and name not in (*NOT_READ, *DAYS):
            text = gettext(
                "Rij %(rij)d, kolom %(kolom)s: hier staat een datum of getal (%(cel)s). Maak de cel tekst en typ het "
                "opnieuw."
            )
            yield text % (place | {"cel": cell})


def _find_head(rows, sheet):
    """The names of the columns, after which `rows` goes on with the table; words above the head are passed over."""
    seen = []
    for number, cells in rows:
        names = [cell.strip().lower() for cell in cells]
        if set(NEEDED) <= set(names):
            _check_head(number, names)
            return names
        if any(names):
            seen.append((number, names))
        if len(seen) == HEAD_WITHIN or number > LAST_ROW:
            break
    number, names = max(seen, key=lambda row: len(set(NEEDED) & set(row[1])), default=(1, []))
    missing = [name for name in NEEDED if name not in names]
    text = gettext("Rij %(rij)d: deze kolommen ontbreken: %(namen)s.") % {"rij": number, "namen": ", ".join(missing)}
    raise UnreadableTable(gettext("Blad “%(blad)s”. ") % {"blad": sheet} + text if sheet else text)


def _check_head(number, names):
    given = [name for name in names if name]
    if strange := [name for name in given if name not in (*COLUMNS, *NEW_SOURCE)]:
        text = gettext("Rij %(rij)d: deze kolommen kennen we niet: %(namen)s.")
        raise UnreadableTable(text % {"rij": number, "namen": ", ".join(strange)})
    if len(set(given)) < len(given):
        raise UnreadableTable(gettext("Rij %(rij)d: een kolom staat er twee keer.") % {"rij": number})


# --- CSV -------------------------------------------------------------------------------------------------------------


def _decode_table(content):
    """The text of a CSV file: UTF-8, or the UTF-16 that Excel calls Unicode text."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) and len(content) > 4 else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        place = {"rij": content[: error.start].count(b"\n") + 1}
        raise UnreadableTable(
            gettext("Rij %(rij)d: dit bestand is geen UTF-8. Kies bij het bewaren “CSV UTF-8”.") % place
        ) from error


def _csv_rows(text):
    """The rows of CSV, numbered as a spreadsheet does, whatever stands between cells and at the end of a line."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    line = SEPARATOR_LINE.match(text)
    body = text[line.end() :] if line else text
    separator = line[1] if line else _find_separator(body)
    try:
        rows = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
        yield from enumerate(rows, start=2 if line else 1)
    except csv.Error as error:
        raise UnreadableTable(gettext("Dit bestand is geen CSV: %(fout)s.") % {"fout": error}) from error


def _find_separator(text):
    """What the line with the most names of columns has between its cells."""
    first = text.splitlines()[:HEAD_WITHIN]
    head = max(first, key=lambda line: sum(name in line.lower() for name in NEEDED), default="")
    return max(",;\t", key=head.count)


# --- workbooks -------------------------------------------------------------------------------------------------------


def _read_xlsx(content):
    import openpyxl

    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        rightful = next(filter(_has_head, sheets), sheets[0])
        return _read_rows(_sheet_rows(rightful), rightful.title)
    except UnreadableTable:
        raise
    except Exception as error:  # openpyxl has no one name for what is wrong with a file
        raise UnreadableTable(gettext("Dit bestand is geen werkblad dat we kunnen lezen.")) from error


def _has_head(sheet):
    """Whether a sheet has the columns in its first rows."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=HEAD_WITHIN, values_only=True)
    return any(set(NEEDED) <= {str(cell).strip().lower() for cell in cells} for cells in rows)


def _sheet_rows(sheet):
    sheet.reset_dimensions()  # the size in its head can be wrong, and what lies outside would not be read
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [_cell_text(cell, number) for cell in cells]


def _cell_text(cell, number):
    """What a cell holds; NotText when the spreadsheet shows it in another way."""
    if cell.data_type == "f":
        raise UnreadableTable(
            gettext("Rij %(rij)d: hier staat een formule. Zet er gewone tekst neer.") % {"rij": number}
        )
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    as_shown = type(value) is int and cell.number_format in ("General", "0", "@")
    return str(value) if as_shown else NotText(value.isoformat() if isinstance(value, date) else value)


def _refuse_bombs(content):
    """Look at a workbook from outside before anything in it is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableTable(gettext("Dit bestand is geen werkblad dat we kunnen lezen.")) from error
    size = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or size > MAX_UNPACKED or size > MAX_RATIO * len(content):
        raise UnreadableTable(
            gettext("Dit werkblad wordt te groot bij het uitpakken. Verdeel het over meer bestanden.")
        )
