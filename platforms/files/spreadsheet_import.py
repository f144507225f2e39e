"""Import of a table of facts: a preview of what would be added, changed or removed, and the errors by cell.

A row is about one fact. An empty value makes it unknown; what has no row stays. It becomes whole records, so that the
checks, the history and the merge with the files (records.py, Platform.write) are those of every other change. That is
why this is not django-import-export, which writes model rows one by one.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from platforms.form_fields import TEXT_AT_MOST
from platforms.models import Platform, web_address
from platforms.vocabulary import EVIDENCE_KEYS, SOURCE_TYPES, VOCABULARY

from . import reader
from .spreadsheet import TEXTS

COLUMN_OF = {"source": "sources"}


class Step(NamedTuple):
    """One fact that becomes another: `before` and `after` are values as text, empty for unknown."""

    row: int
    platform: str
    label: str
    before: str
    after: str

    @property
    def kind(self):
        return "gone" if not self.after else "changed" if self.before else "new"


@dataclass
class Judged:
    """What a table would do. With `faults` (sentences that name the row and column) nothing may be written."""

    steps: list[Step] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    changes: list[tuple[Platform, dict]] = field(default_factory=list)
    rows: list[tuple[int, dict]] = field(default_factory=list)


def judge(rows) -> Judged:
    """Judge the rows of sheets.read(); `rows` of the answer holds only those that change something."""
    judged, seen = Judged(), {}
    slugs = {row.get("platform", "") for _number, row in rows}
    platforms = Platform.objects.filter(slug__in=slugs).prefetch_related("fact_rows", "source_rows")
    held = {platform.slug: (platform, reader.flatten(platform.record()), {}) for platform in platforms}
    for number, row in rows:
        slug, key = row.get("platform", ""), row.get("key", "")
        if slug not in held:
            judged.faults.append(fault(number, "platform", gettext("platform “%s” kennen we niet") % slug))
        elif key not in EVIDENCE_KEYS:
            judged.faults.append(fault(number, "key", gettext("feit “%s” kennen we niet") % key))
        elif row.get("inherited_from"):
            text = gettext(
                "dit feit is overgenomen van %s; verander het daar, of maak deze cel leeg voor een eigen feit"
            )
            judged.faults.append(fault(number, "inherited_from", text % row["inherited_from"]))
        elif (slug, key) in seen:
            judged.faults.append(fault(number, "key", gettext("dit feit staat ook in rij %d") % seen[slug, key]))
        else:
            seen[slug, key] = number
            one_row(judged, number, row, *held[slug])
    for platform, flat, touched in held.values():
        if touched:
            record = reader.unflatten(flat)
            judged.faults += told(reader.check(record, Path(f"{platform.slug}.yaml")), touched)
            judged.changes.append((platform, record))
    return judged


def one_row(judged, number, row, platform, flat, touched):
    """Put one fact in the flat record of its platform, when it differs; a fault where it cannot be."""
    key = row["key"]
    place = key if key == "status" or key.startswith("goals.") else f"facts.{key}"
    before, after = flat.get(place), None
    if row.get("value"):
        many = VOCABULARY[key].many
        keys = sources_of(judged, number, row, flat)
        value = row["value"].split() if many else row["value"]
        after = {"value": value, "source": keys, "basis": row.get("basis", "")}
        after |= {name: row[name] for name in TEXTS if row.get(name)}
        for name in TEXTS:
            if len(row.get(name, "")) > TEXT_AT_MOST:
                judged.faults.append(fault(number, name, gettext("deze tekst is te lang")))
    elif key == "status" and before:
        judged.faults.append(fault(number, "value", gettext("de status mag niet leeg zijn")))
    if before == after:
        return
    touched[place] = number
    judged.rows.append((number, row))
    label = gettext(VOCABULARY[key].label)
    judged.steps.append(Step(number, platform.name, label, as_text(before), as_text(after)))
    if after:
        flat[place] = after
    else:
        flat.pop(place)


def sources_of(judged, number, row, flat):
    """The keys of the sources that a row names; one that is new to the platform is added to its flat record."""
    by_address = {content["url"]: content["id"] for path, content in flat.items() if path.startswith("sources.")}
    keys = []
    for address in row.get("sources", "").split():
        if address not in by_address:
            try:
                web_address(address)
            except ValidationError:
                text = gettext("“%s” is geen adres dat begint met http:// of https://") % address[:100]
                judged.faults.append(fault(number, "sources", text))
                continue
            if not row.get("new_title") or row.get("new_type") not in SOURCE_TYPES:
                text = gettext("deze bron is nieuw; vul ook new_title en new_type in, uit %s") % ", ".join(SOURCE_TYPES)
                judged.faults.append(fault(number, "sources", text))
                continue
            key = reader.next_staff_source(by_address.values())
            new = {"id": key, "url": address, "title": row["new_title"], "type": row["new_type"]}
            new |= {"date": row.get("new_date") or None, "read": timezone.localdate().isoformat()}
            flat[f"sources.{key}"] = new
            by_address[address] = key
        keys.append(by_address[address])
    return keys


def as_text(fact):
    """What a preview shows of a fact: value, basis, sources and texts; empty for unknown."""
    if fact is None:
        return ""
    value = fact["value"] if isinstance(fact["value"], str) else " ".join(fact["value"])
    texts = [fact[name] for name in TEXTS if fact.get(name)]
    return "; ".join([value, fact["basis"], ", ".join(fact["source"]), *texts])


def fault(number, column, text):
    return gettext("Rij %(rij)d, kolom %(kolom)s: %(fout)s.") % {"rij": number, "kolom": column, "fout": text}


def told(faults, touched):
    """The faults of records.check(), each with the row and the column that it is about."""
    for text in faults:
        _file, _colon, rest = text.partition(": ")
        path, _colon, what = rest.partition(": ")
        rows = [(place, number) for place, number in touched.items() if f"{path}/".startswith(place.replace(".", "/"))]
        if rows:
            place, number = rows[0]
            column = path.removeprefix(place.replace(".", "/")).strip("/").partition("/")[0]
            yield fault(number, COLUMN_OF.get(column, column or "value"), what)
        else:
            yield text
