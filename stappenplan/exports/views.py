"""Downloads: the page that lists all files, the files, and the sheets to print."""

from threading import Semaphore

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from platforms.models import Catalogue, FollowUp
from stappenplan.advice.access import with_catalogue
from stappenplan.advice.comparison import chosen_to_compare, compare_groups
from stappenplan.advice.serialization.advice_csv import as_csv
from stappenplan.advice.serialization.comparison_data import comparison_csv, comparison_dict
from stappenplan.follow_up.links import derive_link
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.operations.busy import refuse_for_now
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.form_addresses import sent_from
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.plans import answers_file as answer_files
from stappenplan.plans.access import for_owner, for_reader, with_links
from stappenplan.plans.links import PlanLinks
from stappenplan.report.document import report_html
from stappenplan.report.record import as_text, build_record
from stappenplan.report.sections.elements import chooses_platform
from stappenplan.wizard.forms import StepForm
from stappenplan.wizard.paper_forms import question_sheet, talk_sheet

from .forms import DatesForm
from .provider_questions import questions_file
from .responses import build_download

# One Word file at a time in a web process, since it keeps a core busy for a second or two; others wait this long.
writing, WRITING_TURN_SECONDS = Semaphore(1), 10
# As many talks as the question in the stappenplan speaks of.
TALKS = 10
SHEETS = {"gemeente": OFFICIAL, "bewoner": RESIDENT}


# --- the page with everything --------------------------------------------------------------------------------------


@with_catalogue
def show_exports(request, links, catalogue):
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
        "asks_providers": chooses_platform(advice) and advice.shelves[0].first,
        "ranked": advice.ranking.placed,
        "dates": form or DatesForm(initial={"vanaf": start}),
        "busy": busy,
    }
    response = render(request, "stappenplan/exports/index.html", context, status=400 if form else 200)
    return refuse_for_now(request, response, seconds=60) if busy else response


# --- the files -----------------------------------------------------------------------------------------------------


@with_catalogue
def report_to_edit(request, links, catalogue):
    """The report as a Word file; the page again, when too many are being made."""
    # Loaded when asked for: it takes a second and 20 MB, and most visitors never do.
    from .word import word_file

    check_rate_limit(request, "documents")
    advice, language = request.plan.advice(catalogue), get_language()
    if not writing.acquire(timeout=WRITING_TURN_SECONDS):
        return take_page(request, links, advice, busy=True)
    try:
        content = word_file(report_html(request.plan, advice, catalogue, language, draws_all=True), language)
    finally:
        writing.release()
    return build_download(content, "advies", "docx", request.plan.answers)


@with_catalogue
def export_calendar(request, links, catalogue):
    """The planning as a calendar file; the page again, with what is wrong, when a day cannot be read."""
    from .calendar import calendar_file

    advice, start = request.plan.advice(catalogue), timezone.localdate(request.plan.changed)
    form = DatesForm(request.GET if "vanaf" in request.GET else {"vanaf": start})
    if not form.is_valid():
        return take_page(request, links, advice, form)
    days = form.cleaned_data
    content = calendar_file(request.plan, advice, days["vanaf"], days["terugblik"], moments_of(request, links))
    return build_download(content, "agenda", "ics", request.plan.answers)


def moments_of(request, links):
    """The days on which the owner is asked again; none for readers, or when no word was left."""
    from .calendar import build_moments

    follow_up, token = derive_link(request.plan, links.token) if links.token else (None, "")
    return build_moments(follow_up, follow_up_address(request, token)) if follow_up else ()


def follow_up_address(request, token):
    return request.build_absolute_uri(reverse("follow_up", args=[token]))


@require_safe
@keep_private
def follow_up_dates(request, token):
    """The days on which the holder of this link is asked again, as a calendar file."""
    from .calendar import follow_up_file

    follow_up = FollowUp.find(token)
    if follow_up is None or follow_up.stopped:
        return redirect("follow_up", token=token)
    return build_download(follow_up_file(follow_up, follow_up_address(request, token)), "agenda", "ics", {})


@with_catalogue
def export_questions(request, links, catalogue):
    """The questions to the providers as text; back to the page when there is no provider to ask."""
    text = questions_file(request.plan.advice(catalogue))
    if not text:
        return redirect(links.exports)
    return build_download(text, "vragen", "txt", request.plan.answers)


@with_catalogue
def export_comparison(request, links, catalogue, form):
    """The chosen platforms, or the first three, side by side as CSV or JSON."""
    chosen, _faults = chosen_to_compare(request.plan.advice(catalogue).ranking.placed, request.GET.getlist("p"))
    groups = compare_groups(chosen)
    table = form == "csv"
    content = comparison_csv(chosen, groups) if table else as_text(comparison_dict(chosen, groups, catalogue))
    return build_download(content, "vergelijking", form, request.plan.answers)


def for_both(view):
    """The same view for the owner of a plan and for readers."""
    return require_safe(with_links(view)), require_safe(for_reader(view))


owner_page, reader_page = for_both(show_exports)
owner_word, reader_word = for_both(report_to_edit)
owner_dates, reader_dates = for_both(export_calendar)
owner_questions, reader_questions = for_both(export_questions)
owner_comparison, reader_comparison = for_both(export_comparison)


@require_GET
@for_owner
def export_advice(request, token, form):
    """The advice as data: JSON (the record that is in the PDF too) or CSV."""
    if not request.plan.answers.get("audience"):
        return redirect("step", token=token, step=STEPS[0].key)
    catalogue = Catalogue.current()
    advice = request.plan.advice(catalogue)
    content = as_csv(advice) if form == "csv" else as_text(build_record(request.plan, advice, catalogue))
    return build_download(content, "advies", form, request.plan.answers)


# --- the answers ---------------------------------------------------------------------------------------------------


@require_safe
@for_owner
def export_answers(request, token):
    """The answers as a file that can be opened again."""
    content = answer_files.answers_file(request.plan.answers, request.plan.emphasis)
    return build_download(content, "antwoorden", "json", request.plan.answers)


@require_safe
@for_owner
def take_and_erase(request, token):
    """Keep the answers in a file of one's own, then erase the plan here."""
    context = {"section": "stappenplan", "plan_links": PlanLinks.for_owner(request, token)}
    return render(request, "stappenplan/plans/download_and_delete.html", context)


@sent_from("quick_check")
@keep_private
def quick_check_answers(request):
    """The answers of the quick check as a file: nothing of it is stored here."""
    form = StepForm(request.POST, questions=QUICK_CHECK)
    form.is_valid()
    found = {key: value for key, value in form.cleaned_data.items() if value}
    return build_download(answer_files.answers_file(found), "antwoorden", "json", found)


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
