"""Delete what was kept long enough: plans that nobody touches, old reports, counts, ended sessions, failed logins.

Run it every day.
"""

from datetime import timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from stappenplan.batch import forget_batches
from stappenplan.models import Plan
from stappenplan.report import forget_reports

# A report is made again when asked: after this many days it only takes room.
REPORT_DAYS = 7
# Failed logins of staff lock for an hour; after this many days they serve nothing.
ATTEMPT_DAYS = 1


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        expired = Plan.expired()
        count = expired.count()
        expired.delete()
        reports = forget_reports(REPORT_DAYS)
        call_command("forget_corrections", verbosity=0)
        call_command("prune_db_task_results", min_age_days=REPORT_DAYS, verbosity=0)
        forget_batches()
        call_command("clearsessions", verbosity=0)
        AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - timedelta(days=ATTEMPT_DAYS)).delete()
        self.stdout.write(f"{count} plannen en {reports} rapporten gewist.")
