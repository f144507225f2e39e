"""One person's plan, saved under links that nobody can guess. Advice for visitors is asked of `advise()` here alone."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.models import Catalogue
from platforms.models.lookups import find_one, hash_token
from platforms.retention import VISITOR, RetentionRule
from stappenplan.method.advice import advise

from .bookkeeping import log_failed_writes
from .robustness_cache import robustness_for
from .tokens import cipher_for, derive_token

# The length of a URL-safe token of 256 bits.
ONCE_LENGTH = 43


class Plan(models.Model):
    """One person's answers, and the weights that were changed by hand (`emphasis`: criterion key -> word).

    `drafts`: what was typed and is no answer yet, question key -> texts as they were sent.

    The edit link is a random token. The view link is derived from it: the owner can always see both, and a reader can
    never find the edit link. The database stores hashes of both. Each can be replaced while the other stays
    (`root_sealed`, `view_salt`); without a `view_hash` the view link is withdrawn.
    """

    retention = RetentionRule(
        VISITOR,
        _(
            "Uw antwoorden en gewichten, ook die van voor uw laatste veranderingen, en wat u typte en nog niet klopte. "
            "Ze staan onder uw eigen link. Van die link bewaren we alleen een controlegetal. De pagina van uw advies "
            "blijft hooguit tien minuten in het geheugen van de site, ook als u uw plan wist."
        ),
        _("%(days)s dagen na uw laatste bezoek of wijziging, of %(days_long)s dagen als u dat kiest."),
    )

    edit_hash = models.CharField(max_length=64, unique=True)
    view_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - None is for a revoked link
    root_sealed = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="see root()")
    view_salt = models.CharField(max_length=64, blank=True, default="", db_default="")
    follow_up_salt = models.CharField(max_length=64, blank=True, default="", db_default="")
    answers = models.JSONField(default=dict)
    emphasis = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    visited = models.DateTimeField(default=timezone.now, db_index=True)
    drafts = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), help_text="see drafts.py")
    keep_long = models.BooleanField(default=False)
    seen = models.JSONField(default=dict, help_text="what the advice last showed: see whats_new.py")

    is_example = False  # true of the plans in plans/examples.py, which are never saved
    outdated = ()  # what was left out of the answers in memory: see plans/upgrade.py

    def __str__(self):
        return f"Plan {self.pk}"

    def save(self, *args, update_fields=None, **kwargs):
        """Reports of answers that were changed go at once: they hold what is no longer said."""
        super().save(*args, update_fields=update_fields, **kwargs)
        if {"answers", "emphasis"} & set(update_fields or ()):
            self.drop_reports()

    # The next three run for each page of questions that is sent. Django takes longer to write their SQL than to run it.

    def drop_reports(self):
        """Delete all reports of this plan; nothing in the database refers to a report."""
        reports = self.reports.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {reports} WHERE plan_id = %s", [self.pk])  # noqa: S608 (no input in it)

    def update_unless_changed(self, after) -> bool:
        """Write `after`, field name -> value; False when somebody else changed the plan since it was read."""
        columns = ", ".join(f"{name} = %s" for name in after)
        search = {"changed": self.changed, "id": self.pk}
        values = [
            self._meta.get_field(name).get_db_prep_save(value, connection)
            for name, value in (*after.items(), *search.items())
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self._meta.db_table} SET {columns} WHERE changed = %s AND id = %s",  # noqa: S608 (no input in it)
                values,
            )
            return cursor.rowcount == 1

    @classmethod
    def find(cls, **link) -> "Plan | None":
        """The plan with this edit or view hash; None when there is none."""
        ((name, digest),) = link.items()
        return find_one(cls, name, digest)

    @classmethod
    def start(cls, answers=None, emphasis=None) -> "tuple[Plan, str]":
        """Save a new plan; returns it with its edit token (256 bits), which is kept nowhere else."""
        token = secrets.token_urlsafe(32)
        plan = cls.objects.create(
            edit_hash=hash_token(token),
            view_hash=hash_token(cls.view_token(token)),
            answers=answers or {},
            emphasis=emphasis or {},
        )
        return plan, token

    @staticmethod
    def view_token(root: str, salt: str = "") -> str:
        """The token of the view link that belongs to a root: an edit token that was never renewed, or `root()`."""
        return derive_token(root, "view" + salt)

    def root(self, edit_token: str) -> str:
        """The secret that the plan's other links are derived from, given its edit token: the first edit token.

        When that was renewed, the database keeps it sealed with the new one, and the other links stay what they are.
        """
        if not self.root_sealed:
            return edit_token
        return cipher_for(edit_token, "root").decrypt(self.root_sealed.encode()).decode()

    def reader_token(self, edit_token: str) -> "str | None":
        """The token of the view link; None while nobody may read along."""
        return self.view_token(self.root(edit_token), self.view_salt) if self.view_hash else None

    @staticmethod
    def next_token(edit_token: str, once: str) -> str:
        """The token that a form makes of the one before: the same form gives the same, and no other form does.

        `once`: 256 random bits of that form, which only the owner's page holds; without them another token each time.
        """
        return derive_token(edit_token, "next" + (once if len(once) == ONCE_LENGTH else secrets.token_urlsafe(32)))

    def renew(self, edit_token: str, once: str = "") -> "str | None":
        """Give the plan another edit link, at once and for good; returns its token, None when another tab did so."""
        token = self.next_token(edit_token, once)
        sealed = cipher_for(token, "root").encrypt(self.root(edit_token).encode()).decode()
        mine = Plan.objects.filter(pk=self.pk, edit_hash=hash_token(edit_token))
        found = mine.update(edit_hash=hash_token(token), root_sealed=sealed)
        return token if found else None

    def share(self, edit_token: str):
        """Give the plan another view link; the earlier one is of no use any more."""
        self.view_salt = secrets.token_urlsafe(16)
        self.view_hash = hash_token(self.view_token(self.root(edit_token), self.view_salt))
        self.save(update_fields=["view_salt", "view_hash"])

    def stop_sharing(self):
        self.view_hash = None
        self.save(update_fields=["view_hash"])

    def advice(self, catalogue=None):
        """The advice for these answers over the catalogue of this moment; nothing of it is stored."""
        catalogue = catalogue or Catalogue.current()
        return advise(
            self.answers,
            catalogue.platforms,
            on=catalogue.released,
            weight_overrides=self.emphasis,
            work_out=robustness_for(catalogue, self.answers, self.emphasis),
        )

    @property
    def days(self) -> int:
        """How many days after the last visit the plan is deleted."""
        return settings.PLAN_DAYS_LONG if self.keep_long else settings.PLAN_DAYS

    @property
    def expires(self):
        """The moment after which the plan is gone."""
        return max(self.changed, self.visited) + timedelta(days=self.days)

    def visit(self):
        """Note that the plan was opened; one write a day at most."""
        if timezone.now() - self.visited > timedelta(days=1):
            self.visited = timezone.now()
            with log_failed_writes("That a plan was opened was not kept."):
                self.save(update_fields=["visited"])

    @classmethod
    def expired(cls, now=None):
        """The plans that nobody changed or opened for as long as their owner chose."""
        now = now or timezone.now()

        def untouched(days, keep_long):
            before = now - timedelta(days=days)
            return models.Q(keep_long=keep_long, changed__lt=before, visited__lt=before)

        return cls.objects.filter(untouched(settings.PLAN_DAYS, False) | untouched(settings.PLAN_DAYS_LONG, True))
