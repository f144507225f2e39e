"""The decisions asked of the college: clauses after "Het college besluit:", to be adopted as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from stappenplan.advice.subject import area_words
from stappenplan.method.declarations import FIRST
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, JOIN, NO_FIT, NOT_NOW, RESIDENTS

from ..budget import AMOUNT
from ..elements import BEST, label_of, named_existing, text_for
from .outline import QUESTIONS_ANNEX

# What a decision is about; arguments and remarks name theirs.
CHOICE, PREPARE, ASK, ROLE = "choice", "prepare", "ask", "role"
MONEY, PILOT, REPLY, REVIEW = "money", "pilot", "reply", "review"


@dataclass(frozen=True)
class Decision:
    """One decision: what it is about, its clause, and the items after it; four underscores are room to write."""

    key: str
    text: "str | Sentence"
    items: tuple = ()


NOT_YET = _("nu nog geen online buurtplatform voor %(area)s te kiezen of in te kopen")
CHOICES = {
    "too_few": _("nog niet te besluiten over een online buurtplatform voor %(area)s"),
    "offline_first": NOT_YET,
    "use_existing": _("geen nieuw online buurtplatform voor %(area)s te beginnen"),
    RESIDENTS: NOT_YET,
    GOAL: NOT_YET,
    FINDINGS: _("een online buurtplatform voor %(area)s mogelijk te maken, zodra besluit 2 is uitgevoerd"),
    ANSWERS: _("een online buurtplatform voor %(area)s mogelijk te maken, behalve als uit besluit 2 iets anders volgt"),
    JOIN: _("voor %(area)s aan te sluiten bij een online platform dat er al is"),
    "go": _("een online buurtplatform voor %(area)s mogelijk te maken"),
}
# The same when no platform is known well enough to be chosen from.
WITHOUT_CHOICE = _("nu nog geen platform voor %(area)s te kiezen: van geen enkel platform is genoeg bekend")
PREPARATIONS = {
    "too_few": _("de afdeling op te dragen vóór ____ het stappenplan verder in te vullen, samen met bewoners"),
    "offline_first": _(
        "de afdeling op te dragen vóór ____ met bewoners mensen te zoeken die buren bij elkaar brengen, en een plek om "
        "elkaar te zien"
    ),
    "use_existing": _(
        "de afdeling op te dragen vóór ____ met de beheerders van %(existing)s af te spreken wat zij nodig hebben"
    ),
    RESIDENTS: _(
        "de afdeling op te dragen vóór ____ bewoners te vragen wat zij nodig hebben, wat zij nu gebruiken en wat een "
        "platform daaraan toevoegt"
    ),
    GOAL: _(
        "de afdeling op te dragen vóór ____ met bewoners op te schrijven wat er over een jaar anders is, met getal en "
        "datum"
    ),
    FINDINGS: _("de afdeling op te dragen vóór ____"),
    NO_FIT: _("de afdeling op te dragen vóór ____"),
    ANSWERS: _("de afdeling op te dragen vóór ____ uit te zoeken"),
}
ASK_PROVIDERS_CLAUSE = _(
    "de afdeling op te dragen vóór ____ de vragen uit bijlage %(annex)s aan aanbieders te stellen, en één platform "
    "voor te stellen"
)
CHECK_WHAT_EXISTS_CLAUSE = _("de afdeling op te dragen vóór ____ na te gaan wat er al is en wat daarvan nog draait")
# Of each gate that asks for something first: the task for the department, as a clause.
TASK_OF_GATE = {
    "not_the_right_tool": _("met mensen en hulp te beginnen aan ruzie, overlast of angst"),
    "no_connectors": _("vijf bewoners te zoeken die anderen bij elkaar brengen"),
    "no_offline": _("iets in het echt te plannen"),
    "platform_in_municipality": _("na te gaan of de buurt kan aansluiten bij wat er in de gemeente al is"),
    "platform_may_be_there": _("na te gaan of wat er in de gemeente was, nog draait"),
    "trust_first": _("te beginnen met een activiteit waar mensen elkaar zien"),
    "existing_partly": _("met de beheerders te praten van wat buren nu al gebruiken"),
    "existing_not_checked": _("uit te zoeken wat buren nu al gebruiken"),
    "role_clash": _("te kiezen of de gemeente ruimte geeft of zelf stuurt"),
    "nobody_answers": _("af te spreken wie namens de gemeente antwoord geeft"),
    "left_out_group": _("telefoon, papier of een inloop toe te voegen voor mensen die niet online zijn"),
    "too_little_time": _("te zorgen voor genoeg uren"),
    "paid_without_money": _("geld te vinden of iets te kiezen dat niets kost"),
    "no_exit": _("vast te leggen wie de gegevens krijgt als het stopt"),
    "no_moderation": _("huisregels te maken en minstens twee beheerders te zoeken"),
    "legal_check": _("te laten nakijken wat juridisch nog open staat"),
    "nothing_left": _("te kiezen welke eis kan vervallen"),
}
LEAD = {
    "residents": _("dat bewoners beslissen over %(platform)s"),
    "shared": _("dat bewoners en gemeente, of een organisatie, samen beslissen over %(platform)s"),
    "local_organisation": _("dat een lokale organisatie beslist over %(platform)s"),
    "municipality": _("dat de gemeente beslist over %(platform)s"),
}
RUNG = {
    "let_go": _("dat de gemeente dit aan bewoners laat"),
    "facilitate": _("dat de gemeente ruimte, geld of hulp geeft"),
    "stimulate": _("dat de gemeente anderen uitnodigt om mee te doen"),
    "direct": _("dat de gemeente stuurt"),
    "regulate": _("dat de gemeente bepaalt"),
}
PRINCIPLES = _("vast te leggen %(principles)s")
NO_PRINCIPLE = _("vast te stellen wie over het platform beslist: ____")
THE_PLATFORM, A_PLATFORM = _("het platform"), _("een eventueel platform")
TERM = {"one": _("voor één jaar"), "two_three": _("voor twee of drie jaar"), "four_plus": _("voor vier jaar of meer")}
TERM_UNKNOWN = _("voor ____ jaar")
AMOUNT_FOR_TERM = _("voor het platform %(amount)s per jaar beschikbaar te stellen, %(term)s")
NO_MONEY = _("voor het platform zelf geen geld beschikbaar te stellen")
MONEY_UNKNOWN = _("voor het platform ____ euro per jaar beschikbaar te stellen, voor ____ jaar")
ONE_AREA = _("te beginnen in één buurt als proef: ____")
ONE_OR_TWO_AREAS = _("te beginnen in één of twee buurten, niet overal tegelijk: ____")
ALL_AT_ONCE = _("in het hele gebied tegelijk te beginnen")
SOMEWHERE = _("te beginnen in: ____")
REPLY_BY = _("aan te wijzen wie namens de gemeente binnen een paar dagen antwoord geeft: ____")
NEXT_PROPOSAL_CLAUSE = _(
    "de portefeuillehouder te vragen vóór ____ een vervolgvoorstel te doen, ook als dat “geen platform” is"
)
LOOK_BACK_CLAUSE = _("op ____ terug te kijken, en te stoppen als: ____")


def list_decisions(advice) -> tuple[Decision, ...]:
    """The decisions, in order: platform or not, what must come first, roles, money, place, answers, review."""
    off = advice.verdict.key in NOT_NOW
    return tuple(list_when_off(advice) if off else list_when_on(advice))


def list_when_off(advice) -> Iterator[Decision]:
    """The decisions while the choice of a platform is off."""
    yield Decision(CHOICE, with_area(advice, text_for(advice.verdict, CHOICES)))
    yield list_preparations(advice)
    if advice.verdict.key == "sharpen_first" and (text := write_principles(advice.profile, A_PLATFORM)):
        yield Decision(ROLE, text)
    yield Decision(REVIEW, NEXT_PROPOSAL_CLAUSE)


def list_when_on(advice) -> Iterator[Decision]:
    """The decisions when a platform can be chosen, or could be once more is known of one."""
    profile, has_choice = advice.profile, bool(advice.shelves[0].first)
    yield Decision(CHOICE, with_area(advice, text_for(advice.verdict, CHOICES) if has_choice else WITHOUT_CHOICE))
    if advice.verdict.cause in PREPARATIONS:
        yield list_preparations(advice)
    yield Decision(
        ASK,
        Sentence(ASK_PROVIDERS_CLAUSE, {"annex": QUESTIONS_ANNEX.number}) if has_choice else CHECK_WHAT_EXISTS_CLAUSE,
    )
    if not has_choice:
        yield Decision(REVIEW, NEXT_PROPOSAL_CLAUSE)
        return
    yield Decision(ROLE, write_principles(profile, THE_PLATFORM) or NO_PRINCIPLE)
    yield Decision(MONEY, write_money_clause(profile))
    yield Decision(PILOT, write_pilot_clause(profile))
    if not profile.only("municipality_part", "not_needed"):
        yield Decision(REPLY, REPLY_BY)
    yield Decision(REVIEW, LOOK_BACK_CLAUSE)


def with_area(advice, text) -> Sentence:
    return Sentence(text, {"area": area_words(advice.profile)})


def list_preparations(advice) -> Decision:
    """What the department must do first; at most three tasks or questions, the others stand in the annexes."""
    tasks = tuple(TASK_OF_GATE[finding.key] for finding in advice.at(FIRST) if finding.key in TASK_OF_GATE)
    items = {
        FINDINGS: tasks,
        NO_FIT: tasks,
        ANSWERS: tuple(label_of(advice, key) for key in advice.to_find_out),
    }
    text = Sentence(text_for(advice.verdict, PREPARATIONS), {"existing": named_existing(advice.profile)})
    return Decision(PREPARE, text, items.get(advice.verdict.cause, ())[:BEST])


def write_principles(profile, platform: str) -> Sentence | None:
    """The clause that says which party decides and what the municipality does, as far as answered."""
    lead, rung = LEAD.get(profile.answer("lead")), RUNG.get(profile.answer("rung"))
    said = ((Sentence(lead, {"platform": platform}),) if lead else ()) + ((rung,) if rung else ())
    return Sentence(PRINCIPLES, {"principles": said}) if said else None


def write_money_clause(profile) -> "str | Sentence":
    """The money asked for, as answered; room to write where it was not."""
    budget = profile.answer("budget")
    if budget == "nothing":
        return NO_MONEY
    if budget not in AMOUNT:
        return MONEY_UNKNOWN
    term = TERM.get(profile.answer("years_secured"), TERM_UNKNOWN)
    return Sentence(AMOUNT_FOR_TERM, {"amount": AMOUNT[budget], "term": term})


def write_pilot_clause(profile) -> str:
    """Where it begins."""
    if profile.says("start_small", "all_at_once"):
        return ONE_OR_TWO_AREAS if profile.says("area_size", "large", "municipality") else ALL_AT_ONCE
    return ONE_AREA if profile.says("start_small", "one_area_first") else SOMEWHERE
