"""The figures of reliability.py are those of the two files of data, the measuring is right, and what may lead."""

import csv
from dataclasses import replace

import pytest

from stappenplan.method.assessment import score_tables
from stappenplan.method.evidence import measuring
from stappenplan.method.evidence.measuring import Checked, NewFact
from stappenplan.method.evidence.reliability import (
    HURWICZ_ALPHA,
    HURWICZ_INTERVAL,
    INFERRED,
    OLD,
    RECENT,
    RELIABILITY,
    STATED,
    reliability_of,
)
from stappenplan.method.evidence.status import NO_DUTCH_USER, collect_evidence, has_dutch_user
from tests.method.conftest import NEIGHBOUR_APP, ON, learn, platform


def pairs():
    return measuring.read_rows(measuring.PAIRS_FILE, NewFact)


def sample():
    return measuring.read_rows(measuring.SAMPLE, Checked)


def test_the_weight_of_the_unknown_is_what_the_pairs_give():
    share, low, high = measuring.mean_with_interval(pairs())
    assert round(share, 2) == HURWICZ_ALPHA
    assert (round(low, 2), round(high, 2)) == HURWICZ_INTERVAL


def test_the_reliabilities_are_what_the_sample_gives():
    found = measuring.estimate_reliabilities(sample())
    assert found.keys() == RELIABILITY.keys()
    for key, figure in found.items():
        assert tuple(round(number, 2) for number in figure) == RELIABILITY[key], key


def test_the_files_hold_each_fact_once_and_only_what_is_scored():
    for rows in (pairs(), sample()):
        assert len({(row.platform, row.fact) for row in rows}) == len(rows)
    assert {pair.fact for pair in pairs()} <= {*measuring.TABLES_OF_FACT, *measuring.ASKED, "languages"}
    assert all(0 <= pair.share <= 1 for pair in pairs())
    assert {row.basis for row in sample()} == {STATED, INFERRED} and {row.age for row in sample()} == {RECENT, OLD}
    assert {row.verdict for row in sample()} <= {measuring.CONFIRMED, *measuring.WRONG_RESULTS, "not findable"}


@pytest.mark.parametrize(
    ("fact", "value", "share"),
    [
        ("advertising", "yes", 0.2),
        ("data_owner", "local_organisation", 0.9),
        ("hosting_region", "non_eu", 0.25),  # 0 for privacy, 0.5 for leaving
        ("cost_municipality", "high", (0 + 0 + 0.2 + 1 + 0.3) / 5),  # what rules out scores nothing
        ("revenue_model", ["volunteer_run", "advertising"], 0.55),
        ("languages", ["nl"], 0.0),
        ("channels", ["social_media"], 0.0),  # nobody can ask for it
    ],
)
def test_the_share_of_the_scale_is_the_mean_over_the_tables_that_read_a_fact(fact, value, share):
    assert measuring.share_of_scale(fact, value) == pytest.approx(share)


def test_every_value_that_has_a_score_has_a_share():
    for fact in measuring.TABLES_OF_FACT:
        for value in score_tables.VALUES.get(fact, ()):
            assert 0 <= measuring.share_of_scale(fact, value) <= 1


def test_one_platform_with_many_facts_widens_the_interval():
    """Facts of one platform are found together: they count as one draw."""
    apart = [NewFact(f"p{number}", "x", "", STATED, float(number % 2)) for number in range(40)]
    together = [
        pair._replace(platform="high" if pair.share else f"low{number % 4}") for number, pair in enumerate(apart)
    ]
    narrow, wide = measuring.mean_with_interval(apart), measuring.mean_with_interval(together)
    assert narrow.share == wide.share == 0.5
    assert wide.high - wide.low > narrow.high - narrow.low
    assert measuring.mean_with_interval(apart) == narrow, "seeded"


def test_the_interval_of_wilson_is_that_of_the_textbook():
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for confirmed, checked, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):
        _share, lower, upper = measuring.wilson_interval(confirmed, checked)
        assert (lower, upper) == pytest.approx((low, high), abs=0.0001)


def checked(number, basis, age, verdict):
    return [Checked(f"{basis}{age}{verdict}{one}", "x", basis, "", age, verdict, "") for one in range(number)]


def test_small_cells_are_taken_together_and_what_was_not_found_is_not_wrong():
    rows = checked(15, STATED, RECENT, "confirmed") + checked(15, STATED, OLD, "outdated")
    rows += checked(14, INFERRED, OLD, "confirmed") + checked(50, INFERRED, OLD, "not findable")
    found = measuring.estimate_reliabilities(rows)
    assert (found[STATED, RECENT].share, found[STATED, OLD].share) == (1.0, 0.0)
    assert found[INFERRED, OLD] == found[INFERRED, RECENT]
    assert (found[INFERRED, OLD].share, found[INFERRED, OLD].checked) == (29 / 44, 44)
    fewer = measuring.estimate_reliabilities(rows[1:])
    assert fewer[STATED, RECENT] == fewer[STATED, OLD] and fewer[STATED, OLD].checked == 29


def test_a_fact_without_a_date_is_old():
    for basis in (STATED, INFERRED):
        assert reliability_of(basis, None) == reliability_of(basis, 36) == RELIABILITY[basis, OLD].share
        assert reliability_of(basis, 35) == reliability_of(basis, 0) == RELIABILITY[basis, RECENT].share


def test_the_files_are_plain_csv_that_a_spreadsheet_can_open():
    for path, row_type in ((measuring.PAIRS_FILE, NewFact), (measuring.SAMPLE, Checked)):
        with path.open(encoding="utf-8", newline="") as file:
            assert tuple(next(csv.reader(file))) == row_type._fields


# What can lead: used in the Netherlands


@pytest.mark.parametrize(
    ("known", "has_user"),
    [
        ({"scope": "national"}, True),
        ({"scope": "local"}, True),
        ({"scope": "international"}, False),
        ({"scope": "international", "municipalities": ("Utrecht",)}, True),
        ({"scope": "international", "start_effort": "build_yourself"}, True),
        ({"scope": "international", "form": "software"}, True),
        ({"scope": "international", "form": "software", "start_effort": "start_yourself"}, False),
        ({"scope": "national", "usable_in_nl": "unknown"}, False),
        ({"usable_in_nl": "unknown", "municipalities": ("Utrecht",)}, True),
    ],
)
def test_what_is_not_known_to_be_used_in_the_netherlands_cannot_lead(known, has_user):
    one = platform(status="active", **known)
    assert has_dutch_user(one) is has_user
    assert (NO_DUTCH_USER not in collect_evidence(one, ("scope",), ON).lacks) is has_user


def test_a_dutch_municipality_that_uses_it_makes_a_foreign_platform_lead():
    asked = tuple(NEIGHBOUR_APP.facts)
    assert collect_evidence(NEIGHBOUR_APP, asked, ON).lacks == (NO_DUTCH_USER,)
    assert collect_evidence(replace(NEIGHBOUR_APP, municipalities=("Utrecht",)), asked, ON).can_lead
    assert collect_evidence(learn(NEIGHBOUR_APP, scope="national"), asked, ON).can_lead
