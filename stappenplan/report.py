"""The report: advice -> HTML -> a row and a task -> a PDF that is kept until the plan changes or goes.

What each section says is chosen in `sections/`; the templates lay it out; `pdf.py` makes the file.
"""

import hashlib
import json
import logging
import time
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from . import pdf
from .groups import group_of, outcome_of
from .method import METHOD_VERSION
from .method.declarations import OFFICIAL
from .method.text import _
from .models import Report
from .record import record_of, seal_pdf
from .sections.memo import official_sections
from .sections.neighbours import resident_sections
from .sections.together import said_together

# A worker that is still working after this long is gone: rendering takes 45 seconds at most.
STUCK_SECONDS = 120
# Who waits longer than this is not counted any more: no worker ran, or its task was lost.
LOST_SECONDS = 60 * 60
# A failed report is tried again for who asks so long after it.
RETRY_SECONDS = 60
ATTEMPTS = 2
POLL_SECONDS = 0.2
STUCK = _("Het maken van het rapport is twee keer afgebroken. Probeer het later opnieuw.")
GONE = _("Dit rapport is gewist.")

logger = logging.getLogger(__name__)


class LineIsFull(Exception):
    """Too many reports wait to be made; this one was not added."""


def report_html(plan, advice, catalogue, language) -> str:
    """The whole report as one HTML page: the memo for an official, the pages for the neighbours for a resident.

    `plan` offers `answers`, `emphasis` and `changed` (when the answers last changed: the date on the paper). The same
    plan, advice and catalogue give the same HTML, on any day. In its head is the record that goes along in the PDF.
    """
    official = advice.profile.says("audience", OFFICIAL)
    with translation.override(language):
        context = {
            "language": language,
            "changed": timezone.localdate(plan.changed),
            "advice": advice,
            "profile": advice.profile,
            "shortlist": advice.ranking,
            "catalogue": catalogue,
            "method_version": METHOD_VERSION,
            "is_example": plan.is_example,
            "record": record_of(plan, advice, catalogue),
            "together": chosen_together(plan, catalogue),
        }
        sections = official_sections if official else resident_sections
        template = "report_official.html" if official else "report_resident.html"
        return render_to_string(f"stappenplan/{template}", context | sections(advice, catalogue, plan.answers))


def make_pdf(html) -> pdf.Pdf:
    """The report as a PDF/UA file, sealed by this installation. Errors: `pdf.PdfError`."""
    made = pdf.render(html)
    return made._replace(data=seal_pdf(made.data))


@cache
def code_version() -> str:
    """A digest of everything the report is made with: code, words and look. Another one, another report."""
    root = settings.BASE_DIR
    parts = (
        "stappenplan/**/*.py",
        "platforms/**/*.py",
        "stappenplan/locale/**/*.mo",
        "templates/**/*",
        "static/report.css",
    )
    files = sorted(file for part in parts for file in root.glob(part) if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def key_of(plan, catalogue, language) -> str:
    """What a report is known by: all that its HTML is a pure function of."""
    changed = timezone.localdate(plan.changed).isoformat()
    parts = [code_version(), language, plan.answers, plan.emphasis, changed, catalogue.label]
    group = group_of(plan)
    if group and outcome_of(group, catalogue):
        parts.append(group.outcome["key"])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def chosen_together(plan, catalogue) -> dict | None:
    """What the group of this plan says together; None without a group, and while nobody in it counts."""
    group = group_of(plan)
    outcome = group and outcome_of(group, catalogue)
    return outcome and said_together(outcome, catalogue)


def report_for(plan, catalogue, language, before_new=lambda: None) -> Report:
    """The report of a plan as it is now: the row that exists, or a new one with its task in the queue.

    Only a new report costs an advice and its HTML; asking again costs one row.

    Removes the plan's older reports in this language: they hold answers that were changed. A report whose worker
    died is tried once more, then failed; a failed one is tried from the start for who asks a minute later. Errors:
    `LineIsFull` for a new report when REPORTS_WAITING others wait already; what `before_new` raises, which is called
    before one is made.
    The report of an example belongs to no plan, and to everybody.
    """
    owner = None if plan.is_example else plan
    key = key_of(plan, catalogue, language)
    known = Report.objects.filter(plan=owner, key=key).defer("html").first()
    if known is not None and known.state == Report.State.READY:
        return known
    if known is None and waiting().count() >= settings.REPORTS_WAITING:
        raise LineIsFull
    if known is None:
        before_new()
    # Rendered before the transaction: it takes a while, and would hold the write lock of SQLite.
    html = "" if known else report_html(plan, plan.advice(catalogue), catalogue, language)
    with transaction.atomic():
        Report.objects.get_or_create(plan=owner, key=key, defaults={"language": language, "html": html, "attempts": 0})
        report = Report.objects.select_for_update().get(plan=owner, key=key)
        if report.state == Report.State.WAITING and report.attempts == 0:
            if owner:
                Report.objects.filter(plan=owner, language=language).exclude(pk=report.pk).delete()
            put_in_queue(report)
        elif is_since(report, Report.State.WORKING, STUCK_SECONDS):
            give_up(report) if report.attempts >= ATTEMPTS else put_in_queue(report)
        elif is_since(report, Report.State.FAILED, RETRY_SECONDS):
            report.attempts = 0
            put_in_queue(report)
    return report


def waiting():
    """The reports in the waiting line; without those that have stood there so long that nobody will come for them."""
    since = timezone.now() - timedelta(seconds=LOST_SECONDS)
    return Report.objects.filter(state=Report.State.WAITING, changed__gt=since)


def ahead_of(report) -> int:
    """How many reports come before this one: those being made, and those longer in the line. Only while it waits."""
    if report.state != Report.State.WAITING:
        return 0
    since = timezone.now() - timedelta(seconds=STUCK_SECONDS)
    working = Report.objects.filter(state=Report.State.WORKING, changed__gt=since)
    return working.count() + waiting().filter(changed__lt=report.changed).count()


def put_in_queue(report):
    """Ask a worker to make this report; counts as an attempt."""
    report.state, report.error = Report.State.WAITING, ""
    report.attempts += 1
    report.save(update_fields=["state", "error", "attempts", "changed"])
    render_report.enqueue(report.pk)


def is_since(report, state, seconds) -> bool:
    """Whether the report is in this state, and nothing changed for longer than so many seconds."""
    return report.state == state and timezone.now() - report.changed > timedelta(seconds=seconds)


def give_up(report):
    report.state, report.error = Report.State.FAILED, STUCK
    report.save(update_fields=["state", "error", "changed"])


def wait_for(report, seconds) -> Report:
    """The report once it is ready or failed, or as it is after so many seconds; failed when its plan was erased."""
    until = time.monotonic() + seconds
    while report.state in (Report.State.WAITING, Report.State.WORKING) and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
        try:
            report.refresh_from_db(fields=["state", "error", "pages", "pdf"])
        except Report.DoesNotExist:
            report.state, report.error = Report.State.FAILED, GONE
    return report


def forget_reports(days) -> int:
    """Delete the reports made more than so many days ago; they are made again when asked. Returns how many."""
    deleted, _each = Report.objects.filter(created__lt=timezone.now() - timedelta(days=days)).delete()
    return deleted


@task()
def render_report(report_id: int) -> None:
    """Make one report, in a worker; nothing happens when it was erased or another worker has it."""
    rows = Report.objects.filter(pk=report_id)
    taken = rows.filter(state=Report.State.WAITING).update(state=Report.State.WORKING, changed=timezone.now())
    html = rows.values_list("html", flat=True).first()
    if not taken or html is None:
        return
    try:
        made = make_pdf(html)
    except pdf.PdfError as error:
        logger.warning("Report %s failed: %s (%s)", report_id, error, error.__cause__)
        rows.update(state=Report.State.FAILED, error=str(error), changed=timezone.now())
    else:
        # The HTML has done its work; the answers in it need not be kept twice.
        rows.update(state=Report.State.READY, pdf=made.data, pages=made.pages, html="", changed=timezone.now())
