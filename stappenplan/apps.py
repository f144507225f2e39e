from django.apps import AppConfig
from django.conf import settings


class StappenplanConfig(AppConfig):
    name = "stappenplan"

    def ready(self):
        from stappenplan.operations import checks  # noqa: F401  (registers itself)

        if settings.THEME_DIR:
            from stappenplan.theme import validation  # noqa: F401  (registers its check; only a theme needs a CSS parser in memory)
