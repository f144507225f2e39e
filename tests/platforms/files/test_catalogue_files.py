"""The delivered files keep to their contract, and the vocabulary has words for everything in it."""

import json
from datetime import date

import pytest

from platforms.files import reader, validation
from platforms.vocabulary import EVIDENCE_KEYS, FACT_KEYS, GROUPS, LANGUAGE_NAMES, SOURCE_TYPES, VOCABULARY

pytestmark = pytest.mark.any_database

FILES = sorted(reader.CATALOGUE.glob("*.yaml"))
SCHEMA = json.loads((reader.CATALOGUE / "schema.json").read_text("utf-8"))


def allowed(definition):
    """The values that a fact may have according to schema.json."""
    value = SCHEMA["$defs"][definition]["properties"]["value"]
    return set(value.get("enum") or value["items"].get("enum", ()))


def in_schema():
    """Every key with its values, as schema.json has them; a language may be any code."""
    found = {key: set(SCHEMA["properties"][key]["enum"]) for key in ("kind", "form", "usable_in_nl")}
    found |= {"status": allowed("status"), "launched": set()}
    goals = SCHEMA["properties"]["goals"]["propertyNames"]["enum"]
    found |= {f"goals.{goal}": allowed("goal") for goal in goals}
    for key, fact in SCHEMA["properties"]["facts"]["properties"].items():
        found[key] = allowed(fact["$ref"].removeprefix("#/$defs/"))
    return found


def test_there_are_more_than_three_hundred_platforms():
    assert len(FILES) > 300


def test_every_file_passes_the_check(records_of_files):
    assert [fault for path in FILES for fault in validation.validate_record(records_of_files[path.stem], path)] == []


def test_the_date_of_the_catalogue_is_not_before_its_newest_source(records_of_files):
    sources = [source for record in records_of_files.values() for source in record["sources"]]
    newest = max(date.fromisoformat(f"{source['date']}-01-01"[:10]) for source in sources if source["date"])
    assert reader.read_changed_date(reader.CATALOGUE) >= newest


def test_the_vocabulary_has_exactly_the_keys_of_the_schema():
    assert set(VOCABULARY) == set(in_schema())


@pytest.mark.parametrize("key", [key for key in VOCABULARY if key != "languages"])
def test_the_vocabulary_has_exactly_the_values_of_the_schema(key):
    assert set(VOCABULARY[key].values) == in_schema()[key]


def test_every_language_in_the_catalogue_has_a_name(records_of_files):
    facts = [record["facts"].get("languages", {"value": []}) for record in records_of_files.values()]
    assert {code for fact in facts for code in fact["value"]} <= set(LANGUAGE_NAMES)


def test_source_types_are_those_of_the_schema():
    assert set(SOURCE_TYPES) == set(SCHEMA["properties"]["sources"]["items"]["properties"]["type"]["enum"])


@pytest.mark.parametrize("words", VOCABULARY.values(), ids=lambda words: words.key)
def test_every_value_has_a_sentence_and_every_list_a_template(words):
    alone = set(words.sentences)
    assert alone == set(words.values) if not words.template else alone <= set(words.values)
    assert not words.template or "%(waarden)s" in words.template
    assert words.label and words.unknown and words.ask.endswith("?")
    assert not words.unknown.endswith(".") and words.unknown[0].islower()
    assert all(sentence.endswith(".") and len(sentence.split()) <= 25 for sentence in words.sentences.values())


def test_the_tables_hold_the_twenty_one_facts_once():
    assert len(FACT_KEYS) == len(set(FACT_KEYS)) == 21
    assert {VOCABULARY[key].group for key in FACT_KEYS} == set(GROUPS)
    assert set(EVIDENCE_KEYS) == set(VOCABULARY) - {"kind", "form", "usable_in_nl", "launched"}
