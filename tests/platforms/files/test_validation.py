"""Validating a record, without a database."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platforms.files import reader, validation

pytestmark = pytest.mark.any_database


def faults(record, name="ons-plein.yaml"):
    return validation.validate_record(reader.complete_record(record), Path("catalogue") / name)


def test_a_good_record_has_no_faults(record):
    assert faults(record) == []


def test_a_value_outside_the_vocabulary_is_named_with_its_place(record):
    record["facts"]["scope"]["value"] = "galactic"
    (fault,) = faults(record)
    assert fault.startswith("ons-plein.yaml: facts/scope/value: 'galactic'") and "local" in fault


def test_a_fact_without_a_source_gives_one_fault(record):
    del record["facts"]["scope"]["source"]
    assert faults(record) == ["ons-plein.yaml: facts/scope: hier ontbreekt source"]


def test_a_fact_with_an_empty_list_of_sources_is_a_fault(record):
    record["facts"]["scope"]["source"] = []
    assert len(faults(record)) == 1


def test_a_source_that_is_not_there_is_a_fault(record):
    record["facts"]["scope"]["source"] = ["s9"]
    assert faults(record) == ["ons-plein.yaml: facts/scope: bron s9 staat niet onder sources"]


def test_adoption_and_lesson_need_their_sources_too(record):
    record["adoption"][0]["source"] = "s8"
    record["lesson"] = {"nl": "les", "en": "lesson", "source": ["s7"]}
    assert [fault.split(": ")[1] for fault in faults(record)] == ["adoption", "lesson"]


def test_a_source_that_stands_twice_is_a_fault(record):
    record["sources"].append(record["sources"][0])
    assert faults(record) == ["ons-plein.yaml: sources: s1 staat er twee keer"]


def test_a_slug_other_than_the_file_name_is_a_fault(record):
    assert len(faults(record, "ander-plein.yaml")) == 1


def test_a_note_in_one_language_only_is_a_fault(record):
    del record["facts"]["resident_control"]["note_en"]
    assert len(faults(record)) == 1


def test_a_year_without_quotes_as_a_date_is_a_fault(record):
    record["sources"][0]["date"] = 2026
    assert faults(record) == ["ons-plein.yaml: sources/0/date: hier moet tekst of niets staan, niet 2026"]


TOMORROW = (date.today() + timedelta(days=1)).isoformat()
NEXT_YEAR = date.today().year + 1
NO_DAY = ["2026-13", "2026-02-31", "2025-02-29", "0000-00-00", "2026-00", "26-01-01", "2026-1", "mei 2026", " "]
NO_ADDRESS = ["https://[::1", "https://[::1]/", "https://", "https://zonderpunt", "https://x.nl:99999", "https://x .nl"]
# Where it stands in the record -> what cannot stand there.
IMPOSSIBLE = {
    "url": [*NO_ADDRESS, "javascript:alert(1)", "https://x.nl/" + "a" * 500],
    "sources/0/url": [*NO_ADDRESS, "javascript:alert(1)", "https://x.nl/" + "a" * 2000],
    "sources/1/date": [*NO_DAY, "2099", "2099-01-01", TOMORROW],
    "sources/1/read": [*NO_DAY, "2026", "2026-10", "2099-01-01", TOMORROW],
    "adoption/0/date": [*NO_DAY, "2099", "2099-01-01", TOMORROW],
    "launched": [NEXT_YEAR],
    "ended": [NEXT_YEAR],
    "name": ["   ", "\u00a0\u2003", "x" * 201],
    "slug": ["a" * 101],
    "provider": [" ", "x" * 301],
    "summary_nl": [" " * 50],
    "summary_en": [" " * 50],
    "places/0": [" ", "", "x" * 101],
    "municipalities/0": [" ", "", "x" * 101],
    "sources/0/title": ["", " ", "x" * 501],
    "sources/1/id": ["s1234567890"],
    "adoption/0/figure_nl": ["", " ", "x" * 601],
    "facts/resident_control/note_en": ["  ", "x" * 601],
    "facts/scope/source": [["s1", "s1"]],
    "facts/channels/value": [["web", "web"]],
    "status/source": [["s1", "s2", "s1"]],
    "goals/meet/source": [["s1", "s1"]],
    "places": [["Zeist", "Zeist"]],
    "municipalities": [["Zeist", "Zeist"]],
}


def put(record, place, content):
    *inside, last = [int(part) if part.isdecimal() else part for part in place.split("/")]
    for part in inside:
        record = record[part]
    record[last] = content


@pytest.mark.parametrize(("place", "content"), [(place, one) for place, them in IMPOSSIBLE.items() for one in them])
def test_what_cannot_be_is_a_fault_that_names_the_file_and_the_place(record, place, content):
    put(record, place, content)
    found = faults(record, f"{record['slug']}.yaml")
    assert found and all(fault.startswith(f"{record['slug']}.yaml: {place}: ") for fault in found)
    assert not any("heeft niet de goede vorm" in fault for fault in found), "said in words, not as a pattern"


def test_a_lesson_has_words_and_each_source_once(record):
    record["lesson"] = {"nl": " ", "en": "x" * 601, "source": ["s1", "s1"]}
    assert {fault.split(": ")[1] for fault in faults(record)} == {"lesson/nl", "lesson/en", "lesson/source"}


def test_what_is_of_today_is_not_still_to_come(record):
    today = date.today()
    record |= {"launched": today.year, "ended": today.year}
    record["sources"][0] |= {"date": today.isoformat(), "read": today.isoformat()}
    record["sources"][1]["date"] = f"{today:%Y-%m}"
    record["adoption"][0]["date"] = f"{today:%Y}"
    assert faults(record) == []


def test_a_fault_says_in_words_what_is_wrong(record):
    record["sources"][0] |= {"url": "https://[::1", "date": "2026-02-31"}
    record["sources"][1]["read"] = "2099-01-01"
    assert faults(record) == [
        "ons-plein.yaml: sources/0/url: 'https://[::1' is geen adres van een pagina; begin met https://"
    ]
    record["sources"][0]["url"] = "https://x.nl"
    assert faults(record) == [
        "ons-plein.yaml: sources/0/date: '2026-02-31' is een dag die niet bestaat",
        "ons-plein.yaml: sources/1/read: '2099-01-01' is nog niet geweest",
    ]


@pytest.mark.parametrize("content", ["2026-02-31", "2099"])
def test_a_figure_of_use_by_itself_has_a_day_that_can_be(record, content):
    assert validation.validate_part("adoption", record["adoption"]) == []
    record["adoption"][0]["date"] = content
    (fault,) = validation.validate_part("adoption", record["adoption"])
    assert fault.startswith("0/date/ ") and content in fault


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda deep: st.lists(deep) | st.dictionaries(st.text(), deep))
)
def test_no_content_however_strange_breaks_the_check(content):
    strange = dict.fromkeys(("slug", "status", "goals", "facts", "sources", "adoption", "provider"), content)
    assert validation.validate_record(reader.complete_record(strange), Path("x.yaml"))
