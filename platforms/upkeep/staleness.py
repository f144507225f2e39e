"""Stale facts: those that nobody reviewed for twelve months."""

from datetime import timedelta

from django.utils import timezone

from platforms.models import Catalogue, Fact
from platforms.models.entry import FIRST_LOAD, LOADED
from platforms.text import last_possible_day


def stale_facts_of(platform, today=None):
    """The facts of a platform that nobody looked at for twelve months: fact key -> year of the newest source, or None.

    A fact is as new as its newest dated source, or as the last time that someone changed or confirmed it here.
    """
    return _years_of_stale_facts([platform], today)[platform.pk]


# What changes within a year; a legal form or a goal hardly does.
QUICK_TO_CHANGE = (
    *("status", "cost_municipality", "hosting_region", "advertising"),
    *("accessibility_statement", "commercial_data_use", "free_for_residents"),
)


def find_overdue_facts(platforms, today=None):
    """The facts that change quickly and that nobody reviewed for twelve months: whether it runs first, then prices.

    Of the same fact those with the oldest evidence first.
    """
    ages = _years_of_stale_facts(platforms, today)
    overdue = [one.own_facts[key] for one in platforms for key in QUICK_TO_CHANGE if key in ages[one.pk]]
    return sorted(
        overdue,
        key=lambda fact: (
            QUICK_TO_CHANGE.index(fact.key),
            last_possible_day(fact.newest_date),
            fact.platform.name,
        ),
    )


def find_stale_facts(today=None):
    """The ids of all facts that are older than twelve months."""
    platforms = Catalogue.current().platforms
    ages = _years_of_stale_facts(platforms, today)
    return [fact.pk for platform in platforms for fact in platform.own_facts.values() if fact.key in ages[platform.pk]]


def _years_of_stale_facts(platforms, today):
    since = (today or timezone.localdate()) - timedelta(days=365)
    versions = Fact.history.exclude(history_change_reason__in=(FIRST_LOAD, LOADED)).filter(
        history_date__date__gte=since
    )
    confirmed = set(versions.values_list("platform_id", "key"))
    ages = {}
    for platform in platforms:
        ages[platform.pk] = {}
        for fact in platform.own_facts.values():
            newest = fact.newest_date
            if last_possible_day(newest) < since.isoformat() and (platform.pk, fact.key) not in confirmed:
                ages[platform.pk][fact.key] = newest[:4] or None
    return ages
