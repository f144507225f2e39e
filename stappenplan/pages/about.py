"""The pages about the site itself."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from platforms.files import open_data
from stappenplan.operations.retention import processing_register
from stappenplan.staff.lockout import DEVICE_DAYS

ABOUT = ("wie-maakt-dit", "toegankelijkheid", "privacy", "wie-betaalt-dit", "open-data", "code", "melding-doen")


@require_safe
def about_page(request, page):
    context = {
        "section": "",
        "days": settings.PLAN_DAYS,
        "days_long": settings.PLAN_DAYS_LONG,
    }
    if page == "privacy":
        context |= {
            "kept": processing_register.list_visitor_data(),
            "device_days": DEVICE_DAYS,
            "may_frame": bool(settings.EMBED_ORIGINS),
        }
    if page == "open-data":
        context |= open_data.list_data_files()
    return render(request, f"stappenplan/pages/about/{page}.html", context)
