"""Everything the memo for the college says, as data for its template; `outline.py` has the order of it all."""

from platforms.cases import find_case
from stappenplan.advice.explanation.robustness import (
    changes_that_decide,
    times_first,
    wishes_that_cost,
)
from stappenplan.advice.explanation.score_breakdown import score_contributions
from stappenplan.advice.open_questions.provider_questions import goal_question, list_inquiries
from stappenplan.advice.subject import area_words
from stappenplan.method.text import _
from stappenplan.method.verdicts import GOAL, RESIDENTS
from stappenplan.municipalities.names import everyday_name
from stappenplan.wizard.answers.summary import answers_by_step

from ..budget import budget_rows, costs_without_platform, list_prices, name_term
from ..elements import (
    ANSWERS_PER_TABLE,
    RISKS_PER_TABLE,
    References,
    answer_rows,
    chooses_platform,
    keeps_what_is_there,
    list_cards_left,
    named_existing,
    split_rows,
    text_for,
)
from ..evidence import by_name, choose_to_check, find_leading, list_named_here, list_other_shelves, with_places
from ..planning import FOR_LATER, list_for_later, list_phases
from . import background
from .accountability import list_limits, list_sums, parts_of, say_weights_by_hand
from .arguments import list_arguments, list_doubts, list_later_remarks, list_lessons, list_remarks, quote_lesson
from .baseline import ANSWERS_TO_STATEMENTS, has_goal_date, list_statements
from .comparison import compare_first, count_all, describe_expectation
from .decisions import NAMED_IN_DECISION, WRITE_GOAL, list_decisions, list_tasks
from .follow_up import describe_handover, list_next_steps, list_possibilities
from .options import side_by_side
from .outline import KEEPERS_ANNEX, QUESTIONS_ANNEX, QUESTIONS_FOR_LATER_ANNEX, SECTIONS, Annex, list_annexes
from .plan_check import list_checked_gates
from .risks import by_urgency, list_risks

# How many stand in each of the lists after the first.
LISTED = 3
NAMED_PERHAPS = 2
MEASURE = {
    "baseline_known": _("Er is al een nulmeting. Een jaar na de start meet de afdeling opnieuw."),
    "will_measure": _("De afdeling meet vóór de start, en een jaar later weer."),
    "activity_only": _("Nu is het plan om leden en berichten te tellen. Dat zegt weinig over de buurt."),
    "no_plan": _("Er is nog geen plan om te meten."),
}
# The same where the goal has a date of its own.
MEASURE_BY_DATE = {
    "baseline_known": _("Er is al een nulmeting. Op de datum van het doel meet de afdeling opnieuw."),
    "will_measure": _("De afdeling meet vóór de start, en weer op de datum van het doel."),
}
# What the decisions cost while no platform is chosen.
HOURS_AND_PLACE = _(
    "Besluit 2 vraagt uren van de afdeling, en geld voor een plek, een activiteit of hulp (“Programma”)."
)
ONLY_HOURS = _("De besluiten van nu vragen alleen uren van de afdeling.")
COSTS_NOW = {
    "offline_first": HOURS_AND_PLACE,
    "use_existing": HOURS_AND_PLACE,
    "too_few": ONLY_HOURS,
    RESIDENTS: ONLY_HOURS,
    GOAL: ONLY_HOURS,
}
NOTHING_IS_BOUGHT = _("Geld voor een nieuw platform vraagt deze nota niet.")
# What to talk about with the people who run what is there: time, money, data, access and who takes over.
QUESTIONS_TO_KEEPERS = (
    _("Hoeveel tijd kost dit u, en hoe lang wilt u dit nog doen?"),
    _("Wat kost het per jaar, en wie betaalt dat?"),
    _("Welke gegevens van bewoners bewaart u, en waar staan die?"),
    _("Wie kan er nu niet meedoen, en wat is daarvoor nodig?"),
    _("Wie neemt het over als u stopt?"),
    _("Wat heeft u nodig: tijd, geld, hulp of een plek?"),
)
# What the first talk is about, by what is in the way.
FIRST_OF_KEEPERS = {
    "info_scattered": _("Hoe komen nieuws en activiteiten op één plek?"),
    "cannot_find": _("Hoe vinden mensen die nog niet meedoen, de weg hierheen?"),
    "no_contact": _("Wat helpt buren die elkaar nog niet kennen of vertrouwen?"),
}
# The same while no platform is chosen: there is no start yet.
MEASURE_LATER = {
    "baseline_known": _("Er is al een nulmeting."),
    "will_measure": _("Komt er een platform, dan meet de afdeling vóór de start, en een jaar later weer."),
}
MEASURE_LATER_BY_DATE = {
    "will_measure": _("Komt er een platform, dan meet de afdeling vóór de start, en weer op de datum van het doel."),
}
# The same where none will start.
MEASURE_WHAT_IS_THERE = {"will_measure": _("De afdeling meet dit nu, en over een jaar weer.")}
MEASURE_WHAT_IS_THERE_BY_DATE = {
    "baseline_known": MEASURE_BY_DATE["baseline_known"],
    "will_measure": _("De afdeling meet dit nu, en weer op de datum van het doel."),
}
NO_MEASURE = _("Hoe de afdeling meet, is niet ingevuld.")


def official_sections(advice, catalogue, answers, in_group=False) -> dict:
    """Everything the memo says beside the advice itself; the templates lay it out.

    `in_group`: whether a group chose together, which gets an annex of its own.
    """
    return {
        # The marks in the memo are those that a decision can rest on.
        "to_decide": True,
        "sections": SECTIONS,
        "annexes": list_annexes(in_group, choose_questions(advice)),
        "references": References(),
        **first_pages(advice, catalogue),
        **comparison_annex(advice),
        **other_annexes(advice, answers),
    }


def ask_keepers(profile) -> tuple[str, ...]:
    """What to ask the people who run what is there: what is in the way first."""
    first = FIRST_OF_KEEPERS.get(profile.answer("bottleneck"))
    return (*((first,) if first else ()), *QUESTIONS_TO_KEEPERS)


def choose_questions(advice) -> Annex:
    """The annex with questions: to those who run what is there, or to providers, now or later."""
    if keeps_what_is_there(advice):
        return KEEPERS_ANNEX
    return QUESTIONS_ANNEX if chooses_platform(advice) else QUESTIONS_FOR_LATER_ANNEX


def first_pages(advice, catalogue) -> dict:
    """What the memo itself says, before its annexes."""
    profile, decisions, off = advice.profile, list_decisions(advice), not chooses_platform(advice)
    costs = costs_without_platform(profile) if off else budget_rows(profile)
    return {
        "subject": background.write_title(advice),
        "area": area_words(profile),
        "place": everyday_name(profile.answer("place") or ""),
        "not_now": off,
        "about": background.describe_subject(profile),
        "advice_in_short": background.advice_in_short(advice),
        "decisions": decisions,
        # The words of the verdict itself speak to the visitor; the memo says the same at its subject.
        "why": background.reasons_why(advice),
        "goal_sentence": profile.answer("goal_sentence"),
        "has_goal_task": WRITE_GOAL in list_tasks(advice),
        "measure": write_measure(advice),
        "in_use": background.in_use(profile),
        "arguments": list_arguments(advice, decisions),
        "remarks": list_remarks(advice, catalogue, decisions),
        "later_remarks": list_later_remarks(advice, catalogue, decisions),
        "budget_rows": costs,
        # A column for all years together, unless it would have nothing to say nor to fill in.
        "term": "" if off and not any(whole for _post, _year, whole, _basis in costs) else name_term(profile),
        "costs_now": (text_for(advice.verdict, COSTS_NOW), NOTHING_IS_BOUGHT) if off else (),
        "prices": () if off else list_prices(compare_first(advice).assessments, profile.answer("goal_main")),
        "stays_without": keeps_what_is_there(advice),
        "in_person": background.in_person(profile),
        "not_to_miss": background.not_to_miss(profile),
        "next_steps": list_next_steps(advice, decisions),
        "possibilities": list_possibilities(advice),
    }


def write_measure(advice) -> str:
    """How the result is measured: before and after the start of a platform, as far as there is one to start.

    Never again later than the date of the goal itself.
    """
    by_date, said = has_goal_date(advice.profile), dict(MEASURE)
    if by_date and chooses_platform(advice):
        said |= MEASURE_BY_DATE
    if not chooses_platform(advice):
        said |= MEASURE_LATER | (MEASURE_LATER_BY_DATE if by_date else {})
    if keeps_what_is_there(advice):
        said |= MEASURE_WHAT_IS_THERE_BY_DATE if by_date else MEASURE_WHAT_IS_THERE
    return said.get(advice.profile.answer("measure"), NO_MEASURE)


def providers_to_ask(advice) -> tuple:
    """The platforms of which the annex asks the provider: those in front, else those that stand side by side."""
    return find_leading(advice) if chooses_platform(advice) else compare_first(advice).assessments


def name_tied(advice, shares) -> tuple[str, ...]:
    """The first two by name, where they lead equally often; () else.

    Not where equal scores share the first place, which is said instead.
    """
    shelf = advice.shelves[0]
    in_front = [one.platform.name for one in shelf.up_to(2)]
    if len(shelf.up_to(1)) != 1 or len(in_front) != 2 or len(shares) < 2:
        return ()
    first, second = shares[:2]
    is_tied = {first.name, second.name} == set(in_front) and first.times == second.times
    return tuple(in_front) if is_tied else ()


def comparison_annex(advice) -> dict:
    """The platforms side by side, the other shelves, and what fell out."""
    shelf, best, off = advice.shelves[0], find_leading(advice), not chooses_platform(advice)
    compared, to_check = compare_first(advice), choose_to_check(advice, None)
    listed, shares = to_check[:LISTED], times_first(advice)
    cases = [find_case(one.platform) for one in compared.detailed]
    said = [case.platform.slug for case in list_lessons(advice) if quote_lesson(case) == case.lesson]
    return {
        "shelf": shelf,
        "best": best,
        "leaders": with_places(shelf, best),
        "doubts": list_doubts(advice),
        "weights_by_hand": say_weights_by_hand(advice.profile),
        "compared": compared,
        "cases": cases,
        "has_cases": any(cases),
        # Without those that the remarks tell in full.
        "lessons": [case for case in cases if case and case.lesson and case.platform.slug not in said],
        "shares": shares,
        "tied": name_tied(advice, shares),
        "deciding": changes_that_decide(advice),
        "places_without": wishes_that_cost(advice),
        "other_shelves": list_other_shelves(advice, LISTED),
        "to_check": by_name(listed) if off else listed,
        "more_to_check": len(advice.to_check) - len(listed),
        "perhaps_also": advice.perhaps_also[:NAMED_PERHAPS],
        "more_perhaps": len(advice.perhaps_also[NAMED_PERHAPS:]),
        "goal_question": goal_question(advice.profile) if advice.perhaps_also else "",
        "fell_out": advice.ranking.reasons,
        "counted": count_all(advice.ranking),
        "expect": describe_expectation(advice.profile),
    }


def other_annexes(advice, answers) -> dict:
    """What is there already, risks, planning, questions and the account."""
    profile, best, phases = advice.profile, find_leading(advice), list_phases(advice)
    # While nothing can be chosen there is no order, and so no figures that would make one.
    summed = best if chooses_platform(advice) else ()
    return {
        "existing_rows": answer_rows(advice, "existing", "existing_works"),
        "here": list_named_here(advice, LISTED),
        "options": side_by_side(advice),
        "risks": [(title, split_rows(rows, RISKS_PER_TABLE)) for title, rows in by_urgency(list_risks(advice))],
        "planning": phases,
        "for_later": (FOR_LATER, list_for_later(advice)),
        "cards": list_cards_left(advice, said=[line for _title, lines in phases for line in lines]),
        "handover": describe_handover(profile),
        "statements": list_statements(profile) if chooses_platform(advice) else (),
        "statement_answers": ANSWERS_TO_STATEMENTS,
        "has_goal_date": has_goal_date(profile),
        "asks": [(one, list_inquiries(advice, one)) for one in providers_to_ask(advice)],
        "questions_to_keepers": ask_keepers(profile),
        "existing": named_existing(profile, NAMED_IN_DECISION),
        "checked": list_checked_gates(advice),
        "answers_by_step": [
            (group["step"], split_rows(group["rows"], ANSWERS_PER_TABLE)) for group in answers_by_step(answers)
        ],
        "summed": summed,
        "sums": [
            (label, weight, by_hand, parts if summed else []) for label, weight, by_hand, parts in list_sums(advice)
        ],
        "heaviest": max((part.most for parts in map(parts_of, summed) for part in parts.values()), default=0),
        "totals": [score_contributions(assessment)[1] for assessment in summed],
        "limits": list_limits(advice),
    }
