"""The facts as a table, one row per fact: for spreadsheets, open data and the import by staff (table_reader.py)."""

import io

from django.utils.translation import override

from platforms.plain_text import drop_unseen
from platforms.vocabulary import EVIDENCE_KEYS

from .safe_cells import format_csv, safe_cell

TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
COLUMNS = ("platform", "key", "value", "words", "basis", "sources", "date", *TEXTS, "inherited_from")
# How wide the columns of a workbook are, in letters.
WIDTHS = {"platform": 24, "key": 26, "value": 26, "words": 40, "basis": 10, "sources": 50, "date": 12}
TEXT_WIDTH = 30


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


def write_csv(platforms, inherited=False, form=format_csv) -> bytes:
    """The rows as CSV in UTF-8, for programs; with `form=format_local_csv` for people."""
    rows = ([row[name] for name in COLUMNS] for row in fact_rows(platforms, inherited))
    return form([COLUMNS, *rows]).encode()


def write_xlsx(platforms) -> bytes:
    """The same rows as a workbook of one sheet, whose head stays in view and whose cells are all text.

    In a cell of the kind "text" a spreadsheet leaves "3-10" and "62%" as they were typed.
    """
    # Here, as in table_reader.py: loading it is a tenth of what a process of the site needs to start.
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("feiten")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, TEXT_WIDTH)
    sheet.append([make_text_cell(sheet, name, bold=True) for name in COLUMNS])
    rows = list(fact_rows(platforms))
    for row in rows:
        sheet.append([make_text_cell(sheet, drop_unseen(safe_cell(row[name]))) for name in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_text_cell(sheet, text, bold=False):
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.styles.numbers import FORMAT_TEXT

    cell = WriteOnlyCell(sheet, text)
    cell.number_format = FORMAT_TEXT
    if bold:
        cell.font = Font(name="Calibri", bold=True)
    return cell
