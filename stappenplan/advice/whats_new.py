"""What changed in an advice since its owner last saw it: by other answers or weights, and by catalogue or method."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from platforms.models import Catalogue, Change, Platform, changes_since
from stappenplan.method import METHOD_VERSION
from stappenplan.method.advice import Advice
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.assessment.shelves import TITLES
from stappenplan.method.profile import NORMAL, OVERRIDE_LABELS, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence
from stappenplan.method.verdicts import CAUSES, MISSING, VERDICTS, find_missing
from stappenplan.models import Plan
from stappenplan.models.bookkeeping import log_failed_writes
from stappenplan.plans.access import for_owner
from stappenplan.wizard.answers.saving import is_same, known_answers
from stappenplan.wizard.answers.summary import answer_in_words

from .explanation.placement import Standing, find_placement

# The version of the method that a plan was last seen with when it does not say so.
FIRST_METHOD = "1"
# Of so many changed answers it is worked out which of them decide the verdict.
CAUSES_AT_MOST = 8


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer or weight that was changed, in words; None for one that was or is empty.

    `key`: of the question, "" for a weight. `decides`: whether the verdict would be as before without this change.
    """

    label: str
    before: "str | tuple[str, ...] | None"
    after: "str | tuple[str, ...] | None"
    key: str = ""
    decides: bool = False


@dataclass(frozen=True)
class AdviceDifference:
    """How one advice differs from another.

    `verdict`: (before, after), the same twice when it stayed, None when the earlier one is not known. `shelf`: (before,
    after) of the shelf in front, None when it stayed. `came`, `left`: a Standing for each platform that is now, or was,
    among the first three. `moved`: (platform, place before, place now).
    """

    verdict: "tuple[str, str] | None"
    shelf: "tuple[str, str] | None"
    came: tuple[Standing, ...]
    left: tuple[Standing, ...]
    moved: tuple[tuple[Platform, int, int], ...]


@dataclass(frozen=True)
class News:
    """What changed in an advice.

    `answers`: what the visitor changed, and `effect`: what that did; empty and None when nothing was. `since`: when the
    advice was last seen with another catalogue or method, with `catalogue_effect`, what that did, and `changes`: what
    changed in the facts of the first three, newest first; else None. `method`: the version of then, "" when it is that
    of now.
    """

    answers: tuple[ChangedAnswer, ...] = ()
    effect: AdviceDifference | None = None
    since: datetime | None = None
    catalogue_effect: AdviceDifference | None = None
    changes: tuple[Change, ...] = ()
    method: str = ""


# --- what an advice showed -----------------------------------------------------------------------------------------


def describe_shown(advice: Advice) -> dict:
    """The verdict and the first three of an advice, to compare with later."""
    leading = advice.shelves[0]
    first = [assessment.platform.slug for assessment in leading.first]
    return {
        "verdict": [advice.verdict.key, advice.verdict.cause, len(find_missing(advice.profile))],
        "shelf": leading.key,
        "first": first,
        "ranks": {slug: leading.ranks[slug] for slug in first},
    }


def snapshot_of(plan, advice, catalogue) -> dict:
    """What to remember of an advice that is being shown, with the catalogue, method, answers and weights behind it."""
    return describe_shown(advice) | {
        "catalogue": catalogue.label,
        "method": METHOD_VERSION,
        "answers": plan.changed.isoformat(),
        "given": plan.answers,
        "weights": plan.emphasis,
        "on": timezone.now().isoformat(),
    }


def keep_snapshot(plan, now, before=None):
    """Keep what is shown, and what to compare it with; no change to the plan, so its days do not start again."""
    plan.seen = now | ({"before": before} if before else {})
    with log_failed_writes("What an advice showed was not kept."):
        Plan.objects.filter(pk=plan.pk).update(seen=plan.seen)


def is_same_basis(one, other) -> bool:
    """Whether two advices were made of the same catalogue and method."""
    return one["catalogue"] == other["catalogue"] and method_of(one) == method_of(other)


def method_of(seen) -> str:
    return seen.get("method", FIRST_METHOD)


def find_before(plan, now) -> "dict | None":
    """What the advice showed before what it shows now; None when nothing is known of that. Remembers what it shows.

    The difference stays the same for as long as nothing changes: on a page that is loaded again, and in a second tab.
    Another look with other answers starts anew; a catalogue that changed is told until it was read.
    """
    seen = {key: value for key, value in plan.seen.items() if key != "before"}
    before = plan.seen.get("before")
    if not seen:
        keep_snapshot(plan, now)
        return None
    same_answers = seen["answers"] == now["answers"]
    if "given" not in seen:
        if not same_answers:  # kept by an earlier release, which did not keep the answers
            keep_snapshot(plan, now)
            return None
        seen |= {"given": plan.answers, "weights": plan.emphasis}
    if same_answers and is_same_basis(seen, now):
        return before
    is_unread = before and same_answers and before["given"] == seen["given"] and before["weights"] == seen["weights"]
    before = before if is_unread else seen
    keep_snapshot(plan, now, before)
    return before


# --- what differs --------------------------------------------------------------------------------------------------


def verdict_text(told) -> "str | Sentence":
    """The verdict of an advice that was shown, in words; "" when it is not known any more."""
    key, cause, missing = told or ("", "", 0)
    verdict = CAUSES.get(key, {}).get(cause) or VERDICTS.get(key)
    if verdict is None:
        return ""
    if "%(answers)s" in verdict.text:
        return Sentence(verdict.text, {"answers": MISSING[missing - 1]})
    return verdict.text


def compare_shown(before: dict, now: dict, advice: Advice, catalogue) -> AdviceDifference:
    """How what is shown now differs from what was shown before. `advice`: the one of now."""
    texts = verdict_text(before.get("verdict")), verdict_text(now["verdict"])
    shelves = before.get("shelf", now["shelf"]), now["shelf"]
    then = [slug for slug in before["first"] if slug in catalogue.by_slug]
    stayed = [slug for slug in now["first"] if slug in then]
    ranks = before.get("ranks") or {slug: place for place, slug in enumerate(before["first"], 1)}
    return AdviceDifference(
        verdict=texts if texts[0] else None,
        shelf=tuple(TITLES[key] for key in shelves) if shelves[0] != shelves[1] else None,
        came=tuple(find_placement(advice, catalogue.by_slug[slug]) for slug in now["first"] if slug not in then),
        left=tuple(find_placement(advice, catalogue.by_slug[slug]) for slug in then if slug not in now["first"]),
        moved=tuple(
            (catalogue.by_slug[slug], ranks[slug], now["ranks"][slug])
            for slug in stayed
            if shelves[0] == shelves[1] and ranks[slug] != now["ranks"][slug]
        ),
    )


def changed_keys(before, now) -> list[str]:
    """The questions that are asked now and have another answer that counts."""
    earlier, later = visible_answers(before), visible_answers(now)
    return [key for key in later if not is_same(earlier.get(key), later[key])]


def list_changes(before: Plan, now: Plan, catalogue, verdict_changed: bool) -> tuple[ChangedAnswer, ...]:
    """The answers and weights that differ between two plans, in words; with which of them decide the verdict."""
    keys = changed_keys(before.answers, now.answers)
    deciding = find_deciding(before, now, keys, catalogue) if verdict_changed else ()
    audience = now.answers.get("audience")
    answers = [
        ChangedAnswer(
            QUESTIONS[key].label_for(audience),
            answer_in_words(QUESTIONS[key], visible_answers(before.answers).get(key)),
            answer_in_words(QUESTIONS[key], now.answers.get(key)),
            key,
            key in deciding,
        )
        for key in keys
    ]
    weights = [
        ChangedAnswer(
            CRITERION[key].label,
            OVERRIDE_LABELS[before.emphasis.get(key, NORMAL)],
            OVERRIDE_LABELS[now.emphasis.get(key, NORMAL)],
        )
        for key in CRITERION
        if before.emphasis.get(key, NORMAL) != now.emphasis.get(key, NORMAL)
    ]
    return tuple(answers + weights)


def find_deciding(before: Plan, now: Plan, keys, catalogue) -> set[str]:
    """Of several changed answers those without which the verdict would not be what it is; none when all must go."""
    if not 1 < len(keys) <= CAUSES_AT_MOST:
        return set(keys) if len(keys) == 1 else set()
    verdict = verdict_of_plan(now, catalogue)
    without = {key: Plan(answers={**now.answers, key: before.answers.get(key)}, emphasis=now.emphasis) for key in keys}
    return {key for key, plan in without.items() if verdict_of_plan(plan, catalogue) != verdict}


def verdict_of_plan(plan: Plan, catalogue):
    """The verdict for a plan; None when nothing would weigh anything."""
    try:
        return plan.advice(catalogue).verdict
    except ValueError:
        return None


def compare_plans(before: Plan, now: Plan, advice: Advice, catalogue, earlier=None) -> News | None:
    """What other answers and weights do to an advice; None when nothing that counts was changed.

    `advice`: that of `now`. `earlier`: what the advice of `before` shows, when it is known.
    """
    earlier = earlier or describe_shown(before.advice(catalogue))
    effect = compare_shown(earlier, describe_shown(advice), advice, catalogue)
    changes = list_changes(before, now, catalogue, earlier["verdict"] != describe_shown(advice)["verdict"])
    return News(changes, effect) if changes else None


def plan_of(seen: dict) -> Plan:
    """The plan behind an advice that was shown, as far as its answers and weights are known today."""
    weights = {key: word for key, word in seen["weights"].items() if key in CRITERION and word in OVERRIDE_LABELS}
    return Plan(answers=known_answers(seen["given"], seen["given"]), emphasis=weights)


def find_news(plan, advice, catalogue) -> News | None:
    """What changed since the owner saw this advice; None when nothing is to be told.

    What the answers did is worked out over the catalogue of now, so that it is told apart from what the catalogue did.
    """
    now = snapshot_of(plan, advice, catalogue)
    before = find_before(plan, now)
    if before is None:
        return None
    earlier = plan_of(before)
    same_plan = not changed_keys(earlier.answers, plan.answers) and earlier.emphasis == plan.emphasis
    same_basis = is_same_basis(before, now)
    if same_plan and same_basis:
        return None
    between = advice if same_plan else earlier.advice(catalogue)
    told = (None if same_plan else compare_plans(earlier, plan, advice, catalogue, describe_shown(between))) or News()
    if same_basis:
        return told
    since = datetime.fromisoformat(before["on"])
    first = dict.fromkeys([*before["first"], *now["first"]])
    return News(
        told.answers,
        told.effect,
        since,
        compare_shown(before, describe_shown(between), between, catalogue),
        tuple(changes_since(since, [catalogue.by_slug[slug] for slug in first if slug in catalogue.by_slug])),
        "" if method_of(before) == METHOD_VERSION else method_of(before),
    )


@require_POST
@for_owner
def mark_as_read(request, token):
    """The owner has read the news: the advice of this moment is the one that was seen."""
    catalogue = Catalogue.current()
    if request.plan.answers.get("audience") and catalogue.platforms:
        keep_snapshot(request.plan, snapshot_of(request.plan, request.plan.advice(catalogue), catalogue))
    return redirect("advice", token=token)
