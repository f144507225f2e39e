"""What changed in the catalogue since the owner last saw the advice; shown until it has been read."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from platforms.models import Catalogue, Change, Platform, changes_since
from stappenplan.models import Plan
from stappenplan.models.bookkeeping import bookkeeping
from stappenplan.plans.access import for_owner

FIRST = 3


@dataclass(frozen=True)
class News:
    """What the catalogue changed in an advice, since `since`.

    `came`, `left`: platforms that are, or are no longer, among the first three; `moved`: the same three in another
    order; `changes`: what changed in the facts of all of these, newest first.
    """

    since: datetime
    came: tuple[Platform, ...]
    left: tuple[Platform, ...]
    moved: bool
    changes: tuple[Change, ...]


def shown(plan, advice, catalogue) -> dict:
    """What to remember of an advice that is being shown: the catalogue, the answers and the first three."""
    return {
        "catalogue": catalogue.label,
        "answers": plan.changed.isoformat(),
        "first": [assessment.platform.slug for assessment in advice.ranking.ranked[:FIRST]],
        "on": timezone.now().isoformat(),
    }


def remember(plan, advice, catalogue):
    """Keep what is shown; no change to the plan, so its days do not start again."""
    plan.seen = shown(plan, advice, catalogue)
    Plan.objects.filter(pk=plan.pk).update(seen=plan.seen)


def news(plan, advice, catalogue) -> News | None:
    """What the catalogue changed since the owner saw this advice; None when nothing is to be told.

    An advice that is seen for the first time, or with other answers, is remembered: what those answers changed
    cannot be told apart from what the catalogue did.
    """
    before = plan.seen
    if before.get("answers") != plan.changed.isoformat():
        with bookkeeping("What an advice showed was not kept."):
            remember(plan, advice, catalogue)
        return None
    if before["catalogue"] == catalogue.label:
        return None
    now = [assessment.platform for assessment in advice.ranking.ranked[:FIRST]]
    then = [catalogue.by_slug[slug] for slug in before["first"] if slug in catalogue.by_slug]
    since = datetime.fromisoformat(before["on"])
    return News(
        since,
        tuple(platform for platform in now if platform not in then),
        tuple(platform for platform in then if platform not in now),
        now != then and set(now) == set(then),
        tuple(changes_since(since, dict.fromkeys(now + then))),
    )


@require_POST
@for_owner
def read(request, token):
    """The owner has read the news: the advice of this moment is the one that was seen."""
    catalogue = Catalogue.current()
    if request.plan.answers.get("audience") and catalogue.platforms:
        remember(request.plan, request.plan.advice(catalogue), catalogue)
    return redirect("advice", token=token)
