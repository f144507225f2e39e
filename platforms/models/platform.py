"""Platforms: their columns, their evidence, and writing whole records."""

from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_update_with_history

from platforms import inheritance
from platforms.addresses import host_of
from platforms.files import merge, reader
from platforms.text import as_sentence, choose_language, followable_url, format_day, join_words, last_possible_day

from ..vocabulary import FACT_KEYS, GOALS, GROUPS, VOCABULARY, FactWords
from .catalogue import Catalogue
from .entry import (
    EMPTY_OBJECT,
    FIRST_LOAD,
    LOADED,
    Entry,
    create_with_history,
    keep_history,
    vocabulary_choices,
    web_address,
)
from .fact import Fact
from .source import Source

SHOWN_PLACES = 8
OUTDATED_AFTER = 3  # years


@lru_cache(maxsize=4096)
def address_of(slug, language):
    """The address of a platform's page in the active language, which is `language`: a page can name a hundred."""
    return reverse("platform", args=[slug])


class FactRow(NamedTuple):
    """One line in a table of facts: what is asked, and the Fact, or None where nobody knows."""

    words: FactWords
    fact: Fact | None


class Platform(Entry):
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
    kind = models.CharField(_("soort"), max_length=40, choices=partial(vocabulary_choices, "kind"))
    form = models.CharField(_("vorm"), max_length=40, choices=partial(vocabulary_choices, "form"))
    usable_in_nl = models.CharField(
        _("bruikbaar in Nederland"), max_length=10, choices=partial(vocabulary_choices, "usable_in_nl")
    )
    provider = models.CharField(_("aanbieder"), max_length=300, blank=True)
    runs_on = models.JSONField(_("draait op"), default=dict, db_default=EMPTY_OBJECT, blank=True)
    summary_nl = models.TextField(_("samenvatting"), max_length=600)
    summary_en = models.TextField(_("samenvatting in het Engels"), max_length=600, blank=True)
    launched = models.PositiveSmallIntegerField(_("begonnen in"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("gestopt in"), null=True, blank=True)
    places = models.JSONField(_("plaatsen"), default=list, blank=True)
    municipalities = models.JSONField(_("gemeenten"), default=list, blank=True)
    adoption = models.JSONField(_("gebruikscijfers"), default=list, blank=True)
    lesson = models.JSONField(_("les"), default=dict, blank=True)
    imported = models.JSONField(default=dict, editable=False)
    history = keep_history(excluded_fields=["imported"])

    class Meta:
        ordering = ("name",)
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of(self.slug, get_language())

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

    def is_outdated(self, today):
        """Whether its newest dated source is surely over three years old on `today`; False when none has a date.

        A source of 2023 counts as of the last day of 2023, one of 2023-05 as of the last day of May.
        """
        newest = max((last_possible_day(source.date) for source in self.sources), default="")
        return bool(newest) and newest < f"{today.year - OUTDATED_AFTER}-{today:%m-%d}"

    # --- words ------------------------------------------------------------------------------------

    @property
    def kind_words(self):
        return gettext(VOCABULARY["kind"].values.get(self.kind, self.kind))

    @property
    def form_words(self):
        return gettext(VOCABULARY["form"].values.get(self.form, self.form))

    @property
    def summary(self):
        return choose_language(self.summary_nl, self.summary_en)

    @property
    def lesson_text(self):
        return choose_language(self.lesson.get("nl", ""), self.lesson.get("en"))

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
                "figure": as_sentence(choose_language(item["figure_nl"], item["figure_en"])),
                "date": format_day(item["date"] or ""),
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
        return followable_url(self.url)

    @property
    def host(self):
        """The name of the website as people write it: "hoplr.com"."""
        return host_of(self.url)

    @property
    def place_words(self):
        """The places in running text: of many the first few, and as examples where it can be used elsewhere too."""
        named = self.name_places()
        is_wide = (scope := self.facts.get("scope")) and scope.value in ("national", "international")
        return gettext("Onder meer %(places)s") % {"places": named} if named and is_wide else named

    def name_places(self):
        """The first few places in running text, and how many there are besides."""
        some = self.places[:SHOWN_PLACES]
        more = len(self.places) - len(some)
        if not more:
            return join_words(some) if some else ""
        return ngettext("%(plaatsen)s en nog %(aantal)s plaats", "%(plaatsen)s en nog %(aantal)s plaatsen", more) % {
            "plaatsen": ", ".join(some),
            "aantal": more,
        }

    @property
    def facts_by_group(self):
        """The tables of facts, unknown ones too: (heading, [FactRow]) in the order of the vocabulary."""
        rows = [FactRow(VOCABULARY[key], self.facts.get(key)) for key in FACT_KEYS]
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
        record = self.list_columns() | {"slug": self.slug, "url": self.url or None, "provider": self.provider or None}
        record |= {"goals": goals, "facts": {key: fact for key, fact in facts.items() if key in FACT_KEYS}}
        record |= {"status": facts.get("status"), "sources": [source.record() for source in self.sources]}
        silent = {key for key in ("status", "runs_on", "lesson") if not record[key]}
        return {key: record[key] for key in merge.RECORD_ORDER if key not in silent}

    def public_record(self):
        """The record with what it takes over, for anyone who reuses it: fact key -> {value, basis, from}."""
        taken = {key: fact for key, fact in sorted(self.facts.items()) if fact.inherited_from}
        handed = {
            key: {"value": fact.value, "basis": fact.basis, "from": fact.inherited_from} for key, fact in taken.items()
        }
        return self.record() | {"inherited": handed}

    def apply_record(self, record, by=None, reason=None):
        """Make the database hold this record, evidence included; one transaction."""
        Platform.write_records([(self, record)], by, reason)

    @classmethod
    def write_records(cls, changes, by=None, reason=LOADED):
        """Write records to their platforms, all or none: [(platform, record)], a new platform may be unsaved.

        Only rows that differ are written, each with its history; of a new platform it starts with FIRST_LOAD.
        """
        with transaction.atomic():
            new = [change for change in changes if not change[0].pk]
            kept = [change for change in changes if change[0].pk]
            cls._write_all(new, by, FIRST_LOAD)
            cls._write_all(kept, by, reason)

    @classmethod
    def _write_all(cls, changes, by, reason):
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
        before = [platform.list_columns() for platform, _record in changes]
        for platform, record in changes:
            platform._fill_columns(record)
        new = [platform for platform, _record in changes if not platform.pk]
        kept = [(one, old != one.list_columns()) for (one, _record), old in zip(changes, before, strict=True) if one.pk]
        if differing := [one for one, differs in kept if differs]:
            bulk_update_with_history(differing, cls, cls.COLUMNS, **now)
        cls.objects.bulk_update([one for one, differs in kept if not differs], ["imported"], batch_size=200)
        if new:
            create_with_history(new, cls, by, reason)
        gone = {}
        for model in (Source, Fact):
            wanted = {(change[0].pk, row.key): row for change in changes for row in model.from_record(*change)}
            gone[model] = model.replace_rows(held[model], wanted, by, reason)
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
            row = Source(platform=copy, key=merge.next_staff_source(one.key for one in copy.sources), **source)
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

    def list_columns(self):
        """What the file says of a platform itself, without its evidence."""
        return {column: getattr(self, column) for column in self.COLUMNS if column != "imported"}

    def _fill_columns(self, record):
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
        file, row = merge.flatten_record(self.imported), merge.flatten_record(self.record())
        return [path for path in sorted({*file, *row}) if file.get(path) != row.get(path)]
