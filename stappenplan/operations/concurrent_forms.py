"""Forms take turns, so that threads are left for visitors who only read.

SQLite has one write lock. When somebody holds it long, each form that is sent waits in a thread of the web server, and
a web process has four. A form that gets no turn comes back as it was sent: nothing that was typed is lost.
"""

from threading import BoundedSemaphore

from django.shortcuts import render

from .busy import refuse_for_now

# One fewer than the threads of a web process (bin/serve.py); and how long a form waits for its turn.
FORMS_AT_ONCE, FORM_TURN_SECONDS = 3, 1
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")

turns = BoundedSemaphore(FORMS_AT_ONCE)


def limit_concurrent_forms(get_response):
    """Middleware: at most FORMS_AT_ONCE forms at a time in this process."""

    def middleware(request):
        if request.method != "POST" or request.content_type not in FORM_TYPES:
            return get_response(request)
        if not turns.acquire(timeout=FORM_TURN_SECONDS):
            return answer_busy(request)
        try:
            return get_response(request)
        finally:
            turns.release()

    return middleware


def answer_busy(request):
    """503, with the form that was sent, to send again; without passwords, and without files."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if "password" not in name and name != "csrfmiddlewaretoken"
    ]
    context = {"section": "", "fields": fields, "files": bool(request.FILES), "address": request.get_full_path()}
    response = render(request, "stappenplan/pages/busy.html", context)
    response["Cache-Control"] = "private, no-store"
    return refuse_for_now(request, response, seconds=10)
