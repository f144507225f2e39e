"""The wizard: every page of every step, and check-your-answers. Formtools handles order and validation."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView

from stappenplan.method.profile import list_optional, visible_answers
from stappenplan.method.steps import QUESTIONS, STEPS

from .answers.drafts import faulty_keys, keep_drafts, list_drafts, with_drafts
from .answers.saving import SHOWN, StaleAnswersError, known_answers, tell_stale, write_shown
from .answers.summary import answers_by_step
from .change import TO_ADVICE, change_url
from .conflict import STEP_FIELD, show_conflict
from .forms import StepForm, prefill_values
from .page_context import question_context
from .pages import PAGES, first_open_page
from .rail import build_rail, end_rail

OVERVIEW = "overzicht"


class PlanWizard(NamedUrlWizardView):
    """All pages of the stappenplan over one plan (`request.plan`), and the overview as formtools' closing step."""

    storage_name = "stappenplan.wizard.answers.storage.PlanStorage"
    template_name = "stappenplan/wizard/page.html"
    # What the page that was sent had shown, when it is shown again.
    shown_before = ""

    def get_step_url(self, step):
        return reverse("step", kwargs={"token": self.kwargs["token"], "step": step})

    def get_form_prefix(self, step=None, form=None):
        return ""

    @property
    def shown(self):
        """The answers that count, worked out once for each state of the plan."""
        answers = self.request.plan.answers
        if getattr(self, "shown_for", None) is not answers:
            self.shown_for, self.visible = answers, visible_answers(answers)
        return self.visible

    def get_form_list(self):
        """The pages that apply, worked out once for each state of the plan."""
        shown = self.shown
        if getattr(self, "listed_for", None) is not shown:
            answers, forms = self.request.plan.answers, self.form_list.items()
            self.listed_for, self.listed = shown, {key: form for key, form in forms if PAGES[key].asked(answers, shown)}
        return self.listed

    def get_form_kwargs(self, step=None):
        page, answers = PAGES[step], self.request.plan.answers
        return {"questions": page.asked(answers, self.shown), "answers": answers, "step": page.step}

    def get_form_initial(self, step):
        answers = self.request.plan.answers
        stored = {question.key: answers.get(question.key) for question in PAGES[step].questions}
        first = {question.key: prefill_values(question, answers) for question in PAGES[step].questions}
        return stored | {key: value for key, value in first.items() if value}

    # --- requests --------------------------------------------------------------------------------------------------

    def get(self, request, *args, **kwargs):
        """A page that does not exist, or does not apply, leads to the first open one."""
        step = kwargs["step"]
        if step != OVERVIEW and step not in self.get_form_list():
            return redirect(self.resume_url())
        if step == OVERVIEW:
            return super().get(request, *args, **kwargs)
        page = PAGES[step]
        drafts = with_drafts(request.plan, page.asked(request.plan.answers, self.shown))
        return self.render(self.get_form(step=step, data=drafts or self.storage.get_step_data(step)))

    def post(self, request, *args, **kwargs):
        """Save what was sent for the page in the address; anything else is shown back and nothing is saved."""
        step = kwargs["step"]
        if step not in self.get_form_list() or request.POST.get(STEP_FIELD) != step:
            return show_conflict(request, self.get_form_list(), self.get_step_url, self.resume_url())
        if "keep" in request.POST:
            return self.save_what_is_valid() or redirect("save", token=self.kwargs["token"])
        target = request.POST.get("wizard_goto_step")
        return self.render_goto_step(target) if target in self.get_form_list() else self.go_forward()

    def go_forward(self):
        """Save the page and open the next; with a mistake, show it again and keep what was sent as a draft."""
        form = self.get_form(data=self.request.POST)
        if not form.is_valid():
            keep_drafts(self.request.plan, form, list(form.fields))
            self.shown_before = self.request.POST.get(SHOWN, "")
            return self.render(form)
        keep_drafts(self.request.plan, form, faulty_keys(form))
        try:
            self.storage.set_step_data(self.steps.current, form.cleaned_data)
        except StaleAnswersError as error:
            return self.let_choose(form, error)
        return HttpResponseRedirect(self.get_step_url(self.steps.next or OVERVIEW))

    def let_choose(self, form, error):
        """The page again, where somebody must choose between what was sent and what is stored."""
        self.shown_before = tell_stale(form, error)
        return self.render(form, status=409)

    def save_what_is_valid(self):
        """For leaving a page in another way than forward: what is valid is saved, the rest is kept as a draft.

        A question left empty is skipped by going forward only; an earlier answer that was taken away is gone. Gives
        None, or the page to show instead of leaving.
        """
        form, earlier = self.get_form(data=self.request.POST), self.request.plan.answers
        form.is_valid()
        kept = {key: value for key, value in form.cleaned_data.items() if value is not None or key in earlier}
        keep_drafts(self.request.plan, form, faulty_keys(form))
        try:
            self.storage.set_step_data(self.steps.current, kept)
        except StaleAnswersError as error:
            return self.let_choose(form, error)
        return None

    def render_goto_step(self, goto_step, **kwargs):
        return self.save_what_is_valid() or super().render_goto_step(goto_step, **kwargs)

    def resume_url(self):
        """Where this plan goes on: the first open page, or the overview."""
        return self.get_step_url(first_open_page(self.request.plan.answers) or OVERVIEW)

    # --- pages -----------------------------------------------------------------------------------------------------

    def get_context_data(self, form, **context):
        page = PAGES[self.steps.current]
        pages = [PAGES[key] for key in self.get_form_list() if PAGES[key].step is page.step]
        keys = [question.key for question in page.questions]
        return super().get_context_data(
            **question_context(self.request, form, page.step),
            step_number=STEPS.index(page.step) + 1,
            step_count=len(STEPS),
            page_number=pages.index(page) + 1,
            page_count=len(pages),
            previous_step=self.steps.prev,
            shown_before=self.shown_before or write_shown(known_answers(self.request.plan.answers, keys)),
            **context,
        )

    def render(self, form=None, status=200, **kwargs):
        response = super().render(form, **kwargs)
        response.status_code = status
        return response

    def change_url(self, key, back):
        return change_url(self.kwargs["token"], [key], back) + (f"#{key}-1" if QUESTIONS[key].group else "")

    def done(self, form_list, **kwargs):
        """The overview: only reads, so it can be reloaded. `?terug=advies`: each change leads back to the advice."""
        answers, back = self.request.plan.answers, self.request.GET.get("terug", "")
        return render(
            self.request,
            "stappenplan/wizard/check_your_answers.html",
            {
                "section": "stappenplan",
                "answers_by_step": answers_by_step(answers, lambda key: self.change_url(key, back)),
                "more_questions": [
                    (QUESTIONS[key].label_for(answers.get("audience")), self.change_url(key, back))
                    for key in list_optional(answers)
                ],
                "plan_links": self.request.plan_links,
                "open_step": first_open_page(answers),
                "audience": answers.get("audience"),
                "rail": build_rail(answers),
                "rail_end": end_rail(self.request.plan),
                "back_to_advice": back == TO_ADVICE,
                "drafts": list_drafts(self.request.plan),
            },
        )


plan_wizard = PlanWizard.as_view(
    form_list=[(key, StepForm) for key in PAGES],
    url_name="step",
    done_step_name=OVERVIEW,
)
