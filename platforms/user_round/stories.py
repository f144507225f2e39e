"""Stories of users: one answer with the name of its municipality, by consent and after a member of staff read it."""

from django.db import transaction
from django.utils import timezone

from platforms.models import Catalogue, Experience, ShownMunicipality

from .summary import count_waiting


def list_stories(*platforms):
    """The published stories about these platforms: the latest of each municipality, newest first."""
    rows = Experience.objects.filter(platform__in=[one.pk for one in platforms], state=Experience.State.PUBLISHED)
    latest = {(one.platform_id, one.place): one for one in rows.order_by("given", "pk")}
    return sorted(latest.values(), key=lambda one: (one.given, one.pk), reverse=True)


def count_waiting_stories():
    """How many stories wait for a member of staff."""
    return Experience.objects.filter(state=Experience.State.WAITING).count()


@transaction.atomic
def decide_story(pk, state, by):
    """Publish or decline a story (`state`), also when that was done before; False when its holder took it back."""
    Catalogue.lock()
    story = Experience.objects.filter(pk=pk).exclude(state=Experience.State.KEPT).first()
    if story is None:
        return False
    story.state, story.decided, story.decided_by = state, timezone.now(), by
    story.save(update_fields=["state", "decided", "decided_by"])
    if state == Experience.State.PUBLISHED:
        ShownMunicipality.note(story.platform_id, [story.place])
    Catalogue.renew_pages()
    count_waiting(story.platform_id)  # public answers may complete a first count
    return True
