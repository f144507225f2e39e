"""The memo for the college, in the order of the method (README, 6.1): what each of its sections says."""

from dataclasses import dataclass

from stappenplan.advice.provider_questions import goal_question, inquiries
from stappenplan.advice.robustness import answers_that_decide, reservations, times_first, wishes_that_cost
from stappenplan.advice.score_breakdown import contributions
from stappenplan.advice.subject import subject
from stappenplan.method.assessment.criteria import CRITERIA, CRITERION
from stappenplan.method.assessment.shelves import OFFLINE
from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.gates import GATES
from stappenplan.method.profile import NORMAL, OVERRIDE_LABELS, as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.municipalities.names import everyday_name
from stappenplan.wizard.summary import answers_by_step

from .budget import budget_rows, money_facts
from .decisions import decisions
from .elements import (
    ANSWERS_PER_TABLE,
    BEST,
    RISKS_PER_TABLE,
    SET_A_DATE,
    TALK_IN_THE_STREET,
    Line,
    References,
    Row,
    actions,
    ask_first,
    card_lines,
    label_of,
    named_existing,
    own,
    tables,
    why,
)
from .evidence import leading, list_already_here, list_other_shelves, list_to_check, name_with_mark, with_places
from .legal_points import law
from .options import side_by_side
from .planning import planning
from .risks import by_urgency, risks

# How many stand side by side, and in each of the lists after the first.
COMPARED, LISTED = 5, 5

# --- 1 to 4: the first page of the memo ------------------------------------------------------------------------------


def five_lines(advice) -> tuple:
    """The advice in five lines: the verdict, why, and three actions. The second line may hold two sentences."""
    return (
        (advice.verdict.text,),
        why(advice),
        *((action,) for action in actions(advice, (ask_first(advice), SET_A_DATE, TALK_IN_THE_STREET))),
    )


MEASURE = {
    "baseline_known": _("Er is al een meting van nu. Een jaar na de start meten we opnieuw."),
    "will_measure": _("We meten vóór de start, en een jaar later weer."),
    "activity_only": _("Nu is het plan om leden en berichten te tellen. Dat zegt weinig over de buurt."),
    "no_plan": _("Er is nog geen plan om te meten."),
}
NO_MEASURE = _("Hoe we meten, is niet ingevuld.")


def without_platform_short(advice) -> tuple:
    """The option that is always there, in two sentences."""
    existing = named_existing(advice.profile)
    if existing:
        first = Sentence(_("Maak %(existing)s sterker, en de ontmoetingen in de buurt."), {"existing": existing})
        return first, _("Twee plekken naast elkaar verdelen de buurt.")
    return _("Begin met ontmoeten: een vaste plek, een activiteit of papier."), _("Daar is geen platform voor nodig.")


# --- 5: does a platform fit ------------------------------------------------------------------------------------------

# What a gate that does not hold says about the plan.
IN_ORDER = {
    "not_the_right_tool": _("Wat in de weg staat, is iets waar een platform bij kan helpen."),
    "platform_alone": _("Het platform staat niet alleen: er zijn mensen of er gebeurt iets in het echt."),
    "no_connectors": _("Er zijn bewoners die anderen bij elkaar brengen."),
    "no_offline": _("Er is iets in het echt gepland."),
    "need_not_checked": _("Bewoners vroegen er zelf om."),
    "goal_not_sharp": _("Het resultaat is opgeschreven."),
    "only_counting": _("We meten meer dan leden en berichten."),
    "platform_in_municipality": _("We vonden in de gemeente niets dat hier sterk op lijkt."),
    "trust_first": _("Te weinig vertrouwen is niet wat het meest in de weg staat."),
    "existing_not_checked": _("We weten wat buren nu gebruiken, en of het werkt."),
    "municipality_owns": _("De gemeente is niet de eigenaar of de baas."),
    "municipality_moderates": _("De gemeente haalt geen berichten weg."),
    "role_clash": _("De rol van de gemeente past bij wie de baas is."),
    "nobody_answers": _("Er is iemand die namens de gemeente antwoord geeft."),
    "left_out_group": _("De manieren om mee te doen passen bij wie we niet willen missen."),
    "too_little_time": _("Er is genoeg tijd voor dit gebied."),
    "whole_municipality_at_once": _("We beginnen niet overal tegelijk."),
    "paid_without_money": _("De manier van beginnen past bij het geld."),
    "short_money": _("Geld en tijd zijn er voor meer dan één jaar."),
    "no_exit": _("Over de gegevens bij het einde is nagedacht."),
    "no_moderation": _("Er is geregeld wie zorgt dat het netjes blijft."),
    "no_review": _("Er is een datum om terug te kijken."),
}


def checked(advice) -> dict:
    """The gates: `first` and `watch` hold, `in_order` were answered and do not, `unknown` are skipped questions."""
    profile = advice.profile
    holding = {finding.key for finding in advice.findings}
    passed = (
        gate
        for gate in GATES
        if gate.key in IN_ORDER
        and gate.key not in holding
        and all(profile.answer(key) is not None for key in gate.asks if key in profile.answers)
        and any(profile.answer(key) is not None for key in gate.asks)
        and not (gate.key == "no_connectors" and "platform_alone" in holding)
        and not (gate.key == "existing_not_checked" and "similar_platform_present" in holding)
        and not (gate.key == "platform_in_municipality" and advice.already_here)
    )
    return {
        "first": advice.at(STOP, STOP_NEW, FIRST),
        "watch": advice.at(WARN),
        "tips": advice.at(TIP),
        "in_order": tuple(Line(IN_ORDER[gate.key], source=gate.source) for gate in passed),
        "unknown": tuple(label_of(advice, key) for key in open_gate_questions(advice)),
    }


def open_gate_questions(advice) -> tuple[str, ...]:
    """The skipped questions that a gate or a plain yes needs, in the order in which they are asked."""
    needed = {key for gate in GATES for key in gate.asks} | set(advice.to_find_out)
    return tuple(key for key in advice.open_questions if key in needed)


# --- 6 and 7: what exists, who does what -----------------------------------------------------------------------------


RUNGS = ("regulate", "direct", "stimulate", "facilitate", "let_go")


def staircase(profile) -> tuple:
    """The treads from high to low: (label, whether it is chosen)."""
    question = QUESTIONS["rung"]
    return tuple((question.option(value).label, profile.says("rung", value)) for value in RUNGS)


def roles(advice) -> tuple[Row, ...]:
    """The division of roles: who leads, who answers, what the municipality does and what it leaves."""
    profile = advice.profile
    part = set(as_tuple(profile.answer("municipality_part")))
    left = tuple(
        option.label
        for option in QUESTIONS["municipality_part"].options
        if option.value not in part and option.value != "not_needed"
    )
    return (
        *own(advice, "lead", "rung", "municipality_part"),
        *((Row(_("Dit doet de gemeente niet"), left),) if part and left else ()),
        *own(advice, "reply"),
    )


def handover(profile) -> Line:
    """When residents take over."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als baas of eigenaar. Bewoners nemen het over op:"), True, ("S44", "OJ"))
    if profile.says("lead", "residents"):
        return Line(_("Bewoners zijn over een jaar de baas. Tot die tijd beslist:"), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))


# --- 8: comparison ---------------------------------------------------------------------------------------------------


def compared(advice) -> dict:
    """The first five of the leading shelf side by side.

    `places`: (place, Assessment); `rows`: (criterion, a word for each), heaviest first; `parts`: these in two tables.
    """
    shelf, given = advice.shelves[0], advice.profile.weights
    shown = shelf.ranked[:COMPARED]
    rows = [
        (criterion.label, tuple(word_for(assessment, criterion.key) for assessment in shown))
        for criterion in sorted(CRITERIA, key=lambda criterion: -given[criterion.key])
        if given[criterion.key] and shown
    ]
    rows = [row for row in rows if any(row[1])]
    titles = (_("Wat het zwaarst telt"), _("Wat ook telt"))
    return {
        "assessments": shown,
        "places": with_places(shelf, shown),
        "more": len(shelf.ranked) - len(shown),
        "rows": tuple(rows),
        "parts": list(zip(titles, tables(rows, -(-len(rows) // 2) or 1), strict=False)),
    }


def word_for(assessment, key) -> str:
    return next((rating.rating_label for rating in assessment.ratings if rating.criterion.key == key), "")


# Figures of providers and initiators about themselves: an order of size, no promise.
EXPECT = (
    Line(_("12% van de huishoudens deed mee na zes maanden, in een proef in een stad."), source=("S41",)),
    Line(_("21% deed mee in een Belgische plaats."), source=("S26",)),
    Line(_("Ongeveer 10% van de inwoners zat in de appgroepen van één gemeente."), source=("S55",)),
    Line(_("Ongeveer 8.000 mensen deden mee na tien jaar op IJburg."), source=("S44",)),
    Line(_("De meeste leden lezen alleen mee."), source=("S73",)),
)
EXPECT_MEDIUM = Line(
    _("In een wijk van 1.000 tot 4.000 huishoudens zijn dat ruwweg 100 tot 800 huishoudens."), source=("OJ",)
)


def expect(profile) -> tuple[Line, ...]:
    return (*EXPECT, EXPECT_MEDIUM) if profile.says("area_size", "medium") else EXPECT


# --- 14: questions to the providers -----------------------------------------------------------------------------------


def questions_to(advice, assessment) -> list:
    """What to ask this provider: (question, whether an answer can put another platform first); those come first."""
    return [(one.ask, one.decides) for one in inquiries(advice, assessment)]


# --- 15 and annex ----------------------------------------------------------------------------------------------------

LIMITS = (
    Line(
        _("Geen onderzoek toont aan dat een platform zelf zorgt voor meer binding in de buurt."), source=("S12", "S13")
    ),
    Line(_("Nederlands bewijs is dun, en komt vaak van aanbieders."), source=("S3", "S4", "S17", "S34")),
    Line(
        _("Over mislukte platforms wordt weinig geschreven. Wij vonden er twee in lokaal nieuws."), source=("S9", "S10")
    ),
    Line(_("We vonden één openbare prijs, en geen bedrag uit een contract met een gemeente."), source=("S17",)),
    Line(_("De getallen waarmee we rekenen, zijn ons eigen oordeel."), source=("OJ",)),
    Line(_("Wetten veranderen. Laat de juridische punten na een jaar opnieuw nakijken."), source=("OJ",)),
)
STATEMENTS = (
    _("Ik heb veel contact met andere buurtbewoners."),
    _("In deze buurt gaat men op een prettige manier met elkaar om."),
    _("Ik woon in een gezellige buurt waar mensen elkaar helpen en samen dingen doen."),
    _("Mensen kennen elkaar in deze buurt nauwelijks."),
    _("Ik ben tevreden met de bevolkingssamenstelling in deze buurt."),
    _("Ik voel mij thuis in deze buurt."),
)
STATEMENT_NOTES = {
    3: _("Deze zin is omgekeerd: “mee oneens” is hier goed."),
    4: _("Laat deze zin weg in een eigen vragenlijst. Hij kan mensen pijn doen."),
}
ANSWERS_TO_STATEMENTS = (
    _("helemaal mee eens"),
    _("mee eens"),
    _("niet eens en niet oneens"),
    _("mee oneens"),
    _("helemaal mee oneens"),
)


def weights(profile) -> list:
    """What each criterion weighs, heaviest first: (label, weight, how it was changed by hand or "").

    What does not count is left out, unless somebody chose so.
    """
    rows = [
        (CRITERION[key].label, weight, OVERRIDE_LABELS[word] if word != NORMAL else "")
        for key, weight in profile.weights.items()
        if (word := profile.weight_overrides.get(key, NORMAL)) != NORMAL or weight
    ]
    return sorted(rows, key=lambda row: -row[1])


@dataclass(frozen=True)
class Part:
    """What one criterion adds to a figure, in hundredths of a point out of ten: the range and the most it can add."""

    hundredths: int
    low: float
    high: float
    most: float


def parts_of(assessment) -> dict[str, Part]:
    """Of one platform, per criterion what it adds; the hundredths add up to the figure."""
    whole = sum(rating.weight for rating in assessment.ratings)
    found = {}
    for one in contributions(assessment)[0]:
        rating = one.rating
        low, high, most = (
            1000 * rating.weight * share / whole for share in (rating.interval.low, rating.interval.high, 1)
        )
        found[rating.criterion.label] = Part(one.hundredths, low, high, most)
    return found


def sums(advice) -> list:
    """How the first figures come about, heaviest first: (criterion, weight, changed by hand, a Part per platform)."""
    added = [parts_of(assessment) for assessment in leading(advice)]
    return [
        (label, weight, by_hand, [parts.get(label) for parts in added])
        for label, weight, by_hand in weights(advice.profile)
    ]


def official_sections(advice, catalogue, answers) -> dict:
    """Everything the memo says beside the advice itself; the template puts it in order."""
    profile, shelf = advice.profile, advice.shelves[0]
    best = leading(advice)
    return {
        "subject": subject(profile),
        "area": own(advice, "area_size")[0].value if "area_size" in profile.answers else None,
        "place": everyday_name(profile.answer("place") or ""),
        "five_lines": five_lines(advice),
        "decisions": decisions(advice),
        "goal_sentence": profile.answer("goal_sentence"),
        "measure": MEASURE.get(profile.answer("measure"), NO_MEASURE),
        "not_now": advice.verdict.key in NOT_NOW,
        "shelf": shelf,
        "best": best,
        "leaders": with_places(shelf, best),
        "reservations": reservations(best[0]) if best else (),
        "without_short": without_platform_short(advice),
        "shares": times_first(advice),
        "deciding": answers_that_decide(advice),
        "places_without": wishes_that_cost(advice),
        "checked": checked(advice),
        "options": side_by_side(advice),
        "without": advice.ranking.shelf(OFFLINE).ranked[:BEST],
        "existing_rows": own(advice, "existing", "existing_works"),
        "here": list_already_here(advice, LISTED),
        "here_in_short": tuple(name_with_mark(one.platform, one.evidence) for one in advice.already_here[:2]),
        "staircase": staircase(profile),
        "roles": roles(advice),
        "handover": handover(profile),
        "role_tips": card_lines("D6", "D7", "D8", "X7", "X8", "X9"),
        "compared": compared(advice),
        "other_shelves": list_other_shelves(advice, LISTED),
        "to_check": list_to_check(advice, LISTED),
        "goal_question": goal_question(profile) if advice.perhaps_also else "",
        "fell_out": advice.ranking.reasons,
        "expect": expect(profile),
        "people": own(advice, "core_team", "connectors", "hours", "moderation", "groups"),
        "places": own(advice, "offline_ways", "channels", "offline_help"),
        "people_tips": card_lines("D15", "D16", "D18", "D20", "X17", "X19"),
        "budget_rows": budget_rows(profile),
        "money_facts": money_facts(best),
        "law": law(profile),
        "pays": profile.says("municipality_part", "client", "owner"),
        "risks": [(title, tables(rows, RISKS_PER_TABLE)) for title, rows in by_urgency(risks(advice))],
        "planning": planning(advice),
        "asks": [(assessment, questions_to(advice, assessment)) for assessment in best],
        "answers_by_step": [
            (group["step"], tables(group["rows"], ANSWERS_PER_TABLE)) for group in answers_by_step(answers)
        ],
        "sums": sums(advice),
        "heaviest": max((part.most for parts in map(parts_of, best) for part in parts.values()), default=0),
        "totals": [contributions(assessment)[1] for assessment in best],
        "limits": LIMITS,
        "statements": [(text, STATEMENT_NOTES.get(index, "")) for index, text in enumerate(STATEMENTS)],
        "statement_answers": ANSWERS_TO_STATEMENTS,
        "references": References(),
    }
