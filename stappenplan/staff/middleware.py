"""The admin asks for a second factor, and again for the password after twelve hours."""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect

# After so long we ask again who somebody is, however busy they are.
SESSION_SECONDS = 12 * 60 * 60
# The pages about second steps that a session may see before it passed one.
OPEN_STEPS = {
    *("mfa_index", "mfa_authenticate", "mfa_login_webauthn"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
}


def login_is_too_old(request) -> bool:
    """Whether this person logged in so long ago that we ask again, however busy they are."""
    moments = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    return bool(moments) and time.time() - min(moments) > SESSION_SECONDS


def has_second_factor(request) -> bool:
    """Whether this session itself passed a second step that still exists, or a login at another organisation."""
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "socialaccount" for record in records):
        return True
    steps = [record.get("id") for record in records if record.get("method") == "mfa"]
    return bool(steps) and Authenticator.objects.filter(user=request.user, pk__in=steps).exists()


def changes_second_factors(name) -> bool:
    """Whether the page with this name shows or changes second steps, other than the list of them."""
    return (name or "").startswith("mfa_") and name not in OPEN_STEPS


def require_second_factor(get_response):
    """Middleware: asks the second step before the admin and before anything that changes a second step.

    The admin asks again after twelve hours. With STAFF_MFA, a user without a second step makes one first.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        asked = request.resolver_match
        in_admin = "admin" in asked.app_names
        if not (in_admin or changes_second_factors(asked.url_name)) or not request.user.is_authenticated:
            return None
        if login_is_too_old(request):
            logout(request)
        elif asked.url_name != "logout" and not has_second_factor(request):
            if is_mfa_enabled(request.user):
                way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
                return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
            if in_admin and settings.STAFF_MFA:
                return redirect("mfa_index")
        return None

    middleware.process_view = process_view
    return middleware
