"""A group that chooses together over one plan, and the answers of its members."""

import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.models.lookups import hash_token
from platforms.retention import VISITOR, RetentionRule
from stappenplan.method.groups.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE

from .plan import Plan
from .tokens import derive_group_token


class Group(models.Model):
    """The people who choose together over one plan, each apart, through a link of their own or one link for all.

    Every link is derived from the edit link of the plan and a salt: its owner can always see it, and the database keeps
    its hash alone. `salt`, `key_hash`: of the link for all; without a hash there is none, or it was revoked. `facts`:
    what the plan said for everybody when the group began, so that the owner cannot try out answers on the same people.
    `sheets`: answers on paper that are being typed over, which become a stack together. `shown`: the batches that stay
    what they are when more people are invited. `outcome`: see groups/outcome.py.
    """

    class Way(models.TextChoices):
        PERSONAL = "personal"
        OPEN = "open"

    retention = RetentionRule(
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
    shown = models.JSONField(default=list, db_default=[])
    outcome = models.JSONField(default=dict)

    def __str__(self):
        return f"Group {self.pk}"

    @property
    def is_personal(self) -> bool:
        return self.way == self.Way.PERSONAL

    @property
    def waits_for_all(self) -> bool:
        """Whether nothing is shown before everybody answered: a first batch would leave too few for another one."""
        return self.is_personal and self.invited - self.first_batch < self.later_batch

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
        return derive_group_token(self.plan.root(edit_token), self.salt)

    def make_link(self, edit_token: str):
        """Give the group a link, another than it had before; the caller saves it."""
        self.salt = secrets.token_urlsafe(32)
        self.key_hash = hash_token(self.token(edit_token))


class GroupLink(models.Model):
    """A link for one person of a group, that takes one set of answers. Opening it uses nothing up.

    `number`: its place in the list; OWN is for an organiser who takes part. `answered`: it took its answers. `shown`:
    these count in a batch that is shown. Which answers came through which link is not kept.
    """

    OWN = 0

    retention = RetentionRule(
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
        return derive_group_token(root, self.salt)

    def renew(self, root: str):
        """Another token: the one before stops working. The caller saves it."""
        self.salt = secrets.token_urlsafe(32)
        self.key_hash = hash_token(self.token(root))


class GroupAnswer(models.Model):
    """The answers of one person of a group. There is no name and no moment: the order of arrival is that of the keys.

    `stack`: which pile of paper it came in with, None for an answer through a link. `known`: the organiser gave it.
    `browser`: the hash of a random text that only that person's browser keeps.
    """

    retention = RetentionRule(
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
