"""The queue of reports: a row and a task, a worker that makes the PDF, and the PDF until the plan changes or goes."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from stappenplan.method.text import _
from stappenplan.models import Plan, Report
from stappenplan.models.bookkeeping import log_failed_writes
from stappenplan.plans.upgrade import drop_obsolete_answers

from .document import key_of, make_pdf, report_html
from .pdf.renderer import PdfError

# A worker that reported nothing for this long is gone; while it works it reports every SAY_SECONDS.
STUCK_SECONDS = 60
SAY_SECONDS = 5
# So long a report waits for its turn while the queue stands still.
IDLE_QUEUE_SECONDS = 100
# A report that waits longer than this no longer counts: no worker ran, or its task was lost.
LOST_SECONDS = 60 * 60
# Seconds after which a failed report may be requested again.
RETRY_SECONDS = 60
ATTEMPTS_AT_MOST = 2
STUCK = _("Het maken van het rapport is twee keer afgebroken. Probeer het later opnieuw.")
NOT_STARTED = _("Er is nu niets dat rapporten maakt. Probeer het later opnieuw.")
NOT_KEPT = _("We kunnen nu geen rapport maken. Probeer het later opnieuw.")
ENDED_STATUSES = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
# The name under which earlier releases queued their tasks.
OLDER_PATH = "stappenplan.report.document.render_report"

log = logging.getLogger(__name__)


class QueueIsFull(Exception):
    """Too many reports wait to be made; this one was not added."""


def report_for(plan, catalogue, language, before_new=lambda: None) -> Report:
    """The report of a plan as it is now: the row that exists, or a new one with its task in the queue.

    Only a new report costs an advice and its HTML; asking again costs one row, and a look at its tasks while it waits.

    Removes the plan's older reports in this language: they hold answers that were changed. A report whose task or
    worker died is tried once more, then failed; a failed one is tried from the start for whoever asks a minute later.
    Errors: `QueueIsFull` for a new report when REPORTS_WAITING others wait already; what `before_new` raises, which is
    called before one is made; `Plan.DoesNotExist` when it was deleted meanwhile. When the database can be read only,
    the report is one that failed, and is not kept. The report of an example belongs to no plan, and to everybody.
    """
    owner = None if plan.is_example else plan
    key = key_of(plan, catalogue, language)
    known = Report.objects.filter(plan=owner, key=key).defer("html").first()
    if known is not None and not needs_a_worker(known):
        return known
    if known is None and waiting_reports().count() >= settings.REPORTS_WAITING:
        raise QueueIsFull
    if known is None:
        before_new()
    # Rendered before the transaction: it takes a while, and would hold the write lock of SQLite.
    html = "" if known else report_html(plan, plan.advice(catalogue), catalogue, language)
    try:
        kept = keep_report(plan, catalogue, language, key, html)
        return kept or report_for(reread_plan(plan), catalogue, language)
    except DatabaseError:
        log.warning("A report was not queued.", exc_info=True)
        return known or Report(plan=owner, key=key, language=language, state=Report.State.FAILED, error=NOT_KEPT)


def keep_report(plan, catalogue, language, key, html) -> Report | None:
    """Keep the report with this key, new when there is `html`, and see that a worker makes it.

    None when what it says was changed or erased meanwhile: what is no longer said must not be kept again.
    Errors: `Plan.DoesNotExist`.
    """
    with transaction.atomic():
        now = reread_plan(plan, locked=True)
        if key_of(now, catalogue, language) != key:
            return None
        owner = None if plan.is_example else now
        if html:
            defaults = {"language": language, "html": html, "attempts": 0}
            Report.objects.get_or_create(plan=owner, key=key, defaults=defaults)
        report = Report.objects.select_for_update().filter(plan=owner, key=key).first()
        if report and needs_a_worker(report):
            give_to_a_worker(report)
    return report


def reread_plan(plan, locked=False):
    """The plan as the database has it now, without answers that an upgrade left behind. Errors: `Plan.DoesNotExist`."""
    if plan.is_example:
        return plan
    now = (Plan.objects.select_for_update() if locked else Plan.objects).get(pk=plan.pk)
    drop_obsolete_answers(now)
    return now


def needs_a_worker(report) -> bool:
    """Whether something must be done for this report to be made: it is new, or what should make it is gone."""
    if report.state == Report.State.FAILED:
        return is_longer_ago(report.changed, RETRY_SECONDS)
    if report.state == Report.State.READY:
        return False
    return report.attempts == 0 or is_abandoned(report)


def is_abandoned(report) -> bool:
    """Whether nobody makes this report, though it waits or is being made.

    Its tasks tell: each may have ended without it (the database went away), or be held by a worker that was killed. A
    worker that lives says every few seconds that it works. A task that nobody took yet counts while others are taken.
    """
    tasks = tasks_of(report)
    if not tasks.exclude(status__in=ENDED_STATUSES).exists():
        return True
    if report.state == Report.State.WORKING:
        return is_longer_ago(report.changed, STUCK_SECONDS)
    if tasks.filter(status=TaskResultStatus.RUNNING).filter(filter_recent("started_at")).exists():
        return False
    if tasks.filter(status=TaskResultStatus.READY).exists():
        return is_longer_ago(report.changed, IDLE_QUEUE_SECONDS) and not is_queue_moving()
    return True


def tasks_of(report):
    """The tasks, of each attempt, to make this report."""
    arguments = {"args": [report.pk], "kwargs": {}}
    paths = (render_report.module_path, OLDER_PATH)
    return DBTaskResult.objects.filter(task_path__in=paths, args_kwargs=arguments)


def is_queue_moving() -> bool:
    """Whether a worker took a task lately, or said that it works."""
    working = Report.objects.filter(state=Report.State.WORKING)
    return (
        DBTaskResult.objects.filter(filter_recent("started_at")).exists()
        or working.filter(filter_recent("changed")).exists()
    )


def give_to_a_worker(report):
    """Queue a report that needs a worker; or give it up, with the reason, after ATTEMPTS_AT_MOST times."""
    if report.state == Report.State.FAILED:
        report.attempts = 0
    elif report.attempts == 0 and report.plan:
        Report.objects.filter(plan=report.plan, language=report.language).exclude(pk=report.pk).delete()
    if report.state == Report.State.WAITING and tasks_of(report).filter(status=TaskResultStatus.READY).exists():
        give_up(report, NOT_STARTED)
    elif report.attempts >= ATTEMPTS_AT_MOST:
        give_up(report, STUCK)
    else:
        put_in_queue(report)


def waiting_reports():
    """The reports in the queue, without those that have waited so long that nobody will come for them."""
    return Report.objects.filter(state=Report.State.WAITING, changed__gt=long_ago(LOST_SECONDS))


def ahead_of(report) -> int:
    """How many reports come before this one: those being made, and those queued earlier. Only while it waits."""
    if report.state != Report.State.WAITING:
        return 0
    working = Report.objects.filter(state=Report.State.WORKING, changed__gt=long_ago(STUCK_SECONDS))
    return working.count() + waiting_reports().filter(changed__lt=report.changed).count()


def put_in_queue(report):
    """Ask a worker to make this report; counts as an attempt."""
    report.state, report.error = Report.State.WAITING, ""
    report.attempts += 1
    report.save(update_fields=["state", "error", "attempts", "changed"])
    render_report.enqueue(report.pk)


def filter_recent(moment) -> Q:
    """The rows whose field of this name is no more than STUCK_SECONDS from now."""
    return Q(**{f"{moment}__range": (long_ago(STUCK_SECONDS), long_ago(-STUCK_SECONDS))})


def long_ago(seconds):
    return timezone.now() - timedelta(seconds=seconds)


def is_longer_ago(moment, seconds) -> bool:
    """Whether a moment is over so many seconds ago; or ahead by as many, after the clock was put back."""
    return abs(timezone.now() - moment) > timedelta(seconds=seconds)


def give_up(report, why):
    report.state, report.error = Report.State.FAILED, why
    report.save(update_fields=["state", "error", "changed"])


def delete_old_reports(days) -> int:
    """Delete the reports made more than so many days ago; they are made again when asked. Returns how many."""
    deleted, _each = Report.objects.filter(created__lt=timezone.now() - timedelta(days=days)).delete()
    return deleted


def delete_old_tasks(days) -> int:
    """Delete the tasks queued more than so many days ago, whatever became of them. Returns how many.

    The library deletes those that ended. One whose worker was killed runs for ever, and one without a worker waits.
    """
    deleted, _each = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - timedelta(days=days)).delete()
    return deleted


def once_in(seconds, write):
    """A function that does this write, when it did not so many seconds ago; a write that fails is passed over."""
    last = time.monotonic()

    def say():
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            with log_failed_writes("That a worker is alive was not kept."):
                write()

    return say


@task()
def render_report(report_id: int) -> None:
    """Make one report, in a worker; nothing happens when it was erased or another worker has it."""
    rows = Report.objects.filter(pk=report_id)
    taken = rows.filter(state=Report.State.WAITING).update(state=Report.State.WORKING, changed=timezone.now())
    html = rows.values_list("html", flat=True).first()
    # Without its HTML it was made in between, by a worker that was thought to be gone.
    if not taken or not html:
        return
    working = rows.filter(state=Report.State.WORKING)
    try:
        made = make_pdf(html, once_in(SAY_SECONDS, lambda: working.update(changed=timezone.now())))
    except PdfError as error:
        log.warning("Report %s failed: %s (%s)", report_id, error, error.__cause__)
        working.update(state=Report.State.FAILED, error=str(error), changed=timezone.now())
    else:
        # The HTML has done its work; the answers in it need not be kept twice.
        rows.update(state=Report.State.READY, pdf=made.data, pages=made.pages, html="", changed=timezone.now())
