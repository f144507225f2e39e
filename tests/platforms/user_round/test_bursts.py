"""A burst of answers is shown to staff: three municipalities within seven days about one platform."""

from datetime import timedelta

import pytest
from django.utils import timezone

from platforms.models import Platform
from platforms.user_round.bursts import TOLD_DAYS, WINDOW_DAYS, find_bursts
from tests.support.follow_ups import give_answer
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WEEK = "/beheer/platforms/platform/week/"


@pytest.fixture
def other(platform, record):
    """A second platform."""
    Platform(imported=record | {"slug": "ander-plein"}).apply_record(record | {"slug": "ander-plein"})
    return Platform.objects.get(slug="ander-plein")


@pytest.fixture
def answer(platform):
    """Store answers of these municipalities so many days ago: `answer(2, "Zeist", "Ede")`."""

    def answer(days_ago, *places, **fields):
        given = timezone.localdate() - timedelta(days=days_ago)
        return [give_answer(platform, place, given=given, **fields) for place in places]

    return answer


@pytest.mark.each_database
def test_three_municipalities_within_seven_days_are_a_burst_and_two_or_one_are_not(answer, publisher):
    answer(0, "Zeist", "Ede", "Ede", "Ede")
    answer(WINDOW_DAYS, "Gouda")
    assert find_bursts() == [] and "0 Platforms met antwoorden" in text(publisher.get(WEEK))
    answer(WINDOW_DAYS - 1, "Gouda", story="Niet lezen.")
    assert find_bursts() == [("ons-plein", "Ons Plein", timezone.localdate())]
    shown = text(publisher.get(WEEK))
    assert "1 Platforms met antwoorden uit drie of meer gemeenten binnen zeven dagen" in shown
    assert "Ons Plein, in de zeven dagen tot en met " in shown
    assert "Gouda" not in shown and "Niet lezen." not in shown, "staff read no answer without consent"


@pytest.mark.parametrize("days", [(0, 0, 0), (2, 2, 1, 1, 0), (6, 3, 0), (6, 6, 0), (12, 9, 6)])
def test_one_network_that_poses_as_several_over_some_days_is_a_burst(answer, days):
    """At two answers a day about a platform, five municipalities take three days."""
    for days_ago, place in zip(days, ("Zeist", "Ede", "Gouda", "Assen", "Goes"), strict=False):
        answer(days_ago, place)
    assert find_bursts() == [("ons-plein", "Ons Plein", timezone.localdate() - timedelta(days=min(days)))]


def test_of_a_platform_the_newest_burst_is_told_once_and_the_newest_comes_first(answer, other):
    places = ("Zeist", "Ede", "Gouda")
    answer(20, *places)
    answer(3, *places)
    for place in places:
        give_answer(other, place)
    today = timezone.localdate()
    found = [(slug, day) for slug, _name, day in find_bursts()]
    assert found == [("ander-plein", today), ("ons-plein", today - timedelta(days=3))]


def test_three_municipalities_about_two_platforms_are_no_burst(answer, other):
    answer(0, "Zeist", "Ede")
    give_answer(other, "Gouda")
    assert find_bursts() == []


def test_a_burst_is_told_for_a_month(answer):
    answer(TOLD_DAYS + 1, "Zeist", "Ede")
    answer(TOLD_DAYS, "Gouda")
    assert find_bursts() == []
    answer(TOLD_DAYS - 1, "Assen")
    assert len(find_bursts()) == 1, "also when it began before"
