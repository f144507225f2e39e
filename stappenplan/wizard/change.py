"""Changing one answer, from check-your-answers or from the advice: one question, then back.

`?terug=advies` leads back to the advice. The follow-ups that an answer opened are asked in turn: `?na=` is the key of
the question that opened them, `?ook=` those of the follow-ups that are still to come. A question that is not put to
these people can be answered here too, when they choose to.
"""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse

from stappenplan.method.profile import list_optional, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.success import WISHES_KEY

from .answers.drafts import faulty_keys, keep_drafts, with_drafts
from .answers.saving import (
    SHOWN,
    StaleAnswersError,
    known_answers,
    newly_asked,
    read_shown,
    save_answers,
    tell_stale,
    write_shown,
)
from .answers.summary import answer_in_words
from .conflict import show_conflict
from .forms import StepForm, as_data
from .page_context import question_context
from .pages import PAGES, QUESTIONS_ON_A_PAGE, first_open_page, page_of

TO_ADVICE = "advies"
# Questions that are changed together: another municipality has other neighbourhoods.
ALONG = {"place": ("area_name",)}


def change_url(token, keys, back="", after="") -> str:
    """The address that asks these questions. `back`: TO_ADVICE or "". `after`: the question that opened them, or ""."""
    query = [("ook", key) for key in keys[1:]]
    query += [(name, value) for name, value in (("terug", back), ("na", after)) if value]
    return reverse("change", args=[token, keys[0]]) + (f"?{urlencode(query)}" if query else "")


class AnswerChange:
    """The questions that one request asks of `request.plan`, and where it leads."""

    def __init__(self, request, token, key):
        self.request, self.plan, self.token, self.key = request, request.plan, token, key
        self.back = TO_ADVICE if request.GET.get("terug") == TO_ADVICE else ""
        self.after = after if (after := request.GET.get("na", "")) in QUESTIONS else ""
        shown = visible_answers(self.plan.answers)
        if key not in shown and key in (optional := list_optional(self.plan.answers)):
            shown = dict.fromkeys(optional)
        keys = [key, *ALONG.get(key, ()), *(other for other in request.GET.getlist("ook") if other != key)]
        asked = [one for one in dict.fromkeys(keys) if one in shown]
        self.applies = key in shown
        self.page = PAGES[page_of(key)] if self.applies else None
        self.questions, self.later = self.divide(asked, shown) if self.applies else ((), ())

    def divide(self, keys, shown):
        """The questions to ask on this page, and the keys of those to ask after it. All wishes are one question."""
        group = QUESTIONS[keys[0]].group
        here = {question.key: question for question in self.page.questions if question.key in shown}
        wanted = list(here) if group else [key for key in keys if key in here][:QUESTIONS_ON_A_PAGE]
        return tuple(here[key] for key in here if key in wanted), [key for key in keys if key not in wanted]

    @property
    def return_url(self):
        if self.back:
            return self.request.plan_links.advice
        return f"{self.request.plan_links.overview}#antwoord-{self.after or self.key}"

    def page_url(self, key):
        return reverse("step", args=[self.token, key])

    def form(self, data=None):
        return StepForm(
            data,
            questions=self.questions,
            answers=self.plan.answers,
            step=self.page.step,
            initial={question.key: self.plan.answers.get(question.key) for question in self.questions},
        )

    def show(self):
        """The page as it is opened: with the answers of now, or with what was sent before and is no answer yet."""
        form = self.form(with_drafts(self.plan, self.questions))
        keys = [question.key for question in self.questions]
        return self.render(form, write_shown(known_answers(self.plan.answers, keys)))

    def save(self):
        """Save what was sent and go on; what is wrong is said, and kept as a draft."""
        form, before = self.form(self.request.POST), self.plan.answers
        if form.is_valid():
            form = self.add_disputed(form)
        if not form.is_valid():
            keep_drafts(self.plan, form, list(form.fields))
            return self.render(form, form.data.get(SHOWN, ""))
        keep_drafts(self.plan, form, faulty_keys(form))
        try:
            save_answers(self.plan, form.cleaned_data, read_shown(self.request.POST))
        except StaleAnswersError as error:
            return self.render(form, tell_stale(form, error), status=409)
        return redirect(self.next_url(before))

    def add_disputed(self, form):
        """The form, with the questions of this step whose stored answer does not go with what was sent."""
        answers = self.plan.answers
        faults = self.page.step.check({**answers, **form.cleaned_data})
        disputed = tuple(QUESTIONS[key] for key, _fault in faults if key not in form.fields)
        if not disputed:
            return form
        data = form.data.copy()
        for key, values in as_data(answers, disputed).lists():
            data.setlist(key, values)
        data[SHOWN] = write_shown(read_shown(data) | known_answers(answers, [one.key for one in disputed]))
        self.questions += disputed
        return self.form(data)

    def next_url(self, before):
        """The follow-ups that this answer opened, then those that were still to come, then back."""
        opened = newly_asked(before, self.plan.answers)
        shown = visible_answers(self.plan.answers)
        to_ask = [*opened, *(key for key in self.later if key not in opened and key in shown)]
        return change_url(self.token, to_ask, self.back, self.after or self.key) if to_ask else self.return_url

    def render(self, form, shown_before, status=200):
        only = self.questions[0] if len(self.questions) == 1 else None
        stored = answer_in_words(only, self.plan.answers.get(only.key)) if only else None
        others = [question.key for question in self.questions if question.key != self.key]
        context = question_context(self.request, form, self.page.step) | {
            "only": only,
            "wishes": self.questions[0].group == WISHES_KEY,
            "stored": stored,
            "follow_up": bool(self.after),
            "shown_before": shown_before,
            "action": change_url(self.token, [self.key, *others, *self.later], self.back, self.after),
            "return_url": self.return_url,
        }
        return render(self.request, "stappenplan/wizard/change.html", context, status=status)

    def refuse(self):
        """A post for a question that does not apply any more."""
        answers = self.plan.answers
        shown = visible_answers(answers)
        pages = [key for key, page in PAGES.items() if page.asked(answers, shown)]
        resume = self.page_url(first_open_page(answers) or "overzicht")
        return show_conflict(self.request, pages, self.page_url, resume)


def change_answer(request, token, key):
    """Ask one question anew, save its answer and go back; a question that is not asked leads back at once."""
    change = AnswerChange(request, token, key)
    if request.method == "POST":
        return change.save() if change.applies else change.refuse()
    return change.show() if change.applies else redirect(change.return_url)
