"""Advice from answers and platforms: the only entrance to the method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .assessment.ranking import Here, Ranking, ToCheck, rank_platforms
from .assessment.scoring import Assessment
from .assessment.shelves import FIRST_FEW, TODAY, Shelf
from .cached_property import cached_property
from .declarations import FIRST, STOP, STOP_NEW, Answers, Verdict
from .evidence.status import EvidenceStatus, collect_evidence
from .gates import GATES, Finding, check_gate
from .profile import Profile, profile_from
from .robustness.analysis import Confidence, Robustness, analyse_robustness, describe_confidence
from .verdicts import SHOWN_FIRST, decide_verdict, find_missing


@dataclass(frozen=True)
class Advice:
    """The verdict, the findings behind it, and all platforms assessed, each in its place.

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
        return find_missing(self.profile)

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """The platforms by what a neighbourhood has to do for them, in the order in which the shelves are shown."""
        return self.ranking.shelves

    @property
    def already_here(self) -> tuple[Here, ...]:
        """Every platform of this municipality that did not end."""
        return tuple(one for one in self.ranking.here if not one.has_ended)

    @property
    def ended_here(self) -> tuple[Here, ...]:
        """The platforms of this municipality that ended."""
        return tuple(one for one in self.ranking.here if one.has_ended)

    @property
    def to_check(self) -> tuple[ToCheck, ...]:
        """What may fit when it still exists: never numbered."""
        return self.ranking.to_check

    @property
    def perhaps_also(self) -> tuple[Assessment, ...]:
        """What is made for many goals, of which no source names the main goal: never numbered."""
        return self.ranking.perhaps_also

    @cached_property
    def confidence(self) -> Confidence | None:
        """How sure the advice is, in two sentences and a word; None when nothing stands on the leading shelf."""
        return describe_confidence(self.ranking.ranked[0], self.robustness) if self.ranking.ranked else None

    def evidence_of(self, platform) -> EvidenceStatus:
        """How well a platform is known: for the mark beside its name, wherever that stands."""
        return collect_evidence(platform, (), self.on)

    @cached_property
    def best_of_kind(self) -> tuple[tuple[int, Assessment], ...]:
        """The best of each kind among the first ten, as (place, assessment), without the kinds of the first three."""
        shelf = self.shelves[0]
        seen = {assessment.platform.kind for assessment in shelf.up_to(FIRST_FEW)}
        best = []
        for assessment in shelf.up_to(10):
            if assessment.platform.kind not in seen:
                seen.add(assessment.platform.kind)
                best.append((shelf.ranks[assessment.platform.slug], assessment))
        return tuple(best)


def advise(
    answers: Answers,
    platforms: Sequence,
    on: date,
    weight_overrides: Mapping[str, str | float] | None = None,
    work_out: Callable = analyse_robustness,
) -> Advice:
    """What we advise for these answers over these platforms.

    `answers`: question key -> value, list of values or None; a key left out counts as skipped. `platforms` offer
    `slug`, `name`, `kind`, `form`, `usable_in_nl`, `municipalities`, `places`, `launched`, `is_taken_over` and `facts`:
    fact key -> object with `value`, `basis`, `inherited_from` (the slug of the platform that it is known from, or "")
    and `source_list` (objects with `type` and `date`, as it is written or ""). `on`: the date on which the catalogue
    was released, from which ages count. `weight_overrides`: changes weights, as in `profile_from`. `work_out`: does
    what `analyse_robustness` does, and may keep it. Pure: the same input gives the same advice.
    """
    profile = profile_from(answers, weight_overrides)
    ranking = rank_platforms(profile, platforms, on)
    findings = tuple(finding for gate in GATES if (finding := check_gate(gate, profile, ranking)) is not None)
    skipped = tuple(key for key, answer in profile.answers.items() if answer is None)
    leading = ranking.shelves[0]
    verdict = decide_verdict(profile, findings, can_join=leading.key == TODAY and bool(leading.first))
    return Advice(profile, ranking, findings, verdict, skipped, on, work_out)
