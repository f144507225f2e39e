"""The facts as a table, one row per fact: for spreadsheets, open data and the import by staff."""

import csv
import io

from django.utils.translation import override

from .vocabulary import EVIDENCE_KEYS

# A spreadsheet reads a cell that begins with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
COLUMNS = ("platform", "key", "value", "words", "basis", "sources", "date", *TEXTS)


def safe_cell(value):
    """A cell that no spreadsheet runs as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def plain_cell(text):
    """What safe_cell() was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def rows_of(platforms):
    """The known facts as dictionaries of COLUMNS, all text, by platform and then in the order of the vocabulary.

    `value`: ids with a space between them; `words`: the value in Dutch; `sources`: addresses with a space between
    them; `date`: of the newest dated source, as the catalogue has it (2026, 2026-11 or 2026-11-24), or empty.
    """
    with override("nl"):
        for platform in platforms:
            for key in EVIDENCE_KEYS:
                if key in platform.facts:
                    yield row_of(platform, platform.facts[key])


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
    }


def as_csv(platforms) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, a comma between cells, no cell that is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(row[name]) for name in COLUMNS] for row in rows_of(platforms))
    return file.getvalue().encode("utf-8-sig")
