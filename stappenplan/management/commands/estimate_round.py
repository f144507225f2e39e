"""How much of what nobody knows a round along the most recommended platforms can settle at most."""

from django.core.management.base import BaseCommand

from platforms.models import Catalogue
from stappenplan.advice.round_reach import FACTS, estimate_reach


class Command(BaseCommand):
    help = "Counts the unknown deciding facts that a providers' round can settle at most. Changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--platforms", type=int, default=30, help="how many providers are asked (30)")

    def handle(self, *, platforms, **options):
        reach = estimate_reach(Catalogue.current(), max(platforms, 0))
        self.stdout.write(f"deciding facts: {', '.join(FACTS)}")
        self.stdout.write(f"asked: {', '.join(one.slug for one in reach.platforms)}")
        self.stdout.write(f"settled at most: {reach.settled} of {reach.unknown} unknown ({100 * reach.share:.1f}%)")
