"""Bursts: many municipalities that answered about one platform in a few days, as one person who poses as them would."""

from datetime import timedelta

from django.utils import timezone

from platforms.models import Experience

# So many municipalities within so many days are a burst. A network answers twice a day about a platform (the rate limit
# "experiences"), so one that poses as five needs three days.
MUNICIPALITIES_IN_WINDOW, WINDOW_DAYS = 3, 7
# So long a burst is told to staff.
TOLD_DAYS = 30


def find_bursts():
    """The newest burst of each platform in the last TOLD_DAYS, newest first: [(slug, name, its last day)].

    No answer is read.
    """
    since = timezone.localdate() - timedelta(days=TOLD_DAYS)
    recent = Experience.objects.filter(given__gt=since - timedelta(days=WINDOW_DAYS - 1)).select_related("platform")
    answers = {}
    for one in recent.only("given", "municipality", "platform__slug", "platform__name").order_by("given"):
        answers.setdefault((one.platform.slug, one.platform.name), []).append((one.given, one.place))
    last_days = {platform: find_last_day(given) for platform, given in answers.items()}
    bursts = [(*platform, day) for platform, day in last_days.items() if day and day > since]
    return sorted(sorted(bursts), key=lambda burst: burst[2], reverse=True)


def find_last_day(answers):
    """The last day of the newest window with enough municipalities, or None. `answers`: [(day, municipality)]."""
    for end in sorted({day for day, _place in answers}, reverse=True):
        begin = end - timedelta(days=WINDOW_DAYS)
        if len({place for day, place in answers if begin < day <= end}) >= MUNICIPALITIES_IN_WINDOW:
            return end
    return None
