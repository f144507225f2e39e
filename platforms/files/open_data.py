"""Open data: the whole catalogue as JSON, CSV and an archive of YAML.

A file is the same to the byte wherever the same facts are loaded. Each is made once per process and catalogue.
"""

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import NamedTuple

import yaml
from django.http import HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from platforms.models import Catalogue

from . import reader
from .fact_table import write_csv

# The facts are free of all rights, so that anybody can join them to other data; the code has its own licence.
LICENCE, LICENCE_URL = "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
FRESH_SECONDS = 300
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
  "provider" betekent dat de aanbieder het zei toen wij het vroegen.
- "runs_on" noemt het platform waar een site op draait. De bestanden hebben alleen eigen feiten. Wat een site van dat
  platform overneemt, staat in de JSON onder "inherited" en in de CSV met "inherited_from".
- Noem de versie. Feiten veranderen.
"""


class Format(NamedTuple):
    """One way to have the whole catalogue: `make` gives its bytes, `about` tells people what is in it.

    `file_type` is its name in the European list of file types, for harvesters.
    """

    content_type: str
    file_type: str
    about: str
    make: Callable

    @property
    def media_type(self):
        return self.content_type.partition(";")[0]


class DataFile(NamedTuple):
    """The whole catalogue in one format; `packed` is the content as gzip, for those who accept that."""

    form: str
    format: Format
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


class FastDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Plain YAML, quickly: no anchors. (writer.py keeps the layout of the files, and takes ten times as long.)"""

    def ignore_aliases(self, data):
        return True


def build_json(catalogue) -> bytes:
    """The catalogue as one object: what it is, and the platforms in the shape of their files."""
    content = {
        "version": catalogue.label,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "platforms": [platform.public_record() for platform in catalogue.platforms],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def build_zip(catalogue) -> bytes:
    """A ZIP of a YAML file per platform, their schema, the licence and a README."""
    dump = partial(yaml.dump, Dumper=FastDumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    files = {f"platforms/{platform.slug}.yaml": dump(platform.record()) for platform in catalogue.platforms}
    files["schema.json"] = (reader.CATALOGUE / "schema.json").read_text("utf-8")
    files["LICENSE"] = (reader.CATALOGUE / "LICENSE").read_text("utf-8")
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


def build_table(catalogue) -> bytes:
    """A row per fact, those that a site inherits too."""
    return write_csv(catalogue.platforms, inherited=True)


# The end of the file's name -> what it is; its address, its place on the page and in every description follow.
FORMATS = {
    "json": Format("application/json", "JSON", _("Alle platforms in één bestand"), build_json),
    "csv": Format(
        "text/csv; charset=utf-8",
        "CSV",
        _("Een tabel met één rij per feit, voor programma’s: met komma’s tussen de kolommen"),
        build_table,
    ),
    "zip": Format("application/zip", "ZIP", _("Een YAML-bestand per platform, met schema en licentie"), build_zip),
}
_making, _made = Lock(), {}


def find_data_file(catalogue, form) -> DataFile:
    """One of FORMATS, made when nobody in this process asked for it since the catalogue changed."""
    with _making:
        if _made.get("stamp") != catalogue.stamp:
            _made.clear()
            _made["stamp"] = catalogue.stamp
        if form not in _made:
            content = FORMATS[form].make(catalogue)
            packed = gzip.compress(content, mtime=0)
            _made[form] = DataFile(form, FORMATS[form], content, packed, hashlib.sha256(content).hexdigest())
        return _made[form]


def list_data_files() -> dict:
    """What the page about open data says of them."""
    catalogue = Catalogue.current()
    files = [find_data_file(catalogue, form) for form in FORMATS]
    return {"catalogue": catalogue, "data_files": files, "licence": LICENCE, "licence_url": LICENCE_URL}


@require_safe
def download_data(request, form, **_more):
    """The file, compressed once for all who accept that; 304 for those who have these very bytes."""
    catalogue = Catalogue.current()
    return serve_data_file(request, find_data_file(catalogue, form), f"catalogus-{catalogue.label}.{form}")


def serve_data_file(request, file, name):
    """A DataFile under a name; any site may read it."""
    etag = f'"{file.sha256}"'
    response = HttpResponse(file.content, content_type=file.format.content_type)
    if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        etag = f"W/{etag}"  # the same facts in other bytes
        response.content, response["Content-Encoding"] = file.packed, "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response)


urlpatterns = [
    *(path(f"catalogus.{form}", download_data, {"form": form}, name=f"catalogue_{form}") for form in FORMATS),
]
