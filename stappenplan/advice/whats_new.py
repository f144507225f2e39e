"""What changed in the catalogue since the owner last saw the advice; shown until it has been read."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from platforms.models import Catalogue, Change, Platform, changes_since
from stappenplan.method import METHOD_VERSION
from stappenplan.models import Plan
from stappenplan.models.bookkeeping import bookkeeping
from stappenplan.plans.access import for_owner

from .placement import Standing, standing

# The version of the method that a plan was last seen with when it does not say so.
FIRST_METHOD = "1"


@dataclass(frozen=True)
class News:
    """What another catalogue or method changed in an advice, since `since`.

    `came`: platforms that are now among the first three; `left`: a Standing per platform that no longer is; `moved`:
    the same three in another order; `changes`: what changed in the facts of all of these, newest first; `method`: the
    version that the advice was last seen with, "" when that is the version of now.
    """

    since: datetime
    came: tuple[Platform, ...]
    left: tuple[Standing, ...]
    moved: bool
    changes: tuple[Change, ...]
    method: str


def shown(plan, advice, catalogue) -> dict:
    """What to remember of an advice that is being shown: catalogue, method, answers and the first three."""
    return {
        "catalogue": catalogue.label,
        "method": METHOD_VERSION,
        "answers": plan.changed.isoformat(),
        "first": [assessment.platform.slug for assessment in advice.shelves[0].first],
        "on": timezone.now().isoformat(),
    }


def remember(plan, advice, catalogue):
    """Keep what is shown; no change to the plan, so its days do not start again."""
    plan.seen = shown(plan, advice, catalogue)
    Plan.objects.filter(pk=plan.pk).update(seen=plan.seen)


def news(plan, advice, catalogue) -> News | None:
    """What catalogue and method changed since the owner saw this advice; None when nothing is to be told.

    An advice that is seen for the first time, or with other answers, is remembered: what those answers changed
    cannot be told apart from what catalogue and method did.
    """
    before = plan.seen
    if before.get("answers") != plan.changed.isoformat():
        with bookkeeping("What an advice showed was not kept."):
            remember(plan, advice, catalogue)
        return None
    method = before.get("method", FIRST_METHOD)
    if before["catalogue"] == catalogue.label and method == METHOD_VERSION:
        return None
    now = [assessment.platform for assessment in advice.shelves[0].first]
    then = [catalogue.by_slug[slug] for slug in before["first"] if slug in catalogue.by_slug]
    since = datetime.fromisoformat(before["on"])
    return News(
        since,
        tuple(platform for platform in now if platform not in then),
        tuple(standing(advice, platform) for platform in then if platform not in now),
        now != then and set(now) == set(then),
        tuple(changes_since(since, dict.fromkeys(now + then))),
        "" if method == METHOD_VERSION else method,
    )


@require_POST
@for_owner
def read(request, token):
    """The owner has read the news: the advice of this moment is the one that was seen."""
    catalogue = Catalogue.current()
    if request.plan.answers.get("audience") and catalogue.platforms:
        remember(request.plan, request.plan.advice(catalogue), catalogue)
    return redirect("advice", token=token)
