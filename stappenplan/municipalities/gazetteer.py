"""Gazetteer: from the name of a place to municipalities, for platforms/search/engine.py.

`named` and `meant` make this module a Gazetteer; urls.py hands it to the pages of the catalogue, which may not
import it. Addresses of municipalities are made here too.
"""

from functools import lru_cache

from django.utils.text import slugify
from rapidfuzz import process
from rapidfuzz.distance import OSA

from platforms.search.text_index import errors_allowed

from .names import MUNICIPALITIES, everyday_name, find_municipalities, fold_name, name_index, named

__all__ = ("by_slug", "meant", "named", "slug_of")


def meant(text):
    """The municipalities that a text can mean: spelled so, beginning so, or else nearest in spelling; [Match]."""
    if found := find_municipalities(text):
        return found
    key = fold_name(text)
    for names in name_index():
        near = process.extract(key, names.keys(), scorer=OSA.distance, score_cutoff=errors_allowed(key), limit=None)
        if near:
            nearest = min(distance for _name, distance, _place in near)
            found = [match for name, distance, _place in near if distance == nearest for match in names[name]]
            return tuple(dict.fromkeys(found))
    return ()


def slug_of(name):
    """The last part of a municipality's address, from the name people use: den-haag, bergen-limburg."""
    return slugify(everyday_name(name))


@lru_cache(maxsize=1)
def by_slug():
    """The Municipality of each address."""
    return {slug_of(name): one for name, one in MUNICIPALITIES.items()}
