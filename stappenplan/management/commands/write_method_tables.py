"""Write the columns in the tables of method/README.md that follow from the code; the other columns are by hand."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import stappenplan.method
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.declarations import Step
from stappenplan.method.gates import GATES, WARNINGS
from stappenplan.method.groups.ranking import EXAMPLE, mean_places, ranks_for_one
from stappenplan.method.law.points import LAW
from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import STEPS
from stappenplan.method.verdicts import VERDICTS

METHOD_README = Path(stappenplan.method.__file__).with_name("README.md")

# Row -> column -> what stands there.
Columns = Mapping[str, Mapping[str, str]]


def question_columns(step: Step) -> Columns:
    """Question or group of questions -> its words and its answers; the extra goals are written as "the same"."""
    columns: dict[str, dict[str, str]] = {}
    for question in step.questions:
        cells = columns.setdefault(question.group or question.key, {})
        if not question.group:
            cells["question"] = question.label + "".join(f" (resident: {text})" for text in question.wording.values())
        if question.key != "goal_extra":
            cells["answers"] = " · ".join(f"`{option.value}` {option.label}" for option in question.options)
    return columns


def source_columns() -> Columns:
    """Source -> its address."""
    return {source.key: {"URL": source.url} for source in SOURCES.values() if source.url}


def weight_columns() -> Columns:
    """Criterion -> what it weighs before any answer."""
    names = ("default official", "default resident")
    return {one.key: dict(zip(names, map(str, one.default), strict=True)) for one in CRITERIA}


def verdict_columns() -> Columns:
    """Verdict -> its text."""
    return {verdict.key: {"text": verdict.text} for verdict in VERDICTS.values()}


def gate_columns() -> Columns:
    """Gate or warning -> its text, where it has one; those with a text per cause are written by hand."""
    return {one.key: {"text": one.text} for one in (*GATES, *WARNINGS) if isinstance(one.text, str)}


def law_columns() -> Columns:
    """Legal point -> its title, the days of its wordings and its sources."""
    return {
        one.key: {
            "title": one.title,
            "from": " · ".join(f"{wording.valid_from}" for wording in one.wordings),
            "look again": " · ".join(f"{wording.look_again}" for wording in one.wordings),
            "source": " ".join(f"[{key}]" for key in one.sources),
        }
        for one in LAW
    }


def card_columns(do: bool) -> Columns:
    """Card -> its step and its text, of the cards that say what to do or what not to do."""
    return {
        card.key: {"step": str(number), "text": card.text}
        for number, step in enumerate(STEPS)
        for card in step.cards
        if card.do is do
    }


def group_columns() -> Columns:
    """Platform of the worked example -> its place with each person, and the mean."""
    everyone = sorted({slug for ranks in EXAMPLE for slug in ranks})
    means, each = mean_places(EXAMPLE, everyone), [ranks_for_one(ranks, everyone) for ranks in EXAMPLE]
    names = ("first", "second", "third")
    return {
        slug: {**{name: f"{one[slug]:g}" for name, one in zip(names, each, strict=True)}, "mean": f"{means[slug]:.2f}"}
        for slug in everyone
    }


# The heading above each table, and what follows from the code in it.
TABLES = {
    **{f"### Step {number}. {step.title}": partial(question_columns, step) for number, step in enumerate(STEPS)},
    "### 3.2 Weights": weight_columns,
    "### 4.1 The verdict": verdict_columns,
    "### 4.2 The gates": gate_columns,
    "### 4.3 The law (for the report; not legal advice)": law_columns,
    "### 5.1 Do (wel doen)": partial(card_columns, True),
    "### 5.2 Don't (niet doen)": partial(card_columns, False),
    "## 8. Sources": source_columns,
    "## 10. Choosing together": group_columns,
}


def fill_table(text: str, heading: str, columns: Columns) -> str:
    """The text with these columns filled in, in the first table under the heading. Errors: ValueError without a row."""
    lines = text.split("\n")
    start = next(number for number in range(lines.index(heading), len(lines)) if lines[number].startswith("|"))
    head, missing = split_row(lines[start]), set(columns)
    number = start + 2
    while number < len(lines) and lines[number].startswith("|"):
        row = dict(zip(head, split_row(lines[number]), strict=True))
        key = row[head[0]].strip("`")
        lines[number] = f"| {' | '.join((row | columns.get(key, {})).values())} |"
        missing.discard(key)
        number += 1
    if missing:
        raise ValueError(f"{heading}: no row for {', '.join(sorted(missing))}")
    return "\n".join(lines)


def split_row(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def write_tables(text: str) -> str:
    """The README with every table of TABLES as the code says."""
    for heading, columns in TABLES.items():
        text = fill_table(text, heading, columns())
    return text


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        try:
            METHOD_README.write_text(write_tables(METHOD_README.read_text(encoding="utf-8")), encoding="utf-8")
        except ValueError as error:
            raise CommandError(f"{error}. Add the row to {METHOD_README.name} with its columns by hand.") from None
