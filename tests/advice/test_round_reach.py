"""What a providers' round can settle at most: counted, so that anyone can count it again."""

from io import StringIO

import pytest
from django.core.management import call_command

from platforms.models import Catalogue, Platform
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.round_reach import FACTS, count_unknown, estimate_reach, rank_recommended

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_of_all_that_can_be_chosen_the_most_recommended_come_first(catalogue):
    ranked = rank_recommended(Catalogue.current())
    assert {"gebiedonline", "mijnbuurtje", "hoplr"} <= {one.slug for one in ranked[:6]}
    assert all(one.usable_in_nl == "yes" for one in ranked)


def test_at_most_what_is_unknown_of_those_who_are_asked_is_settled(catalogue):
    current = Catalogue.current()
    few, more, everyone = (estimate_reach(current, number) for number in (0, 30, 10_000))
    assert few.settled == 0 and 0 < more.settled < everyone.settled == everyone.unknown
    assert more.settled == sum(map(count_unknown, more.platforms)) and len(more.platforms) == 30
    assert 0 < more.share < everyone.share == 1


def test_a_fact_that_becomes_known_is_settled_no_more(catalogue):
    before = estimate_reach(Catalogue.current(), 30)
    one = next(one for one in before.platforms if count_unknown(one) and not one.sites)
    key = next(key for key in FACTS if key not in one.facts and key != "status")
    value = next(iter(VOCABULARY[key].values))
    content = {"value": value, "basis": "stated", "source": [one.sources[0].key]}
    Platform.objects.get(slug=one.slug).change_fact(key, content, by=None, reason="Gezegd.")
    after = estimate_reach(Catalogue.current(), 30)
    assert after.unknown == before.unknown - 1
    assert count_unknown(Catalogue.current().by_slug[one.slug]) == count_unknown(one) - 1


def test_without_platforms_the_share_is_nothing(empty_catalogue):
    assert estimate_reach(Catalogue.current(), 30).share == 0


def test_the_command_says_who_and_how_much(catalogue):
    said = StringIO()
    call_command("estimate_round", platforms=5, stdout=said)
    reach = estimate_reach(Catalogue.current(), 5)
    assert f"settled at most: {reach.settled} of {reach.unknown} unknown" in said.getvalue()
    assert "asked: gebiedonline, " in said.getvalue()
