"""Paper forms of a group: the sheet to fill in by hand, and the page where the organiser types sheets over."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from stappenplan.models import Group
from stappenplan.plans.access import for_owner
from stappenplan.wizard.paper_forms import short_sheet

from .forms import ShortForm, form_context
from .invitations import owner_context
from .participation import AT_MOST, IsOver, add_stack, only_opinions
from .rendering import group_page
from .summary import ROLE_NAMES


@require_safe
def show_paper_form(request):
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
        return redirect("manage_group", token=token)
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
            return "owner_paper"
        return "owner_outcome"
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
    return "owner_paper"


def room_for_paper(group) -> bool:
    return group.answers.exclude(stack=None).count() + len(group.sheets) < AT_MOST


def sheets_in_words(group):
    return [ROLE_NAMES[sheet["role"]] for sheet in group.sheets]
