"""Adapters of django-allauth for staff: password with a second factor, passkey, or the municipality's login (OIDC).

Visitors have no account, and nobody can sign up: a superuser adds staff in the admin. The pages are those of
django-allauth under /inloggen/, in our words; django-axes locks names under attack.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import get_user_by_username
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from stappenplan.models import cipher_for
from stappenplan.operations.client_network import network_of
from stappenplan.operations.rate_limits import is_allowed

WRONG_LOGIN = _("De naam of het wachtwoord klopt niet.")
WRONG_CODE = _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")
TOO_OFTEN = _("Dat ging te vaak mis. Wacht een paar minuten en probeer het opnieuw.")


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up, nothing is mailed, and an address is known by its network."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_LOGIN,
        "email_password_mismatch": WRONG_LOGIN,
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
        """No limit of the library, which counts a name everywhere: a stranger could use it up. See lockout.py."""

    def authenticate(self, request, **credentials):
        """The user, or None. From a network that tried many names that nobody has, the next costs no work.

        A name that somebody has is never refused here: only its own failures lock it.
        """
        if get_user_by_username(credentials.get("username", "").strip()) or is_allowed(request, "logins"):
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
        return cipher_for(settings.SECRET_KEY, "second step").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return cipher_for(settings.SECRET_KEY, "second step").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise PermissionDenied from error
