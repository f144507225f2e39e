"""The account of the advice: weights, how each figure is made, and what the advice cannot do."""

from dataclasses import dataclass

from stappenplan.advice.explanation.score_breakdown import score_contributions
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.profile import NORMAL, OVERRIDE_LABELS
from stappenplan.method.text import Sentence, _

from ..elements import Line, chooses_platform
from ..evidence import find_leading
from .outline import ACCOUNTABILITY_ANNEX

# What the remarks of the memo say of every platform, where one is to be chosen.
NOT_PROVEN = Line(
    _("Wij vonden geen onafhankelijk bewijs dat een platform zelf zorgt voor meer binding."),
    source=("S12", "S13"),
)
LIMITS_OF_METHOD = (
    Line(
        _("Een overzicht van 52 onderzoeken: online helpt waar buren al iets met elkaar hebben. Niet overal."),
        source=("S79",),
    ),
    NOT_PROVEN,
    Line(
        _("Nederlands bewijs dat een platform de buurt helpt, is dun, en komt vaak van aanbieders."),
        source=("S3", "S4", "S17", "S34"),
    ),
    Line(
        _("Over mislukte platforms wordt weinig geschreven. Wij vonden er twee in lokaal nieuws."), source=("S9", "S10")
    ),
    Line(_("We vonden één openbare prijs, en geen bedrag uit een contract met een gemeente."), source=("S17",)),
    Line(_("De getallen waarmee we rekenen, zijn ons eigen oordeel."), source=("OJ",)),
    Line(_("Wetten veranderen. Laat de juridische punten na een jaar opnieuw nakijken."), source=("OJ",)),
)


def list_limits(advice) -> tuple[Line, ...]:
    """What the advice cannot do, without what the remarks say already."""
    return tuple(one for one in LIMITS_OF_METHOD if one is not NOT_PROVEN or not chooses_platform(advice))


WEIGHTS_BY_HAND = _("Gewichten zijn met de hand veranderd. Ze staan in bijlage %(annex)s.")


def say_weights_by_hand(profile) -> Sentence | None:
    """That weights were changed by hand, and where they stand; None when all of them follow from the answers."""
    if all(override == NORMAL for override in profile.weight_overrides.values()):
        return None
    return Sentence(WEIGHTS_BY_HAND, {"annex": ACCOUNTABILITY_ANNEX.number})


def list_criterion_weights(profile) -> list:
    """What each criterion weighs, heaviest first: (label, weight, how it was changed by hand or "").

    What does not count is left out, unless somebody chose so.
    """
    rows = [
        (CRITERION[key].label, weight, OVERRIDE_LABELS[word] if word != NORMAL else "")
        for key, weight in profile.weights.items()
        if (word := profile.weight_overrides.get(key, NORMAL)) != NORMAL or weight
    ]
    return sorted(rows, key=lambda row: -row[1])


@dataclass(frozen=True)
class ScorePart:
    """What one criterion adds to a figure, in hundredths of a point out of ten: the range and the most it can add."""

    hundredths: int
    low: float
    high: float
    most: float


def parts_of(assessment) -> dict[str, ScorePart]:
    """Of one platform, per criterion what it adds; the hundredths add up to the figure."""
    whole = sum(rating.weight for rating in assessment.ratings)
    found = {}
    for one in score_contributions(assessment)[0]:
        rating = one.rating
        low, high, most = (
            1000 * rating.weight * share / whole for share in (rating.interval.low, rating.interval.high, 1)
        )
        found[rating.criterion.label] = ScorePart(one.hundredths, low, high, most)
    return found


def list_sums(advice) -> list:
    """How the first figures come about, heaviest first: (criterion, weight, changed by hand, a Part per platform)."""
    added = [parts_of(assessment) for assessment in find_leading(advice)]
    return [
        (label, weight, by_hand, [parts.get(label) for parts in added])
        for label, weight, by_hand in list_criterion_weights(advice.profile)
    ]
