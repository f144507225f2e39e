"""History of the catalogue: what changed when and why, from the versions of django-simple-history."""

from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Value
from django.utils.translation import gettext

from platforms.text import choose_language, format_day, join_words

from ..vocabulary import BASIS, VOCABULARY
from .entry import FIRST_LOAD
from .fact import Fact
from .platform import Platform
from .source import Source

MODELS_BY_KIND = {"fact": Fact, "source": Source, "platform": Platform}
PUBLIC_KINDS = ("fact", "platform")
ROW_KEYS = {"fact": ("platform_id", "key"), "source": ("platform_id", "key"), "platform": ("id",)}


class Difference(NamedTuple):
    """One thing that became another, in words; an empty text where there was or is nothing."""

    label: str
    before: str
    after: str


class Change:
    """One step in the history of a fact, a source or the platform itself.

    `version`: the row of the history; `kind`: fact, source or platform; `before`, `after`: that row then, or None.
    """

    def __init__(self, kind, version, earlier, platform):
        self.kind, self.version, self.platform = kind, version, platform
        self.before, self.after = (_row_then(kind, one) for one in (earlier, version))

    @property
    def when(self):
        return self.version.history_date

    @property
    def by(self):
        """The member of staff, or None; never for a public page."""
        return self.version.history_user

    @property
    def reason(self):
        """The reason as its author wrote it; for the catalogue's own changes, in the reader's language."""
        return gettext(self.version.history_change_reason) if self.version.history_change_reason else ""

    @property
    def key(self):
        """The key of the fact or the source; empty for the platform itself."""
        return getattr(self.version, "key", "")

    @property
    def label(self):
        """What changed: the question that a fact answers, or the title of a source."""
        if self.kind == "fact":
            return gettext(VOCABULARY[self.key].label) if self.key in VOCABULARY else self.key
        return str(self.after or self.before) if self.kind == "source" else gettext("Gegevens van het platform")

    @cached_property
    def differences(self):
        """What differs, in words; nothing when someone looked and all was right."""
        old, new = write_row(self.before), write_row(self.after)
        if self.kind == "platform" and self.before is None:
            return [Difference(gettext("Nieuw platform"), "", self.after.name)]
        if self.kind == "fact" and None in (self.before, self.after):
            unknown = {gettext("Waarde"): gettext("Weten we niet")}
            old, new = (unknown if row is None else words for row, words in ((self.before, old), (self.after, new)))
            old, new = ({label: words[label] for label in unknown} for words in (old, new))
        labels = list(dict.fromkeys([*new, *old]))
        pairs = [Difference(label, old.get(label, ""), new.get(label, "")) for label in labels]
        return [pair for pair in pairs if pair.before != pair.after]

    @property
    def sources(self):
        """The sources that a fact rests on after the change, as far as they are still there."""
        return self.platform.sources_of(self.after.sources) if self.kind == "fact" and self.after else []


def write_row(row):
    """A row as people read it: label -> words; nothing for None, and nothing for what is empty."""
    if row is None:
        return {}
    if isinstance(row, Fact):
        words = {
            gettext("Waarde"): row.words if row.key in VOCABULARY else str(row.value),
            gettext("Grond"): gettext(BASIS.get(row.basis, row.basis)),
            gettext("Bronnen"): ", ".join(row.sources),
            gettext("Bedrag"): row.figure,
            gettext("Toelichting"): row.note,
        }
    elif isinstance(row, Source):
        words = {
            gettext("Titel"): row.title,
            gettext("Adres"): row.url,
            gettext("Soort bron"): row.type_words,
            gettext("Datum"): row.date_words,
            gettext("Gelezen op"): format_day(row.read),
        }
    else:
        words = {
            gettext("Naam"): row.name,
            gettext("Website"): row.url,
            gettext("Aanbieder"): row.provider,
            gettext("Draait op"): row.runs_on.get("value", ""),
            gettext("Samenvatting"): row.summary,
            gettext("Soort"): row.kind_words,
            gettext("Vorm"): row.form_words,
            gettext("Bruikbaar in Nederland"): row.get_usable_in_nl_display(),
            gettext("Begonnen"): str(row.launched or ""),
            gettext("Gestopt"): str(row.ended or ""),
            gettext("Plaatsen"): join_words(row.places) if row.places else "",
            gettext("Gemeenten"): join_words(row.municipalities) if row.municipalities else "",
            gettext("Gebruik"): " ".join(choose_language(one["figure_nl"], one["figure_en"]) for one in row.adoption),
            gettext("Les"): row.lesson_text,
        }
    return {label: text for label, text in words.items() if text}


def changes_of(platform, kinds=PUBLIC_KINDS):
    """What changed of one platform since its first load, newest first: [Change]; a query per kind."""
    return newest_first(_pair_versions([platform], kinds))


def changes_since(moment, platforms, kinds=PUBLIC_KINDS):
    """What changed of some platforms after a moment, newest first: [Change]; a query per kind, however many."""
    return newest_first(change for change in _pair_versions(platforms, kinds) if change.when > moment)


def newest_first(steps):
    return sorted(steps, key=lambda change: (change.when, change.version.pk), reverse=True)


def public_changes(kinds=PUBLIC_KINDS):
    """What changed of all platforms, newest first: a queryset for a Paginator, of rows for load_changes()."""
    queries = [
        model.history.exclude(history_change_reason=FIRST_LOAD)
        .order_by()
        .values_list("history_date", "history_id", "platform_id" if model is not Platform else "id", Value(kind))
        for kind, model in MODELS_BY_KIND.items()
        if kind in kinds
    ]
    return queries[0].union(*queries[1:], all=True).order_by("-history_date", "-history_id")


def load_changes(rows):
    """The Changes behind some rows of changes(), in their order; of platforms that are gone nothing is left."""
    rows = list(rows)
    platforms = Platform.objects.filter(pk__in={row[2] for row in rows}).prefetch_related("source_rows")
    found = {(change.kind, change.version.pk): change for change in _pair_versions(platforms, {row[3] for row in rows})}
    return [found[kind, pk] for _date, pk, _platform, kind in rows if (kind, pk) in found]


def _row_then(kind, version):
    """The row as it was, unsaved; None before it was there and after it went. (`.instance` would ask the database.)"""
    if version is None or version.history_type == "-":
        return None
    return MODELS_BY_KIND[kind](**{field.attname: getattr(version, field.attname) for field in version.tracked_fields})


def _pair_versions(platforms, kinds):
    """Each version beside the one before it, of some platforms."""
    by_id = {platform.pk: platform for platform in platforms}
    for kind in kinds:
        place = ROW_KEYS[kind]
        versions = MODELS_BY_KIND[kind].history.filter(**{f"{place[0]}__in": by_id}).select_related("history_user")
        for _place, row in groupby(versions.order_by(*place, "history_date", "history_id"), attrgetter(*place)):
            earlier = None
            for version in row:
                if version.history_change_reason != FIRST_LOAD:
                    yield Change(kind, version, earlier, by_id[getattr(version, place[0])])
                earlier = version
