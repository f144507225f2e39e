"""Comparison of platforms: each in a few sentences, fact by fact, where they differ, and what is to be asked."""

from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.models import Platform
from platforms.text import join_words
from platforms.vocabulary import FACT_KEYS, GOALS, GROUPS, VOCABULARY

COMPARE_AT_MOST = 4
# So many platforms are offered to whoever looks for one more.
SUGGESTED = 8
# What the sentences on a platform tell: who is behind it, what it lives from, where its data is and what it costs.
SUMMARY = ("provider_type", "revenue_model", "hosting_region", "free_for_residents", "cost_municipality")
# The value of a fact that says that nobody could establish it.
NOT_ESTABLISHED = "unknown"


class Column(NamedTuple):
    """One platform of a comparison that no plan is behind."""

    platform: Platform


def fact_groups(columns):
    """The rows of a comparison per group of facts; `columns` are anything with a `platform`.

    A row has a `key`, a `label`, a cell per column (`column`, `fact` or None, `known`, `text`), and `differs`: whether
    two platforms are known to differ. That one is known where another is not is no difference.
    """
    return [
        {"title": group, "rows": [fact_row(key, columns) for key in FACT_KEYS if VOCABULARY[key].group == group]}
        for group in GROUPS
    ]


def all_groups(columns):
    """The same with what the page of a platform says above its facts: what it is, and what it is for."""
    what = [
        text_row(_("Soort"), columns, lambda platform: platform.kind_words),
        text_row(_("Vorm"), columns, lambda platform: platform.form_words),
        fact_row("status", columns, _("Bestaat het nog?")),
        text_row(_("Begonnen"), columns, lambda platform: str(platform.launched or "")),
        text_row(_("Plaatsen"), columns, lambda platform: platform.place_words),
        text_row(_("Nieuwste bron"), columns, lambda platform: str(platform.newest_source_year or "")),
    ]
    goals = [fact_row(f"goals.{goal}", columns) for goal in GOALS]
    groups = [{"title": _("Wat is het?"), "rows": what}, {"title": _("Waarvoor is het gemaakt?"), "rows": goals}]
    return groups + fact_groups(columns)


def fact_row(key, columns, label=""):
    facts = [column.platform.facts.get(key) for column in columns]
    cells = [
        {"column": column, "fact": fact, "known": fact is not None, "text": ""}
        for column, fact in zip(columns, facts, strict=True)
    ]
    return {"key": key, "label": label or VOCABULARY[key].label, "cells": cells, "differs": has_difference(cells)}


def text_row(label, columns, words):
    """A row of what the editors say of a platform, without a source of its own; an empty text is unknown."""
    texts = [words(column.platform) for column in columns]
    cells = [
        {"column": column, "fact": None, "known": bool(text), "text": text}
        for column, text in zip(columns, texts, strict=True)
    ]
    return {"key": "", "label": label, "cells": cells, "differs": has_difference(cells)}


def is_established(cell) -> bool:
    """Whether a cell tells something: it is known, and not that nobody knows."""
    return cell["known"] and not (cell["fact"] and cell["fact"].value == NOT_ESTABLISHED)


def cell_value(cell):
    """What a cell tells, to hold beside another; the order of a list says nothing."""
    value = cell["fact"].value if cell["fact"] else cell["text"]
    return sorted(value) if isinstance(value, list) else value


def cell_words(cell) -> str:
    """What a cell tells, in words."""
    return cell["fact"].words if cell["fact"] else cell["text"]


def has_difference(cells) -> bool:
    """Whether two of these cells tell different things."""
    values = [cell_value(cell) for cell in cells if is_established(cell)]
    return any(value != values[0] for value in values)


def sort_rows(groups):
    """What a page of a comparison says of its rows: how many differ, which are alike, and what is to be asked.

    `alike` and `to_ask`: (label, words) of the rows that are the same as far as two platforms are known, and of the
    facts of which one platform is known at most.
    """
    rows = [row for group in groups for row in group["rows"]]
    same = [row for row in rows if not row["differs"]]
    asked = [row for row in same if row["key"] in FACT_KEYS and count_established(row) < 2]
    return {
        "differences": len(rows) - len(same),
        "alike": [(row["label"], describe_alike(row)) for row in same if count_established(row) > 1],
        "to_ask": [(row["label"], describe_gap(row)) for row in asked],
    }


def count_established(row) -> int:
    return sum(map(is_established, row["cells"]))


def describe_alike(row) -> str:
    """What the platforms of a row have in common, and of which it is not known."""
    known = next(cell_words(cell) for cell in row["cells"] if is_established(cell))
    others = [cell["column"].platform.name for cell in row["cells"] if not is_established(cell)]
    if not others:
        return known
    return gettext("%(words)s. Van %(names)s weten we het niet.") % {"words": known, "names": join_words(others)}


def describe_gap(row) -> str:
    """Of which platform alone a row is known, if of any."""
    known = next((cell for cell in row["cells"] if is_established(cell)), None)
    if known is None:
        return gettext("Van geen van deze platforms bekend.")
    text = gettext("Alleen bekend van %(name)s: %(words)s.")
    return text % {"name": known["column"].platform.name, "words": cell_words(known)}


def sum_up(platform) -> list[str]:
    """Sentences on a platform: its provider, its income, the place of its data and its costs.

    What nobody knows of these stands together in the last one.
    """
    known = [platform.facts[key].sentence for key in SUMMARY if key in platform.facts]
    unknown = join_words(gettext(VOCABULARY[key].unknown) for key in SUMMARY if key not in platform.facts)
    if not unknown:
        return known
    return [*known, gettext("%(clauses)s: dat weten we niet.") % {"clauses": unknown[:1].upper() + unknown[1:]}]


def choice_context(chosen, candidates, asked, found, at_least=0, similar=()):
    """What the part of a page needs that puts one more platform beside those that were chosen, or takes one away.

    `candidates`: the platforms that can be chosen. `asked`, `found`: what was looked for by name, and what that gave.
    `at_least`: so many stay. `similar`: what is offered when nothing was looked for.
    """
    removable = len(chosen) > at_least
    without = [(one, query_for([other for other in chosen if other != one])) for one in chosen]
    return {
        "chosen": chosen,
        "without": [(one, rest if removable else None) for one, rest in without],
        "query": query_for(chosen),
        "asked": asked,
        "others": [one for one in (found if asked else similar) if one not in chosen][:SUGGESTED],
        "names_to_add": [one.name for one in candidates if one not in chosen],
        "room": COMPARE_AT_MOST - len(chosen),
    }


def query_for(platforms) -> str:
    """What the address of their comparison asks."""
    return urlencode([("p", one.slug) for one in platforms])


def find_named(asked, found, chosen):
    """The platform that is meant beyond doubt, to put beside those chosen: its whole name was typed; else None."""
    if len(chosen) >= COMPARE_AT_MOST:
        return None
    named = [one for one in found if one.name.casefold() == asked.casefold() and one not in chosen]
    return named[0] if len(named) == 1 else None


def pick_platforms(slugs, catalogue):
    """The Platforms that these slugs name, each once and at most four, and what could not be done, in words."""
    return pick_to_compare(
        slugs, catalogue.by_slug, gettext("Een platform dat u koos, kennen we niet. We laten het weg.")
    )


def pick_to_compare(slugs, by_slug, unknown):
    """What these slugs name in `by_slug`, each once and at most four, and what could not be done, in words.

    `unknown`: what to say when a slug names nothing there.
    """
    wanted = list(dict.fromkeys(slugs))
    known = [by_slug[slug] for slug in wanted if slug in by_slug]
    errors = [unknown] if len(known) < len(wanted) else []
    if len(known) > COMPARE_AT_MOST:
        errors.append(gettext("U kunt hooguit vier platforms vergelijken. We nemen de eerste vier die u koos."))
    return known[:COMPARE_AT_MOST], errors
