"""The decisions asked of the college: clauses after "Het college besluit:", to be adopted as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from stappenplan.advice.subject import ROOM, area_words, name_area
from stappenplan.method.declarations import FIRST, STOP
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, JOIN, NO_FIT, RESIDENTS

from ..budget import MOST, TERM_YEARS, Number
from ..elements import BEST, chooses_platform, keeps_what_is_there, label_of, named_existing, text_for
from .outline import QUESTIONS_ANNEX

# What a decision is about; arguments and remarks name theirs.
CHOICE, PREPARE, ASK, ROLE = "choice", "prepare", "ask", "role"
MONEY, PILOT, REPLY, REVIEW, NEXT = "money", "pilot", "reply", "review", "next"


@dataclass(frozen=True)
class Decision:
    """One decision: what it is about, its clause, and the items after it; four underscores are room to write."""

    key: str
    text: "str | Sentence"
    items: tuple = ()


# The gates of what may be joined, and the choice that depends on what the department finds out of it.
IN_MUNICIPALITY, MAY_BE_THERE = "platform_in_municipality", "platform_may_be_there"
MAY_JOIN = "may_join"
NOT_YET = _("nu nog geen online buurtplatform voor %(area)s te kiezen of in te kopen")
CHOICES = {
    "too_few": _("nog niet te besluiten over een online buurtplatform voor %(area)s"),
    "offline_first": NOT_YET,
    "use_existing": _("geen nieuw online buurtplatform voor %(area)s te beginnen"),
    RESIDENTS: NOT_YET,
    GOAL: NOT_YET,
    FINDINGS: _("een online buurtplatform voor %(area)s mogelijk te maken, zodra besluit 2 is uitgevoerd"),
    MAY_JOIN: _(
        "een online buurtplatform voor %(area)s mogelijk te maken zodra besluit 2 is uitgevoerd, behalve als "
        "bewoners al ergens kunnen aansluiten"
    ),
    ANSWERS: _("een online buurtplatform voor %(area)s mogelijk te maken, behalve als uit besluit 2 iets anders volgt"),
    JOIN: _("voor %(area)s aan te sluiten bij een online platform dat er al is"),
    "go": _("een online buurtplatform voor %(area)s mogelijk te maken"),
}
# The same when no platform is known well enough to be chosen from.
WITHOUT_CHOICE = _("nu nog geen platform voor %(area)s te kiezen: van geen enkel platform is genoeg bekend")
PREPARATIONS = {
    "too_few": _("de afdeling op te dragen vóór ____ het stappenplan verder in te vullen, samen met bewoners"),
    "offline_first": _("de afdeling op te dragen vóór ____"),
    "use_existing": _("de afdeling op te dragen vóór ____"),
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
TASK_OF_KEEPING = _("met de beheerders van %(existing)s te bespreken wat zij nodig hebben")
TASK_OF_RECORDING = _("vast te leggen wat is afgesproken")
# What one answer leaves open has room for its name in a decision; the other answers say which it is.
NAMED_IN_DECISION = {
    "local_site": _("____ (de site of app van de buurt)"),
    "paper_or_place": _("____ (de wijkkrant, het prikbord of het buurthuis)"),
}
ASK_PROVIDERS_CLAUSE = _(
    "de afdeling op te dragen vóór ____ de vragen uit bijlage %(annex)s aan aanbieders te stellen, en het college "
    "vóór ____ één platform voor te stellen"
)
CHECK_WHAT_EXISTS_CLAUSE = _("de afdeling op te dragen vóór ____ na te gaan wat er al is en wat daarvan nog draait")
CLAUSE_WITH_TASK = _("%(clause)s %(task)s")
# The same of what may cost money besides hours: a place, an activity or help.
CLAUSE_WITH_COVER, TASK_WITH_COVER = _("%(clause)s, ten laste van ____"), _("%(clause)s %(task)s, ten laste van ____")
# Where the preparations stand among the decisions, for those that follow from them.
PREPARE_NUMBER = 2
# Of each gate that stops the plan: the task for the department, as a clause, for each of its cases.
TASK_OF_STOP = {
    "service_missing": _("uit te zoeken welke voorziening er mist, en wat nodig is om die te regelen"),
    "nobody": _("samen met bewoners trekkers te zoeken"),
    "conflict": _("een gesprek te regelen over wat er speelt, met hulp van een beroepskracht of de wijkagent"),
    "platform_alone": _("met bewoners mensen te zoeken die buren bij elkaar brengen, en een plek daarvoor"),
}
# Of each gate that asks for something first: the task for the department, as a clause.
TASK_OF_GATE = {
    "not_the_right_tool": _("met mensen en hulp te beginnen aan ruzie, overlast of angst"),
    "no_connectors": _("vijf bewoners te zoeken die anderen bij elkaar brengen"),
    "no_offline": _("iets in het echt te plannen"),
    IN_MUNICIPALITY: _("na te gaan of bewoners kunnen aansluiten bij %(names)s"),
    MAY_BE_THERE: _("na te gaan of %(names)s nog draait, en zo ja of bewoners kunnen aansluiten"),
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
SEVERAL_MAY_BE_THERE = _("na te gaan of %(names)s nog draaien, en zo ja of bewoners kunnen aansluiten")
LEAD = {
    "residents": _("dat bewoners over een jaar beslissen over %(platform)s"),
    "shared": _("dat bewoners samen met ____ beslissen over %(platform)s"),
    "local_organisation": _("dat een lokale organisatie (____) beslist over %(platform)s"),
    "municipality": _("dat de gemeente beslist over %(platform)s"),
}
WITH_MUNICIPALITY = _("dat bewoners en gemeente samen beslissen over %(platform)s")
RUNG = {
    "let_go": _("dat de gemeente dit aan bewoners laat"),
    "facilitate": _("dat de gemeente dit mogelijk maakt en niet stuurt"),
    "stimulate": _("dat de gemeente anderen uitnodigt om mee te doen"),
    "direct": _("dat de gemeente stuurt"),
    "regulate": _("dat de gemeente de regels stelt"),
}
PRINCIPLES = _("vast te leggen %(principles)s")
NO_PRINCIPLE = _("vast te stellen wie over het platform beslist: ____")
ROLE_FOLLOWS = _("pas over zeggenschap en de rol van de gemeente te besluiten als besluit %(number)s is uitgevoerd")
THE_PLATFORM, A_PLATFORM = _("het platform"), _("een eventueel platform")
MONEY_CLAUSE = _(
    "voor het platform ten hoogste %(amount)s euro per jaar beschikbaar te stellen, %(years)s lang, ten laste van ____"
)
MONEY_IN_ALL = _(
    "voor het platform ten hoogste %(amount)s euro per jaar beschikbaar te stellen, %(years)s lang (samen ten "
    "hoogste %(whole)s euro), ten laste van ____"
)
YEARS_IN_WORDS = {1: _("één jaar"), 3: _("drie jaar"), 4: _("vier jaar")}
YEARS_TO_FILL_IN = _("____ jaar")
NO_MONEY = _("voor het platform zelf geen geld beschikbaar te stellen")
MONEY_FOLLOWS = _("pas over geld voor het platform te besluiten als besluit %(number)s is uitgevoerd")
PILOT_HERE = _("te beginnen met een proef in %(area)s")
ONE_AREA = _("te beginnen met een proef in één buurt: ____")
ONE_OR_TWO_AREAS = _("te beginnen in één of twee buurten, niet overal tegelijk: ____")
ALL_AT_ONCE_HERE = _("in heel %(area)s tegelijk te beginnen")
ALL_AT_ONCE = _("in het hele gebied tegelijk te beginnen")
PART_OF_AREA = _("te beginnen met een proef in een deel van %(area)s: ____")
REPLY_BY = {
    "named_person": _("____ aan te wijzen als vaste contactpersoon, die binnen een paar dagen antwoord geeft"),
    "team": _("het team ____ aan te wijzen, dat namens de gemeente binnen een paar dagen antwoord geeft"),
}
SOMEBODY_REPLIES = _("aan te wijzen wie namens de gemeente binnen een paar dagen antwoord geeft: ____")
NEXT_PROPOSAL_CLAUSE = _(
    "de portefeuillehouder te vragen vóór ____ een vervolgvoorstel te doen, ook als dat “geen platform” is"
)
# The same where it is decided that there is no new platform: that decision stands.
REPORT_CLAUSE = _("de portefeuillehouder te vragen vóór ____ te melden wat is afgesproken en of dat genoeg is")
LOOK_BACK_CLAUSE = _("op ____ terug te kijken, en te stoppen als: ____")


def list_decisions(advice) -> tuple[Decision, ...]:
    """The decisions, in order: platform or not, what must come first, roles, money, place, answers, review."""
    off = not chooses_platform(advice)
    return tuple(list_when_off(advice) if off else list_when_on(advice))


def list_when_off(advice) -> Iterator[Decision]:
    """The decisions while the choice of a platform is off."""
    yield Decision(CHOICE, with_area(advice, text_for(advice.verdict, CHOICES)))
    yield list_preparations(advice)
    # That the municipality decides is nothing to lay down before residents are asked.
    is_open = advice.verdict.key == "sharpen_first" and not advice.profile.says("lead", "municipality")
    if is_open and (text := write_principles(advice, A_PLATFORM)):
        yield Decision(ROLE, text)
    yield Decision(NEXT, REPORT_CLAUSE if keeps_what_is_there(advice) else NEXT_PROPOSAL_CLAUSE)


def list_when_on(advice) -> Iterator[Decision]:
    """The decisions when a platform can be chosen, or could be once more is known of one."""
    profile, has_choice = advice.profile, bool(advice.shelves[0].first)
    yield Decision(CHOICE, with_area(advice, write_choice(advice) if has_choice else WITHOUT_CHOICE))
    if advice.verdict.cause in PREPARATIONS:
        yield list_preparations(advice)
    yield Decision(
        ASK,
        Sentence(ASK_PROVIDERS_CLAUSE, {"annex": QUESTIONS_ANNEX.number}) if has_choice else CHECK_WHAT_EXISTS_CLAUSE,
    )
    if not has_choice:
        yield Decision(NEXT, NEXT_PROPOSAL_CLAUSE)
        return
    yield Decision(ROLE, write_principles(advice, THE_PLATFORM) or NO_PRINCIPLE)
    yield Decision(MONEY, write_money_clause(advice))
    yield Decision(PILOT, write_pilot_clause(profile))
    if not profile.only("municipality_part", "not_needed") and "nobody_answers" not in list_tasks(advice):
        yield Decision(REPLY, REPLY_BY.get(profile.answer("reply"), SOMEBODY_REPLIES))
    yield Decision(REVIEW, LOOK_BACK_CLAUSE)


def with_area(advice, text) -> Sentence:
    return Sentence(text, {"area": area_words(advice.profile)})


def write_choice(advice) -> str:
    """To make a platform possible; not when decision 2 may bring to light something to join, and does."""
    if {IN_MUNICIPALITY, MAY_BE_THERE}.isdisjoint(list_tasks(advice)):
        return text_for(advice.verdict, CHOICES)
    return CHOICES[MAY_JOIN]


def list_tasks(advice) -> dict[str, Sentence]:
    """What must come first, by gate, as far as decision 2 asks it: at most three, the others stand in the annexes."""
    tasks = [(finding.key, write_task(finding)) for finding in advice.at(FIRST) if finding.key in TASK_OF_GATE]
    return dict(tasks[:BEST]) if advice.verdict.cause in (FINDINGS, NO_FIT) else {}


def write_task(finding) -> Sentence:
    """The task of a gate that asks for something first, with the names that it found."""
    values = finding.sentences[0].values
    is_several = finding.key == MAY_BE_THERE and len(values["names"]) > 1
    return Sentence(SEVERAL_MAY_BE_THERE if is_several else TASK_OF_GATE[finding.key], values)


def list_preparations(advice) -> Decision:
    """What the department must do first: tasks or questions; a single one stands within the clause itself."""
    items = tuple(list_tasks(advice).values())
    if advice.verdict.cause == ANSWERS:
        items = tuple(label_of(advice, key) for key in advice.to_find_out)[:BEST]
    elif advice.verdict.key == "offline_first":
        items = tuple(tasks_of_stops(advice))
    elif keeps_what_is_there(advice):
        existing = named_existing(advice.profile, NAMED_IN_DECISION)
        items = (Sentence(TASK_OF_KEEPING, {"existing": existing}), TASK_OF_RECORDING)
    text = text_for(advice.verdict, PREPARATIONS)
    costs = advice.verdict.key in ("offline_first", "use_existing")
    if len(items) == 1 and advice.verdict.cause != ANSWERS:
        with_task = TASK_WITH_COVER if costs else CLAUSE_WITH_TASK
        return Decision(PREPARE, Sentence(with_task, {"clause": text, "task": items[0]}))
    return Decision(PREPARE, Sentence(CLAUSE_WITH_COVER, {"clause": text}) if costs else text, items)


def tasks_of_stops(advice) -> Iterator[str]:
    """The task of each gate that stops the plan, for each of its cases."""
    yield from (TASK_OF_STOP[case] for case in list_stops(advice))


def list_stops(advice) -> Iterator[str]:
    """Each case of the gates that stop the plan, or the key of the gate itself where it has no cases."""
    for finding in advice.at(STOP):
        cases = finding.gate.holds(advice.profile, advice.ranking)
        yield from cases if isinstance(cases, tuple) else (finding.key,)


def write_principles(advice, platform: str) -> Sentence | None:
    """The clause that says which party decides and what the municipality does, as far as answered."""
    profile = advice.profile
    if any(finding.key == "role_clash" for finding in advice.at(FIRST)):
        return Sentence(ROLE_FOLLOWS, {"number": PREPARE_NUMBER}) if "role_clash" in list_tasks(advice) else None
    lead, rung = LEAD.get(profile.answer("lead")), RUNG.get(profile.answer("rung"))
    if profile.says("lead", "shared") and profile.says("municipality_part", "client", "moderator", "owner"):
        lead = WITH_MUNICIPALITY
    if profile.says("lead", "municipality"):
        rung = None  # to decide says it all
    said = ((Sentence(lead, {"platform": platform}),) if lead else ()) + ((rung,) if rung else ())
    return Sentence(PRINCIPLES, {"principles": said}) if said else None


def write_money_clause(advice) -> "str | Sentence":
    """The money asked for: at most what was answered, for how long, and what it comes to; room to write the cover."""
    budget, years = (advice.profile.answer(key) for key in ("budget", "years_secured"))
    if "paid_without_money" in list_tasks(advice):
        return Sentence(MONEY_FOLLOWS, {"number": PREPARE_NUMBER})
    if budget == "nothing":
        return NO_MONEY
    most, term = MOST.get(budget), TERM_YEARS.get(years)
    values = {"amount": Number(most) if most else ROOM, "years": YEARS_IN_WORDS[term[1]] if term else YEARS_TO_FILL_IN}
    if term and term[1] == 1:
        return Sentence(MONEY_CLAUSE, values)
    return Sentence(MONEY_IN_ALL, {**values, "whole": Number(most * term[1]) if most and term else ROOM})


def write_pilot_clause(profile) -> "str | Sentence":
    """Where it begins: in the area itself, unless that is too large for one place to begin."""
    is_one_area, name = profile.says("area_size", "street", "small", "medium"), name_area(profile)
    if profile.says("start_small", "all_at_once"):
        if not is_one_area:
            return ONE_OR_TWO_AREAS
        return Sentence(ALL_AT_ONCE_HERE, {"area": name}) if name else ALL_AT_ONCE
    if not name:
        return ONE_AREA
    return Sentence(PILOT_HERE if is_one_area else PART_OF_AREA, {"area": name})
