"""Delete what has expired: plans, reports, counts, sessions and failed logins.

Run it every day: bin/nightly does. A part that fails does not stop the next one.
"""

import logging
from datetime import timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from stappenplan.models import Plan, RateLimitCount
from stappenplan.operations.retention.erasure import empty_log
from stappenplan.operations.retention.nightly_round import note_round
from stappenplan.operations.retention.processing_register import ATTEMPT_DAYS, REPORT_DAYS
from stappenplan.report.batch import delete_old_batches
from stappenplan.report.queue import delete_old_reports, delete_old_tasks

log = logging.getLogger(__name__)


def delete_expired_plans() -> int:
    """Delete the plans whose time is over. Returns how many."""
    expired = Plan.expired()
    count = expired.count()
    expired.delete()
    return count


def delete_old_attempts():
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - timedelta(days=ATTEMPT_DAYS)).delete()


PARTS = {
    "plans": delete_expired_plans,
    "reports": lambda: delete_old_reports(REPORT_DAYS),
    "rate limits": RateLimitCount.delete_old,
    "corrections": lambda: call_command("delete_expired_corrections", verbosity=0),
    "tasks": lambda: delete_old_tasks(REPORT_DAYS),
    "batches": delete_old_batches,
    "sessions": lambda: call_command("clearsessions", verbosity=0),
    "failed logins": delete_old_attempts,
}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # what expired is deleted all the same; the start of the site checks the code

    def add_arguments(self, parser):
        parser.add_argument(
            "--incomplete", action="store_true", help="another part of this night failed: do not note it as done"
        )

    def handle(self, incomplete=False, **options):
        done, failed = {}, []
        for name, part in PARTS.items():
            try:
                with transaction.atomic():
                    done[name] = part()
            except Exception:  # whatever it is, the rest has to be deleted
                log.exception("the nightly round could not do its part: %s", name)
                failed.append(name)
        empty_log()
        self.stdout.write(f"{done.get('plans', 0)} plans and {done.get('reports', 0)} reports deleted.")
        if failed:
            raise CommandError(f"Not deleted: {', '.join(failed)}. The log says why.")
        if not incomplete:
            note_round()
