"""Per municipality: what is there already, what ended and why, and what works everywhere."""

from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from platforms.models import Catalogue
from platforms.search.engine import Query
from platforms.search.text_index import fold_words
from platforms.vocabulary import FACT_KEYS, KINDS
from stappenplan.method.assessment.ranking import fold_place
from stappenplan.method.evidence.status import ENDED, RUNS, judge_status

from . import gazetteer
from .changes import changes_in_effect
from .names import MUNICIPALITIES, area_name_of, everyday_name, fold_name

GUESSES = 8
OF_A_KIND = 12
NEAREST = ("local", "regional")


class PlaceSearch(NamedTuple):
    """What a visitor typed (`asked`), and the municipalities that bear that name (`exact`: Match).

    `found`: the few it can mean; `reason`: why it names none, in a sentence, "" when nobody can tell.
    """

    asked: str
    exact: tuple
    found: tuple
    reason: str


class Everywhere(NamedTuple):
    """Platforms of one kind that work in every municipality: the first few, and how many more there are."""

    kind: str
    words: str
    platforms: list
    more: int


@require_safe
def municipality_list(request):
    """All municipalities by letter; what is typed leads to its page, or to the few that it can mean."""
    place = search_place(request)
    if len(place.exact) == 1:
        return redirect(address_of(place.exact[0]))
    catalogue = Catalogue.current()
    counts = {name: mask.bit_count() for name, mask in catalogue.search.municipalities.items()}
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "asked": place.asked,
        "reason": place.reason,
        "found": [(match.label, address_of(match)) for match in place.found],
        "letters": by_letter(counts),
        "total": len(MUNICIPALITIES),
        "with_platforms": sum(name in counts for name in MUNICIPALITIES),
    }
    return render(request, "stappenplan/municipalities/list.html", context)


def search_place(request) -> PlaceSearch:
    """The municipality that a visitor looks for, in the `zoek` of an address."""
    asked = request.GET.get("zoek", "").strip()[:100]
    found = gazetteer.find_matches(asked)[:GUESSES]
    return PlaceSearch(asked, gazetteer.find_place(asked), found, gazetteer.explain_unknown(asked))


def by_letter(counts):
    """(letter, [(Municipality, number of platforms)]) in the order of the names that people use."""
    ordered = sorted(MUNICIPALITIES.values(), key=lambda one: fold_name(one.everyday))
    pairs = [(one, counts.get(one.name, 0)) for one in ordered]
    return [
        (letter, list(group)) for letter, group in groupby(pairs, lambda pair: fold_name(pair[0].everyday)[0].upper())
    ]


@require_safe
def municipality_page(request, slug):
    """One municipality; a village, a former or an official name leads to its page.

    What it has for the village or district that the visitor came by (`via`) stands first.
    """
    one = gazetteer.by_slug().get(slug)
    if one is None:
        meant = gazetteer.find_place(slug)
        if len(meant) == 1:
            return redirect("municipality", slug=meant[0].name, permanent=True)
        if meant:
            return redirect(f"{reverse('municipalities')}?zoek={slug}")
        raise Http404(gettext("Deze gemeente kennen we niet."))
    catalogue = Catalogue.current()
    via = request.GET.get("via", "")[:100]
    match = next((match for match in gazetteer.find_place(via) if match.name == one.name and match.via), None)
    area = area_name_of(match) if match else ""
    nearby = names_area(area)
    here = sorted(catalogue.search.in_municipality(one.name), key=lambda one: (not nearby(one), how_near(one)))
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "municipality": one,
        "joined": joined_by(one),
        "via": match.via if match else "",
        "area": area,
        "nearby": [platform for platform in here if nearby(platform)],
        **by_status(here, catalogue.released),
        "everywhere": list_nationwide(catalogue, here),
        "neighbours": list_neighbours(catalogue, one) if not here else [],
        "fact_count": len(FACT_KEYS),
    }
    return render(request, "stappenplan/municipalities/detail.html", context)


def joined_by(municipality):
    """The changes in effect by which others became part of this municipality."""
    return [change for change in changes_in_effect() if change.into == municipality.name]


def address_of(match):
    """The page of what a text named: the municipality, and the village or former name that it was found through."""
    via = f"?{urlencode({'via': match.via})}" if match.via else ""
    return reverse("municipality", args=[match.name]) + via


def names_area(area):
    """A function of a platform: whether it names this village or district; never when `area` is empty."""
    key = fold_place(area)
    return lambda platform: key != "" and key in map(fold_place, platform.places)


def how_near(platform):
    """What is only for here comes before what is everywhere."""
    scope = platform.facts["scope"].value if "scope" in platform.facts else ""
    return NEAREST.index(scope) if scope in NEAREST else len(NEAREST)


def by_status(platforms, on):
    """The platforms that are known to run on this day (`active`), that ended, and of which it is not known."""
    found = {"active": [], "unknown": [], "ended": []}
    for platform in platforms:
        status, _last_seen = judge_status(platform, on)
        found["active" if status == RUNS else "ended" if status == ENDED else "unknown"].append(platform)
    return found


def list_nationwide(catalogue, here):
    """Platforms for the whole country, known to run and not yet counted here, per kind: [Everywhere]."""
    counted = {platform.slug for platform in here}
    wanted = {"form": "online_platform", "usable_in_nl": "yes", "status": "active"}
    found = [
        platform
        for scope in ("national", "international")
        for platform in catalogue.search.find(Query(choices=wanted | {"scope": scope})).platforms
        if platform.slug not in counted and judge_status(platform, catalogue.released)[0] == RUNS
    ]
    found.sort(key=lambda platform: fold_words(platform.name))
    groups = {kind: [platform for platform in found if platform.kind == kind] for kind in KINDS}
    return [
        Everywhere(kind, gettext(KINDS[kind]), platforms[:OF_A_KIND], len(platforms[OF_A_KIND:]))
        for kind, platforms in groups.items()
        if platforms
    ]


def list_neighbours(catalogue, municipality):
    """The official names of other municipalities of the province where the catalogue knows a platform."""
    held = catalogue.search.municipalities
    names = [name for name, one in MUNICIPALITIES.items() if one.province == municipality.province and name in held]
    return sorted(names, key=lambda name: fold_name(everyday_name(name)))
