"""Make a release of the catalogue files: archive, checksum, changelog and citation, ready for a commit."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from platforms.files import reader
from platforms.releases.archive import WrongArchive
from platforms.releases.changelog import RELEASES
from platforms.releases.making import NoRelease, make_release

CITATION = reader.CATALOGUE.parents[1] / "CITATION.cff"


class Command(BaseCommand):
    stealth_options = ("catalogue", "releases", "citation")
    help = "Makes a release of the catalogue files. Raise the date in changed.txt first."

    def handle(self, *args, catalogue=reader.CATALOGUE, releases=RELEASES, citation=CITATION, **options):
        call_command("load_catalogue", catalogue, check=True, stdout=self.stdout, stderr=self.stderr)
        try:
            release = make_release(catalogue, releases, citation)
        except (NoRelease, WrongArchive, OSError) as error:
            raise CommandError(f"No release was made. {error}") from error
        counts = ", ".join(f"{kind}: {count}" for kind, count in sorted(release.counts.items()) if count)
        self.stdout.write(f"Release {release.number} of {release.day}. {counts or 'The first.'}")
        self.stdout.write(f"{releases / release.file_name}\nSHA-256 {release.sha256}")
