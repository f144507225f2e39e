"""The filter for typed text, over every character there is."""

import sys
from xml.etree import ElementTree

import pytest
from lxml import etree

from platforms.plain_text import drop_unseen, has_unseen

pytestmark = pytest.mark.any_database

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))


def test_what_is_left_of_every_character_can_be_stored_and_written_as_xml_and_read_back():
    left = drop_unseen(EVERYTHING).replace("\r", "")
    element = etree.Element("a")
    element.text = left
    assert etree.fromstring(etree.tostring(element)).text == left
    assert ElementTree.fromstring(f"<a>{left.replace('&', '').replace('<', '')}</a>").text  # noqa: S314 (our own)
    left.encode()


def test_only_what_nobody_sees_is_dropped():
    dropped = set(EVERYTHING) - set(drop_unseen(EVERYTHING))
    assert not [one for one in dropped if one.isprintable()]
    for kept in "\t\n\r \u00a0\u200b\u200dşŁĳé’中ع🎉\ufffd":
        assert drop_unseen(kept) == kept and not has_unseen(kept)


@pytest.mark.parametrize("between", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_break_between_two_words_is_a_space(between):
    assert drop_unseen(f"eerste{between}tweede") == "eerste tweede"
    assert has_unseen(between)


def test_a_word_that_was_broken_off_in_a_pdf_is_whole_again():
    assert drop_unseen("buurt\ufffebewoners") == "buurtbewoners"
