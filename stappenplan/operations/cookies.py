"""Cookies of this site: their names, and how a browser keeps them."""

from datetime import timedelta

from django.conf import settings


def cookie_name(of="plan"):
    """What a cookie is called; that of the edit link when not said. With https it is bound to this host."""
    return f"__Host-{of}" if settings.HTTPS else of


def keep_cookie(response, name, value, days=None):
    """Keep something in this browser where no script reads it: so many days, or as long as a plan can live."""
    response.set_cookie(
        name,
        value,
        max_age=timedelta(days=days or settings.PLAN_DAYS_LONG),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response
