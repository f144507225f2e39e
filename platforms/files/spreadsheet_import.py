"""Import of a table of facts: a preview of what would be added, changed or removed, and the errors by cell.

A row is about one fact. An empty value makes it unknown; what has no row stays. It becomes whole records, so that the
checks, the history and the merge with the files (merge.py, Platform.write) are those of every other change. That is
why this is not django-import-export, which writes model rows one by one.
"""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from platforms.form_fields import TEXT_AT_MOST
from platforms.models import Platform, check_day, web_address
from platforms.vocabulary import EVIDENCE_KEYS, SOURCE_TYPES, VOCABULARY

from . import merge, validation
from .fact_table import TEXTS

COLUMN_OF = {"source": "sources"}
# An address can have a comma in it, but what comes after one is another when it begins as an address does.
BETWEEN_ADDRESSES = re.compile(r"[,;]+(?=https?://)")
PART_OF_DAY = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?")


class FactChange(NamedTuple):
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
class ImportPreview:
    """What a table would do. With `errors` (sentences that name the row and column) nothing may be written."""

    steps: list[FactChange] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    changes: list[tuple[Platform, dict]] = field(default_factory=list)
    rows: list[tuple[int, dict]] = field(default_factory=list)


def preview_import(rows) -> ImportPreview:
    """What the rows of a FactTable would do; `rows` of the answer holds only those that change something."""
    preview, seen = ImportPreview(), {}
    slugs = {row.get("platform", "") for _number, row in rows}
    platforms = Platform.objects.filter(slug__in=slugs).prefetch_related("fact_rows", "source_rows")
    held = {platform.slug: (platform, merge.flatten_record(platform.record()), {}) for platform in platforms}
    for number, row in rows:
        slug, key = row.get("platform", ""), row.get("key", "")
        if slug not in held:
            preview.errors.append(cell_error(number, "platform", gettext("platform “%s” kennen we niet") % slug))
        elif key not in EVIDENCE_KEYS:
            preview.errors.append(cell_error(number, "key", gettext("feit “%s” kennen we niet") % key))
        elif row.get("inherited_from"):
            text = gettext(
                "dit feit is overgenomen van %s; verander het daar, of maak deze cel leeg voor een eigen feit"
            )
            preview.errors.append(cell_error(number, "inherited_from", text % row["inherited_from"]))
        elif (slug, key) in seen:
            preview.errors.append(cell_error(number, "key", gettext("dit feit staat ook in rij %d") % seen[slug, key]))
        else:
            seen[slug, key] = number
            apply_row(preview, number, row, *held[slug])
    for platform, flat, touched in held.values():
        if touched:
            record = merge.unflatten_record(flat)
            preview.errors += locate_errors(validation.validate_record(record, Path(f"{platform.slug}.yaml")), touched)
            preview.changes.append((platform, record))
    return preview


def apply_row(preview, number, row, platform, flat, touched):
    """Put one fact in the flat record of its platform, when it differs; an error where it cannot be."""
    key = row["key"]
    place = key if key == "status" or key.startswith("goals.") else f"facts.{key}"
    before, after = flat.get(place), None
    if row.get("value"):
        many = VOCABULARY[key].many
        keys = find_sources(preview, number, row, flat, before)
        value = row["value"].split() if many else row["value"]
        after = {"value": value, "source": keys, "basis": row.get("basis", "")}
        after |= {name: row[name] for name in TEXTS if row.get(name)}
        for name in TEXTS:
            if len(row.get(name, "")) > TEXT_AT_MOST:
                preview.errors.append(cell_error(number, name, gettext("deze tekst is te lang")))
    elif key == "status" and before:
        preview.errors.append(cell_error(number, "value", gettext("de status mag niet leeg zijn")))
    if before == after:
        return
    touched[place] = number
    preview.rows.append((number, row))
    label = gettext(VOCABULARY[key].label)
    preview.steps.append(FactChange(number, platform.name, label, fact_as_text(before), fact_as_text(after)))
    if after:
        flat[place] = after
    else:
        flat.pop(place)


def find_sources(preview, number, row, flat, before):
    """The keys of the sources that a row names; one that is new to the platform is added to its flat record.

    Two sources can have one address. Those that the fact has now (`before`, or None) come first, and none of them goes
    while the row still names its address.
    """
    held = {content["id"]: content["url"] for path, content in flat.items() if path.startswith("sources.")}
    addresses = split_addresses(row.get("sources", ""), known=held.values())
    cited = [key for key in merge.cited_sources(before or {}) if held.get(key) in addresses]
    keys = []
    for address in addresses:
        unused = [key for key in cited if held[key] == address and key not in keys]
        others = [key for key in held if held[key] == address]
        if unused:
            keys.append(unused[0])
        elif not others and (key := add_source(preview, number, row, flat, address)):
            held[key] = address
            keys.append(key)
        elif others and not set(others) & set(keys):
            keys.append(others[0])
    return keys + [key for key in cited if key not in keys]


def split_addresses(text, known):
    """The addresses in a cell: with white space, a comma or a semicolon between them; `known` ones stay whole."""
    parts = [part for one in text.split() for part in ([one] if one in known else BETWEEN_ADDRESSES.split(one))]
    return [address for part in parts if (address := part if part in known else part.strip(",;"))]


def read_day(text):
    """A day as people and spreadsheets write it, as the catalogue does (2026, 2026-11 or 2026-11-24), or None.

    Errors: ValueError.
    """
    if not text or PART_OF_DAY.fullmatch(text):
        return text or None
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    raise ValueError(text)


def add_source(preview, number, row, flat, address):
    """The key of a new source, added to the flat record of its platform; "" and an error where that cannot be."""
    try:
        web_address(address)
    except ValidationError:
        text = gettext("“%s” is geen adres dat begint met http:// of https://") % address[:100]
        preview.errors.append(cell_error(number, "sources", text))
        return ""
    if not row.get("new_title") or row.get("new_type") not in SOURCE_TYPES:
        text = gettext("deze bron is nieuw; vul ook new_title en new_type in, uit %s") % ", ".join(SOURCE_TYPES)
        preview.errors.append(cell_error(number, "sources", text))
        return ""
    try:
        day = read_day(row.get("new_date", ""))
    except ValueError:
        text = gettext("“%s” is geen datum; schrijf 2026, 2026-11 of 2026-11-24") % row["new_date"][:100]
        preview.errors.append(cell_error(number, "new_date", text))
        return ""
    try:
        check_day(day or "1900")
    except ValidationError:
        text = gettext("“%s” is nog niet geweest") % row["new_date"]
        preview.errors.append(cell_error(number, "new_date", text))
        return ""
    key = merge.next_staff_source(path.removeprefix("sources.") for path in flat if path.startswith("sources."))
    new = {"id": key, "url": address, "title": row["new_title"], "type": row["new_type"]}
    new |= {"date": day, "read": timezone.localdate().isoformat()}
    flat[f"sources.{key}"] = new
    return key


def fact_as_text(fact):
    """What a preview shows of a fact: value, basis, sources and texts; empty for unknown."""
    if fact is None:
        return ""
    value = fact["value"] if isinstance(fact["value"], str) else " ".join(fact["value"])
    texts = [fact[name] for name in TEXTS if fact.get(name)]
    return "; ".join([value, fact["basis"], ", ".join(fact["source"]), *texts])


def cell_error(number, column, text):
    return gettext("Rij %(rij)d, kolom %(kolom)s: %(fout)s.") % {"rij": number, "kolom": column, "fout": text}


def locate_errors(errors, touched):
    """The errors of validate_record(), each with the row and the column that it is about."""
    for text in errors:
        _file, _colon, rest = text.partition(": ")
        path, _colon, what = rest.partition(": ")
        rows = [(place, number) for place, number in touched.items() if f"{path}/".startswith(place.replace(".", "/"))]
        if rows:
            place, number = rows[0]
            column = path.removeprefix(place.replace(".", "/")).strip("/").partition("/")[0]
            yield cell_error(number, COLUMN_OF.get(column, column or "value"), what)
        else:
            yield text
