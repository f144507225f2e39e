"""The page where a report is waited for, and the PDF."""

from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stappenplan.advice.access import with_catalogue
from stappenplan.models import Report
from stappenplan.operations.busy import refuse_for_now
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans.access import for_example, for_reader, with_links
from stappenplan.plans.filenames import file_name

from .queue import QueueIsFull, ahead_of, report_for

# After so many seconds the page of a report asks again: while it is made, with one more for each report before it, and
# while the queue is full.
ASK_SECONDS, FULL_SECONDS = 3, 60


@with_catalogue
def show_report(request, links, catalogue):
    """Makes the report; the page refreshes itself until it is ready."""
    try:
        made = report_for(request.plan, catalogue, get_language(), partial(check_rate_limit, request, "reports"))
    except QueueIsFull:
        return line_is_full(request, links)
    return report_page(request, links, made)


def line_is_full(request, links):
    """Too many reports wait: the page asks again in a minute; or print the advice."""
    context = {"section": "stappenplan", "plan_links": links, "waiting": settings.REPORTS_WAITING}
    page = render(request, "stappenplan/report/queue_full.html", context | {"seconds": FULL_SECONDS})
    return refuse_for_now(request, page, FULL_SECONDS)


def report_page(request, links, made):
    """Where the report stands: ready, failed with the reason, or being made (202, with Retry-After)."""
    ahead = ahead_of(made)
    context = {
        "section": "stappenplan",
        "plan_links": links,
        "report": made,
        "busy": made.state in (Report.State.WAITING, Report.State.WORKING),
        "ahead": ahead,
        "seconds": ASK_SECONDS + ahead,
        "audience": request.plan.answers.get("audience"),
        "reader": links.overview is None,
    }
    response = render(request, "stappenplan/report/status.html", context)
    if context["busy"]:
        response["Retry-After"] = str(context["seconds"])
        response.status_code = 202
    return response


@with_catalogue
def report_pdf(request, links, catalogue):
    """The PDF; while it is made the waiting page (202, with Retry-After), which asks again until the PDF comes."""
    try:
        made = report_for(request.plan, catalogue, get_language(), partial(check_rate_limit, request, "reports"))
    except QueueIsFull:
        return line_is_full(request, links)
    if made.state != Report.State.READY:
        return report_page(request, links, made)
    response = HttpResponse(bytes(made.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name("advies", request.plan.answers, "pdf")}"'
    return response


owner_report, reader_report = require_safe(with_links(show_report)), require_safe(for_reader(show_report))
owner_report_pdf, reader_report_pdf = require_safe(with_links(report_pdf)), require_safe(for_reader(report_pdf))
example_report, example_report_pdf = require_safe(for_example(show_report)), require_safe(for_example(report_pdf))
