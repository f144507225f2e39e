"""How staff log in: a password and a second step, a passkey, or the municipality's own login (OIDC).

Visitors have no account, and nobody can make one here: who runs the site adds staff in the admin. The pages are those
of django-allauth under /inloggen/, in our words; django-axes locks out who guesses.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .network import network_of
from .throttle import too_many

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
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}


def locking_address(request):
    """What django-axes may keep of an address: the first one of its network, or None."""
    return network_of(request).partition("/")[0] or None


def locked_out(request, response=None, credentials=None):
    """Instead of the login page, for a name that failed too often from one network."""
    return too_many(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))


def is_safe(request) -> bool:
    """Whether this person of the staff logged in with a second step, or where another organisation sees to that."""
    methods = {record.get("method") for record in get_authentication_records(request)}
    return "socialaccount" in methods or is_mfa_enabled(request.user)


def second_step(get_response):
    """Middleware: with STAFF_MFA, the admin is for who has a second step; others are led to make one first."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        inside = "admin" in request.resolver_match.app_names and request.resolver_match.url_name != "logout"
        if settings.STAFF_MFA and inside and request.user.is_authenticated and not is_safe(request):
            return redirect("mfa_index")

    middleware.process_view = process_view
    return middleware


def login_page(request, extra_context=None):
    """Instead of the admin's own login page: ours, which knows the second step."""
    return redirect(f"{reverse('account_login')}?next={reverse('admin:index')}")
