"""What a release changed is counted from the records, by fact."""

import json
from copy import deepcopy

import pytest

from platforms.releases.changelog import ReleaseChange, compare_records, list_as_json, list_releases, read_releases
from tests.platforms.conftest import RECORD

pytestmark = pytest.mark.any_database


SOURCE_1, SOURCE_2 = ({"source": [source["url"]]} for source in RECORD["sources"])


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
        ({"facts": lambda facts: facts["scope"].update(source=["s2"])}, ("evidence", "scope", SOURCE_1, SOURCE_2)),
        (
            {"facts": lambda facts: facts["scope"].update(basis="inferred")},
            ("evidence", "scope", {"basis": "stated"}, {"basis": "inferred"}),
        ),
        (
            {"facts": lambda facts: facts["resident_control"].update(note_nl="wij")},
            ("evidence", "resident_control", {"note_nl": "bewoners schrijven de stukken"}, {"note_nl": "wij"}),
        ),
        (
            {"facts": lambda facts: facts["scope"].update(note_nl="dorp", note_en="village")},
            ("evidence", "scope", {}, {"note_nl": "dorp", "note_en": "village"}),
        ),
        (
            {"places": lambda places: places.append("Driebergen")},
            ("text", "places", ["Zeist"], ["Zeist", "Driebergen"]),
        ),
    ],
)
def test_a_change_is_told_by_fact_with_what_it_was_and_is(parts, expected):
    kind, key, before, after = expected
    assert compare(changed(**parts)) == ([ReleaseChange("ons-plein", "Ons Plein", kind, key, before, after)], 0)


def test_a_text_that_comes_or_goes_was_or_is_nothing():
    base = {"value": "wordpress", "source": ["s1"], "basis": "stated"}
    with_base = {"ons-plein": RECORD | {"runs_on": base}}
    expected = [ReleaseChange("ons-plein", "Ons Plein", "text", "runs_on", None, base)]
    assert compare_records({"ons-plein": RECORD}, with_base) == (expected, 0)
    (gone,) = compare_records(with_base, {"ons-plein": RECORD})[0]
    assert (gone.before, gone.after) == (base, None)


def test_other_keys_for_the_same_sources_change_no_fact():
    renamed = json.loads(json.dumps(RECORD).replace('"s1"', '"s7"'))
    assert compare({"ons-plein": renamed}) == ([], 2)


def test_sources_are_counted_and_platforms_come_and_go():
    assert compare(changed(sources=lambda sources: sources[0].update(date="2026"))) == ([], 1)
    assert compare({})[0] == [ReleaseChange("ons-plein", "Ons Plein", "gone")]
    assert compare_records({}, changed())[0] == [ReleaseChange("ons-plein", "Ons Plein", "added")]


def test_a_list_of_releases_is_read_back_as_it_was_written(tmp_path):
    assert read_releases(tmp_path) == ()
    (tmp_path / "releases.json").write_bytes(list_as_json(list_releases()))
    assert read_releases(tmp_path) == list_releases()
