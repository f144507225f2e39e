"""The start page, going on from there with a link that was kept, and the page about the method."""

import re

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from platforms.models import Catalogue
from platforms.pages.page_cache import cached_in_memory
from stappenplan.advice import serialization
from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS
from stappenplan.method.assessment.shelves import INTROS, TITLES
from stappenplan.method.evidence.reliability import (
    HURWICZ_ALPHA,
    HURWICZ_INTERVAL,
    INFERRED,
    RECENT,
    RELIABILITY,
    STATED,
    UNKNOWN_SCORES,
)
from stappenplan.method.evidence.status import RECENT_MONTHS
from stappenplan.method.gates import GATES, WARNINGS
from stappenplan.method.law.declarations import points_on
from stappenplan.method.law.points import CHECKED_ON, LAW
from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import STEPS
from stappenplan.method.verdicts import CAUSES, VERDICTS
from stappenplan.models import hash_token
from stappenplan.operations.cookies import cookie_name
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans.access import find_live_plan, group_behind
from stappenplan.plans.examples import example_plan

from .method_tables import method_tables, shelf_example, together_example

# The link of a plan or of one of its pages, in either language, however much of it was pasted.
LINK = re.compile(r"/(?:plan|advies|samen)/(?P<token>[^/?#\s]+)")


# A village, a district and a village that is no place of the register.
EXAMPLE_PLACES = ("Maarn", "Charlois", "Nieuw-Dijk")


@require_safe
def home_page(request, resume_error=""):
    catalogue = Catalogue.current()
    token = request.COOKIES.get(cookie_name(), "")
    own = token and find_live_plan(edit_hash=hash_token(token))
    context = {
        "section": "stappenplan",
        "counts": serialization.counts(catalogue),
        "example": start_page_example(catalogue),
        "example_places": EXAMPLE_PLACES,
        "own_plan_url": reverse("plan", args=[token]) if own else None,
        "resume_error": resume_error,
    }
    return render(request, "stappenplan/pages/home.html", context)


@require_POST
def resume_link(request):
    """Open a plan by the link that its owner kept: a full link, or only its last part."""
    text = request.POST.get("link", "").strip()
    link = LINK.search(text)
    token = link["token"] if link else text
    if find_live_plan(edit_hash=hash_token(token)):
        return redirect("plan", token=token)
    if find_live_plan(view_hash=hash_token(token)):
        return redirect("view_advice", token=token)
    if group_behind(token)[0]:
        return redirect("group", token=token)
    check_rate_limit(request, "wrong_links")
    request.method = "GET"
    response = home_page(request, gettext("We kunnen met deze link niets openen. Controleer of u hem helemaal plakte."))
    response.status_code = 404
    return response


@require_safe
@cached_in_memory()
def method_page(request):
    """The method, generated from the declarations that compute."""
    context = {
        "section": "methode",
        "steps": STEPS,
        "criteria": CRITERIA,
        "tables": method_tables(),
        "together_example": together_example(),
        "shelf_example": shelf_example(),
        "knock_outs": KNOCK_OUTS,
        "gates": GATES,
        "law": points_on(LAW, timezone.localdate()),
        "law_checked_on": CHECKED_ON,
        "warnings": WARNINGS,
        "verdicts": [(verdict, tuple(CAUSES.get(key, {}).values())) for key, verdict in VERDICTS.items()],
        "sources": SOURCES.values(),
        "shelves": [(TITLES[key], INTROS[key]) for key in TITLES],
        "recent_months": RECENT_MONTHS,
        "unknown_weight": HURWICZ_ALPHA,
        "unknown_interval": HURWICZ_INTERVAL,
        "unknown_count": sum(UNKNOWN_SCORES.values()),
        "reliabilities": [(basis, RELIABILITY[basis, RECENT]) for basis in (STATED, INFERRED)],
        "version": METHOD_VERSION,
    }
    return render(request, "stappenplan/pages/method.html", context)


def start_page_example(catalogue):
    """The advice shown on the start page: the first example over the real catalogue, computed once per version."""
    if getattr(catalogue, "example", None) is None:
        catalogue.example = example_plan("gemeente", catalogue).advice(catalogue) if catalogue.platforms else None
    return catalogue.example
