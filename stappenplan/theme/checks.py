"""The system check that refuses a theme that is not right."""

from django.conf import settings
from django.core.checks import Error, register

from .validation import find_theme_faults


@register
def check_theme(app_configs, **kwargs):
    """The site does not start with a theme that has a fault."""
    if not settings.THEME_DIR:
        return []
    faults = find_theme_faults(settings.THEME_DIR)
    if settings.THEME_LOGO and not settings.THEME_NAME:
        faults.append("logo.svg needs THEME_NAME: the name of the municipality, for who does not see the picture.")
    return [Error(fault, id="stappenplan.E001") for fault in faults]
