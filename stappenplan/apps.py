from django.apps import AppConfig
from django.conf import settings


class StappenplanConfig(AppConfig):
    name = "stappenplan"

    def ready(self):
        from stappenplan.operations.configuration import checks  # noqa: F401  (registers itself)
        from stappenplan.staff import login_log, sessions  # noqa: F401  (registers itself)

        if settings.THEME_DIR:
            # Only a theme needs a CSS parser in memory.
            from stappenplan.theme import checks as theme_checks  # noqa: F401  (registers itself)
