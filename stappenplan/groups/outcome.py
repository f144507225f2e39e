"""The outcome of a group as plain data, without any single answer.

What is shown is worked out once per batch and catalogue and kept with the group, so that it goes when the group goes.
"""

import json
from collections import Counter
from dataclasses import dataclass

from stappenplan.method import METHOD_VERSION
from stappenplan.method.declarations import FIRST, OFFICIAL, RESIDENT, STOP, STOP_NEW
from stappenplan.method.groups.ranking import Together, choose_shelf, differ_most
from stappenplan.method.steps.short_version import OPINIONS
from stappenplan.method.steps.short_version import WHO as ROLE_QUESTION
from stappenplan.models import Group
from stappenplan.models.bookkeeping import log_failed_writes

from .participation import advice_for, released_answers

ROLES = tuple(option.value for option in ROLE_QUESTION.options)
# Officials and welfare workers together, where they may not be shown apart from each other.
PROFESSIONAL = "professional"
# That nothing fits somebody is seen in the ranking.
SAID_BY_THE_RANKING = ("nothing_left",)
# So many platforms of a ranking are kept: more are never shown.
PLATFORMS_KEPT = 10
# Raised when what is kept of an outcome changes shape.
OUTCOME_FORMAT = 10


@dataclass(frozen=True)
class Share:
    """One criterion and what it weighs for some people: mean and spread of its share of all weight, 0..1."""

    key: str
    mean: float
    spread: float


@dataclass(frozen=True)
class Outcome:
    """What the people who count say together: numbers only.

    `shelf`: the key of the shelf that is ranked. `known`: of how many the organiser knows the answers. `roles`: role ->
    how many. `ranking`: (slug, place, mean place, at the head for how many, ruled out for how many, can it lead), best
    first. `by_weights`: (place, slug), the second view. `said`: question -> answer -> how many. `to_arrange`: (text,
    values of its gaps, how many). `verdicts`: key -> how many. `apart`: part -> the same for those people alone, where
    they may be shown apart. `gaps`: (criterion, share of officials, or of all professionals, minus that of residents).
    """

    size: int
    shelf: str
    known: int
    roles: dict
    ranking: list
    by_weights: list
    weighings: list
    agreed: list
    to_talk_about: list
    said: dict
    to_arrange: list
    verdicts: dict
    apart: dict
    gaps: list

    @property
    def shares(self) -> dict:
        return {key: Share(key, mean, spread) for key, mean, spread in self.weighings}


def divide_in_subgroups(group, answers, who) -> dict:
    """Part -> people who may be shown apart: by role, or residents beside all others when those are more people.

    {} before the group is over: only at the end, and in one way, because each way leaves more to work out.
    """
    if not group.is_over:
        return {}
    roles = [answer.role for answer in answers]
    two = [role if role == RESIDENT else PROFESSIONAL for role in roles]
    return max((who.subgroups(roles), who.subgroups(two)), key=lambda parts: sum(map(len, parts.values())))


def outcome_of(group, catalogue) -> Outcome | None:
    """What the group says together now; None while nobody counts."""
    answers = list(group.answers.all())
    who = released_answers(group, answers)
    if not who.people or not catalogue.platforms:
        return None
    key = [OUTCOME_FORMAT, METHOD_VERSION, catalogue.label, list(who.people), group.is_over]
    if group.outcome.get("key") != key:
        # As text: PostgreSQL does not keep the order of what is in an object, and here it says what comes first.
        group.outcome = {"key": key, "found": json.dumps(work_out(group, answers, who, catalogue))}
        with log_failed_writes("The outcome of a group was not kept."):
            Group.objects.filter(pk=group.pk).update(outcome=group.outcome)
    return Outcome(**json.loads(group.outcome["found"]))


def work_out(group, answers, who, catalogue) -> dict:
    """The fields of an Outcome, for the people who count."""
    advices = {person: advice_for(group, answers[person], catalogue) for person in who.people}

    shelf = choose_shelf(tuple(advices.values()))

    def together(people):
        return Together(tuple(advices[person] for person in people), shelf)

    everyone = together(who.people)
    found = divide_in_subgroups(group, answers, who)
    parts = {part: together(found[part]) for part in (*ROLES, PROFESSIONAL) if part in found}
    other = OFFICIAL if OFFICIAL in parts else PROFESSIONAL
    both = {RESIDENT, other} <= set(parts)
    return {
        "size": everyone.size,
        "shelf": shelf,
        "known": len(who.known & set(who.people)),
        "roles": {role: sum(answers[person].role == role for person in who.people) for role in ROLES},
        "by_weights": [
            [place, platform.slug] for place, platform in everyone.by_mean_weights if place <= PLATFORMS_KEPT
        ],
        "agreed": [one.criterion.key for one in everyone.agreed],
        "to_talk_about": [one.criterion.key for one in everyone.to_talk_about],
        **count_people(everyone),
        "apart": {part: {"size": some.size, **count_people(some)} for part, some in parts.items()},
        "gaps": [
            [criterion.key, gap] for criterion, gap in (differ_most(parts[other], parts[RESIDENT]) if both else ())
        ],
    }


def count_first_tasks(advices) -> list:
    """What the advices say must come first: [text, values, for how many], most people first."""
    times = Counter(
        (sentence.text, json.dumps(sentence.values, sort_keys=True))
        for advice in advices
        for finding in advice.at(STOP, STOP_NEW, FIRST)
        if finding.key not in SAID_BY_THE_RANKING
        for sentence in finding.sentences
    )
    return [[text, json.loads(values), some] for (text, values), some in times.most_common(PLATFORMS_KEPT)]


def count_people(some) -> dict:
    """What is counted of any people."""
    return {
        "ranking": [
            [one.platform.slug, one.place, one.mean_place, one.in_first, one.ruled_out, one.can_lead]
            for one in some.ranking
        ],
        "weighings": [[one.criterion.key, one.mean, one.spread] for one in some.weighings],
        "said": {key: dict(some.said(key)) for key in OPINIONS},
        "to_arrange": count_first_tasks(some.advices),
        "verdicts": dict(some.verdicts),
    }
