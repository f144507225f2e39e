"""Check a municipality's theme before it is used: `manage.py check_theme /srv/theme`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stappenplan.theme.contrast import PAIRS
from stappenplan.theme.validation import find_theme_faults


class Command(BaseCommand):
    help = "Checks a theme: only tokens in theme.css, and enough contrast between colours that meet."
    requires_system_checks = ()  # they would stop this command at the fault that it must tell

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.THEME_DIR, help="default: THEME_DIR")

    def handle(self, folder, **options):
        if not folder:
            raise CommandError("Name the folder of the theme, or set THEME_DIR.")
        faults = find_theme_faults(folder)
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"The theme in {folder} can be used: {len(PAIRS)} pairs of colours have enough contrast.")
