"""When the nightly round last came to its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from platforms.retention import NOBODY, RetentionRule


class NightlyRound(models.Model):
    """When the nightly round last came to its end: one row at most. See operations/retention/nightly_round.py."""

    retention = RetentionRule(
        NOBODY, _("Wanneer de nachtelijke ronde voor het laatst klaar was."), _("Tot de volgende ronde.")
    )

    ended = models.DateTimeField()

    def __str__(self):
        return f"Nightly round of {self.ended:%Y-%m-%d}"
