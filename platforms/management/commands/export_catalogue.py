"""Write what staff changed as YAML files for platforms/catalogue, ready for a pull request."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from platforms.files import reader, writer
from platforms.models import Platform


class Command(BaseCommand):
    help = "Schrijft platforms die de redactie wijzigde of toevoegde als YAML-bestanden."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="map waarin de bestanden komen")
        parser.add_argument("slugs", nargs="*", help="alleen deze platforms; zonder: alles wat de redactie wijzigde")

    def handle(self, *args, folder, slugs, **options):
        platforms = Platform.objects.order_by("slug").prefetch_related("fact_rows", "source_rows")
        chosen = [one for one in platforms if one.slug in slugs or (not slugs and (one.edits or not one.imported))]
        if unknown := sorted(set(slugs) - {platform.slug for platform in chosen}):
            raise CommandError(f"Deze platforms kennen we niet: {', '.join(unknown)}.")
        folder.mkdir(parents=True, exist_ok=True)
        for platform in chosen:
            path = folder / f"{platform.slug}.yaml"
            path.write_text(writer.as_yaml(platform), encoding="utf-8")
            self.stdout.write(f"{path}: {', '.join(platform.edits) or 'nieuw'}")
            for fault in reader.check(reader.read(path), path):
                self.stderr.write(f"Nog niet klaar voor de catalogus: {fault}")
        self.stdout.write(f"{len(chosen)} bestanden geschreven. Zet ook de datum in changed.txt op vandaag.")
