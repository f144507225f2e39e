"""What a provider is asked: nine facts that decide most, and all others one click further."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.vocabulary import EVIDENCE_KEYS, VOCABULARY

# No fact of the vocabulary: how many municipalities use it, and one that may be called.
MUNICIPALITIES = "municipalities"
COST = "cost_municipality"
DECIDING = (
    *("status", COST, "hosting_region", "data_export", "advertising", "commercial_data_use"),
    *("open_source", "accessibility_statement", MUNICIPALITIES),
)
OTHERS = tuple(key for key in EVIDENCE_KEYS if key not in DECIDING)

# Amounts per year, by the size of the municipality.
SIZES = {
    "small": (_("Tot 25.000 inwoners"), "up to 25,000 residents"),
    "medium": (_("25.000 tot 100.000"), "25,000 to 100,000 residents"),
    "large": (_("Meer dan 100.000"), "over 100,000 residents"),
}


def question_words(key):
    """The question as a heading."""
    if key == MUNICIPALITIES:
        return gettext("Hoeveel Nederlandse gemeenten gebruiken het, en welke mogen we bellen?")
    return gettext(VOCABULARY[key].label)


def value_choices(key):
    """The values that can be chosen, with their words; what says that nobody knows is not among them."""
    values = [(value, gettext(text)) for value, text in VOCABULARY[key].values.items() if value != "unknown"]
    return [(value, text[:1].upper() + text[1:]) for value, text in values]
