"""One question to a provider as a form: still right, different, or not for us to say."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.form_fields import TEXT_AT_MOST, WebAddressField
from platforms.models import Proposal, hash_content
from platforms.vocabulary import VOCABULARY

from .questions import COST, MUNICIPALITIES, SIZES, question_words, value_choices

CONFIRMED, OTHER, WONT_SAY = (answer.value for answer in Proposal.Answer)
AMOUNT_AT_MOST, MUNICIPALITIES_AT_MOST = 10_000_000, 400
NOT_AN_AMOUNT = _("Schrijf een heel bedrag in euro, zoals 4500. Is er geen vaste prijs? Kies “Zeggen we niet”.")
NOT_A_COUNT = _("Schrijf een heel getal, zoals 12.")


class AmountField(forms.IntegerField):
    """Whole euros as people write them: "4.500", "€ 4500,-"."""

    def __init__(self, **options):
        wrong = {"invalid": NOT_AN_AMOUNT, "min_value": NOT_AN_AMOUNT, "max_value": NOT_AN_AMOUNT}
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(
            min_value=0, max_value=AMOUNT_AT_MOST, required=False, error_messages=wrong, widget=widget, **options
        )

    def to_python(self, value):
        text = str(value or "").replace("€", "").strip()
        for end in (",-", ",00"):
            text = text.removesuffix(end)
        return super().to_python(text.replace(".", "").replace(" ", ""))


class AnswerForm(forms.Form):
    """One question. `held`: what was saved before; `fact`: what the catalogue says, or None."""

    choice = forms.ChoiceField(required=False)
    source_url = WebAddressField(label=_("Waar staat dat?"), required=False, max_length=500)
    words = forms.CharField(
        label=_("Toelichting voor de redactie"),
        required=False,
        max_length=TEXT_AT_MOST,
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hooguit %(limit_value)d tekens.")},
    )
    seen = forms.CharField(required=False)

    def __init__(self, data=None, *, key, fact, held):
        super().__init__(data, prefix=key, initial=held)
        self.key, self.fact, self.held = key, fact, held
        other = gettext("Anders") if fact else gettext("Invullen")
        choices = [(OTHER, other), (WONT_SAY, gettext("Zeggen we niet"))]
        self.fields["choice"].choices = ([(CONFIRMED, gettext("Klopt nog"))] if fact else []) + choices
        self.fields["choice"].error_messages["invalid_choice"] = _("Deze keuze kennen we niet.")
        self.fields |= self._value_fields()

    def _value_fields(self):
        wrong = {"invalid_choice": _("Deze keuze kennen we niet. Kies er een uit de lijst.")}
        if self.key == MUNICIPALITIES:
            count = {"invalid": NOT_A_COUNT, "min_value": NOT_A_COUNT, "max_value": NOT_A_COUNT}
            widget = forms.TextInput(attrs={"inputmode": "numeric"})
            return {
                "number": forms.IntegerField(
                    label=_("Aantal gemeenten"),
                    min_value=0,
                    max_value=MUNICIPALITIES_AT_MOST,
                    required=False,
                    error_messages=count,
                    widget=widget,
                ),
                "call": forms.CharField(
                    label=_("Een gemeente die we mogen noemen"), required=False, max_length=60, min_length=2
                ),
            }
        if VOCABULARY[self.key].many:
            kind, values = forms.MultipleChoiceField, value_choices(self.key)
        else:
            kind, values = forms.ChoiceField, [("", gettext("Kies")), *value_choices(self.key)]
        fields = {
            "value": kind(label=_("Wat is het dan?"), choices=values, required=False, error_messages=wrong)
            if self.fact
            else kind(label=_("Wat is het?"), choices=values, required=False, error_messages=wrong)
        }
        if self.key == COST:
            fields |= {name: AmountField(label=words) for name, (words, _english) in SIZES.items()}
        return fields

    # --- for the page -----------------------------------------------------------------------------

    @property
    def label(self):
        return question_words(self.key)

    @property
    def is_many(self):
        return self.key != MUNICIPALITIES and VOCABULARY[self.key].many

    @property
    def chosen(self):
        """The values that are ticked."""
        value = self["value"].value() or []
        return value if isinstance(value, list) else [value]

    @property
    def details(self):
        """The fields beside the value: amounts, or the number of municipalities."""
        names = ("number", "call") if self.key == MUNICIPALITIES else SIZES if self.key == COST else ()
        return [self[name] for name in names]

    @property
    def stamp(self):
        """The fingerprint of what is saved now: whether a colleague saved something else in the meantime."""
        return hash_content(self.held)

    # --- checking ---------------------------------------------------------------------------------

    def clean_call(self):
        name = " ".join(self.cleaned_data["call"].split())
        if any(sign in name for sign in "@/0123456789"):
            raise forms.ValidationError(gettext("Noem alleen de gemeente. Geen mens, adres of telefoonnummer."))
        return name

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        choice, filled = cleaned["choice"], any(cleaned.get(name) not in (None, "", []) for name in self._valued())
        if filled and not choice:
            self.add_error("choice", gettext("U vulde iets in. Kies ook een van de knoppen erboven."))
        if choice == OTHER and not filled:
            self.add_error(self._valued()[0], gettext("Vul in wat het is."))
        if choice == OTHER and self.fact and not (cleaned["source_url"] or cleaned["words"]):
            self.add_error("source_url", gettext("Geef een adres waar dit staat, of leg het uit in de toelichting."))
        return cleaned

    def _valued(self):
        """The fields that say what it is."""
        return ("number", "call") if self.key == MUNICIPALITIES else ("value",)

    # --- what comes out ---------------------------------------------------------------------------

    @property
    def answer(self):
        """What was filled in, without what is empty; {} when the question was left alone."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "seen" and value not in (None, "", [])
        }
