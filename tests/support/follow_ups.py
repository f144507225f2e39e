"""The day of today as a test sets it, and answers of users over many municipalities."""

from datetime import UTC, datetime

from django.utils import timezone


def set_day(monkeypatch, day):
    """From now on it is noon on this day."""
    from stappenplan.operations import rate_limits

    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    monkeypatch.setattr(rate_limits, "time", noon.timestamp)


def give_answer(platform, municipality, **fields):
    """Store an answer as the form does, without counting it."""
    from platforms.models import Experience

    given = {"moment": 3, "runs": "yes", "again": "yes"} | fields
    return Experience.objects.create(platform=platform, municipality=municipality, **given)
