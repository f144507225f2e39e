"""Merging a record, without a database: the table, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platforms.files import merge
from platforms.files.merge import ABSENT, Conflict, merge_records

pytestmark = pytest.mark.any_database


def test_a_flat_record_has_one_entry_per_field_goal_fact_and_source(record):
    flat = merge.flatten_record(record)
    assert flat["facts.scope"] == record["facts"]["scope"]
    assert flat["goals.meet"] == record["goals"]["meet"]
    assert flat["sources.s2"] == record["sources"][1]
    assert flat["places"] == ["Zeist"] and flat["status"] == record["status"]


def test_every_record_of_the_catalogue_survives_taking_apart(records_of_files):
    for record in records_of_files.values():
        assert merge.unflatten_record(merge.flatten_record(record)) == record


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


keys = st.sampled_from(["s1", "s2", "s3", "s101"])
contents = st.dictionaries(
    st.sampled_from(["facts.scope", "facts.channels", "goals.meet", "status"]),
    st.builds(
        lambda value, cited: fact(value, *cited),
        st.sampled_from("abc"),
        st.lists(keys, min_size=1, max_size=2, unique=True),
    ),
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
        before, after = ((flat, flat[path]["source"]) for flat in (row, merged))
        assert len(set(after[1])) == len(after[1]), "no source stands there twice"
        assert pages_of(*after) == pages_of(*before)


def pages_of(flat, keys):
    """The addresses of these sources in order; two sources of one page can have become one."""
    return list(dict.fromkeys(flat[f"sources.{key}"]["url"] for key in keys))
