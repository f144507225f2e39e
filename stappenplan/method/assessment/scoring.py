"""One platform assessed against one profile: ruled out with the reasons, or rated; never compared with others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..cached_property import cached_property
from ..declarations import Criterion, FactScore, Interval, KnockOut, value_of
from ..evidence.reliability import HURWICZ_ALPHA
from ..evidence.status import RUNS, EvidenceStatus, collect_evidence, judge_status
from ..profile import Profile
from .criteria import CRITERIA, NOT_COUNTED
from .knock_outs import KNOCK_OUTS, OFFLINE_KNOCK_OUTS, PLACE_KNOCK_OUTS, WISHES, lives_offline

# A wish rules out nothing unless it is a must.
WISH_KEYS = {wish.key for wish in WISHES}
FITS, FITS_PARTLY, WATCH, NOT_KNOWN = "fits", "partly", "watch", "unknown"
# What fits as far as known: some of the facts behind it are not.
FITS_SO_FAR = "fits_so_far"


def weighted_mean(parts: Iterable[tuple[float, Interval]]) -> Interval:
    """The weighted mean of intervals; `parts` are pairs of weight and interval, with a weight above 0 in all."""
    whole = low = high = 0.0  # added up in one loop: every criterion of every platform comes by here
    for weight, interval in parts:
        if weight:
            whole += weight
            low += weight * interval.low
            high += weight * interval.high
    return Interval(low / whole, high / whole)


def hurwicz_score(interval: Interval) -> float:
    """The number an interval is ranked by: low + HURWICZ_ALPHA x width (L. Hurwicz, 1951)."""
    return interval.low + HURWICZ_ALPHA * interval.width


def round_off(number: float) -> float:
    """A figure without the noise of its last bits, for comparing: sums that should be equal are equal."""
    return round(number, 9)


def label_interval(interval: Interval) -> str:
    """An interval in a word: fits, partly, watch, or unknown when it is wider than a half.

    What has any width fits as far as known: a fact that is not known may still lower it.
    """
    width, size = round_off(interval.width), round_off(hurwicz_score(interval))
    if width > 0.5:
        return NOT_KNOWN
    if size >= 0.7:
        return FITS_SO_FAR if width else FITS
    return FITS_PARTLY if size >= 0.4 else WATCH


@dataclass(frozen=True)
class Rating:
    """How well a platform meets one criterion. `parts` are the facts it looked at, known or not."""

    criterion: Criterion
    weight: float
    parts: tuple[FactScore, ...]

    @cached_property
    def interval(self) -> Interval:
        return weighted_mean([(part.share, part.interval) for part in self.parts])

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([part.fact for part in self.parts]))

    @property
    def score(self) -> float:
        return hurwicz_score(self.interval)

    @property
    def rating_label(self) -> str:
        return label_interval(self.interval)


@dataclass(frozen=True)
class Assessment:
    """One platform assessed against one profile.

    `ruled_out_by`: keys of knock-outs. `ask_first`: keys of wishes of which it is not known whether they are met.
    `ratings` is empty and `evidence` None for a platform that is ruled out.
    """

    platform: object
    ruled_out_by: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()
    evidence: EvidenceStatus | None = None

    @classmethod
    def fill(cls, values: dict) -> "Assessment":
        """An assessment with this dictionary as its attributes, in a fifth of the time: an advice has hundreds."""
        assessment = object.__new__(cls)
        object.__setattr__(assessment, "__dict__", values)
        return assessment

    @cached_property
    def tier(self) -> int:
        """What counts before the score: 0 when it is known well enough to lead, see EvidenceStatus.tier."""
        return self.evidence.tier if self.evidence else 0

    @cached_property
    def total(self) -> Interval:
        return weighted_mean([(rating.weight, rating.interval) for rating in self.ratings])

    @property
    def low(self) -> float:
        return self.total.low

    @property
    def high(self) -> float:
        return self.total.high

    @cached_property
    def score(self) -> float:
        return hurwicz_score(self.total)

    @cached_property
    def criterion_scores(self) -> dict[str, float]:
        """The figure per criterion that counts."""
        return {rating.criterion.key: rating.score for rating in self.ratings}

    @cached_property
    def known(self) -> float:
        """The share of the weight of all criteria except goal_fit that rests on known facts, 0..1."""
        rest = [(rating.weight, rating.interval) for rating in self.ratings if rating.criterion.key != "goal_fit"]
        return 1.0 - weighted_mean(rest).width if any(weight for weight, _interval in rest) else 1.0

    @cached_property
    def facts_asked(self) -> tuple[str, ...]:
        """The facts that this profile asks of every platform, except goals and what the editors classify."""
        return list_asked(self.ratings)

    @cached_property
    def facts_known(self) -> tuple[str, ...]:
        return tuple([key for key in self.facts_asked if value_of(self.platform, key) is not None])

    @cached_property
    def to_ask(self) -> tuple[str, ...]:
        """Facts to ask the provider, the ones that can move the total most first.

        Before all others whether it still exists, when nobody could establish that; then the facts of a must that is
        neither met nor missed; the rest follows by weight x width.
        """
        first = ["status"] if value_of(self.platform, "status") == "unknown" else []
        first += [
            fact
            for wish in WISHES
            if wish.key in self.ask_first
            for fact, accepted in wish.accepts.items()
            if value_of(self.platform, fact) not in accepted
        ]
        moves: dict[str, float] = {}
        for rating in self.ratings:
            unknown = [part for part in rating.parts if part.interval.width]
            whole = sum([part.share for part in rating.parts]) if unknown else 0.0
            for part in unknown:
                moved = rating.weight * part.share / whole * part.interval.width
                moves[part.fact] = moves.get(part.fact, 0.0) + moved
        return tuple(dict.fromkeys([*first, *sorted(moves, key=lambda fact: (-moves[fact], fact))]))

    def label_fact(self, fact: str) -> str:
        """How one fact answers the profile, in a word, over all criteria that read it; "" when none asks for it."""
        parts = [
            (rating.weight * part.share, part.interval)
            for rating in self.ratings
            for part in rating.parts
            if part.fact == fact and part.share
        ]
        return label_interval(weighted_mean(parts)) if parts else ""

    @cached_property
    def fits(self) -> tuple[Rating, ...]:
        """*Past omdat*: the strongest points by weight x figure, at most three."""
        return self._by_word((FITS, FITS_SO_FAR), lambda rating: rating.weight * rating.score)[:3]

    @cached_property
    def watch(self) -> tuple[Rating, ...]:
        """*Let op*: every weak point, heaviest first."""
        return self._by_word((WATCH,), lambda rating: rating.weight)

    @cached_property
    def not_known(self) -> tuple[Rating, ...]:
        """*Weten we niet*: by weight x width."""
        return self._by_word((NOT_KNOWN,), lambda rating: rating.weight * rating.interval.width)

    def _by_word(self, words, size):
        return tuple(
            sorted((rating for rating in self.ratings if rating.rating_label in words), key=size, reverse=True)
        )


def list_asked(ratings: Iterable[Rating]) -> tuple[str, ...]:
    """The facts that these ratings ask for, each once, except goals and what the editors classify."""
    parts = [part.fact for rating in ratings if rating.criterion.key != "goal_fit" for part in rating.parts]
    return tuple([fact for fact in dict.fromkeys(parts) if fact not in NOT_COUNTED])


def rate_criteria(profile: Profile, platform, on: date) -> tuple[Rating, ...]:
    """The ratings on every criterion that counts for this profile."""
    ratings = [
        Rating(criterion, weight, parts)
        for criterion in CRITERIA
        if (weight := profile.weights[criterion.key]) and (parts := criterion.rate(profile, platform, on))
    ]
    return tuple(ratings)


def rules_for(profile: Profile) -> tuple[KnockOut, ...]:
    """The knock-outs that count: all that say what a platform is, and the wishes that are a must."""
    return tuple([rule for rule in KNOCK_OUTS if rule.key not in WISH_KEYS or rule.key in profile.musts])


def name_offline_rules(platform, on: date) -> tuple[str, ...]:
    """The knock-outs that can rule out a platform without an online place of its own."""
    runs = judge_status(platform, on)[0] == RUNS
    return OFFLINE_KNOCK_OUTS if runs else (*OFFLINE_KNOCK_OUTS, *PLACE_KNOCK_OUTS)


def rules_for_platform(profile: Profile, platform, on: date) -> tuple[KnockOut, ...]:
    """The knock-outs that count for this platform."""
    rules = rules_for(profile)
    if not lives_offline(platform):
        return rules
    return tuple(rule for rule in rules if rule.key in name_offline_rules(platform, on))


def assess_platform(profile: Profile, platform, on: date) -> Assessment:
    """Hold one platform against the profile: ruled out with all reasons, or rated. Never looks at other platforms."""
    outcomes = {rule.key: rule.fails(profile, platform) for rule in rules_for_platform(profile, platform, on)}
    ruled_out_by = tuple([key for key, fails in outcomes.items() if fails])
    if ruled_out_by:
        return Assessment(platform, ruled_out_by)
    ask_first = tuple(key for key in profile.musts if outcomes.get(key, False) is None)
    return rate_platform(profile, platform, on, ask_first)


def rate_platform(profile: Profile, platform, on: date, ask_first: tuple[str, ...] = ()) -> Assessment:
    """The assessment of a platform that is not ruled out: its ratings, and how well it is known on this date."""
    ratings = rate_criteria(profile, platform, on)
    evidence = collect_evidence(platform, list_asked(ratings), on)
    return Assessment(platform, (), ask_first, ratings, evidence=evidence)


def name_key(platform):
    return platform.name.casefold(), platform.slug


def reweigh(assessment: Assessment, weights) -> Assessment:
    """The same ratings under other weights; a criterion that weighs nothing drops out."""
    if all(0 != rating.weight == weights[rating.criterion.key] for rating in assessment.ratings):
        return assessment
    ratings = tuple(
        replace(rating, weight=weights[rating.criterion.key])
        for rating in assessment.ratings
        if weights[rating.criterion.key]
    )
    return replace(assessment, ratings=ratings)


def score_under(assessment: Assessment, weights) -> float:
    """The score of `reweigh`, without the rest of it."""
    return hurwicz_score(weighted_mean([(weights[one.criterion.key], one.interval) for one in assessment.ratings]))


def shared_place_key(assessment: Assessment) -> tuple[int, float]:
    """What decides a place: equal keys share it."""
    return assessment.tier, -round_off(assessment.score)


def ranking_key(assessment: Assessment):
    """The order on a shelf: who can lead, then the score; equal ones by how much is known and then by name."""
    return *shared_place_key(assessment), -round_off(assessment.known), *name_key(assessment.platform)


def count_wish_outcomes(wish, platforms: Sequence) -> dict[str, int]:
    """How many platforms meet a wish as a must, fail it, or leave it unknown: {"yes", "no", "unknown"}."""
    must = Profile({wish.key: "must"}, {}, (wish.key,))
    outcomes = [rule.fails(must, platform) for rule in KNOCK_OUTS if rule.key == wish.key for platform in platforms]
    return {name: outcomes.count(fails) for name, fails in (("yes", False), ("no", True), ("unknown", None))}
