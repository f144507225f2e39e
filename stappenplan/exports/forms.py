"""The form that asks from which day the calendar counts."""

from django import forms
from django.utils.translation import gettext

from stappenplan.wizard.fields import DateField


class DatesForm(forms.Form):
    """From which day the planning counts, and perhaps when to look back."""

    vanaf = DateField()
    terugblik = DateField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)

    def clean(self):
        cleaned = super().clean()
        start, review = cleaned.get("vanaf"), cleaned.get("terugblik")
        if start and review and review <= start:
            self.add_error("terugblik", gettext("Kies een dag na de dag waarop u begint."))
        return cleaned
