"""Rounds in which providers are asked whether the facts about their platform still hold, and their invitations."""

import secrets
from datetime import timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from platforms.retention import NOBODY, VISITOR, RetentionRule

from .catalogue import Catalogue
from .lookups import hash_token
from .platform import Platform

# After the end of a round its links stop to exist, and what was typed and never sent is deleted.
ANSWER_DAYS = 365
# A reminder is due when so many days have passed without an answer.
REMIND_AFTER = 14


class ProviderRound(models.Model):
    """One round of questions to providers, named after its year. It is open up to and including `ends`."""

    retention = RetentionRule(
        NOBODY,
        _("De rondes langs aanbieders: hun naam en hun einddatum."),
        _("Blijft staan. Over bezoekers staat er niets in."),
    )

    name = models.CharField(
        _("naam"),
        max_length=20,
        unique=True,
        help_text=_("Een jaar, of een jaar met een letter: 2027 of 2027-b."),
        validators=[RegexValidator(r"^[0-9]{4}(-[a-z])?$", _("Schrijf een jaar, zoals 2027, of 2027-b."))],
    )
    ends = models.DateField(_("tot en met"), help_text=_("De laatste dag waarop aanbieders kunnen antwoorden."))
    created = models.DateTimeField(_("begonnen"), default=timezone.now)

    class Meta:
        ordering = ("-created",)
        verbose_name = _("ronde langs aanbieders")
        verbose_name_plural = _("rondes langs aanbieders")

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return timezone.localdate() <= self.ends

    def invite(self, platforms):
        """An invitation for each platform that has none yet; returns the new ones."""
        asked = set(self.invitations.values_list("platform_id", flat=True))
        invitations = [Invitation(round=self, platform=one) for one in platforms if one.pk not in asked]
        for invitation in invitations:
            invitation.renew()
        return Invitation.objects.bulk_create(invitations)


class Invitation(models.Model):
    """The link of one provider in one round, and what was filled in behind it.

    The link is derived from `salt` and the secret of the site, so that staff can always see it and a copy of the
    database does not give it away. Without a `key_hash` it is revoked. `answers`: key of a question -> what was filled
    in, as `rounds/forms.py` gives it; `answered`: when it was last sent to the editors.
    """

    retention = RetentionRule(
        VISITOR,
        _(
            "Als u voor een aanbieder antwoordt in een ronde: wat u invult over uw platform. Uw naam en e-mailadres "
            "vragen we niet. Van uw link bewaren we alleen een controlegetal."
        ),
        _("Tot %(answer_days)s dagen na het einde van de ronde. Wat we overnemen, blijft in de catalogus staan."),
    )

    round = models.ForeignKey(ProviderRound, models.CASCADE, related_name="invitations")
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="invitations")
    key_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - None is for a revoked link
    salt = models.CharField(max_length=64)
    sent = models.DateField(null=True)
    reminded = models.DateField(null=True)
    answers = models.JSONField(default=dict)
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ("platform__name",)
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        constraints = (models.UniqueConstraint(fields=["round", "platform"], name="one_invitation_per_round"),)

    def __str__(self):
        return f"{self.platform}, {self.round}"

    @property
    def token(self):
        """The secret of the link; "" when it was revoked, or made with another secret of the site."""
        token = salted_hmac("platforms.invitation", self.salt, algorithm="sha256").hexdigest()
        return token if self.key_hash == hash_token(token) else ""

    def renew(self):
        """Another link: the one before stops working. The caller saves it."""
        self.salt = secrets.token_urlsafe(32)
        self.key_hash = hash_token(salted_hmac("platforms.invitation", self.salt, algorithm="sha256").hexdigest())

    @classmethod
    def find(cls, token):
        """The invitation that this link opens, or None."""
        return cls.objects.filter(key_hash=hash_token(token)).select_related("round", "platform").first()

    @classmethod
    def find_last_sent(cls, platform):
        """The invitation of this platform that staff last marked as sent, or None."""
        sent = cls.objects.filter(platform_id=platform.pk).exclude(sent=None).select_related("round")
        return sent.order_by("-sent", "-pk").first()

    def mark(self, step):
        """Note that the letter (`sent`) or the reminder (`reminded`) went out today; the first time counts."""
        if not getattr(self, step):
            setattr(self, step, timezone.localdate())
            self.save(update_fields=[step])
            Catalogue.touch()  # the page of the platform says when it was asked

    @property
    def is_reminder_due(self):
        """Whether the letter went out long ago and nobody answered, in a round that is still open."""
        waited = self.sent and timezone.localdate() - self.sent >= timedelta(days=REMIND_AFTER)
        return bool(waited and not self.reminded and not self.answered and self.round.is_open)

    @property
    def is_silent(self):
        """Whether it may be said that there was no answer: a letter, a reminder, and the end of the round."""
        return bool(self.sent and self.reminded and not self.answered and not self.round.is_open)

    @property
    def kept_back(self):
        """The questions that the provider does not want to answer, once staff accepted that."""
        proposal = self.proposals.model
        said = self.proposals.filter(state=proposal.State.ACCEPTED, answer=proposal.Answer.WONT_SAY)
        return list(dict.fromkeys(one.label for one in said))

    @classmethod
    def delete_expired(cls, now=None):
        """Delete the answers and links of rounds that ended ANSWER_DAYS ago: how many invitations."""
        ended = (now or timezone.now()).date() - timedelta(days=ANSWER_DAYS)
        old = cls.objects.filter(round__ends__lt=ended).exclude(answers={}, key_hash=None)
        return old.update(answers={}, key_hash=None)
