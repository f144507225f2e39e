"""Bursts: days on which many municipalities answered about one platform, as one person who poses as them would."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from platforms.models import Experience

# So many municipalities on one day are a burst; so long staff are told.
MUNICIPALITIES_A_DAY, TOLD_DAYS = 3, 30


def find_bursts():
    """The bursts of the last TOLD_DAYS, newest first: [(slug of the platform, its name, day)]. No answer is read."""
    since = timezone.localdate() - timedelta(days=TOLD_DAYS)
    days = Experience.objects.filter(given__gt=since).values_list("platform__slug", "platform__name", "given")
    counted = days.annotate(number=Count("municipality", distinct=True)).filter(number__gte=MUNICIPALITIES_A_DAY)
    return [row[:3] for row in counted.order_by("-given", "platform__slug")]
