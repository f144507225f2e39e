"""Stale facts: those that nobody reviewed for twelve months."""

from datetime import timedelta

from django.utils import timezone

from platforms.models import Catalogue, Fact
from platforms.models.evidence import FIRST_LOAD, LOADED


def stale_facts_of(platform, today=None):
    """The facts of a platform that nobody looked at for twelve months: fact key -> year of the newest source, or None.

    A fact is as new as its newest dated source, or as the last time that someone changed or confirmed it here.
    """
    return _years_of_stale_facts([platform], today)[platform.pk]


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
            newest = max((source.date for source in fact.source_list if source.date), default="")
            # A date with only a year or a month counts as the last day that it can be.
            if f"{newest}-12-31"[:10] < since.isoformat() and (platform.pk, fact.key) not in confirmed:
                ages[platform.pk][fact.key] = newest[:4] or None
    return ages
