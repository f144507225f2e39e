"""The nightly round: when it last succeeded, and whether that is too long ago.

A timer that died says nothing by itself, and then no plan is deleted and no backup made. So the moment is kept in the
database, and shown where people look: the admin, /health/ready, the metrics and `manage.py check --deploy`.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from stappenplan.models import NightlyRound

LATE = timedelta(days=2)
# Before this migration no round was noted: from then on one may be expected.
FIRST_MIGRATION = {"app": "stappenplan", "name": "0005_nightly_round"}


def last_round() -> "datetime | None":
    """When the last round in which everything succeeded came to its end; None when there was none yet."""
    return NightlyRound.objects.values_list("ended", flat=True).first()


def is_late() -> bool:
    """Whether no round succeeded for more than two days; a site younger than that is not late."""
    since = (
        last_round()
        or MigrationRecorder(connection)
        .migration_qs.filter(**FIRST_MIGRATION)
        .values_list("applied", flat=True)
        .first()
    )
    return since is not None and timezone.now() - since > LATE


def note_round():
    """From now on this moment is that of the last round."""
    NightlyRound.objects.update_or_create(pk=1, defaults={"ended": timezone.now()})
