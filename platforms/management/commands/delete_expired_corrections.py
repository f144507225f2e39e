"""Delete expired e-mail addresses, declined proposals and counts of corrections. Run daily."""

from django.core.management.base import BaseCommand

from platforms.models import CountedAdvice, Proposal


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        emails, proposals = Proposal.delete_expired()
        CountedAdvice.delete_old()
        if verbosity:
            self.stdout.write(f"{emails} e-mail addresses and {proposals} old proposals deleted.")
