"""Which of many cases of one rule bin/test tries: a choice that covers them; `bin/test -m exhaustive` the others.

A test that could run for every case of a product gets them from here. Nearly every fault comes from one value, or from
two together: so each two values that can meet are in some case of the choice.
"""

from itertools import combinations, product

import pytest


def cover_pairs(*axes):
    """The cases of a product of lists as arguments of a test: the others than a covering choice are `exhaustive`."""
    cases = list(product(*axes))
    chosen = choose_covering(cases)
    return [case if case in chosen else as_exhaustive(case) for case in cases]


def mark_others(cases, chosen):
    """The cases as arguments of a test: the others than the chosen ones are `exhaustive`."""
    assert set(chosen) <= set(cases), "what is chosen is one of the cases"
    return [case if case in chosen else as_exhaustive(case) for case in cases]


def as_exhaustive(case):
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.exhaustive)


def choose_covering(cases):
    """Of these cases a few in which every two values that stand together in one stand together: always the same few."""
    left, chosen = set().union(*map(list_pairs, cases)), []
    while left:
        best = max(cases, key=lambda case: len(left & list_pairs(case)))
        left -= list_pairs(best)
        chosen.append(best)
    return chosen


def list_pairs(case):
    """Every two values of a case with their places, or its only value."""
    return {*combinations(((at, repr(value)) for at, value in enumerate(case)), min(2, len(case)))}
