"""CSV for spreadsheets: no cell runs as a formula, or falls apart where another separator is chosen."""

import csv
import io
import re

from django.utils.translation import get_language

# A spreadsheet reads a cell as a formula when it begins with one of these signs, in either width. A file with commas
# may be cut at semicolons, tabs and line ends too: what comes after those can become the beginning of a cell.
SIGNS, CUTS = "=+\\-@\uff1d\uff0b\uff0d\uff20", ";\t\r\n"
UNSAFE = re.compile(rf"^(?='*[{SIGNS}\t\r\n])|(?<=[{CUTS}])(?='*[{SIGNS}])")
MADE_SAFE = re.compile(rf"^'(?='*[{SIGNS}\t\r\n])|(?<=[{CUTS}])'(?='*[{SIGNS}])")


def safe_cell(value):
    """A cell that no spreadsheet runs as a formula, wherever it cuts the line: a quote makes it text."""
    return UNSAFE.sub("'", value) if isinstance(value, str) else value


def plain_cell(text):
    """What safe_cell() was given."""
    return MADE_SAFE.sub("", text)


def format_csv(rows, delimiter=",") -> str:
    """Rows of cells as CSV text with a byte order mark, each cell made safe: for programs, the same in any language.

    Every text is quoted: LibreOffice cuts at commas, semicolons and tabs alike unless it is told otherwise.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()


def format_local_csv(rows) -> str:
    """The same for people: with the separator and the decimal sign of a spreadsheet in the active language.

    A Dutch spreadsheet cuts at semicolons, and takes the point in 0.675 for a sign of thousands.
    """
    dutch = get_language() == "nl"
    return format_csv(([local_cell(cell, dutch) for cell in row] for row in rows), ";" if dutch else ",")


def local_cell(cell, dutch):
    return str(cell).replace(".", ",") if dutch and isinstance(cell, float) else cell
