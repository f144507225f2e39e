"""The facts as a table, one row per fact: for spreadsheets, open data and the import by staff."""

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
from django.utils.translation import gettext, override

from platforms.plain_text import drop_unseen
from platforms.vocabulary import EVIDENCE_KEYS

from .safe_csv import format_csv, plain_cell, safe_cell

TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
COLUMNS = ("platform", "key", "value", "words", "basis", "sources", "date", *TEXTS, "inherited_from")


def fact_rows(platforms, inherited=False):
    """The known facts as dictionaries of COLUMNS, all text, by platform and then in the order of the vocabulary.

    `inherited`: those too that a site takes over from what it runs on, with its slug in `inherited_from`.
    `value`: ids with a space between them; `words`: the value in Dutch; `sources`: addresses with a space between
    them; `date`: of the newest dated source, as the catalogue has it (2026, 2026-11 or 2026-11-24), or empty.
    """
    with override("nl"):
        for platform in platforms:
            for key in EVIDENCE_KEYS:
                if key in (facts := platform.facts if inherited else platform.own_facts):
                    yield build_row(platform, facts[key])


def build_row(platform, fact):
    sources = fact.source_list
    return {
        "platform": platform.slug,
        "key": fact.key,
        "value": " ".join(fact.value) if fact.vocabulary.many else fact.value,
        "words": fact.words,
        "basis": fact.basis,
        "sources": " ".join(source.url for source in sources),
        "date": max((source.date for source in sources), default=""),
        **{name: getattr(fact, name) for name in TEXTS},
        "inherited_from": fact.inherited_from,
    }


def write_csv(platforms, inherited=False) -> bytes:
    """The rows as CSV in UTF-8, a comma between cells."""
    rows = ([row[name] for name in COLUMNS] for row in fact_rows(platforms, inherited))
    return format_csv([COLUMNS, *rows]).encode()


def write_xlsx(platforms) -> bytes:
    """The same rows as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("feiten")
    sheet.append(COLUMNS)
    for row in fact_rows(platforms):
        sheet.append([safe_cell(row[name]) for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# --- reading ---------------------------------------------------------------------------------------------------------

# A new source of a row, when its address is not one of the platform's yet.
NEW_SOURCE = ("new_title", "new_type", "new_date")
NEEDED = ("platform", "key", "value", "basis", "sources")
MAX_BYTES, MAX_UNPACKED, MAX_MEMBERS, MAX_RATIO = 3 * 2**20, 20 * 2**20, 200, 100
MAX_ROWS, MAX_CELL = 20_000, 5_000
# What a spreadsheet itself can hold, empty rows included.
LAST_ROW = 2**20


class UnreadableTable(ValueError):
    """A file that is no table of facts; the message says where and why."""


def read_table(content: bytes) -> list[tuple[int, dict]]:
    """The rows of a CSV or XLSX file as (number in the spreadsheet, column -> text); empty rows are left out.

    Raises UnreadableTable for what is too large, packed too tightly, in another encoding, or no such table. Runs
    nothing.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableTable(gettext("Het bestand is groter dan 3 MB. Verdeel het over meer bestanden."))
    rows = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    return list(_name_cells(rows))


def _name_cells(rows):
    number, head = next(rows, (1, []))
    names = [cell.strip().lower() for cell in head]
    if missing := [name for name in NEEDED if name not in names]:
        raise UnreadableTable(gettext("Rij 1: deze kolommen ontbreken: %(namen)s.") % {"namen": ", ".join(missing)})
    if strange := [name for name in names if name and name not in (*COLUMNS, *NEW_SOURCE)]:
        raise UnreadableTable(
            gettext("Rij 1: deze kolommen kennen we niet: %(namen)s.") % {"namen": ", ".join(strange)}
        )
    if len(set(filter(None, names))) < len(list(filter(None, names))):
        raise UnreadableTable(gettext("Rij 1: een kolom staat er twee keer."))
    filled = 0
    for number, cells in rows:
        filled += any(cells)
        if filled > MAX_ROWS or number > LAST_ROW:
            raise UnreadableTable(gettext("Dit bestand heeft meer dan %(aantal)d rijen.") % {"aantal": MAX_ROWS})
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise UnreadableTable(gettext("Rij %(rij)d: hier staan meer cellen dan kolommen.") % {"rij": number})
        row = {name: plain_cell(cell).strip() for name, cell in zip(names, cells, strict=False) if name}
        for name, cell in row.items():
            if len(cell) > MAX_CELL or "\x00" in cell:
                place = {"rij": number, "kolom": name}
                raise UnreadableTable(gettext("Rij %(rij)d, kolom %(kolom)s: deze tekst is te lang of stuk.") % place)
        if any(row.values()):
            yield number, {name: drop_unseen(cell) for name, cell in row.items()}


def _csv_rows(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = {"rij": content[: error.start].count(b"\n") + 1}
        raise UnreadableTable(
            gettext("Rij %(rij)d: dit bestand is geen UTF-8. Kies bij het bewaren “CSV UTF-8”.") % place
        ) from error
    first = text.partition("\n")[0]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
        yield from enumerate(rows, start=1)
    except csv.Error as error:
        raise UnreadableTable(gettext("Dit bestand is geen CSV: %(fout)s.") % {"fout": error}) from error


def _xlsx_rows(content):
    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the size in its head can be wrong, and what lies outside would not be read
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [_cell_text(cell, number) for cell in cells]
    except UnreadableTable:
        raise
    except Exception as error:  # openpyxl has no one name for what is wrong with a file
        raise UnreadableTable(gettext("Dit bestand is geen werkblad dat we kunnen lezen.")) from error


def _cell_text(cell, number):
    if cell.data_type == "f":
        raise UnreadableTable(
            gettext("Rij %(rij)d: hier staat een formule. Zet er gewone tekst neer.") % {"rij": number}
        )
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


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
