"""What a release changed is counted from the records, by fact."""

from copy import deepcopy

import pytest

from platforms.releases.changelog import ReleaseChange, compare_records, list_releases, read_releases, write_releases
from tests.platforms.conftest import RECORD

pytestmark = pytest.mark.any_database


def changed(**parts):
    """The record of Ons Plein, with these parts changed by functions."""
    record = deepcopy(RECORD)
    for key, change in parts.items():
        change(record[key])
    return {"ons-plein": record}


def compare(after):
    return compare_records({"ons-plein": RECORD}, after)


def test_nothing_changed_is_no_change():
    assert compare(changed()) == ([], 0)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"status": lambda fact: fact.update(value="ended")}, ("value", "status", "active", "ended")),
        ({"facts": lambda facts: facts["scope"].update(value="regional")}, ("value", "scope", "local", "regional")),
        ({"facts": lambda facts: facts.pop("scope")}, ("value", "scope", "local", None)),
        ({"facts": lambda facts: facts.update(open_source=RECORD["status"])}, ("value", "open_source", None, "active")),
        ({"goals": lambda goals: goals["meet"].update(value="none")}, ("value", "goals.meet", "primary", "none")),
        ({"facts": lambda facts: facts["scope"].update(source=["s2"])}, ("evidence", "scope", None, None)),
        ({"facts": lambda facts: facts["scope"].update(basis="inferred")}, ("evidence", "scope", None, None)),
        ({"places": lambda places: places.append("Driebergen")}, ("text", "places", None, None)),
    ],
)
def test_a_change_is_told_by_fact_with_what_it_was_and_is(parts, expected):
    kind, key, before, after = expected
    assert compare(changed(**parts)) == ([ReleaseChange("ons-plein", "Ons Plein", kind, key, before, after)], 0)


def test_sources_are_counted_and_platforms_come_and_go():
    assert compare(changed(sources=lambda sources: sources[0].update(date="2026"))) == ([], 1)
    assert compare({})[0] == [ReleaseChange("ons-plein", "Ons Plein", "gone")]
    assert compare_records({}, changed())[0] == [ReleaseChange("ons-plein", "Ons Plein", "added")]


def test_a_list_of_releases_is_read_back_as_it_was_written(tmp_path):
    assert read_releases(tmp_path) == ()
    write_releases(tmp_path, list_releases())
    assert read_releases(tmp_path) == list_releases()
