"""Delete the plans that nobody changed or opened for as long as their owner chose."""

from django.core.management.base import BaseCommand

from stappenplan.models import Plan


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        expired = Plan.expired()
        count = expired.count()
        expired.delete()
        self.stdout.write(f"{count} plannen gewist.")
