"""Taking part in a group: its links, its answers, and who of them count.

The rule is in `method/groups/disclosure_control.py`; here it meets the database.
"""

import secrets
from dataclasses import dataclass

from django.db import transaction

from stappenplan.method.advice import Advice
from stappenplan.method.groups.disclosure_control import (
    FIRST_BATCH,
    MIN_GROUP_SIZE,
    Arrival,
    BatchSizes,
    ReleasedBatches,
    release_batches,
)
from stappenplan.method.steps.short_version import OPINIONS, answers_of
from stappenplan.models import Group, GroupAnswer, GroupLink, Plan, hash_token

# Each answer costs an advice when the outcome is worked out: so many take a few seconds, once per batch.
AT_MOST = 100


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


def begin_group(plan, token, facts, ends, invited=None, joins=False) -> Group:
    """Store a group with a link for each of `invited` people, or with one link for all.

    `joins`: the organiser takes part by a link of the own. Nothing happens when the plan has a group already.
    """
    way = Group.Way.PERSONAL if invited else Group.Way.OPEN
    group = Group(plan=plan, facts=facts, ends=ends, way=way, invited=invited or AT_MOST)
    if not group.is_personal:
        # Anybody can answer such a link more than once: the batch of closing takes as many as the first.
        group.later_batch = FIRST_BATCH
        group.make_link(token)
    with transaction.atomic():
        Group.objects.bulk_create([group], ignore_conflicts=True)
        group = Group.objects.select_for_update().get(plan=plan)
        if group.is_personal:
            add_links(group, plan.root(token), GroupLink.OWN if joins else GroupLink.OWN + 1)
    return group


def add_links(group, root, first=GroupLink.OWN + 1):
    """The links that are not there yet, from the number `first` to the number of people invited."""
    there = set(group.links.values_list("number", flat=True))
    numbers = (number for number in range(first, group.invited + 1) if number not in there)
    links = [GroupLink(group=group, number=number) for number in numbers]
    for link in links:
        link.renew(root)
    GroupLink.objects.bulk_create(links)


def change_group(group, token, ends, invited=None):
    """Another last day, and links for more people; what was shown stays a batch."""
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        group.ends = ends
        if group.is_personal and invited and invited > group.invited:
            group.shown = released_answers(group).batches
            group.invited = invited
            add_links(group, group.plan.root(token))
        group.save(update_fields=["ends", "invited", "shown"])


def drop_own_link(group):
    """Nobody waits any more for an organiser who does not take part; nothing happens when they answered."""
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group.pk)
        group.links.filter(number=GroupLink.OWN, answered=False).delete()
        mark_shown(group)


def mark_shown(group):
    """When nobody waits, every link that was used is in a batch."""
    if not released_answers(group).waiting:
        group.links.filter(answered=True).update(shown=True)


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
        if link:
            mark_shown(group)
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


# --- who count -----------------------------------------------------------------------------------------------------


def released_answers(group, answers=None) -> ReleasedBatches:
    """The people of a group who count; until it is over, or everybody answered, others wait."""
    answers = group.answers.only("known", "stack", "group") if answers is None else answers
    arrivals = [Arrival(answer.known, answer.stack) for answer in answers]
    sizes = BatchSizes(group.first_batch, group.later_batch, group.invited if group.is_personal else None)
    return release_batches(arrivals, sizes, group.is_over or has_all_answers(group), group.shown)


def has_all_answers(group) -> bool:
    """Whether everybody with a link of their own answered, the organiser too who takes part."""
    return group.is_personal and set(group.links.values_list("answered", flat=True)) == {True}


@dataclass(frozen=True)
class Progress:
    """How far a group is, as far as that tells nothing of one answer.

    `counted`: how many people count. `answered`: how many used their link, while all of a few wait for all; else None.
    `only_organiser`: whether the organiser alone did not answer yet. `is_complete`: whether nobody can answer any more,
    for everybody did. `left_out`: whether the group is over and somebody came too late to count.
    """

    counted: int
    answered: int | None
    only_organiser: bool
    is_complete: bool
    left_out: bool


def progress_of(group) -> Progress:
    """The progress that everybody may see."""
    who = released_answers(group)
    answered = None
    if group.waits_for_all and group.is_open and not who.batches:
        answered = group.links.filter(answered=True).exclude(number=GroupLink.OWN).count()
    return Progress(
        len(who.people),
        answered,
        answered == group.invited and not has_all_answers(group),
        bool(who.people) and has_all_answers(group),
        group.is_over and bool(who.waiting),
    )


def links_of(group) -> list[GroupLink]:
    """The personal links of a group; `shown` only where the answers count in what is shown."""
    links = list(group.links.all())
    if group.is_over and not released_answers(group).waiting:
        for link in links:
            link.shown = link.answered
    return links
