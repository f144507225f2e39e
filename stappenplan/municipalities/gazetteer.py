"""Gazetteer: from the name of a place to municipalities, for the wizard, the API and platforms/search/engine.py.

`find_by_name`, `find_matches` and `explain_unknown` make this module a Gazetteer; urls.py hands it to the pages of the
catalogue, which may not import it. `find_place` adds the places that platforms of one municipality name, which the
search finds by itself. Addresses of municipalities are made here too.
"""

import re
from bisect import bisect_left
from itertools import takewhile

from django.utils.text import slugify
from django.utils.translation import gettext
from rapidfuzz import process
from rapidfuzz.distance import OSA

from platforms.models import Catalogue
from platforms.search.text_index import errors_allowed

from . import names
from .changes import keep_until_change
from .names import MUNICIPALITIES, Match, everyday_name, find_by_name, fold_name, name_index

__all__ = ("by_slug", "explain_unknown", "find_by_name", "find_matches", "find_place", "slug_of")

# A shorter beginning than this is not searched for, and more guesses than this are no help.
PREFIX_AT_LEAST, GUESSES_AT_MOST = 3, 12
POSTCODE = re.compile(r"\s*[1-9]\d{3}\s*([a-z]{2})?\s*", re.IGNORECASE)
# Folded names of the public bodies in the Caribbean, which are no municipalities.
CARIBBEAN = {"bonaire", "sinteustatius", "saba", "caribischnederland", "caribbeannetherlands"}
SOUNDS_LIKE = {"ch": "g", "ij": "ei", "y": "ei", "au": "ou", "th": "t", "dt": "t", "ph": "f", "ck": "k", "c": "k"}
SOUNDS = re.compile("|".join(SOUNDS_LIKE))
FRISIAN = {"fryslan": "Friesland"}


def find_place(text):
    """The municipalities with a name spelled like the text, best first, also as the catalogue knows it: (Match)."""
    return find_by_name(text) or catalogue_places().get(fold_name(text), ())


def find_matches(text):
    """The municipalities that a text can mean: spelled so, beginning so, in its words, or nearest in spelling: (Match).

    At most twelve when nothing is spelled so; of these none may be taken for an answer.
    """
    return find_by_name(text) or tuple(
        (find_beginnings(text) or find_within(text) or find_nearest(text))[:GUESSES_AT_MOST]
    )


def explain_unknown(text):
    """Why a text names no municipality, in a sentence, when it names something else; "" when nobody can tell."""
    if POSTCODE.fullmatch(text):
        return gettext("We zoeken niet op postcode. Typ de naam van uw gemeente, dorp of wijk.")
    if find_place(text):
        return ""
    key = fold_name(text)
    if key in CARIBBEAN:
        return gettext("Deze site gaat alleen over de gemeenten in het Europese deel van Nederland.")
    if province := find_province(key):
        return gettext("%(province)s is een provincie. Zoek op een gemeente, een dorp of een wijk.") % {
            "province": province
        }
    return ""


def find_province(key):
    """The province with this folded name, also after the word itself; "" for anything else."""
    return provinces().get(key.removeprefix("provincie"), "")


@keep_until_change
def provinces():
    """Folded name -> province."""
    return FRISIAN | {fold_name(one.province): one.province for one in MUNICIPALITIES.values()}


def catalogue_places():
    """Folded name -> matches, of the places in the catalogue that only platforms of one municipality name.

    Hamlets and districts that the files do not know; no regions. Worked out once per version of the catalogue.
    """
    catalogue = Catalogue.current()
    if getattr(catalogue, "place_names", None) is None:
        found = {}
        for platform in catalogue.platforms:
            for place in platform.places:
                municipalities = [name for name in platform.municipalities if name in MUNICIPALITIES]
                found.setdefault(fold_name(place), set()).update((name, place) for name in municipalities)
        new = [
            Match(*min(places))
            for key, places in found.items()
            if len({name for name, _place in places}) == 1 and not find_by_name(key) and not is_region(key)
        ]
        catalogue.place_names = {
            fold_name(text): (match,)
            for match in new
            for text in (match.via, f"{match.via} {MUNICIPALITIES[match.name].plain}", match.label)
        }
    return catalogue.place_names


def is_region(key):
    """Whether a folded name is that of a province or a region."""
    return key.startswith("regio") or key in {fold_name(one.province) for one in MUNICIPALITIES.values()}


def find_beginnings(text):
    """Names that begin like the text, municipalities first."""
    key, keys = fold_name(text), sorted_keys()
    if len(key) < PREFIX_AT_LEAST:
        return []
    beginning = takewhile(lambda name: name.startswith(key), keys[bisect_left(keys, key) :])
    found = dict.fromkeys(match for name in beginning for match in name_index()[0][name])
    return sorted(found, key=lambda match: match.via != "")


@keep_until_change
def sorted_keys():
    return sorted(name_index()[0])


def find_within(text):
    """The municipality that the first or the last words of a text name, as in "Lage Land, Rotterdam"."""
    words = text.replace(",", " ").split()
    for size in range(len(words) - 1, 0, -1):
        for some in (words[:size], words[-size:]):
            if found := [match for match in find_by_name(" ".join(some)) if not match.via]:
                return found
    return []


def find_nearest(text):
    """The names nearest in spelling, or else in sound: Utregt for Utrecht; those of municipalities first."""
    key = fold_name(text)
    near = find_alike(key, sorted_keys())
    if not near:
        near = [name for sound in find_alike(spell_by_sound(key), names_by_sound()) for name in names_by_sound()[sound]]
    found = dict.fromkeys(match for name in near for match in name_index()[0][name])
    return sorted(found, key=lambda match: match.via != "")


def find_alike(key, keys):
    """The keys with the fewest typing errors, at most two; with two, the first letter must be right."""
    near = process.extract(key, list(keys), scorer=OSA.distance, score_cutoff=min(2, errors_allowed(key)), limit=None)
    near = [(name, errors) for name, errors, *_place in near if errors < 2 or name[0] == key[0]]
    fewest = min((errors for _name, errors in near), default=0)
    return [name for name, errors in near if errors == fewest]


def spell_by_sound(key):
    """A folded name in which letters that sound alike in Dutch are the same."""
    return SOUNDS.sub(lambda found: SOUNDS_LIKE[found[0]], key)


@keep_until_change
def names_by_sound():
    """Spelling by sound -> folded names."""
    sounds = {}
    for name in sorted_keys():
        sounds.setdefault(spell_by_sound(name), []).append(name)
    return sounds


def suggested_names():
    """What a field offers while typing: the names of the files, then the places of the catalogue: [str]."""
    places = {match.label for found in catalogue_places().values() for match in found}
    return [*names.file_names(), *names.sort_names(places)]


def slug_of(name):
    """The last part of a municipality's address, from the name people use: den-haag, bergen-limburg."""
    return slugify(everyday_name(name))


@keep_until_change
def by_slug():
    """The Municipality of each address."""
    return {slug_of(name): one for name, one in MUNICIPALITIES.items()}
