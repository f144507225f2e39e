"""The pages of a group: the owner invites people and enters paper forms; members answer and see the outcome."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django import forms
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from platforms.models import Catalogue
from stappenplan.advice.subject import subject
from stappenplan.method.groups.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE
from stappenplan.method.profile import profile_from, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.short_version import FACTS, OPINIONS, SHORT_VERSION, WHO
from stappenplan.method.steps.success import MUSTS_AT_MOST
from stappenplan.models import Group, GroupAnswer, Plan, hash_token
from stappenplan.operations.cookies import cookie_name, keep_cookie
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.operations.retention.erasure import empty_log
from stappenplan.plans.access import for_member, for_owner
from stappenplan.plans.links import PlanLinks
from stappenplan.wizard.fields import DateField
from stappenplan.wizard.forms import StepForm
from stappenplan.wizard.pages import first_open_page
from stappenplan.wizard.paper_forms import short_sheet
from stappenplan.wizard.summary import answer_in_words

from .participation import (
    AT_MOST,
    IsFull,
    IsOver,
    IsUsed,
    add_answer,
    add_stack,
    advice_for,
    advice_on_facts,
    begin_group,
    change_group,
    group_of,
    is_full,
    links_of,
    new_secret,
    only_opinions,
    outcome_of,
    progress_of,
)
from .summary import ROLE_NAMES, said_together

# So many facts are seen at once; the others unfold.
FACTS_FIRST = 4
# The first last day that is proposed, and how many people.
DAYS, PEOPLE = 14, 12
# How long the short version takes: nearly a quarter of a minute a question.
MINUTES = 4
FORGOTTEN = "vergeten"
# Long enough to be nobody else's; what a browser sends that is no secret of ours.
SECRET_AT_LEAST = 20


# --- what both see -------------------------------------------------------------------------------------------------


def group_page(request, template, status=200, **context):
    """A page of a group, with how far it is."""
    group = context.get("group")
    if group:
        context |= {"progress": progress_of(group), "at_least": MIN_GROUP_SIZE}
        context |= {"subject": subject(profile_from(group.facts))}
    context |= {"asked": len(OPINIONS), "minutes": MINUTES}
    return render(request, f"stappenplan/groups/{template}.html", {"section": "stappenplan", **context}, status=status)


def outcome_page(request, group, **context):
    """What the group says together, or that it is too early to say anything."""
    catalogue = Catalogue.current()
    outcome = outcome_of(group, catalogue)
    on_facts = advice_on_facts(group, catalogue)
    context |= {
        "group": group,
        "catalogue": catalogue,
        "found": outcome and said_together(outcome, catalogue),
        "already_here": on_facts.already_here,
        "ended_here": on_facts.ended_here,
    }
    return group_page(request, "outcome", **context)


class ShortForm(StepForm):
    """The short version of one person: the role, then the opinions."""

    def __init__(self, data=None):
        super().__init__(data, questions=SHORT_VERSION.questions, step=SHORT_VERSION)
        self.fields[WHO.key].error_messages["required"] = gettext("Kies uw rol. Dan weten we bij wie u meetelt.")

    @property
    def role(self):
        return self.cleaned_data[WHO.key]


def form_context(form):
    """What the template of the short version needs."""
    fields = form.fields_with_questions
    wishes = [field for field in fields if field.question.group]
    return {
        "form": form,
        "before": fields[: fields.index(wishes[0])],
        "wishes": wishes,
        "after": fields[fields.index(wishes[-1]) + 1 :],
        "musts": sum(field.values == ["must"] for field in wishes),
        "musts_at_most": MUSTS_AT_MOST,
    }


# --- the owner -----------------------------------------------------------------------------------------------------


class GroupForm(forms.Form):
    """Until when, and for how many people; `way` is open: one link for all, without a number."""

    ends = DateField()
    invited = forms.IntegerField(
        error_messages={
            "required": gettext_lazy("Vul in hoeveel mensen u uitnodigt."),
            "invalid": gettext_lazy("Schrijf het aantal mensen als een getal."),
        },
    )

    def __init__(self, *args, plan, way=Group.Way.PERSONAL, group=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.way = way
        self.last = timezone.localdate() + timedelta(days=plan.days)
        self.fields["ends"].error_messages["required"] = gettext(
            "Vul in tot en met welke dag mensen kunnen antwoorden."
        )
        if way == Group.Way.OPEN:
            del self.fields["invited"]
        else:
            self.at_least = group.invited if group else MIN_GROUP_SIZE

    def clean_invited(self):
        invited = self.cleaned_data["invited"]
        if invited > AT_MOST:
            raise forms.ValidationError(
                gettext("Er kunnen hooguit %(limit_value)s mensen meedoen.") % {"limit_value": AT_MOST}
            )
        if invited >= self.at_least:
            return invited
        if self.at_least > MIN_GROUP_SIZE:
            text = gettext("U maakte al %(some)s links. Minder kan niet meer.") % {"some": self.at_least}
        else:
            text = gettext("Nodig minstens drie andere mensen uit. Met minder is te zien wie wat antwoordde.")
        raise forms.ValidationError(text)

    def clean_ends(self):
        ends = self.cleaned_data["ends"]
        if ends < timezone.localdate():
            raise forms.ValidationError(gettext("Kies een dag die nog komt."))
        if ends > self.last:
            raise forms.ValidationError(
                gettext("Kies een dag binnen %(days)s dagen.") % {"days": (self.last - timezone.localdate()).days}
            )
        return ends


@dataclass(frozen=True)
class Invitation:
    """A link for one person as its organiser sees it: the whole address, and a mail that is ready to be sent."""

    number: int
    url: str
    mail: str
    is_own: bool
    answered: bool


def owner_context(request, token):
    """The owner's links; the group, its link for all when there is one, and those for one person each."""
    links, group = PlanLinks.for_owner(request, token), group_of(request.plan)
    link = request.build_absolute_uri(reverse("group", args=[group.token(token)])) if group and group.key_hash else None
    invitations = invitations_of(request, group, token) if group and group.is_personal else []
    return {
        "plan_links": links,
        "group": group,
        "link": link,
        "own": next((one for one in invitations if one.is_own), None),
        "invitations": [one for one in invitations if not one.is_own],
    }


def invitations_of(request, group, token) -> list[Invitation]:
    """The links for one person each, the owner's own first."""
    root = request.plan.root(token)
    found = []
    for link in links_of(group):
        url = request.build_absolute_uri(reverse("group", args=[link.token(root)]))
        found.append(Invitation(link.number, url, mail_with(url, group), link.is_own, link.shown))
    return found


def mail_with(url, group) -> str:
    """The address of a mail that invites one person, for the visitor's own mail program."""
    day = date_format(group.ends, "j F Y")
    text = gettext(
        "Wilt u meedenken over een plek online voor onze buurt? Dit is uw eigen link. Geef hem niet door. "
        "Antwoorden kan tot en met %(day)s."
    ) % {"day": day}
    return f"mailto:?subject={quote(gettext('Samen kiezen'))}&body={quote(text + chr(10) * 2 + url)}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def owner(request, token):
    """Make the links of a group and look after them. What a button does stands in `ACTIONS`."""
    context = owner_context(request, token)
    group, form = context["group"], None
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("do"))
        form = action(request, token, group) if action else None
        if form is None:
            return redirect("together", token=token)
    first = {"ends": timezone.localdate() + timedelta(days=DAYS), "invited": PEOPLE}
    if form is None:
        known = {"ends": group.ends, "invited": group.invited} if group else first
        form = GroupForm(initial=known, plan=request.plan, way=group.way if group else Group.Way.PERSONAL)
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


def make(request, token, group):
    """A group with links; the form again when it cannot be. Nothing happens when there is a group already."""
    way = Group.Way.OPEN if request.POST.get("way") == Group.Way.OPEN else Group.Way.PERSONAL
    form = GroupForm(request.POST, plan=request.plan, way=way)
    if not group and not form.is_valid():
        return form
    if not group:
        check_rate_limit(request, "groups")
        begin_group(request.plan, token, facts_of(request.plan), **form.cleaned_data)
    return None


def change(request, token, group):
    """Another last day or more people, while the group is open."""
    if group is None or not group.is_open:
        return None
    form = GroupForm(request.POST, plan=request.plan, way=group.way, group=group)
    if not form.is_valid():
        return form
    change_group(group, token, **form.cleaned_data)
    return None


def revoke(request, token, group):
    """The link for all stops working; what people answered stays."""
    Group.objects.filter(plan=request.plan).update(key_hash=None)


def renew(request, token, group):
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


def close(request, token, group):
    """No more answers; this cannot be taken back, because everyone who waited is counted now."""
    Group.objects.filter(plan=request.plan).update(closed=True)


def erase(request, token, group):
    """The group and everything that people answered, at once; also the reports, which hold its outcome."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=request.plan.pk)
        Group.objects.filter(plan=plan).delete()
        plan.reports.all().delete()
    empty_log()


ACTIONS = {"make": make, "change": change, "revoke": revoke, "renew": renew, "close": close, "erase": erase}


@require_safe
@for_owner
def owner_links(request, token):
    """The links for one person each, to print and cut into strips."""
    context = owner_context(request, token)
    if not context["invitations"]:
        return redirect("together", token=token)
    return group_page(request, "links", **context)


@require_safe
@for_owner
def owner_outcome(request, token):
    context = owner_context(request, token)
    if context["group"] is None:
        return redirect("together", token=token)
    return outcome_page(request, **context)


# --- paper ---------------------------------------------------------------------------------------------------------


@require_safe
def paper(request):
    """The short version as a sheet to fill in by hand."""
    context = {"section": "stappenplan", "parts": short_sheet()}
    return render(request, "stappenplan/groups/paper_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def owner_paper(request, token):
    """Type over sheets of paper one by one; three or more are counted as one stack."""
    context = owner_context(request, token)
    group = context["group"]
    if group is None or not group.is_open:
        return redirect("together", token=token)
    form = ShortForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST" and (done := change_stack(request, group, form)):
        return redirect(done, token=token)
    context |= {"sheets": sheets_in_words(group), "room": room_for_paper(group), **form_context(form)}
    return group_page(request, "enter_paper_forms", status=400 if form.errors else 200, **context)


def change_stack(request, group, form):
    """What was asked of the stack; gives where to go next, or None when the sheet has a mistake."""
    wanted = request.POST.get("do")
    if wanted == "count":
        try:
            add_stack(group)
        except (IsOver, ValueError):
            return "together_paper"
        return "together_outcome"
    if wanted == "add" and not form.is_valid():
        return None
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        if wanted == "add" and room_for_paper(group):
            group.sheets.append({"role": form.role, "answers": only_opinions(form.cleaned_data)})
        number = request.POST.get("remove", "")
        if number.isdecimal() and 0 < int(number) <= len(group.sheets):
            del group.sheets[int(number) - 1]
        group.save(update_fields=["sheets"])
    return "together_paper"


def room_for_paper(group) -> bool:
    return group.answers.exclude(stack=None).count() + len(group.sheets) < AT_MOST


def sheets_in_words(group):
    return [ROLE_NAMES[sheet["role"]] for sheet in group.sheets]


# --- who takes part ------------------------------------------------------------------------------------------------


def cookie_of(request):
    """The cookie that remembers in one browser that it answered: one per group, or per link for one person."""
    link = request.group_link
    return cookie_name(f"samen-{request.group.pk}-{link.number}" if link else f"samen-{request.group.pk}")


def remember(request, response, secret):
    """Keep in this browser that it answered, and which answer is its own."""
    return keep_cookie(response, cookie_of(request), secret)


def own_answer(request) -> GroupAnswer | None:
    """The answer of this browser, if it answered and did not forget."""
    secret = request.COOKIES.get(cookie_of(request), "")
    return request.group.answers.filter(browser=hash_token(secret)).first() if secret else None


def forgetter(group) -> Signer:
    """Signs what a browser keeps that answered and forgot what: nobody else can make it up."""
    return Signer(salt=f"stappenplan.group.{group.pk}")


def has_answered(request) -> bool:
    """Whether this browser answered: it holds the secret of an answer, or what we signed when it forgot that."""
    if own_answer(request):
        return True
    try:
        return forgetter(request.group).unsign(request.COOKIES.get(cookie_of(request), "")) == FORGOTTEN
    except BadSignature:
        return False


def is_organiser(request) -> bool:
    """Whether this browser holds the edit link of the group's plan: then its owner knows this answer."""
    return hash_token(request.COOKIES.get(cookie_name(), "")) == request.group.plan.edit_hash


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def answer(request, token):
    """The short version for one person. Once sent it stays: that is why nobody can be read off from a difference."""
    group, link = request.group, request.group_link
    context = {"group": group, "token": token, "group_link": link}
    if has_answered(request):
        return group_page(request, "answered", has_own=own_answer(request) is not None, **context)
    secret = request.POST.get("browser") or new_secret()
    form = ShortForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and len(secret) >= SECRET_AT_LEAST and form.is_valid():
        check_rate_limit(request, "group_answers")
        try:
            add_answer(group, form.role, form.cleaned_data, secret, link, known=is_organiser(request))
        except (IsOver, IsFull, IsUsed):
            return not_now(request, token, sent=True)
        return remember(request, redirect("group_own", token=token), secret)
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
    found, catalogue = own_answer(request), Catalogue.current()
    if found is None or not catalogue.platforms:
        return redirect("group", token=token)
    advice = advice_for(request.group, found, catalogue)
    context = {
        "group": request.group,
        "token": token,
        "advice": advice,
        "profile": advice.profile,
        "shelf": advice.shelves[0],
        "catalogue": catalogue,
    }
    return group_page(request, "my_advice", **context)


@require_POST
@for_member
def forget_own(request, token):
    """Forget on this device which answer was given; that one was given stays known."""
    response = redirect("group", token=token)
    return remember(request, response, forgetter(request.group).sign(FORGOTTEN)) if has_answered(request) else response


@require_safe
@for_member
def member_outcome(request, token):
    """For people who answered, and for everyone when the group is over: seeing it earlier changes answers."""
    if request.group.is_open and not has_answered(request):
        return redirect("group", token=token)
    return outcome_page(request, group=request.group, token=token)
