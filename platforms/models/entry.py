"""Base of the catalogue's models: each change makes a new version of the whole, with its reason."""

from django.core.validators import URLValidator
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_update_with_history

from ..vocabulary import BASIS, SOURCE_TYPES, VOCABULARY
from .catalogue import CATALOGUE_RETENTION, Catalogue

# Why something changed when no person did it; a constant text, so that it can be translated when shown.
FIRST_LOAD, LOADED = "Nieuw uit de catalogus", _("Bijgewerkt in de catalogus.")
ROWS_AT_ONCE = 500
# What a column of JSON holds of a row that an older version of the site writes.
EMPTY_OBJECT = models.Value({}, models.JSONField())
web_address = URLValidator(schemes=["http", "https"])


def vocabulary_choices(field):
    """The values of a field with their words, for forms; called late, so that new words need no migration."""
    words = {"basis": BASIS, "type": SOURCE_TYPES}.get(field) or VOCABULARY[field].values
    return [(value, gettext(text)) for value, text in words.items()]


def keep_history(**options):
    """Keep each version of a row: when, by whom and why; see history.py for what is made of it."""
    reason = models.TextField(_("reden"), null=True, blank=True)
    return HistoricalRecords(history_change_reason_field=reason, **options)


def create_with_history(rows, model, by=None, reason=None):
    """Write new rows and the first version of each; the database copies those, which takes a third of the time."""
    with transaction.atomic():
        created = model._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        for start in range(0, len(created), ROWS_AT_ONCE):
            copy_to_history(model, [row.pk for row in created[start : start + ROWS_AT_ONCE]], by, reason)


def copy_to_history(model, keys, by, reason):
    """Keep the rows with these keys as versions that were made now."""
    history = model.history.model
    said = {
        "history_date": timezone.now(),
        "history_type": "+",
        "history_user": by and by.pk,
        "history_change_reason": reason,
    }
    fields = [history._meta.get_field(name) for name in said]
    values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, said.values(), strict=True)]
    copied = ", ".join(field.column for field in history.tracked_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history._meta.db_table} ({copied}, {', '.join(field.column for field in fields)}) "  # noqa: S608 (no input in it)
            f"SELECT {copied}, %s, %s, %s, %s FROM {model._meta.db_table} "
            f"WHERE id IN ({', '.join(['%s'] * len(keys))}) ORDER BY id",
            [*values, *keys],
        )


class TouchingQuerySet(models.QuerySet):
    """Many rows at once count as a change too."""

    def bulk_create(self, *args, **kwargs):
        with transaction.atomic():
            created = super().bulk_create(*args, **kwargs)
            Catalogue.touch()
        return created

    def update(self, **kwargs):
        with transaction.atomic():
            count = super().update(**kwargs)
            Catalogue.touch()
        return count

    def delete(self):
        with transaction.atomic():
            deleted = super().delete()
            Catalogue.touch()
        return deleted

    update.alters_data = delete.alters_data = True


class Entry(models.Model):
    """A part of the catalogue: saving or deleting it is a new version of the whole."""

    retention = CATALOGUE_RETENTION

    objects = TouchingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, by=None, reason=None, **kwargs):
        """Save it, and in its history by whom and why."""
        self._sign_change(by, reason)
        with transaction.atomic():
            super().save(*args, **kwargs)
            Catalogue.touch()
        self._history_user = self._change_reason = None  # the next change has its own

    def delete(self, *args, by=None, reason=None, **kwargs):
        self._sign_change(by, reason)
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Catalogue.touch()
        return deleted

    def _sign_change(self, by, reason):
        """Names that django-simple-history reads."""
        self._history_user = by or getattr(self, "_history_user", None)
        self._change_reason = reason or getattr(self, "_change_reason", None)

    @classmethod
    def replace_rows(cls, held, wanted, by=None, reason=None):
        """Make these rows those, with their history; what is the same stays untouched. Deletes nothing.

        `held`, `wanted`: (platform, key) -> row; returns the rows that are no longer wanted.
        """
        now = {"default_user": by, "default_change_reason": reason, "batch_size": ROWS_AT_ONCE}
        changed = [place for place in wanted if place in held and wanted[place].record() != held[place].record()]
        for place in changed:
            wanted[place].pk = held[place].pk
        if changed:
            bulk_update_with_history([wanted[place] for place in changed], cls, cls.COLUMNS, **now)
        new = [row for place, row in wanted.items() if place not in held]
        if new:
            create_with_history(new, cls, by, reason)
        return [row for place, row in held.items() if place not in wanted]
