"""Pages for requests that cannot be answered."""

from django.shortcuts import render

# Django's own pages for these two read the form that came along. One that cannot be read would break them.


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def bad_request(request, exception):
    return render(None, "400.html", status=400)


def csrf_failure(request, reason=""):
    """A form without a valid token, mostly an old tab: nothing is lost, the way back is named."""
    return render(request, "stappenplan/pages/csrf_failure.html", {"section": "stappenplan"}, status=403)
