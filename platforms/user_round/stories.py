"""Stories of users: one answer with the name of its municipality, by consent and after a member of staff read it."""

from platforms.models import Experience


def list_stories(*platforms):
    """The published stories about these platforms: the latest of each municipality, newest first."""
    rows = Experience.objects.filter(platform__in=[one.pk for one in platforms], state=Experience.State.PUBLISHED)
    latest = {(one.platform_id, one.municipality): one for one in rows.order_by("given", "pk")}
    return sorted(latest.values(), key=lambda one: (one.given, one.pk), reverse=True)


def count_waiting_stories():
    """How many stories wait for a member of staff."""
    return Experience.objects.filter(state=Experience.State.WAITING).count()
