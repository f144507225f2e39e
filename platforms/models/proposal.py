"""Proposals of readers, providers and editors, and what keeps spam out of the queue."""

import hashlib
import json
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.retention import VISITOR, RetentionRule

from ..vocabulary import EVIDENCE_KEYS, VOCABULARY, WHOLE_PLATFORM
from .catalogue import Catalogue
from .entry import web_address
from .platform import Platform
from .provider_round import Invitation

# In a form of staff or readers: nobody knows. No value of the vocabulary looks like this.
UNKNOWN = "-"
EMAIL_DAYS = 90
DECLINED_DAYS = 365


class AlreadyDecided(Exception):
    """Someone else accepted or declined the proposal in the meantime."""


class Stale(Exception):
    """What was to be changed is no longer what it was when the form was opened."""


def hash_content(content):
    """A short name for exactly this content, to see later whether it is still the same."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def content_of(platform, key):
    """What the database holds now under this key: a fact's record or None; with an empty key the platform itself."""
    if key:
        fact = platform.fact_rows.filter(key=key).first()
        return fact.record() if fact else None
    return Platform.objects.get(pk=platform.pk).list_columns()


class Proposal(models.Model):
    """One thing that someone wants changed: never a change itself.

    `key`: the fact, or empty for the platform as a whole. `proposed`: values by the name of a field in the form of
    staff; an editor's is complete, a reader's has at most `value`. `seen`: the fingerprint of what
    was there then. `invitation`, `answer`: of a provider in a round. `replaced`: what it took the place of.
    """

    retention = RetentionRule(
        VISITOR,
        _("Wat u meldt over een feit, en uw e-mailadres als u dat geeft."),
        _(
            "Uw e-mailadres tot we uw melding afhandelen, en hooguit %(email_days)s dagen. "
            "Nemen we uw melding niet over, dan wissen we haar na %(declined_days)s dagen. Anders blijft ze staan."
        ),
    )

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        ACCEPTED = "accepted", _("overgenomen")
        DECLINED = "declined", _("niet overgenomen")

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("klopt nog")
        OTHER = "other", _("anders")
        WONT_SAY = "wont_say", _("zegt de aanbieder niet")

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="proposals", verbose_name=_("platform"))
    key = models.CharField(_("feit"), max_length=40, blank=True)
    proposed = models.JSONField(default=dict)
    words = models.TextField(_("in eigen woorden"), blank=True)
    source_url = models.URLField(_("bron"), max_length=500, blank=True, validators=[web_address])
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("ronde")
    )
    answer = models.CharField(
        _("antwoord"), max_length=10, choices=Answer.choices, blank=True, default="", db_default=""
    )
    replaced = models.JSONField(null=True, help_text="a record, or None")
    from_provider = models.BooleanField(_("van de aanbieder"), default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("redacteur")
    )
    seen = models.CharField(max_length=16)
    created = models.DateTimeField(_("gemaakt"), default=timezone.now, db_index=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    decided = models.DateTimeField(_("afgehandeld"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("afgehandeld door")
    )
    reason = models.TextField(_("reden"), blank=True)

    class Meta:
        ordering = ("created",)
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")

    def __str__(self):
        return f"{self.platform}: {self.label}"

    @property
    def label(self):
        """What it is about: the question that the fact answers, or the platform as a whole."""
        return gettext(VOCABULARY[self.key].label) if self.key in EVIDENCE_KEYS else gettext(WHOLE_PLATFORM)

    @property
    def sender_words(self):
        if self.by:
            return gettext("redacteur")
        if self.invitation_id:
            return gettext("aanbieder, in een ronde")
        return gettext("aanbieder") if self.from_provider else gettext("lezer")

    @property
    def value_words(self):
        """The value that was proposed, in words; empty when none was."""
        value = self.proposed.get("value")
        if value in (None, "", []):
            return ""
        values = value if isinstance(value, list) else [value]
        words = {UNKNOWN: _("Weten we niet")} | dict(VOCABULARY[self.key].values)
        return ", ".join(str(gettext(words.get(one, one))) for one in values)

    @property
    def is_stale(self):
        """Whether something else stands there now than when it was proposed."""
        return self.seen != hash_content(content_of(self.platform, self.key))

    def decide(self, state, by, reason, change=lambda: None):
        """Accept (with `change`, which puts it through) or decline it, once: raises AlreadyDecided the second time.

        The e-mail address has then served; it is returned so that an answer can be sent, and kept nowhere.
        """
        with transaction.atomic():
            if state == self.State.ACCEPTED:
                Catalogue.lock()
            row = Proposal.objects.select_for_update().filter(pk=self.pk).first()
            if row is None or row.state != self.State.WAITING:
                raise AlreadyDecided
            if state == self.State.ACCEPTED and row.key:
                row.replaced = content_of(row.platform, row.key)
            change()
            email = row.email
            row.state, row.reason, row.decided, row.decided_by = state, reason, timezone.now(), by
            row.email = ""
            row.save()
        return email

    @classmethod
    def delete_expired(cls, now=None):
        """Delete e-mail addresses that waited EMAIL_DAYS and proposals declined DECLINED_DAYS ago: how many of each."""
        now = now or timezone.now()
        emails = cls.objects.exclude(email="").filter(created__lt=now - timedelta(days=EMAIL_DAYS)).update(email="")
        old = cls.objects.filter(state=cls.State.DECLINED, decided__lt=now - timedelta(days=DECLINED_DAYS))
        return emails, old.delete()[0]
