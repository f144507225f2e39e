"""Putting an answer of a provider through: it changes the catalogue, and says that the provider said so."""

from django.utils.translation import gettext

from platforms.addresses import host_of
from platforms.models import Catalogue, Fact, Proposal, Source, Stale, content_of

from .questions import MUNICIPALITIES

# In both languages, as the catalogue keeps them.
ADOPTION = {
    "number": (
        "Volgens de aanbieder gebruiken %s gemeenten het.",
        "According to the provider, %s municipalities use it.",
    ),
    "call": ("Bel eens met de gemeente %s.", "You could call the municipality of %s."),
}


def accept_answer(proposal, by):
    """Accept one answer as it is.

    Errors: AlreadyDecided, Stale when the fact changed since it was answered, ValidationError.
    """
    reason = gettext("Opgave van de aanbieder in de ronde %(ronde)s.") % {"ronde": proposal.invitation.round}
    proposal.decide(Proposal.State.ACCEPTED, by, reason, lambda: put_through(proposal, by, reason))


def put_through(proposal, by, reason):
    """Change the catalogue as an answer says, inside the transaction of the decision."""
    if proposal.answer == Proposal.Answer.WONT_SAY:
        Catalogue.touch()  # the page of the platform says so from now on
    elif proposal.proposed["asked"] == MUNICIPALITIES:
        add_adoption(proposal, by, reason)
    elif proposal.is_stale:
        raise Stale
    else:
        write_fact(proposal, by, reason)


def write_fact(proposal, by, reason):
    """The fact with the provider's statement as its newest source; a confirmed one keeps what it rested on."""
    platform, key = proposal.platform, proposal.key
    added = statement_sources(proposal, by, reason)
    if proposal.answer == Proposal.Answer.OTHER:
        given = proposal.proposed
        content = {"value": given["value"], "basis": "provider", "source": added}
        content |= {name: given[name] for name in Fact.TEXTS if given.get(name)}
    else:
        content = content_of(platform, key) or shown_content(platform, key)
        if content is None:
            raise Stale
        basis = "stated" if content["basis"] == "stated" else "provider"
        content |= {"basis": basis, "source": list_once([*content["source"], *added])}
    platform.change_fact(key, content, by=by, reason=reason)


def shown_content(platform, key):
    """What the provider saw of a fact that is inherited; its sources are those of another platform, so not taken."""
    known = Catalogue.current().by_slug.get(platform.slug)
    fact = known.facts.get(key) if known else None
    return None if fact is None else {"value": fact.value, "basis": "provider", "source": []} | fact_texts(fact)


def fact_texts(fact):
    return {name: getattr(fact, name) for name in Fact.TEXTS if getattr(fact, name)}


def list_once(keys):
    """Each key once, in this order."""
    return list(dict.fromkeys(keys))


def statement_sources(proposal, by, reason):
    """The keys of the sources that an answer adds: the statement itself, and the page that the provider named.

    Both are the provider's word: staff who read the page can say in the queue that it is something else.
    """
    given = proposal.proposed
    wanted = [(given["new_url"], given["new_title"], given["new_date"])]
    if proposal.source_url:
        title = gettext("Genoemd door de aanbieder: %(site)s") % {"site": host_of(proposal.source_url)}
        wanted.append((proposal.source_url, title, ""))
    return list_once(find_or_add_source(proposal.platform, *one, by=by, reason=reason) for one in wanted)


def find_or_add_source(platform, url, title, date, by, reason):
    """The key of the source with this address and date."""
    same = {"url": url, "date": date} if date else {"url": url}
    found = platform.source_rows.filter(**same).first()
    if found is None:
        found = Source(platform=platform, url=url, title=title, type="provider", date=date)
        found.save(by=by, reason=reason)
    return found.key


def add_adoption(proposal, by, reason):
    """The number of municipalities, and one to call, as a figure of use: it counts nowhere in an advice."""
    given, platform = proposal.proposed, proposal.platform
    texts = [
        " ".join(pair[number] % given[name] for name, pair in ADOPTION.items() if name in given) for number in (0, 1)
    ]
    source = find_or_add_source(platform, given["new_url"], given["new_title"], given["new_date"], by=by, reason=reason)
    figure = {"figure_nl": texts[0], "figure_en": texts[1], "date": given["new_date"], "source": source}
    platform.adoption = [*platform.adoption, figure]
    platform.save(by=by, reason=reason, update_fields=["adoption"])
