"""Write docs/operate/settings.md from the declarations in stappenplan/settings.py."""

from django.conf import settings
from django.core.management.base import BaseCommand

from stappenplan.operations.configuration.settings_table import write_settings_table


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        (settings.BASE_DIR / "docs" / "operate" / "settings.md").write_text(write_settings_table(), encoding="utf-8")
