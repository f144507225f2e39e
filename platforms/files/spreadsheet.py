"""The facts as a table, one row per fact: for spreadsheets, open data and the import by staff."""

import csv
import io
import re
import zipfile
from datetime import datetime

import openpyxl
from django.utils.translation import gettext, override

from platforms.plain_text import drop_unseen
from platforms.vocabulary import EVIDENCE_KEYS

# A spreadsheet reads a cell as a formula when it begins with one of these signs, in either width. A file with commas
# may be cut at semicolons, tabs and line ends too: what comes after those can become the beginning of a cell.
SIGNS, CUTS = "=+\\-@\uff1d\uff0b\uff0d\uff20", ";\t\r\n"
UNSAFE = re.compile(rf"^(?='*[{SIGNS}\t\r\n])|(?<=[{CUTS}])(?='*[{SIGNS}])")
MADE_SAFE = re.compile(rf"^'(?='*[{SIGNS}\t\r\n])|(?<=[{CUTS}])'(?='*[{SIGNS}])")
TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
COLUMNS = ("platform", "key", "value", "words", "basis", "sources", "date", *TEXTS, "inherited_from")


def safe_cell(value):
    """A cell that no spreadsheet runs as a formula, wherever it cuts the line: a quote makes it text."""
    return UNSAFE.sub("'", value) if isinstance(value, str) else value


def plain_cell(text):
    """What safe_cell() was given."""
    return MADE_SAFE.sub("", text)


def rows_of(platforms, inherited=False):
    """The known facts as dictionaries of COLUMNS, all text, by platform and then in the order of the vocabulary.

    `inherited`: those too that a site takes over from what it runs on, with its slug in `inherited_from`.
    `value`: ids with a space between them; `words`: the value in Dutch; `sources`: addresses with a space between
    them; `date`: of the newest dated source, as the catalogue has it (2026, 2026-11 or 2026-11-24), or empty.
    """
    with override("nl"):
        for platform in platforms:
            for key in EVIDENCE_KEYS:
                if key in (facts := platform.facts if inherited else platform.own_facts):
                    yield row_of(platform, facts[key])


def row_of(platform, fact):
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


def as_csv(platforms, inherited=False) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, a comma between cells, no cell that is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(row[name]) for name in COLUMNS] for row in rows_of(platforms, inherited))
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(platforms) -> bytes:
    """The same rows as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("feiten")
    sheet.append(COLUMNS)
    for row in rows_of(platforms):
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


class Unreadable(ValueError):
    """A file that is no table of facts; the message says where and why."""


def read(content: bytes) -> list[tuple[int, dict]]:
    """The rows of a CSV or XLSX file as (number in the spreadsheet, column -> text); empty rows are left out.

    Raises Unreadable for what is too large, packed too tightly, in another encoding, or no such table. Runs nothing.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(gettext("Het bestand is groter dan 3 MB. Verdeel het over meer bestanden."))
    rows = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    return list(_named(rows))


def _named(rows):
    number, head = next(rows, (1, []))
    names = [cell.strip().lower() for cell in head]
    if missing := [name for name in NEEDED if name not in names]:
        raise Unreadable(gettext("Rij 1: deze kolommen ontbreken: %(namen)s.") % {"namen": ", ".join(missing)})
    if strange := [name for name in names if name and name not in (*COLUMNS, *NEW_SOURCE)]:
        raise Unreadable(gettext("Rij 1: deze kolommen kennen we niet: %(namen)s.") % {"namen": ", ".join(strange)})
    if len(set(filter(None, names))) < len(list(filter(None, names))):
        raise Unreadable(gettext("Rij 1: een kolom staat er twee keer."))
    for number, cells in rows:
        if number > MAX_ROWS:
            raise Unreadable(gettext("Dit bestand heeft meer dan %(aantal)d rijen.") % {"aantal": MAX_ROWS})
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise Unreadable(gettext("Rij %(rij)d: hier staan meer cellen dan kolommen.") % {"rij": number})
        row = {name: plain_cell(cell).strip() for name, cell in zip(names, cells, strict=False) if name}
        for name, cell in row.items():
            if len(cell) > MAX_CELL or "\x00" in cell:
                place = {"rij": number, "kolom": name}
                raise Unreadable(gettext("Rij %(rij)d, kolom %(kolom)s: deze tekst is te lang of stuk.") % place)
        if any(row.values()):
            yield number, {name: drop_unseen(cell) for name, cell in row.items()}


def _csv_rows(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = {"rij": content[: error.start].count(b"\n") + 1}
        raise Unreadable(
            gettext("Rij %(rij)d: dit bestand is geen UTF-8. Kies bij het bewaren “CSV UTF-8”.") % place
        ) from error
    first = text.partition("\n")[0]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
        yield from enumerate(rows, start=1)
    except csv.Error as error:
        raise Unreadable(gettext("Dit bestand is geen CSV: %(fout)s.") % {"fout": error}) from error


def _xlsx_rows(content):
    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for number, cells in enumerate(book.worksheets[0].iter_rows(), start=1):
            yield number, [_cell_text(cell, number) for cell in cells]
    except Unreadable:
        raise
    except Exception as error:  # openpyxl has no one name for what is wrong with a file
        raise Unreadable(gettext("Dit bestand is geen werkblad dat we kunnen lezen.")) from error


def _cell_text(cell, number):
    if cell.data_type == "f":
        raise Unreadable(gettext("Rij %(rij)d: hier staat een formule. Zet er gewone tekst neer.") % {"rij": number})
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
        raise Unreadable(gettext("Dit bestand is geen werkblad dat we kunnen lezen.")) from error
    size = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or size > MAX_UNPACKED or size > MAX_RATIO * len(content):
        raise Unreadable(gettext("Dit werkblad wordt te groot bij het uitpakken. Verdeel het over meer bestanden."))
