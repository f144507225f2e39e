"""Delete expired e-mail addresses, declined proposals, counts of corrections and answers of old rounds. Run daily."""

from django.core.management.base import BaseCommand

from platforms.models import CountedAdvice, Experience, FollowUp, Invitation, Proposal, ShownMunicipality, UserSummary


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        emails, proposals = Proposal.delete_expired()
        CountedAdvice.delete_old()
        for model in (Invitation, FollowUp, Experience, UserSummary, ShownMunicipality):
            model.delete_expired()
        if verbosity:
            self.stdout.write(f"{emails} e-mail addresses and {proposals} old proposals deleted.")
