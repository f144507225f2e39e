"""The decisions asked of the college: clauses after "Het college besluit:", to be adopted as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from stappenplan.advice.subject import ROOM, area_words, name_area
from stappenplan.method.assessment.knock_outs import is_local, lives_offline
from stappenplan.method.assessment.shelves import CONSUMER_KINDS
from stappenplan.method.declarations import FIRST, STOP
from stappenplan.method.evidence.status import RUNS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, JOIN, NO_FIT, RESIDENTS

from ..budget import MOST, TERM_YEARS, Number
from ..elements import BEST, chooses_platform, keeps_what_is_there, label_of, named_existing, text_for
from ..evidence import find_leading
from .outline import ACCOUNTABILITY_ANNEX, QUESTIONS_ANNEX

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
BESIDE, MAYBE_BESIDE = "beside_platform", "maybe_beside_platform"
# The task of writing down the goal, where the department did not yet.
WRITE_GOAL = "write_goal"
PLATFORMS_NAMED = 3
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
        "een online buurtplatform voor %(area)s mogelijk te maken zodra besluit 2 is uitgevoerd, behalve als bewoners "
        "kunnen aansluiten bij %(names)s"
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
# What the money is for where a decision asks some.
PAY_FOR_A_PLACE = _("een plek of activiteit in de buurt te regelen en te betalen")
PAY_FOR_HELP = _("te betalen wat daarvoor nodig is: een plek, een activiteit of hulp")
# What one answer leaves open has room for its name in a decision; the other answers say which it is.
NAMED_IN_DECISION = {
    "local_site": _("____ (de site of app van de buurt)"),
    "paper_or_place": _("____ (de wijkkrant, het prikbord of het buurthuis)"),
}
ASK_PROVIDERS_CLAUSE = _(
    "de afdeling op te dragen vóór ____ de vragen uit bijlage %(annex)s aan aanbieders te stellen, en samen met "
    "bewoners vóór ____ één platform voor te stellen"
)
# The same while nobody knows of every platform in front whether it meets the demands, by how many demands there are.
ASK_AND_MEET_DEMANDS = {
    1: _(
        "dat de afdeling vóór ____ de vragen uit bijlage %(annex)s stelt, en met bewoners vóór ____ één platform "
        "voorstelt dat aan de eis voldoet (bijlage %(demands)s)"
    ),
    2: _(
        "dat de afdeling vóór ____ de vragen uit bijlage %(annex)s stelt, en met bewoners vóór ____ één platform "
        "voorstelt dat aan alle eisen voldoet (bijlage %(demands)s)"
    ),
}
CHECK_WHAT_EXISTS_CLAUSE = _("de afdeling op te dragen vóór ____ na te gaan wat er al is en wat daarvan nog draait")
CLAUSE_WITH_TASK = _("%(clause)s %(task)s")
# The same of what may cost money besides hours: a place, an activity or help.
CLAUSE_WITH_COVER = _("%(clause)s, voor ten hoogste ____ euro, ten laste van ____")
TASK_WITH_COVER = _("%(clause)s %(task)s, voor ten hoogste ____ euro, ten laste van ____")
# Where the preparations stand among the decisions, for those that follow from them.
PREPARE_NUMBER = 2
# Of each gate that stops the plan: the task for the department, as a clause, for each of its cases.
TASK_OF_STOP = {
    "service_missing": _("uit te zoeken welke voorziening er mist en wat daarvoor nodig is"),
    "nobody": _("minstens vijf bewoners te zoeken die de kar willen trekken"),
    "conflict": _("samen met een beroepskracht of de wijkagent een gesprek te regelen"),
    "platform_alone": _("minstens vijf bewoners te zoeken die anderen bij elkaar brengen"),
}
# What the department asks residents meanwhile, by the gate that finds that nobody asked.
ASK_MEANWHILE = ("need_not_checked", "existing_not_checked")
# Of each gate that asks for something first: the task for the department, as a clause.
TASK_OF_GATE = {
    "not_the_right_tool": _("met mensen en hulp te beginnen aan ruzie, overlast of angst"),
    "no_connectors": _("minstens vijf bewoners te zoeken die anderen bij elkaar brengen"),
    "no_offline": _("iets in het echt te plannen"),
    "need_not_checked": _("bewoners te vragen wat zij nodig hebben"),
    IN_MUNICIPALITY: _("te melden of bewoners kunnen aansluiten bij %(names)s"),
    MAY_BE_THERE: _("te melden of %(names)s nog draait, en zo ja of bewoners kunnen aansluiten"),
    "trust_first": _("te beginnen met een activiteit waar mensen elkaar zien"),
    "existing_partly": _("te praten met de beheerders van wat buren nu gebruiken"),
    "existing_not_checked": _("uit te zoeken wat buren nu al gebruiken"),
    "works_not_checked": _("bewoners te vragen of werkt wat zij nu gebruiken"),
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
SEVERAL_MAY_BE_THERE = _("te melden of %(names)s nog draaien, en zo ja of bewoners kunnen aansluiten")
TASK_OF_WRITING_GOAL = _("het doel in één zin op te schrijven, met een getal en een datum")
# What goes along with a platform, and replaces none: it has no place online.
TASK_BESIDE = _("te melden hoe een platform en %(names)s (niet online) elkaar kunnen aanvullen")
# The same of what nobody knows still to run.
TASK_MAYBE_BESIDE = _("na te vragen wat er nog is van %(names)s (niet online), en hoe een platform dat kan aanvullen")
# What the department does when residents can join, and when those who run it do not answer in time.
WHEN_JOINING = _(
    "als aansluiten kan, een nieuw voorstel te doen (dan vervallen de besluiten %(first)s tot en met %(last)s)"
)
WITHOUT_ANSWER = _("als er op die datum geen antwoord is, door te gaan met besluit %(first)s")
LEAD = {
    "residents": _("dat bewoners vanaf ____ beslissen over %(what)s"),
    "shared": _("dat bewoners na de start samen met ____ beslissen over %(what)s"),
    "local_organisation": _("dat een lokale organisatie (____) na de start beslist over %(what)s"),
    "municipality": _("dat de gemeente beslist over %(what)s"),
}
WITH_MUNICIPALITY = _("dat bewoners en gemeente na de start samen beslissen over %(what)s")
# What stays with the college when others decide on a platform, by whether it begins with a trial.
COLLEGE_DECIDES = _("dat het college beslist over geld en over doorgaan na de proef")
COLLEGE_DECIDES_WITHOUT_TRIAL = _("dat het college beslist over geld en over doorgaan na de terugblik")
RUNG = {
    "let_go": _("dat de gemeente dit aan bewoners laat"),
    "facilitate": _("dat de gemeente dit mogelijk maakt en niet stuurt"),
    "stimulate": _("dat de gemeente anderen uitnodigt om mee te doen"),
    "direct": _("dat de gemeente stuurt"),
    "regulate": _("dat de gemeente de regels stelt"),
}
LAY_DOWN, PRINCIPLES = _("vast te leggen"), _("vast te leggen %(principles)s")
# The people who keep the house rules in daily use, by the answer; where nobody is known yet, room for the name.
KEEPERS = {
    "residents": _("een groepje bewoners"),
    "residents_with_backup": _("bewoners met een beroepskracht"),
    "provider": _("de aanbieder"),
    "municipality": _("de gemeente"),
}
KEPT_UNTIL_THEN = _("dat tot die datum de huisregels worden bewaakt door %(keepers)s")
KEPT_FROM_THE_START = _("dat vanaf de start de huisregels worden bewaakt door %(keepers)s")
NO_PRINCIPLE = _("vast te stellen wie over het platform beslist: ____")
ROLE_FOLLOWS = _("pas over zeggenschap en de rol van de gemeente te besluiten als besluit %(number)s is uitgevoerd")
# What is decided on: in daily use once there is a platform, and in general while none is chosen.
DAILY_USE, A_PLATFORM = _("gebruik, huisregels en beheer"), _("een platform")
MONEY_CLAUSE = _("daarvoor %(term)s %(amount)s euro per jaar beschikbaar te stellen, ten laste van ____")
MONEY_IN_ALL = _(
    "daarvoor %(term)s %(amount)s euro per jaar beschikbaar te stellen (samen %(whole)s euro), ten laste van ____"
)
# Of two or three years the college decides on three, at most.
TERM_IN_WORDS = {
    (1, 1): _("één jaar lang ten hoogste"),
    (2, 3): _("ten hoogste drie jaar lang"),
    (4, 4): _("vier jaar lang ten hoogste"),
}
TERM_TO_FILL_IN = _("____ jaar lang ten hoogste")
NO_MONEY = _("voor het platform zelf geen geld beschikbaar te stellen")
# What holds only for a platform that the college has chosen.
AFTER_CHOICE = _("na de keuze van een platform %(clause)s")
AFTER_THAT_CHOICE = _("na die keuze %(clause)s")
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
REPORT_CLAUSE = _(
    "de portefeuillehouder te vragen vóór ____ te melden wat is afgesproken, en vóór ____ of het doel is gehaald (zo "
    "niet: met een nieuw voorstel)"
)
LOOK_BACK_CLAUSE = _("op ____ met bewoners terug te kijken, en te stoppen als: ____")


def list_decisions(advice) -> tuple[Decision, ...]:
    """The decisions, in order: platform or not, what must come first, roles, money, place, answers, review."""
    off = not chooses_platform(advice)
    return tuple(list_when_off(advice) if off else list_when_on(advice))


def find_number(advice, key: str) -> int:
    """The number of the decision about this; it must be asked."""
    return next(number for number, one in enumerate(list_decisions(advice), 1) if one.key == key)


def list_when_off(advice) -> Iterator[Decision]:
    """The decisions while the choice of a platform is off."""
    yield Decision(CHOICE, with_area(advice, text_for(advice.verdict, CHOICES)))
    yield list_preparations(advice)
    # That the municipality decides is nothing to lay down before residents are asked.
    is_open = advice.verdict.key == "sharpen_first" and not advice.profile.says("lead", "municipality")
    if is_open and (principles := list_principles(advice, A_PLATFORM)):
        yield Decision(ROLE, Sentence(PRINCIPLES, {"principles": principles}))
    yield Decision(NEXT, REPORT_CLAUSE if keeps_what_is_there(advice) else NEXT_PROPOSAL_CLAUSE)


def list_when_on(advice) -> Iterator[Decision]:
    """The decisions when a platform can be chosen, or could be once more is known of one."""
    has_choice = bool(advice.shelves[0].first)
    yield Decision(CHOICE, write_choice(advice) if has_choice else with_area(advice, WITHOUT_CHOICE))
    rest = tuple(list_after_preparations(advice, has_choice))
    if advice.verdict.cause in PREPARATIONS:
        yield list_preparations(advice, PREPARE_NUMBER + len(rest))
    yield from rest


def list_after_preparations(advice, has_choice: bool) -> Iterator[Decision]:
    """The decisions after the preparations: what is asked of providers, and what holds once one is chosen."""
    if not has_choice:
        yield Decision(ASK, CHECK_WHAT_EXISTS_CLAUSE)
        yield Decision(NEXT, NEXT_PROPOSAL_CLAUSE)
        return
    yield decide_proposal(advice)
    yield decide_roles(advice)
    yield from list_after_choice(advice)


def decide_proposal(advice) -> Decision:
    """To ask the providers and to propose one platform; only one that meets the demands, where that is not known."""
    demands = advice.profile.musts if any(one.ask_first for one in find_leading(advice)) else ()
    text = ASK_AND_MEET_DEMANDS[min(len(demands), 2)] if demands else ASK_PROVIDERS_CLAUSE
    return Decision(ASK, Sentence(text, {"annex": QUESTIONS_ANNEX.number, "demands": ACCOUNTABILITY_ANNEX.number}))


def list_after_choice(advice) -> Iterator[Decision]:
    """The decisions that hold once a platform is chosen: money, place, answers and review; each says so."""
    profile, clauses = advice.profile, []
    if asks_money(advice):
        clauses.append((MONEY, write_money_clause(profile)))
    else:
        yield Decision(MONEY, write_money_refusal(advice))
    clauses.append((PILOT, write_pilot_clause(profile)))
    if not profile.only("municipality_part", "not_needed") and "nobody_answers" not in list_tasks(advice):
        clauses.append((REPLY, REPLY_BY.get(profile.answer("reply"), SOMEBODY_REPLIES)))
    clauses.append((REVIEW, LOOK_BACK_CLAUSE))
    for place, (key, clause) in enumerate(clauses):
        yield Decision(key, Sentence(AFTER_THAT_CHOICE if place else AFTER_CHOICE, {"clause": clause}))


def with_area(advice, text, **values) -> Sentence:
    return Sentence(text, {"area": area_words(advice.profile), **values})


def write_choice(advice) -> Sentence:
    """To make a platform possible; not when decision 2 may bring to light something to join, and does."""
    if names := name_possible_joins(advice):
        return with_area(advice, CHOICES[MAY_JOIN], names=names)
    return with_area(advice, text_for(advice.verdict, CHOICES))


def name_possible_joins(advice) -> tuple[str, ...]:
    """What residents may be able to join, as far as decision 2 asks to find it out."""
    tasks = list_tasks(advice)
    names = (name for key in (IN_MUNICIPALITY, MAY_BE_THERE) if key in tasks for name in tasks[key].values["names"])
    return tuple(dict.fromkeys(names))


def may_join(tasks) -> bool:
    """Whether these tasks may bring to light something that residents can join."""
    return not {IN_MUNICIPALITY, MAY_BE_THERE}.isdisjoint(tasks)


def list_tasks(advice) -> dict[str, Sentence]:
    """What must come first, by gate, as far as decision 2 asks it: at most three, the others stand in the annexes.

    What runs here already and may be joined is always among them, and so is the goal when nobody wrote it down.
    """
    if advice.verdict.cause not in (FINDINGS, NO_FIT):
        return {}
    tasks = [(finding.key, write_task(advice, finding)) for finding in advice.at(FIRST) if finding.key in TASK_OF_GATE]
    names = name_to_join(advice)
    joining = {IN_MUNICIPALITY: Sentence(TASK_OF_GATE[IN_MUNICIPALITY], {"names": names})} if names else {}
    found = joining | dict(one for one in tasks[:BEST] if one[0] not in joining)
    if not advice.profile.answer("goal_sentence"):
        found |= {WRITE_GOAL: TASK_OF_WRITING_GOAL}
    beside = (
        (BESIDE, TASK_BESIDE, name_offline(advice)),
        (MAYBE_BESIDE, TASK_MAYBE_BESIDE, name_offline(advice, runs=False)),
    )
    return found | {key: Sentence(text, {"names": names}) for key, text, names in beside if names}


def write_task(advice, finding) -> Sentence:
    """The task of a gate that asks for something first, with the names that it found."""
    values = finding.sentences[0].values
    is_several = finding.key == MAY_BE_THERE and len(values["names"]) > 1
    task = TASK_OF_GATE.get(name_case(advice, finding), TASK_OF_GATE[finding.key])
    return Sentence(SEVERAL_MAY_BE_THERE if is_several else task, values)


def name_to_join(advice) -> tuple[str, ...]:
    """What runs here and may be joined: what resembles a platform for this goal, and what is local and made for it.

    Nothing beside what works already.
    """
    if keeps_what_is_there(advice):
        return ()
    found = any(finding.key == IN_MUNICIPALITY for finding in advice.at(FIRST))
    similar = advice.ranking.similar if found else ()
    local = [one for one in list_local(advice) if one not in similar and not lives_offline(one)]
    return tuple(one.name for one in (*similar, *local[:PLATFORMS_NAMED]))


def name_offline(advice, runs: bool = True) -> tuple[str, ...]:
    """What is here for this goal without a place online: it goes along with a platform. `runs`: see list_local."""
    return tuple(one.name for one in list_local(advice, runs) if lives_offline(one))[:PLATFORMS_NAMED]


def list_local(advice, runs: bool = True) -> list:
    """What runs in the municipality, is local, and is made for the main goal; `runs` False: what may not run now."""
    found = (one for one in advice.already_here if (one.evidence.status == RUNS) is runs and one.goal == "primary")
    return [one.platform for one in found if is_local(one.platform) and one.platform.kind not in CONSUMER_KINDS]


def list_preparations(advice, last: int = PREPARE_NUMBER) -> Decision:
    """What the department must do first: tasks or questions; a single one stands within the clause itself.

    `last`: the number of the last decision, which falls away with the others where residents can join something.
    """
    tasks, numbers = list_tasks(advice), {"first": PREPARE_NUMBER + 1, "last": last}
    outcomes = (Sentence(WHEN_JOINING, numbers), Sentence(WITHOUT_ANSWER, numbers)) if may_join(tasks) else ()
    items = (*tasks.values(), *outcomes)
    if advice.verdict.cause == ANSWERS:
        items = tuple(label_of(advice, key) for key in advice.to_find_out)[:BEST]
    elif advice.verdict.key == "offline_first":
        items = (*tasks_of_stops(advice), PAY_FOR_A_PLACE)
    elif keeps_what_is_there(advice):
        existing = named_existing(advice.profile, NAMED_IN_DECISION)
        items = (Sentence(TASK_OF_KEEPING, {"existing": existing}), TASK_OF_RECORDING, PAY_FOR_HELP)
    text = text_for(advice.verdict, PREPARATIONS)
    costs = advice.verdict.key in ("offline_first", "use_existing")
    if len(items) == 1 and advice.verdict.cause != ANSWERS:
        with_task = TASK_WITH_COVER if costs else CLAUSE_WITH_TASK
        return Decision(PREPARE, Sentence(with_task, {"clause": text, "task": items[0]}))
    return Decision(PREPARE, Sentence(CLAUSE_WITH_COVER, {"clause": text}) if costs else text, items)


def tasks_of_stops(advice) -> Iterator[str]:
    """The task of each gate that stops the plan, for each of its cases, and what to ask residents meanwhile."""
    stops, asked = [TASK_OF_STOP[case] for case in list_stops(advice)], set(ASK_MEANWHILE)
    cases = [name_case(advice, finding) for finding in advice.at(FIRST) if finding.key in asked]
    yield from (*stops, *(TASK_OF_GATE[case] for case in cases))


def list_stops(advice) -> Iterator[str]:
    """Each case of the gates that stop the plan, or the key of the gate itself where it has no cases."""
    for finding in advice.at(STOP):
        yield from list_cases(advice, finding)


def list_cases(advice, finding) -> tuple[str, ...]:
    """The cases of a gate that hold, or the key of the gate itself where it has no cases."""
    cases = finding.gate.holds(advice.profile, advice.ranking)
    return cases if isinstance(cases, tuple) else (finding.key,)


def name_case(advice, finding) -> str:
    """The first case of a gate that holds, or the key of the gate itself where it has no cases."""
    return list_cases(advice, finding)[0]


def decide_roles(advice) -> Decision:
    """Which party decides on what and what the municipality does; a single principle stands within the clause."""
    if "role_clash" in list_tasks(advice):
        return Decision(ROLE, Sentence(ROLE_FOLLOWS, {"number": PREPARE_NUMBER}))
    principles = list_principles(advice, DAILY_USE)
    if len(principles) > 1:
        return Decision(ROLE, LAY_DOWN, principles)
    return Decision(ROLE, Sentence(PRINCIPLES, {"principles": principles}) if principles else NO_PRINCIPLE)


def list_principles(advice, what: str) -> tuple["str | Sentence", ...]:
    """Which party decides on `what`, what stays with the college, and what the municipality does; as far as answered.

    None while the roles clash.
    """
    profile = advice.profile
    if any(finding.key == "role_clash" for finding in advice.at(FIRST)):
        return ()
    lead, rung = LEAD.get(profile.answer("lead")), RUNG.get(profile.answer("rung"))
    if profile.says("lead", "shared") and profile.says("municipality_part", "client", "moderator", "owner"):
        lead = WITH_MUNICIPALITY
    if profile.says("lead", "municipality"):
        rung = None  # to decide says it all
    decides = (Sentence(lead, {"what": what}),) if lead else ()
    if lead and what == DAILY_USE and not profile.says("lead", "municipality"):
        kept = KEPT_UNTIL_THEN if profile.says("lead", "residents") else KEPT_FROM_THE_START
        decides += (
            Sentence(kept, {"keepers": name_keepers(profile)}),
            COLLEGE_DECIDES_WITHOUT_TRIAL if starts_at_once(profile) else COLLEGE_DECIDES,
        )
    return decides + ((rung,) if rung else ())


def name_keepers(profile) -> str:
    """The people who keep the house rules in daily use, inside a sentence; room to write where nobody is known."""
    return KEEPERS.get(profile.answer("moderation"), ROOM)


def asks_money(advice) -> bool:
    """Whether the college is asked for money for the platform itself."""
    return not advice.profile.says("budget", "nothing")


def write_money_refusal(advice) -> "str | Sentence":
    """That there is no money for the platform, or that it is decided on once the department has looked for it."""
    waits = "paid_without_money" in list_tasks(advice)
    return Sentence(MONEY_FOLLOWS, {"number": PREPARE_NUMBER}) if waits else NO_MONEY


def write_money_clause(profile) -> Sentence:
    """The money asked for: at most what was answered, for how long, and what it comes to; room to write the cover."""
    budget, years = profile.answer("budget"), profile.answer("years_secured")
    most, term = MOST.get(budget), TERM_YEARS.get(years)
    values = {"amount": Number(most) if most else ROOM, "term": TERM_IN_WORDS.get(term, TERM_TO_FILL_IN)}
    if term == (1, 1):
        return Sentence(MONEY_CLAUSE, values)
    return Sentence(MONEY_IN_ALL, {**values, "whole": Number(most * term[1]) if most and term else ROOM})


def starts_at_once(profile) -> bool:
    """Whether it starts in the whole area at once, so that there is no trial."""
    return profile.says("start_small", "all_at_once")


def write_pilot_clause(profile) -> "str | Sentence":
    """Where it begins: in the area itself, unless that is too large for one place to begin."""
    is_one_area, name = profile.says("area_size", "street", "small", "medium"), name_area(profile)
    if starts_at_once(profile):
        if not is_one_area:
            return ONE_OR_TWO_AREAS
        return Sentence(ALL_AT_ONCE_HERE, {"area": name}) if name else ALL_AT_ONCE
    if not name:
        return ONE_AREA
    return Sentence(PILOT_HERE if is_one_area else PART_OF_AREA, {"area": name})
