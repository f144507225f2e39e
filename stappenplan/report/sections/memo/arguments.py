"""The arguments and remarks of the memo, each with the number of the decision that it is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from platforms.cases import Case, find_case
from stappenplan.advice.explanation.reasons import split_sentences, wish_words
from stappenplan.advice.explanation.robustness import list_reservations
from stappenplan.method.assessment.shelves import TODAY
from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN, value_of
from stappenplan.method.evidence.status import RUNS, judge_status
from stappenplan.method.text import Sentence, _
from stappenplan.municipalities.names import everyday_name

from ..budget import MOST
from ..elements import Line, chooses_platform, keeps_what_is_there
from ..evidence import find_leading, list_named_first, name_with_mark
from .accountability import NOT_PROVEN, say_weights_by_hand
from .decisions import (
    ASK,
    CHOICE,
    MONEY,
    NEXT,
    PILOT,
    PREPARE,
    PREPARE_NUMBER,
    REPLY,
    REVIEW,
    ROLE,
    WRITE_GOAL,
    Decision,
    find_number,
    list_stops,
    list_tasks,
    name_case,
    name_possible_joins,
    starts_at_once,
)
from .follow_up import name_doubtful
from .options import RISK_OF_WHAT_IS_THERE
from .outline import ALREADY_HERE_ANNEX, COMPARISON_ANNEX, LAW_ANNEX, QUESTIONS_ANNEX

ARGUMENTS_EACH, REMARKS_AT_MOST, NAMED_IN_ARGUMENT, LESSONS_AT_MOST = 4, 8, 2, 2


@dataclass(frozen=True)
class Point:
    """One argument or remark: the number of its decision and its own ("2.1"), its text and its sources."""

    number: str
    text: "str | Sentence"
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class LessonRemark(Sentence):
    """What was learned of a platform, as a remark. `case`: the Case that has the source."""

    case: Case | None = None


# What a finding that stands in the way says as an argument. Its sources are those of its gate.
AGAINST = {
    "not_the_right_tool": _("Een platform lost niet op wat nu in de weg staat."),
    "platform_alone": _(
        "In dit plan is er nog niemand die buren bij elkaar brengt, en is er nog niets in het echt gepland."
    ),
    "similar_platform_present": _("Volgens de afdeling werkt wat er al is. Een extra plek verdeelt de buurt verder."),
    "need_not_checked": _(
        "Zonder vraag van bewoners kan een platform leeg blijven. In Haren stopte een platform na bijna acht jaar, "
        "omdat niemand oproepen plaatste."
    ),
    "goal_not_sharp": _("Zonder scherp doel is later niet te zeggen of een platform helpt."),
    "no_connectors": _("Er is nog geen groep bewoners die anderen bij elkaar brengt."),
    "no_offline": _("Er is nog niets in het echt gepland. Alleen wie online is, doet dan mee."),
    "platform_in_municipality": _("In de gemeente is al iets dat hierop lijkt: %(names)s."),
    "platform_may_be_there": _("Misschien draait in de gemeente al iets dat hierop lijkt: %(names)s."),
    "trust_first": _("Mensen kennen of vertrouwen elkaar nu niet. Vertrouwen groeit door elkaar te zien."),
    "existing_partly": _("Wat buren nu gebruiken, werkt een beetje: %(existing)s. Misschien kan dat beter."),
    "existing_not_checked": _("Wat buren nu gebruiken, is nog niet bekend."),
    "works_not_checked": _("Of werkt wat buren nu gebruiken, is nog niet bekend."),
    "role_clash": _("Bewoners en ambtenaren verwachten anders niet hetzelfde van elkaar."),
    "nobody_answers": _("Er is nog niemand die namens de gemeente antwoord geeft. Zonder antwoord haken mensen af."),
    "left_out_group": _("Met alleen een site of app ontbreken mensen die de afdeling niet wil missen."),
    "too_little_time": _("Voor dit gebied zijn er te weinig uren."),
    "paid_without_money": _("De gekozen manier van beginnen kost geld, en dat is er niet."),
    "no_exit": _("Wie de gegevens krijgt als het stopt, is nog niet afgesproken."),
    "no_moderation": _("Nog niet geregeld is wie de gesprekken in goede banen houdt."),
    "nothing_left": _("Geen platform voldoet aan alle eisen."),
}
LEGAL = _("Niet alles is juridisch nagekeken (bijlage %(annex)s).")
# What follows for the choice from what the municipality has already.
MAY_BE_JOINED = _(
    "Kunnen bewoners aansluiten bij wat er al is, dan is een nieuw platform niet nodig. Wij vonden: %(names)s "
    "(bijlage %(annex)s)."
)
TO_BE_CALLED = _(
    "Wat in %(place)s bekend is, draait misschien niet meer. Het gaat om %(names)s. De afdeling belt dat na (bijlage "
    "%(annex)s)."
)
WITHOUT_PLATFORM = _(
    "Misschien helpt wat er al is, ook zonder nieuw platform. Wij vonden: %(names)s (bijlage %(annex)s)."
)
BESIDE_WHAT_IS_THERE = _("Een nieuw platform moet aanvullen wat er al is. Wij vonden: %(names)s (bijlage %(annex)s).")
IN_FRONT = _("Vooraan staan nu: %(names)s. Met wat nu bekend is, is die volgorde %(word)s (bijlage %(annex)s).")
IN_FRONT_ONE = _(
    "Vooraan staat nu alleen %(names)s. Met wat nu bekend is, is die uitkomst %(word)s (bijlage %(annex)s)."
)
# What is in front, and that this follows from weights changed by hand.
IN_FRONT_BY_HAND = _("%(in_front)s %(by_hand)s")
PEOPLE_FIND = _("Een platform kan helpen als mensen wel willen, maar elkaar niet vinden. Dat is hier zo.")
WELL_PREPARED = _("Het doel is helder, bewoners dragen het plan en er gebeurt iets in het echt.")
HOW_TO_PREPARE = {
    "residents": (
        _(
            "Vragen kan snel en kost weinig: tien gesprekken op straat zeggen al veel. Doe het ook op papier, want "
            "ongeveer één op de vijf mensen vanaf 12 jaar heeft geen digitale basisvaardigheden."
        ),
        ("S5", "S30"),
    ),
    "goal": (_("Met een getal en een datum is na een jaar te zien of het werkt."), ("S1", "S23")),
    "use_existing": (_("Wat al leeft, is beter sterker te maken dan te vervangen."), ("S18", "S28")),
}
# The same for each case of what stops the plan.
HOW_TO_START = {
    "service_missing": (_("Een platform is geen plek en geen hulp."), ("S79", "OJ")),
    "nobody": (_("Een platform loopt niet vanzelf."), ("S8", "OJ")),
    "conflict": (_("Een platform lost geen ruzie, overlast of angst op."), ("S79", "OJ")),
    "platform_alone": (_("Vertrouwen groeit door elkaar te zien."), ("S5",)),
}
WRITTEN_GOAL_HELPS = _("Staat het doel op papier, met getal en datum, dan is later te zien of het is gehaald.")
# What is robust, and what is not yet: the verdict, and the order.
ANSWERS_MATTER = _("Het advies volgt uit het plan. Antwoorden van aanbieders kunnen de volgorde nog veranderen.")
SPEAKS_TO_SOMEBODY = re.compile(r"\b(u|uw|je|jij|jouw)\b", re.IGNORECASE)
# What was learned where a platform in front is used: said where it is recommended.
LESSON = _("Let op bij %(name)s. %(lesson)s")
GIVES_ROOM = _("De gemeente geeft ruimte en neemt het platform niet over. Zo kan het van de buurt worden.")
CHOSEN_OPENLY = _("Liggen de rollen vooraf vast, dan weet iedereen waar hij aan toe is.")
ALL_COSTS_FOLLOW = _(
    "Het voorstel van besluit %(number)s noemt alle kosten en de dekking. Wat over is als het stopt, vervalt."
)
GROWS_SLOWLY = _("Een buurtnetwerk groeit langzaam: reken op jaren, niet op maanden.")
STARTS_AT_ZERO = _("Elk buurtnetwerk begint met nul leden, zegt een aanbieder. Een proef geeft cijfers.")
REPLIES_KEEP = _("Zonder antwoord haken mensen af.")
DATE_KEEPS_IT_MOVING = _("Een vaste datum voorkomt dat dit blijft liggen.")
KEEPS_OPEN = _("Een vaste datum voorkomt dat dit blijft liggen. Ook geen platform blijft mogelijk.")
DATE_HELPS = _("Een site die niemand afsluit, blijft leeg staan. Een datum helpt om te leren of te stoppen.")
FEW_HOURS = _("Nu is er minder dan twee uur per week, van iedereen samen. Dat is weinig voor besluit %(number)s.")
MEANWHILE = _("Wie nu al wil, kan zonder besluit van het college terecht bij %(names)s.")
QUOTED = _("“%(what)s”")
MUST_UNKNOWN = {
    1: _(
        "Van %(names)s is niet bekend of het voldoet aan de eis %(wishes)s. Dat is de eerste vraag (bijlage %(annex)s)."
    ),
    2: _(
        "Van %(names)s is niet bekend of ze voldoen aan de eis %(wishes)s. Dat is de eerste vraag (bijlage %(annex)s)."
    ),
}
RESIDENTS_ASKED = _(
    "Bewoners vragen zelf om iets nieuws. Dat komt er nu niet. De afdeling legt uit waarom, en vraagt wat zij missen."
)
WEIGHED_BY_DEPARTMENT = _(
    "De AP raadde in 2024 af dat de overheid Facebookpagina’s gebruikt. In 2025 bleef het Rijk er toch op. De afdeling "
    "weegt dit zo: ____"
)
LITTLE_IS_PUBLIC = _(
    "Over aanbieders is weinig openbaar. Van %(some)s van de %(all)s platforms die aantoonbaar draaien, weten we dat "
    "er een toegankelijkheidsverklaring is. Vraag ernaar (bijlage %(annex)s)."
)
SHARED_DATA = _(
    "Wie samen bepaalt waarvoor gegevens worden gebruikt, is daar samen verantwoordelijk voor. Dat vraagt een afspraak "
    "vóór de start (bijlage %(annex)s)."
)
# Of the platforms in front no source names a price, by whether there is one such platform or more.
PRICE_UNKNOWN = {
    1: _("Van %(names)s is geen prijs bekend. Het bedrag is het beschikbare budget."),
    2: _("Van %(names)s zijn geen prijzen bekend. Het bedrag is het beschikbare budget."),
}
FACEBOOK = "facebook_or_chat"
# The decision that a warning is about; the others are about the first.
DECISION_OF_WARNING = {
    "municipality_owns": ROLE,
    "municipality_moderates": ROLE,
    "short_money": MONEY,
    "whole_municipality_at_once": PILOT,
    "only_counting": REVIEW,
    "no_review": REVIEW,
}


def list_arguments(advice, decisions: tuple[Decision, ...]) -> tuple[Point, ...]:
    """Why each decision: at most four arguments for one, and none for what is not asked."""
    asked = {decision.key for decision in decisions}
    found = [one for one in collect_arguments(advice) if one[0] in asked]
    return number_points(decisions, found, ARGUMENTS_EACH)


def list_remarks(advice, catalogue, decisions: tuple[Decision, ...]) -> tuple[Point, ...]:
    """What can be said against, or asks for care: at most eight, in the order of the decisions."""
    asked = {decision.key for decision in decisions}
    found = [one for one in collect_remarks(advice, catalogue) if one[0] in asked]
    return number_points(decisions, found, REMARKS_AT_MOST)[:REMARKS_AT_MOST]


def list_later_remarks(advice, catalogue, decisions: tuple[Decision, ...]) -> tuple[Line, ...]:
    """What asks for care in a decision that is not asked now; no more than eight with the remarks of now."""
    asked = {decision.key for decision in decisions}
    found = [Line(text, source=source) for key, text, source in collect_remarks(advice, catalogue) if key not in asked]
    return tuple(found[: REMARKS_AT_MOST - len(list_remarks(advice, catalogue, decisions))])


def number_points(decisions, found: Iterable, at_most: int) -> tuple[Point, ...]:
    """Points with the number of their decision."""
    by_decision = {decision.key: [] for decision in decisions}
    for key, text, source in found:
        by_decision[key].append((text, source))
    return tuple(
        Point(f"{place}.{number}", text, source)
        for place, points in enumerate(by_decision.values(), 1)
        for number, (text, source) in enumerate(points[:at_most], 1)
    )


def collect_arguments(advice) -> Iterator[tuple]:
    """(what it is about, text, sources), the weightiest of each decision first."""
    off = not chooses_platform(advice)
    yield from arguments_against(advice, (STOP, STOP_NEW), CHOICE)
    if advice.verdict.key == "sharpen_first":
        yield from arguments_against(advice, (FIRST,), CHOICE, ("need_not_checked", "goal_not_sharp"))
    if advice.verdict.key == "go":
        yield CHOICE, WELL_PREPARED, ("S1", "S5")
    if not off and advice.profile.says("bottleneck", "cannot_find"):
        yield CHOICE, PEOPLE_FIND, ("S11",)
    if not off and advice.shelves[0].first:
        yield CHOICE, in_front(advice), ()
    if advice.already_here:
        yield CHOICE, already_there(advice), ()
    if off:
        yield from how_to_prepare(advice)
    else:
        if WRITE_GOAL in list_tasks(advice):
            yield PREPARE, WRITTEN_GOAL_HELPS, ("S1", "S23")
        yield from arguments_against(advice, (FIRST,), PREPARE)
        yield ASK, ANSWERS_MATTER, ()
    yield from reasons_for_the_rest(advice, off)


def arguments_against(advice, levels, about: str, only: tuple[str, ...] = ()) -> Iterator[tuple]:
    """What stands in the way, as arguments; `only`: these gates."""
    for finding in advice.at(*levels):
        if only and finding.key not in only:
            continue
        if finding.key == "legal_check":
            yield about, Sentence(LEGAL, {"annex": LAW_ANNEX.number}), finding.gate.source
        elif finding.key in AGAINST:
            text = AGAINST.get(name_case(advice, finding), AGAINST[finding.key])
            yield about, Sentence(text, finding.sentences[0].values), finding.gate.source


def in_front(advice) -> Sentence:
    """The platforms in front, how sure that is, and whether weights were changed by hand."""
    names = tuple(name_with_mark(one.platform, one.evidence) for one in find_leading(advice))
    values = {"names": names, "word": advice.confidence.word, "annex": COMPARISON_ANNEX.number}
    said, by_hand = Sentence(IN_FRONT if len(names) > 1 else IN_FRONT_ONE, values), say_weights_by_hand(advice.profile)
    return Sentence(IN_FRONT_BY_HAND, {"in_front": said, "by_hand": by_hand}) if by_hand else said


def already_there(advice) -> Sentence:
    """What follows from what the municipality has already, with the first of it in the order of its annex."""
    found = list_named_first(advice)[:NAMED_IN_ARGUMENT]
    names = tuple(name_with_mark(one.platform, one.evidence) for one in found)
    place = everyday_name(advice.profile.answer("place") or "")
    return Sentence(
        weigh_what_is_there(advice, found), {"place": place, "names": names, "annex": ALREADY_HERE_ANNEX.number}
    )


def weigh_what_is_there(advice, named) -> str:
    """What these and all else that the municipality has mean for the choice."""
    if name_possible_joins(advice):
        return MAY_BE_JOINED
    called, runs = name_doubtful(advice), any(one.evidence.status == RUNS for one in advice.already_here)
    if not runs and all(one.platform.name in called for one in named):
        return TO_BE_CALLED
    return BESIDE_WHAT_IS_THERE if chooses_platform(advice) else WITHOUT_PLATFORM


def how_to_prepare(advice) -> Iterator[tuple]:
    """Why the department begins with what it is told to do."""
    found = HOW_TO_PREPARE.get(advice.verdict.cause or advice.verdict.key)
    if found:
        yield PREPARE, *found
    yield from ((PREPARE, *HOW_TO_START[case]) for case in list_stops(advice))


def reasons_for_the_rest(advice, off: bool) -> Iterator[tuple]:
    """Why these roles, this money, this place to begin, an answer, and a date."""
    profile = advice.profile
    if profile.answer("rung"):
        clash = any(finding.key == "role_clash" for finding in advice.at(FIRST))
        gives_room = profile.says("rung", "let_go", "facilitate") and not clash
        yield ROLE, GIVES_ROOM if gives_room else CHOSEN_OPENLY, ("S36",)
    if off:
        yield NEXT, DATE_KEEPS_IT_MOVING if keeps_what_is_there(advice) else KEEPS_OPEN, ("OJ",)
        return
    if profile.answer("budget") != "nothing":
        yield MONEY, GROWS_SLOWLY, ("S43",)
    if advice.shelves[0].first:
        yield MONEY, Sentence(ALL_COSTS_FOLLOW, {"number": find_number(advice, ASK)}), ()
    if not starts_at_once(profile) or profile.says("area_size", "large", "municipality"):
        yield PILOT, STARTS_AT_ZERO, ("S27", "S41")
    yield REPLY, REPLIES_KEEP, ("S81", "S40")
    yield REVIEW, DATE_HELPS, ("S45", "OJ")


def collect_remarks(advice, catalogue) -> Iterator[tuple]:
    """(what it is about, text, sources) of what asks for care."""
    off = not chooses_platform(advice)
    if meanwhile := list_meanwhile(advice):
        names = tuple(name_with_mark(one.platform, one.evidence) for one in meanwhile)
        yield CHOICE, Sentence(MEANWHILE, {"names": names}), ()
    if not off:
        yield from ((CHOICE, text, ()) for text in list_doubts(advice))
    yield from ((CHOICE, say_lesson(case), ()) for case in list_lessons(advice))
    if keeps_what_is_there(advice) and advice.profile.says("need_source", "residents_asked", "both"):
        yield CHOICE, RESIDENTS_ASKED, ()
    if keeps_what_is_there(advice):  # then no provider is asked
        yield CHOICE, RISK_OF_WHAT_IS_THERE, ("OJ",)
    else:
        yield CHOICE, little_is_public(advice, catalogue), ()
    if not off:
        yield CHOICE, NOT_PROVEN.text, NOT_PROVEN.source
    if advice.verdict.key == "offline_first" and advice.profile.says("hours", "under_2"):
        yield PREPARE, Sentence(FEW_HOURS, {"number": PREPARE_NUMBER}), ("OJ",)
    if stays_on_facebook(advice):
        found = (one.gate.source for one in advice.at(TIP) if one.key == FACEBOOK)
        yield from ((CHOICE, WEIGHED_BY_DEPARTMENT, source) for source in found)
    if advice.profile.says("lead", "shared"):
        yield ROLE, Sentence(SHARED_DATA, {"annex": LAW_ANNEX.number}), ()
    asks_money = not off and advice.profile.answer("budget") in MOST
    if asks_money and (unpriced := name_without_price(advice)):
        yield MONEY, Sentence(PRICE_UNKNOWN[min(len(unpriced), 2)], {"names": unpriced}), ()
    for finding in advice.at(WARN):
        yield DECISION_OF_WARNING.get(finding.key, CHOICE), finding.sentences[0], finding.gate.source


def stays_on_facebook(advice) -> bool:
    """Whether neighbours keep to Facebook, so that the advice of the data protection authority is about this plan."""
    return keeps_what_is_there(advice) and advice.profile.says("existing", "facebook")


def list_lessons(advice) -> tuple[Case, ...]:
    """The lessons about what the memo recommends: what is in front, or what can be used meanwhile; at most two."""
    recommended = find_leading(advice) if chooses_platform(advice) else list_meanwhile(advice)
    return find_lessons(recommended)[:LESSONS_AT_MOST]


def find_lessons(assessments) -> tuple[Case, ...]:
    """Of these platforms the cases with a lesson that somebody other than the provider tells."""
    cases = (find_case(one.platform) for one in assessments)
    return tuple(case for case in cases if case and not case.is_told_by_provider and quote_lesson(case))


def quote_lesson(case: Case) -> str:
    """The lesson of a case up to the sentence that speaks to a reader of the site; "" where that is the first.

    The Dutch decides, so that a reader of English is told the same.
    """
    spoken = takewhile(
        lambda one: not SPEAKS_TO_SOMEBODY.search(one), split_sentences(case.platform.lesson.get("nl", ""))
    )
    return " ".join(split_sentences(case.lesson)[: len(tuple(spoken))])


def say_lesson(case: Case) -> LessonRemark:
    """The lesson of a case, with the name of its platform."""
    return LessonRemark(LESSON, {"name": case.platform.name, "lesson": quote_lesson(case)}, case)


def list_doubts(advice) -> tuple[Sentence, ...]:
    """What must be found out of the platforms in front: demands, else what is not sure of number one."""
    leading = find_leading(advice)
    return list_doubted_musts(advice) or (list_reservations(leading[0]) if leading else ())


def list_doubted_musts(advice) -> tuple[Sentence, ...]:
    """The demands that the platforms in front may not meet, as far as known: a sentence for each set of demands."""
    doubted: dict[tuple, list] = {}
    for one in find_leading(advice):
        if one.ask_first:
            doubted.setdefault(one.ask_first, []).append(one.platform.name)
    return tuple(
        Sentence(
            MUST_UNKNOWN[min(len(names), 2)],
            {
                "names": tuple(names),
                "wishes": tuple(Sentence(QUOTED, {"what": wish_words(key)}) for key in keys),
                "annex": QUESTIONS_ANNEX.number,
            },
        )
        for keys, names in doubted.items()
    )


def name_without_price(advice) -> tuple[str, ...]:
    """The platforms in front of which no source names what a municipality pays."""
    leading = (one.platform for one in find_leading(advice))
    return tuple(platform.name for platform in leading if platform.facts.get("cost_municipality") is None)


def list_meanwhile(advice) -> tuple:
    """The first that residents can use without any decision, while no platform is chosen; nothing beside what works."""
    if chooses_platform(advice) or keeps_what_is_there(advice) or not advice.profile.answer("goal_main"):
        return ()
    return advice.ranking.shelf(TODAY).first[:NAMED_IN_ARGUMENT]


def little_is_public(advice, catalogue) -> Sentence:
    """Of how many platforms that run an accessibility statement is known."""
    running = [one for one in catalogue.platforms if judge_status(one, advice.on)[0] == RUNS]
    known = [one for one in running if value_of(one, "accessibility_statement") == "yes"]
    return Sentence(LITTLE_IS_PUBLIC, {"some": len(known), "all": len(running), "annex": QUESTIONS_ANNEX.number})
