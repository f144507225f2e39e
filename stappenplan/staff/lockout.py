"""Lockout after guessed passwords or codes: what django-axes counts, so that colleagues are not locked out.

Ten failures lock one name, for one network and one hour. A browser that logged in before has a signed cookie, and a
count of its own: what strangers do under that name does not touch it ("device cookies" of OWASP). A passkey cannot
be guessed, and passes every lock.
"""

import unicodedata
from datetime import timedelta

from allauth.mfa.signals import authentication_failed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.signing import BadSignature, TimestampSigner
from django.dispatch import receiver
from django.shortcuts import render
from django.utils.crypto import get_random_string, salted_hmac

from stappenplan.operations.client_network import network_of
from stappenplan.operations.cookies import cookie_name, keep_cookie

DEVICE_DAYS = 365
DEVICE_AGE = timedelta(days=DEVICE_DAYS)


def fold_login_name(name) -> str:
    """One spelling for all that may open the same account: case, spaces and Unicode forms do not count."""
    for _again in range(2):  # a capital can be of another form than its letter
        name = unicodedata.normalize("NFKC", name).upper().casefold()
    return "".join(sign for sign in name if sign.isprintable() and not sign.isspace())


def locked_name(request, credentials) -> str:
    """The name under which django-axes counts a failure: the folded one, and the device when it is known."""
    given = (credentials or {}).get("username") or request.POST.get("login") or ""
    name = fold_login_name(given)
    return f"{name[:150]} {known_device(request, name)}".strip()


def locking_address(request):
    """What django-axes may keep of an address: the first one of its network, or None."""
    return network_of(request).partition("/")[0] or None


def locked_out(request, response=None, credentials=None):
    """Instead of the login page, for a name that failed too often from one network."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    refused = render(
        request, "account/components/locked_out.html", {"section": "", "minutes": seconds // 60}, status=429
    )
    refused["Retry-After"] = str(seconds)
    return refused


@receiver(authentication_failed)
def count_wrong_code(sender, request, user, **more):
    """A wrong code counts as a wrong password does; at the lock, half a login begins anew."""
    user_login_failed.send(sender, credentials={"username": user.get_username()}, request=request)
    if request.axes_locked_out:
        request.session.flush()


# The cookie of a known device: a number, signed together with a name that is not in it.


def device_cookie(name) -> str:
    """What the cookie is called in which a browser shows that this person logged in there before."""
    return cookie_name(f"device-{salted_hmac('stappenplan.device', name, algorithm='sha256').hexdigest()[:12]}")


def device_signer(name):
    return TimestampSigner(salt=f"stappenplan.device.{name}")


def known_device(request, name) -> str:
    """The number of this browser, when the person with this folded name logged in there before; "" when not."""
    try:
        return device_signer(name).unsign(request.COOKIES.get(device_cookie(name), ""), max_age=DEVICE_AGE)
    except BadSignature:
        return ""


@receiver(user_logged_in)
def note_device(sender, request, user, **more):
    """Remember for `keep_device` who came in."""
    request.came_in = fold_login_name(user.get_username())


def keep_device(get_response):
    """Middleware: after a whole login, the browser gets the cookie of a known device, or a newer one."""

    def middleware(request):
        response = get_response(request)
        if name := getattr(request, "came_in", ""):
            number = known_device(request, name) or get_random_string(22)
            keep_cookie(response, device_cookie(name), device_signer(name).sign(number), DEVICE_DAYS)
        return response

    return middleware
