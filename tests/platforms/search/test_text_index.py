"""Words that forgive."""

import pytest

from platforms.search.text_index import TextIndex, fold_words

pytestmark = pytest.mark.any_database


def test_words_are_compared_without_accents_capitals_and_marks():
    assert fold_words("Café 't Hart, Den Haag (2019)") == ["cafe", "t", "hart", "den", "haag", "2019"]


def test_a_guess_counts_only_where_no_word_fits():
    index = TextIndex(["delen", "lenen", "moestuin"], lambda item: [(1, item)])
    assert index.find("delen") == ["delen"]
    assert index.find("deelen") == ["delen"]
    assert index.find("moestuinproject") == ["moestuin"]
    assert index.find("xyz") == []
    assert index.find("") == ["delen", "lenen", "moestuin"]
