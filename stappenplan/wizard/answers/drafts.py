"""Drafts: what was typed or chosen on a page and is no answer yet, kept until it is one.

A plan keeps them beside its answers, as they were sent: question key -> list of texts. They count nowhere.
"""

from typing import NamedTuple

from django.db import transaction

from platforms.plain_text import drop_unseen
from stappenplan.method.declarations import NAME, PLACE, TEXT
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan

from ..forms import StepForm, as_data
from ..pages import PAGES, page_of

# Of a text that is too long so much is kept, and of a question so many choices.
DRAFT_LENGTH, DRAFT_VALUES = 2000, 50


class Draft(NamedTuple):
    """What is not saved yet, in words: the question, what was sent, what is wrong ("" when nothing), the key."""

    label: str
    answer: "str | tuple[str, ...]"
    fault: str
    key: str


def sent_values(data, key) -> list[str]:
    """What was sent for a question, without empty values; of a text and a place the last."""
    values = [drop_unseen(value[:DRAFT_LENGTH]) for value in data.getlist(key) if value][:DRAFT_VALUES]
    return values[-1:] if QUESTIONS[key].kind in (PLACE, TEXT, NAME) else values


def keep_drafts(plan, form, keys) -> None:
    """Keep what was sent for these questions as it is, instead of earlier drafts of them."""
    typed = {key: values for key in keys if (values := sent_values(form.data, key))}
    if replace_drafts(plan.drafts, keys, typed) == plan.drafts:
        return
    with transaction.atomic():  # read again, since another tab may have kept one of another page
        stored = Plan.objects.select_for_update().values_list("drafts", flat=True).get(pk=plan.pk)
        plan.drafts = replace_drafts(stored, keys, typed)
        Plan.objects.filter(pk=plan.pk).update(drafts=plan.drafts)


def replace_drafts(drafts, keys, typed) -> dict:
    """The drafts with `typed` instead of those of `keys`."""
    return {key: values for key, values in drafts.items() if key not in keys} | typed


def faulty_keys(form) -> list[str]:
    """The questions of a form that was sent of which no answer came, also where that is no fault: see StepForm."""
    return [key for key in form.fields if key not in form.cleaned_data]


def with_drafts(plan, questions):
    """What a page shows when it is opened again, as data of a form; None without a draft."""
    drafts = {question.key: plan.drafts[question.key] for question in questions if question.key in plan.drafts}
    if not drafts:
        return None
    data = as_data(plan.answers, questions)
    for key, values in drafts.items():
        data.setlist(key, values)
    return data


def list_drafts(plan, without=()) -> list[Draft]:
    """What of the questions that apply is not saved yet; `without`: keys of questions that the page itself shows."""
    if not plan.drafts:
        return []
    shown, found = visible_answers(plan.answers), []
    for page in dict.fromkeys(page_of(key) for key in plan.drafts if key in shown and key not in without):
        questions = PAGES[page].asked(plan.answers, shown)
        data = with_drafts(plan, questions)
        form = StepForm(data, questions=questions, answers=plan.answers, step=PAGES[page].step)
        form.is_valid()
        found += [describe_draft(form, question) for question in questions if is_unsaved(plan, form, question.key)]
    return found


def is_unsaved(plan, form, key) -> bool:
    """Whether a draft says something else than the plan holds."""
    stored = as_data(plan.answers, [QUESTIONS[key]]).getlist(key)
    return key in plan.drafts and sorted(plan.drafts[key]) != sorted(stored)


def describe_draft(form, question) -> Draft:
    label = question.label_for(form.answers.get("audience"))
    fault = next(iter(form.errors.get(question.key, ())), "")
    return Draft(label, as_typed(question, form.data.getlist(question.key)), fault, question.key)


def as_typed(question, values):
    """What was sent, in words where it is an option; else as it was typed, cut to a line."""
    if question.kind in (PLACE, TEXT, NAME):
        return values[-1][:200]
    return tuple(option.label if (option := question.option(value)) else value[:200] for value in values if value)
