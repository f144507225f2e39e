"""A page of questions as a Django form; the same form checks the answers of an API request."""

from functools import cached_property
from itertools import islice
from typing import ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy

from platforms.plain_text import drop_unseen
from stappenplan.method.criteria import CRITERIA
from stappenplan.method.declarations import MANY, PLACE, TEXT
from stappenplan.method.knock_outs import WISHES
from stappenplan.method.profile import NORMAL, OVERRIDE_LABELS, as_tuple, is_asked, profile_from, visible_answers
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.steps.success import MUSTS_AT_MOST, WISH_LIST
from stappenplan.municipalities.gazetteer import meant
from stappenplan.municipalities.names import MUNICIPALITIES, everyday, find
from stappenplan.templatetags.text import say

QUESTIONS_ON_A_PAGE = 3
PLACES_AT_MOST = 12
# So many faults are told of what came in a file or through the API; whoever sends more hears that there are more.
FAULTS_AT_MOST = 50


def in_pages(step):
    """The questions of a step in pages of at most three, or one group alone."""
    pages = []
    for question in step.questions:
        same_group = pages and question.group == pages[-1][-1].group
        if pages and same_group and (question.group or len(pages[-1]) < QUESTIONS_ON_A_PAGE):
            pages[-1].append(question)
        else:
            pages.append([question])
    return [tuple(page) for page in pages]


class Page:
    """One page of the wizard: some questions of a step. Keys: `doel`, `doel-2`, ..."""

    def __init__(self, step, number, questions, count):
        self.step, self.number, self.questions, self.count = step, number, questions, count
        self.key = step.key if number == 1 else f"{step.key}-{number}"

    def asked(self, answers, shown=None):
        """The questions to show: those that apply, and follow-ups to a question on this same page.

        `shown`: what `visible` gives for these answers, for callers that need more pages.
        """
        shown = visible_answers(answers) if shown is None else shown
        return tuple(
            question for question in self.questions if question.key in shown or self.follows_here(question, shown)
        )

    def follows_here(self, question, answers):
        """Whether a question follows one on this same page, and its other conditions hold."""
        here = {question.key for question in self.questions}
        conditions = question.when or {}
        return bool(here & set(conditions)) and all(
            set(values) & set(as_tuple(answers.get(key))) for key, values in conditions.items() if key not in here
        )

    def complete(self, answers, shown=None):
        """Whether each question that applies has an entry; skipped is an entry. `shown`: as for `asked`."""
        shown = visible_answers(answers) if shown is None else shown
        return all(question.key in answers for question in self.questions if question.key in shown)


PAGES = {
    page.key: page
    for step in STEPS
    for number, questions in enumerate(in_pages(step), 1)
    for page in [Page(step, number, questions, len(in_pages(step)))]
}


def first_open_page(answers):
    """The key of the first page with a question that applies and has no entry yet; None when there is none."""
    shown = visible_answers(answers)
    return next((page.key for page in PAGES.values() if not page.complete(answers, shown)), None)


def page_of(question_key):
    """The key of the page that asks a question."""
    return next(page.key for page in PAGES.values() if any(q.key == question_key for q in page.questions))


class ChoiceField(forms.ChoiceField):
    """One option of the question, or nothing."""

    default_error_messages: ClassVar = {
        "invalid_choice": gettext_lazy("Kies een van de antwoorden uit de lijst."),
        "required": gettext_lazy("Kies het antwoord dat bij u past. Dan weten we welke vragen we u stellen."),
    }


class ManyField(forms.MultipleChoiceField):
    """Some options of the question; one that excludes the others stands alone."""

    default_error_messages: ClassVar = {
        "invalid_choice": gettext_lazy("Kies alleen antwoorden uit de lijst."),
        "invalid_list": gettext_lazy("Geef een lijst van antwoorden."),
    }

    def __init__(self, question, **kwargs):
        super().__init__(choices=[(option.value, option.label) for option in question.options], **kwargs)
        self.question = question

    def clean(self, value):
        values = super().clean(value)
        # The order of the question, not of the request: the same answer is stored the same way.
        values = [option.value for option in self.question.options if option.value in values]
        if len(values) > 1 and any(self.question.option(value).alone for value in values):
            raise forms.ValidationError(gettext("Kies dit, of iets anders, niet allebei."))
        if self.question.at_most and len(values) > self.question.at_most:
            raise forms.ValidationError(
                gettext("Kies er hooguit %(most)s. U koos er %(count)s.")
                % {"most": self.question.at_most, "count": len(values)}
            )
        return values


class TextField(forms.CharField):
    """A sentence of the visitor's own; control characters and marks of direction are dropped."""

    default_error_messages: ClassVar = {
        "max_length": gettext_lazy("Maak de zin korter. Er passen hooguit %(limit_value)d tekens in.")
    }

    def to_python(self, value):
        return " ".join(drop_unseen(super().to_python(value)).split())


class PlaceField(forms.CharField):
    """A municipality: the official name is kept; everyday names, former names and villages are understood."""

    def __init__(self, exact=False, **kwargs):
        super().__init__(max_length=100, **kwargs)
        self.exact = exact

    def clean(self, value):
        text = super().clean(value)
        if not text or text in MUNICIPALITIES:
            return text
        found = find(text)
        if self.exact:
            found = tuple(match for match in found if everyday(match.name) == text)
        if len(found) == 1:
            return found[0].name
        if found:
            raise forms.ValidationError(gettext("We kennen meer plaatsen met deze naam. Kies welke u bedoelt."))
        raise forms.ValidationError(gettext("We kennen deze gemeente niet. Controleer de naam, of laat het veld leeg."))


def field_for(question, exact_place=False):
    """The form field of a question. Only a required question refuses an empty answer."""
    if question.kind == MANY:
        return ManyField(question, required=question.required)
    if question.kind == TEXT:
        return TextField(max_length=question.at_most, required=question.required)
    if question.kind == PLACE:
        return PlaceField(exact=exact_place, required=question.required)
    return ChoiceField(
        choices=[("", ""), *((option.value, option.label) for option in question.options)], required=question.required
    )


class StepForm(forms.Form):
    """The questions of one page. `answers`: everything answered so far, for wording and follow-ups.

    `cleaned_data` maps each question to its answer; None when it was skipped.
    """

    def __init__(self, *args, questions=(), answers=None, step=None, exact_place=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.answers, self.step = questions, answers or {}, step
        for question in questions:
            self.fields[question.key] = field_for(question, exact_place)

    def clean(self):
        cleaned = {key: value or None for key, value in super().clean().items()}
        for key, fault in self.step.check({**self.answers, **cleaned}) if self.step else ():
            if key in self.fields and not self.has_error(key):
                self.add_error(key, say(fault))
        return {key: value for key, value in cleaned.items() if key not in self.errors}

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
    def choices(self):
        """The options, each with its id and whether it is chosen; the main goal is left out of the extra goals."""
        main = self.form.answers.get("goal_main") if self.key == "goal_extra" else None
        options = [option for option in self.question.options if option.value != main or option.value in self.values]
        return [
            {
                "id": f"{self.key}-{number}",
                "value": option.value,
                "label": option.label,
                "hint": option.hint,
                "checked": option.value in self.values,
                "alone": option.alone,
            }
            for number, option in enumerate(options, 1)
        ]

    @property
    def value_text(self):
        return everyday(self.value) if self.question.kind == PLACE and self.value else self.value or ""

    @property
    def place_choices(self):
        """The municipalities that a text can mean that is ambiguous, or spelled in another way."""
        if self.question.kind != PLACE or not self.errors or not self.value:
            return []
        return [
            {
                "value": match.name,
                "label": f"{everyday(match.name)} ({match.via})" if match.via else everyday(match.name),
            }
            for match in meant(self.value)[:PLACES_AT_MOST]
        ]

    @property
    def applies_when(self):
        """For a follow-up to a question on the same page: when it counts."""
        here = {question.key for question in self.form.questions}
        for key, values in (self.question.when or {}).items():
            if key in here:
                labels = tuple(QUESTIONS[key].option(value).label for value in values)
                if len(labels) > 3:
                    return gettext("Alleen als u bij de vorige vraag iets koos.")
                return gettext("Alleen als u hierboven koos: %(answers)s.") % {
                    "answers": gettext(" of ").join(f"“{say(label)}”" for label in labels)
                }
        return ""

    @property
    def prefill_reason(self):
        """Why a first value is shown that the visitor did not choose."""
        prefill = self.question.prefill
        return prefill.reason if prefill and prefilled(self.question, self.form.answers) else ""


def prefilled(question, answers):
    """The first value to show on a step not yet sent, or None."""
    prefill = question.prefill
    if prefill is None or question.key in answers:
        return None
    return prefill.value if is_asked(prefill, answers) else None


class WhatIfForm(forms.Form):
    """Other weights and musts than the answers give, to look at or to keep.

    Unbound it shows what counts now. Fields: `weight-<criterion>` with a word of OVERRIDE_FACTORS for each
    criterion that the answers give a weight; `wish-<key>` with a value of the scale for each wish.
    """

    def __init__(self, *args, profile, **kwargs):
        super().__init__(*args, **kwargs)
        self.profile = profile
        plain = profile_from(profile.answers)
        self.criteria = [criterion for criterion in CRITERIA if plain.weights[criterion.key]]
        for criterion in self.criteria:
            self.fields[f"weight-{criterion.key}"] = forms.ChoiceField(
                choices=[(word, say(label)) for word, label in OVERRIDE_LABELS.items()],
                widget=forms.RadioSelect,
                required=False,
                initial=profile.weight_overrides.get(criterion.key, NORMAL),
            )
        for wish in WISHES:
            self.fields[f"wish-{wish.key}"] = forms.ChoiceField(
                choices=[(option.value, say(option.label)) for option in wish.options],
                widget=forms.RadioSelect,
                required=False,
                initial=profile.answer(wish.key),
            )

    @staticmethod
    def names():
        """Every name that this form can have in an address."""
        return [f"weight-{criterion.key}" for criterion in CRITERIA] + [f"wish-{wish.key}" for wish in WISHES]

    @property
    def weight_rows(self):
        """Per criterion: what it is, what it weighs now, and its choices."""
        return [
            {
                "criterion": criterion,
                "weight": self.profile.weights[criterion.key],
                "choices": self.choices_of(f"weight-{criterion.key}"),
            }
            for criterion in self.criteria
        ]

    @property
    def wish_rows(self):
        return [{"wish": wish, "choices": self.choices_of(f"wish-{wish.key}")} for wish in WISHES]

    def choices_of(self, name):
        """The options of a field; not as widgets: a hundred of them would take as long as all else on the page."""
        bound = self[name]
        given = str(bound.value())
        return {
            "name": name,
            "options": [
                (f"{bound.auto_id}_{number}", value, label, value == given)
                for number, (value, label) in enumerate(self.fields[name].choices)
            ],
        }

    @property
    def kept(self):
        """What was tried, as (name, value), to send along when it is kept."""
        return [(f"weight-{key}", word) for key, word in self.emphasis.items()] + [
            (f"wish-{key}", value) for key, value in self.wishes.items()
        ]

    def clean(self):
        cleaned = super().clean()
        self.emphasis = {
            criterion.key: word
            for criterion in self.criteria
            if (word := cleaned.get(f"weight-{criterion.key}") or NORMAL) != NORMAL
        }
        self.wishes = {wish.key: cleaned.get(f"wish-{wish.key}") or self.profile.answer(wish.key) for wish in WISHES}
        self.wishes = {key: value for key, value in self.wishes.items() if value}
        if sum(self.wishes.get(wish.key) == "must" for wish in WISH_LIST) > MUSTS_AT_MOST:
            raise forms.ValidationError(gettext("Kies hooguit drie keer “moet”."))
        try:
            profile_from({**self.profile.answers, **self.wishes}, self.emphasis)
        except ValueError:
            raise forms.ValidationError(gettext("Laat minstens één onderdeel meetellen.")) from None
        return cleaned

    @property
    def changed_by_hand(self):
        """Whether this is anything else than what the plan holds."""
        return self.emphasis != self.profile.weight_overrides or any(
            value != self.profile.answer(key) for key, value in self.wishes.items()
        )


def as_data(answers, questions):
    """Stored answers in the shape of a POST."""
    return MultiValueDict({question.key: list(as_tuple(answers.get(question.key))) for question in questions})


def check(answers):
    """Check the answers of an API request: (clean answers, faults).

    Faults are pairs of question key and sentence: an unknown question or option, a wrong type, a follow-up that does
    not apply, too many musts, a required question left out. Clean answers hold every question asked that was named.
    """
    if not isinstance(answers, dict):
        return {}, [("answers", gettext("Geef de antwoorden als een object: vraag en antwoord."))]
    clean, faults = one_by_one(answers)
    shown, faulty = visible_answers(clean), {key for key, _fault in faults}
    faults += [
        (key, not_asked(key))
        for key, value in clean.items()
        if value and key not in shown and not faulty & {key, *(QUESTIONS[key].when or ())}
    ]
    return clean, first_faults(faults)


def stored_answers(answers):
    """Check answers that were kept before: (clean answers, faults), faults only of what was really answered.

    As in a plan, an answer to a question that does not apply now is kept, and nothing is required. A question with a
    fault is left out, so that it is asked again.
    """
    clean, faults = one_by_one({key: value for key, value in answers.items() if key in QUESTIONS or is_answer(value)})
    faulty = {key: fault for key, fault in faults if is_answer(answers.get(key))}
    kept = {key: value for key, value in clean.items() if key not in faulty}
    return kept, [(key, fault) for key, fault in faults if key in faulty]


def is_answer(value):
    """Whether a question was really answered with this."""
    return value not in (None, "", [])


def one_by_one(answers):
    """Clean answers (None where there is a fault) and faults, without regard to which questions apply."""
    unknown = islice((key for key in answers if key not in QUESTIONS), FAULTS_AT_MOST + 1)
    faults = [(key, gettext("Deze vraag bestaat niet.")) for key in unknown]
    known = {key: value for key, value in answers.items() if key in QUESTIONS}
    wrong = {key: fault for key, value in known.items() if (fault := wrong_type(QUESTIONS[key], value))}
    faults += wrong.items()
    right = {key: value for key, value in known.items() if key not in wrong and is_answer(value)}
    clean = {}
    for step in STEPS:
        form = StepForm(as_data(right, step.questions), questions=step.questions, step=step, exact_place=True)
        form.is_valid()
        faults += [(key, fault) for key, errors in form.errors.items() if key not in wrong for fault in errors]
        clean |= {key: form.cleaned_data.get(key) for key in known if key in form.fields}
    return clean, faults


def first_faults(faults):
    """The first FAULTS_AT_MOST pairs of what is wrong and why; when there are more, a last one that says so."""
    faults = list(islice(faults, FAULTS_AT_MOST + 1))
    if len(faults) <= FAULTS_AT_MOST:
        return faults
    return [*faults[:FAULTS_AT_MOST], ("…", gettext("Er zijn meer fouten. We tonen de eerste."))]


def wrong_type(question, value):
    """The fault when a value has another type than the question, or ""."""
    if value is None:
        return ""
    if question.kind == MANY:
        right = isinstance(value, list) and all(isinstance(part, str) for part in value)
        if right and len(set(value)) < len(value):
            return gettext("Noem elk antwoord één keer.")
        return "" if right else gettext("Geef een lijst van antwoorden.")
    return "" if isinstance(value, str) else gettext("Geef één antwoord, als tekst.")


def not_asked(key):
    """The fault when a follow-up does not apply."""
    conditions = ", ".join(QUESTIONS[key].when or ())
    return gettext("Deze vraag geldt hier niet. Ze hangt af van: %(questions)s.") % {"questions": conditions}
