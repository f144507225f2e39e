"""The public pages: start, method, about and error pages."""

import re
import secrets
from functools import partial, wraps
from threading import Semaphore
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from platforms.files import open_data
from platforms.models import Catalogue
from platforms.pages.page_cache import kept_in_memory
from stappenplan.advice import serialization
from stappenplan.advice.comparison import chosen_to_compare, compare_groups
from stappenplan.advice.missing_facts import note_missed
from stappenplan.advice.reasons import standing
from stappenplan.advice.whats_new import news
from stappenplan.method import METHOD_VERSION
from stappenplan.method.criteria import CRITERIA
from stappenplan.method.gates import GATES, WARNINGS
from stappenplan.method.knock_outs import KNOCK_OUTS
from stappenplan.method.profile import profile_from
from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.method.verdicts import VERDICTS
from stappenplan.models import Plan, Report, hashed
from stappenplan.municipalities.names import everyday
from stappenplan.operations import processing_register
from stappenplan.operations.erasure import empty_log
from stappenplan.operations.rate_limits import spend
from stappenplan.plans.access import (
    alive,
    cookie_name,
    for_example,
    for_owner,
    for_reader,
    gone,
    group_behind,
    private,
    remember,
    with_links,
)
from stappenplan.plans.examples import start_page_example
from stappenplan.plans.filenames import file_name
from stappenplan.plans.links import PlanLinks
from stappenplan.plans.upgrade import set_apart
from stappenplan.report.document import LineIsFull, ahead_of, report_for, wait_for
from stappenplan.report.record import as_text, record_of
from stappenplan.staff.lockout import DEVICE_DAYS
from stappenplan.wizard.forms import StepForm, WhatIfForm, as_data, first_open_page
from stappenplan.wizard.views import answers_by_step, plan_wizard

from .method_tables import method_tables, together_example

ABOUT = ("toegankelijkheid", "privacy", "wie-betaalt-dit", "open-data", "code", "melding-doen")
SHOWN, REST = 3, 7
WHERE_AT_MOST = 5
REPORT_SECONDS = 20
# The link of a plan or of one of its pages, in either language, however much of it was pasted.
LINK = re.compile(r"/(?:plan|advies|samen)/(?P<token>[^/?#\s]+)")
# One waiting request per web process: the others are told to come back, so that waiting never stops the site.
waiting = Semaphore(1)


# --- start and quick check -----------------------------------------------------------------------------------------


@require_safe
def home(request, resume_error=""):
    catalogue = Catalogue.current()
    token = request.COOKIES.get(cookie_name(), "")
    own = token and alive(edit_hash=hashed(token))
    context = {
        "section": "stappenplan",
        "counts": serialization.counts(catalogue),
        "example": start_page_example(catalogue),
        "own_plan_url": reverse("plan", args=[token]) if own else None,
        "resume_error": resume_error,
    }
    return render(request, "stappenplan/pages/home.html", context)


@require_POST
def start(request):
    """A new plan; answers that come along from the quick check are kept when they are valid."""
    data = {key: request.POST.getlist(key) for key in (question.key for question in QUICK_CHECK) if key in request.POST}
    form = StepForm(request.POST, questions=[QUESTIONS[key] for key in data])
    form.is_valid()
    spend(request, "plans")
    _plan, token = Plan.start({key: value for key, value in form.cleaned_data.items() if value})
    return remember(redirect("step", token=token, step=STEPS[0].key), token)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def quick_check(request):
    """Eight questions and the verdict, on one page; nothing is stored."""
    answers = {}
    form = StepForm(request.POST or None, questions=QUICK_CHECK)
    advice = None
    catalogue = Catalogue.current()
    if request.method == "POST" and form.is_valid() and catalogue.platforms:
        spend(request, "advices")
        answers = {key: value for key, value in form.cleaned_data.items() if value}
        advice = Plan(answers=answers).advice(catalogue)
    context = {
        "section": "stappenplan",
        "catalogue": catalogue,
        "form": form,
        "advice": advice,
        "result": advice is not None,
        "hidden": [(key, value) for key in answers for value in as_data(answers, QUICK_CHECK).getlist(key)],
        "chosen": answers,
    }
    return render(request, "stappenplan/wizard/quick_check.html", context)


@require_POST
def resume_link(request):
    """Open a plan by the link that its owner kept: a full link, or only its last part."""
    text = request.POST.get("link", "").strip()
    link = LINK.search(text)
    token = link["token"] if link else text
    if alive(edit_hash=hashed(token)):
        return redirect("plan", token=token)
    if alive(view_hash=hashed(token)):
        return redirect("view_advice", token=token)
    if group_behind(token)[0]:
        return redirect("group", token=token)
    spend(request, "wrong_links")
    request.method = "GET"
    response = home(request, gettext("We kunnen met deze link niets openen. Controleer of u hem helemaal plakte."))
    response.status_code = 404
    return response


@require_POST
def forget_device(request):
    """Forget the link on this device; the plan itself stays."""
    response = redirect("home")
    response.delete_cookie(cookie_name(), samesite="Lax")
    return response


# --- one plan ------------------------------------------------------------------------------------------------------


@require_safe
@for_owner
def resume(request, token):
    """Go on where the plan is: the first open page, or the advice when nothing is open."""
    page = first_open_page(request.plan.answers)
    target = redirect("step", token=token, step=page) if page else redirect("advice", token=token)
    return remember(target, token)


@for_owner
def step(request, token, step):
    return plan_wizard(request, token=token, step=step)


@require_safe
@for_owner
def keep(request, token):
    context = {
        "section": "stappenplan",
        "plan": request.plan,
        "plan_links": PlanLinks.for_owner(request, token),
        "once": secrets.token_urlsafe(32),
        "open_step": first_open_page(request.plan.answers),
        "expires": request.plan.expires,
        "days": settings.PLAN_DAYS,
        "days_long": settings.PLAN_DAYS_LONG,
    }
    return render(request, "stappenplan/plans/save.html", context)


@require_POST
@for_owner
def keep_longer(request, token):
    request.plan.keep_long = request.POST.get("long") == "1"
    request.plan.save(update_fields=["keep_long"])
    return redirect("keep", token=token)


@require_POST
@private
def renew_link(request, token):
    """Make the owner's link or the reader's anew, or stop the reader's: the old one is of no use from then on."""
    if request.POST.get("link") == "owner":
        return renew_owner_link(request, token)
    return renew_reader_link(request, token)


def renew_owner_link(request, token):
    """The form says which link comes next, so a proxy that sends it twice, or a second press, loses no link."""
    once = request.POST.get("once", "")
    plan, again = alive(edit_hash=hashed(token)), Plan.next_token(token, once)
    new = plan and plan.renew(token, once)
    if not new and alive(edit_hash=hashed(again)):
        new = again
    return remember(redirect("keep", token=new), new) if new else gone(request)


@for_owner
def renew_reader_link(request, token):
    link = request.POST.get("link")
    if link == "reader":
        request.plan.share(token)
    elif link == "nobody":
        request.plan.stop_sharing()
    return redirect(reverse("keep", args=[token]) + "#meelezen")


@require_POST
@for_owner
def forget_outdated(request, token):
    """The owner has read which answers no longer hold: they go."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        set_apart(plan)
        plan.save(update_fields=["answers", "emphasis"])
    return redirect("plan", token=token)


@require_POST
@for_owner
def forget(request, token):
    """Delete the plan at once, with its reports."""
    request.plan.delete()
    empty_log()
    response = render(request, "stappenplan/plans/deleted.html", {"section": "stappenplan"})
    response.delete_cookie(cookie_name(), samesite="Lax")
    return response


def advice_context(request, links, catalogue, seen=None):
    """What the advice, the comparison and their states have in common. `seen`: the plan to advise on, if another."""
    plan = request.plan
    advice = (seen or plan).advice(catalogue)
    if seen in (None, plan):
        note_missed(plan, advice)
    owner = links.overview is not None
    return {
        "section": "stappenplan",
        "plan": plan,
        "plan_links": links,
        "reader": not owner,
        "catalogue": catalogue,
        "method_version": METHOD_VERSION,
        "advice": advice,
        "profile": advice.profile,
        "shortlist": advice.ranking,
        "audience": advice.profile.answer("audience"),
        "place_name": everyday(advice.profile.answer("place") or ""),
        "open_step": first_open_page(plan.answers) if owner else None,
    }


def without_advice(request, links, catalogue):
    """The page instead of an advice, when there can be none; None when there can.

    An advice needs to know who asks: the owner goes to the question, a reader is told. And it needs platforms: what
    it would say of an empty catalogue ("nothing meets your musts") is not true.
    """
    if not request.plan.answers.get("audience"):
        if links.overview:
            return redirect("step", token=links.token, step=STEPS[0].key)
        return render(request, "stappenplan/plans/not_ready.html", {"section": "stappenplan"})
    if not catalogue.platforms:
        context = {"section": "stappenplan", "plan_links": links}
        return render(request, "stappenplan/advice/no_platforms.html", context, status=503)
    return None


def with_catalogue(view):
    """Give the view the catalogue of this moment, read once; or show the page instead of an advice."""

    @wraps(view)
    def wrapped(request, links, **kwargs):
        catalogue = Catalogue.current()
        return without_advice(request, links, catalogue) or view(request, links, catalogue, **kwargs)

    return wrapped


def what_if(request):
    """Other weights and musts, asked for in the address: the form, and the plan to look at (never saved)."""
    plan = request.plan
    profile = profile_from(plan.answers, plan.emphasis)
    form = WhatIfForm(request.GET if any(key in request.GET for key in WhatIfForm.names()) else None, profile=profile)
    if form.is_bound and form.is_valid() and form.changed_by_hand:
        seen = Plan(answers={**plan.answers, **form.wishes}, emphasis=form.emphasis, changed=plan.changed)
        return form, seen
    return form, plan


def where_is(request, context):
    """The platform that the visitor asks for by name, or the best few that the name can mean."""
    asked = request.GET.get("waar", "").strip()[:100]
    catalogue = context["catalogue"]
    if not asked:
        return {"asked": "", "standings": ()}
    found = (
        [catalogue.by_slug[asked]] if asked in catalogue.by_slug else catalogue.search.texts.find(asked)[:WHERE_AT_MOST]
    )
    return {"asked": asked, "standings": [standing(context["advice"], platform) for platform in found]}


@with_catalogue
def advice(request, links, catalogue):
    form, seen = what_if(request)
    if seen is not request.plan:
        spend(request, "advices")
    context = advice_context(request, links, catalogue, seen)
    shortlist, everything = context["shortlist"], "alles" in request.GET
    context |= {
        "what_if": form,
        "trying": seen is not request.plan,
        "where": where_is(request, context),
        "shown": shortlist.ranked[:SHOWN],
        "rest": shortlist.ranked[SHOWN:] if everything else shortlist.ranked[SHOWN : SHOWN + REST],
        "everything": everything,
        "ruled_out_groups": shortlist.reasons,
        "without": [one for one in shortlist.without_platform if one.kind != "care_network"],
        "care": [one for one in shortlist.without_platform if one.kind == "care_network"],
        "similar": shortlist.similar,
        "answers_by_step": answers_by_step(request.plan.answers) if request.plan.is_example else (),
    }
    # Told before anything is tried, and to the owner alone: a reader has not seen the earlier advice.
    context["news"] = (
        None if context["trying"] or context["reader"] else news(request.plan, context["advice"], catalogue)
    )
    return render(request, "stappenplan/advice/advice.html", context)


@with_catalogue
def compare(request, links, catalogue):
    """Two to four ranked platforms side by side; asked for fewer, the first three."""
    context = advice_context(request, links, catalogue)
    chosen, faults = chosen_to_compare(context["shortlist"].ranked, request.GET.getlist("p"))
    groups = compare_groups(chosen)
    rows = [row for group in groups for row in group["rows"]]
    context |= {
        "assessments": chosen,
        "groups": groups,
        "only_differences": "alles" not in request.GET,
        "differences": sum(row["differs"] for row in rows),
        "same": sum(not row["differs"] for row in rows),
        "choices": context["shortlist"].ranked,
        "faults": faults,
    }
    return render(request, "stappenplan/advice/compare.html", context)


@require_POST
@for_owner
def keep_weights(request, token):
    """Keep the weights and musts that were tried on the advice page; or go back to what the answers give."""
    plan = request.plan
    form = WhatIfForm(request.POST, profile=profile_from(plan.answers, plan.emphasis))
    if not form.is_valid():
        return redirect("advice", token=token)
    emphasis = {} if "reset" in request.POST else form.emphasis
    wishes = {} if "reset" in request.POST else form.wishes
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        plan.answers, plan.emphasis, plan.changed = {**plan.answers, **wishes}, emphasis, timezone.now()
        plan.save(update_fields=["answers", "emphasis", "changed"])
    return redirect(reverse("advice", args=[token]) + "#past")


@require_POST
@for_owner
def soften(request, token):
    """Make one must a wish."""
    key = request.POST.get("wish", "")
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        if plan.answers.get(key) == "must":
            plan.answers, plan.changed = {**plan.answers, key: "important"}, timezone.now()
            plan.save(update_fields=["answers", "changed"])
    return redirect(reverse("advice", args=[token]) + "#past")


@require_safe
def where_in_mine(request, slug):
    """From the catalogue: where a platform stands in the advice that this browser remembers."""
    token = request.COOKIES.get(cookie_name(), "")
    if token and alive(edit_hash=hashed(token)):
        return redirect(reverse("advice", args=[token]) + "?" + urlencode({"waar": slug}) + "#waar")
    return redirect("home")


@require_GET
@for_owner
def export(request, token, form):
    """The advice as data: JSON (the record that is in the PDF too) or CSV."""
    if not request.plan.answers.get("audience"):
        return redirect("step", token=token, step=STEPS[0].key)
    catalogue = Catalogue.current()
    advice = request.plan.advice(catalogue)
    if form == "json":
        record = record_of(request.plan, advice, catalogue)
        response = HttpResponse(as_text(record), content_type="application/json")
    else:
        response = HttpResponse(serialization.as_csv(advice), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name("advies", request.plan.answers, form)}"'
    return response


# --- report --------------------------------------------------------------------------------------------------------


@with_catalogue
def report(request, links, catalogue):
    """Makes the report; the page refreshes itself until it is ready."""
    try:
        made = report_for(request.plan, catalogue, get_language(), partial(spend, request, "reports"))
    except LineIsFull:
        return line_is_full(request, links)
    return report_page(request, links, made)


def line_is_full(request, links):
    """Too many reports wait: come back in a minute, or print the advice."""
    context = {"section": "stappenplan", "plan_links": links, "waiting": settings.REPORTS_WAITING}
    response = render(request, "stappenplan/report/queue_full.html", context, status=503)
    response["Retry-After"] = "60"
    return response


def report_page(request, links, made):
    """Where the report stands: ready, failed with the reason, or being made (202, with Retry-After)."""
    context = {
        "section": "stappenplan",
        "plan_links": links,
        "report": made,
        "busy": made.state in (Report.State.WAITING, Report.State.WORKING),
        "ahead": ahead_of(made),
        "audience": request.plan.answers.get("audience"),
        "reader": links.overview is None,
    }
    response = render(request, "stappenplan/report/status.html", context)
    if context["busy"]:
        response["Retry-After"] = "3"
        response.status_code = 202
    return response


@with_catalogue
def report_pdf(request, links, catalogue):
    """The PDF; waits for it at most twenty seconds, else answers with the waiting page and Retry-After."""
    try:
        made = report_for(request.plan, catalogue, get_language(), partial(spend, request, "reports"))
    except LineIsFull:
        return line_is_full(request, links)
    if made.state not in (Report.State.READY, Report.State.FAILED) and waiting.acquire(blocking=False):
        try:
            made = wait_for(made, REPORT_SECONDS)
        finally:
            waiting.release()
    if made.state != Report.State.READY:
        return report_page(request, links, made)
    response = HttpResponse(bytes(made.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name("advies", request.plan.answers, "pdf")}"'
    return response


owner_advice, reader_advice = require_safe(with_links(advice)), require_safe(for_reader(advice))
owner_compare, reader_compare = require_safe(with_links(compare)), require_safe(for_reader(compare))
owner_report, reader_report = require_safe(with_links(report)), require_safe(for_reader(report))
owner_report_pdf, reader_report_pdf = require_safe(with_links(report_pdf)), require_safe(for_reader(report_pdf))
example_advice, example_compare = require_safe(for_example(advice)), require_safe(for_example(compare))
example_report, example_report_pdf = require_safe(for_example(report)), require_safe(for_example(report_pdf))


# --- what the site is ----------------------------------------------------------------------------------------------


@require_safe
@kept_in_memory()
def method(request):
    """The method, generated from the declarations that compute."""
    context = {
        "section": "methode",
        "steps": STEPS,
        "criteria": CRITERIA,
        "tables": method_tables(),
        "together_example": together_example(),
        "knock_outs": KNOCK_OUTS,
        "gates": GATES,
        "warnings": WARNINGS,
        "verdicts": VERDICTS.values(),
        "sources": SOURCES.values(),
        "version": METHOD_VERSION,
    }
    return render(request, "stappenplan/pages/method.html", context)


@require_safe
def about(request, page):
    context = {
        "section": "",
        "contact": settings.CONTACT,
        "days": settings.PLAN_DAYS,
        "days_long": settings.PLAN_DAYS_LONG,
    }
    if page == "privacy":
        context |= {"kept": processing_register.of_visitors(), "device_days": DEVICE_DAYS}
    if page == "open-data":
        context |= open_data.offered()
    return render(request, f"stappenplan/pages/about/{page}.html", context)


# Django's own pages for these two read the form that came along. One that cannot be read would break them.


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def bad_request(request, exception):
    return render(None, "400.html", status=400)


def csrf_failure(request, reason=""):
    """A form without a valid token, mostly an old tab: nothing is lost, the way back is named."""
    return render(request, "stappenplan/pages/csrf_failure.html", {"section": "stappenplan"}, status=403)
