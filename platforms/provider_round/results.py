"""Counts of a round: how many providers were asked, answered, and what they said. Counted, never written."""

from collections import Counter
from dataclasses import dataclass

from platforms.models import Invitation, Proposal, ProviderRound


@dataclass(frozen=True)
class RoundResult:
    """One round in figures. The counts of answers are of what staff accepted; `waiting`: what still waits."""

    round: ProviderRound
    asked: int
    answered: int
    silent: int
    confirmed: int
    other: int
    wont_say: int
    waiting: int
    declined: int

    @property
    def accepted(self):
        return self.confirmed + self.other


def count_round(provider_round):
    """The figures of one round; providers that got no letter yet do not count as asked."""
    invitations = list(provider_round.invitations.exclude(sent=None).select_related("round"))
    rows = Proposal.objects.filter(invitation__round=provider_round).values_list("state", "answer")
    states = Counter(state for state, _answer in rows)
    accepted = Counter(answer for state, answer in rows if state == Proposal.State.ACCEPTED)
    return RoundResult(
        round=provider_round,
        asked=len(invitations),
        answered=sum(one.answered is not None for one in invitations),
        silent=sum(one.is_silent for one in invitations),
        confirmed=accepted[Proposal.Answer.CONFIRMED],
        other=accepted[Proposal.Answer.OTHER],
        wont_say=accepted[Proposal.Answer.WONT_SAY],
        waiting=states[Proposal.State.WAITING],
        declined=states[Proposal.State.DECLINED],
    )


def reminders_due():
    """The invitations for which a reminder is due, of all rounds."""
    waiting = Invitation.objects.filter(answered=None, reminded=None).exclude(sent=None)
    return [one for one in waiting.select_related("round", "platform") if one.is_reminder_due]
