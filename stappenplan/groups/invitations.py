"""The links of a group as its organiser sees them: to copy, to mail and to print."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from stappenplan.plans.links import PlanLinks

from .participation import group_of, links_of


@dataclass(frozen=True)
class Invitation:
    """A link for one person as its organiser sees it: the whole address, and a mail that is ready to be sent.

    `answered`: as far as the organiser may know; of the own link always.
    """

    number: int
    url: str
    mail: str
    is_own: bool
    answered: bool


def owner_context(request, token):
    """The owner's links; the group, its link for all when there is one, and those for one person each."""
    links, group = PlanLinks.for_owner(request, token), group_of(request.plan)
    link = request.build_absolute_uri(reverse("group", args=[group.token(token)])) if group and group.key_hash else None
    invitations = invitations_of(request, group, token) if group and group.is_personal else []
    return {
        "plan_links": links,
        "group": group,
        "link": link,
        "own": next((one for one in invitations if one.is_own), None),
        "invitations": [one for one in invitations if not one.is_own],
    }


def invitations_of(request, group, token) -> list[Invitation]:
    """The links for one person each, the owner's own first."""
    root = request.plan.root(token)
    found = []
    for link in links_of(group):
        url = request.build_absolute_uri(reverse("group", args=[link.token(root)]))
        answered = link.answered if link.is_own else link.shown
        found.append(Invitation(link.number, url, mail_with(url, group), link.is_own, answered))
    return found


def mail_with(url, group) -> str:
    """The address of a mail that invites one person, for the visitor's own mail program."""
    day = date_format(group.ends, "j F Y")
    text = gettext(
        "Wilt u meedenken over een plek online voor onze buurt? Dit is uw eigen link. Geef hem niet door. "
        "Antwoorden kan tot en met %(day)s."
    ) % {"day": day}
    return f"mailto:?subject={quote(gettext('Samen kiezen'))}&body={quote(text + chr(10) * 2 + url)}"
