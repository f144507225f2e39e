"""The profile of a visitor: the answers that count, the weight of each criterion, the musts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .assessment.criteria import CRITERIA
from .assessment.knock_outs import WISHES
from .declarations import OFFICIAL, Answers
from .steps import QUESTIONS
from .text import _

# What a weight that follows from the answers is multiplied by when the visitor changes it by hand in words [OJ].
NORMAL = "normal"
OVERRIDE_FACTORS = {"none": 0, NORMAL: 1, "extra": 2, "heavy": 3}
OVERRIDE_LABELS = {"none": _("telt niet"), NORMAL: _("gewoon"), "extra": _("extra"), "heavy": _("zwaar")}


def as_tuple(value) -> tuple[str, ...]:
    """An answer as a tuple: of one value, of several, or of none when it was skipped."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def conditions_hold(conditions: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
    """Whether each question that is named has one of the answers that are named with it."""
    return all(set(values) & set(as_tuple(answers.get(key))) for key, values in conditions.items())


def is_open(question, answers: Answers) -> bool:
    """Whether the conditions (`when`) of a question, or of its first value, hold for these answers."""
    return not question.when or conditions_hold(question.when, answers)


def is_asked(question, answers: Answers) -> bool:
    """Whether a question that is open is put to these people: to others it would change little."""
    conditions = question.asked_if.get(answers.get("audience"), {})
    return conditions is not None and conditions_hold(conditions, answers)


def visible_answers(answers: Answers) -> dict[str, "str | list[str] | None"]:
    """The answers that count, a key per question that is asked or answered; None for one that was skipped.

    An answer to a question that no longer applies is kept by the caller but not read here.
    """
    shown: dict = {}
    for question in QUESTIONS.values():
        answer = answers.get(question.key) or None
        if is_open(question, shown) and (answer is not None or is_asked(question, shown)):
            shown[question.key] = answer
    return shown


def list_optional(answers: Answers) -> list[str]:
    """The keys of the questions that are not put to these people and have no answer, but would count if answered."""
    shown = visible_answers(answers)
    return [key for key, question in QUESTIONS.items() if key not in shown and is_open(question, shown)]


@dataclass(frozen=True)
class Profile:
    """`answers`: what `visible_answers` gives. `weights`: criterion key -> weight. `musts`: wishes that must hold.

    `weight_overrides`: criterion key -> a word of OVERRIDE_FACTORS or a number, for weights changed by hand.
    """

    answers: Mapping[str, "str | list[str] | None"]
    weights: Mapping[str, float]
    musts: tuple[str, ...]
    weight_overrides: Mapping[str, str | float] = field(default_factory=dict)

    def answer(self, key: str):
        """The answer to a question; None when it was skipped or is not asked."""
        return self.answers.get(key)

    def says(self, key: str, *values: str) -> bool:
        """Whether the answer is, or holds, one of the values."""
        return bool(set(values) & set(as_tuple(self.answer(key))))

    def only(self, key: str, *values: str) -> bool:
        """Whether the question is answered with nothing but the values."""
        given = set(as_tuple(self.answer(key)))
        return bool(given) and given <= set(values)

    def answered(self, *keys: str) -> bool:
        """Whether each of the questions that is asked has an answer."""
        return all(self.answers[key] is not None for key in keys if key in self.answers)


def override_weight(weight: float, override: str | float) -> float:
    """The weight that follows from the answers, multiplied by what a word stands for or replaced by a number."""
    return weight * OVERRIDE_FACTORS[override] if isinstance(override, str) else override


def profile_from(answers: Answers, weight_overrides: Mapping[str, str | float] | None = None) -> Profile:
    """Read the answers: which count, what each criterion weighs, which wishes are a must.

    `weight_overrides` changes weights by hand: criterion key -> a word of OVERRIDE_FACTORS, which multiplies the weight
    that follows from the answers, or a number of at least 0, which replaces it. Raises ValueError when nothing would
    weigh anything.
    """
    shown = visible_answers(answers)
    musts = tuple(question.key for question in WISHES if shown.get(question.key) == "must")
    profile = Profile(shown, {}, musts, dict(weight_overrides or {}))
    audience = 0 if shown.get("audience") == OFFICIAL else 1
    weights = {
        criterion.key: override_weight(
            criterion.weigh(profile, criterion.default[audience]), profile.weight_overrides.get(criterion.key, NORMAL)
        )
        for criterion in CRITERIA
    }
    if not any(weights.values()):
        raise ValueError("no criterion weighs anything")
    return replace(profile, weights=weights)


WEIGHT_AT_MOST = 100
