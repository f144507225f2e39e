"""Counts per month of the unknown facts that advice needed, without anything about the visitors."""

import hashlib
import hmac
import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.retention import NOBODY, VISITOR, RetentionRule

from ..vocabulary import EVIDENCE_KEYS
from .fact import Fact
from .platform import Platform

log = logging.getLogger(__name__)


class MissingFactCount(models.Model):
    """How many advices of one month missed one fact of one platform. Holds nothing about visitors or their answers."""

    retention = RetentionRule(
        NOBODY,
        _("Hoe vaak een feit in een advies ontbrak, per maand."),
        _("Blijft staan. Over bezoekers staat er niets in."),
    )

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "platforms_asked"
        constraints = (models.UniqueConstraint(fields=["platform", "key", "month"], name="asked_once_a_month"),)

    def __str__(self):
        return f"{self.platform_id} {self.key} {self.month:%Y-%m}: {self.count}"

    @classmethod
    def add_one_each(cls, occasion, missed):
        """Count the facts that an advice missed, [(platform id, key)], once per occasion: mostly a look in memory.

        `occasion` names the advice (a plan in one state); what is kept of it is a keyed hash.
        """
        if CountedAdvice.is_known(occasion):
            return
        pairs = sorted({(platform, key) for platform, key in missed if key in EVIDENCE_KEYS})
        try:
            with transaction.atomic():
                if CountedAdvice.is_new(occasion) and pairs:
                    cls._add_one(pairs, timezone.localdate().replace(day=1))
        except (OperationalError, IntegrityError):  # a busy database, a platform that just went: never the visitor's
            log.warning("The facts that an advice missed were not counted.", exc_info=True)

    @classmethod
    def _add_one(cls, pairs, month):
        """One query for all, in the same order everywhere: two at once never wait for each other."""
        table = connection.ops.quote_name(cls._meta.db_table)
        rows = ", ".join(["(%s, %s, %s, 1)"] * len(pairs))
        values = [value for platform, key in pairs for value in (platform, key, month)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (platform_id, key, month, count) VALUES {rows} "  # noqa: S608 (no input in it)
                f"ON CONFLICT (platform_id, key, month) DO UPDATE SET count = {table}.count + 1",
                values,
            )

    @classmethod
    def count_by_platform(cls):
        """How many times advices of the last year missed a fact of each platform: {platform_id: times}."""
        times = {}
        for row in cls.most_missed():
            times[row["platform_id"]] = times.get(row["platform_id"], 0) + row["times"]
        return times

    @classmethod
    def most_missed(cls, number=None):
        """The unknown facts that most advices of the last year missed: [{platform_id, key, times}], most first."""
        since = timezone.localdate() - timedelta(days=365)
        known = Fact.objects.filter(platform=OuterRef("platform"), key=OuterRef("key"))
        rows = cls.objects.filter(~Exists(known), month__gte=since).values("platform_id", "key")
        return rows.annotate(times=Sum("count")).order_by("-times", "platform_id", "key")[:number]


class CountedAdvice(models.Model):
    """That an advice was counted, as a keyed hash: a page that is opened again counts no second time."""

    retention = RetentionRule(
        VISITOR,
        _("Dat een advies al geteld is. Van het plan bewaren we daarbij alleen een controlegetal."),
        _("%(occasion_days)s dagen."),
    )

    DAYS = 31
    REMEMBERED = 10_000
    _remembered: "dict[str, None]" = {}  # noqa: RUF012 (shared on purpose: what this process counted or looked up)

    digest = models.CharField(max_length=64, unique=True)
    day = models.DateField(default=timezone.localdate, db_index=True)

    class Meta:
        db_table = "platforms_occasion"

    def __str__(self):
        return str(self.day)

    @staticmethod
    def digest_of(occasion):
        return hmac.new(settings.SECRET_KEY.encode(), f"asked {occasion}".encode(), hashlib.sha256).hexdigest()

    @classmethod
    def is_known(cls, occasion):
        """Whether it was counted. After the first look of this process the database is not asked again."""
        digest = cls.digest_of(occasion)
        if digest in cls._remembered:
            return True
        if len(cls._remembered) >= cls.REMEMBERED:
            cls._remembered.clear()
        cls._remembered[digest] = None
        return cls.objects.filter(digest=digest).exists()

    @classmethod
    def is_new(cls, occasion):
        """Keep this occasion; False when someone else just did."""
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(cls._meta.db_table)
            cursor.execute(
                f"INSERT INTO {table} (digest, day) VALUES (%s, %s) ON CONFLICT (digest) DO NOTHING",  # noqa: S608 (no input)
                [cls.digest_of(occasion), timezone.localdate()],
            )
            return cursor.rowcount == 1

    @classmethod
    def delete_old(cls):
        return cls.objects.filter(day__lt=timezone.localdate() - timedelta(days=cls.DAYS)).delete()[0]
