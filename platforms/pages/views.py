"""Pages of the catalogue: the list with its filters, one platform with its evidence, the comparison.

Each view gets a `gazetteer` from urls.py: who knows what the names of places mean (search.Gazetteer).
"""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from platforms.cases import list_cases
from platforms.models import Catalogue, Invitation, LinkCheck, changes_of
from platforms.search.engine import Query
from platforms.text import join_words
from platforms.vocabulary import DEGREES, FACT_KEYS, GOALS

from .comparison import (
    Column,
    all_groups,
    choice_context,
    find_named,
    pick_platforms,
    query_for,
    sort_rows,
    sum_up,
)
from .evidence_squares import fact_picture
from .filters import CatalogueFilter
from .page_cache import cached_in_memory
from .schema_org import as_script, page_data
from .users_say import what_users_say

PER_PAGE = 30
CHANGES_SHOWN = 10
# What the address of a comparison says: the platforms, whom to look for, and whether to show what is the same.
COMPARE_ASKS = {"p", "erbij", "alles"}


@require_safe
@cached_in_memory(paged=True)
def platform_list(request, gazetteer):
    """Search and filter the catalogue; a page that does not exist is not found."""
    catalogue = request.catalogue
    form = CatalogueFilter(request.GET)
    query = form.query()
    found = catalogue.search.find(query, gazetteer)
    form.with_counts(found.counts)
    pages = Paginator(found.platforms, PER_PAGE)
    try:
        page = pages.page(request.GET.get("pagina", 1))
    except InvalidPage as error:
        raise Http404(gettext("Deze bladzijde van de lijst bestaat niet.")) from error
    chosen, _faults = pick_platforms(request.GET.getlist("p"), catalogue)
    choices_made = form.choices_made(found)
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "form": form,
        "page": page,
        "fact_count": len(FACT_KEYS),
        "choices_made": choices_made,
        "best_to_drop": sorted((one for one in choices_made if one.count), key=lambda one: -one.count),
        "unknowns": form.unknowns(found),
        "places": found.places,
        "reason": "" if found.platforms else gazetteer.explain_unknown(query.place or query.text),
        "picked": chosen,
        "picked_elsewhere": [platform for platform in chosen if platform not in page.object_list],
    }
    return render(request, "platforms/pages/list.html", context)


@require_safe
@cached_in_memory()
def platform_detail(request, slug, gazetteer):
    """One platform: what it is, every fact with its source, and what nobody knows."""
    catalogue = request.catalogue
    if slug not in catalogue.by_slug:
        raise Http404(gettext("Dit platform kennen we niet."))
    return render_platform(request, catalogue.by_slug[slug], catalogue)


def render_platform(request, platform, catalogue, **more):
    """The page of one platform, from the catalogue or as staff would make it (`preview=True`)."""
    address = request.build_absolute_uri(platform.get_absolute_url())
    linked = page_data(platform, address, request.build_absolute_uri(reverse("platforms")), catalogue.changed)
    changes = changes_of(platform)
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "platform": platform,
        "status": platform.facts.get("status"),
        "fact_count": len(FACT_KEYS),
        "picture": fact_picture(platform),
        "goal_rows": goal_rows(platform),
        "sites": [catalogue.by_slug[slug] for slug in platform.sites if slug in catalogue.by_slug],
        "invitation": Invitation.find_last_sent(platform),
        "cases": list_cases(platform, catalogue.by_slug),
        "users": what_users_say(platform),
        "changes": changes[:CHANGES_SHOWN],
        "site_check": LinkCheck.objects.filter(url=platform.url, answered__isnull=False).first()
        if platform.url
        else None,
        "similar": [(one.platform, likeness_words(one)) for one in catalogue.search.like(platform)],
        "address": address,
        "linked_data": as_script(linked),
    }
    return render(request, "platforms/pages/detail.html", context | more)


@require_safe
def compare_platforms(request, gazetteer):
    """Two to four platforms side by side, without a plan; `erbij` looks for one more by name."""
    catalogue = Catalogue.current()
    if request.GET.keys() - COMPARE_ASKS:  # from the list, whose search comes along: not in an address to share
        return redirect(f"{request.path}?{urlencode({'p': request.GET.getlist('p')}, doseq=True)}")
    chosen, faults = pick_platforms(request.GET.getlist("p"), catalogue)
    asked = request.GET.get("erbij", "").strip()[:100]
    found = catalogue.search.find(Query(text=asked), gazetteer).platforms if asked else []
    if named := find_named(asked, found, chosen):
        return redirect(f"{request.path}?{query_for([*chosen, named])}")
    groups = all_groups([Column(platform) for platform in chosen]) if len(chosen) > 1 else []
    similar = [one.platform for one in catalogue.search.like(chosen[0])] if len(chosen) == 1 else []
    context = {
        "section": "platforms",
        "catalogue": catalogue,
        "names": join_words([platform.name for platform in chosen]) if chosen else "",
        "columns": [Column(platform) for platform in chosen],
        "summaries": [(platform, sum_up(platform)) for platform in chosen],
        "groups": groups,
        "only_differences": "alles" not in request.GET,
        "faults": faults,
        **choice_context(chosen, catalogue.platforms, asked, found, similar=similar),
        **sort_rows(groups),
    }
    return render(request, "platforms/pages/compare.html", context)


def goal_rows(platform):
    """(how much, the Facts) for the goals that the platform serves, and those it says it does not."""
    served = [(gettext(words), platform.goals_of(degree)) for degree, words in DEGREES.items()]
    return [(words, facts) for words, facts in served if facts]


def likeness_words(likeness):
    """In what another platform is alike, as one sentence or two."""
    other = likeness.platform
    if likeness.same_kind and likeness.same_form:
        alike = gettext("Dezelfde soort en vorm.")
    elif likeness.same_kind:
        alike = gettext("Dezelfde soort, in een andere vorm: %(vorm)s.") % {"vorm": other.form_words.lower()}
    else:
        alike = gettext("Een andere soort: %(soort)s.") % {"soort": other.kind_words.lower()}
    goals = join_words([gettext(GOALS[goal]).lower() for goal in GOALS if goal in likeness.goals])
    return f"{alike} " + gettext("Ook vooral hiervoor: %(doelen)s.") % {"doelen": goals}
