"""Write docs/accountability/register.md from the retention rules of the models."""

from django.conf import settings
from django.core.management.base import BaseCommand

from stappenplan.operations.retention.processing_register import register_markdown


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        (settings.BASE_DIR / "docs" / "accountability" / "register.md").write_text(
            register_markdown(), encoding="utf-8"
        )
