"""The widths of the columns of a table, by the words in its cells."""

import re

from docx.shared import Cm

from .word_styles import MARGIN, PAGE_SIZE

# Of the columns of a table, in letters: how narrow and how wide they are, what a line to fill in takes, what a cell
# keeps free beside its text; how much wider bold letters are, and how wide a letter of a table is on average.
NARROWEST, WIDEST, TO_FILL_IN, FREE, BOLD, LETTER = 6, 45, 18, 3.2, 1.06, Cm(0.17)
# What the bullet of a list takes and a drawing beside a figure, in letters; the share of the first of two columns, of
# tables that must look alike.
BULLET, DRAWING, ALIKE = 5, 10, {"rijen--half": 0.55}
# Tables that compare: the columns from this one on are equally wide, so that what stands side by side looks alike.
COMPARED_FROM = {"woorden": 1, "som": 2, "feiten": 1, "keuzes": 1}


def widths_of(cells, columns, classes=frozenset()):
    """The width of each column: its longest word at least, and of what is left what its longest cell would like.

    `classes`: of the table; some have the same widths whatever they hold.
    """
    if alike := [ALIKE[name] for name in classes if name in ALIKE]:
        room = PAGE_SIZE[0] - 2 * MARGIN
        return [int(room * alike[0]), int(room * (1 - alike[0]))]
    rows = [row for row in cells if len(row) == columns] or [[]]
    needed = [max([NARROWEST, *map(longest_word, column)]) for column in zip(*rows, strict=True)] or [1] * columns
    wished = [
        max([need, *map(count_letters, column)]) for need, column in zip(needed, zip(*rows, strict=True), strict=False)
    ]
    room = PAGE_SIZE[0] - 2 * MARGIN
    spare = max(room / LETTER - sum(needed), 0)
    extra = [wish - need for wish, need in zip(wished, needed, strict=False)] or [0] * columns
    shares = [need + spare * more / (sum(extra) or 1) for need, more in zip(needed, extra, strict=True)]
    for first in (first for name, first in COMPARED_FROM.items() if name in classes):
        shares[first:] = [sum(shares[first:]) / max(len(shares) - first, 1)] * (len(shares) - first)
    return [int(room * share / sum(shares)) for share in shares]


def longest_word(cell):
    """How many letters the longest word of a cell has, with what the cell keeps free; of links only the end counts."""
    heads = cell.getparent().getparent().tag == "thead" or cell.find(".//b") is not None
    beside = BULLET if cell.find(".//li") is not None else DRAWING if cell.xpath(".//img[@class='deel']") else 0
    return max((len(word) for word in join_cell(cell)), default=0) * (BOLD if heads else 1) + FREE + beside


def count_letters(cell):
    """How many letters a cell would like to have on a line."""
    asked = TO_FILL_IN if cell.xpath(".//*[contains(@class, 'invul')]") else 0
    return max(asked, min(WIDEST, len(" ".join(join_cell(cell)))))


def join_cell(cell):
    """The words of a cell as they can be broken over lines: an address anywhere, a word after a hyphen."""
    return [part for word in cell.text_content().split() for part in re.split(r"(?<=[-/.@])", word)]
