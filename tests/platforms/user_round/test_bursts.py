"""A burst of answers is shown to staff: three municipalities on one day about one platform."""

from datetime import timedelta

import pytest
from django.utils import timezone

from platforms.user_round.bursts import TOLD_DAYS, find_bursts
from tests.support.follow_ups import give_answer
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WEEK = "/beheer/platforms/platform/week/"


@pytest.mark.each_database
def test_three_municipalities_on_one_day_are_a_burst_and_two_or_one_are_not(platform, publisher):
    today = timezone.localdate()
    for place in ("Zeist", "Ede", "Ede", "Ede"):
        give_answer(platform, place)
    give_answer(platform, "Gouda", given=today - timedelta(days=1))
    assert find_bursts() == [] and "0 Dagen met antwoorden" in text(publisher.get(WEEK))
    give_answer(platform, "Gouda", story="Niet lezen.")
    assert find_bursts() == [("ons-plein", "Ons Plein", today)]
    shown = text(publisher.get(WEEK))
    assert "1 Dagen met antwoorden" in shown and "Ons Plein, " in shown
    assert "Gouda" not in shown and "Niet lezen." not in shown, "staff read no answer without consent"


def test_a_burst_is_told_for_a_month(platform):
    for place in ("Zeist", "Ede", "Gouda"):
        give_answer(platform, place, given=timezone.localdate() - timedelta(days=TOLD_DAYS))
    assert find_bursts() == []
