"""The releases of the catalogue: the page with their changelogs, the list as data, and the newest archive."""

import gzip
from collections import Counter
from collections.abc import Mapping
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

from platforms.addresses import host_of
from platforms.files.open_data import FORMATS, FRESH_SECONDS, LICENCE, LICENCE_URL, DataFile, serve_data_file
from platforms.models import Catalogue, Platform
from platforms.models.fact import write_value
from platforms.models.history import write_row
from platforms.releases.changelog import (
    ADDED,
    EVIDENCE,
    GONE,
    RELEASES,
    TEXT,
    Release,
    ReleaseChange,
    kind_of,
    list_releases,
)
from platforms.releases.following import FollowedRelease
from platforms.text import choose_language, join_words
from platforms.vocabulary import BASIS, VOCABULARY

from .page_cache import cached_in_memory

# Kind of change -> how many there were (`number`, and `shown` with its thousands apart), in the order of the page.
COUNTED = {
    "added": ngettext_lazy("%(shown)s nieuw platform", "%(shown)s nieuwe platforms", "number"),
    "gone": ngettext_lazy("%(shown)s platform weg", "%(shown)s platforms weg", "number"),
    "status": ngettext_lazy(
        "%(shown)s platform met een andere status", "%(shown)s platforms met een andere status", "number"
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


PARTS = {
    "basis": _("grond"),
    "source": _("bronnen"),
    "note": _("toelichting"),
    "figure": _("bedrag"),
}
# Whether there was something, and whether there is -> what is said of it: of facts, and of all else.
CHANGED = _("was “%(before)s”, is nu “%(after)s”")
FACT_WORDS = {
    (True, True): CHANGED,
    (False, True): _("wisten we eerst niet, is nu “%(after)s”"),
    (True, False): _("was “%(before)s”, weten we niet meer"),
}
TEXT_WORDS = {
    (True, True): CHANGED,
    (False, True): _("stond er niet, is nu “%(after)s”"),
    (True, False): _("was “%(before)s”, staat er niet meer"),
}
SAME = _("de woorden hier zijn gelijk; de bron of de vertaling is anders")


@dataclass(frozen=True)
class ChangeRow:
    """One change of a release in words: of which platform, what it is about, and what it was and is.

    `said` is "" where the label says all.
    """

    change: ReleaseChange
    label: str
    said: str = ""


def describe_release_change(change: ReleaseChange) -> list[ChangeRow]:
    """A change in the reader's language; a value or a key that the vocabulary no longer knows, as it was written."""
    if change.kind == ADDED:
        return [ChangeRow(change, gettext("Nieuw platform"))]
    if change.kind == GONE:
        return [ChangeRow(change, gettext("Staat er niet meer in"))]
    if change.kind == EVIDENCE:
        return [ChangeRow(change, *told) for told in describe_evidence(change)]
    label, write, words = label_of(change.key), write_value, FACT_WORDS
    if change.kind == TEXT:
        label, write, words = str(COLUMNS.get(change.key, change.key)), write_column, TEXT_WORDS
    before, after = (write(change.key, content) for content in (change.before, change.after))
    return [ChangeRow(change, label, tell_difference(before, after, words))]


def describe_evidence(change: ReleaseChange):
    """Of each part of the evidence that differs: its label, and what it was and is."""
    before, after = change.before or {}, change.after or {}
    for part in dict.fromkeys(name.partition("_")[0] for name in {**before, **after}):
        words = (write_part(part, evidence) for evidence in (before, after))
        yield f"{label_of(change.key)} ({PARTS.get(part, part)})", tell_difference(*words, TEXT_WORDS)


def label_of(key: str) -> str:
    return gettext(VOCABULARY[key].label) if key in VOCABULARY else key


def tell_difference(before: str, after: str, words: Mapping) -> str:
    """What was and is, in words for these two; "" is nothing."""
    sentence = SAME if before == after else words[bool(before), bool(after)]
    return str(sentence) % {"before": before, "after": after}


def write_column(key: str, content: object) -> str:
    """What a column of the editors holds in words; "" for nothing."""
    if not content or key not in COLUMNS:
        return str(content or "")
    if key == "runs_on":
        base = Catalogue.current().by_slug.get(content["value"])
        return base.name if base else content["value"]
    return " ".join(write_row(Platform(**{key: content})).values())


def write_part(part: str, evidence: Mapping) -> str:
    """A part of the evidence of a fact in words; "" for nothing."""
    if part == "basis":
        return gettext(BASIS.get(evidence.get("basis"), ""))
    if part == "source":
        return join_words(dict.fromkeys(host_of(url) for url in evidence["source"]))
    return choose_language(evidence.get(f"{part}_nl", ""), evidence.get(f"{part}_en", ""))


def count_changes(release: Release) -> list[str]:
    """What a release changed, counted, in words: how many of each kind, and how many of them about what."""
    counts = release.counts
    return [
        f"{words % {'number': counts[kind], 'shown': number_format(counts[kind], force_grouping=True)}}"
        f"{tell_subjects(change for change in release.changes if kind_of(change) == kind)}"
        for kind, words in COUNTED.items()
        if counts.get(kind)
    ]


def tell_subjects(changes) -> str:
    """What changes are about, the most frequent first, each with its number: ": Draait op (57), Gebruik (10)".

    "" for platforms that came or went, which have their names in the list below.
    """
    told = Counter(filter(None, map(subject_of, changes)))
    return f": {', '.join(f'{subject} ({number})' for subject, number in told.most_common())}" if told else ""


def subject_of(change: ReleaseChange) -> str:
    """What a change is about: the fact or the column; of a status, from which to which."""
    if kind_of(change) == "status":
        values = {when: write_value("status", getattr(change, when)) for when in ("before", "after")}
        return gettext("van “%(before)s” naar “%(after)s”") % values
    return str(COLUMNS[change.key]) if change.kind == TEXT and change.key in COLUMNS else label_of(change.key)


@require_safe
@cached_in_memory()
def show_releases(request, **_more):
    """Every release with its number, date, checksum and changelog; the newest with its archive."""
    releases = [
        {
            "release": release,
            "counts": count_changes(release),
            "rows": [row for change in release.changes for row in describe_release_change(change)],
        }
        for release in list_releases()
    ]
    context = {"section": "platforms", "catalogue": request.catalogue, "releases": releases}
    return render(request, "platforms/pages/releases.html", context)


@require_safe
def list_releases_as_data(request, **_more):
    """The same for programs; any site may read it. `followed` is the release from elsewhere that is loaded here."""
    releases = list_releases()
    address = reverse("release_archive", args=[releases[0].number]) if releases else None
    content = {
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "archive": address and request.build_absolute_uri(address),
        "followed": describe_followed(Catalogue.current().loaded_release),
        "releases": [release.as_json() for release in releases],
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def describe_followed(release: FollowedRelease) -> dict | None:
    """A release from elsewhere for programs; None where the facts are those of this software."""
    if not release.number:
        return None
    told = {"number": release.number, "day": release.day.isoformat(), "sha256": release.sha256}
    return told | {"archive": release.address or None}


@cache
def read_newest_archive() -> DataFile:
    """The archive of the newest release, read and compressed once per process."""
    newest, *_older = list_releases()
    content = (RELEASES / newest.file_name).read_bytes()
    return DataFile("zip", FORMATS["zip"], content, gzip.compress(content, mtime=0), newest.sha256)


@require_safe
def download_release(request, number, **_more):
    """The archive of the newest release. The sites of older versions had the others."""
    if [number] != [release.number for release in list_releases()[:1]]:
        raise Http404
    return serve_data_file(request, read_newest_archive(), list_releases()[0].file_name)


urlpatterns = [
    path("uitgaven/", show_releases, name="releases"),
    path("uitgaven.json", list_releases_as_data, name="releases_data"),
    path("uitgaven/catalogus-<int:number>.zip", download_release, name="release_archive"),
]
