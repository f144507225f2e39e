"""The municipalities of 2026 behind the question `place`, with the names that people type.

The official name is the key that answers and platforms use. People see the everyday name, and may type that,
a former name or a village; names are compared without case, accents, hyphens, spaces and punctuation.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("municipalities.csv")

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
# How the register keeps places of the same name apart: Afferden L, Rijswijk (GLD), Elst Ut, Bavel AC.
SUFFIX = re.compile(r" (\((L|NH|ZH|NB|Gld|O|Z)\.?\)|(L|NH|NB|Gn|Ut|AC))$", re.IGNORECASE)
# A shorter beginning than this is not searched for, and more guesses than this are no help.
PREFIX_AT_LEAST, GUESSES_AT_MOST = 3, 12


@dataclass(frozen=True)
class Municipality:
    """One municipality. `former`: names it took over and other spellings. `villages`: its places by the register."""

    name: str
    everyday: str
    province: str
    former: tuple[str, ...]
    villages: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Match:
    """A municipality found by a text: its official name, and the former name or village it was found through."""

    name: str
    via: str = ""


def split_cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@lru_cache(maxsize=1)
def read_municipalities() -> Mapping[str, Municipality]:
    """All municipalities by official name, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {
                row["name"]: Municipality(
                    row["name"],
                    EVERYDAY.get(row["name"], row["name"]),
                    row["province"],
                    split_cell(row["former"]),
                    split_cell(row["villages"]),
                )
                for row in csv.DictReader(file)
            }
        )


MUNICIPALITIES = read_municipalities()


def everyday_name(name: str) -> str:
    """The name people use for a municipality; a name that is not an official one comes back as it is."""
    return EVERYDAY.get(name, name)


def fold_name(text: str) -> str:
    """A name without what people spell differently: case, accents, spaces, hyphens, and "St." for "Sint"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "", re.sub(r"\bst\b\.?", "sint", plain))


def drop_suffix(name: str) -> str:
    """A place as its people call it, without the register's suffix."""
    return SUFFIX.sub("", name)


def spellings_of(name: str) -> set[str]:
    """The folded forms under which a name of the file is found."""
    return {fold_name(name), fold_name(drop_suffix(name))}


def bracket_place(place: str, municipality: Municipality) -> str:
    """A village or former name as it is suggested: Nes (Ameland), Afferden (Bergen, Limburg)."""
    return f"{drop_suffix(place)} ({municipality.everyday.replace(' (', ', ').rstrip(')')})"


@lru_cache(maxsize=1)
def name_index() -> tuple[dict[str, tuple[Match, ...]], ...]:
    """Folded text -> matches, in the order in which they win.

    First whole names and suggestions, which mean one municipality; then every other name, former names before villages.
    """
    whole: dict[str, dict[str, Match]] = {}
    other: dict[str, dict[str, Match]] = {}
    for one in MUNICIPALITIES.values():
        for name in (one.name, one.everyday):
            whole.setdefault(fold_name(name), {})[one.name] = Match(one.name)
    for kind in ("former", "villages"):
        for one in MUNICIPALITIES.values():
            own = {fold_name(one.name), fold_name(one.everyday)}
            for place in getattr(one, kind):
                via = "" if spellings_of(place) & own else drop_suffix(place)
                for spelling in spellings_of(place):
                    other.setdefault(spelling, {}).setdefault(one.name, Match(one.name, via))
                label = fold_name(bracket_place(place, one))
                if label not in whole:
                    whole[label] = {one.name: Match(one.name, via)}
    return tuple({key: tuple(found.values()) for key, found in names.items()} for names in (whole, other))


def named(text: str) -> tuple[Match, ...]:
    """The municipalities with a name spelled like the text, best first.

    An official or everyday name, or a suggestion, means that municipality alone; former names come before villages.
    """
    key = fold_name(text)
    return next((names[key] for names in name_index() if key in names), ())


def find_municipalities(text: str) -> tuple[Match, ...]:
    """The municipalities that a text can mean, best first; more than one when a name is not unique, none when unknown.

    When nothing is spelled like the text, names that begin with it (at most twelve municipalities).
    """
    key = fold_name(text)
    if (exact := named(text)) or len(key) < PREFIX_AT_LEAST:
        return exact
    guesses: dict[str, Match] = {}
    for names in name_index():
        for name in sorted(name for name in names if name.startswith(key)):
            for match in names[name]:
                guesses.setdefault(match.name, match)
    return tuple(sorted(guesses.values(), key=lambda match: match.via != ""))[:GUESSES_AT_MOST]


@lru_cache(maxsize=1)
def suggested_names() -> tuple[str, ...]:
    """What the question offers while typing: everyday and official names, and places as "Nes (Ameland)"; sorted."""
    names = {name for one in MUNICIPALITIES.values() for name in (one.name, one.everyday)}
    places = {
        bracket_place(place, one)
        for one in MUNICIPALITIES.values()
        for place in (*one.former, *one.villages)
        if not spellings_of(place) & {fold_name(one.name), fold_name(one.everyday)}
    }
    return tuple(sorted(names | places, key=lambda name: (fold_name(name), name)))
