"""The public page of what we know and do not know: every figure is counted from the catalogue."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from platforms.models import Invitation
from platforms.text import last_possible_day
from platforms.vocabulary import BASIS, EVIDENCE_KEYS, FACT_KEYS, VOCABULARY

from .page_cache import cached_in_memory

YEAR, THREE_YEARS, OLDER, UNDATED = "year", "three_years", "older", "undated"
AGES = {
    YEAR: _("Hooguit een jaar oud"),
    THREE_YEARS: _("Een tot drie jaar oud"),
    OLDER: _("Ouder dan drie jaar"),
    UNDATED: _("Zonder datum"),
}


@dataclass(frozen=True)
class Share:
    """So many of so many, with the words of what is counted."""

    words: str
    count: int
    of: int

    @property
    def percent(self):
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class Knowledge:
    """What is known of the platforms that a neighbourhood can choose, in counts of their facts."""

    platforms: int
    facts: int
    keys: tuple[Share, ...]
    bases: tuple[Share, ...]
    ages: tuple[Share, ...]
    independent: Share
    confirmed: Share

    @property
    def known(self):
        return Share("", self.facts, self.platforms * len(EVIDENCE_KEYS))


def count_catalogue(platforms):
    """How much the catalogue holds, for the start page too: platforms, facts with a source, platforms that ended."""
    statuses = [platform.facts.get("status") for platform in platforms]
    return {
        "platforms": len(platforms),
        "facts": sum(key in platform.own_facts for platform in platforms for key in FACT_KEYS),
        "ended": sum(bool(status) and status.value == "ended" for status in statuses),
    }


def can_be_chosen(platform):
    """Whether a neighbourhood in the Netherlands can choose it: usable here, and not known to have ended."""
    status = platform.facts.get("status")
    return platform.usable_in_nl == "yes" and (status is None or status.value != "ended")


def count_knowledge(platforms, on):
    """Count what is known of these platforms; ages count from the day `on`. What a fact inherits counts as known."""
    facts = [
        fact
        for platform in platforms
        for key, fact in platform.facts.items()
        if key in EVIDENCE_KEYS and fact.value != "unknown"
    ]
    keys, bases = Counter(fact.key for fact in facts), Counter(fact.basis for fact in facts)
    ages = Counter(age_group(fact, on) for fact in facts)
    number = len(facts)
    return Knowledge(
        platforms=len(platforms),
        facts=number,
        keys=tuple(Share(gettext(VOCABULARY[key].label), keys[key], len(platforms)) for key in EVIDENCE_KEYS),
        bases=tuple(Share(gettext(words), bases[basis], number) for basis, words in BASIS.items()),
        ages=tuple(Share(str(words), ages[age], number) for age, words in AGES.items()),
        independent=Share("", sum(has_other_source(fact) for fact in facts), number),
        confirmed=Share("", sum(len(fact.source_list) > 1 and has_other_source(fact) for fact in facts), number),
    )


def has_other_source(fact):
    """Whether a fact rests on something else than the provider's own words."""
    return any(source.type != "provider" for source in fact.source_list)


def age_group(fact, on):
    """How old the newest dated source of a fact is; a date with only a year or a month is as new as it can be."""
    latest = last_possible_day(fact.newest_date)
    if not latest:
        return UNDATED
    if latest >= (on - timedelta(days=365)).isoformat():
        return YEAR
    return THREE_YEARS if latest >= date(on.year - 3, on.month, min(on.day, 28)).isoformat() else OLDER


@require_safe
@cached_in_memory()
def show_knowledge(request, gazetteer):
    """What we know, what it rests on, how old it is, and what was asked and answered."""
    catalogue = request.catalogue
    knowledge = count_knowledge([one for one in catalogue.platforms if can_be_chosen(one)], catalogue.released)
    sent = Invitation.objects.exclude(sent=None)
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "counts": count_catalogue(catalogue.platforms),
        "knowledge": knowledge,
        "asked": sent.count(),
        "answered": sent.exclude(answered=None).count(),
    }
    return render(request, "platforms/pages/knowledge.html", context)
