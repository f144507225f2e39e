"""How staff log in: a password and a second step, a passkey, or the municipality's own login (OIDC).

Visitors have no account, and nobody can make one here: who runs the site adds staff in the admin. The pages are those
of django-allauth under /inloggen/, in our words; django-axes locks out who guesses.
"""

import logging
import time
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import lock
from .network import network_of
from .throttle import too_many

log = logging.getLogger(__name__)
# After so long we ask again who somebody is, however busy they are.
SESSION_SECONDS = 12 * 60 * 60

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

    def add_message(self, *args, **kwargs):
        """The pages themselves say how things stand."""

    def send_mail(self, *args, **kwargs):
        """This site sends no mail."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The secrets of the second step are of no use to who only has the database; another SECRET_KEY ends them."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text):
        return lock(settings.SECRET_KEY, "second step").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return lock(settings.SECRET_KEY, "second step").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise PermissionDenied from error


def locking_address(request):
    """What django-axes may keep of an address: the first one of its network, or None."""
    return network_of(request).partition("/")[0] or None


def locked_out(request, response=None, credentials=None):
    """Instead of the login page, for a name that failed too often from one network."""
    return too_many(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))


@receiver([user_logged_in, user_logged_out])
def note(sender, request, user, signal, **more):
    """A line in the log for who comes in, how, and goes: a number, no name. django-axes writes down what fails."""
    if user:
        ways = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
        about = {"user": user.pk, "network": network_of(request), "by": "+".join(ways)}
        log.info("in" if signal is user_logged_in else "out", extra=about)


def is_old(request) -> bool:
    """Whether this person logged in so long ago that we ask again, however busy they are."""
    moments = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    return bool(moments) and time.time() - min(moments) > SESSION_SECONDS


def is_safe(request) -> bool:
    """Whether this person of the staff logged in with a second step, or where another organisation sees to that."""
    methods = {record.get("method") for record in get_authentication_records(request, request.user)}
    return "socialaccount" in methods or is_mfa_enabled(request.user)


def second_step(get_response):
    """Middleware: the admin asks again after twelve hours; with STAFF_MFA, who has no second step makes one first."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if "admin" not in request.resolver_match.app_names or not request.user.is_authenticated:
            return None
        if is_old(request):
            logout(request)
        elif settings.STAFF_MFA and request.resolver_match.url_name != "logout" and not is_safe(request):
            return redirect("mfa_index")
        return None

    middleware.process_view = process_view
    return middleware


def login_page(request, extra_context=None):
    """Instead of the admin's own login page: ours. Errors: PermissionDenied for who is no staff."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    asked = request.GET.urlencode() or urlencode({"next": reverse("admin:index")})
    return redirect(f"{reverse('account_login')}?{asked}")
