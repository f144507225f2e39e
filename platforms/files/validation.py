"""Checking a record against its schema, in sentences that a contributor can act on. Pure Python, no Django."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .merge import cited_sources, flatten_record
from .reader import CATALOGUE

TYPES = {"string": "tekst", "integer": "een getal", "array": "een lijst", "object": "sleutels", "null": "niets"}


@cache
def load_schema():
    """The contract of one file, `catalogue/schema.json`: a validator of jsonschema."""
    # Loaded here: it takes long, and no page needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads((CATALOGUE / "schema.json").read_text("utf-8")))


def validate_record(record: dict, path: Path) -> list[str]:
    """What is wrong with a record: one line each, "file: path/in/file: what is wrong"; empty when it is right.

    Whether the names under `municipalities` exist is not checked here.
    """
    errors = sorted(load_schema().iter_errors(record), key=lambda error: [str(part) for part in error.absolute_path])
    # A fact with one fault would also be told that all its other keys are strange.
    real = [error for error in errors if error.validator != "unevaluatedProperties"]
    places = {tuple(error.absolute_path)[:depth] for error in real for depth in range(len(error.absolute_path) + 1)}
    strange = [error for error in errors if error not in real and tuple(error.absolute_path) not in places]
    faults = [("/".join(map(str, error.absolute_path)), _in_dutch(error)) for error in real + strange]
    if not faults:
        faults = list(_broken_links(record))
    if record.get("slug") != path.stem:
        faults.append(("slug", f"moet gelijk zijn aan de naam van het bestand, {path.stem}"))
    return [f"{path.name}: {where + ': ' if where else ''}{what}" for where, what in faults]


def validate_part(key: str, content: object) -> list[str]:
    """What is wrong with the content of one key of a record, such as `adoption`."""
    part = load_schema().evolve(schema=load_schema().schema["properties"][key])
    return [
        "/".join([*map(str, error.absolute_path), ""]) + " " + _in_dutch(error) for error in part.iter_errors(content)
    ]


def _in_dutch(error) -> str:
    """One error of jsonschema in a sentence a contributor can act on."""
    limit, found = error.validator_value, error.instance
    match error.validator:
        case "enum":
            return f"{found!r} kan hier niet; kies uit {', '.join(map(str, limit))}"
        case "required":
            return f"hier ontbreekt {', '.join(key for key in limit if key not in found)}"
        case "dependentRequired":
            return "een Nederlandse en een Engelse tekst horen bij elkaar; een van de twee ontbreekt"
        case "additionalProperties" | "unevaluatedProperties":
            return f"deze sleutel kennen we niet: {error.message}"
        case "type":
            wanted = [TYPES.get(kind, kind) for kind in ([limit] if isinstance(limit, str) else limit)]
            return f"hier moet {' of '.join(wanted)} staan, niet {found!r}"
        case "pattern":
            return f"{found!r} heeft niet de goede vorm ({limit})"
        case "minLength" | "maxLength":
            return f"deze tekst heeft {len(found)} tekens; {_bound(error.validator)} {limit}"
        case "minimum" | "maximum":
            return f"{found} kan niet; {_bound(error.validator)} {limit}"
        case "minItems" | "minProperties":
            return f"hier moet minstens {limit} ding staan"
        case "uniqueItems":
            return "hier staat iets twee keer"
    return error.message


def _bound(validator: str) -> str:
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
