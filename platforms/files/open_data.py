"""Open data: the whole catalogue as JSON, CSV and an archive of YAML, and its changes as a feed.

A file is the same to the byte wherever the same facts are loaded. Each is made once per process and catalogue.
"""

import gzip
import hashlib
import io
import json
import zipfile
from functools import partial
from threading import Lock
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.urls import path, reverse, reverse_lazy
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from platforms.models import Catalogue, changes
from platforms.models.history import read

from . import reader
from .spreadsheet import as_csv

# The files of the catalogue are a part of this repository, under its licence.
LICENCE, LICENCE_URL = "EUPL-1.2", "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"
FRESH_SECONDS = 300
FEED_ITEMS = 50
# ZIP has no moment before 1980; one that is always the same keeps the bytes the same.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
README = """Catalogus van buurtplatforms
============================

Versie: {version}
Platforms: {platforms}
Feiten: {facts}
Licentie: {licence} ({licence_url}), zie LICENSE

platforms/*.yaml  één bestand per platform, met elk feit en zijn bronnen
schema.json       wat er in zo'n bestand mag staan (JSON Schema)

Let op bij hergebruik
- Een feit dat ontbreekt, betekent: wij weten het niet. Het betekent niet "nee".
- "stated" betekent dat een bron het zegt. "inferred" betekent dat wij het afleiden.
- "runs_on" noemt het platform waar een site op draait. De bestanden hebben alleen eigen feiten. Wat een site van dat
  platform overneemt, staat in de JSON onder "inherited" en in de CSV met "inherited_from".
- Noem de versie. Feiten veranderen.
"""


class DataFile(NamedTuple):
    """One way to have the whole catalogue; `packed` is the content as gzip, for those who accept that."""

    form: str
    content_type: str
    content: bytes
    packed: bytes
    sha256: str

    @property
    def size(self):
        """In bytes."""
        return len(self.content)

    @property
    def address(self):
        return reverse(f"catalogue_{self.form}")


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Plain YAML, quickly: no anchors. (export.py keeps the layout of the files, and takes ten times as long.)"""

    def ignore_aliases(self, data):
        return True


def as_json(catalogue) -> bytes:
    """The catalogue as one object: what it is, and the platforms in the shape of their files."""
    content = {
        "version": catalogue.label,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "platforms": [platform.public_record() for platform in catalogue.platforms],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def as_archive(catalogue) -> bytes:
    """A ZIP of a YAML file per platform, their schema, the licence and a README."""
    dump = partial(yaml.dump, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    files = {f"platforms/{platform.slug}.yaml": dump(platform.record()) for platform in catalogue.platforms}
    files["schema.json"] = (reader.CATALOGUE / "schema.json").read_text("utf-8")
    files["LICENSE"] = (reader.CATALOGUE.parent.parent / "LICENSE").read_text("utf-8")
    files["README.md"] = README.format(
        version=catalogue.label,
        platforms=len(catalogue.platforms),
        facts=sum(len(platform.own_facts) for platform in catalogue.platforms),
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(f"catalogus/{name}", ZIP_MOMENT)
            member.create_system, member.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            archive.writestr(member, files[name], zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


FORMS = {
    "json": ("application/json", as_json),
    "csv": ("text/csv; charset=utf-8", lambda catalogue: as_csv(catalogue.platforms, inherited=True)),
    "zip": ("application/zip", as_archive),
}
_making, _made = Lock(), {}


def file_of(catalogue, form) -> DataFile:
    """One of FORMS, made when nobody in this process asked for it since the catalogue changed."""
    with _making:
        if _made.get("stamp") != catalogue.stamp:
            _made.clear()
            _made["stamp"] = catalogue.stamp
        if form not in _made:
            content_type, make = FORMS[form]
            content = make(catalogue)
            packed = gzip.compress(content, mtime=0)
            _made[form] = DataFile(form, content_type, content, packed, hashlib.sha256(content).hexdigest())
        return _made[form]


def offered() -> dict:
    """What the page about open data says of them."""
    catalogue = Catalogue.current()
    files = [file_of(catalogue, form) for form in FORMS]
    return {"catalogue": catalogue, "data_files": files, "licence": LICENCE, "licence_url": LICENCE_URL}


@require_safe
def download(request, form, **_more):
    """The file, compressed once for all who accept that; 304 for those who have these very bytes."""
    catalogue = Catalogue.current()
    file = file_of(catalogue, form)
    etag = f'"{file.sha256}"'
    response = HttpResponse(file.content, content_type=file.content_type)
    if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        etag = f"W/{etag}"  # the same facts in other bytes
        response.content, response["Content-Encoding"] = file.packed, "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    response["Content-Disposition"] = f'attachment; filename="catalogus-{catalogue.label}.{form}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response)


class ChangesFeed(Feed):
    """What changed in the catalogue and why, as Atom; never who."""

    feed_type = Atom1Feed
    title = gettext_lazy("Wijzigingen in de catalogus")
    subtitle = gettext_lazy("Wat er veranderde aan wat we van platforms weten, en waarom.")
    link = reverse_lazy("changes")
    feed_copyright = LICENCE

    def items(self):
        return read(changes()[:FEED_ITEMS])

    def item_title(self, change):
        return f"{change.platform.name}: {change.label}"

    def item_description(self, change):
        told = format_html_join("", "<li>{}</li>", ((text,) for text in self.told(change)))
        reason = format_html("<p>{}</p>", change.reason) if change.reason else ""
        return format_html("<ul>{}</ul>{}", told, reason)

    def told(self, change):
        """Each difference as a line: what it was and what it is."""
        words = {"was": gettext("was"), "now": gettext("is nu"), "gone": gettext("staat er niet meer")}
        for one in change.differences:
            before = f"{words['was']} {one.before}; " if one.before else ""
            after = f"{words['now']} {one.after}" if one.after else words["gone"]
            yield f"{one.label}: {before}{after}"
        if not change.differences:
            yield gettext("Nagekeken: het klopt nog.")

    def item_link(self, change):
        return change.platform.get_absolute_url()

    def item_guid(self, change):
        return uuid5(NAMESPACE_URL, f"{change.platform.slug}/{change.kind}/{change.version.pk}").urn

    def item_pubdate(self, change):
        return change.when

    item_updateddate = item_pubdate


@require_safe
def feed(request, **_more):
    return ChangesFeed()(request)


urlpatterns = [
    *(path(f"catalogus.{form}", download, {"form": form}, name=f"catalogue_{form}") for form in FORMS),
    path("wijzigingen.atom", feed, name="changes_feed"),
]
