"""What changed in the catalogue and why, as an Atom feed."""

from datetime import datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from platforms.files.open_data import LICENCE
from platforms.models import Catalogue, public_changes
from platforms.models.history import load_changes
from platforms.plain_text import drop_unseen
from platforms.releases.changelog import Release, list_releases

from .releases import count_changes

FEED_ITEMS = 50


class CleanAtomFeed(Atom1Feed):
    """Atom without what XML cannot hold, whatever was stored before typed text was cleaned."""

    def add_item(self, **texts):
        super().add_item(**{key: drop_unseen(text) if isinstance(text, str) else text for key, text in texts.items()})


class ChangesFeed(Feed):
    """What changed in the catalogue and why, as Atom; never who."""

    feed_type = CleanAtomFeed
    title = gettext_lazy("Wijzigingen in de catalogus")
    subtitle = gettext_lazy("Wat er veranderde aan wat we van platforms weten, en waarom.")
    link = reverse_lazy("changes")
    feed_copyright = LICENCE

    def items(self):
        """The newest changes and, unless others are followed, our releases among them; newest first."""
        changes = load_changes(public_changes()[:FEED_ITEMS])
        releases = () if Catalogue.current().followed else list_releases()
        return sorted([*changes, *releases], key=self.item_pubdate, reverse=True)[:FEED_ITEMS]

    def item_title(self, item):
        if isinstance(item, Release):
            return gettext("Uitgave %(nummer)s van de catalogus") % {"nummer": item.number}
        return f"{item.platform.name}: {item.label}"

    def item_description(self, item):
        is_release = isinstance(item, Release)
        texts = count_changes(item) if is_release else self.difference_lines(item)
        lines = format_html_join("", "<li>{}</li>", ((text,) for text in texts))
        told = f"SHA-256: {item.sha256}" if is_release else item.reason
        return format_html("<ul>{}</ul>{}", lines, format_html("<p>{}</p>", told) if told else "")

    def difference_lines(self, change):
        """Each difference as a line: what it was and what it is."""
        words = {"was": gettext("was"), "now": gettext("is nu"), "gone": gettext("staat er niet meer")}
        for one in change.differences:
            before = f"{words['was']} {one.before}; " if one.before else ""
            after = f"{words['now']} {one.after}" if one.after else words["gone"]
            yield f"{one.label}: {before}{after}"
        if not change.differences:
            yield gettext("Nagekeken: het klopt nog.")

    def item_link(self, item):
        if isinstance(item, Release):
            return f"{reverse('releases')}#uitgave-{item.number}"
        return item.platform.get_absolute_url()

    def item_guid(self, item):
        if isinstance(item, Release):
            return uuid5(NAMESPACE_URL, f"release/{item.number}/{item.sha256}").urn
        return uuid5(NAMESPACE_URL, f"{item.platform.slug}/{item.kind}/{item.version.pk}").urn

    def item_pubdate(self, item):
        if isinstance(item, Release):
            return timezone.make_aware(datetime.combine(item.day, time()))
        return item.when

    item_updateddate = item_pubdate


@require_safe
def show_feed(request, **_more):
    return ChangesFeed()(request)
