from django.core.management.base import BaseCommand

from platforms.models import Catalogue


class Command(BaseCommand):
    help = "Zegt dat de catalogus is veranderd. Nodig nadat u met SQL iets heeft gewijzigd."

    def handle(self, *args, **options):
        Catalogue.touch()
        self.stdout.write(f"Catalogus: versie {Catalogue.objects.get().version}.")
