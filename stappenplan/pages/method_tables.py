"""The score tables and worked examples for the method page, in the words of the catalogue."""

from datetime import date

from platforms.vocabulary import VOCABULARY
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.declarations import ScoreTable
from stappenplan.method.evidence.status import NO_OTHER_SOURCE, RAN, RUNS, UNKNOWN_STATUS, EvidenceStatus
from stappenplan.method.groups.ranking import EXAMPLE, mean_places, ranks_for_one
from stappenplan.method.steps import QUESTIONS

# A worked example of one shelf: no platforms of the catalogue. Name, score from 0 to 1, whether it runs, when that was
# last said, and what it lacks.
SHELF_EXAMPLE_DAY = date(2026, 11, 1)
SHELF_EXAMPLE = (
    ("A", 0.71, RUNS, "2026", ()),
    ("B", 0.68, RUNS, "2025", ()),
    ("C", 0.84, RUNS, "2026", (NO_OTHER_SOURCE,)),
    ("D", 0.79, RAN, "2021", ()),
    ("E", 0.90, UNKNOWN_STATUS, "", ()),
)


def name_column(table: ScoreTable, value) -> str:
    """A value in words: its own where the table names it, else those of the catalogue, else the value itself."""
    if value in table.columns:
        return table.columns[value]
    entry = VOCABULARY.get(table.fact)
    return entry.values.get(value, value) if entry else value


def name_row(table: ScoreTable, answer: str) -> str:
    """A row in words: its own where the table names it, else the label of the answer, else the answer itself."""
    if answer in table.row_labels:
        return table.row_labels[answer]
    question = QUESTIONS.get(table.question)
    option = question.option(answer) if question else None
    return option.label if option else answer


def lay_out(table: ScoreTable) -> dict:
    """One table as {"title", "columns", "rows": [{"label", "cells"}]}; a cell of None reads as "valt af"."""
    entry = VOCABULARY.get(table.fact)
    return {
        "title": table.title or (entry.label if entry else table.fact),
        "columns": [name_column(table, value) for value in next(iter(table.rows.values()))],
        "rows": [
            {"label": name_row(table, answer), "cells": list(scores.values())} for answer, scores in table.rows.items()
        ],
    }


def method_tables():
    """Per criterion its tables: a list of {"criterion", "tables"}, each table as `lay_out` gives it."""
    return [
        {"criterion": criterion, "tables": [lay_out(table) for table in criterion.tables]} for criterion in CRITERIA
    ]


def together_example():
    """The worked example of a group: per platform its place with each person, and the mean, best first."""
    everyone = sorted({name for ranks in EXAMPLE for name in ranks})
    means, each = mean_places(EXAMPLE, everyone), [ranks_for_one(ranks, everyone) for ranks in EXAMPLE]
    rows = [{"name": name, "places": [one[name] for one in each], "mean": means[name]} for name in everyone]
    return sorted(rows, key=lambda row: row["mean"])


def shelf_example():
    """The worked example of a shelf: per platform its name, score, EvidenceStatus and place, as the advice orders them.

    The place is None for one that may not exist any more; it stands last.
    """
    rows = [
        {"name": name, "score": score, "evidence": EvidenceStatus(status, seen, lacks, 0, 0, SHELF_EXAMPLE_DAY)}
        for name, score, status, seen, lacks in SHELF_EXAMPLE
    ]
    rows.sort(key=lambda row: (not row["evidence"].is_known_to_run, row["evidence"].tier, -row["score"]))
    for place, row in enumerate(rows, 1):
        row["place"] = place if row["evidence"].is_known_to_run else None
    return rows
