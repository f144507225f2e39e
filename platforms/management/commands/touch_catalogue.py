from django.core.management.base import BaseCommand

from platforms.models import Catalogue


class Command(BaseCommand):
    help = "Marks the catalogue as changed. Needed after a change with SQL."

    def handle(self, *args, **options):
        Catalogue.touch()
        self.stdout.write(f"Catalogue: version {Catalogue.objects.get().version}.")
