"""A group: who takes part, and what the people who count say together, as plain data that holds no single answer.

The rule is in `method/together.py`; here it meets the database. What is shown is worked out once per batch and
catalogue and kept with the group, so that it goes when the group goes.
"""

import json
import secrets
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from .bookkeeping import bookkeeping
from .method import METHOD_VERSION
from .method.advice import Advice, advise
from .method.declarations import FIRST, OFFICIAL, RESIDENT, STOP, STOP_NEW
from .method.steps.short_version import OPINIONS, answers_of
from .method.steps.short_version import WHO as ROLE_QUESTION
from .method.together import AT_LEAST, Counted, Together, count, differ_most
from .models import Group, GroupAnswer, hashed

ROLES = tuple(option.value for option in ROLE_QUESTION.options)
# Officials and welfare workers together, where they may not be shown apart from each other.
PROFESSIONAL = "professional"
# Each answer costs an advice when the outcome is worked out: so many take a few seconds, once per batch.
AT_MOST = 100
# That nothing fits somebody is seen in the ranking.
SAID_BY_THE_RANKING = ("nothing_left",)
# So many platforms of a ranking are kept: more are never shown.
KEPT = 10
# Raised when what is kept of an outcome changes shape.
FORMAT = 5


class IsFull(Exception):
    """As many people answered as were invited."""


class IsOver(Exception):
    """The group is closed, or its last day is past."""


def group_of(plan) -> Group | None:
    """The group of a plan; None for a plan that has none, or that is not kept."""
    return Group.objects.filter(plan=plan).first() if plan.pk else None


# --- taking part ---------------------------------------------------------------------------------------------------


def add_answer(group, role, opinions, browser) -> GroupAnswer:
    """Keep the answers of one person; the first ones stay when the same browser sends again.

    `browser`: the secret of that person's browser. Errors: `IsOver`, `IsFull`.
    """
    with transaction.atomic():
        # Locked, so that keys come in the order in which others can see them: what was counted stays as it was.
        group = Group.objects.select_for_update().get(pk=group.pk)
        known = group.answers.filter(browser=hashed(browser)).first()
        if known:
            return known
        if not group.is_open:
            raise IsOver
        if is_full(group):
            raise IsFull
        return group.answers.create(role=role, answers=only_opinions(opinions), browser=hashed(browser))


def is_full(group) -> bool:
    """Whether as many people answered through the link as were invited."""
    return group.answers.filter(stack=None).count() >= group.invited


def only_opinions(answers) -> dict:
    return {key: answers[key] for key in OPINIONS if answers.get(key)}


def add_stack(group) -> int:
    """Count the sheets that were typed over as one stack; returns how many. Errors: `IsOver`; ValueError: too few."""
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        if not group.is_open:
            raise IsOver
        if len(group.sheets) < AT_LEAST:
            raise ValueError("a stack has at least three sheets")
        number = len(set(group.answers.exclude(stack=None).values_list("stack", flat=True))) + 1
        for sheet in group.sheets:
            group.answers.create(role=sheet["role"], answers=only_opinions(sheet["answers"]), stack=number)
        entered, group.sheets = len(group.sheets), []
        group.save(update_fields=["sheets"])
    return entered


def new_secret() -> str:
    """What a browser keeps to know its own answer again."""
    return secrets.token_urlsafe(32)


def advice_for(group, answer, catalogue) -> Advice:
    """The advice of one person of a group; nothing of it is kept."""
    return advise(answers_of(answer.role, answer.answers, group.facts), catalogue.platforms, on=catalogue.changed)


# --- what they say together ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """One criterion and what it weighs for some people: mean and spread of its share of all weight, 0..1."""

    key: str
    mean: float
    spread: float


@dataclass(frozen=True)
class Outcome:
    """What the people who count say together: numbers only.

    `roles`: role -> how many. `ranking`: (slug, mean place, in how many first threes, ruled out for how many), best
    first. `by_weights`: slugs, the second view. `said`: question -> answer -> how many. `to_arrange`: (text, values of
    its gaps, how many). `verdicts`: key -> how many. `apart`: part -> the same for those people alone, where they may
    be shown apart. `gaps`: (criterion, share of officials, or of all professionals, minus that of residents).
    """

    size: int
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


def counted(group, answers) -> Counted:
    """Who of these answers count; until the group is over others wait."""
    stacks = {place: answer.stack for place, answer in enumerate(answers) if answer.stack is not None}
    return count(len(answers), stacks, closed=group.is_over)


def apart(group, answers, who) -> dict:
    """Part -> people who may be shown apart: by role, or residents beside all others when those are more people.

    {} before the group is over: only at the end, and in one way, because each way leaves more to work out.
    """
    if not group.is_over:
        return {}
    roles = [answer.role for answer in answers]
    two = [role if role == RESIDENT else PROFESSIONAL for role in roles]
    return max((who.apart(roles), who.apart(two)), key=lambda parts: sum(map(len, parts.values())))


def standing(group) -> tuple[int, int]:
    """How many people answered, and how many of them count."""
    answers = list(group.answers.only("role", "stack", "group"))
    return len(answers), len(counted(group, answers).people)


def outcome_of(group, catalogue) -> Outcome | None:
    """What the group says together now; None while nobody counts."""
    answers = list(group.answers.all())
    who = counted(group, answers)
    if not who.people or not catalogue.platforms:
        return None
    key = [FORMAT, METHOD_VERSION, catalogue.label, list(who.people), group.is_over]
    if group.outcome.get("key") != key:
        # As text: PostgreSQL does not keep the order of what is in an object, and here it says what comes first.
        group.outcome = {"key": key, "found": json.dumps(work_out(group, answers, who, catalogue))}
        with bookkeeping("The outcome of a group was not kept."):
            Group.objects.filter(pk=group.pk).update(outcome=group.outcome)
    return Outcome(**json.loads(group.outcome["found"]))


def work_out(group, answers, who, catalogue) -> dict:
    """The fields of an Outcome, for the people who count."""
    advices = {person: advice_for(group, answers[person], catalogue) for person in who.people}

    def together(people):
        return Together(tuple(advices[person] for person in people))

    everyone = together(who.people)
    found = apart(group, answers, who)
    parts = {part: together(found[part]) for part in (*ROLES, PROFESSIONAL) if part in found}
    other = OFFICIAL if OFFICIAL in parts else PROFESSIONAL
    both = {RESIDENT, other} <= set(parts)
    return {
        "size": everyone.size,
        "roles": {role: sum(answers[person].role == role for person in who.people) for role in ROLES},
        "by_weights": [platform.slug for platform in everyone.by_mean_weights[:KEPT]],
        "agreed": [one.criterion.key for one in everyone.agreed],
        "to_talk_about": [one.criterion.key for one in everyone.to_talk_about],
        **numbers(everyone),
        "apart": {part: {"size": some.size, **numbers(some)} for part, some in parts.items()},
        "gaps": [
            [criterion.key, gap] for criterion, gap in (differ_most(parts[other], parts[RESIDENT]) if both else ())
        ],
    }


def to_arrange(advices) -> list:
    """What the advices say must come first: [text, values, for how many], most people first."""
    times = Counter(
        (sentence.text, json.dumps(sentence.values, sort_keys=True))
        for advice in advices
        for finding in advice.at(STOP, STOP_NEW, FIRST)
        if finding.key not in SAID_BY_THE_RANKING
        for sentence in finding.sentences
    )
    return [[text, json.loads(values), some] for (text, values), some in times.most_common(KEPT)]


def numbers(some) -> dict:
    """What is counted of any people."""
    return {
        "ranking": [[place.platform.slug, place.mean_place, place.in_first, place.ruled_out] for place in some.ranking],
        "weighings": [[one.criterion.key, one.mean, one.spread] for one in some.weighings],
        "said": {key: dict(some.said(key)) for key in OPINIONS},
        "to_arrange": to_arrange(some.advices),
        "verdicts": dict(some.verdicts),
    }
