"""Answers and platforms in, advice out: the one entrance to the method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .declarations import FIRST, STOP, STOP_NEW, Answers, Verdict
from .gates import GATES, WARNINGS, Finding, check_gate
from .once import cached_property
from .profile import Profile, profile_from
from .robustness import Robustness, analyse_robustness
from .scoring import Assessment, Ranking, rank_platforms
from .verdicts import NEEDED_FOR_GO, SHOWN_FIRST, decide_verdict


@dataclass(frozen=True)
class Advice:
    """The verdict, the findings behind it, and all platforms assessed.

    `open_questions`: keys of questions that were asked and skipped. `on`: the date that ages count from. `work_out`:
    what works out how sure it is, from the first two and `on`.
    """

    profile: Profile
    ranking: Ranking
    findings: tuple[Finding, ...]
    verdict: Verdict
    open_questions: tuple[str, ...]
    on: date
    work_out: Callable = field(default=analyse_robustness, repr=False, compare=False)

    def at(self, *levels: str) -> tuple[Finding, ...]:
        """The findings of these levels, in the order of the method."""
        return tuple(finding for finding in self.findings if finding.level in levels)

    @cached_property
    def robustness(self) -> Robustness | None:
        """How sure the ranking is; worked out when asked for, None when nothing is ranked."""
        return self.work_out(self.profile, self.ranking, self.on)

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
        seen = {assessment.platform.kind for assessment in self.ranking.ranked[:3]}
        best = []
        for place, assessment in enumerate(self.ranking.ranked[:10], 1):
            if assessment.platform.kind not in seen:
                seen.add(assessment.platform.kind)
                best.append((place, assessment))
        return tuple(best)

    @cached_property
    def can_be_first(self) -> int:
        """How many platforms could still be number one when every unknown fact falls their way, the first included."""
        ranked = self.ranking.ranked
        return sum(assessment.high >= ranked[0].low for assessment in ranked) if ranked else 0


def add_warnings(profile: Profile, ranking: Ranking) -> Ranking:
    """The ranking with, for each ranked platform, the warnings that hold."""
    return replace(
        ranking,
        ranked=tuple(
            replace(
                assessment,
                warnings=tuple(warning for warning in WARNINGS if warning.holds(profile, assessment)),
            )
            for assessment in ranking.ranked
        ),
    )


def advise(
    answers: Answers,
    platforms: Sequence,
    on: date,
    weight_overrides: Mapping[str, str | float] | None = None,
    work_out: Callable = analyse_robustness,
) -> Advice:
    """What we advise for these answers over these platforms.

    `answers`: question key -> value, list of values or None; a key left out counts as skipped. `platforms` offer
    `slug`, `name`, `kind`, `form`, `usable_in_nl`, `municipalities`, `launched` and `facts` (fact key -> object with
    `value` and `basis`). `on`: the date of the catalogue, from which ages count. `weight_overrides`: changes weights,
    as in `profile_from`. `work_out`: does what `analyse_robustness` does, and may keep it. Pure: the same input gives
    the same advice.
    """
    profile = profile_from(answers, weight_overrides)
    ranking = add_warnings(profile, rank_platforms(profile, platforms, on))
    findings = tuple(finding for gate in GATES if (finding := check_gate(gate, profile, ranking)) is not None)
    skipped = tuple(key for key, answer in profile.answers.items() if answer is None)
    return Advice(profile, ranking, findings, decide_verdict(profile, findings), skipped, on, work_out)
