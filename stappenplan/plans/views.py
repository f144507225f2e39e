"""The pages of one plan: start, go on, save, renew a link, delete."""

import secrets

from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.models import Plan, hash_token
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.form_addresses import sent_from
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.operations.retention.erasure import empty_log
from stappenplan.wizard.answers.drafts import list_drafts
from stappenplan.wizard.change import change_answer
from stappenplan.wizard.forms import StepForm
from stappenplan.wizard.pages import first_open_page
from stappenplan.wizard.views import plan_wizard

from .access import find_live_plan, for_owner, forget_plans, link_not_found, remember_plan, remembered_tokens
from .links import PlanLinks, write_mail
from .page_cache import forget_pages
from .upgrade import drop_obsolete_answers

# What the page of a municipality knows already.
BROUGHT_ALONG = ("place", "area_name")


@sent_from("home")
def start_plan(request):
    """A new plan; answers that come along, from the quick check or a municipality's page, are kept when valid."""
    keys = (*(question.key for question in QUICK_CHECK), *BROUGHT_ALONG)
    questions = [QUESTIONS[key] for key in keys if key in request.POST]
    form = StepForm(request.POST, questions=questions, exact_place=True)
    form.is_valid()
    check_rate_limit(request, "plans")
    _plan, token = Plan.start({key: value for key, value in form.cleaned_data.items() if value})
    return remember_plan(request, redirect("step", token=token, step=STEPS[0].key), token)


@sent_from("home")
def forget_device(request):
    """Forget the link of one plan on this device, or of all when none is named; the plans themselves stay."""
    named = request.POST.getlist("plan") or remembered_tokens(request)
    return forget_plans(request, redirect("home"), named)


@require_safe
@for_owner
def resume_plan(request, token):
    """Go on where the plan is: the first open page, or the advice when nothing is open."""
    page = first_open_page(request.plan.answers)
    target = redirect("step", token=token, step=page) if page else redirect("advice", token=token)
    return remember_plan(request, target, token)


@for_owner
def show_step(request, token, step):
    request.plan_links = SimpleLazyObject(lambda: PlanLinks.for_owner(request, token))
    return plan_wizard(request, token=token, step=step)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def change_one(request, token, key):
    request.plan_links = SimpleLazyObject(lambda: PlanLinks.for_owner(request, token))
    return change_answer(request, token, key)


@require_safe
@for_owner
def show_links(request, token):
    links = PlanLinks.for_owner(request, token)
    context = {
        "section": "stappenplan",
        "plan": request.plan,
        "plan_links": links,
        "drafts": list_drafts(request.plan),
        "mail_url": write_mail(links.edit_url),
        "once": secrets.token_urlsafe(32),
        "open_step": first_open_page(request.plan.answers),
        "expires": request.plan.expires,
        "days": settings.PLAN_DAYS,
        "days_long": settings.PLAN_DAYS_LONG,
    }
    return render(request, "stappenplan/plans/save.html", context)


@sent_from("save")
@for_owner
def keep_longer(request, token):
    request.plan.keep_long = request.POST.get("long") == "1"
    request.plan.save(update_fields=["keep_long"])
    return redirect("save", token=token)


@sent_from("save")
@keep_private
def renew_link(request, token):
    """Make the owner's link or the reader's anew, or stop the reader's: the old one is of no use from then on."""
    if request.POST.get("link") == "owner":
        return renew_owner_link(request, token)
    return renew_reader_link(request, token)


def renew_owner_link(request, token):
    """The form says which link comes next, so a proxy that sends it twice, or a second press, loses no link."""
    once = request.POST.get("once", "")
    plan, again = find_live_plan(edit_hash=hash_token(token)), Plan.next_token(token, once)
    new = plan and plan.renew(token, once)
    if not new and find_live_plan(edit_hash=hash_token(again)):
        new = again
    return remember_plan(request, redirect("save", token=new), new, token) if new else link_not_found(request)


@for_owner
def renew_reader_link(request, token):
    link = request.POST.get("link")
    if link == "reader":
        request.plan.share(token)
    elif link == "nobody":
        request.plan.stop_sharing()
    return redirect(reverse("save", args=[token]) + "#meelezen")


@sent_from("plan")
@for_owner
def drop_outdated(request, token):
    """The owner has read which answers no longer hold: they go."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        drop_obsolete_answers(plan)
        plan.save(update_fields=["answers", "emphasis"])
    return redirect("plan", token=token)


@sent_from("save")
@for_owner
def delete_plan(request, token):
    """Delete the plan at once, with its reports."""
    forget_pages(request.plan)
    request.plan.delete()
    empty_log()
    response = render(request, "stappenplan/plans/deleted.html", {"section": "stappenplan"})
    return forget_plans(request, response, [token])
