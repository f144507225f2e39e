"""Comparison of platforms, fact by fact, and where they differ."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.models import Platform
from platforms.vocabulary import FACT_KEYS, GOALS, GROUPS, VOCABULARY

COMPARE_AT_MOST = 4


class Column(NamedTuple):
    """One platform of a comparison that no plan is behind."""

    platform: Platform


def fact_groups(columns):
    """The rows of a comparison per group of facts; `columns` are anything with a `platform`.

    A row has a `key`, a `label`, a cell per column (`column`, `fact` or None, `known`, `text`), and `differs`: whether
    the platforms are known to differ, or one is known where another is not.
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
    values = [fact and (sorted(fact.value) if isinstance(fact.value, list) else fact.value) for fact in facts]
    cells = [
        {"column": column, "fact": fact, "known": fact is not None, "text": ""}
        for column, fact in zip(columns, facts, strict=True)
    ]
    return {
        "key": key,
        "label": label or VOCABULARY[key].label,
        "cells": cells,
        "differs": any(value != values[0] for value in values),
    }


def text_row(label, columns, words):
    """A row of what the editors say of a platform, without a source of its own; an empty text is unknown."""
    texts = [words(column.platform) for column in columns]
    cells = [
        {"column": column, "fact": None, "known": bool(text), "text": text}
        for column, text in zip(columns, texts, strict=True)
    ]
    return {"key": "", "label": label, "cells": cells, "differs": len(set(texts)) > 1}


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
