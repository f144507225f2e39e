"""The letter of residents to their municipality, made from the answers."""

from stappenplan.method.profile import as_tuple
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import GOAL, RESIDENTS

from .elements import (
    BEST,
    WAYS,
    Line,
    is_owned_by_municipality,
    is_short_of_money,
    named_existing,
    our_goal,
    text_for,
)
from .evidence import find_leading, name_with_mark

PLAN_NOW = {
    "offline_first": _("Met een platform wachten wij nog. Eerst zoeken wij mensen en een plek."),
    RESIDENTS: _("Met een platform wachten wij nog. Eerst vragen wij buren wat zij nodig hebben."),
    GOAL: _("Met een platform wachten wij nog. Eerst schrijven wij op wat er over een jaar anders moet zijn."),
    "too_few": _("Wij zoeken nog uit of een platform daarbij helpt."),
}
GROUP_FORM = {
    "legal_entity": _("Wij doen dit met een stichting, vereniging of dorpsraad."),
    "informal_group": _("Wij doen dit met een groepje buren."),
    "on_my_own": _("Wij zoeken nog buren die meedoen."),
}
PART_ASKED = {
    "participant": _("Doe mee op het platform, zichtbaar en met uw naam."),
    "account": _("Plaats berichten onder de naam van de gemeente."),
    "dashboard": _("Kijk alleen naar cijfers zonder namen."),
    "client": _("Betaal mee, met afspraken op papier."),
    "moderator": _("Help ons met het beheren van berichten."),
    "owner": _("Word eigenaar, en spreek af wanneer wij het overnemen."),
}


def write_letter(advice) -> dict:
    """The letter to the municipality, made from the answers: what we do, what we ask, what we do not want."""
    profile = advice.profile
    ways = tuple(WAYS[value] for value in as_tuple(profile.answer("offline_ways")) if value in WAYS)
    do = [
        GROUP_FORM.get(profile.answer("group_form")),
        Sentence(_("Wij zorgen voor %(ways)s."), {"ways": ways}) if ways else None,
    ]
    if profile.says("moderation", "residents", "residents_with_backup"):
        do.append(_("Wij letten zelf op de toon en de huisregels."))
    ask = [Line(_("Eén vaste persoon die binnen een paar dagen antwoord geeft."), source=("S81",))]
    if not profile.says("budget", "from_5000_to_25000", "over_25000") or is_short_of_money(profile):
        ask.append(
            Line(_("Hulp met geld, voor meer dan één jaar. Wij denken aan dit bedrag per jaar:"), True, ("S82", "OJ"))
        )
    if not profile.says("offline_ways", "meeting_place"):
        ask.append(Line(_("Een plek waar wij elkaar kunnen zien.")))
    if not waits_with_platform(advice):
        parts = as_tuple(profile.answer("municipality_part"))
        ask += [Line(PART_ASKED[value]) for value in parts if value in PART_ASKED]
    refuse = (
        [] if is_owned_by_municipality(profile) else [_("Dat de gemeente het overneemt, ook met goede bedoelingen.")]
    )
    return {
        "goal": our_goal(profile),
        "plan": plan_now(advice),
        "do": tuple(text for text in do if text),
        "ask": tuple(ask),
        "refuse": (*refuse, _("Dat iemand meeleest zonder dat wij het weten.")),
    }


def waits_with_platform(advice) -> bool:
    """Whether we choose no platform now: then there is no part on it to ask for."""
    return (advice.verdict.cause or advice.verdict.key) in PLAN_NOW


def plan_now(advice) -> "str | Sentence | None":
    """What we want to use: what exists, or the first two platforms that are known to run, or nothing yet."""
    if waits_with_platform(advice):
        return text_for(advice.verdict, PLAN_NOW)
    existing = named_existing(advice.profile)
    if advice.verdict.key == "use_existing":
        return Sentence(_("Wij willen %(existing)s sterker maken."), {"existing": existing})
    names = tuple(name_with_mark(one.platform, one.evidence) for one in find_leading(advice, BEST - 1))
    return Sentence(_("Wij bekijken deze platforms: %(names)s."), {"names": names}) if names else None
