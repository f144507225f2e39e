"""The robustness of an advice: rank acceptability, deciding answers, and what one more fact would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .profile import Profile
from .scoring import Ranking
from .sensitivity import (
    DecidingAnswer,
    InformationValue,
    find_deciding_answers,
    find_information_values,
    find_ranks_without,
)
from .smaa import Acceptability, count_draws, rank_acceptability

SURE, FAIRLY_SURE, CLOSE = "sure", "fairly_sure", "close"


def label_stability(first: float) -> str:
    """In a word how sure number one is: 80% or more of the draws, 50% or more, or less."""
    return SURE if first >= 0.8 else FAIRLY_SURE if first >= 0.5 else CLOSE


@dataclass(frozen=True)
class Robustness:
    """How sure the advice is; every map is by slug, or by the key of a must."""

    acceptability: Mapping[str, Acceptability]
    label: str
    deciding_answers: tuple[DecidingAnswer, ...]
    information_values: Mapping[str, tuple[InformationValue, ...]]
    places_without: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """How many times weights and unknown facts were drawn."""
        return count_draws(len(self.acceptability))


def analyse_robustness(profile: Profile, platforms: Ranking, on: date) -> Robustness | None:
    """The three questions of the method about how sure the ranking is; None when nothing is ranked."""
    if not platforms.ranked:
        return None
    shares = rank_acceptability(profile.weights, platforms.ranked)
    return Robustness(
        shares,
        label_stability(shares[platforms.ranked[0].platform.slug].first),
        find_deciding_answers(profile, platforms, on),
        find_information_values(profile, platforms.ranked, on),
        {key: find_ranks_without(key, profile, platforms, on) for key in profile.musts},
    )
