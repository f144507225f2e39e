"""How often each client network asked for what costs much."""

import hashlib
import hmac
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.retention import VISITOR, RetentionRule


class RateLimitCount(models.Model):
    """How often one network asked for one kind of costly thing, in one stretch of time on one day.

    The network itself is not kept: `digest` is a keyed hash of it, another one in each stretch and for each kind.
    """

    retention = RetentionRule(
        VISITOR,
        _("Hoe vaak uw netwerk iets vroeg dat veel kost. Van het netwerk bewaren we alleen een controlegetal."),
        _("Tot het eind van de dag. De dag erna wissen we het."),
    )

    day = models.DateField()
    digest = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "platforms_sender"
        constraints = (models.UniqueConstraint(fields=["day", "digest"], name="sender_once_a_day"),)

    def __str__(self):
        return f"{self.day}: {self.count}"

    @classmethod
    def add_one(cls, kind, sender, begun, at_most) -> bool:
        """Count one more since `begun` (seconds since 1970); False when there were `at_most` (above 0) already.

        One atomic query, so that two at once on two web nodes are two; one that is refused writes nothing.
        """
        row = cls._find_row(kind, sender, begun)
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (day, digest, count) VALUES (%s, %s, 1) "  # noqa: S608 (no input in it)
                f"ON CONFLICT (day, digest) DO UPDATE SET count = {table}.count + 1 WHERE {table}.count < %s "
                "RETURNING count",
                [row["day"], row["digest"], at_most],
            )
            return cursor.fetchone() is not None

    @classmethod
    def take_one_off(cls, kind, sender, begun):
        """Count one less since `begun`; where nothing was counted, nothing changes."""
        cls.objects.filter(**cls._find_row(kind, sender, begun), count__gt=0).update(count=models.F("count") - 1)

    @staticmethod
    def _find_row(kind, sender, begun):
        """The fields that a count is found by."""
        text = f"{kind} {begun} {sender}".encode()
        digest = hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
        return {"day": timezone.localdate(datetime.fromtimestamp(begun, UTC)), "digest": digest}

    @classmethod
    def delete_old(cls):
        """Delete the counts of earlier days."""
        return cls.objects.filter(day__lt=timezone.localdate()).delete()[0]
