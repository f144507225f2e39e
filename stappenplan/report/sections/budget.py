"""The budget section: arithmetic on the answers, and the prices that the catalogue knows. No price is invented."""

from dataclasses import dataclass

from django.utils.formats import number_format

from stappenplan.method.declarations import value_of
from stappenplan.method.text import Sentence, _

AMOUNT = {
    "under_5000": _("minder dan 5.000 euro"),
    "from_5000_to_25000": _("5.000 tot 25.000 euro"),
    "over_25000": _("meer dan 25.000 euro"),
}
BAND = {"under_5000": (0, 5000), "from_5000_to_25000": (5000, 25000), "over_25000": (25000, None)}
# The most that each amount asks a college for, where it has an end.
MOST = {"under_5000": 5000, "from_5000_to_25000": 25000}
YEARS = {"one": (1, 1), "two_three": (2, 3), "four_plus": (4, None)}
# The years that a college is asked to decide on: of four or more, the first four.
TERM_YEARS = {**YEARS, "four_plus": (4, 4)}
TERM = {"one": _("In 1 jaar"), "two_three": _("In 2 of 3 jaar"), "four_plus": _("Eerste vier jaar")}
HOURS = {"under_2": (0, 2), "from_2_to_7": (2, 7), "from_8_to_15": (8, 15), "over_15": (15, None)}
WEEKS = 52


def write_range(low, high, unit) -> Sentence:
    """A range in words; `low` 0 or `high` None leaves that end open. Thousands are set by the language when shown."""
    if high is None:
        return Sentence(_("meer dan %(low)s %(unit)s"), {"low": Number(low), "unit": unit})
    if not low:
        return Sentence(_("minder dan %(high)s %(unit)s"), {"high": Number(high), "unit": unit})
    return Sentence(_("%(low)s tot %(high)s %(unit)s"), {"low": Number(low), "high": Number(high), "unit": unit})


@dataclass(frozen=True)
class Number:
    """A whole number that is written with the thousands mark of the reader's language."""

    value: int

    def __str__(self):
        return number_format(self.value, force_grouping=True)


def multiply_ranges(first, second):
    """Two ranges multiplied; None where an end is open."""
    (low, high), (fewest, most) = first, second
    return low * fewest, None if high is None or most is None else high * most


AVAILABLE = _("Beschikbaar budget. Kosten en btw zijn nog niet bekend.")
BY_PROVIDER, BY_OTHERS = _("De aanbieder zelf"), _("Openbare bron")
NO_MONEY_FOR_IT = _("Opgave van de afdeling: hiervoor is geen geld.")
HOURS_OF_ALL = _("Geschat, van iedereen samen. Het deel van medewerkers is niet bekend.")
NOT_ASKED = _("Niet bekend: vul dit in.")


def budget_rows(profile) -> tuple:
    """What it costs: (post, per year, for the whole term, what it rests on).

    Only arithmetic on the answers: no price is invented. Room to fill in where an answer is missing: "".
    """
    euro, hour = _("euro"), _("uur")
    budget, years, hours = (profile.answer(key) for key in ("budget", "years_secured", "hours"))
    nothing = budget == "nothing"
    platform = _("Niets") if nothing else AMOUNT.get(budget)
    whole = _("Niets") if nothing else write_product(BAND.get(budget), TERM_YEARS.get(years), euro)
    people = write_product(HOURS.get(hours), (WEEKS, WEEKS), hour)
    people_whole = write_product(
        multiply_ranges(HOURS[hours], (WEEKS, WEEKS)) if hours in HOURS else None, TERM_YEARS.get(years), hour
    )
    together = ((_("Mensen, in uren"), people, people_whole or "", HOURS_OF_ALL),)
    apart = ((_("Bewoners, in uren"), "", "", NOT_ASKED), (_("Medewerkers, in uren"), "", "", NOT_ASKED))
    return (
        (
            _("Platform"),
            platform or "",
            whole or "",
            (NO_MONEY_FOR_IT if nothing else AVAILABLE) if platform else "",
        ),
        *(together if people else apart),
        (_("Medewerkers, in euro"), "", "", ""),
        (_("Programma: activiteiten, plek, drukwerk"), "", "", ""),
        (_("Samen, in euro"), "", "", ""),
    )


def costs_without_platform(profile) -> tuple:
    """The rows of `budget_rows` for what is done while no platform is bought."""
    return budget_rows(profile)[1:]


def name_term(profile) -> str:
    """The head of the column of the whole term, as it was answered."""
    return TERM.get(profile.answer("years_secured"), _("Alle jaren samen"))


def write_product(first, second, unit):
    """Two ranges multiplied, in words; None when one is missing or the outcome says nothing."""
    if first is None or second is None:
        return None
    low, high = multiply_ranges(first, second)
    return None if not low and high is None else write_range(low, high, unit)


@dataclass(frozen=True)
class Price:
    """What the catalogue knows a municipality to pay for a platform."""

    platform: object
    evidence: object
    fact: object

    @property
    def told_by(self) -> str:
        """In words where the price comes from: the provider alone, or another source too."""
        types = {source.type for source in self.fact.source_list}
        return BY_PROVIDER if types <= {"provider"} else BY_OTHERS

    @property
    def leaves_vat_open(self) -> bool:
        """Whether an amount is named without a word on VAT."""
        return bool(self.fact.figure_nl) and "btw" not in self.fact.figure_nl.lower()


def list_prices(assessments, goal: str | None) -> tuple[Price, ...]:
    """The prices for a municipality that the catalogue knows of these platforms, as they come.

    Of platforms that may stand in front only: a price to weigh is that of something that can be chosen. And of those
    made for this main goal, where there is one: what is for something else says nothing about what this costs.
    """
    leading = (one for one in assessments if one.evidence.can_lead)
    fitting = (one for one in leading if not goal or value_of(one.platform, f"goals.{goal}") == "primary")
    found = ((one, one.platform.facts.get("cost_municipality")) for one in fitting)
    return tuple(Price(one.platform, one.evidence, fact) for one, fact in found if fact is not None)
