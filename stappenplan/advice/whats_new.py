"""What changed in an advice since its owner last saw it: by other answers or weights, and by catalogue or method."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.shortcuts import redirect
from django.utils import timezone

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
from stappenplan.operations.form_addresses import sent_from
from stappenplan.plans.access import for_owner
from stappenplan.wizard.answers.saving import is_same, known_answers
from stappenplan.wizard.answers.summary import answer_in_words

from .explanation.placement import Standing, find_placement

# What a plan keeps of earlier looks, beside the one that it had last.
EARLIER = ("before", "last")
# The version of the method that a plan was last seen with when it does not say so.
FIRST_METHOD = "1"
# Of so many changed answers it is worked out which of them decide the verdict.
CAUSES_AT_MOST = 8


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer or weight that was changed, in words; None for one that was or is empty.

    `key`: of the question, "" for a weight. `decides`: whether the verdict would be as before without this change.
    `is_latest`: whether it is among several changes and was made after the others.
    """

    label: str
    before: "str | tuple[str, ...] | None"
    after: "str | tuple[str, ...] | None"
    key: str = ""
    decides: bool = False
    is_latest: bool = False


@dataclass(frozen=True)
class AdviceDifference:
    """How one advice differs from another.

    `verdict`: (before, after), the same twice when it stayed, None when the earlier one is not known. `shelf`: (before,
    after) of the shelf in front, None when it stayed. `came`, `left`: a Standing for each platform that is now, or was,
    among the first three. `moved`: (platform, place before, place now). `is_verdict_back`, `are_first_back`: whether
    these are as before again, after they were otherwise in between.
    """

    verdict: "tuple[str, str] | None"
    shelf: "tuple[str, str] | None"
    came: tuple[Standing, ...]
    left: tuple[Standing, ...]
    moved: tuple[tuple[Platform, int, int], ...]
    is_verdict_back: bool = False
    are_first_back: bool = False


@dataclass(frozen=True)
class News:
    """What changed in an advice.

    `answers`: what the visitor changed, in the order to tell, and `effect`: what that did; empty and None when nothing
    was. `since`: from when on this is told; None for a trial. `catalogue_effect`: what another catalogue or method did,
    and `changes`: what changed in the facts of the first three, newest first; None when there is no other. `method`:
    the version of then, "" when it is that of now.
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


def keep_snapshot(plan, now, **earlier):
    """Keep what is shown, with what to compare it with; no change to the plan, so its days do not start again."""
    plan.seen = now | earlier
    with log_failed_writes("What an advice showed was not kept."):
        Plan.objects.filter(pk=plan.pk).update(seen=plan.seen)


def is_same_basis(one, other) -> bool:
    """Whether two advices were made of the same catalogue and method."""
    return one["catalogue"] == other["catalogue"] and method_of(one) == method_of(other)


def is_same_plan(one, other) -> bool:
    """Whether two advices were made of the same answers and weights."""
    return one["given"] == other["given"] and one["weights"] == other["weights"]


def method_of(seen) -> str:
    return seen.get("method", FIRST_METHOD)


def find_earlier(plan, now) -> "tuple[dict | None, dict | None]":
    """What the advice showed when its owner had read the news, and what it showed before the last change.

    Both are None when nothing is known of that. Remembers what is shown now. The first of the two stays until its owner
    says to have read what changed, so that one change never hides another; the second follows each change. Neither
    moves while nothing changes: on a page that is loaded again, and in a second tab.
    """
    seen = {key: value for key, value in plan.seen.items() if key not in EARLIER}
    if not seen or ("given" not in seen and seen["answers"] != now["answers"]):
        keep_snapshot(plan, now)  # never seen, or kept by an earlier release, which did not keep the answers
        return None, None
    seen = {"given": plan.answers, "weights": plan.emphasis} | seen
    earlier = {key: plan.seen[key] for key in EARLIER if key in plan.seen}
    if not (is_same_plan(seen, now) and is_same_basis(seen, now)):
        earlier = {"before": earlier.get("before", seen), "last": seen}
        keep_snapshot(plan, now, **earlier)
    return earlier.get("before"), earlier.get("last")


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


def compare_shown(before: dict, now: dict, advice: Advice, catalogue, last: "dict | None" = None) -> AdviceDifference:
    """How what is shown now differs from what was shown before. `advice`: the one of now. `last`: shown in between."""
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
        is_verdict_back=bool(last) and verdict_text(last.get("verdict")) != texts[1],
        are_first_back=bool(last) and last.get("ranks", now["ranks"]) != now["ranks"],
    )


def changed_keys(before, now) -> list[str]:
    """The questions that are asked now and have another answer that counts."""
    earlier, later = visible_answers(before), visible_answers(now)
    return [key for key in later if not is_same(earlier.get(key), later[key])]


def changed_weights(before, now) -> list[str]:
    """The criteria that were given another weight by hand."""
    return [key for key in CRITERION if before.get(key, NORMAL) != now.get(key, NORMAL)]


def list_changes(before: Plan, now: Plan, deciding, last: "Plan | None" = None) -> tuple[ChangedAnswer, ...]:
    """The answers and weights that differ between two plans, in words: what decides first, then what was changed last.

    `deciding`: the keys of the questions that decide the verdict. `last`: the plan before the last change.
    """
    audience = now.answers.get("audience")
    keys, weights = changed_keys(before.answers, now.answers), changed_weights(before.emphasis, now.emphasis)
    latest = (
        {*changed_keys(last.answers, now.answers), *changed_weights(last.emphasis, now.emphasis)} if last else set()
    )
    if latest >= {*keys, *weights}:
        latest = set()
    answers = [
        ChangedAnswer(
            QUESTIONS[key].label_for(audience),
            answer_in_words(QUESTIONS[key], visible_answers(before.answers).get(key)),
            answer_in_words(QUESTIONS[key], now.answers.get(key)),
            key,
            key in deciding,
            key in latest,
        )
        for key in keys
    ]
    answers += [
        ChangedAnswer(
            CRITERION[key].label,
            OVERRIDE_LABELS[before.emphasis.get(key, NORMAL)],
            OVERRIDE_LABELS[now.emphasis.get(key, NORMAL)],
            is_latest=key in latest,
        )
        for key in weights
    ]
    return tuple(sorted(answers, key=lambda one: (not one.decides, not one.is_latest)))


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


def compare_plans(before: Plan, now: Plan, advice: Advice, catalogue, earlier=None, last=None) -> News | None:
    """What other answers and weights do to an advice; None when nothing that counts was changed.

    `advice`: that of `now`. `earlier`: what the advice of `before` shows, when it is known. `last`: what was shown
    before the last of these changes, when it is known.
    """
    earlier, shown = earlier or describe_shown(before.advice(catalogue)), describe_shown(advice)
    keys = changed_keys(before.answers, now.answers)
    deciding = find_deciding(before, now, keys, catalogue) if earlier["verdict"] != shown["verdict"] else ()
    changes = list_changes(before, now, deciding, plan_of(last) if last else None)
    return News(changes, compare_shown(earlier, shown, advice, catalogue, last)) if changes else None


def plan_of(seen: dict) -> Plan:
    """The plan behind an advice that was shown, as far as its answers and weights are known today."""
    weights = {key: word for key, word in seen["weights"].items() if key in CRITERION and word in OVERRIDE_LABELS}
    return Plan(answers=known_answers(seen["given"], seen["given"]), emphasis=weights)


def find_news(plan, advice, catalogue) -> News | None:
    """What changed since the owner saw this advice; None when nothing is to be told.

    What the answers did is worked out over the catalogue of now, so that it is told apart from what the catalogue did.
    """
    now = snapshot_of(plan, advice, catalogue)
    before, last = find_earlier(plan, now)
    if before is None:
        return None
    earlier = plan_of(before)
    same_plan = not changed_keys(earlier.answers, plan.answers) and not changed_weights(earlier.emphasis, plan.emphasis)
    same_basis = is_same_basis(before, now)
    if same_plan and same_basis:
        return None
    since = datetime.fromisoformat(before["on"])
    between = advice if same_plan else earlier.advice(catalogue)
    last = last if last and is_same_basis(last, now) else None
    told = News() if same_plan else compare_plans(earlier, plan, advice, catalogue, describe_shown(between), last)
    if same_basis:
        return replace(told, since=since)
    first = dict.fromkeys([*before["first"], *now["first"]])
    return News(
        told.answers,
        told.effect,
        since,
        compare_shown(before, describe_shown(between), between, catalogue),
        tuple(changes_since(since, [catalogue.by_slug[slug] for slug in first if slug in catalogue.by_slug])),
        "" if method_of(before) == METHOD_VERSION else method_of(before),
    )


@sent_from("advice")
@for_owner
def mark_as_read(request, token):
    """The owner has read the news: the advice of this moment is the one that was seen."""
    catalogue = Catalogue.current()
    if request.plan.answers.get("audience") and catalogue.platforms:
        keep_snapshot(request.plan, snapshot_of(request.plan, request.plan.advice(catalogue), catalogue))
    return redirect("advice", token=token)
