"""Groups: their members, and their outcome as plain data without any single answer.

The rule is in `method/groups/disclosure_control.py`; here it meets the database. What is shown is worked out once per
batch and catalogue and kept with the group, so that it goes when the group goes.
"""

import json
import secrets
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from stappenplan.method import METHOD_VERSION
from stappenplan.method.advice import Advice
from stappenplan.method.declarations import FIRST, OFFICIAL, RESIDENT, STOP, STOP_NEW
from stappenplan.method.groups.disclosure_control import (
    FIRST_BATCH,
    MIN_GROUP_SIZE,
    Arrival,
    BatchSizes,
    ReleasedBatches,
    release_batches,
)
from stappenplan.method.groups.ranking import Together, choose_shelf, differ_most
from stappenplan.method.steps.short_version import OPINIONS, answers_of
from stappenplan.method.steps.short_version import WHO as ROLE_QUESTION
from stappenplan.models import Group, GroupAnswer, GroupLink, Plan, hash_token
from stappenplan.models.bookkeeping import bookkeeping

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
FORMAT = 7


class IsFull(Exception):
    """As many people answered through the link for all as can be counted together."""


class IsUsed(Exception):
    """The link for one person took its answers already."""


class IsOver(Exception):
    """The group is closed, or its last day is past."""


def group_of(plan) -> Group | None:
    """The group of a plan; None for a plan that has none, or that is not kept."""
    return Group.objects.filter(plan=plan).first() if plan.pk else None


# --- the links -----------------------------------------------------------------------------------------------------


def begin_group(plan, token, facts, ends, invited=None) -> Group:
    """Store a group with a link for each of `invited` people and one for the organiser, or with one link for all.

    Nothing happens when the plan has a group already.
    """
    way = Group.Way.PERSONAL if invited else Group.Way.OPEN
    group = Group(plan=plan, facts=facts, ends=ends, way=way, invited=invited or AT_MOST)
    if group.is_personal:
        group.first_batch = first_batch_of(invited)
    else:
        # Anybody can answer such a link more than once: the batch of closing takes as many as the first.
        group.later_batch = FIRST_BATCH
        group.make_link(token)
    with transaction.atomic():
        Group.objects.bulk_create([group], ignore_conflicts=True)
        group = Group.objects.select_for_update().get(plan=plan)
        if group.is_personal:
            add_links(group, plan.root(token))
    return group


def first_batch_of(invited) -> int:
    """How many answers of others come first: of a few people everybody's, for all of them wait for all."""
    return min(FIRST_BATCH, invited)


def add_links(group, root):
    """The links that are not there yet, up to the number of people invited."""
    there = set(group.links.values_list("number", flat=True))
    links = [GroupLink(group=group, number=number) for number in range(group.invited + 1) if number not in there]
    for link in links:
        link.renew(root)
    GroupLink.objects.bulk_create(links)


def change_group(group, token, ends, invited=None):
    """Another last day, and links for more people; how many come first changes while nothing was shown."""
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        group.ends = ends
        if group.is_personal and invited and invited > group.invited:
            group.invited = invited
            if not released(group).batches:
                group.first_batch = first_batch_of(invited)
            add_links(group, group.plan.root(token))
        group.save(update_fields=["ends", "invited", "first_batch"])


# --- taking part ---------------------------------------------------------------------------------------------------


def add_answer(group, role, opinions, browser, link=None, known=False) -> GroupAnswer:
    """Keep the answers of one person; the first ones stay when the same browser sends again.

    `browser`: the secret of that person's browser. `link`: the one for one person that was used. `known`: the
    organiser gave them. Errors: `IsOver`, `IsFull`, `IsUsed`.
    """
    with transaction.atomic():
        # Locked, so that keys come in the order in which others can see them: what was counted stays as it was.
        group = Group.objects.select_for_update().get(pk=group.pk)
        before = group.answers.filter(browser=hash_token(browser)).first()
        if before:
            return before
        if not group.is_open:
            raise IsOver
        if link is None and is_full(group):
            raise IsFull
        if link and not group.links.filter(pk=link.pk, answered=False).update(answered=True):
            raise IsUsed
        answer = group.answers.create(
            role=role,
            answers=only_opinions(opinions),
            browser=hash_token(browser),
            known=known or bool(link and link.is_own),
        )
        if link and not released(group).waiting:
            # Nobody waits: every link that was used is in a batch by now.
            group.links.filter(answered=True).update(shown=True)
        return answer


def is_full(group) -> bool:
    """Whether as many people answered through the link for all as may."""
    return group.answers.filter(stack=None).count() >= group.invited


def only_opinions(answers) -> dict:
    return {key: answers[key] for key in OPINIONS if answers.get(key)}


def add_stack(group) -> int:
    """Count the sheets that were typed over as one stack; returns how many. Errors: `IsOver`; ValueError: too few."""
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        if not group.is_open:
            raise IsOver
        if len(group.sheets) < MIN_GROUP_SIZE:
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
    return Plan(answers=answers_of(answer.role, answer.answers, group.facts)).advice(catalogue)


def advice_on_facts(group, catalogue) -> Advice:
    """The advice on what holds for everybody in the group, without any opinion: for what is there already."""
    return Plan(answers=group.facts).advice(catalogue)


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

    `shelf`: the key of the shelf that is ranked. `known`: of how many the organiser knows the answers. `roles`: role ->
    how many. `ranking`: (slug, mean place, at the head for how many, ruled out for how many, can it lead), best first.
    `by_weights`: slugs, the second view. `said`: question -> answer -> how many. `to_arrange`: (text, values of its
    gaps, how many). `verdicts`: key -> how many. `apart`: part -> the same for those people alone, where they may be
    shown apart. `gaps`: (criterion, share of officials, or of all professionals, minus that of residents).
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


def released(group, answers=None) -> ReleasedBatches:
    """The people of a group who count; until it is over, others wait."""
    answers = group.answers.only("known", "stack", "group") if answers is None else answers
    arrivals = [Arrival(answer.known, answer.stack) for answer in answers]
    return release_batches(arrivals, BatchSizes(group.first_batch, group.later_batch), closed=group.is_over)


def subgroups(group, answers, who) -> dict:
    """Part -> people who may be shown apart: by role, or residents beside all others when those are more people.

    {} before the group is over: only at the end, and in one way, because each way leaves more to work out.
    """
    if not group.is_over:
        return {}
    roles = [answer.role for answer in answers]
    two = [role if role == RESIDENT else PROFESSIONAL for role in roles]
    return max((who.subgroups(roles), who.subgroups(two)), key=lambda parts: sum(map(len, parts.values())))


@dataclass(frozen=True)
class Progress:
    """How far a group is, as far as that tells nothing of one answer.

    `counted`: how many people count. `answered`: how many used their link, while all of a few wait for all; else None.
    `left_out`: whether the group is over and somebody came too late to count.
    """

    counted: int
    answered: int | None
    left_out: bool


def progress_of(group) -> Progress:
    """The progress that everybody may see."""
    who = released(group)
    answered = None
    if group.is_personal and group.is_open and not who.batches and group.invited == group.first_batch:
        answered = group.links.filter(answered=True).exclude(number=GroupLink.OWN).count()
    return Progress(len(who.people), answered, group.is_over and bool(who.waiting))


def links_of(group) -> list[GroupLink]:
    """The personal links of a group; `shown` only where the answers count in what is shown."""
    links = list(group.links.all())
    if group.is_over and not released(group).waiting:
        for link in links:
            link.shown = link.answered
    return links


def outcome_of(group, catalogue) -> Outcome | None:
    """What the group says together now; None while nobody counts."""
    answers = list(group.answers.all())
    who = released(group, answers)
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

    shelf = choose_shelf(tuple(advices.values()))

    def together(people):
        return Together(tuple(advices[person] for person in people), shelf)

    everyone = together(who.people)
    found = subgroups(group, answers, who)
    parts = {part: together(found[part]) for part in (*ROLES, PROFESSIONAL) if part in found}
    other = OFFICIAL if OFFICIAL in parts else PROFESSIONAL
    both = {RESIDENT, other} <= set(parts)
    return {
        "size": everyone.size,
        "shelf": shelf,
        "known": len(who.known & set(who.people)),
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
        "ranking": [
            [place.platform.slug, place.mean_place, place.in_first, place.ruled_out, place.can_lead]
            for place in some.ranking
        ],
        "weighings": [[one.criterion.key, one.mean, one.spread] for one in some.weighings],
        "said": {key: dict(some.said(key)) for key in OPINIONS},
        "to_arrange": to_arrange(some.advices),
        "verdicts": dict(some.verdicts),
    }
