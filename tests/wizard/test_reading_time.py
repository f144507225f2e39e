"""How long the questions take for somebody who has them read aloud: everything that must be read to answer them."""

import re
from copy import deepcopy

import pytest

from tests.support.personas import PERSONAS, only_asked
from tests.support.visitor import words

pytestmark = pytest.mark.django_db

# A calm voice reads about so many words a minute.
WORDS_PER_MINUTE, MINUTES = 160, 10
WORD = re.compile(r"[^\W_][\w.,'’/@%&:€-]*")
# What need not be read to answer: where one is, what is folded, sources, buttons, and what a screen reader has apart.
BESIDE = (
    "//*[contains(@class, 'kop') or contains(@class, 'bronregel') or contains(@class, 'voor-lezer')]",
    "//nav | //aside | //details | //button | //svg | //*[@hidden]",
)


def words_to_read(page) -> int:
    """The words of a page of questions that must be read; follow-ups that do not apply yet included."""
    main = deepcopy(page.find(".//main"))
    for what in BESIDE:
        for element in main.xpath(what.replace("//", ".//")):
            element.drop_tree()
    return len(WORD.findall(words(main)))


@pytest.mark.parametrize("name", ["official_ready", "app_for_everyone", "resident_alone", "resident_meet_village"])
def test_all_questions_are_read_aloud_in_ten_minutes(visitor, catalogue, name, record_property):
    answers, read = only_asked(PERSONAS[name]), 0
    visitor.begin()
    while "/stap/overzicht/" not in visitor.url:
        read += words_to_read(visitor.page)
        visitor.answer(answers).press("Volgende")
    record_property("words", read)
    assert 600 < read <= WORDS_PER_MINUTE * MINUTES
