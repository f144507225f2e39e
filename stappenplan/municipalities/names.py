"""The municipalities of today behind the question `place`, and every name by which people know them or a place in them.

The official name is the key that answers and platforms use. People see the everyday name, and may type that, a former
name, a village, hamlet or district; names are compared without case, accents, hyphens, spaces and punctuation.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from .changes import changes_in_effect, current_name, keep_until_change

MUNICIPALITIES_FILE = Path(__file__).with_name("municipalities.csv")
PLACES_FILE = Path(__file__).with_name("places.csv")

# Official names that nobody uses in speech. The two Bergens keep apart by their province.
EVERYDAY = {
    "'s-Gravenhage": "Den Haag",
    "'s-Hertogenbosch": "Den Bosch",
    "Beek (L.)": "Beek",
    "Bergen (L.)": "Bergen (Limburg)",
    "Bergen (NH.)": "Bergen (Noord-Holland)",
    "Hengelo (O.)": "Hengelo",
    "Laren (NH.)": "Laren",
    "Middelburg (Z.)": "Middelburg",
    "Nuenen, Gerwen en Nederwetten": "Nuenen",
    "Rijswijk (ZH.)": "Rijswijk",
    "Stein (L.)": "Stein",
}
REGISTER = "woonplaats"
# How the register keeps places of the same name apart: Afferden L, Rijswijk (GLD), Elst Ut, Alteveer gem Hoogeveen.
SUFFIX = re.compile(r" (\((L|NH|ZH|NB|Gld|O|Z)\.?\)|(L|NH|NB|Gn|Ut|AC)|gem\.? .+)$", re.IGNORECASE)
# St. Oedenrode, Krimpen a/d IJssel, Hoek v. Holland, Berkel & Rodenrijs: as text, and as it is compared.
ABBREVIATIONS = re.compile(r"(?P<sint>\bst\b\.?)|(?P<aand>\baan den?\b|\ba\W{0,2}d\b)|(?P<van>\bv\.)|(?P<en>&)")
MUNICIPALITY_WORD = re.compile(
    r"^gem\b|\b(de )?gemeente\b|^municipality of\b|^(de )?stad\b(?! aan\b)|\bstad\W*$|^city of\b", re.IGNORECASE
)
# The parts of a city that are called after it, folded, longest first: Amsterdam-Noord, Rotterdam Zuid.
CITY_PARTS = {
    "binnenstad": "Binnenstad",
    "nieuwwest": "Nieuw-West",
    "noordoost": "Noordoost",
    "noordwest": "Noordwest",
    "zuidoost": "Zuidoost",
    "zuidwest": "Zuidwest",
    "centrum": "Centrum",
    "midden": "Midden",
    "noord": "Noord",
    "oost": "Oost",
    "west": "West",
    "zuid": "Zuid",
}


@dataclass(frozen=True)
class Municipality:
    """One municipality. `former`: names it took over and other spellings. `villages`: its places by the register."""

    name: str
    everyday: str
    province: str
    former: tuple[str, ...]
    villages: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The everyday name without brackets, which two municipalities can share."""
        return self.everyday.split(" (")[0]

    @property
    def label(self) -> str:
        """The name with its province, which no other place has: Bergen (Limburg)."""
        return f"{self.plain} ({self.province})"


class NamedPlace(NamedTuple):
    """A place in a municipality (official name). `kind`: woonplaats, plaats, wijk or stadsdeel."""

    name: str
    municipality: str
    kind: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Match:
    """A municipality found by a text: its official name, and the place or former name it was found through."""

    name: str
    via: str = ""

    @property
    def label(self) -> str:
        """What the text can mean, with the province: Nes (Ameland, Friesland), Zeist (Utrecht)."""
        one = MUNICIPALITIES[self.name]
        return f"{self.via} ({one.plain}, {one.province})" if self.via else one.label


def split_cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@keep_until_change
def read_places() -> tuple[NamedPlace, ...]:
    """All places, in the order of the file, each in its municipality of today."""
    with PLACES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            NamedPlace(row["place"], current_name(row["municipality"]), row["kind"], split_cell(row["alternatives"]))
            for row in csv.DictReader(file)
        )


@keep_until_change
def read_municipalities() -> Mapping[str, Municipality]:
    """All municipalities of today by official name, in the order of the file; new ones last."""
    villages: dict[str, list[str]] = {}
    for place in read_places():
        if place.kind == REGISTER:
            villages.setdefault(place.municipality, []).append(place.name)
    with MUNICIPALITIES_FILE.open(encoding="utf-8", newline="") as file:
        found = {
            row["name"]: Municipality(
                row["name"],
                EVERYDAY.get(row["name"], row["name"]),
                row["province"],
                split_cell(row["former"]),
                tuple(villages.get(row["name"], ())),
            )
            for row in csv.DictReader(file)
        }
    for one in changes_in_effect():
        join_municipality(found, found.pop(one.municipality), one.into, tuple(villages.get(one.into, ())))
    return MappingProxyType(found)


def join_municipality(found: dict[str, Municipality], gone: Municipality, into: str, villages: tuple[str, ...]) -> None:
    """Make one municipality part of another, in `found`, which may be new. `villages`: its places by the register."""
    other = found.get(into) or Municipality(into, EVERYDAY.get(into, into), gone.province, (), villages)
    former = dict.fromkeys((*other.former, gone.name, gone.everyday, *gone.former))
    found[into] = replace(other, former=tuple(former))


class MunicipalitiesOfToday(Mapping):
    """All municipalities by official name, as `read_municipalities` gives them on the day that it is looked at."""

    def __getitem__(self, name: str) -> Municipality:
        return read_municipalities()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(read_municipalities())

    def __len__(self) -> int:
        return len(read_municipalities())


MUNICIPALITIES = MunicipalitiesOfToday()


def is_municipality(name: str) -> bool:
    """Whether this is the official name of a municipality, or of one that became part of it."""
    return current_name(name) in MUNICIPALITIES


def everyday_name(name: str) -> str:
    """The name people use for a municipality; a name that is not an official one comes back as it is."""
    return EVERYDAY.get(name, name)


def fold_name(text: str) -> str:
    """A name without what people spell differently: case, accents, spaces, hyphens and usual abbreviations."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", ABBREVIATIONS.sub(lambda found: found.lastgroup, plain))


def drop_suffix(name: str) -> str:
    """A place as its people call it, without the register's suffix."""
    return SUFFIX.sub("", name)


def spellings_of(name: str) -> set[str]:
    """The folded forms under which a name of the files is found."""
    short = drop_suffix(name)
    articles = {short.replace("'t ", "Het ", 1), short.replace("Het ", "'t ", 1)}
    return {fold_name(name), fold_name(short), *map(fold_name, articles)}


def list_names() -> Iterator[tuple[str, str, str]]:
    """Every name of the files, in the order in which they win: (name, official name of the municipality, via)."""
    for one in MUNICIPALITIES.values():
        yield from ((name, one.name, "") for name in (one.name, one.everyday, one.plain, one.label))
    own = {(one.name, key) for one in MUNICIPALITIES.values() for key in (fold_name(one.name), fold_name(one.plain))}

    def via(municipality, place, name):
        is_own = any((municipality, key) in own for key in spellings_of(place))
        return "" if is_own else drop_suffix(name)

    for one in MUNICIPALITIES.values():
        yield from ((name, one.name, via(one.name, name, name)) for name in one.former)
    for place in sorted(read_places(), key=lambda place: place.kind != REGISTER):
        for name in (place.name, *place.alternatives):
            yield name, place.municipality, via(place.municipality, place.name, name)


Index = Mapping[str, tuple[Match, ...]]


@keep_until_change
def name_index() -> tuple[Index, Index]:
    """Two indexes of folded text -> matches, best first: names, and names with their municipality or province."""
    names: dict[str, dict[str, Match]] = {}
    pairs: dict[str, dict[str, Match]] = {}
    around = {
        one.name: (fold_name(one.plain), fold_name(one.name), fold_name(one.province))
        for one in MUNICIPALITIES.values()
    }
    for name, municipality, via in list_names():
        plain, official, province = around[municipality]
        match = Match(municipality, via)
        for key in spellings_of(name):
            names.setdefault(key, {}).setdefault(municipality, match)
            for pair in (key + plain, plain + key, key + official, key + province, key + plain + province):
                pairs.setdefault(pair, {}).setdefault(municipality, match)
    return tuple({key: tuple(found.values()) for key, found in index.items()} for index in (names, pairs))


def find_by_name(text: str) -> tuple[Match, ...]:
    """The municipalities with a name spelled like the text, best first; more than one when it is not unique.

    A place may stand before or behind its municipality, and the word "gemeente" or "stad" beside a name.
    """
    key = fold_name(text)
    names, pairs = name_index()
    if found := names.get(key) or pairs.get(key):
        return found
    bare = fold_name(MUNICIPALITY_WORD.sub("", text))
    if bare != key and (found := names.get(bare) or pairs.get(bare)):
        return tuple(match for match in found if not match.via) or found
    return find_city_of(bare)


def find_city_of(key: str) -> tuple[Match, ...]:
    """The city in a folded name of its part, such as Rotterdam Zuid."""
    for folded, part in CITY_PARTS.items():
        for city in (key.removesuffix(folded), key.removeprefix(folded)):
            if city != key and (found := [match.name for match in name_index()[0].get(city, ()) if not match.via]):
                return tuple(Match(name, f"{MUNICIPALITIES[name].plain}-{part}") for name in found)
    return ()


@keep_until_change
def all_places() -> frozenset[tuple[str, str]]:
    """Every place as (official name of its municipality, folded name), without the towns that one is called after."""
    towns = {(one.name, fold_name(one.plain)) for one in MUNICIPALITIES.values()}
    return frozenset(
        (place.municipality, key)
        for place in read_places()
        if (place.municipality, fold_name(place.name)) not in towns
        for name in (place.name, *place.alternatives)
        for key in spellings_of(name)
    )


@keep_until_change
def all_villages() -> frozenset[tuple[str, str]]:
    """The places of the register without the towns that a municipality is called after, as in `all_places`."""
    listed = (place for place in read_places() if place.kind == REGISTER)
    return all_places() & {(place.municipality, key) for place in listed for key in spellings_of(place.name)}


def is_village(name: str, municipality: str) -> bool:
    """Whether a name is that of a village of a municipality (official name)."""
    return (municipality, fold_name(name)) in all_villages()


def area_name_of(match: Match) -> str:
    """The village or district that a text named; "" for a municipality, also by a former name."""
    former = {key for name in MUNICIPALITIES[match.name].former for key in spellings_of(name)}
    key = fold_name(match.via)
    return match.via if key not in former or (match.name, key) in all_places() else ""


def typed_name(name: str) -> str:
    """How a municipality (official name) is shown in a field: as people call it, with its province if it must be."""
    everyday = everyday_name(name)
    return everyday if name not in MUNICIPALITIES or len(find_by_name(everyday)) == 1 else MUNICIPALITIES[name].label


@keep_until_change
def file_names() -> tuple[str, ...]:
    """What a field offers while typing: municipalities, then other names as "Nes (Ameland, Friesland)"; each sorted.

    Each of them means one municipality. A municipality stands there once, not also as the town it is called after.
    """
    towns = {typed_name(name) for name in MUNICIPALITIES}
    official = {name for name in MUNICIPALITIES if everyday_name(name) != name and "(" not in name}
    others = {Match(municipality, via).label for _name, municipality, via in list_names() if via}
    return (*sort_names(towns), *sort_names(others | official))


def sort_names(names) -> list[str]:
    """In the order of the alphabet, whatever marks a name begins with."""
    return sorted(names, key=lambda name: (fold_name(name), name))
