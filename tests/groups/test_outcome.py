"""The outcome of a group as data: what is kept, and what does not change it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.models import Plan
from tests.support.groups import OFFICIAL, RESIDENT, a_group, link_of, take_part

pytestmark = pytest.mark.django_db


def test_a_later_change_of_the_plan_changes_nothing_for_the_same_people(owner):
    for _person in range(5):
        take_part(link_of(owner))
    before = owner.open(owner.kept.at("samen/uitkomst")).text
    Plan.objects.update(answers={"audience": "resident", "place": "Aalten", "existing": ["none"]})
    assert owner.open(owner.kept.at("samen/uitkomst")).text == before


def test_what_is_shown_is_kept_until_the_catalogue_changes():
    group = a_group(*[("resident", RESIDENT)] * 3)
    group.outcome()
    key = group.row.outcome["key"]
    Catalogue.touch(changed=timezone.localdate() + timedelta(days=1))
    group.outcome()
    assert group.row.outcome["key"] != key


def test_a_copy_of_everybody_and_another_order_change_nothing_that_is_ranked():
    people = [("resident", RESIDENT), ("resident", RESIDENT | {"goal_main": "help"}), ("resident", OFFICIAL)]
    once, twice = a_group(*people).outcome(), a_group(*reversed(people), *people).outcome()
    assert twice.size == 2 * once.size
    assert [row[0] for row in twice.ranking] == [row[0] for row in once.ranking]
    assert twice.by_weights == once.by_weights and twice.agreed == once.agreed
