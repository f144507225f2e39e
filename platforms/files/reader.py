"""Records of platforms, dictionaries in the shape of their YAML files: reading one. Pure Python, no Django."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

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


class RecordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML with plain words only: `yes`, `no` and dates stay text, and a key may stand once."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, "deze sleutel staat er twee keer", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


RecordLoader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag.endswith((":null", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_record(path: Path) -> dict:
    """The record in a YAML file, with every optional key filled in.

    Raises UnreadableRecord when the file is over 1 MB, not UTF-8, not YAML, not one mapping, or uses anchors,
    aliases, repeated keys, deep nesting or characters that nobody sees.
    """
    if path.stat().st_size > RECORD_MAX_BYTES:
        raise UnreadableRecord(f"{path.name}: het bestand is groter dan 1 MB")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableRecord(f"{path.name}: byte {error.start}: het bestand is geen UTF-8") from error
    try:
        _refuse_aliases_and_depth(text)
        record = yaml.load(text, RecordLoader)  # noqa: S506 (a subclass of the safe loader)
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


def _refuse_aliases_and_depth(text: str) -> None:
    """Look at the events before anything is built: an alias can blow up a small file."""
    depth = 0
    for event in yaml.parse(text, RecordLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="verwijzingen (& en *) mogen niet", problem_mark=event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="te diep genest", problem_mark=event.start_mark)


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
