"""A second step that is made or removed ends the other sessions of that user."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver


@receiver(post_save, sender=Authenticator)
def note_new_step(sender, instance, created, **more):
    """A new second step ends the sessions that never passed it; the one that made it showed its code or its key."""
    if not created:  # only used, or called otherwise
        return
    request = end_other_sessions(instance.user_id)
    if request and instance.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, request.user, "mfa", id=instance.pk, type=instance.type)


@receiver(post_delete, sender=Authenticator)
def note_removed_step(sender, instance, **more):
    """Without a second step too, everybody with this account comes in anew."""
    end_other_sessions(instance.user_id)


def end_other_sessions(user_id):
    """End all sessions of this user but the one that asks for it; gives the request of that one, or None."""
    request = context.request
    own = request if request and request.user.pk == user_id else None
    for session in Session.objects.exclude(session_key=own.session.session_key if own else None):
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            session.delete()
    return own
