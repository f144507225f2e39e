"""The letter of residents to their municipality, made from the answers.

It says "wij" where the answers tell of a group, else "ik": that is true of anybody who signs it.
"""

from stappenplan.advice.subject import name_area
from stappenplan.method.assessment.shelves import TODAY
from stappenplan.method.profile import as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import GOAL, NO_FIT, RESIDENTS

from .elements import (
    BEST,
    Line,
    is_owned_by_municipality,
    is_short_of_money,
    keeps_what_is_there,
    name_what_we_use,
    our_goal,
    say_choices,
    text_for,
)
from .evidence import find_leading

PLAN_NOW = {
    "offline_first": _(
        "Met een platform, een website of app voor de buurt, wachten wij nog. Eerst zoeken wij mensen en een plek."
    ),
    RESIDENTS: _(
        "Met een platform, een website of app voor de buurt, wachten wij nog. "
        "Eerst vragen wij buren wat zij nodig hebben."
    ),
    GOAL: _(
        "Met een platform, een website of app voor de buurt, wachten wij nog. "
        "Eerst schrijven wij op wat er over een jaar anders moet zijn."
    ),
    "too_few": _("Wij zoeken nog uit of een platform helpt."),
}
MY_PLAN_NOW = {
    "offline_first": _(
        "Met een platform, een website of app voor de buurt, wacht ik nog. Eerst zoek ik mensen en een plek."
    ),
    RESIDENTS: _(
        "Met een platform, een website of app voor de buurt, wacht ik nog. Eerst vraag ik buren wat zij nodig hebben."
    ),
    GOAL: _(
        "Met een platform, een website of app voor de buurt, wacht ik nog. "
        "Eerst schrijf ik op wat er over een jaar anders moet zijn."
    ),
    "too_few": _("Ik zoek nog uit of een platform helpt."),
}
# What the letter is about, where it does not ask for a platform.
SUBJECT = {
    "too_few": _("Een idee voor %(area)s"),
    "offline_first": _("Mensen en een plek voor %(area)s"),
    RESIDENTS: _("Wat buren in %(area)s nodig hebben"),
    GOAL: _("Een doel voor %(area)s"),
    "use_existing": _("Sterker maken wat er al is in %(area)s"),
    NO_FIT: _("Een idee voor %(area)s"),
}
A_PLATFORM = _("Een platform voor %(area)s")
# The neighbourhood in the subject when it has no name: by its size.
OUR_AREA = {"street": _("onze straat"), "municipality": _("onze gemeente")}
MY_AREA = {"street": _("mijn straat"), "municipality": _("mijn gemeente")}
# What the letter says for a group, and for one person: its fixed words and what it wants to use.
OURS = {
    "from": _("Wij zijn bewoners van %(area)s."),
    "from_where": _("Wij zijn bewoners van:"),
    "sentence": _("Ons doel:"),
    "do": _("Hier zorgen wij voor"),
    "ask": _("Dit vragen wij u"),
    "refuse": _("Dit willen wij niet"),
    "talk": _("Kunnen wij hierover praten? Wij kunnen op:"),
    "strengthen": _("Wij willen %(existing)s sterker maken."),
    "look_at": _("Wij bekijken deze platforms: %(names)s."),
}
MINE = {
    "from": _("Ik ben bewoner van %(area)s."),
    "from_where": _("Ik ben bewoner van:"),
    "sentence": _("Mijn doel:"),
    "do": _("Hier zorg ik voor"),
    "ask": _("Dit vraag ik u"),
    "refuse": _("Dit wil ik niet"),
    "talk": _("Kunnen wij hierover praten? Ik kan op:"),
    "strengthen": _("Ik wil %(existing)s sterker maken."),
    "look_at": _("Ik bekijk deze platforms: %(names)s."),
}
GROUP_FORM = {
    "legal_entity": _("Wij schrijven namens ____."),
    "informal_group": _("Wij doen dit met een groepje buren."),
}
LOOKING_FOR_NEIGHBOURS = _("Ik zoek nog buren die meedoen.")
# What somebody sees to, where the answer is a choice of things or no thing to see to.
SEEN_TO = {
    "events": _("Activiteiten in de buurt: ____"),
    "paper": _("Iets op papier: ____"),
    "house_visits": _("Langs de deuren gaan"),
}
TONE_AND_RULES = _("Huisregels en een goede toon")
PART_ASKED = {
    "participant": _("Dat u straks meedoet op het platform, zichtbaar en met uw naam."),
    "account": _("Dat u berichten plaatst onder de naam van de gemeente."),
    "dashboard": _("Dat u alleen kijkt naar cijfers zonder namen."),
    "client": _("Dat u meebetaalt, met afspraken op papier."),
    "moderator": _("Dat u meehelpt met het beheren van berichten."),
    "owner": _("Dat u eigenaar wordt, en afspreekt wanneer bewoners het overnemen."),
}
# The part on what others already run: it is joined there, not on a platform of our own.
JOIN_WHAT_EXISTS = _("Dat u meedoet met %(existing)s, zichtbaar en met uw naam.")
HELP_WITH_MONEY = _("Hulp met geld. Het gaat per jaar om:")
HELP_FOR_YEARS = _("Hulp met geld, voor meer dan één jaar. Het gaat per jaar om:")
HELP_AFTERWARDS = _("Hulp met geld voor de jaren hierna. Het gaat per jaar om:")


def write_letter(advice) -> dict:
    """The letter to the municipality, made from the answers: what we do, what we ask, what we do not want.

    "words" holds its fixed words, of a group or of one person.
    """
    profile = advice.profile
    alone, area = is_alone(profile), name_area(profile)
    words = MINE if alone else OURS
    return {
        "words": words,
        "subject": write_subject(advice, alone),
        "from": Sentence(words["from"], {"area": area}) if area else None,
        "goal": my_goal(profile) if alone else our_goal(profile),
        "plan": plan_now(advice, alone),
        "who": who_does_it(profile, alone),
        "do": what_we_do(advice),
        "ask": what_we_ask(advice),
        "refuse": what_we_refuse(advice),
    }


def write_subject(advice, alone) -> Sentence:
    """What the letter is about, by the verdict: it asks for no platform above a letter that waits with one."""
    profile, verdict = advice.profile, advice.verdict
    sizes, neighbourhood = (MY_AREA, _("mijn buurt")) if alone else (OUR_AREA, _("onze buurt"))
    area = name_area(profile) or sizes.get(profile.answer("area_size"), neighbourhood)
    return Sentence(SUBJECT.get(verdict.cause or verdict.key, A_PLATFORM), {"area": area})


def is_alone(profile) -> bool:
    """Whether no answer tells of more than one or two people who do this together."""
    if form := profile.answer("group_form"):
        return form == "on_my_own"
    return not (profile.says("core_team", "three_five", "six_plus") or profile.says("connectors", "team_ready"))


def my_goal(profile) -> str:
    """The main goal as a sentence of one resident; "" when it was skipped."""
    goal = QUESTIONS["goal_main"].option(profile.answer("goal_main"))
    return goal.mine if goal else ""


def who_does_it(profile, alone) -> str | None:
    """With whom they do it, as the answers say; None when these say nothing of it."""
    if alone:
        looks = profile.says("group_form", "on_my_own") or profile.says("core_team", "none", "one_two")
        return LOOKING_FOR_NEIGHBOURS if looks else None
    return GROUP_FORM.get(profile.answer("group_form"))


def what_we_do(advice) -> tuple:
    """What residents see to themselves, as the answers say: a text each; no house rules for what others run."""
    profile = advice.profile
    texts = [*say_choices(profile, "offline_ways", SEEN_TO)]
    others_run_it = keeps_what_is_there(advice)
    if not others_run_it and profile.says("moderation", "residents", "residents_with_backup"):
        texts.append(TONE_AND_RULES)
    return tuple(texts)


def what_we_ask(advice) -> tuple[Line, ...]:
    """What the municipality is asked for: what is missing, and its part on a platform unless that waits."""
    profile = advice.profile
    ask = [Line(_("Eén vaste persoon die binnen een paar dagen antwoord geeft."), source=("S81",))]
    if sets_up_platform(advice) and (money := ask_for_money(profile)):
        ask.append(Line(money, True, ("S82", "OJ")))
    if not profile.says("offline_ways", "meeting_place"):
        ask.append(Line(_("Een plek waar buren elkaar kunnen zien.")))
    if not waits_with_platform(advice):
        parts = as_tuple(profile.answer("municipality_part"))
        ask += [Line(ask_for_part(advice, value)) for value in parts if value in PART_ASKED]
    return tuple(ask)


def ask_for_part(advice, value) -> "str | Sentence":
    """What the municipality is asked to be: on the platform, or in what is there already."""
    if value == "participant" and keeps_what_is_there(advice):
        return Sentence(JOIN_WHAT_EXISTS, {"existing": name_what_we_use(advice.profile)})
    return PART_ASKED[value]


def ask_for_money(profile) -> str | None:
    """Which help with money is asked: by what there is in a year, and for how many years that was arranged."""
    has_money = profile.says("budget", "under_5000", "from_5000_to_25000", "over_25000")
    if has_money:
        return HELP_AFTERWARDS if is_short_of_money(profile) else None
    return HELP_WITH_MONEY if profile.says("years_secured", "two_three", "four_plus") else HELP_FOR_YEARS


def what_we_refuse(advice) -> tuple:
    """What the municipality must not do; nothing that the letter asks for, or that needs a platform that waits."""
    refuse = []
    # One resident who waits has nothing yet that could be taken over.
    has_none_yet = is_alone(advice.profile) and waits_with_platform(advice)
    if not has_none_yet and not is_owned_by_municipality(advice.profile):
        refuse.append(_("Dat de gemeente het overneemt, ook met goede bedoelingen."))
    if not waits_with_platform(advice):
        refuse.append(_("Dat iemand meeleest zonder dat bewoners het weten."))
    return tuple(refuse)


def waits_with_platform(advice) -> bool:
    """Whether we choose no platform now: then there is no part on it to ask for."""
    return (advice.verdict.cause or advice.verdict.key) in PLAN_NOW


def sets_up_platform(advice) -> bool:
    """Whether a platform is to be set up, which may cost money; what one joins or makes stronger is there already."""
    is_new = not keeps_what_is_there(advice) and not waits_with_platform(advice)
    return is_new and advice.shelves[0].key != TODAY


def plan_now(advice, alone=False) -> "str | Sentence | None":
    """What we want to use: what exists, or the first two platforms that are known to run, or nothing yet.

    Without the marks of these: sheet 1 has them, and a letter is no list.
    """
    words = MINE if alone else OURS
    if waits_with_platform(advice):
        return text_for(advice.verdict, MY_PLAN_NOW if alone else PLAN_NOW)
    if keeps_what_is_there(advice):
        return Sentence(words["strengthen"], {"existing": name_what_we_use(advice.profile)})
    names = tuple(one.platform.name for one in find_leading(advice, BEST - 1))
    return Sentence(words["look_at"], {"names": names}) if names else None
