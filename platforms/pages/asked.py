"""What the page of a platform says about the last round in which its provider was asked."""

from platforms.models import Invitation, Proposal


def what_was_asked(platform):
    """The last `invitation`, and the questions that its provider does not want to answer (`wont_say`), or None.

    Only what staff accepted, or what they marked as sent, is said.
    """
    sent = Invitation.objects.filter(platform_id=platform.pk).exclude(sent=None).select_related("round")
    invitation = sent.order_by("-sent", "-pk").first()
    if invitation is None:
        return None
    accepted = invitation.proposals.filter(state=Proposal.State.ACCEPTED, answer=Proposal.Answer.WONT_SAY)
    labels = list(dict.fromkeys(proposal.label for proposal in accepted))
    return {"invitation": invitation, "wont_say": labels} if labels or invitation.is_silent else None
