"""Paper forms: every question of the wizard, and a form for conversations with neighbours.

Made from the declarations: a question that is added or reworded is so on paper too.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from stappenplan.method.declarations import MANY, Question
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.steps.short_version import SHORT_VERSION
from stappenplan.method.steps.success import WISHES_KEY
from stappenplan.method.text import _
from stappenplan.text import say


@dataclass(frozen=True)
class Asked:
    """One question on paper. `condition`: when it applies, in the active language; "" when it always does."""

    number: int
    question: Question
    label: str
    condition: str

    @property
    def several(self) -> bool:
        return self.question.kind == MANY


def question_sheet(audience) -> list:
    """The steps for this audience: (Step, parts); a part is a list of Asked: one question, or all wishes together."""
    numbers, steps = {}, []
    for step in STEPS:
        parts = []
        for question in step.questions:
            if not is_for(question, audience):
                continue
            if question.key == "audience":
                continue
            numbers[question.key] = len(numbers) + 1
            asked = Asked(
                numbers[question.key],
                question,
                question.label_for(audience),
                condition_of(question, numbers, audience),
            )
            if question.group == WISHES_KEY and parts and parts[-1][0].question.group == WISHES_KEY:
                parts[-1].append(asked)
            else:
                parts.append([asked])
        steps.append((step, parts))
    return steps


def short_sheet() -> list:
    """The short version for a group: parts as in `question_sheet`."""
    parts = []
    for number, question in enumerate(SHORT_VERSION.questions, 1):
        asked = Asked(number, question, question.label, "")
        if question.group and parts and parts[-1][0].question.group == question.group:
            parts[-1].append(asked)
        else:
            parts.append([asked])
    return parts


def is_for(question, audience) -> bool:
    """Whether a question is asked of anybody of this audience."""
    return (
        audience in (question.when or {}).get("audience", (audience,))
        and question.asked_if.get(audience, {}) is not None
    )


# With more answers than this a condition is said in fewer words.
IN_A_SENTENCE = 3


def condition_of(question, numbers, audience) -> str:
    """When a question applies, by the number of the one before it; where that is shorter, when it does not."""
    for key, values in (question.conditions_for(audience) or {}).items():
        if key == "audience":
            continue
        opening, others = [], []
        for option in QUESTIONS[key].options:
            (opening if option.value in values else others).append(f"“{say(option.label)}”")
        few = len(opening) <= len(others)
        text = gettext("Sla over als u bij vraag %(number)s koos: %(answers)s.")
        if few:
            text = gettext("Alleen als u bij vraag %(number)s koos: %(answers)s.")
        if few and len(opening) > IN_A_SENTENCE:
            text = gettext("Alleen bij vraag %(number)s: %(answers)s.")
        return text % {"number": numbers[key], "answers": gettext(" of ").join(opening if few else others)}
    return ""


# What to ask in the street. Most options are those of the stappenplan, so that the answers fit in it afterwards.
SOMETHING_ELSE = _("Iets anders:")


def talk_sheet() -> list:
    """Questions for neighbours, each with the options to tally: (question, labels)."""
    return [
        (_("Wat zou u hier graag willen?"), options_of("goal_main")),
        (_("Wilt u helpen?"), (_("Ja, ik wil de kar trekken"), _("Ja, af en toe"), _("Nu niet"))),
        (_("Wat gebruikt u nu om iets van de buurt te horen, of om iets te vragen?"), options_of("existing")),
        (_("Wat staat dat nu in de weg?"), options_of("bottleneck")),
        (_("Hoe wilt u meedoen?"), options_of("channels")),
    ]


def options_of(key) -> tuple:
    """What neighbours can say to a question of the stappenplan: its options, and room for another."""
    labels = (option.label for option in QUESTIONS[key].options if option.value != "unknown")
    return *labels, SOMETHING_ELSE
