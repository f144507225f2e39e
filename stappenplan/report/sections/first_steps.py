"""The first steps of residents, as a group says them of itself: on the sheet for neighbours and in the calendar."""

from stappenplan.method.gates import GATES
from stappenplan.method.text import Sentence, _

from .elements import (
    ASK_PROVIDERS,
    ASK_WHAT_THEY_NEED,
    BEST,
    CHECK_WHAT_EXISTS,
    FIND_OUT,
    LOOK_FOR_WHAT_EXISTS,
    SET_A_DATE,
    TALK_IN_THE_STREET,
    WRITE_DOWN_WHEN_WE_STOP,
    ask_first,
    by_text,
    choose_actions,
    chooses_platform,
    keeps_what_is_there,
    named_existing,
)

# The gate that asks for the same as our first default.
TO_OURSELVES = {"need_not_checked": (TALK_IN_THE_STREET,)}
OF_GATE = {gate.key: gate.text for gate in GATES}
TALK_AS_OURS = _("We praten met tien buren op straat: wat missen zij?")
# What a gate or a default says to a visitor of the site, as a group says it of itself.
OUR_STEPS = {
    TALK_IN_THE_STREET: TALK_AS_OURS,
    ASK_PROVIDERS: _("We vragen de aanbieders wat we nog niet weten."),
    CHECK_WHAT_EXISTS: _("We vragen na of wat misschien past, nog bestaat."),
    ASK_WHAT_THEY_NEED: _("We vragen de mensen van %(existing)s wat zij nodig hebben: tijd, geld, hulp of een plek."),
    LOOK_FOR_WHAT_EXISTS: _("We zoeken uit wat er in de buurt al is."),
    SET_A_DATE: _("We prikken een datum om terug te kijken."),
    WRITE_DOWN_WHEN_WE_STOP: _("We spreken af wanneer we terugkijken, en wanneer we stoppen."),
    FIND_OUT: _("We zoeken uit: %(question)s"),
    OF_GATE["not_the_right_tool"]["service_missing"]: _(
        "Een platform is geen plek en geen hulp. We regelen eerst wat er mist."
    ),
    OF_GATE["not_the_right_tool"]["nobody"]: _(
        "Iets nieuws loopt niet vanzelf. We zoeken eerst buren die dit samen willen regelen."
    ),
    OF_GATE["not_the_right_tool"]["conflict"]: _(
        "Een platform lost geen ruzie, overlast of angst op. We praten eerst met elkaar, met hulp van een "
        "beroepskracht of de wijkagent."
    ),
    OF_GATE["platform_alone"]: _(
        "Een platform alleen is niet genoeg. We zoeken eerst mensen die anderen bij elkaar brengen."
    ),
    OF_GATE["no_connectors"]: _("We zoeken vóór de start minstens vijf bewoners die anderen bij elkaar brengen."),
    OF_GATE["no_offline"]: _(
        "We hebben nog geen activiteit of plek. We kiezen minstens één ding: een plek, een activiteit of papier."
    ),
    OF_GATE["need_not_checked"]: TALK_AS_OURS,
    OF_GATE["goal_not_sharp"]: _(
        "We schrijven in één zin op wat er over een jaar anders is. Met een getal en een datum."
    ),
    OF_GATE["similar_platform_present"]: _(
        "We sluiten aan bij wat er al is, en maken het sterker. Een tweede plek verdeelt de buurt."
    ),
    OF_GATE["platform_in_municipality"]: _(
        "In de gemeente is al iets dat hierop lijkt: %(names)s. We kijken eerst of aansluiten daarbij kan."
    ),
    OF_GATE["platform_may_be_there"]: _(
        "We zoeken eerst uit of dit in de gemeente nog draait: %(names)s. Twee plekken naast elkaar verdelen de buurt."
    ),
    OF_GATE["trust_first"]: _(
        "Vertrouwen groeit door elkaar te zien. We beginnen met een activiteit. Een platform helpt daarna contact te "
        "houden."
    ),
    OF_GATE["existing_partly"]: _("We praten met de mensen van %(existing)s. We kijken samen wat er beter kan."),
    OF_GATE["existing_not_checked"]["unknown"]: _(
        "We zoeken eerst uit wat buren nu al gebruiken. Dat kost een middag."
    ),
    OF_GATE["existing_not_checked"]["works_not_checked"]: _("We vragen buren of werkt wat zij nu gebruiken."),
    OF_GATE["nobody_answers"]: _("We spreken af wie antwoord geeft en hoe snel. Zonder antwoord haken mensen af."),
    OF_GATE["left_out_group"]: _(
        "Zo ontbreken mensen die we zeker willen bereiken. We voegen telefoon, papier of een inloop toe."
    ),
    OF_GATE["too_little_time"]: _(
        "Voor dit gebied hebben we te weinig tijd. We rekenen in het eerste jaar op ongeveer een dag per week, samen."
    ),
    OF_GATE["paid_without_money"]: _(
        "Hier is geld voor nodig. We zoeken eerst geld, of kiezen iets om zelf mee te beginnen."
    ),
    OF_GATE["no_exit"]: _(
        "We zetten op papier wie de gegevens krijgt als het stopt, in welk bestand en binnen hoeveel weken."
    ),
    OF_GATE["no_moderation"]: _("We spreken vóór de start huisregels af, en zoeken twee of meer beheerders."),
    OF_GATE["nothing_left"][""]: _(
        "Geen platform voldoet aan alles wat “moet”. Deze eis sluit de meeste uit: %(wish)s. "
        "Kunnen we die zachter maken?"
    ),
    OF_GATE["nothing_left"]["together"]: _(
        "Geen platform voldoet aan alles wat “moet”. We maken van minstens twee eisen een wens."
    ),
    OF_GATE["nothing_left"]["goal_or_place"]: _(
        "Geen platform past bij dit doel op deze plek. We kijken wat er zonder platform kan."
    ),
}


def list_first_steps(advice) -> tuple:
    """The three things to do first, for `say_as_ours`.

    Where neighbours are asked before a platform is chosen, that comes before all others.
    """
    defaults = (TALK_IN_THE_STREET, find_out_first(advice), plan_review(advice))
    found = choose_actions(advice, defaults, TO_OURSELVES)
    if asks_neighbours(advice):
        found = tuple(by_text((TALK_IN_THE_STREET, *found)).values())[:BEST]
    return found


def asks_neighbours(advice) -> bool:
    """Whether neighbours are to be asked before a platform is chosen: their sheet 2 is for that talk."""
    return not chooses_platform(advice) and not keeps_what_is_there(advice)


def find_out_first(advice) -> str:
    """What to find out before anything else: of those who run what is there, of the neighbourhood, or of providers."""
    if keeps_what_is_there(advice):
        return ASK_WHAT_THEY_NEED
    return ask_first(advice) if chooses_platform(advice) else LOOK_FOR_WHAT_EXISTS


def plan_review(advice) -> str:
    """What is to be done about looking back: the date, or what was agreed, on the sheet that has room for it."""
    agreed = chooses_platform(advice) and advice.profile.says("review_date", "date", "date_and_stop_rule")
    return WRITE_DOWN_WHEN_WE_STOP if agreed else SET_A_DATE


def say_as_ours(text, profile, name=named_existing) -> "str | Sentence":
    """A step as a group says it of itself; as it is where there are no such words for it.

    `name`: takes a Profile and gives what neighbours use now, as words inside a sentence.
    """
    key, values = (text.text, text.values) if isinstance(text, Sentence) else (text, {})
    ours = OUR_STEPS.get(key, key)
    if "%(existing)s" in ours:
        values = {**values, "existing": name(profile)}
    return Sentence(ours, values) if values else ours
