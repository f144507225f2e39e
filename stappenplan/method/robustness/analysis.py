"""How sure an advice is: the order of the leading shelf over all draws, and the evidence about number one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..assessment.ranking import Ranking
from ..evidence.status import RUNS, EvidenceStatus
from ..profile import Profile
from ..text import Sentence, _
from .information import InformationValue, find_information_values
from .sensitivity import DecidingAnswer, find_deciding_answers, find_ranks_without
from .smaa import Acceptability, count_draws, rank_acceptability

# How stable the order is, and how strong the evidence is, from best to poorest; the whole is never better than either.
SURE, FAIRLY_SURE, CLOSE = "sure", "fairly_sure", "close"
STRONG, FAIR, THIN_EVIDENCE = "strong", "fair", "thin"
STABILITY = (SURE, FAIRLY_SURE, CLOSE)
STRENGTH = (STRONG, FAIR, THIN_EVIDENCE)
# Neighbours of which the upper one stands above in fewer of the draws cannot be told apart [OJ].
TOLD_APART = 2 / 3
# From this share of the asked facts confirmed by others than the provider the evidence is strong [OJ].
CONFIRMED_BY_OTHERS = 0.5
# On fewer facts confirmed by others than this the evidence is never strong, whatever their share [OJ].
CONFIRMED_AT_LEAST = 5

WHOLE_WORDS = {SURE: _("zeker"), FAIRLY_SURE: _("redelijk zeker"), CLOSE: _("onzeker")}
STABILITY_TEXTS = {
    SURE: _("De volgorde is stabiel: in %(times)s van de 100 berekeningen staat %(name)s bovenaan in de eerste lijst."),
    FAIRLY_SURE: _(
        "De volgorde is redelijk stabiel: in %(times)s van de 100 berekeningen staat %(name)s bovenaan in de "
        "eerste lijst."
    ),
    CLOSE: _(
        "De eerste platforms liggen dicht bij elkaar: in %(times)s van de 100 berekeningen staat %(name)s bovenaan in "
        "de eerste lijst."
    ),
}
# When several are number one: which of them stands on top says only how they are called.
SHARED_FIRST = _("%(count)s platforms delen in de eerste lijst de eerste plaats. Hun volgorde zegt niets.")
STRENGTH_TEXTS = {
    STRONG: _("De feiten over %(name)s zijn goed onderbouwd: %(newest)s. %(known)s"),
    FAIR: _("De feiten over %(name)s zijn redelijk onderbouwd: %(newest)s. %(known)s"),
    THIN_EVIDENCE: _("De feiten over %(name)s zijn zwak onderbouwd: %(newest)s. %(known)s"),
}
NEWEST = _("het nieuwste bewijs dat het draait, is van %(when)s")
NO_NEWEST = _("geen bron met een datum zegt dat het draait")
# How many of the facts that count are known, and how many of those come from others than the provider.
NO_FACT = _("Er telt geen enkel feit.")
ONE_FACT = {
    None: _("Er telt één feit, en dat kennen we niet."),
    False: _("Er telt één feit. Dat komt niet van een ander dan de aanbieder."),
    True: _("Er telt één feit. Dat komt van een ander dan de aanbieder."),
}
ONE_KNOWN = {
    None: _("Van %(asked)s feiten die tellen, kennen we er geen."),
    False: _("Van %(asked)s feiten die tellen, kennen we er één. Dat komt niet van een ander dan de aanbieder."),
    True: _("Van %(asked)s feiten die tellen, kennen we er één. Dat komt van een ander dan de aanbieder."),
}
KNOWN = _("Van %(asked)s feiten die tellen, kennen we er %(known)s, waarvan %(others)s van een ander dan de aanbieder.")
KNOWN_BY_NONE = _(
    "Van %(asked)s feiten die tellen, kennen we er %(known)s, waarvan geen van een ander dan de aanbieder."
)
KNOWN_BY_ALL = _(
    "Van %(asked)s feiten die tellen, kennen we er %(known)s, alle %(known)s van een ander dan de aanbieder."
)


@dataclass(frozen=True)
class Robustness:
    """How sure the advice is; every map is by slug, or by the key of a must.

    `label`: a word of STABILITY. `close`: per group of neighbours that the draws cannot tell apart, where on the shelf
    the first and the last of them stand, counted from 1. `leaders`: how many share the first place.
    """

    acceptability: Mapping[str, Acceptability]
    label: str
    deciding_answers: tuple[DecidingAnswer, ...]
    information_values: Mapping[str, tuple[InformationValue, ...]]
    places_without: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    close: tuple[tuple[int, int], ...] = ()
    leaders: int = 1

    @property
    def draws(self) -> int:
        """How many times weights and facts were drawn."""
        return count_draws(len(self.acceptability))


@dataclass(frozen=True)
class Confidence:
    """How sure the advice is, in two sentences and one word.

    `stability`: a word of STABILITY; `strength`: of STRENGTH; `whole`: of STABILITY, never
    better than the poorer of both.
    """

    stability: str
    strength: str
    order: Sentence
    evidence: Sentence

    @property
    def whole(self) -> str:
        return STABILITY[max(STABILITY.index(self.stability), STRENGTH.index(self.strength))]

    @property
    def word(self) -> str:
        """The word for the whole, to stand inside a sentence."""
        return WHOLE_WORDS[self.whole]


def label_stability(first: float, leaders: int = 1) -> str:
    """In a word how stable number one is: 80% or more of the draws, 50% or more, or less.

    `leaders`: how many share the first place. Of several none is number one for sure.
    """
    if leaders > 1:
        return CLOSE
    return SURE if first >= 0.8 else FAIRLY_SURE if first >= 0.5 else CLOSE


def label_strength(evidence: EvidenceStatus, asked: int) -> str:
    """In a word how strong the evidence about a platform is: known to run, and from others than its provider."""
    if evidence.status != RUNS or not evidence.others:
        return THIN_EVIDENCE
    return STRONG if evidence.others >= max(CONFIRMED_AT_LEAST, CONFIRMED_BY_OTHERS * asked) else FAIR


def describe_known(asked: int, known: int, others: int) -> Sentence:
    """How many of the facts asked are known, and how many of those come from others than the provider."""
    if known < 2:
        texts = ONE_FACT if asked == 1 else ONE_KNOWN
        text = texts[others > 0 if known else None] if asked else NO_FACT
    elif others in (0, known):
        text = KNOWN_BY_ALL if others else KNOWN_BY_NONE
    else:
        text = KNOWN
    return Sentence(text, {"asked": asked, "known": known, "others": others})


def describe_confidence(first, robustness: Robustness) -> Confidence:
    """The two sentences about number one. `first`: its assessment."""
    name, evidence, asked = first.platform.name, first.evidence, len(first.facts_asked)
    strength = label_strength(evidence, asked)
    newest = Sentence(NEWEST if evidence.last_seen else NO_NEWEST, {"when": evidence.seen})
    known = describe_known(asked, len(first.facts_known), evidence.others)
    return Confidence(
        robustness.label,
        strength,
        describe_order(name, robustness.acceptability[first.platform.slug].first, robustness),
        Sentence(STRENGTH_TEXTS[strength], {"name": name, "newest": newest, "known": known}),
    )


def describe_order(name: str, share: float, robustness: Robustness) -> Sentence:
    """The sentence about the order. `name` and `share`: of number one, and of the draws in which it is that."""
    if robustness.leaders > 1:
        return Sentence(SHARED_FIRST, {"count": robustness.leaders})
    return Sentence(STABILITY_TEXTS[robustness.label], {"times": round(100 * share), "name": name})


def group_close(acceptability: Mapping[str, Acceptability]) -> tuple[tuple[int, int], ...]:
    """The groups of neighbours that the draws cannot tell apart. `acceptability`: in the order of the shelf."""
    groups: list[tuple[int, int]] = []
    for place, shares in enumerate(acceptability.values(), 1):
        if shares.beats_next is None or shares.beats_next >= TOLD_APART:
            continue
        if groups and groups[-1][1] == place:
            groups[-1] = (groups[-1][0], place + 1)
        else:
            groups.append((place, place + 1))
    return tuple(groups)


def analyse_robustness(profile: Profile, ranking: Ranking, on: date) -> Robustness | None:
    """The three questions of the method about how sure the leading shelf is; None when nothing stands on it."""
    if not ranking.ranked:
        return None
    shares = rank_acceptability(profile.weights, ranking.ranked)
    leaders = len(ranking.shelves[0].up_to(1))
    return Robustness(
        shares,
        label_stability(shares[ranking.ranked[0].platform.slug].first, leaders),
        find_deciding_answers(profile, ranking, on),
        find_information_values(profile, ranking.ranked, on),
        {key: find_ranks_without(key, profile, ranking, on) for key in profile.musts},
        group_close(shares),
        leaders,
    )
