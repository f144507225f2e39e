"""The form of the advice page with which weights and musts can be tried."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import WISHES
from stappenplan.method.profile import NORMAL, OVERRIDE_LABELS, profile_from
from stappenplan.method.steps.success import MUSTS_AT_MOST, WISH_LIST
from stappenplan.text import say

REFUSED = {"invalid_choice": gettext_lazy("Kies alleen antwoorden uit de lijst.")}


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
                error_messages=REFUSED,
                initial=profile.weight_overrides.get(criterion.key, NORMAL),
            )
        for wish in WISHES:
            self.fields[f"wish-{wish.key}"] = forms.ChoiceField(
                choices=[(option.value, say(option.label)) for option in wish.options],
                widget=forms.RadioSelect,
                required=False,
                error_messages=REFUSED,
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

    @property
    def weight_faults(self):
        """What is wrong with the weights, each sentence once."""
        return self.faults_of("weight-")

    @property
    def wish_faults(self):
        """What is wrong with the wishes, each sentence once."""
        return self.faults_of("wish-")

    def faults_of(self, prefix):
        faults = [fault for name, found in self.errors.items() if name.startswith(prefix) for fault in found]
        return list(dict.fromkeys(faults))

    def choices_of(self, name):
        """The options of a field; not as widgets: a hundred of them would take as long as all else on the page.

        The first has the id of the field, to which the summary of what is wrong leads.
        """
        bound = self[name]
        given = str(bound.value())
        return {
            "name": name,
            "options": [
                (f"{bound.auto_id}_{number}" if number else bound.auto_id, value, label, value == given)
                for number, (value, label) in enumerate(self.fields[name].choices)
            ],
        }

    @property
    def kept(self):
        """What was tried, as (name, value), to send along when it is kept."""
        return [(f"weight-{key}", word) for key, word in self.weight_overrides.items()] + [
            (f"wish-{key}", value) for key, value in self.wishes.items()
        ]

    def clean(self):
        cleaned = super().clean()
        self.weight_overrides = {
            criterion.key: word
            for criterion in self.criteria
            if (word := cleaned.get(f"weight-{criterion.key}") or NORMAL) != NORMAL
        }
        self.wishes = {wish.key: cleaned.get(f"wish-{wish.key}") or self.profile.answer(wish.key) for wish in WISHES}
        self.wishes = {key: value for key, value in self.wishes.items() if value}
        if sum(self.wishes.get(wish.key) == "must" for wish in WISH_LIST) > MUSTS_AT_MOST:
            self.add_error(f"wish-{WISH_LIST[0].key}", gettext("Kies hooguit drie keer “moet”."))
        try:
            profile_from({**self.profile.answers, **self.wishes}, self.weight_overrides)
        except ValueError:
            self.add_error(f"weight-{self.criteria[0].key}", gettext("Laat minstens één onderdeel meetellen."))
        return cleaned

    @property
    def changed_by_hand(self):
        """Whether this is anything else than what the plan holds."""
        return self.weight_overrides != self.profile.weight_overrides or any(
            value != self.profile.answer(key) for key, value in self.wishes.items()
        )
