"""What visitors choose in the catalogue, and what staff fill in for one fact."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import records
from .models import Fact, Platform
from .search import UNKNOWN, Query
from .vocabulary import EVIDENCE_KEYS, GOALS, VOCABULARY

UNKNOWN_CHOICE = _("Deze keuze kennen we niet. Kies er een uit de lijst.")
# The name in the address -> the facet of search.FACETS.
FACET_OF = {
    "doel": "goal",
    "soort": "kind",
    "vorm": "form",
    "status": "status",
    "bereik": "scope",
    "gratis": "free_for_residents",
    "kosten": "cost_municipality",
    "beheer": "resident_control",
    "gegevens": "data_owner",
}
ORDER_OF = {"naam": "name", "feiten": "facts", "bron": "newest"}


def words_of(name):
    """The values of a filter with their words; a fact that has no source can be asked for too."""
    facet = FACET_OF[name]
    texts = dict(GOALS if facet == "goal" else VOCABULARY[facet].values)
    return texts if name in ("doel", "soort", "vorm") else texts | {UNKNOWN: texts.get(UNKNOWN, _("Weten we niet"))}


def pick(label, texts, empty):
    """A list to pick one from, or nothing: in the reader's language, which is known only when it is shown."""

    def choices():
        return [("", gettext(empty)), *((value, gettext(text)) for value, text in texts.items())]

    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": UNKNOWN_CHOICE},
        widget=forms.Select(attrs={"class": "utrecht-select utrecht-select--html-select"}),
    )


def word(label):
    """A line to type in, or leave empty."""
    look = forms.TextInput(attrs={"class": "utrecht-textbox utrecht-textbox--html-input"})
    return forms.CharField(label=label, required=False, max_length=100, widget=look)


class Choice(NamedTuple):
    """One choice of the visitor in words: the address without it, and how many platforms that gives."""

    name: str
    label: str
    words: str
    address: str
    count: int


class CatalogueFilter(forms.Form):
    """Search and filters of the catalogue. Everything is optional and stands in the address."""

    zoek = word(_("Zoek op naam of onderwerp"))
    plaats = word(_("Gemeente of plaats"))
    doel = pick(_("Doel"), words_of("doel"), _("Alle doelen"))
    soort = pick(_("Soort"), words_of("soort"), _("Alle soorten"))
    vorm = pick(_("Vorm"), words_of("vorm"), _("Alle vormen"))
    status = pick(_("Bestaat het nog?"), words_of("status"), _("Maakt niet uit"))
    bereik = pick(_("Waar is het te gebruiken?"), words_of("bereik"), _("Maakt niet uit"))
    gratis = pick(_("Gratis voor bewoners?"), words_of("gratis"), _("Maakt niet uit"))
    kosten = pick(_("Wat kost het de gemeente per jaar?"), words_of("kosten"), _("Maakt niet uit"))
    beheer = pick(_("Wie beheert het?"), words_of("beheer"), _("Maakt niet uit"))
    gegevens = pick(_("Van wie zijn de gegevens?"), words_of("gegevens"), _("Maakt niet uit"))
    volgorde = pick(
        _("Volgorde"),
        {"naam": _("Naam"), "feiten": _("Meeste feiten bekend"), "bron": _("Nieuwste bron")},
        _("Beste treffer eerst"),
    )

    def chosen(self):
        """What was chosen and understood: field name -> value, without the order."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "volgorde"}

    def query(self):
        """What was chosen, as a Query; a choice that was not understood asks nothing."""
        chosen = self.chosen()
        return Query(
            text=chosen.get("zoek", ""),
            place=chosen.get("plaats", ""),
            choices={FACET_OF[name]: value for name, value in chosen.items() if name in FACET_OF},
            order=ORDER_OF.get(self.cleaned_data.get("volgorde"), ""),
        )

    @property
    def lines(self):
        return [self["zoek"], self["plaats"]]

    @property
    def lists(self):
        return [field for field in self if field.name in FACET_OF]

    @property
    def lists_used(self):
        """Whether a list was used, and so should be open."""
        return any(name in self.data for name in (*FACET_OF, "volgorde") if self.data.get(name))

    def with_counts(self, counts):
        """Say behind each choice how many platforms it gives."""
        for name, facet in FACET_OF.items():
            first, *rest = self.fields[name].choices
            numbered = [(value, f"{words} ({counts[facet].get(value, 0)})") for value, words in rest]
            self.fields[name].choices = [first, *numbered]

    def address(self, **changes):
        """The list with some choices changed; None takes one away. Other choices, the order and picks stay."""
        kept = self.chosen() | {"volgorde": self.cleaned_data.get("volgorde")} | changes
        pairs = [(name, value) for name, value in kept.items() if value]
        return "?" + urlencode(pairs + [("p", slug) for slug in self.data.getlist("p")])

    def choices_made(self, found):
        """Each Choice of the visitor, in the order of the form."""
        return [
            Choice(
                name,
                self.fields[name].label,
                gettext(words_of(name)[value]) if name in FACET_OF else f"“{value}”",
                self.address(**{name: None}),
                found.without.get(
                    {"zoek": "text", "plaats": "place"}.get(name) or FACET_OF[name], len(found.platforms)
                ),
            )
            for name, value in self.chosen().items()
        ]

    def unknowns(self, found):
        """Per chosen fact, the other platforms for which nobody knows it: a Choice to see those."""
        return [
            Choice(name, self.fields[name].label, "", self.address(**{name: UNKNOWN}), count)
            for name, value in self.chosen().items()
            if value != UNKNOWN and (count := found.counts.get(FACET_OF.get(name), {}).get(UNKNOWN))
        ]


# --- for staff ------------------------------------------------------------------------------------


WIDE = forms.URLInput(attrs={"size": 80})


def in_old_order(old, new):
    """The chosen values, those that were there first: choosing the same again changes nothing."""
    old = old or []
    return [value for value in old if value in new] + [value for value in new if value not in old]


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class SourcesField(forms.MultipleChoiceField):
    """Which of the platform's sources something rests on."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, platform):
        self.choices = [(source.key, str(source)) for source in platform.sources] if platform.pk else []
        if not self.choices:
            self.help_text = _("Voeg eerst een bron toe en bewaar.")


class FactForm(forms.ModelForm):
    """One fact. Of a new one, a single list offers every fact with its values; later only the values are left."""

    sources = SourcesField(label=_("Bronnen"), required=False)

    class Meta:
        model = Fact
        fields = ("value", "basis", "sources", *Fact.TEXTS)
        widgets = {name: forms.Textarea(attrs={"rows": 2, "cols": 60}) for name in Fact.TEXTS}  # noqa: RUF012

    def __init__(self, *args, platform, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sources"].offer(platform)
        self.fields["value"] = self._value_field()

    def _value_field(self):
        if self.instance.pk is None:
            groups = [(gettext(VOCABULARY[key].label), self._pairs(key, f"{key}|")) for key in EVIDENCE_KEYS]
            help_text = _("Kan een feit meer waarden hebben? Die kiest u na het bewaren.")
            return forms.ChoiceField(label=_("Feit en waarde"), choices=[("", "---"), *groups], help_text=help_text)
        label = gettext(self.instance.vocabulary.label)
        if self.instance.vocabulary.many:
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=label, choices=self._pairs(self.instance.key), widget=widget)
        return forms.ChoiceField(label=label, choices=self._pairs(self.instance.key))

    def _pairs(self, key, before=""):
        pairs = [(before + value, gettext(text)) for value, text in VOCABULARY[key].values.items()]
        held = self.instance.value if isinstance(self.instance.value, list) else []
        return pairs + [(code, code) for code in held if code not in VOCABULARY[key].values]

    def clean_value(self):
        value = self.cleaned_data["value"]
        if self.instance.pk is None:
            self.instance.key, _bar, value = value.partition("|")
            return [value] if self.instance.vocabulary.many else value
        return in_old_order(self.instance.value, value) if isinstance(value, list) else value

    def clean_sources(self):
        return in_old_order(self.instance.sources, self.cleaned_data["sources"])


class FactFormSet(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"platform": self.instance}

    def clean(self):
        super().clean()
        kept = [form.instance.key for form in self.forms if form.instance.key and not self._should_delete_form(form)]
        for key in sorted({key for key in kept if kept.count(key) > 1}):
            label = gettext(VOCABULARY[key].label)
            raise forms.ValidationError(gettext("Dit feit staat er al: %(feit)s") % {"feit": label})


class SourceForm(forms.ModelForm):
    url = forms.URLField(label=_("Adres"), max_length=2000, assume_scheme="https", widget=WIDE)


class SourceFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.is_cited():
                text = gettext("Bron %(bron)s is nog nodig. Haal die eerst weg bij de feiten, de les en de cijfers.")
                raise forms.ValidationError(text % {"bron": form.instance.key})


class PlatformForm(forms.ModelForm):
    """A platform's own columns; lists as lines, the lesson as separate fields."""

    url = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https", widget=WIDE)
    places = LinesField(label=_("Plaatsen"), required=False, help_text=_("Eén plaats op elke regel."))
    municipalities = LinesField(
        label=_("Gemeenten"), required=False, help_text=_("Eén officiële gemeentenaam op elke regel.")
    )
    lesson_nl = forms.CharField(label=_("Les"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    lesson_en = forms.CharField(label=_("Les in het Engels"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    lesson_source = SourcesField(label=_("Bronnen van de les"), required=False)

    class Meta:
        model = Platform
        exclude = ("imported", "lesson")  # noqa: DJ006

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lesson = self.instance.lesson
        self.fields["lesson_source"].offer(self.instance)
        self.initial |= {"lesson_nl": lesson.get("nl"), "lesson_en": lesson.get("en")}
        self.initial["lesson_source"] = lesson.get("source")

    def clean_adoption(self):
        adoption = self.cleaned_data["adoption"] or []
        faults = records.check_part("adoption", adoption)
        held = {source.key for source in self.instance.sources} if self.instance.pk else set()
        faults += [f"bron {key} kennen we niet" for key in records.cited(adoption) if key not in held]
        if faults:
            raise forms.ValidationError(faults)
        return adoption

    def clean(self):
        cleaned = super().clean()
        texts = {language: cleaned.get(f"lesson_{language}", "").strip() for language in ("nl", "en")}
        sources = in_old_order(self.instance.lesson.get("source"), cleaned.get("lesson_source", []))
        if any(texts.values()) and not (all(texts.values()) and sources):
            self.add_error("lesson_nl", _("Een les heeft een Nederlandse en een Engelse tekst en minstens één bron."))
        self.instance.lesson = texts | {"source": sources} if any(texts.values()) else {}
        return cleaned
