"""Answers and platforms in, advice out: the one entrance to the method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .declarations import FIRST, STOP, STOP_NEW, Answers, Gate, Verdict
from .firmness import Firmness, firmness
from .gates import ANSWERS_NEEDED, GATES, NEEDED_FOR_GO, SHOWN_FIRST, VERDICTS, WARNINGS
from .once import cached_property
from .profile import Profile, profile_from
from .scoring import Assessment, Shortlist, shortlist
from .steps import STEPS
from .text import Sentence


@dataclass(frozen=True)
class Finding:
    """A gate that holds: its level here, and its sentences (one, or one per case)."""

    gate: Gate
    level: str
    sentences: tuple[Sentence, ...]

    @property
    def key(self) -> str:
        return self.gate.key


@dataclass(frozen=True)
class Advice:
    """The verdict, the findings behind it, and all platforms assessed.

    `open_questions`: keys of questions that were asked and skipped. `on`: the date that ages count from. `work_out`:
    what works out how sure it is, from the first two and `on`.
    """

    profile: Profile
    shortlist: Shortlist
    findings: tuple[Finding, ...]
    verdict: Verdict
    open_questions: tuple[str, ...]
    on: date
    work_out: Callable = field(default=firmness, repr=False, compare=False)

    def at(self, *levels: str) -> tuple[Finding, ...]:
        """The findings of these levels, in the order of the method."""
        return tuple(finding for finding in self.findings if finding.level in levels)

    @cached_property
    def firmness(self) -> Firmness | None:
        """How sure the ranking is; worked out when asked for, None when nothing is ranked."""
        return self.work_out(self.profile, self.shortlist, self.on)

    @cached_property
    def first(self) -> tuple[Finding, ...]:
        """What to do first, hardest first: at most three."""
        return (*self.at(STOP), *self.at(STOP_NEW), *self.at(FIRST))[:SHOWN_FIRST]

    @cached_property
    def later(self) -> tuple[Finding, ...]:
        """The other findings that ask for something before the start."""
        return tuple(finding for finding in self.at(STOP, STOP_NEW, FIRST) if finding not in self.first)

    @cached_property
    def to_find_out(self) -> tuple[str, ...]:
        """The skipped questions that a plain yes needs an answer to."""
        return tuple(key for key in NEEDED_FOR_GO if self.profile.answer(key) is None)

    @cached_property
    def best_of_kind(self) -> tuple[tuple[int, Assessment], ...]:
        """The best of each kind among the first ten, as (place, assessment), without the kinds of the first three."""
        seen = {assessment.platform.kind for assessment in self.shortlist.ranked[:3]}
        best = []
        for place, assessment in enumerate(self.shortlist.ranked[:10], 1):
            if assessment.platform.kind not in seen:
                seen.add(assessment.platform.kind)
                best.append((place, assessment))
        return tuple(best)

    @cached_property
    def can_be_first(self) -> int:
        """How many platforms could still be number one when every unknown fact falls their way, the first included."""
        ranked = self.shortlist.ranked
        return sum(assessment.high >= ranked[0].low for assessment in ranked) if ranked else 0


def find(gate: Gate, profile: Profile, platforms: Shortlist) -> Finding | None:
    """The gate's finding when it holds and every question it asks that was shown is answered; else None."""
    if not profile.answered(*gate.asks):
        return None
    outcome = gate.holds(profile, platforms)
    if not outcome:
        return None
    texts = gate.text if isinstance(gate.text, dict) else {"": gate.text}
    cases = outcome if isinstance(outcome, tuple) else ("",)
    values = outcome if isinstance(outcome, dict) else {}
    level = gate.level(profile) if callable(gate.level) else gate.level
    return Finding(gate, level, tuple(Sentence(texts[case], values) for case in cases))


def count_answers(profile: Profile) -> int:
    """The answered questions after the step Start; the wishes are one question."""
    return len(
        {
            question.group or question.key
            for step in STEPS[1:]
            for question in step.questions
            if profile.answer(question.key) is not None
        }
    )


def judge(profile: Profile, findings: Sequence[Finding]) -> Verdict:
    """The verdict: the first rule that holds wins."""
    levels = {finding.level for finding in findings}
    keys = {finding.key for finding in findings}
    if count_answers(profile) < ANSWERS_NEEDED:
        key = "too_few"
    elif STOP in levels:
        key = "offline_first"
    elif STOP_NEW in levels:
        key = "use_existing"
    elif keys & {"goal_not_sharp", "need_not_checked"}:
        key = "sharpen_first"
    elif FIRST in levels or any(profile.answer(needed) is None for needed in NEEDED_FOR_GO):
        key = "go_if"
    else:
        key = "go"
    return VERDICTS[key]


def with_warnings(profile: Profile, platforms: Shortlist) -> Shortlist:
    """The shortlist with, for each ranked platform, the warnings that hold."""
    return replace(
        platforms,
        ranked=tuple(
            replace(
                assessment,
                warnings=tuple(warning for warning in WARNINGS if warning.holds(profile, assessment)),
            )
            for assessment in platforms.ranked
        ),
    )


def advise(
    answers: Answers,
    platforms: Sequence,
    on: date,
    emphasis: Mapping[str, str | float] | None = None,
    work_out: Callable = firmness,
) -> Advice:
    """What we advise for these answers over these platforms.

    `answers`: question key -> value, list of values or None; a key left out counts as skipped. `platforms` offer
    `slug`, `name`, `kind`, `form`, `usable_in_nl`, `municipalities`, `launched` and `facts` (fact key -> object with
    `value` and `basis`). `on`: the date of the catalogue, from which ages count. `emphasis`: changes weights,
    as in `profile_from`. `work_out`: for who keeps what `firmness` gives. Pure: the same input, the same advice.
    """
    profile = profile_from(answers, emphasis)
    platforms = with_warnings(profile, shortlist(profile, platforms, on))
    findings = tuple(finding for gate in GATES if (finding := find(gate, profile, platforms)) is not None)
    skipped = tuple(key for key, answer in profile.answers.items() if answer is None)
    return Advice(profile, platforms, findings, judge(profile, findings), skipped, on, work_out)
