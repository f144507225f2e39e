"""A page of questions as a Django form; the same form checks the answers of an API request."""

from functools import cached_property

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from stappenplan.method.cards import card_beside
from stappenplan.method.declarations import OFFICIAL, PLACE, RESIDENT
from stappenplan.method.profile import as_tuple, is_open
from stappenplan.method.steps import QUESTIONS
from stappenplan.municipalities.gazetteer import find_matches, find_place
from stappenplan.municipalities.names import area_name_of, typed_name
from stappenplan.text import say

from .answers.summary import find_pdf_loss
from .fields import PLACES_AT_MOST, field_for


class StepForm(forms.Form):
    """The questions of one page. `answers`: everything answered so far, for wording and follow-ups.

    `cleaned_data` maps each question to its answer; None when it was skipped. A follow-up to a question of this form
    that does not apply after these answers is never a fault: what is wrong with it is left out, unless `check_all`.
    """

    def __init__(self, *args, questions=(), answers=None, step=None, exact_place=False, check_all=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.check_all = check_all
        self.questions, self.answers, self.step = questions, answers or {}, step
        for question in questions:
            self.fields[question.key] = field_for(question, exact_place)

    def clean(self):
        cleaned = {key: value or None for key, value in super().clean().items()}
        for key, fault in self.step.check({**self.answers, **cleaned}) if self.step else ():
            if key in self.fields and not self.has_error(key):
                self.add_error(key, say(fault))
        if cleaned.get("place") and "area_name" in cleaned and "area_name" not in self.errors:
            cleaned["area_name"] = cleaned["area_name"] or self.typed_area()
        faulty = set(self.errors)
        for key in faulty:
            if not self.check_all and not self.applies(key, cleaned):
                del self.errors[key]
        return {key: value for key, value in cleaned.items() if key not in faulty}

    def applies(self, key, cleaned) -> bool:
        """Whether a question applies, as far as the answers of this form decide it."""
        audience = cleaned.get("audience") or self.answers.get("audience")
        when = QUESTIONS[key].conditions_for(audience) if key in QUESTIONS else None
        here = {asked: values for asked, values in (when or {}).items() if asked in self.fields}
        return all(set(values) & set(as_tuple(cleaned.get(asked))) for asked, values in here.items())

    def typed_area(self):
        """The village or district that was typed where the municipality is asked; None when it was none."""
        found = find_place(self["place"].value())
        return area_name_of(found[0]) or None if len(found) == 1 else None

    # --- for the template ------------------------------------------------------------------------------------------

    @cached_property
    def fields_with_questions(self):
        """What field.html shows, per question."""
        return [QuestionField(self, question) for question in self.questions]


class QuestionField:
    """One question with what was answered or typed, ready to be shown.

    `distribution`: for a wish, how many of the fitting platforms meet it ({"yes", "no", "unknown"}), or None.
    """

    distribution = None

    def __init__(self, form, question):
        self.form, self.question = form, question
        bound = form[question.key]
        self.key, self.errors, self.value = question.key, bound.errors, bound.value()
        self.label_text = question.label_for(form.answers.get("audience"))

    @property
    def values(self):
        return [self.value] if isinstance(self.value, str) else list(self.value or ())

    @property
    def answered(self):
        """Whether an earlier answer is shown, which may be taken back."""
        return bool(self.values) and not self.prefill_reason

    @property
    def main_goal(self):
        """The main goal: on this page, or as it was answered before."""
        here = "goal_main" in self.form.fields
        return self.form["goal_main"].value() if here else self.form.answers.get("goal_main")

    @property
    def options(self):
        """The options, each with whether it is chosen; the main goal is left out of the extra goals."""
        main, values = self.main_goal if self.key == "goal_extra" else None, self.values
        options = [(option, option.value in values) for option in self.question.options]
        return [(option, chosen) for option, chosen in options if chosen or option.value != main]

    @property
    def choices(self):
        """The options as question.html shows them, each with its id."""
        return [
            {
                "id": f"{self.key}-{number}",
                "value": option.value,
                "label": option.label,
                "hint": option.hint,
                "checked": chosen,
                "alone": option.alone,
            }
            for number, (option, chosen) in enumerate(self.options, 1)
        ]

    @property
    def value_text(self):
        return typed_name(self.value) if self.question.kind == PLACE and self.value else self.value or ""

    @property
    def pdf_loss(self):
        return find_pdf_loss(self.question, self.value_text)

    @property
    def place_choices(self):
        """What an ambiguous or misspelled text can mean, as texts that mean one municipality each."""
        if self.question.kind != PLACE or not self.errors or not self.value:
            return []
        return [match.label for match in find_matches(self.value)[:PLACES_AT_MOST]]

    @property
    def conditions(self):
        """The earlier answers with which this is asked."""
        return self.question.conditions_for(self.form.answers.get("audience")) or {}

    @property
    def applies_when(self):
        """For a follow-up to a question on the same page: when it counts."""
        here = {question.key for question in self.form.questions}
        for key, values in self.conditions.items():
            if key in here:
                labels = tuple(QUESTIONS[key].option(value).label for value in values)
                if len(labels) > 3:
                    return gettext("Alleen als u bij de vorige vraag iets koos.")
                return gettext("Alleen als u hierboven koos: %(answers)s.") % {
                    "answers": gettext(" of ").join(f"“{say(label)}”" for label in labels)
                }
        return ""

    @property
    def looks(self):
        """All that decides how a question with given answers looks, in words: see `question_field`."""
        here = tuple(question.key for question in self.form.questions)
        chosen = tuple([(option.value, chosen) for option, chosen in self.options])
        audience = next((one for one in (OFFICIAL, RESIDENT) if one == self.form.answers.get("audience")), None)
        shares = tuple(self.distribution.items()) if self.distribution else ()
        return self.key, audience, here, chosen, self.answered, bool(self.prefill_reason), shares

    @property
    def card(self):
        """The do or don't beside this question, or None."""
        return card_beside(self.key, self.form.answers)

    @property
    def prefill_reason(self):
        """Why a first value is shown that the visitor did not choose."""
        prefill = self.question.prefill
        return prefill.reason if prefill and prefill_values(self.question, self.form.answers) else ""


def prefill_values(question, answers):
    """The first value to show on a step not yet sent, or None."""
    prefill = question.prefill
    if prefill is None or question.key in answers:
        return None
    return prefill.value if is_open(prefill, answers) else None


def as_data(answers, questions):
    """Stored answers in the shape of a POST."""
    return MultiValueDict({question.key: list(as_tuple(answers.get(question.key))) for question in questions})
