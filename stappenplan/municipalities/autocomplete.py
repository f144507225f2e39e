"""Place names for the autocomplete of municipalities, which searches in the browser: typed text stays there."""

import hashlib
import json
from functools import lru_cache

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from .names import MUNICIPALITIES, everyday_name, suggested_names


@lru_cache(maxsize=1)
def names_as_json():
    """The list as JSON: municipalities first, then other names and villages as "Nes (Ameland)".

    Each municipality once: not also as the village it is named after, or as the register writes it.
    """
    towns = {everyday_name(name) for name in MUNICIPALITIES}
    plain = {plain_name(town) for town in towns}
    others = [
        name for name in suggested_names() if name not in towns and not (is_same(name) and plain_name(name) in plain)
    ]
    return json.dumps([*sorted(towns), *others], ensure_ascii=False, separators=(",", ":")).encode()


def plain_name(name):
    """A name without what stands between brackets behind it."""
    return name.split(" (")[0]


def is_same(name):
    """Whether this is another way to write a municipality: Bergen (L.), Bergen (Bergen, Limburg)."""
    return name in MUNICIPALITIES or f" ({plain_name(name)}" in name


@lru_cache(maxsize=1)
def etag_of_names():
    return f'"{hashlib.sha256(names_as_json()).hexdigest()[:16]}"'


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
@condition(etag_func=lambda request: etag_of_names())
def place_names(request):
    return HttpResponse(names_as_json(), content_type="application/json")
