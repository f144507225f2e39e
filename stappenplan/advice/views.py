"""The advice page, the comparison, and keeping what was tried on them."""

from urllib.parse import urlencode

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from platforms.pages.comparison import choice_context, find_named, query_for, sort_rows, sum_up
from platforms.search.engine import Query
from stappenplan.method import METHOD_VERSION
from stappenplan.method.profile import profile_from
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.models import Plan, hash_token
from stappenplan.municipalities import gazetteer
from stappenplan.municipalities.names import everyday_name
from stappenplan.operations.form_addresses import sent_from
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans.access import (
    find_live_plan,
    for_example,
    for_owner,
    for_reader,
    remembered_tokens,
    with_links,
)
from stappenplan.plans.page_cache import keep_page
from stappenplan.wizard.answers.saving import SHOWN
from stappenplan.wizard.answers.summary import answers_by_step
from stappenplan.wizard.pages import first_open_page

from .access import with_catalogue
from .comparison import chosen_to_compare, compare_groups
from .explanation.placement import find_placement
from .explanation.shelf_rows import lay_out_shelves
from .open_questions.missing_facts import note_missed
from .open_questions.to_check import list_to_check
from .situation_cases import find_cases
from .what_if import WhatIfForm
from .whats_new import compare_plans, find_news

WHERE_AT_MOST = 5


def advice_context(request, links, catalogue, trial_plan=None):
    """What the advice, the comparison and their states have in common. `trial_plan`: what is tried instead."""
    plan = request.plan
    advice = (trial_plan or plan).advice(catalogue)
    if trial_plan in (None, plan):
        note_missed(plan, advice)
    owner = links.overview is not None
    return {
        "section": "stappenplan",
        "plan": plan,
        "plan_links": links,
        "reader": not owner,
        "catalogue": catalogue,
        "method_version": METHOD_VERSION,
        "not_now": NOT_NOW,
        "advice": advice,
        "profile": advice.profile,
        "ranking": advice.ranking,
        "audience": advice.profile.answer("audience"),
        "place_name": everyday_name(advice.profile.answer("place") or ""),
        "open_step": first_open_page(plan.answers) if owner else None,
    }


def what_if(request):
    """Other weights and musts, asked for in the address: the form, and the plan to look at (never saved)."""
    plan = request.plan
    profile = profile_from(plan.answers, plan.emphasis)
    form = WhatIfForm(request.GET if any(key in request.GET for key in WhatIfForm.names()) else None, profile=profile)
    if form.is_bound and form.is_valid() and form.changed_by_hand:
        trial_plan = Plan(answers={**plan.answers, **form.wishes}, emphasis=form.weight_overrides, changed=plan.changed)
        return form, trial_plan
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
    return {"asked": asked, "standings": [find_placement(context["advice"], platform) for platform in found]}


@with_catalogue
@keep_page()
def show_advice(request, links, catalogue):
    form, trial_plan = what_if(request)
    if trial_plan is not request.plan:
        check_rate_limit(request, "advices")
    context = advice_context(request, links, catalogue, trial_plan)
    context |= {
        "what_if": form,
        "trying": trial_plan is not request.plan,
        "where": where_is(request, context),
        "has_order": bool(context["ranking"].ranked) and context["advice"].verdict.key != "too_few",
        "left": len(catalogue.platforms) - len(context["ranking"].ruled_out),
        "layouts": lay_out_shelves(context["advice"]),
        "to_check": list_to_check(context["advice"]),
        "cases": find_cases(context["advice"], catalogue),
        "ruled_out_groups": context["ranking"].reasons,
        "answers_by_step": answers_by_step(request.plan.answers) if request.plan.is_example else (),
    }
    context["news"] = tell_news(request.plan, trial_plan, context, catalogue)
    return render(request, "stappenplan/advice/advice.html", context)


def tell_news(plan, trial_plan, context, catalogue):
    """What stands on top of the advice: what a trial does or, for its owner alone, what changed since the last look."""
    if context["trying"]:
        return compare_plans(plan, trial_plan, context["advice"], catalogue)
    return None if context["reader"] else find_news(plan, context["advice"], catalogue)


@with_catalogue
@keep_page("p")
def show_comparison(request, links, catalogue):
    """Two to four platforms of the shelves side by side, the first three if fewer; `erbij` looks for one more."""
    context = advice_context(request, links, catalogue)
    placed = context["ranking"].placed
    chosen, faults = chosen_to_compare(placed, request.GET.getlist("p"))
    platforms, candidates = [one.platform for one in chosen], [one.platform for one in placed]
    asked = request.GET.get("erbij", "").strip()[:100]
    found = catalogue.search.find(Query(text=asked), gazetteer).platforms if asked else []
    found = [platform for platform in found if platform in candidates]
    if named := find_named(asked, found, platforms):
        return redirect(f"{request.path}?{query_for([*platforms, named])}")
    groups = compare_groups(chosen)
    context |= {
        "assessments": chosen,
        "summaries": [(platform, sum_up(platform)) for platform in platforms],
        "groups": groups,
        "only_differences": "alles" not in request.GET,
        "faults": faults,
        **choice_context(platforms, candidates, asked, found, at_least=2),
        **sort_rows(groups),
    }
    return render(request, "stappenplan/advice/compare.html", context)


@sent_from("advice")
@for_owner
def keep_weights(request, token):
    """Keep the weights and musts that were tried on the advice page; or go back to what the answers give.

    When the plan was changed since they were tried, the trial is shown again, beside what the plan holds now.
    """
    plan, page = request.plan, reverse("advice", args=[token])
    form = WhatIfForm(request.POST, profile=profile_from(plan.answers, plan.emphasis))
    if not form.is_valid():
        return redirect(page)
    if "reset" not in request.POST and request.POST.get(SHOWN) != plan.changed.isoformat():
        return redirect(f"{page}?{urlencode(form.kept)}#veranderd")
    emphasis = {} if "reset" in request.POST else form.weight_overrides
    wishes = {} if "reset" in request.POST else form.wishes
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        plan.answers, plan.emphasis, plan.changed = {**plan.answers, **wishes}, emphasis, timezone.now()
        plan.save(update_fields=["answers", "emphasis", "changed"])
    return redirect(f"{page}#veranderd")


@sent_from("advice")
@for_owner
def soften_must(request, token):
    """Make one must a wish."""
    key = request.POST.get("wish", "")
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        if plan.answers.get(key) == "must":
            plan.answers, plan.changed = {**plan.answers, key: "important"}, timezone.now()
            plan.save(update_fields=["answers", "changed"])
    return redirect(reverse("advice", args=[token]) + "#veranderd")


@require_safe
def where_in_mine(request, slug):
    """From the catalogue: where a platform stands in the advice that this browser remembers."""
    for token in remembered_tokens(request):
        if find_live_plan(edit_hash=hash_token(token)):
            return redirect(reverse("advice", args=[token]) + "?" + urlencode({"waar": slug}) + "#waar")
    return redirect("home")


owner_advice, reader_advice = require_safe(with_links(show_advice)), require_safe(for_reader(show_advice))
owner_compare, reader_compare = require_safe(with_links(show_comparison)), require_safe(for_reader(show_comparison))
example_advice, example_compare = require_safe(for_example(show_advice)), require_safe(for_example(show_comparison))
