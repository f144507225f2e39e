"""What the pages of the organiser and of members share: how far the group is, and its outcome."""

from django.shortcuts import render

from platforms.models import Catalogue
from stappenplan.advice.subject import describe_topic
from stappenplan.method.groups.disclosure_control import MIN_GROUP_SIZE
from stappenplan.method.profile import profile_from
from stappenplan.method.steps.short_version import OPINIONS

from .outcome import outcome_of
from .participation import advice_on_facts, progress_of
from .summary import summarise_outcome

# How long the short version takes when it is read aloud: about 800 words.
MINUTES = 5


def group_page(request, template, status=200, **context):
    """A page of a group, with how far it is."""
    group = context.get("group")
    if group:
        context |= {"progress": progress_of(group), "at_least": MIN_GROUP_SIZE}
        context |= {"subject": describe_topic(profile_from(group.facts))}
    context |= {"asked": len(OPINIONS), "minutes": MINUTES}
    return render(request, f"stappenplan/groups/{template}.html", {"section": "stappenplan", **context}, status=status)


def outcome_page(request, group, **context):
    """What the group says together, or that it is too early to say anything."""
    catalogue = Catalogue.current()
    outcome = outcome_of(group, catalogue)
    on_facts = advice_on_facts(group, catalogue)
    context |= {
        "group": group,
        "catalogue": catalogue,
        "found": outcome and summarise_outcome(outcome, catalogue),
        "already_here": on_facts.already_here,
        "ended_here": on_facts.ended_here,
    }
    return group_page(request, "outcome", **context)
