"""Counting the facts that the best platforms of an advice lack, for the editors, without answers or visitors."""

from platforms.models import MissingFactCount
from platforms.vocabulary import VOCABULARY
from stappenplan.models.bookkeeping import log_failed_writes

PLATFORMS_COUNTED = 10


def note_missed(plan, advice):
    """Count them once for each state of a plan; opening the page again, or trying weights, does not count."""
    if plan.pk is None:
        return
    best = advice.ranking.ranked[:PLATFORMS_COUNTED]
    missed = (
        (one.platform.pk, key)
        for one in best
        for key in one.to_ask
        if key in VOCABULARY and key not in one.platform.facts
    )
    with log_failed_writes("The facts that an advice missed were not counted."):
        MissingFactCount.add_one_each(f"{plan.pk} {plan.changed.isoformat()}", missed)
