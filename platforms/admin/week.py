"""The week of staff: what waits and what got too old, each with one next step, and ten facts to confirm."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from platforms.models import Catalogue, LinkCheck, Platform, Proposal, content_of, hash_content
from platforms.pages.knowledge import can_be_chosen
from platforms.provider_round.results import reminders_due
from platforms.upkeep.contradictions import find_contradictions
from platforms.upkeep.staleness import find_overdue_facts
from platforms.user_round.bursts import find_bursts
from platforms.user_round.stories import count_waiting_stories

from .fact_pages import may_publish

FACTS_AT_ONCE = 10
STILL_RIGHT = "klopt"


class Task(NamedTuple):
    """One line of the week: how many, of what, and the next step with its address."""

    count: int
    title: str
    text: str
    step: str
    address: str


class WeekPages:
    """The page of PlatformAdmin about this week."""

    def get_urls(self):
        return [path("week/", self.admin_site.admin_view(self.week_view), name="platforms_week"), *super().get_urls()]

    def week_view(self, request):
        """What counts this week; a POST confirms the facts that were ticked."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            if not may_publish(request.user):
                raise PermissionDenied
            self._confirm(request)
            return redirect("admin:platforms_week")
        platforms = [one for one in Catalogue.current().platforms if can_be_chosen(one)]
        overdue, contradictions = find_overdue_facts(platforms), find_contradictions(platforms)
        return self.page(
            request,
            "week",
            gettext("Wat deze week telt"),
            tasks=list_tasks(platforms, overdue, contradictions),
            contradictions=contradictions,
            facts=[(fact, hash_content(fact.record())) for fact in overdue[:FACTS_AT_ONCE]],
            publishes=may_publish(request.user),
        )

    def _confirm(self, request):
        """Confirm each fact that is marked and still what the page showed."""
        confirmed, changed = 0, 0
        wanted = [name for name, value in request.POST.items() if value == STILL_RIGHT]
        for name in wanted[:FACTS_AT_ONCE]:
            pk, _colon, key = name.partition(":")
            platform = Platform.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() else None
            if platform and confirm_fact(platform, key, request.POST.get(f"gezien-{name}"), request.user):
                confirmed += 1
            else:
                changed += 1
        text = ngettext("%d feit bevestigd.", "%d feiten bevestigd.", confirmed) % confirmed
        self.message_user(request, text, messages.SUCCESS if confirmed else messages.WARNING)
        if changed:
            text = gettext("Iemand anders veranderde intussen iets. Dat is niet bevestigd.")
            self.message_user(request, text, messages.WARNING)


@transaction.atomic
def confirm_fact(platform, key, seen, by):
    """Note that a member of staff looked and the fact still holds; False when it is not what was seen."""
    Catalogue.lock()
    content = content_of(platform, key)
    if content is None or hash_content(content) != seen:
        return False
    platform.change_fact(key, content, by=by, reason=gettext("Nagekeken: het klopt nog."))
    return True


def describe_burst(burst):
    """The newest burst in words, without the municipalities."""
    _slug, name, day = burst
    values = {"platform": name, "day": date_format(day, "j F Y")}
    text = gettext(
        "%(platform)s, in de zeven dagen tot en met %(day)s. Dit kan één persoon zijn die zich voor hen uitgeeft."
    )
    return text % values


def list_tasks(platforms, overdue, contradictions):
    """What waits this week: [Task]."""
    facts = reverse("admin:platforms_fact_changelist")
    unknown = sum("status" not in one.facts or one.facts["status"].value == "unknown" for one in platforms)
    prices = sum(fact.key == "cost_municipality" for fact in overdue)
    bursts = find_bursts()
    first = contradictions[0] if contradictions else None
    fact_page = reverse("admin:platforms_fact_edit", args=[first.platform.pk, first.key]) if first else ""
    rounds = reverse("admin:platforms_providerround_changelist")
    return [
        Task(
            Proposal.objects.filter(state=Proposal.State.WAITING).count(),
            gettext("Voorstellen die wachten"),
            gettext("Niets wordt openbaar voordat iemand het las."),
            gettext("Lees het oudste"),
            reverse("admin:platforms_proposal_changelist") + "?o=6",
        ),
        Task(
            count_waiting_stories(),
            gettext("Verhalen van gebruikers die wachten"),
            gettext("Plaats of weiger ze. Tot dan ziet niemand ze."),
            gettext("Lees het oudste verhaal"),
            reverse("admin:platforms_experience_changelist"),
        ),
        Task(
            len(bursts),
            gettext("Platforms met antwoorden uit drie of meer gemeenten binnen zeven dagen"),
            describe_burst(bursts[0]) if bursts else "",
            gettext("Bekijk wat er nu staat"),
            reverse("platform", args=[bursts[0][0]]) + "#gebruikers" if bursts else reverse("platforms"),
        ),
        Task(
            unknown,
            gettext("Onbekend of het nog draait"),
            gettext("Van %(aantal)s platforms die een buurt kan kiezen.") % {"aantal": len(platforms)},
            gettext("Begin bij wat adviezen missen"),
            reverse("admin:platforms_missed"),
        ),
        Task(
            prices,
            gettext("Prijzen ouder dan een jaar, of zonder datum"),
            gettext("Een prijs verandert snel. Vraag het de aanbieder."),
            gettext("Zet ze in een ronde"),
            reverse("admin:platforms_providerround_add"),
        ),
        Task(
            len(overdue) - prices,
            gettext("Andere feiten die snel veranderen"),
            gettext("Een jaar niet nagekeken. Rechtsvorm en doel tellen hier niet mee."),
            gettext("Bevestig er tien"),
            "#tien",
        ),
        Task(
            LinkCheck.silent_sites().count(),
            gettext("Sites die niet meer antwoorden"),
            "" if LinkCheck.objects.exists() else gettext("Nog niet nagekeken: draai check_links."),
            gettext("Bekijk ze"),
            reverse("admin:platforms_linkcheck_changelist") + "?site=stil",
        ),
        Task(
            len(contradictions),
            gettext("Feiten die elkaar tegenspreken"),
            f"{first.platform}: {first.words}" if first else "",
            gettext("Los de eerste op"),
            fact_page or facts,
        ),
        Task(
            len(reminders_due()),
            gettext("Aanbieders om te herinneren"),
            gettext("Twee weken na de brief, als er geen antwoord is."),
            gettext("Open de rondes"),
            rounds,
        ),
    ]
