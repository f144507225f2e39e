"""Validating a record, without a database."""

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


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda deep: st.lists(deep) | st.dictionaries(st.text(), deep))
)
def test_no_content_however_strange_breaks_the_check(content):
    strange = dict.fromkeys(("slug", "status", "goals", "facts", "sources", "adoption", "provider"), content)
    assert validation.validate_record(reader.complete_record(strange), Path("x.yaml"))
