"""Merging a new file of a platform with what staff changed. Pure Python, no Django.

A *flat* record maps a dotted path (`name`, `facts.scope`, `sources.s1`) to its content, which is the grain at which
staff and file may differ.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .reader import source_number

STAFF_SOURCES_FROM = 101
GROUPED = ("goals", "facts", "sources")
RECORD_ORDER = (
    *("slug", "name", "url", "kind", "form", "usable_in_nl", "provider", "runs_on"),
    *("summary_nl", "summary_en", "status"),
    *("launched", "ended", "places", "municipalities", "goals", "facts", "adoption", "lesson", "sources"),
)
ABSENT = object()


class Conflict(NamedTuple):
    """Staff and file both changed `path`, each in another way; ABSENT where one took it away."""

    path: str
    row: object
    file: object


def flatten_record(record: Mapping) -> dict[str, object]:
    """A record as dotted path -> content: one entry per field, per goal, per fact and per source."""
    flat = {key: content for key, content in record.items() if key not in GROUPED}
    flat |= {f"goals.{key}": fact for key, fact in record.get("goals", {}).items()}
    flat |= {f"facts.{key}": fact for key, fact in record.get("facts", {}).items()}
    flat |= {f"sources.{source['id']}": source for source in record.get("sources", [])}
    return flat


def unflatten_record(flat: Mapping[str, object]) -> dict:
    """The record that flatten_record() took apart, keys in the order of the files."""
    record = {key: {} for key in GROUPED} | {path: content for path, content in flat.items() if "." not in path}
    for path, content in flat.items():
        group, dot, key = path.partition(".")
        if dot:
            record[group][key] = content
    record["sources"] = sorted(record["sources"].values(), key=lambda source: source_number(source["id"]))
    return {key: record[key] for key in RECORD_ORDER if key in record}


def merge_records(imported: Mapping, row: Mapping, file: Mapping) -> tuple[dict[str, object], list[Conflict]]:
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


def cited_sources(content: object) -> list[str]:
    """The keys of the sources that a content rests on, in order: of a fact, the lesson or the adoption figures."""
    named = [
        item.get("source", []) for item in (content if isinstance(content, list) else [content]) if _is_mapping(item)
    ]
    return [key for source in named for key in ([source] if isinstance(source, str) else source)]


def _keep_evidence(merged: dict[str, object], row: Mapping, file: Mapping) -> dict[str, object]:
    """Give every content in `merged` the sources it had on its own side.

    The table of merge_records() decides on sources one by one. A fact that staff wrote may then lose a source that the
    file dropped, or silently rest on another page where the file gave the number a second life.
    """
    kept = dict(merged)
    for path, content in merged.items():
        home = file if file.get(path, ABSENT) == content else row
        renamed = {}
        for key in cited_sources(content):
            wanted, found = home.get(f"sources.{key}"), kept.get(f"sources.{key}")
            if wanted and not found:
                kept[f"sources.{key}"] = wanted
            elif wanted and home is row and wanted["url"] != found["url"]:
                renamed[key] = _add_staff_source(kept, wanted)
        if renamed:
            kept[path] = _cite_renamed(content, renamed)
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


def _cite_renamed(content, renamed: Mapping[str, str]):
    """The same content, citing sources by their new keys."""
    if isinstance(content, list):
        return [_cite_renamed(item, renamed) for item in content]
    source = content["source"]
    new = (
        renamed.get(source, source)
        if isinstance(source, str)
        else list(dict.fromkeys(renamed.get(key, key) for key in source))
    )
    return content | {"source": new}


def _is_mapping(item: object) -> bool:
    return isinstance(item, Mapping)
