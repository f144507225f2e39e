"""Facts of a platform, each with its sources."""

import re
from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.text import as_sentence, choose_language, format_day, join_words, last_possible_day

from ..vocabulary import EVIDENCE_KEYS, FORMER_VALUES, VOCABULARY
from .entry import Entry, keep_history, vocabulary_choices


def write_value(key: str, value: object) -> str:
    """The value of a fact in words, also of one that is no longer in the vocabulary; "" for unknown (None)."""
    if value is None:
        return ""
    if key not in VOCABULARY or isinstance(value, list) != bool(VOCABULARY[key].many):
        return str(value)
    return Fact(key=key, value=value).words


class Fact(Entry):
    """One thing that is known of a platform, and the sources it rests on. No row: unknown.

    `key` is `status`, `goals.meet` and so on, or a key of the vocabulary; `sources` holds keys of Sources. A Fact that
    a platform inherits is not stored: its `platform` and sources are those of the base, `inherited_from` is its slug.
    """

    inherited_from = ""

    TEXTS = ("figure_nl", "figure_en", "note_nl", "note_en")
    COLUMNS = ("value", "basis", "sources", *TEXTS)

    platform = models.ForeignKey("Platform", models.CASCADE, related_name="fact_rows", verbose_name=_("platform"))
    key = models.CharField(_("feit"), max_length=40)
    value = models.JSONField(_("waarde"))
    figure_nl = models.TextField(_("bedrag in woorden"), blank=True)
    figure_en = models.TextField(_("bedrag in het Engels"), blank=True)
    basis = models.CharField(_("grond"), max_length=10, choices=partial(vocabulary_choices, "basis"))
    note_nl = models.TextField(_("toelichting"), blank=True)
    note_en = models.TextField(_("toelichting in het Engels"), blank=True)
    sources = models.JSONField(_("bronnen"))
    history = keep_history()

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
        if len(set(values)) < len(values):
            raise ValidationError({"value": _("Hier staat een waarde twee keer.")})
        if not isinstance(self.sources, list) or not self.sources:
            raise ValidationError({"sources": _("Een feit zonder bron kan niet. Noem minstens één bron.")})
        if len(set(self.sources)) < len(self.sources):
            raise ValidationError({"sources": _("Hier staat een bron twee keer.")})
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
        spoken = (
            join_words(self._speak_values(self.value)) if self.vocabulary.many else self._speak_values([self.value])[0]
        )
        return spoken[:1].upper() + spoken[1:]

    @property
    def sentence(self):
        """The value as a whole sentence: "Mensen doen mee via website, e-mail en papier."."""
        sentences = self.vocabulary.sentences
        values = self.value if self.vocabulary.many else [self.value]
        alone = [gettext(sentences[value]) for value in values if value in sentences]
        listed = self._speak_values([value for value in values if value not in sentences])
        if listed and self.vocabulary.template:
            alone.insert(0, gettext(self.vocabulary.template) % {"waarden": join_words(listed)})
        return " ".join(alone)

    def _speak_values(self, values):
        known = self.vocabulary.values
        return [gettext(known.get(value) or FORMER_VALUES.get((self.key, value), value)) for value in values]

    @property
    def note(self):
        return choose_language(self.note_nl, self.note_en)

    @property
    def figure(self):
        return choose_language(self.figure_nl, self.figure_en)

    @property
    def remarks(self):
        """The amount and the note, each as a sentence, those there are."""
        return [as_sentence(text) for text in (self.figure, self.note) if text]

    @property
    def source_list(self):
        """The Sources it rests on, each with its number on the page."""
        return self.platform.sources_of(self.sources)

    @property
    def newest_date(self):
        """The newest date of its sources, as a source keeps it; empty when none has a date."""
        return max((source.date for source in self.source_list), key=last_possible_day, default="")

    @property
    def newest_day(self):
        """The same in words."""
        return format_day(self.newest_date)

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
