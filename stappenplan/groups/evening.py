"""An evening on which a group talks about its outcome: three questions, and an agenda."""

from dataclasses import dataclass

from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.groups.disclosure_control import HIDDEN
from stappenplan.method.text import Sentence, _

# How many questions there are.
QUESTIONS_ASKED = 3
# Less than this share for the answer that most gave: people differ.
MOST_AGREE = 0.75

# What to ask each other when people weigh a criterion differently.
WHO_DECIDES = _("Wie mag beslissen over regels, geld en stoppen?")
WHO_CARRIES = _("Wie kent een buur die de kar wil trekken, en wie vraagt het?")
AGREED_QUESTIONS = (
    _("Wie doet de eerste stap, en wanneer?"),
    _("Wie missen we aan deze tafel?"),
    _("Wanneer kijken we samen terug?"),
)


@dataclass(frozen=True)
class Talk:
    """A question for the conversation, and what in the answers leads to it; "" when nothing does."""

    question: str
    because: "str | Sentence" = ""


def is_divided(said) -> bool:
    """Whether people gave different answers to one question, and no answer stands out: not even all but one gave it."""
    most, whole = max(said.values(), default=0), sum(said.values())
    return len(said) > 1 and most < MOST_AGREE * whole and most < whole - HIDDEN


def choose_questions(outcome, nobody, gaps) -> tuple[Talk, ...]:
    """Three questions made from the differences; where there are too few of these, from what comes next.

    `nobody`: the Obstacle that nobody carries it, None when that is not said. `gaps`: where roles differ.
    """
    found, lead_differs = [], is_divided(outcome.said["lead"])
    carry = [Talk(WHO_CARRIES, _("Niet iedereen ziet mensen die de kar willen trekken."))] if nobody else []
    if lead_differs:
        found.append(Talk(WHO_DECIDES, _("Over wie mag beslissen, denken mensen verschillend.")))
    if nobody and nobody.heavy:
        found += carry
    for key in outcome.to_talk_about:
        if lead_differs and key == "resident_lead":  # the same talk
            continue
        because = Sentence(
            _("“%(criterion)s” telt bij de een zwaarder dan bij de ander."), {"criterion": CRITERION[key].label}
        )
        found.append(Talk(CRITERION[key].talk, because))
    for one in gaps:
        text = (
            _("“%(criterion)s” telt bij %(who)s zwaarder dan bij bewoners.")
            if one.others > one.residents
            else _("“%(criterion)s” telt bij bewoners zwaarder dan bij %(who)s.")
        )
        because = Sentence(text, {"criterion": one.criterion.label, "who": one.who})
        found.append(Talk(one.criterion.talk, because))
    if is_divided(outcome.said["goal_main"]):
        found.append(Talk(CRITERION["goal_fit"].talk, _("Mensen kozen verschillende doelen.")))
    first = {}
    for one in (*found, *carry, *(Talk(question) for question in AGREED_QUESTIONS)):
        first.setdefault(one.question, one)
    return tuple(first.values())[:QUESTIONS_ASKED]


# An evening of 90 minutes: (from, to, what, what lies on the table).
AGENDA = (
    (0, 10, _("Welkom. Ieder zegt in één zin wat hij of zij wil voor de buurt."), _("niets")),
    (10, 20, _("Lees samen wat de groep zei. Wie ziet iets dat niet klopt?"), _("dit blad")),
    (
        20,
        35,
        _("Praat in groepjes van drie over vraag 1. Zet bewoners en beroepskrachten door elkaar."),
        _("praatblad, pennen"),
    ),
    (35, 50, _("Doe hetzelfde met vraag 2 en 3. Schrijf op waar iedereen het over eens is."), _("praatblad, pennen")),
    (50, 60, _("Pauze. Hang de praatbladen op en loop erlangs."), _("koffie, plakband")),
    (60, 75, _("Kies samen: doorgaan, eerst iets regelen, of niet doen."), _("dit blad")),
    (75, 85, _("Verdeel het werk: wie doet wat, en wanneer is het klaar?"), _("praatblad, onderaan")),
    (85, 90, _("Prik een dag om terug te kijken. Vraag of er nog iets mist."), _("agenda’s")),
)
