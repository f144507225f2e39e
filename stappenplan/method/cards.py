"""The do's and don'ts that suit somebody's answers: one beside a question, the others in the report."""

from .declarations import Answers, Card
from .profile import conditions_hold, visible_answers
from .steps import STEPS

# In the order of the steps; those for a special case before those for everybody.
ORDERED_CARDS: tuple[Card, ...] = tuple(
    sorted((card for step in STEPS for card in step.cards), key=lambda card: not card.when)
)


def cards_for(answers: Answers) -> tuple[Card, ...]:
    """The cards for these people, in the order of ORDERED_CARDS."""
    return tuple(card for card in ORDERED_CARDS if conditions_hold(card.when, answers))


def card_beside(question: str, answers: Answers) -> Card | None:
    """The one card to show with a question, or None."""
    here = (card for card in ORDERED_CARDS if card.beside == question)
    return next((card for card in here if conditions_hold(card.when, answers)), None)


def cards_left(answers: Answers) -> tuple[Card, ...]:
    """The cards for these people that no question showed them, in the order of `cards_for`."""
    beside = {card.key for question in visible_answers(answers) if (card := card_beside(question, answers))}
    return tuple(card for card in cards_for(answers) if card.key not in beside)
