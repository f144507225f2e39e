"""Delete what corrections need no longer: e-mail addresses, old declined proposals, counts per sender; every day."""

from django.core.management.base import BaseCommand

from platforms.models import Occasion, Proposal, Sender


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        emails, proposals = Proposal.forget()
        Sender.forget()
        Occasion.forget()
        if verbosity:
            self.stdout.write(f"{emails} e-mailadressen en {proposals} oude voorstellen gewist.")
