"""Delete the plans that nobody touched for as long as their owner chose, old reports, and what corrections need not.

Run it every day.
"""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from stappenplan.models import Plan
from stappenplan.report import forget_reports

# A report is made again when asked: after this many days it only takes room.
REPORT_DAYS = 7


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        expired = Plan.expired()
        count = expired.count()
        expired.delete()
        reports = forget_reports(REPORT_DAYS)
        call_command("forget_corrections", verbosity=0)
        call_command("prune_db_task_results", min_age_days=REPORT_DAYS, verbosity=0)
        self.stdout.write(f"{count} plannen en {reports} rapporten gewist.")
