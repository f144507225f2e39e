"""Addresses that a form is sent to, and that show nothing by themselves."""

from functools import wraps

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods


def sent_from(page):
    """Let a view be sent a form. A link to its address, or a change of language, leads to the page of that form.

    `page`: the name of that page, which takes the same arguments.
    """

    def decorate(view):
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def wrapped(request, **arguments):
            return view(request, **arguments) if request.method == "POST" else redirect(page, **arguments)

        return wrapped

    return decorate
