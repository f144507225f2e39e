"""The dashboard of the admin: the work that waits."""

from django import template

from platforms.admin.fact_pages import list_missed_facts
from platforms.upkeep.staleness import find_stale_facts

from ..models import LinkCheck, Proposal, public_changes
from ..models.history import load_changes
from ..provider_round.results import reminders_due

register = template.Library()

MISSED, CHANGES = 8, 5


@register.simple_tag
def what_waits():
    """The queue, the old facts, the sources that are gone, the facts that are missed most and the last changes."""
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
    return {
        "proposals": waiting.count(),
        "oldest": waiting.order_by("created").values_list("created", flat=True).first(),
        "old": len(find_stale_facts()),
        "gone": LinkCheck.objects.filter(outcome=LinkCheck.Outcome.GONE).count(),
        "silent": LinkCheck.silent_sites().count(),
        "reminders": len(reminders_due()),
        "links_checked": LinkCheck.objects.exists(),
        "missed": list_missed_facts(MISSED),
        "changes": load_changes(public_changes()[:CHANGES]),
    }
