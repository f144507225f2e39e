"""The link under which somebody is asked again: derived from a plan, stored as a hash, and of use without the plan."""

from itertools import count

from django.db import transaction
from django.utils import timezone

from platforms.models import FollowUp
from stappenplan.models import derive_token, hash_token


def derive_link(plan, edit_token):
    """The follow-up of a plan, or None, and the token of its link: (FollowUp or None, token).

    Each link that was stopped is followed by another, so that it never comes back to life.
    """
    root = plan.root(edit_token)
    for number in count():
        token = derive_token(root, f"follow-up {number}")
        found = FollowUp.objects.filter(key_hash=hash_token(token)).select_related("platform").first()
        if found is None or timezone.localdate() > found.ends:
            return None, token
        if not found.stopped:
            return found, token


@transaction.atomic
def keep_word(token, decided):
    """Store what was decided (the data of a DecisionForm) under this link; returns the FollowUp.

    Another platform begins anew: the months count from today, and earlier answers stay with the platform of before.
    """
    found = FollowUp.objects.select_for_update().filter(key_hash=hash_token(token)).first()
    if found and timezone.localdate() > found.ends:
        found.delete()
        found = None
    follow_up = found or FollowUp(key_hash=hash_token(token))
    if found and (found.platform, found.municipality) != (decided["platform"], decided["municipality"]):
        found.experiences.update(follow_up=None)
        follow_up.begun = timezone.localdate()
    for name in ("decision", "platform", "municipality", "measured"):
        setattr(follow_up, name, decided[name])
    follow_up.save()
    return follow_up
