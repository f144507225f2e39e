"""Reading a record, without a database."""

import pytest

from platforms.files import reader
from tests.platforms.conftest import write

pytestmark = pytest.mark.any_database


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
    path.write_text("a: yes\nb: [no, nl]\nc: 2024-05-01\nd: 2015\ne: null\nf: '2015'\ng: |\n  5\n", encoding="utf-8")
    read = reader.read_record(path)
    assert (read["a"], read["b"], read["c"], read["d"], read["e"]) == ("yes", ["no", "nl"], "2024-05-01", 2015, None)
    assert (read["f"], read["g"]) == ("2015", "5\n")


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


@pytest.mark.parametrize("text", ["name: a\n1: b\n", "name: a\n~: b\n", "facts:\n  7: {value: local}\n"])
def test_a_key_that_is_no_word_is_refused_with_its_line(tmp_path, text):
    assert "regel 2: een sleutel moet een woord zijn" in refused(tmp_path, text)


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "just words", "a: [1, 2\n", "\t- x", 'a: "\\0"\n', "? [a]\n: b\n", "a: 1\n---\nb: 2\n"]
)
def test_what_is_not_one_mapping_of_plain_words_is_refused(tmp_path, text):
    refused(tmp_path, text)


def test_deep_nesting_is_refused(tmp_path):
    assert "diep" in refused(tmp_path, "a: " + "[" * reader.MAX_DEPTH + "]" * reader.MAX_DEPTH)
    assert "diep" in refused(tmp_path, "a:\n" + "- " * 400_000)


def test_nesting_up_to_the_limit_is_read(tmp_path):
    path = tmp_path / "plein.yaml"
    path.write_text("a: " + "[" * (reader.MAX_DEPTH - 1) + "]" * (reader.MAX_DEPTH - 1), encoding="utf-8")
    assert reader.read_record(path)["a"]


@pytest.mark.parametrize(
    "text", ["a: !!python/name:os.system\n", "a: !!python/object/apply:os.getcwd []\n", "a: !!str 5\n", "a: !own b\n"]
)
def test_tags_are_refused(tmp_path, text):
    assert "regel 1" in refused(tmp_path, text)
