"""Adapters of django-allauth for staff: password with a second factor, passkey, or the municipality's login (OIDC).

Visitors have no account, and nobody can sign up: a superuser adds staff in the admin. The pages are those of
django-allauth under /inloggen/, in our words; django-axes locks names under attack.
"""

import logging
import time
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import get_user_by_username
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stappenplan.models import lock
from stappenplan.operations.client_network import network_of
from stappenplan.operations.rate_limits import may

log = logging.getLogger(__name__)
# After so long we ask again who somebody is, however busy they are.
SESSION_SECONDS = 12 * 60 * 60
# The pages about second steps that a session may see before it passed one.
OPEN_STEPS = {"mfa_index", "mfa_authenticate", "mfa_login_webauthn"}
OPEN_STEPS |= {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}

WRONG = _("De naam of het wachtwoord klopt niet.")
WRONG_CODE = _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")
TOO_OFTEN = _("Dat ging te vaak mis. Wacht een paar minuten en probeer het opnieuw.")


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up, nothing is mailed, and an address is known by its network."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request, *sociallogin):
        return False

    def get_client_ip(self, request):
        return network_of(request)

    def pre_authenticate(self, request, **credentials):
        """No limit of the library, which counts a name everywhere: a stranger could use it up. See staff_lock.py."""

    def authenticate(self, request, **credentials):
        """The user, or None. From a network that tried many names that nobody has, the next costs no work.

        A name that somebody has is never refused here: only its own failures lock it.
        """
        if get_user_by_username(credentials.get("username", "").strip()) or may(request, "logins"):
            return super().authenticate(request, **credentials)
        return None

    def get_reauthentication_methods(self, user):
        """The second step for a user who has one: the password alone is then no proof."""
        found = super().get_reauthentication_methods(user)
        return [way for way in found if way["id"] != "reauthenticate"] if is_mfa_enabled(user) else found

    def add_message(self, *args, **kwargs):
        """The pages themselves say how things stand."""

    def send_mail(self, *args, **kwargs):
        """This site sends no mail."""


class SecondStepAdapter(DefaultMFAAdapter):
    """Encrypts second-factor secrets with SECRET_KEY: a database dump reveals none; a new key invalidates them."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text):
        return lock(settings.SECRET_KEY, "second step").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return lock(settings.SECRET_KEY, "second step").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise PermissionDenied from error


@receiver([user_logged_in, user_logged_out])
def note(sender, request, user, signal, **more):
    """Log each login and logout, with the account number and not its name. django-axes records the failures."""
    if user:
        ways = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
        about = {"user": user.pk, "network": network_of(request), "by": "+".join(ways)}
        log.info("in" if signal is user_logged_in else "out", extra=about)


def is_old(request) -> bool:
    """Whether this person logged in so long ago that we ask again, however busy they are."""
    moments = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    return bool(moments) and time.time() - min(moments) > SESSION_SECONDS


def has_proved(request) -> bool:
    """Whether this session itself passed a second step that still exists, or a login at another organisation."""
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "socialaccount" for record in records):
        return True
    steps = [record.get("id") for record in records if record.get("method") == "mfa"]
    return bool(steps) and Authenticator.objects.filter(user=request.user, pk__in=steps).exists()


def changes_steps(name) -> bool:
    """Whether the page with this name shows or changes second steps, other than the list of them."""
    return (name or "").startswith("mfa_") and name not in OPEN_STEPS


def second_step(get_response):
    """Middleware: asks the second step before the admin and before anything that changes a second step.

    The admin asks again after twelve hours. With STAFF_MFA, a user without a second step makes one first.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        asked = request.resolver_match
        in_admin = "admin" in asked.app_names
        if not (in_admin or changes_steps(asked.url_name)) or not request.user.is_authenticated:
            return None
        if is_old(request):
            logout(request)
        elif asked.url_name != "logout" and not has_proved(request):
            if is_mfa_enabled(request.user):
                way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
                return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
            if in_admin and settings.STAFF_MFA:
                return redirect("mfa_index")
        return None

    middleware.process_view = process_view
    return middleware


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


def login_page(request, extra_context=None):
    """Replaces the admin's own login page by ours. Errors: PermissionDenied for accounts that are not staff."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    asked = request.GET.urlencode() or urlencode({"next": reverse("admin:index")})
    return redirect(f"{reverse('account_login')}?{asked}")
