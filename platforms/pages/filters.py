"""The form with the filters of the catalogue."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.search.engine import Query
from platforms.search.facets import UNKNOWN_VALUE
from platforms.vocabulary import GOALS, VOCABULARY

UNKNOWN_CHOICE = _("Deze keuze kennen we niet. Kies er een uit de lijst.")
# The name in the address -> the facet of search/facets.py.
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
# What a choice is called where there is little room.
SHORT_LABELS = {
    "zoek": _("Zoekwoord"),
    "plaats": _("Plaats"),
    "status": _("Status"),
    "bereik": _("Bereik"),
    "gratis": _("Gratis"),
    "kosten": _("Kosten"),
    "beheer": _("Beheer"),
    "gegevens": _("Gegevens"),
}
ORDER_OF = {"naam": "name", "feiten": "facts", "bron": "newest"}


def filter_words(name):
    """The values of a filter with their words; a fact that has no source can be asked for too."""
    facet = FACET_OF[name]
    texts = dict(GOALS if facet == "goal" else VOCABULARY[facet].values)
    return (
        texts
        if name in ("doel", "soort", "vorm")
        else texts | {UNKNOWN_VALUE: texts.get(UNKNOWN_VALUE, _("Weten we niet"))}
    )


def choice_field(label, texts, empty):
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


def text_field(label):
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

    zoek = text_field(_("Zoek op naam of onderwerp"))
    plaats = text_field(_("Gemeente of plaats"))
    doel = choice_field(_("Doel"), filter_words("doel"), _("Alle doelen"))
    soort = choice_field(_("Soort"), filter_words("soort"), _("Alle soorten"))
    vorm = choice_field(_("Vorm"), filter_words("vorm"), _("Alle vormen"))
    status = choice_field(_("Bestaat het nog?"), filter_words("status"), _("Maakt niet uit"))
    bereik = choice_field(_("Waar is het te gebruiken?"), filter_words("bereik"), _("Maakt niet uit"))
    gratis = choice_field(_("Gratis voor bewoners?"), filter_words("gratis"), _("Maakt niet uit"))
    kosten = choice_field(_("Wat kost het de gemeente per jaar?"), filter_words("kosten"), _("Maakt niet uit"))
    beheer = choice_field(_("Wie beheert het?"), filter_words("beheer"), _("Maakt niet uit"))
    gegevens = choice_field(_("Van wie zijn de gegevens?"), filter_words("gegevens"), _("Maakt niet uit"))
    volgorde = choice_field(
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
    def list_faults(self):
        """Whether one of the lists has a fault, and so must be seen."""
        return any(name in self.errors for name in (*FACET_OF, "volgorde"))

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
                SHORT_LABELS.get(name, self.fields[name].label),
                gettext(filter_words(name)[value]) if name in FACET_OF else value,
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
            Choice(name, SHORT_LABELS[name], "", self.address(**{name: UNKNOWN_VALUE}), count)
            for name, value in self.chosen().items()
            if value != UNKNOWN_VALUE and (count := found.counts.get(FACET_OF.get(name), {}).get(UNKNOWN_VALUE))
        ]
