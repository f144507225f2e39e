"""Reading, checking and merging a record, without a database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platforms.files import merge, reader, validation
from platforms.files.merge import ABSENT, Conflict, merge_records
from tests.platforms.conftest import write

pytestmark = pytest.mark.any_database

# --- reading --------------------------------------------------------------------------------------


def refused(tmp_path, content):
    path = tmp_path / "plein.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(reader.UnreadableRecord) as caught:
        reader.read_record(path)
    message = str(caught.value)
    assert message.startswith("plein.yaml: ") and "\n" not in message
    return message


def test_a_record_that_is_written_is_read_back(tmp_path, record):
    write(tmp_path, record)
    assert reader.read_record(tmp_path / "ons-plein.yaml") == record


def test_what_a_file_leaves_out_is_filled_in(tmp_path, record):
    del record["places"], record["launched"], record["adoption"]
    write(tmp_path, record)
    read = reader.read_record(tmp_path / "ons-plein.yaml")
    assert (read["places"], read["launched"], read["adoption"]) == ([], None, [])


def test_sources_come_in_the_order_of_their_numbers(tmp_path, record):
    record["sources"].reverse()
    write(tmp_path, record)
    assert [source["id"] for source in reader.read_record(tmp_path / "ons-plein.yaml")["sources"]] == ["s1", "s2"]


def test_yes_no_and_dates_stay_text(tmp_path):
    path = tmp_path / "plein.yaml"
    path.write_text("a: yes\nb: [no, nl]\nc: 2024-05-01\nd: 2015\ne: null\n", encoding="utf-8")
    read = reader.read_record(path)
    assert (read["a"], read["b"], read["c"], read["d"], read["e"]) == ("yes", ["no", "nl"], "2024-05-01", 2015, None)


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: &x [1]\n", "a: &x {b: 1}\nc: {<<: *x}\n"])
def test_anchors_and_aliases_are_refused(tmp_path, text):
    assert "regel" in refused(tmp_path, text)


def test_a_key_that_stands_twice_is_refused_with_its_line(tmp_path):
    assert "regel 3" in refused(tmp_path, "name: a\nurl: b\nname: c\n")


def test_a_key_that_stands_twice_deeper_down_is_refused(tmp_path):
    refused(tmp_path, "facts: {scope: {value: local, value: national}}\n")


def test_a_file_over_one_megabyte_is_refused(tmp_path):
    assert "1 MB" in refused(tmp_path, "a: " + "x" * 1_000_001)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    assert "UTF-8" in refused(tmp_path, "name: Café".encode("latin-1"))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "a: [1, 2\n", "\t- x", 'a: "\\0"\n', "? [a]\n: b\n"])
def test_what_is_not_one_mapping_of_plain_words_is_refused(tmp_path, text):
    refused(tmp_path, text)


def test_deep_nesting_is_refused(tmp_path):
    assert "diep" in refused(tmp_path, "a: " + "[" * reader.MAX_DEPTH + "]" * reader.MAX_DEPTH)


@pytest.mark.parametrize("text", ["a: !!python/name:os.system\n", "a: !!python/object/apply:os.getcwd []\n"])
def test_tags_that_would_run_code_are_refused(tmp_path, text):
    refused(tmp_path, text)


# --- checking -------------------------------------------------------------------------------------


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


# --- taking apart and putting together ------------------------------------------------------------


def test_a_flat_record_has_one_entry_per_field_goal_fact_and_source(record):
    flat = merge.flatten_record(record)
    assert flat["facts.scope"] == record["facts"]["scope"]
    assert flat["goals.meet"] == record["goals"]["meet"]
    assert flat["sources.s2"] == record["sources"][1]
    assert flat["places"] == ["Zeist"] and flat["status"] == record["status"]


def test_every_record_of_the_catalogue_survives_taking_apart():
    for path in reader.CATALOGUE.glob("*.yaml"):
        record = reader.read_record(path)
        assert merge.unflatten_record(merge.flatten_record(record)) == record


# --- merging: the table, row by row ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "row", "file", "outcome", "conflicting"),
    [
        ("a", "a", "a", "a", False),
        ("a", "b", "a", "b", False),  # edited by staff, file unchanged
        ("a", None, "a", None, False),  # deleted by staff, file unchanged
        (None, "b", None, "b", False),  # added by staff
        ("a", "a", "c", "c", False),  # the file changed
        (None, None, "c", "c", False),  # new in the file
        ("a", "a", None, None, False),  # gone from the file
        ("a", "b", "c", "b", True),  # both changed
        ("a", "b", None, "b", True),  # edited by staff, gone from the file
        ("a", None, "c", None, True),  # deleted by staff, changed in the file
        (None, "b", "c", "b", True),  # added by both, each in another way
        ("a", "c", "c", "c", False),  # both made the same change
        ("a", None, None, None, False),  # both took it away
    ],
)
def test_merging_follows_the_table(last, row, file, outcome, conflicting):
    def flat(content):
        return {} if content is None else {"name": content}

    merged, conflicts = merge_records(flat(last), flat(row), flat(file))
    assert merged == flat(outcome)
    expected = Conflict("name", ABSENT if row is None else row, ABSENT if file is None else file)
    assert conflicts == ([expected] if conflicting else [])


def source(key, url="https://a.example"):
    return {"id": key, "url": url, "title": "t", "type": "news", "date": None}


def fact(value, *keys):
    return {"value": value, "source": list(keys), "basis": "stated"}


def test_a_source_that_the_file_dropped_stays_while_a_fact_of_staff_rests_on_it():
    imported = {
        "facts.scope": fact("local", "s1"),
        "sources.s1": source("s1"),
        "sources.s2": source("s2", "https://b.nl"),
    }
    row = imported | {"facts.scope": fact("national", "s2")}
    merged, _conflicts = merge_records(imported, row, {"facts.scope": fact("local", "s1"), "sources.s1": source("s1")})
    assert merged["sources.s2"] == source("s2", "https://b.nl")


def test_a_fact_of_staff_keeps_its_page_when_the_file_gives_the_number_another_one():
    imported = {"sources.s1": source("s1", "https://old.nl")}
    row = imported | {"facts.scope": fact("local", "s1")}
    file = {"sources.s1": source("s1", "https://new.nl"), "facts.channels": fact(["web"], "s1")}
    merged, _conflicts = merge_records(imported, row, file)
    assert merged["facts.scope"]["source"] == ["s101"]
    assert merged["sources.s101"]["url"] == "https://old.nl"
    assert merged["facts.channels"]["source"] == ["s1"] and merged["sources.s1"]["url"] == "https://new.nl"


def test_a_source_that_staff_deleted_comes_back_when_a_new_fact_of_the_file_rests_on_it():
    imported = {"sources.s1": source("s1")}
    merged, _conflicts = merge_records(imported, {}, imported | {"facts.scope": fact("local", "s1")})
    assert merged["sources.s1"] == source("s1")


# --- merging: what always holds -------------------------------------------------------------------

keys = st.sampled_from(["s1", "s2", "s3", "s101"])
contents = st.dictionaries(
    st.sampled_from(["facts.scope", "facts.channels", "goals.meet", "status"]),
    st.builds(lambda value, cited: fact(value, *cited), st.sampled_from("abc"), st.lists(keys, min_size=1, max_size=2)),
)
plain = st.dictionaries(st.sampled_from(["name", "places", "launched"]), st.sampled_from(["x", "y", "z"]))


@st.composite
def flats(draw):
    """A flat record in which every cited source is there."""
    flat = draw(plain) | draw(contents)
    cited = {key for content in flat.values() for key in merge.cited_sources(content)} | set(
        draw(st.lists(keys, max_size=2))
    )
    return flat | {
        f"sources.{key}": source(key, draw(st.sampled_from(["https://a.nl", "https://b.nl"]))) for key in cited
    }


@given(flats(), flats())
def test_an_unchanged_file_leaves_the_row_alone(file, row):
    assert merge_records(file, row, file) == (row, [])


@given(flats(), flats())
def test_an_untouched_row_follows_the_file(imported, file):
    assert merge_records(imported, imported, file) == (file, [])


@given(flats(), flats(), flats())
def test_a_second_merge_has_nothing_to_do(imported, row, file):
    merged, _conflicts = merge_records(imported, row, file)
    assert merge_records(file, merged, file) == (merged, [])


@given(flats(), flats(), flats())
def test_every_source_that_is_cited_is_there_after_a_merge(imported, row, file):
    merged, _conflicts = merge_records(imported, row, file)
    cited = {key for content in merged.values() for key in merge.cited_sources(content)}
    assert {f"sources.{key}" for key in cited} <= set(merged)


@given(flats(), flats(), flats())
def test_what_staff_wrote_keeps_its_words_and_its_pages(imported, row, file):
    merged, _conflicts = merge_records(imported, row, file)
    for path, content in row.items():
        if content == imported.get(path) or content == file.get(path) or path.startswith("sources."):
            continue
        if not isinstance(content, dict):
            assert merged[path] == content
            continue
        assert merged[path]["value"] == content["value"]
        before = [row[f"sources.{key}"]["url"] for key in content["source"]]
        assert [merged[f"sources.{key}"]["url"] for key in merged[path]["source"]] == before
