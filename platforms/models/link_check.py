"""Link checks: whether each address of the catalogue worked when it was last checked."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.retention import NOBODY, RetentionRule

from .platform import Platform


class LinkCheck(models.Model):
    """Whether an address in the catalogue still leads somewhere, as `check_links` last saw it. Changes no fact.

    `answered`: when it last did, whatever came later; `title`: what the page of a platform itself was called then.
    """

    retention = RetentionRule(
        NOBODY,
        _("Of de adressen van bronnen en platforms nog bestaan, en hoe de site van een platform zich noemt."),
        _("Blijft staan. Over bezoekers staat er niets in."),
    )

    class Outcome(models.TextChoices):
        WORKS = "works", _("werkt")
        GONE = "gone", _("bestaat niet meer")
        UNSURE = "unsure", _("niet te zeggen")
        REFUSED = "refused", _("mogen wij niet bekijken")

    url = models.CharField(_("adres"), max_length=2000, unique=True)
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=Outcome.choices, db_index=True)
    detail = models.CharField(_("wat we zagen"), max_length=200, blank=True)
    checked = models.DateTimeField(_("bekeken"))
    since = models.DateTimeField(_("sinds"), help_text="when this outcome was first seen")
    answered = models.DateTimeField(_("antwoordde op"), null=True, help_text="when it last led somewhere")
    title = models.CharField(_("titel van de pagina"), max_length=200, blank=True, db_default="")

    class Meta:
        ordering = ("-checked",)
        verbose_name = _("link van een bron")
        verbose_name_plural = _("links van bronnen")

    def __str__(self):
        return self.url

    @classmethod
    def record(cls, url, outcome, detail, title=""):
        """Keep what was seen; `since` moves only when the outcome is another one, `answered` only when it works."""
        now = timezone.now()
        earlier = cls.objects.filter(url=url).first()
        since = earlier.since if earlier and earlier.outcome == outcome else now
        row = {"outcome": outcome, "detail": detail[:200], "checked": now, "since": since}
        if outcome == cls.Outcome.WORKS:
            row |= {"answered": now, "title": title[:200]}
        cls.objects.update_or_create(url=url, defaults=row)

    @classmethod
    def silent_sites(cls):
        """The sites of platforms that no longer answer: gone, or without an answer now where there was one before."""
        own = Platform.objects.filter(url=OuterRef("url"))
        silent = models.Q(outcome=cls.Outcome.GONE) | models.Q(outcome=cls.Outcome.UNSURE, answered__isnull=False)
        return cls.objects.filter(silent, Exists(own))
