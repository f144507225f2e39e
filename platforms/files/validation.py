"""Checking a record against its schema, in sentences that a contributor can act on. Pure Python, no Django."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from platforms.addresses import is_address

from .merge import cited_sources, flatten_record
from .reader import CATALOGUE, read_first_day

TYPES = {"string": "tekst", "integer": "een getal", "array": "een lijst", "object": "sleutels", "null": "niets"}
SOMETHING = r"\S"
# How a text of this name must be written.
NO_ADDRESS = "is geen adres van een pagina; begin met https://"
WRITTEN = {
    "url": NO_ADDRESS,
    "date": "is geen datum; schrijf 2026, 2026-11 of 2026-11-24",
    "read": "is geen hele datum; schrijf een dag zoals 2026-11-24",
}


@cache
def load_schema() -> dict:
    """The contract of one file, `catalogue/schema.json`."""
    return json.loads((CATALOGUE / "schema.json").read_text("utf-8"))


@cache
def _build_validator(key: str | None = None):
    """A validator of a whole record, or of the content of one of its keys."""
    # Loaded here: it takes long, and no page needs it.
    from jsonschema_rs import Draft202012Validator

    schema = load_schema()
    return Draft202012Validator(schema if key is None else schema | schema["properties"][key])


def validate_record(record: dict, path: Path) -> list[str]:
    """What is wrong with a record: one line each, "file: path/in/file: what is wrong"; empty when it is right.

    Whether the names under `municipalities` exist is not checked here.
    """
    errors = sorted(_build_validator().iter_errors(record), key=lambda error: [*map(str, error.instance_path)])
    # A fact with one fault would also be told that all its other keys are strange.
    real = [error for error in errors if error.kind.name != "unevaluatedProperties"]
    places = {tuple(error.instance_path)[:depth] for error in real for depth in range(len(error.instance_path) + 1)}
    strange = [error for error in errors if error not in real and tuple(error.instance_path) not in places]
    faults = [(_place_of(error), _in_dutch(error)) for error in real + strange]
    if not faults:
        faults = [*_broken_links(record), *_impossible_values(record)]
    if record.get("slug") != path.stem:
        faults.append(("slug", f"moet gelijk zijn aan de naam van het bestand, {path.stem}"))
    return [f"{path.name}: {where + ': ' if where else ''}{what}" for where, what in dict.fromkeys(faults)]


def validate_part(key: str, content: object) -> list[str]:
    """What is wrong with the content of one key of a record, such as `adoption`."""
    faults = [(_place_of(error), _in_dutch(error)) for error in _build_validator(key).iter_errors(_as_plain(content))]
    if not faults and isinstance(content, list):
        faults = list(_impossible_texts(content, ""))
    return [f"{place}/ {what}" for place, what in faults]


def _as_plain(content: object) -> object:
    """The same in plain texts: the validator takes no subclass of `str`, which Django makes of JSON that is a text."""
    match content:
        case dict():
            return {str(key): _as_plain(value) for key, value in content.items()}
        case list():
            return [_as_plain(value) for value in content]
        case str():
            return str(content)
    return content


def _place_of(error) -> str:
    return "/".join(map(str, error.instance_path))


def _in_dutch(error) -> str:
    """One error of jsonschema_rs in a sentence a contributor can act on."""
    keyword, limit, found = error.kind.name, error.kind.value, error.instance
    match keyword:
        case "enum":
            return f"{found!r} kan hier niet; kies uit {', '.join(map(str, limit))}"
        case "required" if error.schema_path[-1] == "dependentRequired":
            return "een Nederlandse en een Engelse tekst horen bij elkaar; een van de twee ontbreekt"
        case "required":
            return f"hier ontbreekt {limit}"
        case "propertyNames":
            return _in_dutch(limit)
        case "additionalProperties" | "unevaluatedProperties":
            return f"deze sleutel kennen we niet: {', '.join(limit)}"
        case "type":
            wanted = [word for kind, word in TYPES.items() if kind in limit]
            return f"hier moet {' of '.join(wanted)} staan, niet {found!r}"
        case "pattern" if limit == SOMETHING:
            return "hier staan geen letters, alleen spaties of niets"
        case "pattern" if error.instance_path and error.instance_path[-1] in WRITTEN:
            return f"{found!r} {WRITTEN[error.instance_path[-1]]}"
        case "pattern":
            return f"{found!r} heeft niet de goede vorm ({limit})"
        case "minLength" | "maxLength":
            return f"deze tekst heeft {len(found)} tekens; {_bound_of(keyword)} {limit}"
        case "minimum" | "maximum":
            return f"{found} kan niet; {_bound_of(keyword)} {limit}"
        case "minItems" | "minProperties":
            return f"hier moet minstens {limit} ding staan"
        case "uniqueItems":
            return "hier staat iets twee keer"
    return error.message


def _bound_of(validator: str) -> str:
    return "minstens" if validator.startswith("min") else "hoogstens"


def _broken_links(record: dict) -> Iterator[tuple[str, str]]:
    """Sources that are named but not there, or there twice; of a record that fits the schema."""
    keys = [source["id"] for source in record["sources"]]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield "sources", f"{key} staat er twee keer"
    for path, content in flatten_record(record).items():
        for key in cited_sources(content):
            if key not in keys:
                yield path.replace(".", "/"), f"bron {key} staat niet onder sources"


def _impossible_values(record: dict) -> Iterator[tuple[str, str]]:
    """What is right in shape and cannot be: no address, no day, or not yet; of a record that fits the schema."""
    for name in ("launched", "ended"):
        if (record.get(name) or 0) > date.today().year:
            yield name, f"{record[name]} is nog niet geweest"
    if record["url"] and not is_address(record["url"]):
        yield "url", f"{record['url']!r} {NO_ADDRESS}"
    for name in ("adoption", "sources"):
        yield from _impossible_texts(record.get(name, []), f"{name}/")


def _impossible_texts(items: list[Mapping], inside: str) -> Iterator[tuple[str, str]]:
    """The same of the addresses and days in a list; `inside`: where that list stands."""
    for number, item in enumerate(items):
        texts = {name: item[name] for name in WRITTEN if isinstance(item, Mapping) and item.get(name)}
        for name, text in texts.items():
            fault = _fault_of_day(text) if name != "url" else "" if is_address(text) else NO_ADDRESS
            if fault:
                yield f"{inside}{number}/{name}", f"{text!r} {fault}"


def _fault_of_day(text: str) -> str:
    try:
        first = read_first_day(text)
    except ValueError:
        return "is een dag die niet bestaat"
    return "is nog niet geweest" if first > date.today() else ""
