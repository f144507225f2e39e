"""The pages of the members of a group: answering, the own advice, the outcome of the group."""

from dataclasses import replace

from django.core.signing import BadSignature, Signer
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from platforms.models import Catalogue
from stappenplan.method.steps.short_version import OPINIONS
from stappenplan.models import GroupAnswer, hash_token
from stappenplan.operations.cookies import cookie_name, keep_cookie
from stappenplan.operations.form_addresses import sent_from
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans.access import for_member, remembered_tokens

from .forms import ShortForm, form_context
from .participation import IsFull, IsOver, IsUsed, add_answer, advice_for, is_full, new_secret
from .rendering import group_page, outcome_page

FORGOTTEN = "vergeten"
# Long enough to be nobody else's; what a browser sends that is no secret of ours.
SECRET_AT_LEAST = 20


def cookie_of(request):
    """The cookie that remembers in one browser that it answered: one per group, or per link for one person."""
    link = request.group_link
    return cookie_name(f"samen-{request.group.pk}-{link.number}" if link else f"samen-{request.group.pk}")


def remember_member(request, response, secret):
    """Keep in this browser that it answered, and which answer is its own."""
    return keep_cookie(response, cookie_of(request), secret)


def find_own_answer(request) -> GroupAnswer | None:
    """The answer of this browser, if it answered and did not forget."""
    secret = request.COOKIES.get(cookie_of(request), "")
    return request.group.answers.filter(browser=hash_token(secret)).first() if secret else None


def forgotten_signer(group) -> Signer:
    """Signs what a browser keeps that answered and forgot what: nobody else can make it up."""
    return Signer(salt=f"stappenplan.group.{group.pk}")


def has_answered(request) -> bool:
    """Whether this browser answered: it holds the secret of an answer, or what we signed when it forgot that."""
    if find_own_answer(request):
        return True
    try:
        return forgotten_signer(request.group).unsign(request.COOKIES.get(cookie_of(request), "")) == FORGOTTEN
    except BadSignature:
        return False


def is_organiser(request) -> bool:
    """Whether this browser holds the edit link of the group's plan: then its owner knows this answer."""
    return request.group.plan.edit_hash in [hash_token(token) for token in remembered_tokens(request)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def answer_short_version(request, token):
    """The short version for one person. Once sent it stays: that is why nobody can be read off from a difference."""
    group, link = request.group, request.group_link
    context = {"group": group, "token": token, "group_link": link}
    if has_answered(request):
        return group_page(request, "answered", has_own=find_own_answer(request) is not None, **context)
    secret = request.POST.get("browser") or new_secret()
    form = ShortForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and len(secret) >= SECRET_AT_LEAST and form.is_valid():
        check_rate_limit(request, "group_answers")
        try:
            add_answer(group, form.role, form.cleaned_data, secret, link, known=is_organiser(request))
        except (IsOver, IsFull, IsUsed):
            return not_now(request, token, sent=True)
        return remember_member(request, redirect("group_own", token=token), secret)
    # A link that took its answers opens as before, so that opening it does not reveal whether somebody answered.
    if not group.is_open or (link is None and is_full(group)):
        return not_now(request, token, sent=request.method == "POST")
    status = 400 if form.errors else 200
    return group_page(request, "answer", status=status, browser=secret, **context, **form_context(form))


def not_now(request, token, sent):
    """No answer can be given: the group is over (410), or it is full or the link took its answers (409)."""
    status = 409 if request.group.is_open else 410
    context = {"group": request.group, "group_link": request.group_link, "token": token, "sent": sent}
    return group_page(request, "closed", status=status, **context)


@require_safe
@for_member
def own_result(request, token):
    """A short advice for the person who answered in this browser; computed now and stored nowhere."""
    found, catalogue = find_own_answer(request), Catalogue.current()
    if found is None or not catalogue.platforms:
        return redirect("group", token=token)
    advice = advice_for(request.group, found, catalogue)
    own = {key: advice.profile.answer(key) for key in ("audience", *OPINIONS)}
    context = {
        "group": request.group,
        "token": token,
        "advice": advice,
        # Of what the plan says for everybody nothing is called this person's choice.
        "profile": replace(advice.profile, answers=own),
        "shelf": advice.shelves[0],
        "catalogue": catalogue,
    }
    return group_page(request, "my_advice", **context)


@sent_from("group")
@for_member
def forget_own(request, token):
    """Forget on this device which answer was given; that one was given stays known."""
    response = redirect("group", token=token)
    return (
        remember_member(request, response, forgotten_signer(request.group).sign(FORGOTTEN))
        if has_answered(request)
        else response
    )


@require_safe
@for_member
def member_outcome(request, token):
    """For people who answered, and for everyone when the group is over: seeing it earlier changes answers."""
    if request.group.is_open and not has_answered(request):
        return redirect("group", token=token)
    return outcome_page(request, group=request.group, token=token)
