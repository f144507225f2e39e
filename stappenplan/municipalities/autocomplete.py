"""Place names for the chooser of a municipality, which searches in the browser: typed text stays there."""

import hashlib
import json

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from platforms.models import Catalogue

from .gazetteer import suggested_names


def names_as_json():
    """The names that a field offers, as (JSON in bytes, ETag); worked out once per version of the catalogue."""
    catalogue = Catalogue.current()
    if getattr(catalogue, "names_as_json", None) is None:
        content = json.dumps(suggested_names(), ensure_ascii=False, separators=(",", ":")).encode()
        catalogue.names_as_json = content, f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    return catalogue.names_as_json


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
@condition(etag_func=lambda request: names_as_json()[1])
def place_names(request):
    return HttpResponse(names_as_json()[0], content_type="application/json")
