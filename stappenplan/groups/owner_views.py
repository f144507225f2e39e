"""The pages with which the organiser makes the links of a group, looks after them and sees the outcome."""

from datetime import timedelta

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stappenplan.method.groups.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.short_version import FACTS
from stappenplan.models import Group, Plan
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.operations.retention.erasure import empty_log
from stappenplan.plans.access import for_owner
from stappenplan.wizard.answers.summary import answer_in_words
from stappenplan.wizard.pages import first_open_page

from .forms import GroupForm
from .invitations import owner_context
from .participation import AT_MOST, begin_group, change_group, drop_own_link
from .rendering import group_page, outcome_page

# So many facts are seen at once; the others unfold.
FACTS_FIRST = 4
# The first last day that is proposed, and how many people.
DEFAULT_DAYS, DEFAULT_PEOPLE = 14, 12


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def manage_group(request, token):
    """Make the links of a group and look after them. What a button does stands in `ACTIONS`."""
    context = owner_context(request, token)
    group, form = context["group"], None
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("do"))
        form = action(request, token, group) if action else None
        if form is None:
            return redirect("manage_group", token=token)
    first = {"ends": timezone.localdate() + timedelta(days=DEFAULT_DAYS), "invited": DEFAULT_PEOPLE, "joins": True}
    if form is None:
        way = group.way if group else Group.Way.PERSONAL
        form = GroupForm(initial=first, plan=request.plan, way=way, group=group)
    facts = in_words(group.facts if group else facts_of(request.plan), request.plan.answers.get("audience"))
    is_new = group is None and form.way == Group.Way.PERSONAL
    context |= {
        "group_form": form,
        "open_form": GroupForm(initial=first, plan=request.plan, way=Group.Way.OPEN) if is_new else None,
        "facts": facts[:FACTS_FIRST],
        "more_facts": facts[FACTS_FIRST:],
        "open_step": first_open_page(request.plan.answers),
        "at_least": MIN_GROUP_SIZE,
        "at_most": AT_MOST,
        "first_batch": FIRST_BATCH,
        "all_count": FIRST_BATCH + MIN_GROUP_SIZE - 1,
    }
    return group_page(request, "owner", status=400 if form.errors else 200, **context)


def facts_of(plan) -> dict:
    """What the plan says for everybody in a group: the answers that count, without opinions."""
    shown = visible_answers(plan.answers)
    return {key: shown[key] for key in FACTS if shown.get(key)}


def in_words(facts, audience) -> list:
    """What holds for everybody, as (label, answer), in the words for the owner's audience."""
    questions = (QUESTIONS[key] for key in FACTS if key in facts)
    return [(question.label_for(audience), answer_in_words(question, facts[question.key])) for question in questions]


def make_group(request, token, group):
    """A group with links; the form again when it cannot be. Nothing happens when there is a group already."""
    way = Group.Way.OPEN if request.POST.get("way") == Group.Way.OPEN else Group.Way.PERSONAL
    form = GroupForm(request.POST, plan=request.plan, way=way)
    if not group and not form.is_valid():
        return form
    if not group:
        check_rate_limit(request, "groups")
        begin_group(request.plan, token, facts_of(request.plan), **form.cleaned_data)
    return None


def extend_group(request, token, group):
    """Another last day or more people, while the group is open; the form again when it cannot be."""
    if group is None:
        return None
    with transaction.atomic():
        group = Group.objects.select_for_update().filter(pk=group.pk).first()
        if group is None or not group.is_open:
            return None
        form = GroupForm(request.POST, plan=request.plan, way=group.way, group=group)
        if not form.is_valid():
            return form
        change_group(group, token, **form.cleaned_data)
    return None


def revoke_link(request, token, group):
    """The link for all stops working; what people answered stays."""
    Group.objects.filter(plan=request.plan).update(key_hash=None)


def renew_group_link(request, token, group):
    """Another link for all, or for the person whose number is sent; the one before stops working."""
    if group is None:
        return
    if not group.is_personal:
        group.make_link(token)
        group.save(update_fields=["salt", "key_hash"])
    elif (number := request.POST.get("number", "")).isdecimal() and len(number) <= len(str(AT_MOST)):
        link = group.links.filter(number=number).first()
        if link:
            link.renew(request.plan.root(token))
            link.save(update_fields=["salt", "key_hash"])


def decline_invitation(request, token, group):
    """The organiser does not take part: nobody waits for that answer any more."""
    if group and group.is_open:
        drop_own_link(group)


def close_group(request, token, group):
    """No more answers; this cannot be taken back, because everyone who waited is counted now."""
    Group.objects.filter(plan=request.plan).update(closed=True)


def erase_group(request, token, group):
    """The group and everything that people answered, at once; also the reports, which hold its outcome."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        Group.objects.filter(plan=plan).delete()
        plan.reports.all().delete()
    empty_log()


ACTIONS = {
    "make": make_group,
    "change": extend_group,
    "revoke": revoke_link,
    "renew": renew_group_link,
    "decline": decline_invitation,
    "close": close_group,
    "erase": erase_group,
}


@require_safe
@for_owner
def owner_links(request, token):
    """The links for one person each, to print and cut into strips."""
    context = owner_context(request, token)
    if not context["invitations"]:
        return redirect("manage_group", token=token)
    return group_page(request, "links", **context)


@require_safe
@for_owner
def owner_outcome(request, token):
    context = owner_context(request, token)
    if context["group"] is None:
        return redirect("manage_group", token=token)
    return outcome_page(request, **context)
