"""Upgrade of older plans: answers that no current question knows are set aside and shown to the owner.

Nothing is deleted until the owner has read it. Until then the stored answers stay as they are, and everything works
with those that still hold.
"""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext

from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.profile import OVERRIDE_FACTORS
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.retired import RETIRED
from stappenplan.municipalities.changes import change_of, current_name
from stappenplan.municipalities.names import everyday_name
from stappenplan.text import say
from stappenplan.wizard.answers.validation import is_known_answer, stored_answers
from stappenplan.wizard.pages import page_of

from .answers_file import Fault, name_of, overrides_from, show_value


class Outdated(NamedTuple):
    """An answer or weight that no longer holds, in words.

    `page`, `field`: where to answer again, as the key of a page and the id of its first field; None when not asked.
    """

    fault: Fault
    page: str | None = None
    field: str | None = None


def drop_obsolete_answers(plan):
    """Leave what no longer holds out of the answers and weights of this plan, in memory; name it in `plan.outdated`."""
    plan.outdated = ()
    known = [is_known_answer(key, answer) for key, answer in plan.answers.items()]
    known += [is_known_override(key, word) for key, word in plan.emphasis.items()]
    if all(known):
        return
    answers, faults = stored_answers(plan.answers)
    emphasis, weights = overrides_from(answers, plan.emphasis)
    plan.outdated = (
        *describe_municipality(plan.answers),
        *(describe_outdated(key, plan.answers[key], why) for key, why in faults),
        *map(Outdated, weights),
    )
    plan.answers, plan.emphasis = answers, emphasis


def describe_municipality(answers) -> list[Outdated]:
    """That the municipality of these answers became part of another, which counts now; nothing when it did not."""
    change = change_of(answers.get("place"))
    if change is None:
        return []
    values = {"day": date_format(change.day, "j F Y"), "name": everyday_name(current_name(change.municipality))}
    why = gettext("Hoort sinds %(day)s bij %(name)s. We rekenen nu met %(name)s.") % values
    return [Outdated(Fault(name_of("place", {}), show_value(change.municipality, "place"), why))]


def is_known_override(key, word) -> bool:
    return key in CRITERION and word in OVERRIDE_FACTORS


def describe_outdated(key, answer, why) -> Outdated:
    names = {gone: say(label) for gone, label in RETIRED.items()}
    if key not in QUESTIONS:
        return Outdated(
            Fault(name_of(key, names), show_value(answer, key), gettext("Deze vraag stellen we niet meer."))
        )
    return Outdated(Fault(name_of(key, names), show_value(answer, key), why), page_of(key), f"{key}-1")
