"""The start page, going on from there with a link that was kept, and the page about the method."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from platforms.models import Catalogue
from platforms.pages.knowledge import count_catalogue
from platforms.pages.page_cache import cached_in_memory
from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS
from stappenplan.method.assessment.shelves import INTROS, TITLES
from stappenplan.method.evidence.reliability import (
    HURWICZ_ALPHA,
    HURWICZ_INTERVAL,
    INFERRED,
    PROVIDER_STATEMENT,
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
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.verdicts import CAUSES, VERDICTS
from stappenplan.models import hash_token
from stappenplan.municipalities.names import everyday_name
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.form_addresses import sent_from
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans.access import find_live_plan, group_behind, remembered_tokens
from stappenplan.plans.examples import example_plan
from stappenplan.plans.pasted_links import find_tokens
from stappenplan.wizard.answers.summary import answer_in_words

from .method_tables import method_tables, shelf_example, together_example

# A village, a district and a village that is no place of the register.
EXAMPLE_PLACES = ("Maarn", "Charlois", "Nieuw-Dijk")
# So many characters of a pasted text are shown again when no link in it opens anything.
PASTED_AT_MOST = 2000


@require_safe
def home_page(request, resume_error="", pasted=""):
    catalogue = Catalogue.current()
    context = {
        "section": "stappenplan",
        "counts": count_catalogue(catalogue.platforms),
        "example": start_page_example(catalogue),
        "example_places": EXAMPLE_PLACES,
        "own_plans": list_own_plans(request),
        "resume_error": resume_error,
        "pasted": pasted,
    }
    return render(request, "stappenplan/pages/home.html", context)


def list_own_plans(request) -> list[dict]:
    """The plans that this browser remembers, the latest first: where they are, and what they are about."""
    plans = [(token, find_live_plan(edit_hash=hash_token(token))) for token in remembered_tokens(request)]
    return [
        {
            "url": reverse("plan", args=[token]),
            "token": token,
            "changed": plan.changed,
            "place": everyday_name(plan.answers.get("place") or ""),
            "goal": answer_in_words(QUESTIONS["goal_main"], plan.answers.get("goal_main")),
        }
        for token, plan in plans
        if plan
    ]


@sent_from("home")
@keep_private
def resume_link(request):
    """Open a plan by the link that its owner kept: all of it, its last part, or what a mail program made of it.

    What opens nothing stays in its field, to be mended; no browser or cache keeps that page.
    """
    pasted = request.POST.get("link", "")
    for token in find_tokens(pasted):
        if find_live_plan(edit_hash=hash_token(token)):
            return redirect("plan", token=token)
        if find_live_plan(view_hash=hash_token(token)):
            return redirect("view_advice", token=token)
        if group_behind(token)[0]:
            return redirect("group", token=token)
    check_rate_limit(request, "wrong_links")
    request.method = "GET"
    fault = gettext("We kunnen met deze link niets openen. Controleer of u hem helemaal plakte.")
    response = home_page(request, fault, pasted[:PASTED_AT_MOST])
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
        "reliabilities": [(basis, RELIABILITY[basis, RECENT]) for basis in (STATED, INFERRED, PROVIDER_STATEMENT)],
        "version": METHOD_VERSION,
    }
    return render(request, "stappenplan/pages/method.html", context)


def start_page_example(catalogue):
    """The advice shown on the start page: the first example over the real catalogue, computed once per version."""
    if getattr(catalogue, "example", None) is None:
        catalogue.example = example_plan("gemeente", catalogue).advice(catalogue) if catalogue.platforms else None
    return catalogue.example
