"""The reports of the examples, made in the background before anybody asks for them."""

from contextlib import suppress

from django.conf import settings
from django_tasks import TaskResultStatus, task

from platforms.models import Catalogue
from stappenplan.models.bookkeeping import log_failed_writes
from stappenplan.plans.examples import EXAMPLES, example_plan

from .queue import QueueIsFull, report_for, tasks_of

# The reports of visitors come first.
PRIORITY = -50


@task(priority=PRIORITY)
def ask_for_example_reports() -> None:
    """Ask for the report of each example in each language; nothing is made twice."""
    catalogue = Catalogue.current()
    if not catalogue.platforms:
        return
    for name in EXAMPLES:
        for language, _label in settings.LANGUAGES:
            with suppress(QueueIsFull):
                report = report_for(example_plan(name, catalogue), catalogue, language)
                tasks_of(report).filter(status=TaskResultStatus.READY).update(priority=PRIORITY)


def queue_example_reports() -> None:
    """Leave it to a worker to ask for the reports of the examples; passed over when the database can be read only."""
    if not settings.EXAMPLE_REPORTS:
        return
    with log_failed_writes("The reports of the examples were not asked for."):
        ask_for_example_reports.enqueue()
