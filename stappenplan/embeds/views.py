"""Small pages for a frame on the site of a municipality, and the page that says how to put them there."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from platforms.models import Catalogue
from stappenplan.municipalities import gazetteer
from stappenplan.municipalities.names import MUNICIPALITIES
from stappenplan.municipalities.views import by_status, how_near, joined_by, search_place
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.same_origin_forms import accept_own_forms
from stappenplan.wizard.quick_check import answer_check


def embeddable(view):
    """A page for a frame; while no site may frame it, a page that says so (403)."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not settings.EMBED_ORIGINS:
            return render(request, "stappenplan/embeds/not_allowed.html", {"section": ""}, status=403)
        return view(request, *args, **kwargs)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
@accept_own_forms
@embeddable
def embedded_check(request):
    """The quick check for a frame: it stores nothing and sets no cookie."""
    return render(request, "stappenplan/embeds/quick_check.html", answer_check(request))


@require_safe
@embeddable
def embedded_municipality(request, slug):
    """What there is already in one municipality, for a frame; a former name leads to the municipality of today."""
    one = gazetteer.by_slug().get(slug)
    if one is None:
        meant = gazetteer.find_place(slug)
        if len(meant) == 1:
            return redirect("embedded_municipality", slug=meant[0].name, permanent=True)
        return render(request, "stappenplan/embeds/unknown_municipality.html", {"section": ""}, status=404)
    catalogue = Catalogue.current()
    here = sorted(catalogue.search.in_municipality(one.name), key=how_near)
    context = {
        "section": "",
        "catalogue": catalogue,
        "municipality": one,
        "joined": joined_by(one),
        **by_status(here, catalogue.released),
    }
    return render(request, "stappenplan/embeds/municipality.html", context)


@require_safe
def embedding_page(request):
    """What to copy for which page: the quick check, and the page of the municipality that was asked."""
    place = search_place(request)
    site = request.build_absolute_uri("/").rstrip("/")
    check_title = gettext("Snelle check: past een platform bij uw buurt?")
    context = {
        "section": "",
        "asked": place.asked,
        "reason": place.reason,
        "found": [(match.label, chosen_by(match.label)) for match in place.found],
        "origins": settings.EMBED_ORIGINS,
        "check_line": write_frame(site + reverse("embedded_check"), check_title),
        "script": render_to_string("stappenplan/embeds/height_script.html", {"site": site}),
    }
    if len(place.exact) == 1:
        chosen = MUNICIPALITIES[place.exact[0].name]
        title = gettext("Wat is er al in %(name)s?") % {"name": chosen.everyday}
        address = site + reverse("embedded_municipality", args=[chosen.name])
        context |= {"chosen": chosen, "municipality_line": write_frame(address, title)}
    return render(request, "stappenplan/embeds/index.html", context)


def chosen_by(label):
    """The address of this page with a municipality chosen by its name."""
    return f"{reverse('embedding')}?{urlencode({'zoek': label})}#gemeente"


def write_frame(address, title) -> str:
    """The HTML that shows a page of ours on another site; without a script it has a scrollbar of its own."""
    return render_to_string("stappenplan/embeds/frame.html", {"address": address, "title": title}).strip()
