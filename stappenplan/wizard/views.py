"""The wizard: every page of every step, and check-your-answers. Formtools handles order, conditions and validation."""

from django.shortcuts import redirect, render
from django.urls import reverse
from formtools.wizard.forms import ManagementForm
from formtools.wizard.views import NamedUrlWizardView

from platforms.models import Catalogue
from stappenplan.method.assessment.ranking import find_here
from stappenplan.method.assessment.scoring import count_wish_outcomes
from stappenplan.method.declarations import NAME, PLACE, TEXT
from stappenplan.method.profile import profile_from, visible_answers
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.steps.success import MUSTS_AT_MOST, WISHES
from stappenplan.models import Plan
from stappenplan.municipalities.names import MUNICIPALITIES, everyday_name, typed_name

from .forms import StepForm, prefill_values
from .pages import PAGES, first_open_page, page_of
from .summary import answers_by_step

OVERVIEW = "overzicht"


class PlanWizard(NamedUrlWizardView):
    """All pages of the stappenplan over one plan (`request.plan`), and the overview as formtools' closing step."""

    storage_name = "stappenplan.wizard.storage.PlanStorage"
    template_name = "stappenplan/wizard/page.html"

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

    def get_form_kwargs(self, step=None):
        page, answers = PAGES[step], self.request.plan.answers
        return {"questions": page.asked(answers), "answers": answers, "step": page.step}

    def get_form_initial(self, step):
        answers = self.request.plan.answers
        stored = {question.key: answers.get(question.key) for question in PAGES[step].questions}
        first = {question.key: prefill_values(question, answers) for question in PAGES[step].questions}
        return stored | {key: value for key, value in first.items() if value}

    def process_step(self, form):
        return form.cleaned_data

    # --- requests --------------------------------------------------------------------------------------------------

    def get(self, request, *args, **kwargs):
        """A page that does not exist, or does not apply, leads to the first open one."""
        step = kwargs["step"]
        if step != OVERVIEW and step not in self.get_form_list():
            return redirect(self.resume_url())
        if step != OVERVIEW and not self.storage.get_step_data(step):
            return self.render(self.get_form(step=step))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Save what was sent for the page in the address; anything else is shown back and nothing is saved."""
        step = kwargs["step"]
        if step not in self.get_form_list() or request.POST.get(self.management_name) != step:
            return self.conflict()
        if "keep" in request.POST:
            self.save_what_is_valid()
            return redirect("keep", token=self.kwargs["token"])
        return super().post(request, *args, **kwargs)

    @property
    def management_name(self):
        return ManagementForm(prefix=self.prefix)["current_step"].html_name

    def save_what_is_valid(self):
        """For leaving a page in another way than forward: what is valid is kept, the rest is asked again.

        A question left empty is skipped by going forward only; an earlier answer that was taken away is gone.
        """
        form, earlier = self.get_form(data=self.request.POST), self.request.plan.answers
        form.is_valid()
        kept = {key: value for key, value in form.cleaned_data.items() if value is not None or key in earlier}
        self.storage.set_step_data(self.steps.current, kept)

    def render_goto_step(self, goto_step, **kwargs):
        self.save_what_is_valid()
        return super().render_goto_step(goto_step, **kwargs)

    def resume_url(self):
        """Where this plan goes on: the first open page, or the overview."""
        return self.get_step_url(first_open_page(self.request.plan.answers) or OVERVIEW)

    def conflict(self):
        """A stale, incomplete or forged post: nothing is saved, what was typed is shown with a way to save it."""
        sent = self.request.POST
        typed = [question for key, question in QUESTIONS.items() if any(sent.getlist(key))]
        pages = {page_of(question.key) for question in typed} & set(self.get_form_list())
        target = next(iter(pages)) if len(pages) == 1 else None
        context = {
            "section": "stappenplan",
            "posted": [
                {
                    "label": question.label_for(self.request.plan.answers.get("audience")),
                    "answer": self.as_typed(question, sent.getlist(question.key)),
                }
                for question in typed
            ],
            "hidden": [(question.key, value) for question in typed for value in sent.getlist(question.key) if value]
            + [(self.management_name, target)],
            "target_url": self.get_step_url(target) if target else None,
            "resume_url": self.resume_url(),
        }
        return render(self.request, "stappenplan/wizard/conflict.html", context, status=409)

    @staticmethod
    def as_typed(question, values):
        """What was sent, in words where it is an option; else as it was typed, cut to a line."""
        if question.kind in (PLACE, TEXT, NAME):
            return values[-1][:200]
        return tuple(option.label if (option := question.option(value)) else value[:200] for value in values if value)

    # --- pages -----------------------------------------------------------------------------------------------------

    def get_context_data(self, form, **_address):
        page, answers = PAGES[self.steps.current], self.request.plan.answers
        pages = [PAGES[key] for key in self.get_form_list() if PAGES[key].step is page.step]
        previous = self.steps.prev
        return super().get_context_data(
            form=form,
            section="stappenplan",
            step=page.step,
            step_number=STEPS.index(page.step) + 1,
            step_count=len(STEPS),
            page_number=pages.index(page) + 1,
            page_count=len(pages),
            rail=self.rail(page.step, answers),
            previous_step=previous,
            plan_links=self.request.plan_links,
            place_suggestions=[typed_name(name) for name in MUNICIPALITIES] if "place" in form.fields else (),
            audience=answers.get("audience"),
            distribution_total=self.show_distributions(form),
            **self.what_is_here(form),
            musts=sum(field.values == ["must"] for field in form.fields_with_questions),
            musts_at_most=MUSTS_AT_MOST,
        )

    def what_is_here(self, form):
        """Beside the question what neighbours use now: what the catalogue knows of this municipality."""
        profile = profile_from(self.request.plan.answers)
        place = profile.answer("place")
        if "existing" not in form.fields or place is None:
            return {}
        catalogue = Catalogue.current()
        here = find_here(profile, catalogue.platforms, catalogue.released)
        return {
            "place": place,
            "place_name": everyday_name(place),
            "already_here": [one for one in here if not one.has_ended],
            "ended_here": [one for one in here if one.has_ended],
        }

    def show_distributions(self, form):
        """Beside each wish: how many of the platforms that fit the other answers meet it. Returns how many fit."""
        wishes = [field for field in form.fields_with_questions if field.question.group == WISHES]
        if not wishes:
            return None
        others = {key: answer for key, answer in form.answers.items() if not QUESTIONS[key].accepts}
        ranked = Plan(answers=others).advice().ranking.placed
        for field in wishes:
            field.distribution = count_wish_outcomes(field.question, [assessment.platform for assessment in ranked])
        return len(ranked)

    def rail(self, here, answers):
        """The seven steps with their state: done when every question that applies has an entry."""
        rows = []
        for step in STEPS:
            pages = [PAGES[key] for key in self.get_form_list() if PAGES[key].step is step]
            done = all(page.complete(answers, self.shown) for page in pages)
            url = self.get_step_url(pages[0].key) if pages and (done or step is here) else None
            rows.append({"step": step, "state": "here" if step is here else "done" if done else "open", "url": url})
        return rows

    def done(self, form_list, **kwargs):
        """The overview: only reads, so it can be reloaded."""
        answers = self.request.plan.answers
        return render(
            self.request,
            "stappenplan/wizard/check_your_answers.html",
            {
                "section": "stappenplan",
                "answers_by_step": answers_by_step(answers, lambda key: self.get_step_url(page_of(key)) + f"#{key}-1"),
                "plan_links": self.request.plan_links,
                "open_step": first_open_page(answers),
                "audience": answers.get("audience"),
                "rail": self.rail(None, answers),
            },
        )


plan_wizard = PlanWizard.as_view(
    form_list=[(key, StepForm) for key in PAGES],
    condition_dict={
        key: (lambda wizard, page=page: bool(page.asked(wizard.request.plan.answers, wizard.shown)))
        for key, page in PAGES.items()
    },
    url_name="step",
    done_step_name=OVERVIEW,
)
