"""Write what staff changed as YAML files for platforms/catalogue, ready for a pull request."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from platforms.files import reader, validation, writer
from platforms.models import Platform


class Command(BaseCommand):
    help = "Writes the platforms that staff changed or added as YAML files."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="folder for the files")
        parser.add_argument("slugs", nargs="*", help="only these platforms; default: all that staff changed")

    def handle(self, *args, folder, slugs, **options):
        platforms = Platform.objects.order_by("slug").prefetch_related("fact_rows", "source_rows")
        chosen = [one for one in platforms if one.slug in slugs or (not slugs and (one.edits or not one.imported))]
        if unknown := sorted(set(slugs) - {platform.slug for platform in chosen}):
            raise CommandError(f"Unknown platforms: {', '.join(unknown)}.")
        folder.mkdir(parents=True, exist_ok=True)
        for platform in chosen:
            path = folder / f"{platform.slug}.yaml"
            path.write_text(writer.dump_platform(platform), encoding="utf-8")
            self.stdout.write(f"{path}: {', '.join(platform.edits) or 'new'}")
            for fault in validation.validate_record(reader.read_record(path), path):
                self.stderr.write(f"Not ready for the catalogue: {fault}")
        self.stdout.write(f"{len(chosen)} files written. Set the date in changed.txt to today.")
