"""Context of every page besides that of its view."""

from django.conf import settings


def theme(request):
    """The municipality whose colours and logo this installation has; None without THEME_DIR."""
    if not settings.THEME_DIR:
        return {"theme": None}
    return {"theme": {"name": settings.THEME_NAME, "logo": settings.THEME_LOGO}}
