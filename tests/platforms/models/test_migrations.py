"""Migrations that change what is there: each row gets what it should, and nobody seems to have changed anything."""

from importlib import import_module

import pytest
from django.apps import apps

from platforms.models import Catalogue, Fact, LinkCheck, Platform, Proposal, changes_of

pytestmark = pytest.mark.django_db
two_kinds = import_module("platforms.migrations.0006_two_kinds_of_free")


def with_free(record, roles):
    """A platform as it was before: `free`, and what a municipality can do there."""
    record["facts"] |= {"cost_municipality": {"value": "free", "source": ["s1"], "basis": "stated"}}
    if roles:
        record["facts"]["municipality_role"] = {"value": roles, "source": ["s1"], "basis": "stated"}
    Platform(imported=record).apply_record(record)
    return Platform.objects.get()


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("roles", "now"),
    [
        (["not_needed"], "no_part"),
        (["not_needed", "funder"], "no_charge"),
        (["participant"], "no_charge"),
        (None, "no_charge"),
    ],
)
def test_free_becomes_what_the_part_of_the_municipality_says(empty_catalogue, record, roles, now):
    platform = with_free(record, roles)
    Proposal.objects.create(platform=platform, key="cost_municipality", proposed={"value": "free"}, seen="x")
    Proposal.objects.create(platform=platform, key="advertising", proposed={"value": "no"}, seen="x")
    stamp = Catalogue.objects.get().stamp
    two_kinds.split(apps, None)
    platform = Platform.objects.get()
    assert platform.facts["cost_municipality"].value == now
    assert platform.imported["facts"]["cost_municipality"]["value"] == now
    assert not platform.edits and not changes_of(platform), "nobody changed anything"
    assert set(Fact.history.filter(key="cost_municipality").values_list("value", flat=True)) == {now}
    assert sorted(one.proposed["value"] for one in Proposal.objects.all()) == sorted(["no", now])
    assert Catalogue.objects.get().stamp != stamp


def test_what_staff_made_free_stays_theirs_and_other_prices_stay(empty_catalogue, record):
    record["facts"]["cost_municipality"] = {"value": "low", "source": ["s1"], "basis": "stated"}
    Platform(imported=record).apply_record(record)
    two_kinds.split(apps, None)
    assert Platform.objects.get().facts["cost_municipality"].value == "low"
    Fact.objects.filter(key="cost_municipality").update(value="free")
    two_kinds.split(apps, None)
    platform = Platform.objects.get()
    assert platform.facts["cost_municipality"].value == "no_charge"
    assert platform.edits == ["facts.cost_municipality"]


def test_a_link_that_worked_answered_when_it_was_looked_at(db):
    LinkCheck.record("https://werkt.example", "works", "200")
    LinkCheck.record("https://weg.example", "gone", "404")
    LinkCheck.objects.update(answered=None)
    two_kinds.date_what_works(apps, None)
    works, gone = LinkCheck.objects.order_by("-url")
    assert works.answered == works.checked and gone.answered is None
