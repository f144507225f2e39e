"""Write docs/operate/settings.md from the declarations in stappenplan/settings.py."""

from django.conf import settings
from django.core.management.base import BaseCommand

from stappenplan.operations.configuration.settings_table import settings_markdown


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        (settings.BASE_DIR / "docs" / "operate" / "settings.md").write_text(settings_markdown(), encoding="utf-8")
