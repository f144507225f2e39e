"""The catalogue as pages: the list with its filters, and one platform with its evidence."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext

from .forms import CatalogueFilter
from .models import Catalogue
from .vocabulary import FACT_KEYS

PER_PAGE = 30
SIMILAR = 5

# One square of the picture, per basis: class, start, and the rest of the path. Filled: it stands in a source;
# half: we infer it; a slanted line: nobody knows. The same marks as in templates/platforms/_mark.html.
SQUARE, STEP, GAP = 10, 13, 6
SHAPES = {
    "stated": [("z", 0, "0h10v10h-10z")],
    "inferred": [("w", 0.5, "0.5h9v9h-9z"), ("z", 0, "0v10h10z")],
    "unknown": [("w", 0.5, "0.5h9v9h-9z"), ("o", 1, "9l8 -8")],
}


def platform_list(request):
    """Search and filter the catalogue; a page that does not exist is not found."""
    catalogue = Catalogue.current()
    form = CatalogueFilter(request.GET)
    pages = Paginator(form.find(catalogue), PER_PAGE)
    try:
        page = pages.page(request.GET.get("pagina", 1))
    except InvalidPage as error:
        raise Http404(gettext("Deze bladzijde van de lijst bestaat niet.")) from error
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "form": form,
        "page": page,
        "fact_count": len(FACT_KEYS),
        "choices_made": form.choices_made(catalogue),
    }
    return render(request, "platforms/list.html", context)


def platform_detail(request, slug):
    """One platform: what it is, every fact with its source, and what nobody knows."""
    catalogue = Catalogue.current()
    if slug not in catalogue.by_slug:
        raise Http404(gettext("Dit platform kennen we niet."))
    return show(request, catalogue.by_slug[slug], catalogue)


def show(request, platform, catalogue, **more):
    """The page of one platform, from the catalogue or as staff would make it (`preview=True`)."""
    context = {
        "section": "platforms",
        "platform": platform,
        "status": platform.facts.get("status"),
        "fact_count": len(FACT_KEYS),
        "picture": fact_picture(platform),
        "goal_rows": goal_rows(platform),
        "similar": similar(platform, catalogue.platforms),
    }
    return render(request, "platforms/detail.html", context | more)


def goal_rows(platform):
    """(how much, the Facts) for the goals that the platform serves, and those it says it does not."""
    degrees = {"primary": gettext("Vooral"), "secondary": gettext("Ook"), "none": gettext("Niet")}
    return [(words, platform.goals_of(degree)) for degree, words in degrees.items() if platform.goals_of(degree)]


def fact_picture(platform):
    """The row of squares, one per fact: their shapes (class, path), the width, and how many there are of each basis."""
    bases = [platform.facts[key].basis if key in platform.facts else "unknown" for key in FACT_KEYS]
    counts = {basis: bases.count(basis) for basis in SHAPES}
    shapes, start = [], 0
    for basis, parts in SHAPES.items():
        for _square in range(counts[basis]):
            shapes += [(css, f"M{start + x:g} {path}") for css, x, path in parts]
            start += STEP
        start += GAP if counts[basis] else 0
    return {"shapes": shapes, "width": start - GAP - STEP + SQUARE, **counts}


def similar(platform, platforms):
    """At most five others of the same kind that share a goal, still there and usable here; most shared goals first."""
    goals = {fact.key for fact in platform.goals_of("primary")}

    def shared(other):
        return len(goals & {fact.key for fact in other.goals_of("primary")})

    def fits(other):
        there = "status" not in other.facts or other.facts["status"].value != "ended"
        return other.slug != platform.slug and other.kind == platform.kind and other.usable_in_nl != "no" and there

    others = [other for other in platforms if fits(other) and shared(other)]
    return sorted(others, key=lambda other: (-shared(other), -other.known, other.slug))[:SIMILAR]
