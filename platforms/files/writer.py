"""Platforms as YAML files in the style of `platforms/catalogue`, ready for a pull request."""

import io
import zipfile
from collections.abc import Mapping

import yaml

from platforms.vocabulary import EVIDENCE_KEYS

from . import merge, reader

# The order of keys within one thing: a database may give them back in another.
ADOPTION_ORDER, LESSON_ORDER = ("figure_nl", "figure_en", "date", "source"), ("nl", "en", "source")
SOURCE_ORDER = ("id", "url", "title", "type", "date", "read")
FACT_ORDER = ("value", "figure_nl", "figure_en", "source", "basis", "note_nl", "note_en")
# What a file may leave out when there is nothing to say.
OPTIONAL = ("runs_on", "municipalities", "adoption", "lesson")


class OnOneLine(dict):
    """A mapping that stands on one line: {value: local, source: [s1], basis: stated}."""


class RecordDumper(yaml.SafeDumper):
    """Blocks with what belongs together on one line; lists of plain words too."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _represent_list(dumper, items):
    flow = not any(isinstance(item, dict) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flow)


RecordDumper.add_representer(list, _represent_list)
RecordDumper.add_representer(
    OnOneLine, lambda dumper, pairs: dumper.represent_mapping("tag:yaml.org,2002:map", pairs.items(), True)
)


def dump_platform(platform) -> str:
    """The file of a platform as it is now in the database.

    What did not change stands where it stood: facts and keys keep the order of the file on this machine, if any.
    """
    path = reader.CATALOGUE / f"{platform.slug}.yaml"
    before = reader.load_yaml(path.read_text("utf-8")) if path.exists() else {}
    return dump_record(platform.record(), before)


def dump_record(record: Mapping, before: Mapping) -> str:
    """A record as the text of its file, in the order of `before` (the file until now, or {})."""
    kept = {key: content for key, content in record.items() if content or key in before or key not in OPTIONAL}
    if "status" in kept:
        kept["status"] = _order_fact(kept["status"], before.get("status", {}))
    if "runs_on" in kept:
        kept["runs_on"] = _order_fact(kept["runs_on"], before.get("runs_on", {}))
    for group, prefix in (("goals", "goals."), ("facts", "")):
        order = [key.removeprefix(prefix) for key in EVIDENCE_KEYS if key.startswith(prefix)]
        old = before.get(group, {})
        kept[group] = {
            key: _order_fact(fact, old.get(key, {})) for key, fact in _order_content(kept[group], old, order).items()
        }
    if kept.get("adoption"):
        kept["adoption"] = [OnOneLine(_order_content(item, {}, ADOPTION_ORDER)) for item in kept["adoption"]]
    if kept.get("lesson"):
        kept["lesson"] = _order_content(kept["lesson"], {}, LESSON_ORDER)
    sources = {source["id"]: OnOneLine(_order_content(source, {}, SOURCE_ORDER)) for source in kept["sources"]}
    kept["sources"] = list(
        _order_content(sources, {source["id"]: source for source in before.get("sources", [])}, sources).values()
    )
    kept = _order_content(kept, before, merge.RECORD_ORDER)
    return yaml.dump(kept, Dumper=RecordDumper, allow_unicode=True, sort_keys=False, width=float("inf"))


def _order_fact(fact: Mapping, before: Mapping) -> dict:
    ordered = _order_content(fact, before, FACT_ORDER)
    return ordered if "note_nl" in ordered else OnOneLine(ordered)


def _order_content(content: Mapping, before: Mapping, order) -> dict:
    """The content in the order of `before`; what is new comes behind it, in the usual order."""
    places = {key: number for number, key in enumerate([*before, *(key for key in order if key not in before)])}
    return {key: content[key] for key in sorted(content, key=lambda key: places.get(key, len(places)))}


def zip_platforms(platforms) -> bytes:
    """The files of several platforms in one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for platform in platforms:
            archive.writestr(f"{platform.slug}.yaml", dump_platform(platform))
    return packed.getvalue()
