"""The catalogue: its version, and its content as one object in memory."""

import gc
import hashlib
import json
from threading import Lock
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from platforms import inheritance
from platforms.releases.following import FollowedRelease
from platforms.retention import NOBODY, RetentionRule
from platforms.search.engine import Search

from .lookups import find_one


def freeze_garbage_collector():
    """Have the garbage collector pass over all that is in memory now: a large catalogue would be searched in vain.

    What an earlier catalogue left is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


CATALOGUE_RETENTION = RetentionRule(
    NOBODY,
    _("De catalogus: platforms met hun feiten en bronnen."),
    _("Blijft staan. Over bezoekers staat er niets in."),
)


class Catalogue(models.Model):
    """The one row that says which catalogue this is, and everything in it once loaded.

    `version` counts the changes; `stamp` tells two histories apart (after a rollback or a restored backup the
    same number can hold other facts); `changed` is the day of the last change, also one by staff; `released` is the day
    of the release that was loaded last: ages count from it, so that mending a typo moves no advice. `followed` is the
    number of that release when it came from elsewhere, with its checksum and address ("" for a file); 0 when it is that
    of the files of this software.
    """

    retention = CATALOGUE_RETENTION

    version = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid4)
    changed = models.DateField(default=timezone.localdate)
    released = models.DateField(
        default=timezone.localdate,
        # for a row that an older version of the site writes
        db_default=models.Func(template="CURRENT_DATE", output_field=models.DateField()),
    )

    followed = models.PositiveIntegerField(default=0, db_default=0)
    followed_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    followed_from = models.TextField(blank=True, default="", db_default="")

    # The municipalities of platforms as they are called today: the site that includes the catalogue says how. The first
    # gives a value that changes when names do, the second the names of today for these, the third whether it knows one.
    name_changes = staticmethod(lambda: ())
    current_names = staticmethod(lambda names: names)
    knows_municipality = staticmethod(lambda name: True)

    _loaded = None
    _loading = Lock()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_catalogue"),)

    def __str__(self):
        return f"{self.changed} ({self.version})"

    @classmethod
    def current(cls):
        """The catalogue as it is now: one small query, and three more when it changed since this process looked.

        Its platforms are shared between requests: read them, never change them.
        """
        row = find_one(cls, "id", 1) or cls(stamp=None)
        if row.is_loaded():
            return Catalogue._loaded
        with cls._loading:
            if not row.is_loaded():
                row.platforms  # noqa: B018 (loads them)
                Catalogue._loaded = row
                freeze_garbage_collector()
            return Catalogue._loaded

    def is_loaded(self):
        """Whether this process has these very facts in memory."""
        loaded = Catalogue._loaded
        if loaded is None or self.stamp is None or loaded.stamp != self.stamp:
            return False
        return loaded.names_of == Catalogue.name_changes()

    @classmethod
    def lock(cls):
        """Let changes to the catalogue take turns; inside a transaction, and before any other row is locked."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get()

    @classmethod
    def touch(cls, changed=None):
        """Say that something changed, on `changed` (today when not given); belongs in the same transaction."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(
            version=models.F("version") + 1, stamp=uuid4(), changed=changed or timezone.localdate()
        )

    @classmethod
    def renew_pages(cls):
        """Have the pages that are kept made anew: what they show beside the facts changed. In the same transaction."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(version=models.F("version") + 1, stamp=uuid4())

    @classmethod
    def current_name(cls, municipality):
        """What this municipality is called today, or the one that it became part of."""
        return cls.current_names([municipality])[0]

    @property
    def loaded_release(self):
        """The release that the facts are of, apart from what staff changed."""
        return FollowedRelease(self.released, self.followed, self.followed_sha256, self.followed_from)

    @cached_property
    def names_of(self):
        """The changes of names that hold for its platforms."""
        return Catalogue.name_changes()

    @cached_property
    def platforms(self):
        """Every platform with its facts and sources, by slug; in the municipalities of today."""
        self.names_of  # noqa: B018 (those of the moment of loading)
        from .platform import Platform  # here, for a platform says itself that the catalogue changed

        platforms = Platform.objects.prefetch_related("fact_rows", "source_rows")
        platforms = tuple(sorted(platforms, key=lambda platform: platform.slug))
        for platform in platforms:
            platform.municipalities = Catalogue.current_names(platform.municipalities)
        inheritance.hand_down(platforms)
        return platforms

    @cached_property
    def by_slug(self):
        return {platform.slug: platform for platform in self.platforms}

    @cached_property
    def label(self):
        """A name for exactly these facts of this release, the same wherever they are loaded: "2026-11-24-1a2b3c4d"."""
        records = [platform.record() for platform in self.platforms]
        content = json.dumps([self.released.isoformat(), records], sort_keys=True)
        return f"{self.changed:%Y-%m-%d}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    @cached_property
    def fragments(self):
        """HTML that follows from this catalogue, kept by the pages that show it."""
        return {}

    @cached_property
    def search(self):
        """Ready to find platforms in."""
        return Search(self.platforms)
