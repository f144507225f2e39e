"""What changed, when and why."""

import pytest

from platforms.models import (
    Fact,
    Source,
    changes_of,
    public_changes,
)
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
