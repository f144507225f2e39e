"""The forms of asking again: what was decided, and how the platform does now."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from platforms.form_fields import TEXT_AT_MOST
from platforms.models import Catalogue, Experience, FollowUp
from stappenplan.report.sections.memo.baseline import STATEMENT_NOTES, STATEMENTS
from stappenplan.text import say
from stappenplan.wizard.fields import PlaceField

PEOPLE_AT_MOST = 1_000_000
# Digits alone, or groups of three with one sign between them: a point, a comma or a space, also one that never breaks.
WHOLE_NUMBER = re.compile(r"\d+|[1-9]\d{0,2}([., \u00a0\u202f])\d{3}(?:\1\d{3})*", re.ASCII)
NOT_A_NUMBER = _("Schrijf een heel getal, zoals 120. Of laat het leeg.")
TOO_MANY_PEOPLE = _("Schrijf een getal van hooguit 1.000.000. Of laat het leeg.")
NOT_A_SHARE = _("Schrijf een heel getal van 0 tot en met 100. Of laat het leeg.")
UNKNOWN_CHOICE = _("Deze keuze kennen we niet. Kies er een uit de lijst.")
CONSENT = (("yes", _("Ja, dat mag")), ("no", _("Nee")))


class NumberField(forms.IntegerField):
    """A whole number as people write it: "1200", "1.200", "1,200" or "1 200"; "1.5", "1.00" and "+5" are none.

    The messages: `wrong` for what is no such number, `too_high` for one above `at_most`.
    """

    def __init__(self, at_most, wrong, too_high, **options):
        errors = {"invalid": wrong, "max_value": too_high}
        super().__init__(max_value=at_most, required=False, error_messages=errors, **options)

    def to_python(self, value):
        text = str(value or "").strip()
        if text and not WHOLE_NUMBER.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        digits = re.sub(r"\D", "", text).lstrip("0")
        # Python reads no number of thousands of digits; the first twenty are above every maximum too.
        return int(digits[:20] or 0) if text else None


class DecisionForm(forms.Form):
    """What was decided; a platform comes with the municipality where it is used. `first`: the slugs to offer first."""

    decision = forms.ChoiceField(
        label=_("Wat is er besloten?"),
        choices=FollowUp.Decision.choices,
        error_messages={"required": _("Kies wat er is besloten."), "invalid_choice": UNKNOWN_CHOICE},
    )
    platform = forms.ChoiceField(
        label=_("Welk platform?"), required=False, error_messages={"invalid_choice": UNKNOWN_CHOICE}
    )
    municipality = PlaceField(exact=True, label=_("In welke gemeente?"), required=False)
    measured = forms.BooleanField(
        label=_("Vóór de start legden we bewoners de zes zinnen van het CBS over hun buurt voor"), required=False
    )

    def __init__(self, *args, first=(), **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        catalogue = Catalogue.current()
        self.offered = {one.slug: one for one in catalogue.platforms if one.usable_in_nl != "no"}
        chosen = self["platform"].value()
        if chosen in catalogue.by_slug:  # what was chosen before stays so when it is offered no longer
            self.offered[chosen] = catalogue.by_slug[chosen]
        names = sorted(((slug, one.name) for slug, one in self.offered.items()), key=lambda pair: pair[1].casefold())
        front = [(slug, self.offered[slug].name) for slug in first if slug in self.offered]
        groups = [(gettext("Vooraan in uw advies"), front), (gettext("Alle platforms"), names)] if front else names
        self.fields["platform"].choices = [("", gettext("Kies een platform")), *groups]

    @cached_property
    def platform_groups(self):
        """The choices of the platform in groups, for the page: [(heading or "", [(slug, name)])]."""
        groups = []
        for value, text in self.fields["platform"].choices:
            if isinstance(text, list | tuple):
                groups.append((value, text))
            elif groups and not groups[-1][0]:
                groups[-1][1].append((value, text))
            else:
                groups.append(("", [(value, text)]))
        return groups

    def clean_platform(self):
        return self.offered.get(self.cleaned_data["platform"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") != FollowUp.Decision.PLATFORM:
            for name in ("platform", "municipality"):  # what does not matter now is not wrong
                self.errors.pop(name, None)
            return cleaned | {"platform": None, "municipality": "", "measured": False}
        if not cleaned.get("platform") and "platform" not in self.errors:
            self.add_error("platform", gettext("Kies het platform."))
        if not cleaned.get("municipality") and "municipality" not in self.errors:
            self.add_error("municipality", gettext("Vul de gemeente in."))
        return cleaned


class ExperienceForm(forms.Form):
    """Four questions about a platform in use, and the six statements when these were measured before the start."""

    runs = forms.ChoiceField(
        choices=Experience.Answer.choices,
        error_messages={"required": _("Kies of het nog draait."), "invalid_choice": UNKNOWN_CHOICE},
    )
    members = NumberField(PEOPLE_AT_MOST, NOT_A_NUMBER, TOO_MANY_PEOPLE)
    again = forms.ChoiceField(
        choices=Experience.Answer.choices,
        error_messages={"required": _("Kies of u het weer zou kiezen."), "invalid_choice": UNKNOWN_CHOICE},
    )
    story = forms.CharField(
        required=False,
        max_length=TEXT_AT_MOST,
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hooguit %(limit_value)d tekens.")},
    )
    consent = forms.ChoiceField(choices=CONSENT, required=False, error_messages={"invalid_choice": UNKNOWN_CHOICE})
    may_call = forms.BooleanField(required=False)

    def __init__(self, *args, measured=False, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.measured = measured
        if measured:
            for name in self._share_names():
                self.fields[name] = NumberField(100, NOT_A_SHARE, NOT_A_SHARE)

    @staticmethod
    def _share_names():
        return [f"{when}_{number}" for when in ("start", "now") for number in range(len(STATEMENTS))]

    @property
    def statements(self):
        """The six statements with their fields: [(statement, note, field at the start, field now)]."""
        if not self.measured:
            return []
        return [
            (say(text), say(STATEMENT_NOTES.get(number)), self[f"start_{number}"], self[f"now_{number}"])
            for number, text in enumerate(STATEMENTS)
        ]

    def clean(self):
        cleaned = super().clean()
        has_story = cleaned.get("story") or "story" in self.errors or cleaned.get("may_call")
        if has_story and not cleaned.get("consent") and "consent" not in self.errors:
            self.add_error("consent", gettext("Kies of dit op de site mag."))
        return cleaned

    @property
    def experience(self):
        """What was filled in as fields of an Experience. Without consent nothing of it may stand alone: no words."""
        given = self.cleaned_data
        fields = {name: given[name] for name in ("runs", "members", "again")}
        if self.measured:
            fields["sentences"] = {
                when: [given[f"{when}_{number}"] for number in range(len(STATEMENTS))] for when in ("start", "now")
            }
        if given["consent"] == "yes":
            fields |= {"state": Experience.State.WAITING, "story": given["story"], "may_call": given["may_call"]}
            fields |= {"language": get_language() or "nl"}
        return fields


def earlier_shares(follow_up):
    """What was measured at the start, as an earlier answer said it: the first values of the form."""
    last = follow_up.experiences.exclude(sentences={}).order_by("moment").last()
    if last is None:
        return {}
    return {f"start_{number}": share for number, share in enumerate(last.sentences["start"]) if share is not None}
