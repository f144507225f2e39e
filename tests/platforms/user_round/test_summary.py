"""Figures over users: from enough municipalities on, and no sum or difference of what was shown gives one away."""

import itertools
from datetime import timedelta

import numpy
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from platforms.models import Catalogue, Experience, UserSummary
from platforms.user_round.summary import (
    MUNICIPALITIES_AT_LEAST,
    UNKNOWN_AT_LEAST,
    count_waiting,
    sentence_trend,
    size_class,
)
from stappenplan.method.groups.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE
from tests.support.follow_ups import give_answer
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PLACES = ("Zeist", "Ede", "Gouda", "Assen", "Goes", "Weert", "Urk")
PAGE = "/platforms/ons-plein/"


def test_the_limits_are_those_of_groups():
    assert (MUNICIPALITIES_AT_LEAST, UNKNOWN_AT_LEAST) == (FIRST_BATCH, MIN_GROUP_SIZE)


def test_figures_come_with_the_fifth_municipality_and_not_before(client, platform):
    for place in PLACES[:4]:
        give_answer(platform, place)
        give_answer(platform, place, moment=6, again="no")
        assert not count_waiting(platform.pk)
    assert "Wat gebruikers zeggen" not in text(client.get(PAGE))
    give_answer(platform, PLACES[4], runs="no", members=300)
    assert count_waiting(platform.pk)
    shown = text(client.get(PAGE))
    assert "Uit 5 gemeenten" in shown and "ja: 4, nee: 1" in shown and "ja: 1, nee: 4" in shown
    assert "250 tot 1.000: 1" in shown and "niet gezegd: 4" in shown
    assert "Deze antwoorden tellen niet mee in het advies." in shown
    assert "niemand kan bewijzen wie er antwoordt" in shown
    assert not [place for place in PLACES[1:] if place in shown]


def test_one_more_answer_changes_no_figure(client, platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    before = text(client.get(PAGE))
    give_answer(platform, PLACES[5], runs="no")
    give_answer(platform, PLACES[0], moment=6, runs="no")
    assert not count_waiting(platform.pk) and text(client.get(PAGE)) == before
    Experience.objects.filter(municipality=PLACES[1]).delete()
    assert text(client.get(PAGE)) == before


def test_of_the_next_five_the_last_answer_of_each_counts(platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    for place in PLACES[2:]:
        give_answer(platform, place, moment=6, runs="no")
    assert count_waiting(platform.pk)
    figures = UserSummary.objects.get().figures
    assert figures["municipalities"] == 7 and figures["runs"] == {"yes": 2, "no": 5}


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        (["kept"] * 5, True),
        (["kept"] * 3 + ["published"] * 2, True),
        (["kept"] * 2 + ["published"] * 5, False),
        (["kept"] + ["waiting"] * 5, False),
        (["waiting"] * 5, False),
        (["published"] * 5, True),
        (["published"] * 4 + ["declined"], False),
    ],
)
def test_stories_that_are_public_hide_nobody(platform, states, shown):
    for place, state in zip(PLACES, states, strict=False):
        give_answer(platform, place, state=state)
    assert count_waiting(platform.pk) == shown


def test_five_answers_of_one_municipality_are_of_one(platform):
    for moment in range(1, 6):
        give_answer(platform, "Zeist", moment=moment)
    assert not count_waiting(platform.pk)


@given(
    some.lists(
        some.tuples(
            some.sampled_from(PLACES), some.sampled_from(["kept", "kept", "kept", "published", "waiting", "erase"])
        ),
        max_size=45,
    )
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_follows_from_all_figures_ever_shown_is_about_one_or_two(platform, comings):
    """Every published sum is a row of ones and zeros over the answers that nobody may read apart."""
    Experience.objects.all().delete()
    UserSummary.objects.all().delete()
    rows, hidden = [], []
    for moment, (place, state) in enumerate(comings):
        if state == "erase":
            Experience.objects.filter(municipality=place).order_by("pk").last() and (
                Experience.objects.filter(municipality=place).order_by("pk").last().delete()
            )
            continue
        one = give_answer(platform, place, moment=moment, state=state)
        if state == "kept":
            hidden.append(one.pk)
        if count_waiting(platform.pk):
            latest = {one.municipality: one for one in Experience.objects.order_by("given", "pk")}
            assert UserSummary.objects.get().figures["municipalities"] == len(latest)
            rows.append({one.pk for one in latest.values()})
    if not rows:
        return
    matrix = numpy.array([[pk in row for pk in hidden] for row in rows], dtype=float).reshape(len(rows), -1)
    whole = numpy.linalg.matrix_rank(matrix) if hidden else 0
    for size in (1, 2):
        for some_of in itertools.combinations(range(len(hidden)), size):
            rest = numpy.delete(matrix, some_of, axis=1)
            left = numpy.linalg.matrix_rank(rest) if rest.shape[1] else 0
            assert left == whole, "these answers can be worked out apart from all others"


def test_counted_figures_go_after_three_years(platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    assert UserSummary.delete_expired() == 0 and Experience.delete_expired() == 0
    long_ago = timezone.localdate() - timedelta(days=3 * 365 + 1)
    UserSummary.objects.update(counted=long_ago)
    Experience.objects.update(counted=long_ago)
    assert UserSummary.delete_expired() == 1 and Experience.delete_expired() == 5


@pytest.mark.parametrize(
    ("start", "now", "trend"),
    [
        ([], [], "unmeasured"),
        ([None] * 6, [50] * 6, "unmeasured"),
        ([40, None, None, None, None, None], [55, None, None, None, None, None], "up"),
        ([40] * 3 + [None] * 3, [41] * 3 + [None] * 3, "same"),
        ([None] * 3 + [40, None, None], [None] * 3 + [55, None, None], "down"),
    ],
)
def test_the_fourth_statement_counts_the_other_way_round(start, now, trend):
    assert sentence_trend({"start": start, "now": now}) == trend


def test_numbers_of_people_are_shown_in_classes():
    found = [size_class(members) for members in (None, 0, 49, 50, 250, 999, 1000)]
    assert found == ["unknown", "tiny", "tiny", "small", "medium", "medium", "large"]


def test_a_page_that_was_cached_shows_new_figures(client, platform):
    client.get(PAGE)
    stamp = Catalogue.current().stamp
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    assert Catalogue.current().stamp != stamp and "Uit 5 gemeenten" in text(client.get(PAGE))
