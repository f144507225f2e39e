"""Pages of asking again: where the owner of a plan leaves word, and what the link opens months later."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from platforms.models import MOMENTS, Catalogue, Experience, FollowUp
from platforms.user_round.summary import count_waiting
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.rate_limits import RateLimitExceeded, check_rate_limit, give_back
from stappenplan.operations.retention.erasure import empty_log
from stappenplan.plans.access import for_owner
from stappenplan.plans.links import PlanLinks

from .forms import DecisionForm, ExperienceForm, earlier_shares
from .links import ask_about, begin_link, derive_link, store_decision

STOP, STOP_AND_FORGET = "stop", "stop-en-wis"


# --- the owner of a plan -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def leave_decision(request, token):
    """What was decided, and the link to be asked again; it can be changed and stopped here too."""
    follow_up, link_token = derive_link(request.plan, token)
    form = None
    if request.method == "POST":
        if follow_up and stop_asked(request, follow_up):
            return redirect("decision", token=token)
        form = DecisionForm(request.POST, first=first_in_advice(request.plan))
        if form.is_valid():
            check_rate_limit(request, "follow_ups")
            store_decision(link_token or begin_link(request.plan, token), form.cleaned_data)
            return redirect("decision", token=token)
    context = {
        "section": "stappenplan",
        "plan_links": PlanLinks.for_owner(request, token),
        "form": form or DecisionForm(initial=begin_with(request.plan, follow_up), first=first_in_advice(request.plan)),
        **follow_up_context(request, follow_up, link_token),
    }
    return render(request, "stappenplan/follow_up/decision.html", context, status=400 if form else 200)


def begin_with(plan, follow_up):
    """The first values of the form: what was left before, or what the plan says."""
    if follow_up is None:
        measured = "baseline_known" in (plan.answers.get("measure") or ())
        return {"municipality": plan.answers.get("place") or "", "measured": measured}
    return {
        "decision": follow_up.decision,
        "platform": follow_up.platform.slug if follow_up.platform else "",
        "municipality": follow_up.place,
        "measured": follow_up.measured,
    }


def first_in_advice(plan):
    """The slugs of the platforms that the advice names first; () before there is an advice."""
    catalogue = Catalogue.current()
    if not plan.answers.get("audience") or not catalogue.platforms:
        return ()
    return tuple(one.platform.slug for one in plan.advice(catalogue).shelves[0].first)


def follow_up_context(request, follow_up, token):
    """What both pages say of a follow-up and its link."""
    if follow_up is None:
        return {"follow_up": None}
    return {
        "follow_up": follow_up,
        "link_token": token,
        "link": request.build_absolute_uri(reverse("follow_up", args=[token])),
        "dates": reverse("follow_up_dates", args=[token]),
        "experiences": follow_up.experiences.order_by("moment"),
    }


def stop_asked(request, follow_up):
    """Stop the link when a button asks for that; whether it did."""
    wanted = request.POST.get("do")
    if wanted not in (STOP, STOP_AND_FORGET):
        return False
    with transaction.atomic():
        Catalogue.lock()
        follow_up.stop(forget=wanted == STOP_AND_FORGET)
    empty_log()
    return True


# --- the holder of the link ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
def follow_up_page(request, token):
    """What the link opens: the short form once the first moment has come, and what was answered before."""
    follow_up = FollowUp.find(token)
    if follow_up is None:
        check_rate_limit(request, "wrong_links")
        return show_follow_up(request, "not_found", 404)
    if follow_up.stopped:
        return show_follow_up(request, "stopped", 410)
    context = follow_up_context(request, follow_up, token)
    if request.method == "POST":
        return act_on_link(request, follow_up, token, context)
    return show_state(request, follow_up, context)


def show_follow_up(request, template, status=200, **context):
    """A page of the link; what somebody typed for a form that is gone is on it, to copy."""
    context = {"section": "", "typed": request.POST.get("story", ""), **context}
    return render(request, f"stappenplan/follow_up/{template}.html", context, status=status)


def show_state(request, follow_up, context, form=None, moment=None):
    """The form that is due, or why there is none now; `moment`: the one that the form was about, when that is it."""
    status = 400 if form else 200
    if follow_up.platform is None:
        form = form or DecisionForm(initial={"decision": follow_up.decision})
        return show_follow_up(request, "decide", status, form=form, question=ask_about(follow_up), **context)
    moment = moment or follow_up.moment_due
    if moment is None:
        return show_follow_up(request, "status", **context)
    context |= {"moment": moment, "asked": follow_up.days[moment].isoformat()}
    form = form or ExperienceForm(measured=follow_up.measured, initial=earlier_shares(follow_up))
    return show_follow_up(request, "answer", status, form=form, **context)


def act_on_link(request, follow_up, token, context):
    """Do what a button of the page says."""
    if stop_asked(request, follow_up):
        return redirect("follow_up", token=token)
    wanted = request.POST.get("do")
    if wanted in ("withdraw", "erase"):
        erase = wanted == "erase"
        found = take_back(follow_up, request.POST.get("moment", ""), erase)
        if found and erase:  # the holder may answer again, without taking a turn of a colleague
            give_back(request, "experiences", about=platform_asked(follow_up))
        return redirect("follow_up", token=token)
    if follow_up.platform is None:
        return save_decision(request, follow_up, token, context)
    return save_experience(request, follow_up, token, context)


def take_back(follow_up, moment, erase):
    """Take back the consent to show one answer, or erase it whole; whether there was one."""
    if moment not in map(str, MOMENTS):
        return False
    with transaction.atomic():
        Catalogue.lock()
        found = follow_up.experiences.filter(moment=moment).first()
        if found:
            found.erase() if erase else found.withdraw()
    empty_log()
    return bool(found)


def save_decision(request, follow_up, token, context):
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show_state(request, follow_up, context, form)
    check_rate_limit(request, "follow_ups")
    store_decision(token, form.cleaned_data)
    return redirect("follow_up", token=token)


def save_experience(request, follow_up, token, context):
    """Save the answers of this moment, once; a second time nothing changes, and what was typed is shown.

    Nor after a later moment was answered: that one stands for the municipality, and an old tab does not replace it.
    """
    form = ExperienceForm(request.POST, measured=follow_up.measured)
    moment = find_moment(follow_up, request.POST.get("asked"))
    if moment is None or find_answered(follow_up, moment):
        return refuse_experience(request, follow_up, moment, context)
    if not form.is_valid():
        return show_state(request, follow_up, context, form, moment)
    try:
        check_rate_limit(request, "experiences", about=platform_asked(follow_up))
    except RateLimitExceeded as error:
        form.add_error(None, describe_limit(follow_up.platform))
        page = show_state(request, follow_up, context, form, moment)
        page.status_code, page["Retry-After"] = 429, str(error.seconds)
        return page
    if not add_experience(follow_up, moment, form.experience):
        give_back(request, "experiences", about=platform_asked(follow_up))
        return refuse_experience(request, follow_up, moment, context)
    return redirect("follow_up", token=token)


def refuse_experience(request, follow_up, moment, context):
    """Why this answer is not saved, and what was typed."""
    answered = moment and find_answered(follow_up, moment)
    return show_follow_up(request, "status", 409, refused=True, moment=answered, **context)


def platform_asked(follow_up):
    """What answers are counted about: the platform, so that each has turns of its own."""
    return f"platform {follow_up.platform_id}"


def describe_limit(platform):
    """That this network has no turn left today for this platform, in words."""
    text = gettext(
        "Vanaf uw netwerk is vandaag al geantwoord over %(platform)s. We nemen er %(number)s per dag aan. "
        "Probeer het morgen weer."
    )
    return text % {"platform": platform.name, "number": settings.LIMITS["experiences"][0]}


def find_moment(follow_up, asked):
    """The moment that a form was about, also when a later one has come; None when it asked about something else.

    `asked`: the day in the form, which tells that it is about the platform of now; None: the last moment.
    """
    if asked is None:
        return follow_up.moment
    return next((months for months, day in follow_up.days_gone.items() if day.isoformat() == asked), None)


def find_answered(follow_up, moment):
    """The last moment that was answered with this link, from this one on; None when there is none."""
    return follow_up.experiences.filter(moment__gte=moment).aggregate(last=Max("moment"))["last"]


@transaction.atomic
def add_experience(follow_up, moment, fields):
    """Store an answer and count it when there are enough; False when the link was used or stopped a moment before."""
    Catalogue.lock()
    same = {"pk": follow_up.pk, "platform": follow_up.platform, "begun": follow_up.begun}
    now = FollowUp.objects.select_for_update().filter(**same).first()
    if now is None or find_answered(now, moment):
        return False
    subject = {"platform": now.platform, "municipality": now.place}
    Experience.objects.create(follow_up=now, moment=moment, **subject, **fields)
    count_waiting(now.platform_id)
    return True
