"""Security headers of every response, including static files, redirects and errors. django-csp makes the script policy.

And one header of requests: cookies that no browser got from us are not read.
"""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

# What a browser offers and this site does not use; copying a link and passkeys it does.
UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
UNUSED += ("midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking")
USED = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
HEADERS = {
    "Permissions-Policy": ", ".join([f"{name}=()" for name in UNUSED] + [f"{name}=(self)" for name in USED]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def add_security_headers(get_response):
    """Middleware, outside of all that can answer by itself."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


# What the decorators of django-csp leave on a response.
OWN_POLICY = {f"_csp_{what}{kind}" for what in ("config", "update", "replace", "exempt") for kind in ("", "_ro")}


class PolicyMiddleware(CSPMiddleware):
    """The script policy of django-csp, written once for all responses that ask for no other."""

    def process_response(self, request, response):
        if settings.DEBUG or "_csp_nonce" in vars(request) or not OWN_POLICY.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, usual_policy())
        return response


@cache
def usual_policy() -> str:
    return build_policy()


def drop_corrupt_cookies(get_response):
    """Middleware, outside of all that reads a cookie: one that holds a control character counts as absent.

    Quoted, any character may come in a cookie by its number; PostgreSQL refuses to look for a session with NUL in it.
    """

    def middleware(request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if (name + value).isprintable()}
        return get_response(request)

    return middleware
