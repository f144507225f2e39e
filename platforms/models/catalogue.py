"""The catalogue in the database: platforms, what is known of each, and the sources that say so."""

import gc
import hashlib
import json
import re
from datetime import date
from functools import partial
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from platforms import inheritance
from platforms.files import reader
from platforms.retention import NOBODY, Kept
from platforms.search.engine import Search

from ..vocabulary import BASIS, EVIDENCE_KEYS, FACT_KEYS, GOALS, GROUPS, SOURCE_TYPES, VOCABULARY, FactWords

SHOWN_PLACES = 8
OUTDATED_AFTER = 3  # years
# Why something changed when no person did it; a constant text, so that it can be translated when shown.
FIRST_LOAD, LOADED = "Nieuw uit de catalogus", _("Bijgewerkt in de catalogus.")

# What a column of JSON holds of a row that an older version of the site writes.
NOTHING = models.Value({}, models.JSONField())

web_address = URLValidator(schemes=["http", "https"])


def in_language(dutch, english):
    """The text in the reader's language; Dutch where English is missing."""
    return english if english and (get_language() or "").startswith("en") else dutch


def join(words):
    """Words as a list in running text: "a, b en c"."""
    *first, last = words
    return gettext("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def sentence(text):
    """A note of the catalogue as a sentence: a capital first, a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def day_words(text):
    """A date as the catalogue writes it, as people read it: 2026, 2026-11 or 2026-11-24; other text stays as it is."""
    try:
        day = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return text
    return date_format(day, {4: "Y", 7: "F Y"}.get(len(text), "j F Y"))


def followable(url):
    """The address when it is http or https, else empty: anything else (javascript:) never becomes a link."""
    return url if url.startswith(("http://", "https://")) else ""


def choices(field):
    """The values of a field with their words, for forms; called late, so that new words need no migration."""
    words = {"basis": BASIS, "type": SOURCE_TYPES}.get(field) or VOCABULARY[field].values
    return [(value, gettext(text)) for value, text in words.items()]


class Row(NamedTuple):
    """One line in a table of facts: what is asked, and the Fact, or None where nobody knows."""

    words: FactWords
    fact: "Fact | None"


def with_history(**options):
    """Keep each version of a row: when, by whom and why; see history.py for what is made of it."""
    reason = models.TextField(_("reden"), null=True, blank=True)
    return HistoricalRecords(history_change_reason_field=reason, **options)


def leave_alone():
    """Have the garbage collector pass over all that is in memory now: a large catalogue would be searched in vain.

    What an earlier catalogue left is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


CATALOGUE = Kept(
    NOBODY,
    _("De catalogus: platforms met hun feiten en bronnen."),
    _("Blijft staan. Over bezoekers staat er niets in."),
)


class Catalogue(models.Model):
    """The one row that says which catalogue this is, and everything in it once loaded.

    `version` counts the changes; `stamp` tells two histories apart (after a rollback or a restored backup the
    same number can hold other facts); `changed` is the day that ages count from.
    """

    kept = CATALOGUE

    version = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid4)
    changed = models.DateField(default=timezone.localdate)

    _loaded = None
    _loading = Lock()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_catalogue"),)

    def __str__(self):
        return f"{self.changed} ({self.version})"

    @classmethod
    def current(cls):
        """The catalogue as it is now: one small query, and three more when it changed since this process looked.

        Its platforms are shared between requests: read them, never change them.
        """
        row = cls.objects.first() or cls(stamp=None)
        if row.is_loaded():
            return Catalogue._loaded
        with cls._loading:
            if not row.is_loaded():
                row.platforms  # noqa: B018 (loads them)
                Catalogue._loaded = row
                leave_alone()
            return Catalogue._loaded

    def is_loaded(self):
        """Whether this process has these very facts in memory."""
        loaded = Catalogue._loaded
        return loaded is not None and self.stamp is not None and loaded.stamp == self.stamp

    @classmethod
    def lock(cls):
        """Let changes to the catalogue take turns; inside a transaction, and before any other row is locked."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get()

    @classmethod
    def touch(cls, changed=None):
        """Say that something changed, on `changed` (today when not given); belongs in the same transaction."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(
            version=models.F("version") + 1, stamp=uuid4(), changed=changed or timezone.localdate()
        )

    @cached_property
    def platforms(self):
        """Every platform with its facts and sources, by slug."""
        platforms = Platform.objects.prefetch_related("fact_rows", "source_rows")
        platforms = tuple(sorted(platforms, key=lambda platform: platform.slug))
        inherit(platforms)
        return platforms

    @cached_property
    def by_slug(self):
        return {platform.slug: platform for platform in self.platforms}

    @cached_property
    def label(self):
        """A name for exactly these facts, the same wherever they are loaded: "2026-11-24-1a2b3c4d"."""
        content = json.dumps([platform.record() for platform in self.platforms], sort_keys=True)
        return f"{self.changed:%Y-%m-%d}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    @cached_property
    def search(self):
        """Ready to find platforms in."""
        return Search(self.platforms)


def inherit(platforms):
    """Tell each of all platforms what it takes over from the one it runs on, and which sites run on it."""
    by_slug = {platform.slug: platform for platform in platforms}
    own = {slug: platform.own_facts for slug, platform in by_slug.items()}
    runs_on = {slug: platform.runs_on["value"] for slug, platform in by_slug.items() if platform.runs_on}
    for slug, base in runs_on.items():
        found = inheritance.inherited_facts(slug, runs_on, own)
        by_slug[slug].base = by_slug.get(base)
        by_slug[slug].base_problem = inheritance.problem_of(slug, runs_on, by_slug)
        by_slug[slug].inherited = {key: own[giver][key].handed_down() for key, giver in found.items()}
        if base in by_slug:
            by_slug[base].sites = (*by_slug[base].sites, slug)


class TouchingQuerySet(models.QuerySet):
    """Many rows at once count as a change too."""

    def bulk_create(self, *args, **kwargs):
        with transaction.atomic():
            created = super().bulk_create(*args, **kwargs)
            Catalogue.touch()
        return created

    def update(self, **kwargs):
        with transaction.atomic():
            count = super().update(**kwargs)
            Catalogue.touch()
        return count

    def delete(self):
        with transaction.atomic():
            deleted = super().delete()
            Catalogue.touch()
        return deleted

    update.alters_data = delete.alters_data = True


class Evidence(models.Model):
    """A part of the catalogue: saving or deleting it is a new version of the whole."""

    kept = CATALOGUE

    objects = TouchingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, by=None, reason=None, **kwargs):
        """Save it, and in its history by whom and why."""
        self._sign(by, reason)
        with transaction.atomic():
            super().save(*args, **kwargs)
            Catalogue.touch()
        self._history_user = self._change_reason = None  # the next change has its own

    def delete(self, *args, by=None, reason=None, **kwargs):
        self._sign(by, reason)
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Catalogue.touch()
        return deleted

    def _sign(self, by, reason):
        """Names that django-simple-history reads."""
        self._history_user = by or getattr(self, "_history_user", None)
        self._change_reason = reason or getattr(self, "_change_reason", None)

    @classmethod
    def replace(cls, held, wanted, by=None, reason=None):
        """Make these rows those, with their history; what is the same stays untouched. Deletes nothing.

        `held`, `wanted`: (platform, key) -> row; returns the rows that are no longer wanted.
        """
        now = {"default_user": by, "default_change_reason": reason, "batch_size": 500}
        changed = [place for place in wanted if place in held and wanted[place].record() != held[place].record()]
        for place in changed:
            wanted[place].pk = held[place].pk
        if changed:
            bulk_update_with_history([wanted[place] for place in changed], cls, cls.COLUMNS, **now)
        new = [row for place, row in wanted.items() if place not in held]
        if new:
            bulk_create_with_history(new, cls, **now)
        return [row for place, row in held.items() if place not in wanted]


class Platform(Evidence):
    """A neighbourhood platform. The columns here are the editors' own classification and texts, without a source.

    `runs_on` is {} or the platform whose software this one uses, as a fact: `value` (its slug), `source` and `basis`.
    `imported` is the record as the file last gave it, {} for a platform that staff added: whatever differs from
    it is theirs. In the catalogue in memory a platform also has its `base` (the Platform that it runs on, or None), why
    that gives nothing (`base_problem`), what it hands down (`inherited`: fact key -> Fact, also where the platform has
    a fact of its own), and the slugs of the `sites` that run on this one.
    """

    base, base_problem, inherited, sites = None, "", MappingProxyType({}), ()

    COLUMNS = (
        *("name", "url", "kind", "form", "usable_in_nl", "provider", "runs_on", "summary_nl", "summary_en"),
        *("launched", "ended", "places", "municipalities", "adoption", "lesson", "imported"),
    )

    slug = models.SlugField(_("kort adres"), max_length=100, unique=True)
    name = models.CharField(_("naam"), max_length=200)
    url = models.URLField(_("website"), max_length=500, blank=True, validators=[web_address])
    kind = models.CharField(_("soort"), max_length=40, choices=partial(choices, "kind"))
    form = models.CharField(_("vorm"), max_length=40, choices=partial(choices, "form"))
    usable_in_nl = models.CharField(
        _("bruikbaar in Nederland"), max_length=10, choices=partial(choices, "usable_in_nl")
    )
    provider = models.CharField(_("aanbieder"), max_length=300, blank=True)
    runs_on = models.JSONField(_("draait op"), default=dict, db_default=NOTHING, blank=True)
    summary_nl = models.TextField(_("samenvatting"), max_length=600)
    summary_en = models.TextField(_("samenvatting in het Engels"), max_length=600, blank=True)
    launched = models.PositiveSmallIntegerField(_("begonnen in"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("gestopt in"), null=True, blank=True)
    places = models.JSONField(_("plaatsen"), default=list, blank=True)
    municipalities = models.JSONField(_("gemeenten"), default=list, blank=True)
    adoption = models.JSONField(_("gebruikscijfers"), default=list, blank=True)
    lesson = models.JSONField(_("les"), default=dict, blank=True)
    imported = models.JSONField(default=dict, editable=False)
    history = with_history(excluded_fields=["imported"])

    class Meta:
        ordering = ("name",)
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("platform", args=[self.slug])

    # --- evidence ---------------------------------------------------------------------------------

    @cached_property
    def own_facts(self):
        """What was found about the platform itself: fact key (`status`, `goals.meet`, `scope`) -> Fact."""
        return {fact.key: fact for fact in self.fact_rows.all()}

    @cached_property
    def facts(self):
        """What is known, with what it inherits from the platform that it runs on: fact key -> Fact; its own win."""
        return {**self.inherited, **self.own_facts}

    @property
    def is_taken_over(self):
        """Whether it is one way of working that several places took over, each with a site of its own."""
        scope = self.own_facts["scope"].value if "scope" in self.own_facts else ""
        return inheritance.is_taken_over(scope, self.sites, self.municipalities)

    @cached_property
    def sources(self):
        """The sources in order, each with its number on the page."""
        sources = sorted(self.source_rows.all(), key=lambda source: reader.source_number(source.key))
        for number, source in enumerate(sources, start=1):
            source.number = number
        return tuple(sources)

    def sources_of(self, keys):
        """The Sources with these keys, in this order."""
        by_key = {source.key: source for source in self.sources}
        return [by_key[key] for key in keys if key in by_key]

    @property
    def known(self):
        """How many of the facts on the page are known, of len(FACT_KEYS)."""
        return sum(key in self.facts for key in FACT_KEYS)

    @property
    def newest_source_year(self):
        """The year of the newest dated source, or None."""
        return max((int(source.date[:4]) for source in self.sources if source.date), default=None)

    def outdated(self, today):
        """Whether its newest dated source is surely over three years old on `today`; False when none has a date.

        A source of 2023 counts as of the last day of 2023, one of 2023-05 as of the last day of May.
        """
        dates = [source.date + "-12-31"[len(source.date) - 4 :] for source in self.sources if source.date]
        return bool(dates) and max(dates) < f"{today.year - OUTDATED_AFTER}-{today:%m-%d}"

    # --- words ------------------------------------------------------------------------------------

    @property
    def kind_words(self):
        return gettext(VOCABULARY["kind"].values.get(self.kind, self.kind))

    @property
    def form_words(self):
        return gettext(VOCABULARY["form"].values.get(self.form, self.form))

    @property
    def summary(self):
        return in_language(self.summary_nl, self.summary_en)

    @property
    def lesson_text(self):
        return in_language(self.lesson.get("nl", ""), self.lesson.get("en"))

    @property
    def lesson_sources(self):
        return self.sources_of(self.lesson.get("source", []))

    @property
    def runs_on_sources(self):
        return self.sources_of(self.runs_on.get("source", []))

    @property
    def adoption_figures(self):
        """What is said about the number of users: dictionaries with `figure`, `date` (words) and `source_list`."""
        return [
            {
                "figure": sentence(in_language(item["figure_nl"], item["figure_en"])),
                "date": day_words(item["date"] or ""),
                "source_list": self.sources_of([item["source"]]),
            }
            for item in self.adoption
        ]

    def texts(self):
        """What free text is looked up in, each text with its weight; in both languages."""
        yield 4, self.name
        yield 3, " ".join(self.places + self.municipalities)
        yield 2, self.provider
        yield 1, f"{self.summary_nl} {self.summary_en}"
        for language in ("nl", "en"):
            with override(language):
                yield 2, self.kind_words

    @property
    def link(self):
        """The website, if it is an address that a browser may follow; else empty."""
        return followable(self.url)

    @property
    def host(self):
        """The name of the website as people write it: "hoplr.com"."""
        return urlsplit(self.url).netloc.removeprefix("www.")

    @property
    def place_words(self):
        """The places in running text; of many, the first few."""
        some = self.places[:SHOWN_PLACES]
        more = len(self.places) - len(some)
        if not more:
            return join(some) if some else ""
        return ngettext("%(plaatsen)s en nog %(aantal)s plaats", "%(plaatsen)s en nog %(aantal)s plaatsen", more) % {
            "plaatsen": ", ".join(some),
            "aantal": more,
        }

    @property
    def facts_by_group(self):
        """The tables of facts, unknown ones too: (heading, [Row]) in the order of the vocabulary."""
        rows = [Row(VOCABULARY[key], self.facts.get(key)) for key in FACT_KEYS]
        return [(gettext(group), [row for row in rows if row.words.group == group]) for group in GROUPS]

    def goals_of(self, degree):
        """The Facts of the goals that the platform serves in this degree: primary, secondary or none."""
        keys = [f"goals.{goal}" for goal in GOALS]
        return [self.facts[key] for key in keys if key in self.facts and self.facts[key].value == degree]

    @property
    def goals_unmentioned(self):
        """The words of the goals that no source mentions."""
        return [VOCABULARY[f"goals.{goal}"] for goal in GOALS if f"goals.{goal}" not in self.facts]

    # --- the record -------------------------------------------------------------------------------

    def record(self):
        """The platform in the shape of its file: for the merge, the API and the export."""
        facts = {key: fact.record() for key, fact in sorted(self.own_facts.items())}
        goals = {key.removeprefix("goals."): fact for key, fact in facts.items() if key.startswith("goals.")}
        record = self.columns() | {"slug": self.slug, "url": self.url or None, "provider": self.provider or None}
        record |= {"goals": goals, "facts": {key: fact for key, fact in facts.items() if key in FACT_KEYS}}
        record |= {"status": facts.get("status"), "sources": [source.record() for source in self.sources]}
        silent = {key for key in ("status", "runs_on", "lesson") if not record[key]}
        return {key: record[key] for key in reader.ORDER if key not in silent}

    def public_record(self):
        """The record with what it takes over, for anyone who reuses it: fact key -> {value, basis, from}."""
        taken = {key: fact for key, fact in sorted(self.facts.items()) if fact.inherited_from}
        handed = {
            key: {"value": fact.value, "basis": fact.basis, "from": fact.inherited_from} for key, fact in taken.items()
        }
        return self.record() | {"inherited": handed}

    def apply(self, record, by=None, reason=None):
        """Make the database hold this record, evidence included; one transaction."""
        Platform.write([(self, record)], by, reason)

    @classmethod
    def write(cls, changes, by=None, reason=LOADED):
        """Write records to their platforms, all or none: [(platform, record)], a new platform may be unsaved.

        Only rows that differ are written, each with its history; of a new platform it starts with FIRST_LOAD.
        """
        with transaction.atomic():
            new = [change for change in changes if not change[0].pk]
            kept = [change for change in changes if change[0].pk]
            cls._write(new, by, FIRST_LOAD)
            cls._write(kept, by, reason)

    @classmethod
    def _write(cls, changes, by, reason):
        """Platforms, sources and facts in the order in which they need each other; those gone the other way."""
        if not changes:
            return
        held = {
            model: {
                (platform.pk, row.key): row for platform, _record in changes if platform.pk for row in rows(platform)
            }
            for model, rows in ((Source, lambda one: one.sources), (Fact, lambda one: one.own_facts.values()))
        }
        now = {"default_user": by, "default_change_reason": reason, "batch_size": 200}
        before = [platform.columns() for platform, _record in changes]
        for platform, record in changes:
            platform._fill(record)
        new = [platform for platform, _record in changes if not platform.pk]
        kept = [(one, old != one.columns()) for (one, _record), old in zip(changes, before, strict=True) if one.pk]
        if differing := [one for one, differs in kept if differs]:
            bulk_update_with_history(differing, cls, cls.COLUMNS, **now)
        cls.objects.bulk_update([one for one, differs in kept if not differs], ["imported"], batch_size=200)
        if new:
            bulk_create_with_history(new, cls, **now)
        gone = {}
        for model in (Source, Fact):
            wanted = {(change[0].pk, row.key): row for change in changes for row in model.from_record(*change)}
            gone[model] = model.replace(held[model], wanted, by, reason)
        for row in gone[Fact] + gone[Source]:
            row.delete(by=by, reason=reason)

    def change_fact(self, key, content, source=None, by=None, reason=None):
        """Make one fact this record, or unknown (None); `source` (keyword arguments of Source) is added to it.

        One transaction; raises ValidationError for a value or a source that cannot be.
        """
        with transaction.atomic():
            fact = self.fact_rows.filter(key=key).first()
            if content is None:
                if fact:
                    fact.delete(by=by, reason=reason)
                return
            fact, sources = fact or Fact(platform=self, key=key), content["source"]
            if source:
                row = Source(platform=self, **source)
                row.save(by=by, reason=reason)
                sources = [*sources, row.key]
            fact.value, fact.basis, fact.sources = content["value"], content["basis"], sources
            for name in Fact.TEXTS:
                setattr(fact, name, content.get(name, ""))
            fact.save(by=by, reason=reason)

    def with_fact(self, key, content, source=None):
        """A copy in memory in which one fact is this, to look at before it is saved."""
        copy = Platform.objects.get(pk=self.pk)
        copy.take_over(Catalogue.current().by_slug.get(self.slug))
        copy.own_facts.pop(key, None)
        if source:
            row = Source(platform=copy, key=reader.next_staff_source(one.key for one in copy.sources), **source)
            row.number = len(copy.sources) + 1
            copy.sources = (*copy.sources, row)
            content = content and content | {"source": [*content["source"], row.key]}
        if content:
            rest = {"value": content["value"], "basis": content["basis"], "sources": content["source"]}
            texts = {name: content.get(name, "") for name in Fact.TEXTS}
            copy.own_facts[key] = Fact(platform=copy, key=key, **rest, **texts)
        return copy

    def take_over(self, known):
        """Have what the same platform in the catalogue in memory has: its base, its sites and what it inherits."""
        if known:
            self.base, self.base_problem = known.base, known.base_problem
            self.inherited, self.sites = known.inherited, known.sites

    def columns(self):
        """What the file says of a platform itself, without its evidence."""
        return {column: getattr(self, column) for column in self.COLUMNS if column != "imported"}

    def _fill(self, record):
        for column in self.COLUMNS:
            if column != "imported":
                setattr(self, column, record.get(column))
        self.slug = record["slug"]
        self.url, self.provider = self.url or "", self.provider or ""
        self.lesson, self.runs_on = self.lesson or {}, self.runs_on or {}
        self.__dict__.pop("own_facts", None)
        self.__dict__.pop("facts", None)
        self.__dict__.pop("sources", None)
        self._prefetched_objects_cache = {}

    @property
    def edits(self):
        """The dotted paths where staff changed what the file said; [] for a platform that staff added."""
        if not self.imported:
            return []
        file, row = reader.flatten(self.imported), reader.flatten(self.record())
        return [path for path in sorted({*file, *row}) if file.get(path) != row.get(path)]


class Source(Evidence):
    """A page that says something about a platform. Staff number theirs from s101."""

    COLUMNS = ("url", "title", "type", "date", "read")

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="source_rows", verbose_name=_("platform"))
    key = models.CharField(
        _("nummer"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^s[0-9]+$", _("Schrijf een s en een getal, zoals s101."))],
    )
    url = models.URLField(_("adres"), max_length=2000, validators=[web_address])
    title = models.CharField(_("titel"), max_length=500)
    type = models.CharField(_("soort"), max_length=20, choices=partial(choices, "type"))
    date = models.CharField(
        _("datum"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{4}(-[0-9]{2}){0,2}$", _("Schrijf 2026, 2026-11 of 2026-11-24."))],
    )
    read = models.CharField(
        _("gelezen op"),
        max_length=10,
        blank=True,
        db_default="",
        help_text=_("De dag waarop iemand de bron voor het laatst las, zoals 2026-11-24."),
        validators=[RegexValidator(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", _("Schrijf een hele datum, zoals 2026-11-24."))],
    )
    history = with_history()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        constraints = (models.UniqueConstraint(fields=["platform", "key"], name="source_key_once_per_platform"),)

    def __str__(self):
        return f"{self.key}: {self.title}"

    def save(self, *args, **kwargs):
        if not self.key:
            self.key = reader.next_staff_source(self.platform.source_rows.values_list("key", flat=True))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuses with ValidationError while something still rests on it."""
        if self.is_cited():
            raise ValidationError(_("Bron %(bron)s is nog nodig: er rust een feit op.") % {"bron": self.key})
        return super().delete(*args, **kwargs)

    @property
    def link(self):
        return followable(self.url)

    def is_cited(self):
        """Whether a fact, the lesson or an adoption figure rests on this source."""
        platform = Platform.objects.get(pk=self.platform_id)
        contents = [fact.record() for fact in platform.own_facts.values()]
        contents += [platform.adoption, platform.lesson, platform.runs_on]
        return any(self.key in reader.cited(content) for content in contents)

    @property
    def date_words(self):
        return day_words(self.date)

    @property
    def read_words(self):
        return day_words(self.read)

    @property
    def type_words(self):
        return gettext(SOURCE_TYPES.get(self.type, self.type))

    def record(self):
        record = {"id": self.key, "url": self.url, "title": self.title, "type": self.type, "date": self.date or None}
        return record | ({"read": self.read} if self.read else {})

    @classmethod
    def from_record(cls, platform, record):
        """The unsaved rows for the sources of a record."""
        for source in record["sources"]:
            columns = {key: source.get(key) or "" for key in cls.COLUMNS}
            yield cls(platform=platform, key=source["id"], **columns)


class Fact(Evidence):
    """One thing that is known of a platform, and the sources it rests on. No row: unknown.

    `key` is `status`, `goals.meet` and so on, or a key of the vocabulary; `sources` holds keys of Sources. A Fact that
    a platform inherits is of no table: its `platform` and sources are those of the base, `inherited_from` is its slug.
    """

    inherited_from = ""

    TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
    COLUMNS = ("value", "basis", "sources", *TEXTS)

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="fact_rows", verbose_name=_("platform"))
    key = models.CharField(_("feit"), max_length=40)
    value = models.JSONField(_("waarde"))
    figure_nl = models.TextField(_("bedrag in woorden"), blank=True)
    figure_en = models.TextField(_("bedrag in het Engels"), blank=True)
    basis = models.CharField(_("grond"), max_length=10, choices=partial(choices, "basis"))
    note_nl = models.TextField(_("toelichting"), blank=True)
    note_en = models.TextField(_("toelichting in het Engels"), blank=True)
    sources = models.JSONField(_("bronnen"))
    history = with_history()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("feit")
        verbose_name_plural = _("feiten")
        constraints = (
            models.UniqueConstraint(fields=["platform", "key"], name="fact_key_once_per_platform"),
            models.CheckConstraint(condition=~models.Q(sources=[]), name="fact_has_a_source"),
        )

    def __str__(self):
        return gettext(VOCABULARY[self.key].label) if self.key in VOCABULARY else self.key

    def save(self, *args, **kwargs):
        self.clean()
        super().save(*args, **kwargs)

    def clean(self):
        """Refuses a value that the vocabulary does not know, and a fact without a source that the platform has."""
        if self.key not in EVIDENCE_KEYS:
            raise ValidationError(_("Feit %(feit)s kennen we niet.") % {"feit": self.key})
        values = self.value if self.vocabulary.many else [self.value]
        if not isinstance(values, list) or not values or not all(map(self._may_be, values)):
            raise ValidationError({"value": _("Kies een waarde uit de lijst.")})
        if not isinstance(self.sources, list) or not self.sources:
            raise ValidationError({"sources": _("Een feit zonder bron kan niet. Noem minstens één bron.")})
        held = set(self.platform.source_rows.values_list("key", flat=True)) if self.platform_id else set()
        for key in self.sources:
            if key not in held:
                raise ValidationError({"sources": _("Bron %(bron)s kennen we niet.") % {"bron": key}})

    def _may_be(self, value):
        code = self.key == "languages" and isinstance(value, str) and re.fullmatch("[a-z]{2}", value)
        return bool(code) or value in self.vocabulary.values

    @property
    def vocabulary(self):
        return VOCABULARY[self.key]

    @property
    def words(self):
        """The value as a short clause: "Website, e-mail en papier"."""
        spoken = join(self._spoken(self.value)) if self.vocabulary.many else self._spoken([self.value])[0]
        return spoken[:1].upper() + spoken[1:]

    @property
    def sentence(self):
        """The value as a whole sentence: "Mensen doen mee via website, e-mail en papier."."""
        sentences = self.vocabulary.sentences
        values = self.value if self.vocabulary.many else [self.value]
        alone = [gettext(sentences[value]) for value in values if value in sentences]
        listed = self._spoken([value for value in values if value not in sentences])
        if listed and self.vocabulary.template:
            alone.insert(0, gettext(self.vocabulary.template) % {"waarden": join(listed)})
        return " ".join(alone)

    def _spoken(self, values):
        return [gettext(self.vocabulary.values.get(value, value)) for value in values]

    @property
    def note(self):
        return in_language(self.note_nl, self.note_en)

    @property
    def figure(self):
        return in_language(self.figure_nl, self.figure_en)

    @property
    def remarks(self):
        """The amount and the note, each as a sentence, those there are."""
        return [sentence(text) for text in (self.figure, self.note) if text]

    @property
    def source_list(self):
        """The Sources it rests on, each with its number on the page."""
        return self.platform.sources_of(self.sources)

    def handed_down(self):
        """The same for a site that runs on this platform: inferred, whatever it is here."""
        copied = {name: getattr(self, name) for name in ("key", *self.COLUMNS)}
        fact = Fact(platform=self.platform, **copied | {"basis": "inferred"})
        fact.inherited_from = self.platform.slug
        return fact

    def record(self):
        texts = {name: getattr(self, name) for name in self.TEXTS if getattr(self, name)}
        return {"value": self.value, "source": self.sources, "basis": self.basis} | texts

    @classmethod
    def from_record(cls, platform, record):
        """The unsaved rows for the facts of a record, in the order of the page."""
        contents = record["facts"] | {f"goals.{goal}": fact for goal, fact in record["goals"].items()}
        if "status" in record:
            contents["status"] = record["status"]
        for key in EVIDENCE_KEYS:
            if key not in contents:
                continue
            content = contents[key]
            texts = {name: content.get(name, "") for name in cls.TEXTS}
            rest = {"value": content["value"], "basis": content["basis"], "sources": content["source"]}
            yield cls(platform=platform, key=key, **rest, **texts)
