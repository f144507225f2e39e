"""The questions to the providers as a text file."""

from datetime import date

import pytest

from stappenplan.advice.open_questions.provider_questions import list_inquiries
from stappenplan.exports.provider_questions import questions_file
from stappenplan.method.advice import advise
from stappenplan.text import say
from tests.support.personas import OFFICIAL_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_questions_are_those_of_the_advice_as_mail_ready_to_send(take, keep):
    advice = keep(OFFICIAL_READY).plan.advice()
    text = take("vragen.txt").content.decode()
    for assessment in advice.shelves[0].first:
        assert f"Voor: {assessment.platform.name} ({say(assessment.evidence.mark)})\n" in text
        assert all(one.ask in text for one in list_inquiries(advice, assessment))


def test_without_a_platform_left_there_is_nobody_to_ask():
    advice = advise(OFFICIAL_READY, (), on=date(2026, 1, 1))
    assert not advice.ranking.ranked
    assert questions_file(advice) == ""
