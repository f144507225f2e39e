"""The do's and don'ts that suit somebody's answers: one beside a question, the others in the report."""

from .declarations import Answers, Card
from .profile import conditions_hold, visible_answers
from .steps import STEPS


def cards_for(answers: Answers) -> tuple[Card, ...]:
    """The cards for these people, in the order of the steps; those for a special case before those for everybody."""
    found = [card for step in STEPS for card in step.cards if conditions_hold(card.when, answers)]
    return tuple(sorted(found, key=lambda card: not card.when))


def card_beside(question: str, answers: Answers) -> Card | None:
    """The one card to show with a question, or None."""
    return next((card for card in cards_for(answers) if card.beside == question), None)


def cards_left(answers: Answers) -> tuple[Card, ...]:
    """The cards for these people that no question showed them, in the order of `cards_for`."""
    beside = {card.key for question in visible_answers(answers) if (card := card_beside(question, answers))}
    return tuple(card for card in cards_for(answers) if card.key not in beside)
