"""Forms without a cookie: a browser says itself which site a form comes from."""

from functools import wraps

from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt


def accept_own_forms(view):
    """A view that takes a form of this site without a token, and refuses one of another site with 403.

    For views that store nothing and read no cookie. There a form sent by another site could do no more than count for
    the rate limit of a visitor's network, and it may not do that either.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST" and not is_own_form(request):
            return render(request, "stappenplan/pages/form_of_another_site.html", {"section": ""}, status=403)
        return view(request, *args, **kwargs)

    return wrapped


def is_own_form(request) -> bool:
    """Whether a page of this site sent this form, by headers that no page can change.

    Browsers send `Origin` with every form (a sandboxed frame says "null"), which Django judges as for all other forms,
    and `Sec-Fetch-Site` over https and to this machine. What sends neither is no browser, and nobody's cookies or
    network come along.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return False
    # Django has no public name for this part of its check. Made anew: one keeps the settings that it first saw.
    return "Origin" not in request.headers or CsrfViewMiddleware(lambda _: None)._origin_verified(request)
