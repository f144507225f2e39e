"""Records of platforms: reading a YAML file, validating it, and merging it with the changes of staff.

Pure Python, no Django. A *record* has the shape of the file; a *flat* record maps a dotted path
(`name`, `facts.scope`, `sources.s1`) to its content, which is the grain at which staff and file may differ.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

CATALOGUE = Path(__file__).parents[1] / "catalogue"
MAX_BYTES = 1_000_000
MAX_DEPTH = 12
STAFF_SOURCES_FROM = 101

GROUPED = ("goals", "facts", "sources")
DEFAULTS = {
    "url": None,
    "provider": None,
    "launched": None,
    "ended": None,
    "places": [],
    "municipalities": [],
    "adoption": [],
}
ORDER = (
    *("slug", "name", "url", "kind", "form", "usable_in_nl", "provider", "runs_on"),
    *("summary_nl", "summary_en", "status"),
    *("launched", "ended", "places", "municipalities", "goals", "facts", "adoption", "lesson", "sources"),
)
TYPES = {"string": "tekst", "integer": "een getal", "array": "een lijst", "object": "sleutels", "null": "niets"}
ABSENT = object()


class Unreadable(ValueError):
    """A file that cannot be read as one record; the message says where and why."""


class Conflict(NamedTuple):
    """Staff and file both changed `path`, each in another way; ABSENT where one took it away."""

    path: str
    row: object
    file: object


# --- reading --------------------------------------------------------------------------------------


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML with plain words only: `yes`, `no` and dates stay text, and a key may stand once."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, "deze sleutel staat er twee keer", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag.endswith((":null", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> dict:
    """The record in a YAML file, with every optional key filled in.

    Raises Unreadable when the file is over 1 MB, not UTF-8, not YAML, not one mapping, or uses anchors,
    aliases, repeated keys or deep nesting.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(f"{path.name}: het bestand is groter dan 1 MB")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: byte {error.start}: het bestand is geen UTF-8") from error
    try:
        _refuse_aliases_and_depth(text)
        record = yaml.load(text, Loader)  # noqa: S506 (a subclass of the safe loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"regel {mark.line + 1}: " if mark else ""
        raise Unreadable(f"{path.name}: {where}{getattr(error, 'problem', None) or error}") from error
    if not isinstance(record, dict):
        raise Unreadable(f"{path.name}: hier moeten sleutels met waarden staan")
    if "\\u0000" in json.dumps(record, default=str):
        raise Unreadable(f"{path.name}: het teken nul (\\0) mag niet")
    return complete(record)


def _refuse_aliases_and_depth(text: str) -> None:
    """Look at the events before anything is built: an alias can blow up a small file."""
    depth = 0
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="verwijzingen (& en *) mogen niet", problem_mark=event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="te diep genest", problem_mark=event.start_mark)


def complete(record: dict) -> dict:
    """The same record in its one spelling: optional keys filled in, empty texts left out, sources by number.

    A record that is wrong in shape comes back as it is, for check() to judge.
    """
    full = DEFAULTS | record
    try:
        full["provider"] = full["provider"] or None
        full["status"] = _without_empty_texts(full["status"])
        for group in ("goals", "facts"):
            full[group] = {key: _without_empty_texts(fact) for key, fact in full[group].items()}
        full["sources"] = sorted(full["sources"], key=lambda source: source_number(source["id"]))
    except (KeyError, TypeError, AttributeError):
        return DEFAULTS | record
    return full


def _without_empty_texts(fact: dict) -> dict:
    return {key: value for key, value in fact.items() if value != ""}


def source_number(key: str) -> int:
    """The number in a source key: 12 for "s12"; 0 where there is none."""
    digits = re.fullmatch(r"s([0-9]+)", key)
    return int(digits[1]) if digits else 0


def newest_change(folder: Path) -> date:
    """The date in `changed.txt`: when these files last changed. Raises Unreadable when it is no ISO date."""
    path = folder / "changed.txt"
    try:
        return date.fromisoformat(path.read_text("utf-8").strip())
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path.name}: hier moet één datum staan, zoals 2026-11-24") from error


# --- checking -------------------------------------------------------------------------------------


@cache
def schema():
    """The contract of one file, `catalogue/schema.json`: a validator of jsonschema."""
    # Loaded here: it takes long, and no page needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads((CATALOGUE / "schema.json").read_text("utf-8")))


def check(record: dict, path: Path) -> list[str]:
    """What is wrong with a record: one line each, "file: path/in/file: what is wrong"; empty when it is right.

    Whether the names under `municipalities` exist is not checked here.
    """
    errors = sorted(schema().iter_errors(record), key=lambda error: [str(part) for part in error.absolute_path])
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


def check_part(key: str, content: object) -> list[str]:
    """What is wrong with the content of one key of a record, such as `adoption`."""
    part = schema().evolve(schema=schema().schema["properties"][key])
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
    for path, content in flatten(record).items():
        for key in cited(content):
            if key not in keys:
                yield path.replace(".", "/"), f"bron {key} staat niet onder sources"


# --- merging --------------------------------------------------------------------------------------


def flatten(record: Mapping) -> dict[str, object]:
    """A record as dotted path -> content: one entry per field, per goal, per fact and per source."""
    flat = {key: content for key, content in record.items() if key not in GROUPED}
    flat |= {f"goals.{key}": fact for key, fact in record.get("goals", {}).items()}
    flat |= {f"facts.{key}": fact for key, fact in record.get("facts", {}).items()}
    flat |= {f"sources.{source['id']}": source for source in record.get("sources", [])}
    return flat


def unflatten(flat: Mapping[str, object]) -> dict:
    """The record that flatten() took apart, keys in the order of the files."""
    record = {key: {} for key in GROUPED} | {path: content for path, content in flat.items() if "." not in path}
    for path, content in flat.items():
        group, dot, key = path.partition(".")
        if dot:
            record[group][key] = content
    record["sources"] = sorted(record["sources"].values(), key=lambda source: source_number(source["id"]))
    return {key: record[key] for key in ORDER if key in record}


def merge(imported: Mapping, row: Mapping, file: Mapping) -> tuple[dict[str, object], list[Conflict]]:
    """The file's word where staff left things alone; the staff's word where they did not.

    All three are flat records: what the file said last time, what the database holds, what the file says now.
    Returns the merged record and what both sides changed, each in another way.
    """
    merged, conflicts = {}, []
    for path in sorted({*imported, *row, *file}):
        last, now, new = (flat.get(path, ABSENT) for flat in (imported, row, file))
        chosen = now
        if new != last and now == last:
            chosen = new
        elif new not in (last, now):
            conflicts.append(Conflict(path, now, new))
        if chosen is not ABSENT:
            merged[path] = chosen
    return _keep_evidence(merged, row, file), conflicts


def cited(content: object) -> list[str]:
    """The keys of the sources that a content rests on, in order: of a fact, the lesson or the adoption figures."""
    named = [item.get("source", []) for item in (content if isinstance(content, list) else [content]) if _maps(item)]
    return [key for source in named for key in ([source] if isinstance(source, str) else source)]


def _keep_evidence(merged: dict[str, object], row: Mapping, file: Mapping) -> dict[str, object]:
    """Give every content in `merged` the sources it had on its own side.

    The table of merge() decides on sources one by one. A fact that staff wrote may then lose a source that the
    file dropped, or silently rest on another page where the file gave the number a second life.
    """
    kept = dict(merged)
    for path, content in merged.items():
        home = file if file.get(path, ABSENT) == content else row
        renamed = {}
        for key in cited(content):
            wanted, found = home.get(f"sources.{key}"), kept.get(f"sources.{key}")
            if wanted and not found:
                kept[f"sources.{key}"] = wanted
            elif wanted and home is row and wanted["url"] != found["url"]:
                renamed[key] = _add_staff_source(kept, wanted)
        if renamed:
            kept[path] = _cite(content, renamed)
    return kept


def _add_staff_source(flat: dict[str, object], source: dict) -> str:
    """The key of this source among those that staff added, after adding it where it was not there yet."""
    theirs = {path.removeprefix("sources."): held for path, held in flat.items() if path.startswith("sources.")}
    for key, held in theirs.items():
        if held["url"] == source["url"]:
            return key
    key = next_staff_source(theirs)
    flat[f"sources.{key}"] = source | {"id": key}
    return key


def next_staff_source(keys) -> str:
    """The first free key for a source that staff add; files number theirs from s1, so the two never collide."""
    return f"s{max([STAFF_SOURCES_FROM - 1, *map(source_number, keys)]) + 1}"


def _cite(content, renamed: Mapping[str, str]):
    """The same content, citing sources by their new keys."""
    if isinstance(content, list):
        return [_cite(item, renamed) for item in content]
    source = content["source"]
    new = renamed.get(source, source) if isinstance(source, str) else [renamed.get(key, key) for key in source]
    return content | {"source": new}


def _maps(item: object) -> bool:
    return isinstance(item, Mapping)
