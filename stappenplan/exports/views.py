"""Downloads: the page that lists all files, the files, and opening a file of answers again."""

from threading import Semaphore

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from platforms.models import Catalogue
from stappenplan.advice import serialization
from stappenplan.advice.access import with_catalogue
from stappenplan.advice.comparison import chosen_to_compare, compare_groups
from stappenplan.advice.serialization import comparison_csv, comparison_dict
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.operations.caching import keep_private
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans import answers_file as answer_files
from stappenplan.plans.access import for_owner, for_reader, with_links
from stappenplan.plans.filenames import file_name
from stappenplan.plans.links import PlanLinks
from stappenplan.report.document import report_html
from stappenplan.report.record import as_text, record_of
from stappenplan.wizard.fields import DateField
from stappenplan.wizard.forms import StepForm
from stappenplan.wizard.paper_forms import question_sheet, talk_sheet

from .provider_questions import questions_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# One Word file at a time in a web process, since it keeps a core busy for a second or two; others wait this long.
writing, TURN_SECONDS = Semaphore(1), 10
# As many talks as the question in the stappenplan speaks of.
TALKS = 10
SHEETS = {"gemeente": OFFICIAL, "bewoner": RESIDENT}


def attachment(content, content_type, name):
    """A file to keep, under this name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


# --- the page with everything --------------------------------------------------------------------------------------


class DatesForm(forms.Form):
    """From which day the planning counts, and perhaps when to look back."""

    vanaf = DateField()
    terugblik = DateField(required=False)

    def clean(self):
        cleaned = super().clean()
        start, review = cleaned.get("vanaf"), cleaned.get("terugblik")
        if start and review and review <= start:
            self.add_error("terugblik", gettext("Kies een dag na de dag waarop u begint."))
        return cleaned


@with_catalogue
def page(request, links, catalogue):
    """All there is to take along, with what each file is for."""
    return take_page(request, links, request.plan.advice(catalogue))


def take_page(request, links, advice, form=None, busy=False):
    """The page; `form` and `busy` say what went wrong with a file that was asked for."""
    start = timezone.localdate(request.plan.changed)
    context = {
        "section": "stappenplan",
        "plan_links": links,
        "reader": links.overview is None,
        "official": advice.profile.says("audience", OFFICIAL),
        "first": advice.shelves[0].first,
        "ranked": advice.ranking.placed,
        "dates": form or DatesForm(initial={"vanaf": start}),
        "busy": busy,
    }
    response = render(request, "stappenplan/exports/index.html", context, status=400 if form else 503 if busy else 200)
    if busy:
        response["Retry-After"] = "60"
    return response


# --- the files -----------------------------------------------------------------------------------------------------


def named(request, kind, extension):
    return file_name(kind, request.plan.answers, extension)


@with_catalogue
def report_to_edit(request, links, catalogue):
    """The report as a Word file; the page again, when too many are being made."""
    # Loaded when asked for: it takes a second and 20 MB, and most visitors never do.
    from .word import word_file

    check_rate_limit(request, "documents")
    advice, language = request.plan.advice(catalogue), get_language()
    if not writing.acquire(timeout=TURN_SECONDS):
        return take_page(request, links, advice, busy=True)
    try:
        content = word_file(report_html(request.plan, advice, catalogue, language), language)
    finally:
        writing.release()
    return attachment(content, WORD, named(request, "advies", "docx"))


@with_catalogue
def dates(request, links, catalogue):
    """The planning as a calendar file; the page again, with what is wrong, when a day cannot be read."""
    from .calendar import calendar_file

    advice, start = request.plan.advice(catalogue), timezone.localdate(request.plan.changed)
    form = DatesForm(request.GET if "vanaf" in request.GET else {"vanaf": start})
    if not form.is_valid():
        return take_page(request, links, advice, form)
    days = form.cleaned_data
    content = calendar_file(request.plan, advice, days["vanaf"], days["terugblik"])
    return attachment(content, "text/calendar; charset=utf-8", named(request, "agenda", "ics"))


@with_catalogue
def questions(request, links, catalogue):
    """The questions to the providers as text; back to the page when there is no provider to ask."""
    text = questions_file(request.plan.advice(catalogue))
    if not text:
        return redirect(links.take)
    return attachment(text, "text/plain; charset=utf-8", named(request, "vragen", "txt"))


@with_catalogue
def comparison(request, links, catalogue, form):
    """The chosen platforms, or the first three, side by side as CSV or JSON."""
    chosen, _faults = chosen_to_compare(request.plan.advice(catalogue).ranking.placed, request.GET.getlist("p"))
    groups = compare_groups(chosen)
    if form == "csv":
        content, content_type = comparison_csv(chosen, groups), "text/csv; charset=utf-8"
    else:
        content, content_type = as_text(comparison_dict(chosen, groups, catalogue)), "application/json"
    return attachment(content, content_type, named(request, "vergelijking", form))


def for_both(view):
    """The same view for the owner of a plan and for readers."""
    return require_safe(with_links(view)), require_safe(for_reader(view))


owner_page, reader_page = for_both(page)
owner_report, reader_report = for_both(report_to_edit)
owner_dates, reader_dates = for_both(dates)
owner_questions, reader_questions = for_both(questions)
owner_comparison, reader_comparison = for_both(comparison)


# --- the answers ---------------------------------------------------------------------------------------------------


@require_safe
@for_owner
def answers(request, token):
    """The answers as a file that can be opened again."""
    content = answer_files.answers_file(request.plan.answers, request.plan.emphasis)
    return attachment(content, "application/json", named(request, "antwoorden", "json"))


@require_safe
@for_owner
def take_and_erase(request, token):
    """Keep the answers in a file of one's own, then erase the plan here."""
    context = {"section": "stappenplan", "plan_links": PlanLinks.for_owner(request, token)}
    return render(request, "stappenplan/plans/download_and_delete.html", context)


@require_POST
@keep_private
def quick_check_answers(request):
    """The answers of the quick check as a file: nothing of it is stored here."""
    form = StepForm(request.POST, questions=QUICK_CHECK)
    form.is_valid()
    found = {key: value for key, value in form.cleaned_data.items() if value}
    return attachment(answer_files.answers_file(found), "application/json", file_name("antwoorden", found, "json"))


# --- paper ---------------------------------------------------------------------------------------------------------


@require_safe
def paper_questions(request, who):
    """All questions for an official or a resident, to fill in by hand."""
    context = {"section": "stappenplan", "who": who, "steps": question_sheet(SHEETS[who])}
    return render(request, "stappenplan/exports/paper_questionnaire.html", context)


@require_safe
def paper_talks(request):
    """A sheet for ten talks with neighbours: what do they miss, and does anyone of them ask for this?"""
    need = QUESTIONS["need_source"]
    context = {
        "section": "stappenplan",
        "talks": range(1, TALKS + 1),
        "asked": talk_sheet(),
        "need": need,
        "asked_themselves": need.option("residents_asked").label,
        "asked_by_others": need.option("organisation_idea").label,
        "asked_together": need.option("both").label,
    }
    return render(request, "stappenplan/exports/paper_conversations.html", context)


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
