"""The users' round: the links under which people are asked again how a platform does, and what they answered."""

from calendar import monthrange
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from platforms.retention import NOBODY, VISITOR, RetentionRule

from .catalogue import Catalogue
from .lookups import hash_token
from .platform import Platform

# So many months after word was left, people are asked again; and so many months the link lives.
MOMENTS = (3, 6, 12)
LINK_MONTHS = 13
# An answer is deleted so many days after it was given, counted or not; figures so many days after they were counted.
EXPERIENCE_DAYS = 3 * 365
# The words of a story that staff do not publish stay this long, to come back to that.
DECLINED_STORY_DAYS = 90


def add_months(day, months):
    """The same day so many months later; the last of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


class FollowUp(models.Model):
    """What was decided, and the link under which its holder is asked again. It belongs to no plan.

    The link is derived from the owner's link of a plan; only its hash is here, and no key leads from here to the plan.
    `measured`: the six statements were measured before the start. `stopped`: the holder wants no more questions; the
    row then holds nothing but the hash, so that the link says so until it expires.
    """

    class Decision(models.TextChoices):
        PLATFORM = "platform", _("We kozen een platform")
        NONE = "none", _("We kozen geen platform")
        NOT_YET = "not_yet", _("Er is nog niets besloten")

    retention = RetentionRule(
        VISITOR,
        _(
            "Als u laat weten wat er is besloten: het besluit, het platform en de gemeente. Van uw link om later te "
            "antwoorden bewaren we alleen een controlegetal. Uw plan en uw e-mailadres staan er niet bij."
        ),
        _("%(link_months)s maanden, of tot u de link stopt. Het blijft ook als u uw plan wist."),
    )

    key_hash = models.CharField(max_length=64, unique=True)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    platform = models.ForeignKey(Platform, models.SET_NULL, null=True, related_name="+")
    municipality = models.CharField(max_length=100, blank=True)
    measured = models.BooleanField(default=False)
    begun = models.DateField(default=timezone.localdate)
    stopped = models.BooleanField(default=False)

    def __str__(self):
        return f"Follow-up {self.pk}"

    @property
    def place(self):
        """The municipality as it is called today."""
        return Catalogue.current_name(self.municipality)

    @property
    def ends(self):
        """The last day on which the link works."""
        return add_months(self.begun, LINK_MONTHS)

    @property
    def days(self):
        """When people are asked again: months -> day."""
        return {months: add_months(self.begun, months) for months in MOMENTS}

    @property
    def days_gone(self):
        """The moments that have come: months -> day."""
        today = timezone.localdate()
        return {months: day for months, day in self.days.items() if day <= today}

    @property
    def moment(self):
        """The last moment that has come, in months; None before the first."""
        return max(self.days_gone, default=None)

    @property
    def moment_due(self):
        """The last moment that has come, when it was not answered yet; else None."""
        return None if self.experiences.filter(moment=self.moment).exists() else self.moment

    @property
    def next_day(self):
        """The day of the next moment; None after the last."""
        today = timezone.localdate()
        return next((day for day in self.days.values() if day > today), None)

    @classmethod
    def find(cls, token):
        """The follow-up that this link opens, stopped ones included; None when there is none, or no more."""
        found = cls.objects.filter(key_hash=hash_token(token)).select_related("platform").first()
        return found if found and timezone.localdate() <= found.ends else None

    def let_go_of_answers(self):
        """Leave what was answered to the figures: a story would be one that nobody can take back, so it goes."""
        for one in self.experiences.exclude(state=Experience.State.KEPT):
            one.withdraw()
        self.experiences.update(follow_up=None)

    def stop(self, forget=False):
        """Let the link open nothing any more; `forget` deletes what was answered with it too."""
        if forget:
            for one in self.experiences.all():
                one.erase()
        self.let_go_of_answers()
        self.decision, self.platform, self.municipality = self.Decision.NOT_YET, None, ""
        self.measured, self.stopped = False, True
        self.save()

    @classmethod
    def delete_expired(cls):
        """Delete the links that are older than LINK_MONTHS: how many. What was answered with them stays."""
        # No month has more than 31 days, so this looks at few rows too many.
        old = cls.objects.filter(begun__lt=timezone.localdate() - timedelta(days=28 * LINK_MONTHS))
        gone = [one.pk for one in old if one.ends < timezone.localdate()]
        return cls.objects.filter(pk__in=gone).delete()[1].get("platforms.FollowUp", 0)


class Experience(models.Model):
    """What one person answered about a platform in a municipality, at one moment.

    `sentences`: the share of people who agree with each of the six statements, {"start": [..], "now": [..]} in percent,
    None where it was not measured. A story (`state` is not KEPT) may be shown with the name of its municipality, once a
    member of staff read it; of all others nothing is shown but what many answers say together. `counted`: the day from
    which it counts there.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nee")
        UNKNOWN = "unknown", _("weet ik niet")

    class State(models.TextChoices):
        KEPT = "kept", _("telt alleen mee")
        WAITING = "waiting", _("wacht")
        PUBLISHED = "published", _("op de site")
        DECLINED = "declined", _("niet op de site")

    retention = RetentionRule(
        VISITOR,
        _(
            "Wat u later antwoordt over een platform in uw gemeente, en uw verhaal als het op de site mag. Uw naam en "
            "e-mailadres vragen we niet."
        ),
        _(
            "Drie jaar na uw antwoord, ook een verhaal op de site. Een verhaal dat we niet plaatsen, wissen we na "
            "%(declined_story_days)s dagen. Zolang uw link werkt, wist u het zelf."
        ),
    )

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="experiences", verbose_name=_("platform"))
    municipality = models.CharField(_("gemeente"), max_length=100)
    follow_up = models.ForeignKey(FollowUp, models.SET_NULL, null=True, related_name="experiences")
    moment = models.PositiveSmallIntegerField(_("na maanden"))
    given = models.DateField(_("gegeven op"), default=timezone.localdate, db_index=True)
    runs = models.CharField(_("draait het nog"), max_length=8, choices=Answer.choices)
    members = models.PositiveIntegerField(_("hoeveel mensen doen mee"), null=True)
    again = models.CharField(_("weer kiezen"), max_length=8, choices=Answer.choices)
    sentences = models.JSONField(default=dict)
    story = models.TextField(_("tegen de volgende"), blank=True)
    language = models.CharField(max_length=8, default="nl")
    may_call = models.BooleanField(_("bel eens met de gemeente"), default=False)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.KEPT, db_index=True)
    decided = models.DateTimeField(_("afgehandeld"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("afgehandeld door")
    )
    counted = models.DateField(null=True, db_index=True)

    class Meta:
        ordering = ("given", "pk")
        verbose_name = _("verhaal van een gebruiker")
        verbose_name_plural = _("verhalen van gebruikers")
        constraints = (models.UniqueConstraint(fields=["follow_up", "moment"], name="one_experience_per_moment"),)

    def __str__(self):
        return f"{self.platform}, {self.municipality}"

    @property
    def place(self):
        """The municipality as it is called today."""
        return Catalogue.current_name(self.municipality)

    @property
    def may_be_shown(self):
        """Whether the holder of the link wants it on the site as a story."""
        return self.state != self.State.KEPT

    def withdraw(self):
        """Take back the consent to show it: the story and its words are gone, the answer counts on."""
        was_public = self.state == self.State.PUBLISHED
        self.state, self.story, self.may_call = self.State.KEPT, "", False
        self.save(update_fields=["state", "story", "may_call"])
        if was_public:
            Catalogue.renew_pages()  # the story is gone from the page of the platform

    def erase(self):
        """Delete the answer; figures that were shown before stay what they were."""
        was_public = self.state == self.State.PUBLISHED
        self.delete()
        if was_public:
            Catalogue.renew_pages()

    @classmethod
    @transaction.atomic
    def delete_expired(cls, now=None):
        """Delete answers after EXPERIENCE_DAYS and the words that staff did not publish: how many answers."""
        Catalogue.lock()
        now = now or timezone.now()
        before = timezone.localdate(now) - timedelta(days=EXPERIENCE_DAYS)
        declined = cls.objects.filter(
            state=cls.State.DECLINED, decided__lt=now - timedelta(days=DECLINED_STORY_DAYS)
        ).exclude(story="")
        declined.update(story="")
        old = cls.objects.filter(given__lt=before)
        if old.filter(state=cls.State.PUBLISHED).exists():
            Catalogue.renew_pages()
        return old.delete()[0]


class ShownMunicipality(models.Model):
    """A municipality of which something about a platform was shown: its answer counted, or was on the site as a story.

    Its next answer can be told from the one before, so it hides no other: see user_round/summary.py. It stays when the
    answer is erased, for what was shown can be remembered.
    """

    retention = RetentionRule(
        VISITOR,
        _(
            "Van welke gemeenten een antwoord over een platform meetelde of op de site stond. Zonder het antwoord: zo "
            "weten we welke gemeente nieuw is."
        ),
        _("Drie jaar na de laatste keer, ook als u uw antwoord wist."),
    )

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="+")
    municipality = models.CharField(max_length=100)
    day = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["platform", "municipality"], name="shown_once_per_platform"),)

    def __str__(self):
        return f"{self.platform}, {self.municipality}"

    @classmethod
    def note(cls, platform_id, municipalities):
        """Note that something of these is shown from today on."""
        for name in municipalities:
            day = {"day": timezone.localdate()}
            cls.objects.update_or_create(platform_id=platform_id, municipality=name, defaults=day)

    @classmethod
    def delete_expired(cls):
        """Delete what was shown EXPERIENCE_DAYS ago for the last time: how many."""
        before = timezone.localdate() - timedelta(days=EXPERIENCE_DAYS)
        return cls.objects.filter(day__lt=before).delete()[0]


class UserSummary(models.Model):
    """What the users of a platform say together, as it was when enough new answers came in: see user_round/summary.py.

    `figures`: question -> answer -> number of municipalities. It changes at no other moment: so no difference between
    two days is about one municipality.
    """

    retention = RetentionRule(
        NOBODY,
        _("Wat gebruikers van een platform samen zeggen: aantallen gemeenten."),
        _("Tot er nieuwe cijfers zijn, en hooguit drie jaar na de telling."),
    )

    platform = models.OneToOneField(Platform, models.CASCADE, related_name="user_summary")
    counted = models.DateField(default=timezone.localdate)
    figures = models.JSONField(default=dict)

    def __str__(self):
        return f"{self.platform}, {self.counted}"

    @classmethod
    @transaction.atomic
    def delete_expired(cls):
        """Delete what was counted EXPERIENCE_DAYS ago: how many."""
        Catalogue.lock()
        before = timezone.localdate() - timedelta(days=EXPERIENCE_DAYS)
        gone = cls.objects.filter(counted__lt=before).delete()[0]
        if gone:
            Catalogue.renew_pages()
        return gone
