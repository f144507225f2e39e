"""Delete expired e-mail addresses, declined proposals and counts of corrections. Run daily."""

from django.core.management.base import BaseCommand

from platforms.models import Occasion, Proposal, Sender


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        emails, proposals = Proposal.forget()
        Sender.forget()
        Occasion.forget()
        if verbosity:
            self.stdout.write(f"{emails} e-mail addresses and {proposals} old proposals deleted.")
