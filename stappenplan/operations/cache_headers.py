"""What no cache may keep: pages of a plan, and answers that hold a link."""

from functools import wraps

from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers

from stappenplan.operations.observability.log_redaction import has_link

from .cookies import cookie_name


def never_shared(get_response):
    """Middleware: no cache keeps an answer that holds a link, or leads to one, nor gives it to another visitor.

    Such an answer belongs to a request with a link in its address or in a cookie, or sets such a cookie. What everybody
    may have says so itself (`public`), and a static file holds nothing of anybody.
    """

    def middleware(request):
        response = get_response(request)
        if "public" in response.get("Cache-Control", "") or request.path.startswith(settings.STATIC_URL):
            return response
        patch_vary_headers(response, ["Cookie"])
        if has_link(request.path) or any(map(opens_something, [*request.COOKIES, *response.cookies])):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def opens_something(cookie) -> bool:
    """Whether a cookie with this name holds a link of a plan or group, a session or a device of staff."""
    return cookie.startswith((settings.SESSION_COOKIE_NAME, *map(cookie_name, ("plan", "samen-", "device-"))))


def keep_private(view):
    """A page of one plan: never cached, never indexed."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped
