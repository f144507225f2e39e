from django.apps import AppConfig
from django.conf import settings


class StappenplanConfig(AppConfig):
    name = "stappenplan"

    def ready(self):
        from platforms.models import Catalogue
        from stappenplan.municipalities.changes import changes_in_effect, current_names
        from stappenplan.municipalities.names import is_municipality
        from stappenplan.operations.configuration import checks  # noqa: F401  (registers itself)
        from stappenplan.staff import login_log, sessions  # noqa: F401  (registers itself)

        Catalogue.name_changes, Catalogue.current_names = staticmethod(changes_in_effect), staticmethod(current_names)
        Catalogue.knows_municipality = staticmethod(is_municipality)
        if settings.THEME_DIR:
            # Only a theme needs a CSS parser in memory.
            from stappenplan.theme import checks as theme_checks  # noqa: F401  (registers itself)
