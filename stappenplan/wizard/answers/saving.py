"""Saving the answers of a page: what it showed, what was sent and what is stored now are laid side by side."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from stappenplan.method.declarations import Answers
from stappenplan.method.profile import as_tuple, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from stappenplan.text import say

from ..forms import as_data
from .summary import answer_in_words
from .validation import is_known_answer

# The hidden field that says which answers a page showed.
SHOWN = "getoond"


class StaleAnswersError(Exception):
    """Answers were changed elsewhere since the page showed them, to others than were sent; nothing was saved.

    `stored`: the answers of now. `stale`: the keys of the questions for which somebody must choose.
    """

    def __init__(self, stored, stale):
        super().__init__(", ".join(stale))
        self.stored, self.stale = stored, stale


class Merged(NamedTuple):
    """`kept`: what to store of the answers sent. `stale`: keys of answers that were also changed elsewhere."""

    kept: dict
    stale: tuple[str, ...]


def is_same(one, other) -> bool:
    """Whether two answers are the same; the order of several does not matter."""
    return set(as_tuple(one)) == set(as_tuple(other))


def known_answers(answers: Answers, keys) -> dict:
    """The answers to these questions; without those that a question no longer knows, which no page shows."""
    return {key: answers[key] for key in keys if answers.get(key) and is_known_answer(key, answers[key])}


def merge_answers(stored: Answers, shown: Answers, sent: Answers) -> Merged:
    """Lay the answers sent beside those that the page showed and those stored now.

    An answer that the sender left as it was shown never replaces one that was stored since.
    """
    now = known_answers(stored, sent)
    unchanged = {key for key in sent if is_same(now.get(key), shown.get(key))}
    untouched = {key for key in sent if is_same(sent[key], shown.get(key))} - unchanged
    stale = [key for key in sent if key not in unchanged | untouched and not is_same(sent[key], now.get(key))]
    return Merged({key: value for key, value in sent.items() if key not in untouched}, tuple(stale))


def write_shown(shown: Answers) -> str:
    """The answers that a page shows, for its hidden field."""
    return json.dumps(shown, ensure_ascii=False)


def read_shown(data: Mapping) -> dict:
    """The answers that a page showed, from what it sent; without the field, or with another text, none."""
    try:
        shown = json.loads(data.get(SHOWN, ""))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(shown, dict):
        return {}
    return {key: value for key, value in shown.items() if key in QUESTIONS and is_answer_like(value)}


def is_answer_like(value) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def save_answers(plan: Plan, sent: Answers, shown: Answers) -> None:
    """Merge clean answers into the plan, per question, so that two tabs do not undo each other.

    `shown`: what the page showed when it was opened. Their drafts go. Raises StaleAnswersError.
    """
    if plan.outdated:  # left out of the plan in memory, and stored until its owner read of it
        read_again(plan)
    while not replace_answers(plan, sent, shown):
        read_again(plan)


def read_again(plan: Plan) -> None:
    plan.refresh_from_db(fields=["answers", "drafts", "changed"])


def replace_answers(plan: Plan, sent: Answers, shown: Answers) -> bool:
    """Whether the answers were stored: not when the plan was changed elsewhere since it was read."""
    merged = merge_answers(plan.answers, shown, sent)
    if merged.stale:
        raise StaleAnswersError(plan.answers, merged.stale)
    after = {"answers": {**plan.answers, **merged.kept}, "changed": timezone.now()}
    with transaction.atomic():
        if plan.drafts:  # read again, since another tab may have kept one, which does not change the plan
            drafts = Plan.objects.select_for_update().values_list("drafts", flat=True).get(pk=plan.pk)
            after["drafts"] = {key: typed for key, typed in drafts.items() if key not in sent}
        if not plan.update_unless_changed(after):
            return False
        plan.drop_reports()
    vars(plan).update(after)
    return True


def tell_stale(form, error: StaleAnswersError) -> str:
    """Say beside each question what is stored now and what was sent; gives the new content of the field SHOWN.

    `form`: the valid form that was sent. What its sender left as it was shown follows what is stored now.
    """
    sent = dict(form.cleaned_data)
    untouched = [key for key in sent if key not in error.stale]
    form.data = form.data.copy()
    for key in error.stale:
        form.add_error(key, describe_both(QUESTIONS[key], error.stored.get(key), sent[key]))
    kept = merge_answers(error.stored, read_shown(form.data), sent).kept
    for key in untouched:
        if key not in kept:
            form.data.setlist(key, as_data(error.stored, [QUESTIONS[key]]).getlist(key))
    return write_shown(known_answers(error.stored, form.fields))


def describe_both(question, stored, sent) -> str:
    """The sentence for a question that was answered in two places."""
    return gettext(
        "Dit antwoord is intussen ergens anders veranderd. Daar werd het: %(stored)s. Hier koos u: %(sent)s. "
        "Kies welk antwoord blijft, en bewaar opnieuw."
    ) % {"stored": in_quotes(question, stored), "sent": in_quotes(question, sent)}


def in_quotes(question, answer) -> str:
    words = answer_in_words(question, answer)
    return f"“{say(words)}”" if words else gettext("geen antwoord")


def newly_asked(before: Answers, after: Answers) -> list[str]:
    """The questions that apply after a change, did not before, and have no answer; in the order of the steps."""
    earlier = visible_answers(before)
    return [key for key, answer in visible_answers(after).items() if key not in earlier and answer is None]
