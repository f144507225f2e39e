"""Platforms side by side: per fact what each does, and how that answers what was asked."""

from platforms.vocabulary import FACT_KEYS, GROUPS, VOCABULARY

COMPARE_AT_MOST = 4


def compare_groups(assessments):
    """The rows of a comparison per group of facts.

    A row has a `label`, a cell per assessment (`fact` or None, `word` of Assessment.word_of), and `differs`: whether
    the platforms are known to differ, or one is known where another is not.
    """
    return [
        {"title": group, "rows": [row_of(key, assessments) for key in FACT_KEYS if VOCABULARY[key].group == group]}
        for group in GROUPS
    ]


def row_of(key, assessments):
    facts = [assessment.platform.facts.get(key) for assessment in assessments]
    values = {
        str(sorted(fact.value) if isinstance(fact.value, list) else fact.value) if fact else None for fact in facts
    }
    cells = [
        {"assessment": assessment, "fact": fact, "word": assessment.word_of(key), "known": fact is not None}
        for assessment, fact in zip(assessments, facts, strict=True)
    ]
    return {"key": key, "label": VOCABULARY[key].label, "cells": cells, "differs": len(values) > 1}
