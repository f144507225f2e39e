"""Records of platforms, dictionaries in the shape of their YAML files: reading one. Pure Python, no Django."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import NoReturn

import yaml

from platforms.plain_text import has_unseen

CATALOGUE = Path(__file__).parents[1] / "catalogue"
RECORD_MAX_BYTES = 1_000_000
MAX_DEPTH = 12
DEFAULTS = {
    "url": None,
    "provider": None,
    "launched": None,
    "ended": None,
    "places": [],
    "municipalities": [],
    "adoption": [],
}


class UnreadableRecord(ValueError):
    """A file that cannot be read as one record; the message says where and why."""


# Plain words only: `yes`, `no` and dates stay text.
NUMBERS_AND_NOTHING = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PARSER, NUMBERS = getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.constructor.SafeConstructor()
NOTHING = "tag:yaml.org,2002:null"


def load_yaml(text: str) -> object:
    """What one document of YAML says, in plain words; None when it is empty.

    Raises yaml.YAMLError for what is not YAML, and for anchors, aliases, tags, repeated keys and deep nesting. These
    are refused in the one pass that builds the rest: an alias can blow up a small file.
    """
    events = yaml.parse(text, PARSER)
    documents = [_build(event, events, 1) for event in events if isinstance(event, yaml.NodeEvent)]
    if len(documents) > 1:
        raise yaml.MarkedYAMLError(problem="hier staat meer dan één document")
    return documents[0] if documents else None


def _build(event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> object:
    """What begins with this event; takes all that is in it from `events`. `depth`: of a collection that begins here."""
    _refuse_references(event)
    if isinstance(event, yaml.ScalarEvent):
        return _read_scalar(event)
    if depth > MAX_DEPTH:
        _refuse("te diep genest", event)
    inside = takewhile(lambda one: not isinstance(one, yaml.CollectionEndEvent), events)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_build(one, events, depth + 1) for one in inside]
    mapping: dict = {}
    for one in inside:
        key = _build_key(one, mapping)
        mapping[key] = _build(next(events), events, depth + 1)
    return mapping


def _build_key(event: yaml.NodeEvent, mapping: dict) -> str:
    """A key that this mapping has not got yet."""
    _refuse_references(event)
    key = _read_scalar(event) if isinstance(event, yaml.ScalarEvent) else None
    if not isinstance(key, str):
        _refuse("een sleutel moet een woord zijn", event)
    if key in mapping:
        _refuse("deze sleutel staat er twee keer", event)
    return key


def _refuse_references(event: yaml.NodeEvent) -> None:
    if event.anchor:
        _refuse("verwijzingen (& en *) mogen niet", event)
    if event.tag:
        _refuse(f"de soort {event.tag[:100]!r} mag niet", event)


def _refuse(problem: str, event: yaml.Event) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _read_scalar(event: yaml.ScalarEvent) -> "str | int | None":
    """The text of a scalar; what stands without quotes can be a number or nothing."""
    if event.implicit[0]:
        for tag, pattern in NUMBERS_AND_NOTHING.get(event.value[:1], ()):
            if pattern.match(event.value):
                return None if tag == NOTHING else NUMBERS.construct_yaml_int(yaml.ScalarNode(tag, event.value))
    return event.value


def read_record(path: Path) -> dict:
    """The record in a YAML file, with every optional key filled in.

    Raises UnreadableRecord when the file is over 1 MB, not UTF-8, not one mapping, holds characters that nobody sees,
    or is refused by load_yaml().
    """
    if path.stat().st_size > RECORD_MAX_BYTES:
        raise UnreadableRecord(f"{path.name}: het bestand is groter dan 1 MB")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableRecord(f"{path.name}: byte {error.start}: het bestand is geen UTF-8") from error
    try:
        record = load_yaml(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"regel {mark.line + 1}: " if mark else ""
        raise UnreadableRecord(f"{path.name}: {where}{getattr(error, 'problem', None) or error}") from error
    if not isinstance(record, dict):
        raise UnreadableRecord(f"{path.name}: hier moeten sleutels met waarden staan")
    if unseen := next(filter(has_unseen, _texts_in(record)), None):
        raise UnreadableRecord(f"{path.name}: in {unseen[:100]!r} staat een teken dat niemand ziet; haal het weg")
    return complete_record(record)


def _texts_in(content: object) -> Iterator[str]:
    """Every text in a record, keys too."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        parts = [*content, *content.values()] if isinstance(content, dict) else content
        for part in parts:
            yield from _texts_in(part)


def complete_record(record: dict) -> dict:
    """The same record in its one spelling: optional keys filled in, empty texts left out, sources by number.

    A record that is wrong in shape comes back as it is, for validate_record() to judge.
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


def read_first_day(text: str) -> date:
    """The first day that a date of the catalogue can mean: of 2026, 2026-11 or 2026-11-24.

    Raises ValueError for what is written in another way, and for a day that no calendar has.
    """
    if not re.fullmatch("(19|20)[0-9]{2}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01-01"[:10])


def read_changed_date(folder: Path) -> date:
    """The date in `changed.txt`: when these files last changed.

    Raises UnreadableRecord when it is no ISO date, or later than tomorrow: no later change would count as newer then.
    """
    path = folder / "changed.txt"
    try:
        day = date.fromisoformat(path.read_text("utf-8").strip())
    except (OSError, ValueError) as error:
        raise UnreadableRecord(f"{path.name}: hier moet één datum staan, zoals 2026-11-24") from error
    if day > date.today() + timedelta(days=1):
        raise UnreadableRecord(f"{path.name}: {day} is nog niet geweest")
    return day
