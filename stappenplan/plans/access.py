"""View decorators that turn a link token into a plan or a group, and refuse unknown ones."""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.shortcuts import render
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.models import Group, GroupLink, Plan, hash_token
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.cookies import cookie_name, keep_cookie
from stappenplan.operations.rate_limits import check_rate_limit

from .examples import example_plan
from .links import PlanLinks
from .upgrade import drop_obsolete_answers

NO_PLAN, NO_GROUP = "stappenplan/plans/not_found.html", "stappenplan/groups/not_found.html"


def link_not_found(request, template=NO_PLAN):
    """One page for links that are unknown, expired, deleted or replaced, without a hint which; rate limited."""
    check_rate_limit(request, "wrong_links")
    return render(request, template, {"section": "stappenplan"}, status=404)


def find_live_plan(**link):
    """The plan with this edit or view hash; None when it is unknown, deleted or past its days.

    What an upgrade of the questions left behind in it is set apart: see upgrade.py.
    """
    plan = Plan.find(**link)
    if plan is None or plan.expires <= timezone.now():
        return None
    drop_obsolete_answers(plan)
    return plan


def show_unless_deleted(view, request, shown, not_found=NO_PLAN, **kwargs):
    """What the view gives; the page for an unknown link where the plan or group was deleted while it was made."""
    try:
        return view(request, **kwargs)
    except (ObjectDoesNotExist, DatabaseError):
        if type(shown).objects.filter(pk=shown.pk).exists():
            raise
        return link_not_found(request, not_found)


def for_owner(view):
    """Give the view the plan of the edit link in the address."""

    @keep_private
    @wraps(view)
    def wrapped(request, token, **kwargs):
        plan = find_live_plan(edit_hash=hash_token(token))
        if plan is None:
            return link_not_found(request)
        plan.visit()
        request.plan = plan
        return show_unless_deleted(view, request, plan, token=token, **kwargs)

    return wrapped


def for_reader(view):
    """The same view for the view link: `links` without the owner's pages."""

    @keep_private
    @wraps(view)
    def wrapped(request, token, **kwargs):
        plan = find_live_plan(view_hash=hash_token(token))
        if plan is None:
            return link_not_found(request)
        plan.visit()
        request.plan = plan
        return show_unless_deleted(view, request, plan, links=PlanLinks.for_reader(token), **kwargs)

    return wrapped


def group_behind(token):
    """The group of a link, and the link itself when it is for one person: (Group or None, GroupLink or None)."""
    link = GroupLink.objects.select_related("group__plan").filter(key_hash=hash_token(token)).first()
    if link:
        return link.group, link
    return Group.objects.select_related("plan").filter(key_hash=hash_token(token)).first(), None


def for_member(view):
    """Give the view the group of the link in the address: revoked, unknown and deleted are one page, without a hint."""

    @keep_private
    @wraps(view)
    def wrapped(request, token, **kwargs):
        group, link = group_behind(token)
        if group is None or group.plan.expires <= timezone.now():
            return link_not_found(request, NO_GROUP)
        group.plan.visit()
        request.group, request.group_link = group, link
        return show_unless_deleted(view, request, group, NO_GROUP, token=token, **kwargs)

    return wrapped


def for_example(view):
    """The same view for an example: everybody may read it, and nothing is stored about readers."""

    @wraps(view)
    def wrapped(request, name):
        request.plan = example_plan(name, Catalogue.current())
        return view(request, links=PlanLinks.for_example(name))

    return wrapped


def with_links(view):
    """For views that both readers see: the owner gets the owner's links."""

    @for_owner
    @wraps(view)
    def wrapped(request, token, **kwargs):
        return view(request, links=PlanLinks.for_owner(request, token), **kwargs)

    return wrapped


# So many plans a browser remembers, the one that was opened last first.
REMEMBERED_AT_MOST = 5


def remembered_tokens(request) -> list[str]:
    """The tokens of the edit links that this browser remembers, the latest first; their plans may be gone."""
    return [token for token in request.COOKIES.get(cookie_name(), "").split(".") if token][:REMEMBERED_AT_MOST]


def remember_plan(request, response, token, replaced=""):
    """Keep the edit link in this browser for as long as a plan can live, beside those of other plans.

    `replaced`: the token that this one comes instead of.
    """
    others = [one for one in remembered_tokens(request) if one not in (token, replaced)]
    return keep_cookie(response, cookie_name(), ".".join([token, *others][:REMEMBERED_AT_MOST]))


def forget_plans(request, response, tokens):
    """Forget these edit links in this browser; the plans themselves stay."""
    others = [one for one in remembered_tokens(request) if one not in tokens]
    if others:
        return keep_cookie(response, cookie_name(), ".".join(others))
    response.delete_cookie(cookie_name(), samesite="Lax")
    return response
