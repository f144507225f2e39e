"""The forms of a group: until when and for how many people, and the short version of one person."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext, gettext_lazy

from stappenplan.method.groups.disclosure_control import MIN_GROUP_SIZE
from stappenplan.method.steps.short_version import SHORT_VERSION, WHO
from stappenplan.method.steps.success import MUSTS_AT_MOST
from stappenplan.models import Group
from stappenplan.wizard.answers.saving import SHOWN
from stappenplan.wizard.fields import DateField
from stappenplan.wizard.forms import StepForm

from .participation import AT_MOST


class GroupForm(forms.Form):
    """Until when, for how many people, and whether the organiser takes part; one link for all asks the first alone.

    `group`: the one that is changed. What it held when the page was opened is sent along in hidden fields: a field
    left as it was shown follows the group of now, and one that was also changed elsewhere is a fault, with both values.
    """

    ends = DateField()
    invited = forms.IntegerField(
        error_messages={
            "required": gettext_lazy("Vul in hoeveel mensen u uitnodigt."),
            "invalid": gettext_lazy("Schrijf het aantal mensen als een getal."),
        },
    )

    joins = forms.BooleanField(required=False)

    def __init__(self, *args, plan, way=Group.Way.PERSONAL, group=None, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.way, self.group = way, group
        self.last = timezone.localdate() + timedelta(days=plan.days)
        self.fields["ends"].error_messages["required"] = gettext(
            "Vul in tot en met welke dag mensen kunnen antwoorden."
        )
        if way == Group.Way.OPEN:
            del self.fields["invited"]
        else:
            self.at_least = group.invited if group else MIN_GROUP_SIZE
        if way == Group.Way.OPEN or group:
            del self.fields["joins"]
        if group:
            self.initial = {name: getattr(group, name) for name in self.fields}
            self.follow_stored()

    def follow_stored(self):
        """Let what the sender left as it was shown follow what the group holds now."""
        self.data = self.data.copy()
        self.shown = {name: self.data.get(f"{SHOWN}-{name}", "") for name in self.fields}
        for name, shown in self.shown.items():
            if shown and self.data.get(name) == shown:
                self.data[name] = str(self.initial[name])

    def refuse_stale(self, name, sent):
        """Say both values of a field that was changed here and elsewhere, to something else."""
        if not self.group or str(self.initial[name]) in (self.shown[name], str(sent)):
            return
        raise forms.ValidationError(
            gettext(
                "Dit is intussen ergens anders veranderd. Daar werd het: %(stored)s. Hier koos u: %(sent)s. "
                "Vul in wat het wordt, en bewaar opnieuw."
            )
            % {"stored": localize(self.initial[name]), "sent": localize(sent)}
        )

    def clean_invited(self):
        invited = self.cleaned_data["invited"]
        self.refuse_stale("invited", invited)
        if invited > AT_MOST:
            raise forms.ValidationError(
                gettext("Er kunnen hooguit %(limit_value)s mensen meedoen.") % {"limit_value": AT_MOST}
            )
        if invited >= self.at_least:
            return invited
        if self.at_least > MIN_GROUP_SIZE:
            text = gettext("U maakte al %(some)s links. Minder kan niet meer.") % {"some": self.at_least}
        else:
            text = gettext("Nodig minstens drie andere mensen uit. Met minder is te zien wie wat antwoordde.")
        raise forms.ValidationError(text)

    def clean_ends(self):
        ends = self.cleaned_data["ends"]
        self.refuse_stale("ends", ends)
        if ends < timezone.localdate():
            raise forms.ValidationError(gettext("Kies een dag die nog komt."))
        if ends > self.last:
            raise forms.ValidationError(
                gettext("Kies een dag binnen %(days)s dagen.") % {"days": (self.last - timezone.localdate()).days}
            )
        return ends


class ShortForm(StepForm):
    """The short version of one person: the role, then the opinions."""

    def __init__(self, data=None):
        super().__init__(data, questions=SHORT_VERSION.questions, step=SHORT_VERSION)
        self.fields[WHO.key].error_messages["required"] = gettext("Kies uw rol. Dan weten we bij wie u meetelt.")

    @property
    def role(self):
        return self.cleaned_data[WHO.key]


def form_context(form):
    """What the template of the short version needs."""
    fields = form.fields_with_questions
    wishes = [field for field in fields if field.question.group]
    return {
        "form": form,
        "before": fields[: fields.index(wishes[0])],
        "wishes": wishes,
        "after": fields[fields.index(wishes[-1]) + 1 :],
        "musts": sum(field.values == ["must"] for field in wishes),
        "musts_at_most": MUSTS_AT_MOST,
    }
