"""Form fields for the kinds of questions, and for a date."""

from datetime import date
from functools import cache
from typing import ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext, gettext_lazy

from platforms.plain_text import drop_unseen
from platforms.text import join_words
from stappenplan.method.declarations import MANY, NAME, PLACE, TEXT
from stappenplan.method.steps import QUESTIONS
from stappenplan.municipalities.gazetteer import explain_unknown, find_place
from stappenplan.municipalities.names import MUNICIPALITIES

PLACES_AT_MOST = 12


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


class NameField(TextField):
    """A name of a few words, such as that of a neighbourhood."""

    default_error_messages: ClassVar = {
        "max_length": gettext_lazy("Maak de naam korter. Er passen hooguit %(limit_value)d tekens in.")
    }


class PlaceField(forms.CharField):
    """A municipality: the official name is kept; every other name of it, and any place in it, is understood.

    `exact`, for what no page can ask again: an official or everyday name means that municipality, also when a place
    elsewhere is called so.
    """

    def __init__(self, exact=False, **kwargs):
        super().__init__(max_length=100, **kwargs)
        self.exact = exact

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        found = find_place(text)
        if len(found) == 1 or (self.exact and names_municipality(text)):
            return found[0].name
        if found and self.exact:
            places = join_words([match.label for match in found])
            raise forms.ValidationError(gettext("Deze naam kan meer betekenen: %(places)s.") % {"places": places})
        if found:
            raise forms.ValidationError(gettext("We kennen meer plaatsen met deze naam. Kies welke u bedoelt."))
        raise forms.ValidationError(
            explain_unknown(text)
            or gettext("We kennen deze plaats niet. Controleer de naam, noem de gemeente, of laat het veld leeg.")
        )


def names_municipality(text):
    """Whether this is a municipality's official or everyday name, as it is written."""
    return text in MUNICIPALITIES or any(one.everyday == text for one in MUNICIPALITIES.values())


def field_for(question, exact_place=False):
    """The form field of a question. Only a required question refuses an empty answer.

    All forms share those of the questions of the method: no field keeps anything of an answer.
    """
    is_shared = QUESTIONS.get(question.key) is question
    return shared_field(question.key, exact_place) if is_shared else make_field(question, exact_place)


@cache
def shared_field(key, exact_place):
    return make_field(QUESTIONS[key], exact_place)


def make_field(question, exact_place):
    if question.kind == MANY:
        return ManyField(question, required=question.required)
    if question.kind in (TEXT, NAME):
        kind = TextField if question.kind == TEXT else NameField
        return kind(max_length=question.at_most, required=question.required)
    if question.kind == PLACE:
        return PlaceField(exact=exact_place, required=question.required)
    return ChoiceField(
        choices=[("", ""), *((option.value, option.label) for option in question.options)], required=question.required
    )


class DateField(forms.DateField):
    """A day between 2000 and 2100, as a browser sends it or as people write it."""

    def __init__(self, **kwargs):
        limits = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2099, 12, 31))]
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            validators=limits,
            widget=forms.DateInput(format="%Y-%m-%d"),
            error_messages={
                "required": gettext_lazy("Vul in op welke dag u begint."),
                "invalid": gettext_lazy("Schrijf de dag zo: 31-12-2030."),
                "min_value": gettext_lazy("Kies een dag na het jaar 2000."),
                "max_value": gettext_lazy("Kies een dag vóór het jaar 2100."),
            },
            **kwargs,
        )
