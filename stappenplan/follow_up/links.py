"""The link under which somebody is asked again: derived from a plan, stored as a hash, and of use without the plan."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from platforms.models import Catalogue, FollowUp
from stappenplan.models import derive_token, hash_token


def derive_link(plan, edit_token):
    """The follow-up of a plan and the token of its link; (None, "") where there is none, or it was stopped or ended."""
    if not plan.follow_up_salt:
        return None, ""
    token = derive_token(plan.root(edit_token), f"follow-up {plan.follow_up_salt}")
    found = FollowUp.find(token)
    return (found, token) if found and not found.stopped else (None, "")


def ask_about(follow_up):
    """What we ask at each moment, in the active language."""
    if follow_up.platform:
        return gettext("Hoe gaat het met %(name)s?") % {"name": follow_up.platform.name}
    if follow_up.decision == FollowUp.Decision.NOT_YET:
        return gettext("Is er al iets besloten?")
    return gettext("Geldt uw besluit nog?")


@transaction.atomic
def begin_link(plan, edit_token):
    """Give the plan a link that nobody can work out from an earlier one, or from an earlier edit link; its token."""
    plan.follow_up_salt = secrets.token_urlsafe(16)
    plan.save(update_fields=["follow_up_salt"])
    return derive_token(plan.root(edit_token), f"follow-up {plan.follow_up_salt}")


@transaction.atomic
def store_decision(token, decided):
    """Store what was decided (the data of a DecisionForm) under this link; the FollowUp, None when it was stopped.

    Another platform or municipality begins anew: the months count from today, and earlier answers stay, as figures,
    with the one of before.
    """
    Catalogue.lock()
    found = FollowUp.objects.select_for_update().filter(key_hash=hash_token(token)).first()
    if found and found.stopped:
        return None
    follow_up = found or FollowUp(key_hash=hash_token(token))
    if found and (found.platform, found.place) != (decided["platform"], decided["municipality"]):
        found.let_go_of_answers()
        follow_up.begun = timezone.localdate()
    for name in ("decision", "platform", "municipality", "measured"):
        setattr(follow_up, name, decided[name])
    follow_up.save()
    return follow_up
