"""The day of today as a test sets it, and answers of users over many municipalities."""

from datetime import UTC, datetime

from django.utils import timezone


def set_day(monkeypatch, day):
    """From now on it is noon on this day."""
    set_time(monkeypatch, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def set_time(monkeypatch, moment):
    """From now on it is this moment, also for what limits rates."""
    from stappenplan.operations import rate_limits

    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr(rate_limits, "time", moment.timestamp)


def give_answer(platform, municipality, **fields):
    """Store an answer as the form does, without counting it."""
    from platforms.models import Experience

    given = {"moment": 3, "runs": "yes", "again": "yes"} | fields
    return Experience.objects.create(platform=platform, municipality=municipality, **given)
