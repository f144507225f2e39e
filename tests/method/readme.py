"""Reads the tables of the method's README, so that tests can hold code and text side by side."""

import re
from functools import lru_cache
from pathlib import Path

import stappenplan.method

FILE = Path(stappenplan.method.__file__).with_name("README.md")


@lru_cache(maxsize=1)
def text():
    return FILE.read_text(encoding="utf-8")


def plain(cell):
    """A text without marks of Markdown and with straight quotes."""
    return re.sub("[“”]", '"', cell).replace("’", "'").replace("`", "").strip()


def tables(start, end):
    """The tables between two texts; each is its rows, and the first row is the head."""
    part = text()[text().index(start) :]
    part = part[: part.index(end, len(start))] if end else part
    found, table = [], []
    for line in [*part.splitlines(), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\- ]+", line):
                table.append([cell.strip() for cell in line.strip().strip("|").split(" | ")])
        elif table:
            found.append(table)
            table = []
    return found


def cells(table):
    """The figures of a table as {(row name, column name): text}, without the marks."""
    head = [plain(cell) for cell in table[0]]
    return {
        (plain(row[0]), name): plain(cell) for row in table[1:] for name, cell in zip(head[1:], row[1:], strict=False)
    }


def criterion(number):
    """The tables of a criterion of section 3.3."""
    return tables(f"**{number} `", f"**{number + 1} `" if number < 14 else "**In words**")


def scores(cell):
    """ "yes 1, only email 0.5, none 0" as {"yes": 1.0, ...}; "out" is None."""
    pairs = (part.rsplit(" ", 1) for part in cell.split(", "))
    return {name.strip(): None if score == "out" else float(score) for name, score in pairs}


def sources(cell):
    return set(re.findall(r"\[(S\d+|OJ)\b", cell))
