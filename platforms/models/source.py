"""Sources of facts about platforms."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.files import merge, reader
from platforms.text import followable_url, format_day

from ..vocabulary import SOURCE_TYPES
from .entry import Entry, keep_history, vocabulary_choices, web_address


def check_day(text):
    """Refuses what is no date of the catalogue, a day that no calendar has, and one that is still to come."""
    try:
        first = reader.read_first_day(text)
    except ValueError as error:
        raise ValidationError(_("Deze datum kan niet. Schrijf 2026, 2026-11 of 2026-11-24.")) from error
    if first > timezone.localdate():
        raise ValidationError(_("Deze datum is nog niet geweest."))


def check_whole_day(text):
    """The same, and refuses a year or a month alone."""
    if len(text) != len("2026-11-24"):
        raise ValidationError(_("Schrijf een hele datum, zoals 2026-11-24."))
    check_day(text)


class Source(Entry):
    """A page that says something about a platform. Staff number theirs from s101."""

    COLUMNS = ("url", "title", "type", "date", "read")

    platform = models.ForeignKey("Platform", models.CASCADE, related_name="source_rows", verbose_name=_("platform"))
    key = models.CharField(
        _("nummer"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^s[0-9]+$", _("Schrijf een s en een getal, zoals s101."))],
    )
    url = models.URLField(_("adres"), max_length=2000, validators=[web_address])
    title = models.CharField(_("titel"), max_length=500)
    type = models.CharField(_("soort"), max_length=20, choices=partial(vocabulary_choices, "type"))
    date = models.CharField(
        _("datum"),
        max_length=10,
        blank=True,
        validators=[check_day],
    )
    read = models.CharField(
        _("gelezen op"),
        max_length=10,
        blank=True,
        db_default="",
        help_text=_("De dag waarop iemand de bron voor het laatst las, zoals 2026-11-24."),
        validators=[check_whole_day],
    )
    history = keep_history()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        constraints = (models.UniqueConstraint(fields=["platform", "key"], name="source_key_once_per_platform"),)

    def __str__(self):
        return f"{self.key}: {self.title}"

    def save(self, *args, **kwargs):
        if not self.key:
            self.key = merge.next_staff_source(self.platform.source_rows.values_list("key", flat=True))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuses with ValidationError while something still rests on it."""
        if self.is_cited():
            raise ValidationError(_("Bron %(bron)s is nog nodig: er rust een feit op.") % {"bron": self.key})
        return super().delete(*args, **kwargs)

    @property
    def link(self):
        return followable_url(self.url)

    def is_cited(self):
        """Whether a fact, the lesson or an adoption figure rests on this source."""
        platform = Source.objects.select_related("platform").get(pk=self.pk).platform  # as it is in the database
        contents = [fact.record() for fact in platform.own_facts.values()]
        contents += [platform.adoption, platform.lesson, platform.runs_on]
        return any(self.key in merge.cited_sources(content) for content in contents)

    @property
    def date_words(self):
        return format_day(self.date)

    @property
    def read_words(self):
        return format_day(self.read)

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
