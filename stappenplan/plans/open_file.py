"""Opening a file of answers as a new plan."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from stappenplan.models import Plan
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.rate_limits import check_rate_limit

from . import answers_file as answer_files
from .access import remember_plan


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
def open_file(request):
    """Open a file of answers as a new plan; first tell what in it cannot be taken over, if anything.

    What could be read goes along to the second time in the page itself: nothing is stored before the visitor agrees.
    """
    if request.method != "POST":
        return render(request, "stappenplan/plans/open_file.html", {"section": "stappenplan"})
    try:
        content = uploaded_content(request)
        check_rate_limit(request, "plans")
        opened = answer_files.open_answers(content)
    except answer_files.NotAnswers as error:
        context = {"section": "stappenplan", "open_error": str(error)}
        return render(request, "stappenplan/plans/open_file.html", context, status=400)
    if opened.faults:
        rest = answer_files.answers_file(opened.answers, opened.emphasis)
        context = {"section": "stappenplan", "opened": opened, "rest": rest, "taken": len(opened.answers)}
        return render(request, "stappenplan/plans/open_file_errors.html", context)
    _plan, token = Plan.start(opened.answers, opened.emphasis)
    return remember_plan(request, redirect("step", token=token, step="overzicht"), token)


def uploaded_content(request) -> bytes:
    """What was sent: a file, or what an earlier try left of it. Errors: NotAnswers."""
    if "rest" in request.POST:
        return request.POST["rest"].encode()
    file = request.FILES.get("bestand")
    if file is None:
        raise answer_files.NotAnswers(gettext("Kies eerst het bestand met uw antwoorden."))
    if file.size > answer_files.BYTES_AT_MOST:
        raise answer_files.NotAnswers(answer_files.too_large())
    return file.read()
