"""The releases of the catalogue: the page with their changelogs, the list as data, and the newest archive."""

import gzip
from dataclasses import dataclass
from functools import cache

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from platforms.files.open_data import FORMATS, FRESH_SECONDS, LICENCE, LICENCE_URL, DataFile, serve_data_file
from platforms.models import Fact
from platforms.releases.changelog import (
    ADDED,
    EVIDENCE,
    RELEASES,
    TEXT,
    VALUE,
    Release,
    ReleaseChange,
    list_releases,
)
from platforms.vocabulary import VOCABULARY

from .page_cache import cached_in_memory

# Kind of change -> how many there were (`number`, and `shown` with its thousands apart), in the order of the page.
COUNTED = {
    "added": ngettext_lazy("%(shown)s nieuw platform", "%(shown)s nieuwe platforms", "number"),
    "gone": ngettext_lazy("%(shown)s platform weg", "%(shown)s platforms weg", "number"),
    "status": ngettext_lazy(
        "van %(shown)s platform een andere status", "van %(shown)s platforms een andere status", "number"
    ),
    "learned": ngettext_lazy(
        "%(shown)s feit dat we eerst niet wisten", "%(shown)s feiten die we eerst niet wisten", "number"
    ),
    "corrected": ngettext_lazy(
        "%(shown)s feit met een andere waarde", "%(shown)s feiten met een andere waarde", "number"
    ),
    "dropped": ngettext_lazy(
        "%(shown)s feit dat we niet meer weten", "%(shown)s feiten die we niet meer weten", "number"
    ),
    "evidence": ngettext_lazy("%(shown)s feit met ander bewijs", "%(shown)s feiten met ander bewijs", "number"),
    "text": ngettext_lazy("%(shown)s andere tekst of indeling", "%(shown)s andere teksten of indelingen", "number"),
    "source": ngettext_lazy("%(shown)s andere bron", "%(shown)s andere bronnen", "number"),
}
COLUMNS = {
    "name": _("Naam"),
    "url": _("Website"),
    "provider": _("Aanbieder"),
    "runs_on": _("Draait op"),
    "summary_nl": _("Samenvatting"),
    "summary_en": _("Samenvatting in het Engels"),
    "kind": _("Soort"),
    "form": _("Vorm"),
    "usable_in_nl": _("Bruikbaar in Nederland"),
    "launched": _("Begonnen"),
    "ended": _("Gestopt"),
    "places": _("Plaatsen"),
    "municipalities": _("Gemeenten"),
    "adoption": _("Gebruik"),
    "lesson": _("Les"),
}


@dataclass(frozen=True)
class ChangeRow:
    """One change of a release in words: of which platform, what, and what it was and is ("" where that is not said)."""

    change: ReleaseChange
    label: str
    before: str = ""
    after: str = ""


def describe_release_change(change: ReleaseChange) -> ChangeRow:
    """A change in the reader's language; a value or a key that the vocabulary no longer knows, as it was written."""
    if change.kind == VALUE:
        return ChangeRow(
            change,
            label_of(change.key),
            write_value(change.key, change.before),
            write_value(change.key, change.after),
        )
    if change.kind == TEXT:
        return ChangeRow(change, str(COLUMNS.get(change.key, change.key)))
    if change.kind == EVIDENCE:
        return ChangeRow(change, gettext("%(feit)s: ander bewijs") % {"feit": label_of(change.key)})
    return ChangeRow(change, gettext("Nieuw platform") if change.kind == ADDED else gettext("Staat er niet meer in"))


def label_of(key: str) -> str:
    return gettext(VOCABULARY[key].label) if key in VOCABULARY else key


def write_value(key: str, value: object) -> str:
    """The value of a fact in words; None is unknown."""
    if value is None:
        return gettext("Weten we niet")
    if key not in VOCABULARY or isinstance(value, list) != bool(VOCABULARY[key].many):
        return str(value)
    return Fact(key=key, value=value).words


def count_changes(release: Release) -> list[str]:
    """What a release changed, counted, in words."""
    counts = release.counts
    return [
        words % {"number": counts[kind], "shown": number_format(counts[kind], force_grouping=True)}
        for kind, words in COUNTED.items()
        if counts.get(kind)
    ]


@require_safe
@cached_in_memory()
def show_releases(request, **_more):
    """Every release with its number, date, checksum and changelog; the newest with its archive."""
    releases = [
        {
            "release": release,
            "counts": count_changes(release),
            "rows": [describe_release_change(change) for change in release.changes],
        }
        for release in list_releases()
    ]
    context = {"section": "platforms", "catalogue": request.catalogue, "releases": releases}
    return render(request, "platforms/pages/releases.html", context)


@require_safe
def list_releases_as_data(request, **_more):
    """The same for programs; any site may read it."""
    newest, *_older = list_releases()
    archive = request.build_absolute_uri(reverse("release_archive", args=[newest.number]))
    content = {
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "archive": archive,
        "releases": [release.as_json() for release in list_releases()],
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@cache
def read_newest_archive() -> DataFile:
    """The archive of the newest release, read and compressed once per process."""
    newest, *_older = list_releases()
    content = (RELEASES / newest.file_name).read_bytes()
    return DataFile("zip", FORMATS["zip"], content, gzip.compress(content, mtime=0), newest.sha256)


@require_safe
def download_release(request, number, **_more):
    """The archive of the newest release. The sites of older versions had the others."""
    newest, *_older = list_releases()
    if number != newest.number:
        raise Http404
    return serve_data_file(request, read_newest_archive(), newest.file_name)


urlpatterns = [
    path("uitgaven/", show_releases, name="releases"),
    path("uitgaven.json", list_releases_as_data, name="releases_data"),
    path("uitgaven/catalogus-<int:number>.zip", download_release, name="release_archive"),
]
