"""What changed, when and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from platforms.models import (
    Fact,
    Platform,
    Source,
    changes_of,
    public_changes,
)
from platforms.models.entry import FIRST_LOAD
from platforms.models.history import load_changes

pytestmark = pytest.mark.django_db


def test_a_first_load_is_no_change_and_a_later_file_is_one_with_its_reason(platform, record):
    assert not changes_of(platform) and not load_changes(public_changes())
    record["facts"]["scope"]["value"] = "national"
    del record["facts"]["channels"]
    platform.apply_record(record, reason="Bijgewerkt in de catalogus.")
    steps = changes_of(platform)
    assert {(one.key, one.reason) for one in steps} == {
        ("scope", "Bijgewerkt in de catalogus."),
        ("channels", "Bijgewerkt in de catalogus."),
    }
    assert next(one for one in steps if one.key == "channels").differences == [
        ("Waarde", "Website en papier", "Weten we niet")
    ]
    assert [one.version.pk for one in load_changes(public_changes())] == [one.version.pk for one in steps]


def test_what_stays_the_same_is_not_written_again(platform, record):
    rows = set(Fact.objects.values_list("pk", flat=True))
    record["facts"]["scope"]["value"] = "national"
    platform.apply_record(record)
    assert set(Fact.objects.values_list("pk", flat=True)) == rows
    assert Fact.history.count() == len(rows) + 1 and Source.history.count() == 2


@pytest.mark.parametrize("model", [Platform, Source, Fact])
def test_the_first_version_of_a_new_row_holds_all_that_the_row_does_and_by_whom_and_why(
    model, platform, record, admin_user
):
    other = record | {"slug": "tweede-plein"}
    Platform(imported=other).apply_record(other, by=admin_user)
    row = model.objects.latest("pk")
    version = model.history.latest()
    columns = [field.attname for field in model.history.model.tracked_fields]
    assert [getattr(version, name) for name in columns] == [getattr(row, name) for name in columns]
    assert (version.history_type, version.history_change_reason) == ("+", FIRST_LOAD)
    assert version.history_user == admin_user
    assert timezone.now() - timedelta(minutes=1) < version.history_date <= timezone.now()
    assert model.history.count() == model.objects.count()
