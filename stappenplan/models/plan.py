"""One person's plan, saved under links that nobody can guess. The only file where both halves meet."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.models import Catalogue
from platforms.retention import NOBODY, VISITOR, Kept
from stappenplan.method.advice import advise
from stappenplan.method.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE

from .bookkeeping import bookkeeping
from .robustness_cache import robustness_for

# So many signs has a random text of 256 bits.
ONCE_LENGTH = 43


def hashed(token: str) -> str:
    """What the database keeps of a link: its SHA-256, from which the link cannot be made again."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(root: str, purpose: str) -> str:
    """Another token of 256 bits, which only a holder of the root can derive."""
    digest = hmac.new(root.encode(), purpose.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def group_token(root: str, salt: str) -> str:
    """The token of a link of a group: of all of it, or of one person."""
    return derived(root, "group" + salt)


def lock(root: str, purpose: str) -> Fernet:
    """A cipher for texts that only a holder of the root can read."""
    return Fernet(derived(root, purpose) + "=")


class Plan(models.Model):
    """One person's answers, and the weights that were changed by hand (`emphasis`: criterion key -> word).

    The edit link is a random token. The view link is derived from it: the owner can always see both, and a reader can
    never find the edit link. The database stores hashes of both. Each can be replaced while the other stays
    (`root_sealed`, `view_salt`); without a `view_hash` the view link is withdrawn.
    """

    kept = Kept(
        VISITOR,
        _("Uw antwoorden en gewichten, onder uw eigen link. Van die link bewaren we alleen een controlegetal."),
        _("%(days)s dagen na uw laatste bezoek of wijziging, of %(days_long)s dagen als u dat kiest."),
    )

    edit_hash = models.CharField(max_length=64, unique=True)
    view_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - None is for a revoked link
    root_sealed = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="see root()")
    view_salt = models.CharField(max_length=64, blank=True, default="", db_default="")
    answers = models.JSONField(default=dict)
    emphasis = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    visited = models.DateTimeField(default=timezone.now, db_index=True)
    keep_long = models.BooleanField(default=False)
    seen = models.JSONField(default=dict, help_text="what the advice last showed of the catalogue: see seen.py")

    is_example = False  # true of the plans in example.py, which are never saved

    def __str__(self):
        return f"Plan {self.pk}"

    def save(self, *args, update_fields=None, **kwargs):
        """Reports of answers that were changed go at once: they hold what is no longer said."""
        super().save(*args, update_fields=update_fields, **kwargs)
        if {"answers", "emphasis"} & set(update_fields or ()):
            self.reports.all().delete()

    @classmethod
    def start(cls, answers=None, emphasis=None) -> "tuple[Plan, str]":
        """Save a new plan; returns it with its edit token (256 bits), which is kept nowhere else."""
        token = secrets.token_urlsafe(32)
        plan = cls.objects.create(
            edit_hash=hashed(token),
            view_hash=hashed(cls.view_token(token)),
            answers=answers or {},
            emphasis=emphasis or {},
        )
        return plan, token

    @staticmethod
    def view_token(root: str, salt: str = "") -> str:
        """The token of the view link that belongs to a root: an edit token that was never renewed, or `root()`."""
        return derived(root, "view" + salt)

    def root(self, edit_token: str) -> str:
        """The secret that the plan's other links are derived from, given its edit token: the first edit token.

        When that was renewed, the database keeps it sealed with the new one, and the other links stay what they are.
        """
        if not self.root_sealed:
            return edit_token
        return lock(edit_token, "root").decrypt(self.root_sealed.encode()).decode()

    def reader_token(self, edit_token: str) -> "str | None":
        """The token of the view link; None while nobody may read along."""
        return self.view_token(self.root(edit_token), self.view_salt) if self.view_hash else None

    @staticmethod
    def next_token(edit_token: str, once: str) -> str:
        """The token that a form makes of the one before: the same form gives the same, and no other form does.

        `once`: 256 random bits of that form, which only the owner's page holds; without them another token each time.
        """
        return derived(edit_token, "next" + (once if len(once) == ONCE_LENGTH else secrets.token_urlsafe(32)))

    def renew(self, edit_token: str, once: str = "") -> "str | None":
        """Give the plan another edit link, at once and for good; returns its token, None when another tab did so."""
        token = self.next_token(edit_token, once)
        sealed = lock(token, "root").encrypt(self.root(edit_token).encode()).decode()
        mine = Plan.objects.filter(pk=self.pk, edit_hash=hashed(edit_token))
        found = mine.update(edit_hash=hashed(token), root_sealed=sealed)
        return token if found else None

    def share(self, edit_token: str):
        """Give the plan another view link; the earlier one is of no use any more."""
        self.view_salt = secrets.token_urlsafe(16)
        self.view_hash = hashed(self.view_token(self.root(edit_token), self.view_salt))
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
            on=catalogue.changed,
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
            with bookkeeping("That a plan was opened was not kept."):
                self.save(update_fields=["visited"])

    @classmethod
    def expired(cls, now=None):
        """The plans that nobody changed or opened for as long as their owner chose."""
        now = now or timezone.now()

        def untouched(days, keep_long):
            before = now - timedelta(days=days)
            return models.Q(keep_long=keep_long, changed__lt=before, visited__lt=before)

        return cls.objects.filter(untouched(settings.PLAN_DAYS, False) | untouched(settings.PLAN_DAYS_LONG, True))


class Group(models.Model):
    """The people who choose together over one plan, each apart, through a link of their own or one link for all.

    Every link is derived from the edit link of the plan and a salt: its owner can always see it, and the database keeps
    its hash alone. `salt`, `key_hash`: of the link for all; without a hash there is none, or it was revoked. `facts`:
    what the plan said for everybody when the group began, so that the owner cannot try out answers on the same people.
    `sheets`: answers on paper that are being typed over, which become a stack together. `outcome`: see groups.py.
    """

    class Way(models.TextChoices):
        PERSONAL = "personal"
        OPEN = "open"

    kept = Kept(
        VISITOR,
        _("Als u samen kiest: wat voor de hele groep geldt, en wat de groep samen zei."),
        _("Zo lang als het plan van wie de groep begon, of tot die de groep wist."),
    )

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="group")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.PERSONAL, db_default=Way.OPEN)
    key_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - None is for a revoked link
    salt = models.CharField(max_length=64)
    created = models.DateField(default=timezone.localdate)
    ends = models.DateField(help_text="the last day on which people can answer")
    invited = models.PositiveSmallIntegerField(help_text="so many people got a link; of one link: so many can answer")
    first_batch = models.PositiveSmallIntegerField(
        default=FIRST_BATCH,
        db_default=FIRST_BATCH,
        help_text="so many answers of others are needed before anything is shown",
    )
    later_batch = models.PositiveSmallIntegerField(
        default=MIN_GROUP_SIZE,
        db_default=FIRST_BATCH,
        help_text="so many at least are in every later batch, that of closing included",
    )
    closed = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)

    def __str__(self):
        return f"Group {self.pk}"

    @property
    def is_personal(self) -> bool:
        return self.way == self.Way.PERSONAL

    @property
    def is_open(self) -> bool:
        """Whether people can answer. Once this is over it stays over: what was shown then may not change."""
        return not self.closed and timezone.localdate() <= self.ends

    @property
    def is_over(self) -> bool:
        """Whether all who wait are counted: when it is closed, or a minute late, when no answer is on its way."""
        return self.closed or timezone.localdate(timezone.now() - timedelta(minutes=1)) > self.ends

    def token(self, edit_token: str) -> str:
        """The token of the group's link, derived from the edit token of its plan."""
        return group_token(self.plan.root(edit_token), self.salt)

    def make_link(self, edit_token: str):
        """Give the group a link, another than it had before; the caller saves it."""
        self.salt = secrets.token_urlsafe(32)
        self.key_hash = hashed(self.token(edit_token))


class GroupLink(models.Model):
    """A link for one person of a group, that takes one set of answers. Opening it uses nothing up.

    `number`: its place in the list; OWN is for the organiser. `answered`: it took its answers. `shown`: these count in
    a batch that is shown. Which answers came through which link is not kept.
    """

    OWN = 0

    kept = Kept(
        VISITOR,
        _("Van elke persoonlijke link van een groep: een nummer, een controlegetal, en of de link gebruikt is."),
        _("Zo lang als het plan van wie de groep begon, of tot die de groep wist."),
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    key_hash = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=64)
    answered = models.BooleanField(default=False)
    shown = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["group", "number"], name="one_link_per_number"),)

    def __str__(self):
        return f"Link {self.number} of group {self.group_id}"

    @property
    def is_own(self) -> bool:
        return self.number == self.OWN

    def token(self, root: str) -> str:
        """The token of this link, derived from the root of the plan."""
        return group_token(root, self.salt)

    def renew(self, root: str):
        """Another token: the one before stops working. The caller saves it."""
        self.salt = secrets.token_urlsafe(32)
        self.key_hash = hashed(self.token(root))


class GroupAnswer(models.Model):
    """The answers of one person of a group. There is no name and no moment: the order of arrival is that of the keys.

    `stack`: which pile of paper it came in with, None for an answer through a link. `known`: the organiser gave it.
    `browser`: the hash of a random text that only that person's browser keeps.
    """

    kept = Kept(
        VISITOR,
        _("Wat ieder in een groep apart koos, en in welke rol. Zonder naam en zonder tijd."),
        _("Zo lang als het plan van wie de groep begon, of tot die de groep wist."),
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="answers")
    role = models.CharField(max_length=8)
    answers = models.JSONField(default=dict)
    stack = models.PositiveSmallIntegerField(null=True)
    known = models.BooleanField(default=False, db_default=False)
    browser = models.CharField(max_length=64, null=True)  # noqa: DJ001 - None is for paper, and not unique

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["group", "browser"], name="one_answer_per_browser"),)

    def __str__(self):
        return f"Answer {self.pk} of group {self.group_id}"


class Report(models.Model):
    """A report of one plan, being made or made; known by all that it is made from.

    Goes with its plan: it holds the answers, so erasing the plan erases it. Without a plan: of an example.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        WORKING = "working", _("wordt gemaakt")
        READY = "ready", _("klaar")
        FAILED = "failed", _("mislukt")

    kept = Kept(
        VISITOR,
        _("Het rapport dat wij van uw advies maakten, als u daarom vroeg."),
        _("Hooguit %(report_days)s dagen, en nooit langer dan uw plan."),
    )

    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="reports")
    key = models.CharField(max_length=64, help_text="see report.key_of")
    language = models.CharField(max_length=8)
    html = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    pdf = models.BinaryField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="one_report_per_plan_and_content"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(plan=None), name="one_report_per_example"),
        )

    def __str__(self):
        return f"{self.key[:12]} {self.state}"


class NightlyRound(models.Model):
    """When the nightly round last came to its end: one row at most. See nightly.py."""

    kept = Kept(NOBODY, _("Wanneer de nachtelijke ronde voor het laatst klaar was."), _("Tot de volgende ronde."))

    ended = models.DateTimeField()

    def __str__(self):
        return f"Nightly round of {self.ended:%Y-%m-%d}"
