"""The choice of cases that bin/test tries: small, the same each time, and every two values meet in it."""

from itertools import combinations, product

import pytest

from tests.support.covering import choose_covering, cover_pairs

pytestmark = pytest.mark.any_database

AXES = [["a", "b", "c"], [1, 2], [None, {}, []], [True, False]]


def test_every_two_values_of_a_product_meet_in_its_choice():
    cases = list(product(*AXES))
    chosen = choose_covering(cases)
    for one, other in combinations(range(len(AXES)), 2):
        met = [[case[one], case[other]] for case in chosen]
        assert all([*pair] in met for pair in product(AXES[one], AXES[other]))
    assert 9 <= len(chosen) < len(cases) / 2
    assert choose_covering(cases) == chosen


def test_the_other_cases_of_a_product_are_kept_and_marked():
    marked = [case for case in cover_pairs(*AXES) if not isinstance(case, tuple) or hasattr(case, "marks")]
    assert len(cover_pairs(*AXES)) == 36
    assert {mark.name for case in marked for mark in case.marks} == {"exhaustive"}
    assert len(marked) == 36 - len(choose_covering(list(product(*AXES))))
