"""Reports in batches: the work for one neighbourhood, and spreading a batch over all report workers.

Spread, each neighbourhood is a task in the queue that visitors' reports go through too, behind those. So every machine
that has the same database takes part. Nothing of a batch stays in the queue once its file is written.
"""

import base64
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from platforms.models import Catalogue
from platforms.text import join_words
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import _
from stappenplan.models import Plan
from stappenplan.municipalities.names import everyday_name
from stappenplan.text import say

from .document import code_version, make_pdf, report_html
from .pdf.renderer import PdfError
from .queue import ATTEMPTS_AT_MOST, SAY_SECONDS, STUCK, STUCK_SECONDS, once_in
from .sections.evidence import find_leading

SUMMARY_COLUMNS = (
    _("Bestand"),
    _("Plaats"),
    _("Voor wie"),
    _("Doel"),
    _("Oordeel"),
    "1",
    "2",
    "3",
    _("Draait het?"),
    _("Zekerheid"),
)
AUDIENCES = {OFFICIAL: _("gemeente"), RESIDENT: _("bewoners")}
OTHER_VERSION = _("Een werker draait een andere versie van dit programma.")
BATCH_BROKEN = _("Het rapport is niet gelukt. Kijk in het logboek van de werkers.")
# Below that of visitors, who look at a page that waits.
PRIORITY = -50
POLL_SECONDS, AT_A_TIME, SILENT_SECONDS = 0.3, 20, 30
# A batch that was broken off leaves its tasks; after this many days they hold answers for nobody.
LEFT_DAYS = 1


def row_of(name, advice) -> list[str]:
    """One line of the summary, a cell for each of COLUMNS, in the active language."""
    profile = advice.profile
    goal = profile.answer("goal_main")
    first, ranks = find_leading(advice), advice.shelves[0].ranks
    names = [join_words(one.platform.name for one in first if ranks[one.platform.slug] == place) for place in (1, 2, 3)]
    return [
        name,
        everyday_name(profile.answer("place") or ""),
        say(AUDIENCES[profile.answer("audience")]),
        say(QUESTIONS["goal_main"].option(goal).label) if goal else "",
        say(advice.verdict.text),
        *names,
        "; ".join(say(one.evidence.mark) for one in first),
        confidence_words(advice),
    ]


def confidence_words(advice) -> str:
    """How sure the advice is, weights and evidence together: "zeker (87/100)"; nothing when there is no order."""
    ranked = advice.ranking.ranked
    if len(ranked) < 2:
        return ""
    times = round(100 * advice.robustness.acceptability[ranked[0].platform.slug].first)
    return f"{say(advice.confidence.word)} ({times}/100)"


# --- spread over the workers ----------------------------------------------------------------------------------------


@task(priority=PRIORITY, takes_context=True)
def make_report(context, name: str, answers: dict, emphasis: dict, changed: str, language: str, version: str) -> dict:
    """The work for one neighbourhood, in a worker: {"row", "pdf" in base64}, or {"fault"}: a marked sentence.

    While it works, it starts anew every few seconds, as far as others can see: so they know that it lives.
    """
    if version != code_version():
        return {"fault": OTHER_VERSION}
    plan = Plan(answers=answers, emphasis=emphasis, changed=datetime.fromisoformat(changed))
    catalogue = Catalogue.current()
    mine = DBTaskResult.objects.filter(pk=context.task_result.id)
    alive = once_in(SAY_SECONDS, lambda: mine.update(started_at=timezone.now()))
    with translation.override(language):
        advice = plan.advice(catalogue)
        try:
            made = make_pdf(report_html(plan, advice, catalogue, language), alive)
        except PdfError as error:
            return {"fault": str(error)}
        return {"row": row_of(name, advice), "pdf": base64.b64encode(made.data).decode()}


def spread_plans(plans: Mapping[str, Plan], language: str, silent: Callable[[], None]) -> Iterator[tuple[str, dict]]:
    """Have the workers make the reports of these plans (name -> plan); gives (name, what `make_report` gave).

    In the order in which they are ready. A task whose worker died is given to another one once. `silent` is called,
    once, when no worker takes anything.
    """
    version = code_version()
    names = {}
    try:
        for name, plan in plans.items():
            changed = plan.changed.isoformat()
            result = make_report.enqueue(name, plan.answers, plan.emphasis, changed, language, version)
            names[str(result.id)] = name
        heard = time.monotonic()
        while names:
            for row in finished_tasks(names):
                name, heard = names.pop(str(row.pk)), time.monotonic()
                row.delete()
                yield name, row.return_value if row.status == TaskResultStatus.SUCCESSFUL else {"fault": BATCH_BROKEN}
            for row in stuck_tasks(names):
                if len(row.worker_ids) < ATTEMPTS_AT_MOST:
                    DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.READY, started_at=None)
                else:
                    row.delete()
                    yield names.pop(str(row.pk)), {"fault": STUCK}
            if heard and time.monotonic() - heard > SILENT_SECONDS and not among(names).running().exists():
                heard = None
                silent()
            time.sleep(POLL_SECONDS if names else 0)
    finally:
        among(names).delete()


def among(names):
    return DBTaskResult.objects.filter(pk__in=names)


def finished_tasks(names):
    """Some of the tasks that are done; their files can be large."""
    return among(names).finished()[:AT_A_TIME]


def stuck_tasks(names):
    """The tasks that take longer than any report: their worker is gone."""
    return among(names).running().filter(started_at__lt=timezone.now() - timedelta(seconds=STUCK_SECONDS))


def delete_old_batches() -> int:
    """Delete what batches left that were broken off. Returns how many tasks."""
    before = timezone.now() - timedelta(days=LEFT_DAYS)
    deleted, _each = DBTaskResult.objects.filter(task_path=make_report.module_path, enqueued_at__lt=before).delete()
    return deleted
