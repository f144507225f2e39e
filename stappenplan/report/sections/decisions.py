"""The decisions asked of the college, made from the answers and worded to be adopted as they stand."""

from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, NOT_NOW, RESIDENTS

from .budget import AMOUNT
from .elements import Line, text_for

ROLE = {
    "let_go": _("De rol van de gemeente is “loslaten”: bewoners doen het, de gemeente doet niets."),
    "facilitate": _("De rol van de gemeente is “mogelijk maken”: zij geeft ruimte, geld of hulp."),
    "stimulate": _("De rol van de gemeente is “aanmoedigen”: zij wil dit en nodigt anderen uit."),
    "direct": _("De rol van de gemeente is “regie”: zij stuurt, anderen doen mee."),
    "regulate": _("De rol van de gemeente is “regels”: zij bepaalt."),
}
LEAD = {
    "residents": _("Bewoners zijn de baas."),
    "shared": _("Bewoners en gemeente of organisatie zijn samen de baas."),
    "local_organisation": _("Een lokale organisatie is de baas."),
    "municipality": _("De gemeente is de baas."),
}
TERM = {"one": _("voor één jaar"), "two_three": _("voor twee of drie jaar"), "four_plus": _("voor vier jaar of meer")}
REPLY = {
    "named_person": _("Deze persoon antwoordt binnen een paar dagen:"),
    "team": _("Dit team antwoordt binnen een paar dagen:"),
}
PILOT = {
    "one_area_first": Line(_("We beginnen in één buurt als proef:"), fill=True),
    "all_at_once": Line(_("We beginnen in het hele gebied tegelijk.")),
}
FIRST_DECISION = {
    "too_few": _("We besluiten nog niet. We vullen eerst het stappenplan verder in."),
    "offline_first": _("We kiezen nu nog geen platform. We beginnen met mensen en een plek."),
    "use_existing": _("We beginnen geen nieuw platform. We maken sterker wat er al is."),
    RESIDENTS: _("We kiezen nu nog geen platform. Eerst vragen we bewoners wat zij nodig hebben."),
    GOAL: _("We kiezen nu nog geen platform. Eerst schrijven we op wat er over een jaar anders moet zijn."),
    FINDINGS: _("We kiezen een platform zodra is geregeld wat bij 2 staat. Eerst antwoorden de aanbieders."),
    ANSWERS: _("We kiezen een platform zodra is uitgezocht wat bij 2 en in hoofdstuk 5 staat."),
    "go": _("We gaan een platform kiezen. Eerst antwoorden de aanbieders op de vragen uit hoofdstuk 14."),
}
# The same when no platform is known well enough to be chosen from.
WITHOUT_CHOICE = _("We kiezen nu nog geen platform: van geen enkel weten we genoeg. Eerst vragen we na wat er is.")


def decisions(advice) -> tuple[Line, ...]:
    """The decisions asked of the college, worded to be adopted as they stand; `fill`: a name or date is still missing.

    In order: platform or not, role, place to start, money, who answers, review date and stop rule.
    """
    profile, lines = advice.profile, [Line(first_decision(advice))]
    rung, lead = ROLE.get(profile.answer("rung")), LEAD.get(profile.answer("lead"))
    if rung and lead:
        lines.append(Line(Sentence(_("%(role)s %(lead)s"), {"role": rung, "lead": lead})))
    else:
        lines.append(Line(rung or _("De rol van de gemeente, en wie de baas is:"), fill=not rung))
    if advice.verdict.key not in NOT_NOW:
        lines += [pilot(profile), money_decision(profile)]
    if not profile.only("municipality_part", "not_needed"):
        text = REPLY.get(profile.answer("reply"), _("Deze persoon of dit team antwoordt binnen een paar dagen:"))
        lines.append(Line(text, fill=True))
    return (
        *lines,
        Line(_("We kijken terug op deze datum:"), fill=True),
        Line(_("We stoppen als dit gebeurt:"), fill=True),
    )


def first_decision(advice) -> str:
    """Whether a platform will be chosen, and what comes before."""
    if advice.verdict.key not in NOT_NOW and not advice.shelves[0].first:
        return WITHOUT_CHOICE
    return text_for(advice.verdict, FIRST_DECISION)


def pilot(profile) -> Line:
    if profile.says("start_small", "all_at_once") and profile.says("area_size", "large", "municipality"):
        return Line(_("We beginnen in één of twee buurten, niet overal tegelijk:"), fill=True)
    return PILOT.get(profile.answer("start_small"), Line(_("We beginnen hier:"), fill=True))


def money_decision(profile) -> Line:
    budget, years = profile.answer("budget"), profile.answer("years_secured")
    if budget == "nothing":
        return Line(_("Er komt geen geld voor het platform zelf."))
    if budget not in AMOUNT:
        return Line(_("Zoveel geld komt er per jaar, en voor zoveel jaar:"), fill=True)
    amount = {"amount": AMOUNT[budget]}
    if years in TERM:
        return Line(
            Sentence(_("Voor het platform komt er %(amount)s per jaar, %(term)s."), amount | {"term": TERM[years]})
        )
    return Line(Sentence(_("Voor het platform komt er %(amount)s per jaar, voor zoveel jaar:"), amount), fill=True)
