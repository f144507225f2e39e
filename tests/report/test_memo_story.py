"""The memo as a secretary of the college reads it: nothing is left to choose, and no page contradicts another."""

import io
import re
from itertools import cycle, product

import docx
import lxml.html
import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from platforms.cases import find_case
from platforms.models import Catalogue
from stappenplan.advice.explanation.robustness import FirstShare, changes_that_decide
from stappenplan.advice.explanation.shelf_rows import lay_out_shelves
from stappenplan.exports.provider_questions import questions_file
from stappenplan.exports.word import word_file
from stappenplan.method.evidence.status import RUNS
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.models import Plan
from stappenplan.plans.examples import OFFICIAL_EXAMPLE
from stappenplan.report.sections.budget import budget_rows, list_prices, name_term
from stappenplan.report.sections.elements import BOTTLENECK, WAYS, chooses_platform
from stappenplan.report.sections.evidence import find_leading
from stappenplan.report.sections.memo import risks
from stappenplan.report.sections.memo.arguments import (
    GIVES_ROOM,
    STARTS_AT_ZERO,
    WRITTEN_GOAL_HELPS,
    list_arguments,
    list_later_remarks,
    list_lessons,
    list_remarks,
    quote_lesson,
)
from stappenplan.report.sections.memo.background import in_person
from stappenplan.report.sections.memo.comparison import compare_first
from stappenplan.report.sections.memo.context import (
    FIRST_OF_KEEPERS,
    MEASURE_LATER,
    name_tied,
    official_sections,
    write_measure,
)
from stappenplan.report.sections.memo.decisions import MONEY, list_decisions, name_to_join
from stappenplan.report.sections.memo.follow_up import list_next_steps
from stappenplan.report.sections.memo.plan_check import list_checked_gates
from stappenplan.report.sections.planning import list_for_later, list_phases
from stappenplan.text import say
from tests.report.test_sections import html_for, said
from tests.support.covering import cover_pairs, mark_others
from tests.support.papers import advice_for, page_of
from tests.support.personas import OFFICIAL_READY, PERSONAS, only_asked
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

USE_WHAT_IS_THERE = OFFICIAL_READY | {"place": "Aalten", "existing": ["local_site"], "existing_works": "works_well"}
VILLAGE = OFFICIAL_READY | {"place": "Coevorden", "area_name": "Zweeloo", "area_size": "small"}
CITY = OFFICIAL_READY | {"place": "Rotterdam", "area_name": None, "area_size": "municipality"}
ONLY_OFFICIALS = OFFICIAL_READY | {
    "need_source": "organisation_idea",
    "core_team": "none",
    "connectors": "only_professional",
    "lead": "municipality",
    "rung": "direct",
    "municipality_part": ["owner", "client"],
    "reply": "nobody_yet",
    "moderation": "not_arranged",
}
MEMOS = {name: answers for name, answers in PERSONAS.items() if answers.get("audience") == "official"} | {
    "skipped_all": {"audience": "official"},
    "use_what_is_there": USE_WHAT_IS_THERE,
    "village": VILLAGE,
    "city": CITY,
    "only_officials": ONLY_OFFICIALS,
}
each = pytest.mark.parametrize("name", MEMOS)


def each_with(argument, *values):
    """Each memo with each value of something that is asked: in turn, for another answer is another memo to make."""
    in_turn = list(zip(MEMOS, cycle(values), strict=False))
    return pytest.mark.parametrize(("name", argument), mark_others(list(product(MEMOS, values)), in_turn))


def decisions_of(answers):
    return said(list_decisions(advice_for(answers)))


def remarks_of(answers):
    advice = advice_for(answers)
    return list_remarks(advice, Catalogue.current(), list_decisions(advice))


def first_pages(answers):
    page = page_of(answers)
    for annex in page.xpath("//main/section"):
        annex.drop_tree()
    return words(page.find(".//main"))


def annex_of(answers, number):
    return next(
        section
        for section in page_of(answers).xpath("//main/section")
        if section.xpath(f".//*[@id='bijlage-{number}']")
    )


# Weights changed by hand


@pytest.mark.parametrize("name", ["official_ready", "only_officials"])
def test_weights_changed_by_hand_are_said_where_the_order_stands(name):
    said_so, catalogue = "Gewichten zijn met de hand veranderd. Ze staan in bijlage 7.", Catalogue.current()
    for emphasis in ({}, {"goal_fit": "normal"}, {"goal_fit": "none"}):
        plan = Plan(answers=MEMOS[name], emphasis=emphasis)
        advice = plan.advice(catalogue)
        by_hand, off = emphasis == {"goal_fit": "none"}, not chooses_platform(advice)
        [*argued] = [
            say(one.text) for one in list_arguments(advice, list_decisions(advice)) if said_so in say(one.text)
        ]
        assert len(argued) == (by_hand and not off)
        assert all(one.startswith("Vooraan sta") for one in argued)
        sections = official_sections(advice, catalogue, plan.answers)
        context = {"advice": advice, "profile": advice.profile, "catalogue": catalogue, "paper": True, **sections}
        annex = words(lxml.html.fromstring(render_to_string("stappenplan/report/annexes/comparison.html", context)))
        assert (said_so in annex) is by_hand


# Decisions


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            {"budget": "under_5000", "years_secured": "one"},
            "één jaar lang ten hoogste 5.000 euro per jaar beschikbaar te stellen, ten laste van ____",
        ),
        (
            {"budget": "from_5000_to_25000", "years_secured": "four_plus"},
            "vier jaar lang ten hoogste 25.000 euro per jaar beschikbaar te stellen (samen 100.000 euro), ten laste "
            "van ____",
        ),
        (
            {"budget": "over_25000", "years_secured": "two_three"},
            "ten hoogste drie jaar lang ____ euro per jaar beschikbaar te stellen (samen ____ euro), ten laste van "
            "____",
        ),
        (
            {"budget": "unknown", "years_secured": "none"},
            "____ jaar lang ten hoogste ____ euro per jaar beschikbaar te stellen (samen ____ euro), ten laste van "
            "____",
        ),
        (
            {"budget": "nothing", "start_way": "join_existing"},
            "voor het platform zelf geen geld beschikbaar te stellen",
        ),
    ],
)
def test_money_is_asked_as_one_amount_with_its_cover(answers, expected):
    asked = expected if answers["budget"] == "nothing" else f"na de keuze van een platform daarvoor {expected}"
    assert asked in decisions_of(OFFICIAL_READY | answers)


TERMS = {"one": "In 1 jaar", "two_three": "In 2 of 3 jaar", "four_plus": "Eerste vier jaar"}


@pytest.mark.parametrize("years", TERMS)
@pytest.mark.parametrize("amount", ["under_5000", "from_5000_to_25000"])
def test_the_money_of_the_decision_is_the_end_of_the_range_in_the_finances(amount, years):
    advice = advice_for(OFFICIAL_READY | {"budget": amount, "years_secured": years})
    [asked] = [say(one.text) for one in list_decisions(advice) if one.key == MONEY]
    in_decision = re.findall(r"\d[\d.]*", asked)
    _post, year, whole, _basis = budget_rows(advice.profile)[0]
    in_table = [re.findall(r"\d[\d.]*", say(cell))[-1] for cell in (year, whole)]
    assert in_decision == (in_table if years != "one" else in_table[:1])
    assert say(name_term(advice.profile)) == TERMS[years]


@each
def test_an_amount_says_of_which_platforms_in_front_no_price_is_known(name):
    advice = advice_for(MEMOS[name] | {"budget": "from_5000_to_25000"})
    decisions = list_decisions(advice)
    leading = [one.platform for one in advice.shelves[0].up_to(3) if one.evidence.can_lead][:4]
    unpriced = [platform.name for platform in leading if not platform.facts.get("cost_municipality")]
    remarks = [say(one.text) for one in list_remarks(advice, Catalogue.current(), decisions)]
    later = [say(one.text) for one in list_later_remarks(advice, Catalogue.current(), decisions)]
    assert not any("Het bedrag is het beschikbare budget" in remark for remark in later), "the memo asks for no amount"
    told = [remark for remark in remarks if "Het bedrag is het beschikbare budget" in remark]
    assert len(told) == bool(unpriced and MONEY in {one.key for one in decisions})
    assert all(platform in remark for remark in told for platform in unpriced)


LEADS = ("residents", "shared", "local_organisation", "municipality", None)
RUNGS = ("let_go", "facilitate", "stimulate", "direct", "regulate", None)
PARTS = (["participant"], ["client"], ["owner"])


@pytest.mark.parametrize(("lead", "rung", "part"), cover_pairs(LEADS, RUNGS, PARTS))
def test_no_decision_leaves_a_choice_open(lead, rung, part):
    """Room to write is for what only the municipality knows; the words themselves offer no alternatives."""
    advice = advice_for(OFFICIAL_READY | {"lead": lead, "rung": rung, "municipality_part": part})
    [role] = [" ".join(said((one.text, *one.items))) for one in list_decisions(advice) if one.key == "role"]
    assert role.count("____") <= 1, role
    assert not re.search(r"\bof\b", role), role
    clash = any(finding.key == "role_clash" for finding in advice.at("first"))
    assert not (clash and role.startswith("vast te leggen")), role
    texts = {getattr(one.text, "text", one.text) for one in list_arguments(advice, list_decisions(advice))}
    assert not (clash and GIVES_ROOM in texts)


@each
def test_a_single_task_stands_within_its_decision_and_more_are_closed_like_a_list(name):
    items = [item for one in list_decisions(advice_for(MEMOS[name])) for item in one.items]
    assert len(items) != 1 or say(items[0]).endswith("?")
    closed = [
        words(item) for item in page_of(MEMOS[name]).xpath("//h2[@id='decision']/following-sibling::ol[1]//ul/li")
    ]
    assert all(re.search(r"[,;?]$", item) for item in closed)


@pytest.mark.parametrize(
    ("answers", "task"),
    [
        ({"bottleneck": "service_missing"}, "uit te zoeken welke voorziening er mist"),
        ({"bottleneck": "nobody_organises", "core_team": "one_two"}, "minstens vijf bewoners te zoeken die de kar"),
        ({"bottleneck": "conflict"}, "een gesprek te regelen"),
        (
            {"connectors": "nobody", "offline_ways": ["none"]},
            "minstens vijf bewoners te zoeken die anderen bij elkaar brengen",
        ),
    ],
)
def test_what_stops_the_plan_is_what_the_department_is_told_to_begin_with(answers, task):
    prepare = list_decisions(advice_for(OFFICIAL_READY | answers))[1]
    assert task in " ".join(said((prepare, *prepare.items)))
    assert "voor ten hoogste ____ euro, ten laste van ____" in say(prepare.text)
    assert not any("te zoeken" in one for one in decisions_of(OFFICIAL_READY | answers)[2:])


def test_a_named_area_is_where_it_begins_and_a_trial_is_argued_for_only_where_there_is_one():
    one_area, all_at_once = VILLAGE, VILLAGE | {"start_small": "all_at_once"}
    assert "na die keuze te beginnen met een proef in Zweeloo" in decisions_of(one_area)
    assert "na die keuze in heel Zweeloo tegelijk te beginnen" in decisions_of(all_at_once)
    assert "na die keuze te beginnen met een proef in één buurt: ____" in decisions_of(CITY)
    for large in ("large", "municipality"):
        assert "na die keuze te beginnen met een proef in een deel van Zweeloo: ____" in decisions_of(
            one_area | {"area_size": large}
        )
    assert not any("te beginnen in ____" in one for answers in MEMOS.values() for one in decisions_of(answers))
    for answers, argued in ((one_area, True), (all_at_once, False), (CITY, True)):
        advice = advice_for(answers)
        texts = [one.text for one in list_arguments(advice, list_decisions(advice))]
        assert (STARTS_AT_ZERO in texts) is argued


@pytest.mark.parametrize("answers", [CITY, PERSONAS["city_without_connectors"], PERSONAS["official_participation"]])
def test_a_whole_municipality_is_not_called_a_neighbourhood(answers):
    text = first_pages(answers) + words(annex_of(answers, 3)) + words(annex_of(answers, 6))
    for wrong in ("de gemeente voor de gemeente", "hele buurt", "onze buurt", "of de buurt kan", "In de buurt komt"):
        assert wrong not in text


@pytest.mark.parametrize("size", ["street", "small", "medium", "large"])
def test_an_area_without_a_name_has_room_to_write_it(size):
    text = decisions_of(OFFICIAL_READY | {"area_name": None, "area_size": size})[0]
    assert "voor ____ in Zoetermeer" in text


@each
def test_where_a_demand_may_not_be_met_only_a_platform_that_meets_it_is_proposed(name):
    advice = advice_for(MEMOS[name])
    for ask in (one for one in list_decisions(advice) if one.key == "ask" and find_leading(advice)):
        is_open = any(one.ask_first for one in find_leading(advice))
        demands = "alle eisen" if len(advice.profile.musts) > 1 else "de eis"
        assert say(ask.text).endswith(f"voorstelt dat aan {demands} voldoet (bijlage 7)") is is_open


def test_a_demand_that_is_not_made_is_no_condition_and_one_that_is_stands_in_its_annex():
    [ask] = [one for one in list_decisions(advice_for(OFFICIAL_READY | {"w_accessible": "nice"})) if one.key == "ask"]
    assert say(ask.text).endswith("één platform voor te stellen")
    assert "aan de eis voldoet (bijlage 7);" in first_pages(OFFICIAL_READY)
    assert "Mensen met een beperking kunnen het goed gebruiken moet" in words(annex_of(OFFICIAL_READY, 7))


# Next steps, planning and risks


@each
def test_each_next_step_has_somebody_who_does_it_and_a_date_that_a_decision_holds(name):
    advice = advice_for(MEMOS[name])
    decisions = list_decisions(advice)
    for step in list_next_steps(advice, decisions):
        assert say(step.who) and say(step.when)
        if date := re.search(r"(eerste |tweede )?datum van besluit (\d)", say(step.when), re.I):
            rooms = say(decisions[int(date[2]) - 1].text).count("____")
            assert rooms >= (2 if date[1] else 1), say(step.text)


JOINS_IN_DECISION = "behalve als bewoners kunnen aansluiten bij "
AMSTERDAM = CITY | {"place": "Amsterdam"}


@pytest.mark.parametrize("answers", [CITY, AMSTERDAM, *MEMOS.values()])
def test_what_may_still_run_has_the_same_names_in_its_decision_its_step_and_its_annex(answers):
    advice = advice_for(answers)
    decisions = list_decisions(advice)
    named = [platform.name for platform in advice.ranking.maybe_similar]
    steps = said(list_next_steps(advice, decisions))
    clauses = [say(text) for one in decisions for text in (one.text, *one.items) if "en zo ja" in say(text)]
    called = [step for step in steps if step.startswith("Bellen of dit nog draait")]
    annex = words(annex_of(answers, 2))
    if clauses:
        assert not called
        assert all(name in clauses[0] for name in named)
        exception = say(decisions[0].text).partition(JOINS_IN_DECISION)[2]
        assert all(name in exception for name in (*named, *name_to_join(advice)))
    elif named:
        [step] = called
        assert all(name in step for name in named)
    assert all(name in annex for name in named)
    for step in called + [step for step in steps if step.startswith("Vragen of bewoners kunnen aansluiten")]:
        assert any(one.platform.name in step and one.platform.name in annex for one in advice.already_here)


@pytest.mark.parametrize(("hours", "few"), [("under_2", True), ("from_8_to_15", False), (None, False)])
def test_people_who_must_begin_offline_are_told_that_their_hours_are_few(hours, few):
    answers = PERSONAS["city_without_connectors"] | {"hours": hours}
    told = [
        one.number for one in remarks_of(answers) if say(one.text).startswith("Nu is er minder dan twee uur per week")
    ]
    assert told == (["2.1"] if few else [])
    assert not any("minder dan twee uur" in say(one.text) for one in remarks_of(OFFICIAL_READY | {"hours": hours}))


@each
def test_what_is_already_there_is_argued_with_in_the_order_of_its_annex(name):
    advice = advice_for(MEMOS[name])
    arguments = [say(one.text) for one in list_arguments(advice, list_decisions(advice))]
    argued = [text for text in arguments if text.endswith("(bijlage 2).")]
    assert len(argued) == bool(advice.already_here)
    rows = annex_of(MEMOS[name], 2).xpath(".//table[contains(@class, 'drie')]//tbody//th/text()[1]")
    if argued:
        named = [row.strip() for row in rows if f" {row.strip()} (" in argued[0]]
        assert named == [row.strip() for row in rows[:2]]
        assert sorted(named, key=argued[0].index) == named


@each
def test_what_is_already_there_is_an_argument_for_the_first_decision(name):
    """It says what follows for the choice: to join, to call first, or to add to it; and does what it says."""
    advice = advice_for(MEMOS[name])
    decisions = list_decisions(advice)
    for text in (say(one.text) for one in list_arguments(advice, decisions) if say(one.text).endswith("(bijlage 2).")):
        steps = " ".join(said(list_next_steps(advice, decisions)))
        if "belt dat na" in text:
            named = [one.platform for one in advice.already_here if f" {one.platform.name} (" in text]
            assert named and all(platform.name in steps for platform in named)
            assert not any(one.evidence.status == RUNS for one in advice.already_here)
        assert ("Kunnen bewoners aansluiten" in text) is (JOINS_IN_DECISION in say(decisions[0].text))
        assert ("zonder nieuw platform" not in text) or not chooses_platform(advice)
        assert ("moet aanvullen" not in text) or chooses_platform(advice)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (OFFICIAL_READY, "Wat in Zoetermeer bekend is, draait misschien niet meer. Het gaat om Buddy Netwerk ("),
        (PERSONAS["official_help_haarlem"], "Kunnen bewoners aansluiten bij wat er al is, dan is een nieuw platform "),
        (
            PERSONAS["city_without_connectors"],
            "Misschien helpt wat er al is, ook zonder nieuw platform. Wij vonden: Zuiderling (",
        ),
        (
            OFFICIAL_READY | {"place": "Leiden"},
            "Een nieuw platform moet aanvullen wat er al is. Wij vonden: Doemee Leiden (",
        ),
    ],
)
def test_what_follows_from_what_is_there_is_said_by_whether_it_runs_and_can_be_joined(answers, expected):
    advice = advice_for(answers)
    arguments = [say(one.text) for one in list_arguments(advice, list_decisions(advice))]
    [argued] = [text for text in arguments if text.endswith("(bijlage 2).")]
    assert argued.startswith(expected)


def test_what_may_still_be_here_for_this_goal_offline_is_asked_in_decision_two():
    advice = advice_for(PERSONAS["official_help_haarlem"])
    decisions = list_decisions(advice)
    name = "Burennetwerk Haarlem (Burenhulp Haarlem)"
    assert [one for one in said(decisions[1].items) if name in one] == [
        f"na te vragen wat er nog is van {name} (niet online), en hoe een platform dat kan aanvullen"
    ]
    assert name not in say(decisions[0].text)
    assert not any(name in step for step in said(list_next_steps(advice, decisions)))


@pytest.mark.parametrize(("existing", "told"), [(["facebook"], True), (["local_site"], False), (["none"], False)])
def test_only_who_uses_facebook_is_told_what_was_advised_about_it(existing, told):
    answers = OFFICIAL_READY | {"existing": existing}
    assert any(one.key == "facebook_or_chat" for one in advice_for(answers).findings)
    assert ("De AP raadde in 2024 af" in words(annex_of(answers, 3))) is told


def test_what_a_change_brings_first_is_said_to_do_so_only_if_it_runs_where_that_is_to_be_checked():
    advice = advice_for(PERSONAS["official_help_haarlem"])
    told = said(changes_that_decide(advice))
    assert "mijnbuurtje.nl komt bovenaan bij één verandering." in told
    assert "TijdSparen Nederland komt bovenaan bij één verandering, als het nog draait." in told
    running = {one.platform.name for one in advice.ranking.ranked if one.evidence.status == RUNS}
    sure = running - {one.platform.name for one in advice.ranking.ranked if one.evidence.is_to_confirm}
    for change in advice.robustness.deciding_answers:
        [line] = [one for one in told if one.startswith(f"{change.first.name} komt bovenaan")]
        assert line.endswith("als het nog draait.") is (change.first.name not in sure)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_planned_beside_the_screen_is_said_so_that_it_is_true_of_each_way(way):
    told = say(in_person(advice_for(OFFICIAL_READY | {"offline_ways": [way]}).profile))
    assert told == f"Naast wat online gebeurt, is gepland: {say(WAYS[way])}."


@each
def test_what_runs_here_for_this_goal_is_asked_in_decision_two_or_in_a_step_of_its_own(name):
    """Not in both; and what holds without an answer is decided where it is asked."""
    advice = advice_for(MEMOS[name])
    decisions = list_decisions(advice)
    steps = [one for one in said(list_next_steps(advice, decisions)) if one.startswith("Vragen of bewoners kunnen")]
    items = said(decisions[1].items)
    asked = [one for one in items if "te melden of" in one]
    for platform in name_to_join(advice):
        assert len([one for one in (*steps, *asked) if platform in one]) == 1
    assert ("als er op die datum geen antwoord is" in " ".join(items)) is bool(asked)
    assert (JOINS_IN_DECISION in say(decisions[0].text)) is (bool(asked) and bool(advice.shelves[0].first))


def test_what_has_no_place_online_goes_along_with_a_platform_and_replaces_none():
    decisions = list_decisions(advice_for(CITY))
    doubted, beside, joining, without = said(decisions[1].items)
    assert doubted.startswith("te melden of Zuiderling nog draait")
    assert beside == "te melden hoe een platform en Opzoomer Mee (niet online) elkaar kunnen aanvullen"
    assert joining.endswith(f"(dan vervallen de besluiten 3 tot en met {len(decisions)})")
    assert without.endswith("door te gaan met besluit 3") and decisions[2].key == "ask"
    assert "Opzoomer Mee" not in say(decisions[0].text)


def test_the_college_chooses_the_platform_that_is_proposed_to_it():
    advice = advice_for(OFFICIAL_READY)
    steps = list_next_steps(advice, list_decisions(advice))
    [proposal] = [place for place, step in enumerate(steps) if say(step.text).startswith("Voorstel voor één platform")]
    assert (say(steps[proposal + 1].text), say(steps[proposal + 1].who)) == ("Keuze van een platform", "Het college")
    assert "Stel het college samen met bewoners één platform voor" in words(annex_of(OFFICIAL_READY, 5))
    assert "Kies een platform" not in words(annex_of(OFFICIAL_READY, 5))


# Each milestone as the steps of the memo call it, and as the planning in the annex says it.
CHAIN = {
    "Vragen aan de aanbieders": "Stel de vragen uit bijlage 6",
    "Voorstel voor één platform": "Stel het college samen met bewoners één platform voor",
    "Keuze van een platform": "Het college kiest een platform",
    "Afspraken over gegevens": "Maak de afspraken over gegevens",
    "Start van het platform": "Begin met het platform",
    ("Terugblik", "Einde proef"): "Kijk",
}


@each
def test_the_steps_and_the_planning_are_one_chain(name):
    """From the question to providers to the look back, in one order; the first conversations come after the start."""
    advice = advice_for(MEMOS[name])
    steps = said(list_next_steps(advice, list_decisions(advice)))
    planned = [say(one.text) for _title, lines in list_phases(advice) for one in lines]
    if advice.verdict.key in NOT_NOW or not advice.shelves[0].first:
        assert not any("kiest een platform" in one or "Start" in one for one in (*steps, *planned))
        final = "Meld het college" if advice.verdict.key == "use_existing" else "Doe het college een vervolgvoorstel"
        assert any(one.startswith(final) for one in planned)
        if advice.verdict.key != "use_existing":
            assert steps[-1] == "Terugkoppeling aan bewoners"
            return
        told, again, result = steps[-3:]
        assert (told, again) == ("Terugkoppeling aan bewoners", "Opnieuw meten, op dezelfde manier")
        assert result.startswith("Melden of het doel is gehaald")
        assert [one for one in planned if one.startswith("Meld het college of het doel is gehaald")]
        has_baseline = advice.profile.says("measure", "baseline_known")
        assert any(one.startswith("Meet hoe ver het doel nu is") for one in planned) is not has_baseline
        assert not any("CBS" in one for one in (*steps, *planned)), "these sentences do not measure the goal"
        return
    found = [
        next(place for place, one in enumerate(lines) if one.startswith(text))
        for lines, texts in ((steps, CHAIN), (planned, CHAIN.values()))
        for text in texts
    ]
    assert found[: len(CHAIN)] == sorted(found[: len(CHAIN)])
    assert found[len(CHAIN) :] == sorted(found[len(CHAIN) :])
    started = planned.index(next(one for one in planned if one.startswith("Begin met het platform")))
    assert planned.index("Plaats zelf de eerste gesprekken en vragen.") > started


@pytest.mark.parametrize("sharp", ["number_and_date", "in_words"])
@pytest.mark.parametrize("measure", ["will_measure", "baseline_known"])
@each
def test_nothing_is_measured_again_after_the_date_of_the_goal(name, measure, sharp):
    answers = MEMOS[name] | {"measure": measure, "result_sharp": sharp}
    advice, has_date = advice_for(answers), sharp == "number_and_date"
    steps = list_next_steps(advice, list_decisions(advice))
    again = [say(step.when) for step in steps if say(step.text).startswith("Opnieuw meten")]
    assert bool(again) is (advice.verdict.key == "use_existing" or any("Start" in say(one.text) for one in steps))
    assert all(("datum van het doel" in when) is has_date for when in again)
    planned = [say(one.text) for _title, lines in list_phases(advice) for one in lines]
    repeated = [one for one in planned if one.startswith(("Meet opnieuw", "Meet het doel opnieuw"))]
    assert all(("op de datum" in one) is has_date for one in repeated)
    told = say(write_measure(advice))
    assert not (has_date and "jaar" in told)
    assert ("datum van het doel" in told) is (has_date and told != say(MEASURE_LATER["baseline_known"]))


@pytest.mark.parametrize("sentence", [None, "Op 1 juni kennen 100 mensen elkaar."])
@each
def test_a_goal_that_nobody_wrote_down_is_argued_for_and_planned(name, sentence):
    advice = advice_for(MEMOS[name] | {"goal_sentence": sentence, "result_sharp": "in_words"})
    decisions = list_decisions(advice)
    asked = any("het doel in één zin op te schrijven" in one for one in said(decisions[1].items))
    argued = [one.number for one in list_arguments(advice, decisions) if one.text == WRITTEN_GOAL_HELPS]
    assert argued == (["2.1"] if asked else [])
    planned = [say(one.text) for one in list_phases(advice)[0][1]]
    is_planned = "Schrijf het doel op in één zin, met een getal en een datum." in planned
    assert not (is_planned and sentence)
    if not sentence and (asked or advice.verdict.key in ("go", "use_existing")):
        assert is_planned


@pytest.mark.parametrize("lead", ["residents", "shared", "local_organisation", "municipality"])
@pytest.mark.parametrize("moderation", ["residents", "provider", "not_arranged"])
def test_until_residents_decide_somebody_keeps_the_house_rules(lead, moderation):
    answers = OFFICIAL_READY | {"lead": lead, "moderation": moderation, "rung": "facilitate"}
    [role] = [
        " ".join(said((one.text, *one.items))) for one in list_decisions(advice_for(answers)) if one.key == "role"
    ]
    keepers = {"residents": "een groepje bewoners", "provider": "de aanbieder"}.get(moderation, "____")
    is_asked = lead != "municipality" and role.startswith("vast te leggen")
    assert (f"de huisregels worden bewaakt door {keepers}" in role) is is_asked
    if lead == "residents":
        handover = words(annex_of(answers, 5))
        assert "Tot die datum worden de huisregels bewaakt door" in handover and "____" not in handover


@each
def test_what_others_learned_of_a_platform_in_front_is_a_remark(name):
    advice = advice_for(MEMOS[name])
    front, annex = first_pages(MEMOS[name]), words(annex_of(MEMOS[name], 1))
    for case in list_lessons(advice):
        told = quote_lesson(case)
        assert f"Let op bij {case.platform.name}. {told} [" in front
        assert case.lesson.startswith(told) and ((told == case.lesson) is (case.lesson not in annex))
    assert bool(list_lessons(advice)) is ("Let op bij " in front)
    if "Wie nu al wil" in front and "Nextdoor" in front:
        assert "Let op bij Nextdoor. In 2019 kregen mensen uitnodigingsbrieven" in front
    leading = [find_case(one.platform) for one in find_leading(advice)]
    if advice.verdict.key not in NOT_NOW and any(case and case.platform.slug == "hoplr" for case in leading):
        assert "Let op bij Hoplr. Besloten is niet vanzelf veilig" in front


@each
def test_a_column_for_all_years_stands_where_there_is_something_to_say_or_to_fill_in(name):
    for years in ("two_three", None):
        answers = MEMOS[name] | {"years_secured": years, "hours": None}
        [table] = page_of(answers).xpath("//table[contains(@class, 'geld')]")
        columns = len(table.xpath("./thead//th"))
        assert columns == (3 if advice_for(answers).verdict.key in NOT_NOW else 4)
        assert {len(row) for row in table.xpath("./tbody/tr")} == {columns}


def test_platforms_that_are_first_as_often_are_not_shown_as_one_and_two():
    advice, catalogue = advice_for(OFFICIAL_READY), Catalogue.current()
    first, second, third = (one.platform.name for one in advice.shelves[0].ranked[:3])
    shares = (FirstShare(second, 40), FirstShare(first, 40), FirstShare("", 20))
    assert name_tied(advice, shares) == (first, second)
    assert not name_tied(advice, (FirstShare(first, 41), FirstShare(second, 40), FirstShare("", 19)))
    assert not name_tied(advice, (FirstShare(first, 40), FirstShare(third, 40), FirstShare("", 20)))
    sections = official_sections(advice, catalogue, OFFICIAL_READY) | {"tied": (first, second)}
    context = {"advice": advice, "profile": advice.profile, "catalogue": catalogue, "paper": True, **sections}
    annex = words(lxml.html.fromstring(render_to_string("stappenplan/report/annexes/comparison.html", context)))
    assert f"{first} en {second} komen even vaak bovenaan. Hun volgorde zegt niets." in annex
    assert f"1 of 2 {first}" in annex and f"1 of 2 {second}" in annex and f"3 {third}" in annex


@each
def test_what_is_sure_is_the_advice_and_what_may_change_is_the_order(name):
    text = first_pages(MEMOS[name])
    assert "Die uitkomst is" not in text
    assert ("kunnen de volgorde nog veranderen" in text) is bool(
        re.search("vragen uit bijlage 6 (aan aanbieders te stellen|stelt), en", text)
    )
    if "Vooraan sta" in text:
        assert "Met wat nu bekend is, is die" in text


@each
def test_what_is_decided_about_a_platform_holds_once_the_college_has_chosen_one(name):
    for one in list_decisions(advice_for(MEMOS[name])):
        if one.key in ("pilot", "reply", "review") or (one.key == "money" and "euro" in say(one.text)):
            assert re.match("na (de keuze van een platform|die keuze) ", say(one.text))
    conditional = [one for one in decisions_of(MEMOS[name]) if one.startswith("na ")]
    assert all("keuze van een platform" in one for one in conditional[:1])


@each
def test_no_platform_is_an_outcome_only_while_none_can_be_chosen(name):
    advice, text = advice_for(MEMOS[name]), first_pages(MEMOS[name])
    is_off = advice.verdict.key in NOT_NOW or not advice.shelves[0].first
    is_off = is_off and advice.verdict.key != "use_existing"
    assert ("ook als die “geen platform” is" in text) is is_off


@pytest.mark.parametrize(
    ("answers", "line", "is_planned"),
    [
        ({"exit_agreement": "agreed"}, "Zet op papier wie de gegevens krijgt", False),
        ({"exit_agreement": "will_arrange"}, "Zet op papier wie de gegevens krijgt", True),
        ({"measure": "baseline_known"}, "Meet vóór de start", False),
        ({"measure": "will_measure"}, "Meet vóór de start", True),
        ({"review_date": "none"}, "terug op de datum van besluit", True),
        ({"review_date": "date"}, "terug op de datum van besluit", True),
        ({"review_date": "none"}, "Kijk na een jaar terug", False),
        ({"moderation": "not_arranged"}, "Maak huisregels met de beheerders", False),
        ({"moderation": "residents"}, "Maak huisregels met de beheerders", True),
        ({"bottleneck": "service_missing"}, "Zoek minstens vijf buurtverbinders", False),
        ({"bottleneck": "service_missing", "connectors": "some_people"}, "Zoek minstens vijf buurtverbinders", True),
        ({"need_source": "not_checked"}, "Schrijf het resultaat op", False),
        ({"result_sharp": "not_yet"}, "Schrijf het resultaat op", True),
    ],
)
def test_the_planning_asks_only_for_what_is_not_there_yet(answers, line, is_planned):
    lines = [say(one.text) for _title, lines in list_phases(advice_for(OFFICIAL_READY | answers)) for one in lines]
    assert any(line in text for text in lines) is is_planned


@each
def test_only_what_was_asked_and_answered_is_in_order(name):
    """Officials are not asked for hours in the short version; a whole municipality need not begin all at once."""
    for left_out, claim in (("hours", "Er is genoeg tijd"), ("start_small", "Het begint niet overal tegelijk")):
        answers = {key: value for key, value in MEMOS[name].items() if key != left_out}
        assert not any(claim in line for line in said(list_checked_gates(advice_for(answers))["in_order"]))


@pytest.mark.parametrize("checked", [["privacy", "accessibility"], ["procurement"], ["none"]])
def test_what_was_checked_asks_for_nothing_more(checked):
    for point in annex_of(OFFICIAL_READY | {"legal_ready": checked}, 4).xpath(".//li"):
        is_checked = words(point).endswith(": volgens de afdeling nagekeken door:")
        assert ("Te doen:" in words(point)) is not is_checked
        assert bool(point.xpath("./span[contains(@class, 'invul')][last()]")) is (
            "nog niet nagekeken" not in words(point)
        )


def test_that_the_municipality_decides_is_not_laid_down_before_residents_are_asked():
    assert not any("beslist" in one for one in decisions_of(ONLY_OFFICIALS))
    shared = decisions_of(PERSONAS["official_vague_goal"])
    assert any("samen beslissen over een platform" in one for one in shared)


# The people that own a risk, and the answers by which they are not there.
NOBODY = {
    risks.CORE: {"core_team": "none"},
    risks.ADMINISTRATORS: {"moderation": "not_arranged"},
    risks.MUNICIPAL_CONTACT: {"reply": "nobody_yet"},
}


@each
@pytest.mark.parametrize("owner", NOBODY)
def test_no_risk_is_owned_by_people_who_are_not_there(name, owner):
    made = risks.list_risks(advice_for(MEMOS[name] | NOBODY[owner]))
    assert owner not in {one.owner for one in made}


def test_people_who_are_there_own_their_risks():
    some = OFFICIAL_READY | {"goal_main": "safety", "bottleneck": "no_contact"}
    made = risks.list_risks(advice_for(some))
    assert {risks.DEPARTMENT_WITH_RESIDENTS, risks.ADMINISTRATORS} <= {one.owner for one in made}


@each
def test_what_must_be_arranged_first_is_not_left_to_residents_alone(name):
    made = risks.list_risks(advice_for(MEMOS[name] | {"core_team": "three_five", "existing_works": "partly"}))
    assert risks.CORE not in {one.owner for one in made if one.level in risks.ARRANGED_FIRST}


@each_with("sharp", "number_and_date", "in_words")
def test_a_goal_that_is_not_written_down_is_a_task_or_room_to_write_and_never_in_order(name, sharp):
    answers = MEMOS[name] | {"result_sharp": sharp, "goal_sentence": None}
    decisions = list_decisions(advice_for(answers))
    asked = any("het doel in één zin" in text for text in said(item for one in decisions for item in one.items))
    assert ("nog niet opgeschreven" in first_pages(answers)) is not asked
    assert "Het resultaat is opgeschreven" not in words(annex_of(answers, 7))


def test_the_example_asks_the_department_to_write_its_goal_down():
    decisions = list_decisions(advice_for(OFFICIAL_EXAMPLE))
    assert any("het doel in één zin" in text for text in said(item for one in decisions for item in one.items))


@each
def test_the_foot_and_the_law_name_the_same_day(name):
    """Not the day of the answers, which is 22 November 2026 on every paper here."""
    page, today = page_of(MEMOS[name]), date_format(timezone.localdate(), "j F Y")
    assert page.find(".//body").get("data-datum") == today
    assert f"{today}, de dag waarop deze nota is gemaakt" in words(page)


@each
def test_what_the_remarks_doubt_is_a_risk_too(name):
    answers, advice = MEMOS[name], advice_for(MEMOS[name])
    remarks = " ".join(said(point.text for point in list_remarks(advice, Catalogue.current(), list_decisions(advice))))
    annex = words(annex_of(answers, 3))
    if "aan de eis" in remarks:
        assert "voldoet niet aan een eis" in annex
    if "daar samen verantwoordelijk voor" in remarks and advice.verdict.key not in NOT_NOW:
        assert "wie verantwoordelijk is voor de gegevens" in annex


@each
def test_the_remark_on_demands_names_the_demand_and_all_in_front_that_may_not_meet_it(name):
    advice = advice_for(MEMOS[name])
    remarks = said(point.text for point in list_remarks(advice, Catalogue.current(), list_decisions(advice)))
    assert not any("aan alle eisen voldoet" in remark for remark in remarks)
    doubted = [one for one in advice.shelves[0].up_to(3) if one.evidence.can_lead and one.ask_first]
    if advice.verdict.key not in NOT_NOW and advice.shelves[0].first:
        for one in doubted[:4]:
            assert any(one.platform.name in remark and "aan de eis “" in remark for remark in remarks)


@each_with("measure", "will_measure", "baseline_known")
def test_statements_to_measure_with_stand_where_there_is_a_start_and_no_baseline(name, measure):
    answers = MEMOS[name] | {"measure": measure}
    is_off = advice_for(answers).verdict.key in NOT_NOW
    planning = words(annex_of(answers, 5))
    has_statements = measure != "baseline_known" and not is_off
    assert ("zes zinnen van het CBS" in planning and "Het doel meet u apart" in planning) is has_statements
    assert "bevolkingssamenstelling" not in planning
    promised = ("De afdeling meet vóór de start", "Een jaar na de start meet", "Op de datum van het doel meet")
    keeps = advice_for(answers).verdict.key == "use_existing"  # which has a measurement of its own
    assert keeps or any(text in first_pages(answers) for text in promised) is not is_off


# While no platform is chosen


@each
def test_nothing_is_in_the_order_of_its_figure_while_no_platform_is_chosen(name):
    advice = advice_for(MEMOS[name])
    if advice.verdict.key not in NOT_NOW:
        return
    page = page_of(MEMOS[name])
    lists = [
        *(cell.xpath(".//li") for cell in page.xpath("//table[contains(@class, 'planken')]//td")),
        page.xpath("//h3[.='Past misschien']/following-sibling::ul[1]/li"),
        page.xpath("//section[.//*[@id='bijlage-6']]//h3[.//*[contains(@class, 'merk')]]"),
    ]
    for found in lists:
        names = [words(one).casefold() for one in found]
        assert names == sorted(names)
    account = annex_of(MEMOS[name], 7)
    assert not account.xpath(".//tr[@class='samen']")
    assert "Zo komt elk cijfer" not in words(account)


@each
def test_each_section_of_the_memo_says_something(name):
    for heading in page_of(MEMOS[name]).xpath("//main/h2"):
        assert heading.getnext() is not None and heading.getnext().tag != "h2", words(heading)


@each
def test_nobody_is_said_to_wait_and_nothing_new_is_named_beside_what_works(name):
    text = first_pages(MEMOS[name])
    assert "Bewoners wachten" not in text
    if advice_for(MEMOS[name]).verdict.key == "use_existing":
        assert "Wie nu al wil" not in text


def test_what_the_decisions_of_now_cost_is_what_they_ask():
    assert "een plek, een activiteit of hulp" in first_pages(PERSONAS["city_without_connectors"])
    assert "alleen uren van de afdeling" in first_pages(PERSONAS["official_vague_goal"])
    assert "euro" in first_pages(OFFICIAL_READY) and "alleen uren" not in first_pages(OFFICIAL_READY)


@each
def test_a_memo_that_keeps_to_what_is_there_does_not_reopen_that_decision(name):
    keeps = advice_for(MEMOS[name]).verdict.key == "use_existing"
    text = first_pages(MEMOS[name])
    assert bool(re.search(r"te melden wat is afgesproken, en vóór\W+of het doel is gehaald", text)) is keeps
    for reopened in ("vervolgvoorstel", "Een platform kiezen", "geen platform”", "Ook geen platform"):
        assert not (keeps and reopened in text)


NO_PEOPLE = OFFICIAL_READY | {
    "need_source": "not_checked",
    "bottleneck": "nobody_organises",
    "core_team": "one_two",
    "connectors": "only_professional",
    "municipality_part": ["client", "account"],
    "reply": "nobody_yet",
    "legal_ready": ["none"],
    "moderation": "not_arranged",
    "exit_agreement": "not_thought",
    "start_way": "set_up_with_provider",
    "measure": "no_plan",
}


def test_what_only_a_platform_asks_for_waits_while_none_is_chosen():
    waits = ("antwoord geeft", "huisregels", "DPIA", "subsidie of opdracht", "Zet op papier wie de gegevens krijgt")
    advice = advice_for(NO_PEOPLE)
    _title, month = list_phases(advice)[0]
    begin = " ".join(said(line.text for line in month))
    planning = words(annex_of(NO_PEOPLE, 5))
    first, later = planning.split("Voor een later besluit over een platform")
    assert not [one for one in waits if one in begin or one in first]
    assert all(one in later for one in waits)
    assert "Vraag eerst bewoners" in begin and "mensen die de kar trekken" in begin
    groups = dict(risks.by_urgency(risks.list_risks(advice)))
    assert groups["Voor een later besluit over een platform"][0].risk == "Vragen aan de gemeente blijven liggen."
    hard = " ".join(say(text) for one in groups["Eerst regelen"] for text in one.measures)
    assert not [one for one in waits if one in hard]


@each
def test_nothing_waits_for_a_later_decision_once_a_platform_can_be_chosen(name):
    advice = advice_for(MEMOS[name])
    levels = {one.level for one in risks.list_risks(advice)}
    assert not list_for_later(advice) or risks.LATER in levels
    assert advice.verdict.key in NOT_NOW or not list_for_later(advice)
    assert not {risks.LATER, "warn"} <= levels


@pytest.mark.parametrize("connectors", ["nobody", "only_professional"])
@pytest.mark.parametrize("ways", [["none"], ["paper"]])
def test_the_people_who_connect_others_are_looked_for_once(connectors, ways):
    advice = advice_for(NO_PEOPLE | {"connectors": connectors, "offline_ways": ways})
    lines = said(line.text for _title, lines in list_phases(advice) for line in lines)
    assert not [one for one in lines if "buurtverbinders" in one]


@each
def test_a_decision_that_may_cost_money_says_what_pays_for_it_and_none_is_asked_for_a_platform(name):
    advice = advice_for(MEMOS[name])
    off, costs = (advice.verdict.key in keys for keys in (NOT_NOW, ("offline_first", "use_existing")))
    asked = decisions_of(MEMOS[name])
    text = first_pages(MEMOS[name])
    assert not costs or asked[1].endswith("ten laste van ____")
    assert off == ("Geld voor een nieuw platform vraagt deze nota niet." in text)
    assert "Vul dat in" not in text
    assert not (off and page_of(MEMOS[name]).xpath("//table[contains(@class, 'geld')]//th[.='Platform']"))


@pytest.mark.parametrize("existing", [["local_site", "facebook"], ["paper_or_place"], ["group_chat"]])
def test_a_decision_names_one_party_to_talk_to_or_leaves_room_for_its_name(existing):
    prepare = list_decisions(advice_for(USE_WHAT_IS_THERE | {"existing": existing}))[1]
    talk, record, pay = said(prepare.items)
    parties = re.sub(r"\([^)]*\)", "", talk)
    assert "beheerders van" in parties and " of " not in parties
    assert parties.count("____") == len({"local_site", "paper_or_place"} & set(existing))
    assert record == "vast te leggen wat is afgesproken"
    assert pay.startswith("te betalen wat daarvoor nodig is")


@each
def test_what_works_in_the_neighbourhood_is_not_called_nothing(name):
    if advice_for(MEMOS[name]).verdict.key == "use_existing":
        assert "niets dat hier sterk op lijkt" not in words(annex_of(MEMOS[name], 7))


@each
def test_the_questions_are_for_the_people_they_are_asked_of(name):
    """Providers are asked of what stands side by side; where what is there works, those who run it are asked."""
    advice, annex = advice_for(MEMOS[name]), words(annex_of(MEMOS[name], 6))
    keeps = advice.verdict.key == "use_existing"
    assert annex.startswith("Bijlage 6. Vragen aan beheerders" if keeps else "Bijlage 6. Vragen aan aanbieders")
    asked = ("Hoeveel tijd kost", "Wat kost het per jaar", "Welke gegevens", "Wie kan er nu niet", "Wie neemt het over")
    assert all((one in annex) is keeps for one in asked)
    if keeps:
        assert "Stel de aanbieders" not in words(annex_of(MEMOS[name], 2))
        assert "Over aanbieders is weinig openbaar" not in first_pages(MEMOS[name])
    elif advice.verdict.key in NOT_NOW:
        shown = compare_first(advice).assessments
        assert all(one.platform.name in annex for one in shown)


@pytest.mark.parametrize("works", ["works_well", "partly", "no", "not_checked"])
@pytest.mark.parametrize("bottleneck", ["info_scattered", "cannot_find", "no_contact", "nobody_organises"])
def test_what_works_beside_what_is_in_the_way_is_told_in_one_breath(works, bottleneck):
    answers = USE_WHAT_IS_THERE | {"existing_works": works, "bottleneck": bottleneck}
    text = first_pages(answers)
    both = works == "works_well" and bottleneck != "nobody_organises"
    assert ("Dat kan allebei waar zijn: " in text) is both
    assert (say(BOTTLENECK[bottleneck]) in text) is (not both and bottleneck != "nobody_organises")
    assert not (both and "Dat werkt goed voor dit doel." in text)
    first = words(annex_of(answers, 6).xpath(".//ol/li")[0]) if works == "works_well" else ""
    assert ("Daarover gaat het eerste gesprek met de beheerders." in text) is both
    assert (first in {say(one) for one in FIRST_OF_KEEPERS.values()}) is both


def test_the_few_platforms_side_by_side_are_called_examples_while_none_is_chosen():
    advice = advice_for(NO_PEOPLE)
    shown = len(compare_first(advice).assessments)
    assert f"Dit zijn {shown} voorbeelden, op alfabet." in words(annex_of(NO_PEOPLE, 1))
    assert "voorbeelden, op alfabet" not in words(annex_of(OFFICIAL_READY, 1))


def test_places_that_the_page_calls_too_close_are_called_so_under_the_comparison():
    told = 0
    for answers in MEMOS.values():
        advice = advice_for(answers)
        rows = lay_out_shelves(advice)[0]
        headings = [say(text) for text in (rows.close, *(group.heading for group in (*rows.groups, *rows.folded)))]
        for close in (text for text in headings if re.match("Plaats [1-4] .* te dicht bij elkaar", text)):
            assert (close in words(annex_of(answers, 1))) is chooses_platform(advice), close
            told += chooses_platform(advice)
    assert told


def test_several_answers_are_not_joined_into_a_sentence_with_capitals_in_it():
    account = words(annex_of(OFFICIAL_READY | {"groups": ["older", "low_digital"]}, 7))
    assert "Ouderen; Mensen die niet handig zijn met internet" in account


# On paper


@pytest.mark.parametrize("answers", [{"audience": "official"}, PERSONAS["city_without_connectors"]])
def test_a_sentence_with_room_to_write_ends_before_the_next_begins(answers):
    page = page_of(answers)
    for room in page.xpath("//main/p/span[contains(@class, 'invul')]"):
        assert not (room.tail or "").lstrip()[:1].isupper(), words(room.getparent())


@pytest.mark.parametrize("name", ["official_ready", "city_without_connectors"])
def test_a_list_that_is_cut_off_says_how_many_there_are_more(name):
    advice = advice_for(MEMOS[name])
    assert len(advice.to_check) > 3
    assert f"Er zijn er nog {len(advice.to_check) - 3}." in words(annex_of(MEMOS[name], 1))


@each
def test_the_platforms_of_the_comparison_add_up_to_all_that_were_compared(name):
    annex, advice = words(annex_of(MEMOS[name], 1)), advice_for(MEMOS[name])
    if not advice.ranking.ruled_out:
        return
    whole, *parts = map(
        int, re.search(r"Samen (\d+) platforms: (\d+) .* (\d+) .* (\d+) .* en (\d+) af", annex).groups()
    )
    assert sum(parts) == whole == len(Catalogue.current().platforms)
    assert f"vergelijkt {whole} platforms" in first_pages(MEMOS[name])
    named = [len(advice.ranking.placed), len(advice.perhaps_also), len(advice.to_check), len(advice.ranking.ruled_out)]
    assert parts == named


@each
def test_the_leading_shelf_says_how_many_more_it_holds(name):
    annex, advice = words(annex_of(MEMOS[name], 1)), advice_for(MEMOS[name])
    shown = 3 if advice.verdict.key in NOT_NOW else 5
    if (more := len(advice.shelves[0].ranked) - shown) > 1:
        assert re.search(rf"Op (deze plank|de plank “[^”]*”) staan nog {more} platforms", annex)


def test_the_lesson_of_a_case_stands_below_its_platform_with_the_source():
    annex = annex_of(OFFICIAL_READY, 1)
    lessons = annex.xpath(".//h3[.='Wat daar is geleerd']/following-sibling::ul[1]/li")
    platforms = {platform.name: platform for platform in Catalogue.current().platforms}
    by_name = {name: platform.lesson_text for name, platform in platforms.items()}
    assert lessons
    for lesson in lessons:
        name = words(lesson.find("b")).removesuffix(".")
        assert by_name[name] in words(lesson)
        told_by = {source.type for source in find_case(platforms[name]).sources}
        said_first = words(lesson).startswith(f"{name}. Dit zegt de aanbieder zelf: ")
        assert said_first is (told_by == {"provider"})
        assert lesson.xpath(".//a[starts-with(@href, '#bron-')]")


def test_the_sign_of_a_mark_is_drawn_once_however_the_words_wrap():
    """A background is drawn again on each line of wrapped words; a box before them is not."""
    from tests.conftest import ROOT

    css = (ROOT / "static" / "report.css").read_text(encoding="utf-8")
    rules = re.findall(r"^(\.merk[^{]*)\{([^}]*)\}", css, re.M)
    drawn = [selector for selector, rule in rules if "background" in rule]
    assert drawn and all(selector.strip().endswith("::before") for selector in drawn)


# Sums, words and people


@pytest.mark.parametrize("name", PERSONAS | MEMOS)
def test_each_list_of_the_comparison_closes_with_what_is_counted(name):
    """What is shown and what is said to be left make the number of the sentence that counts all."""
    answers = (PERSONAS | MEMOS)[name] | {"audience": "official"}
    advice, annex = advice_for(only_asked(answers)), annex_of(only_asked(answers), 1)
    counted = re.search(r"(\d+) op een plank, (\d+) misschien ook hiervoor, (\d+) eerst na te gaan", words(annex))
    if not counted:
        return
    _placed, perhaps, to_check = map(int, counted.groups())
    if advice.verdict.key == "use_existing":  # then nothing is listed to call about
        assert "Misschien ook hiervoor" not in words(annex) and "Past misschien" not in words(annex)
        return
    for heading, whole in (("Misschien ook hiervoor", perhaps), ("Past misschien", to_check)):
        [part] = annex.xpath(f".//h3[.='{heading}']/..") or [None]
        shown = len(part.xpath(".//li")) if part is not None else 0
        more = re.search(r"Er (?:is er nog (één)|zijn er nog (\d+))\.", words(part) if part is not None else "")
        left = int(more[2] or 1) if more else 0
        assert shown + left == whole or (shown == 0 and not whole_is_listed(advice, heading)), heading


def whole_is_listed(advice, heading):
    """Whether there is anything to list below a heading: what is here already stands in another annex."""
    here = {one.platform.slug for one in advice.already_here}
    found = [one for one in advice.to_check if one.platform.slug not in here and not one.is_silent]
    return bool(advice.perhaps_also if heading == "Misschien ook hiervoor" else found)


@each
def test_a_criterion_with_an_unknown_fact_is_not_said_to_fit_without_more(name):
    compared = compare_first(advice_for(MEMOS[name]))
    for label, named in compared.rows:
        for assessment, word in zip(compared.assessments, named, strict=True):
            for rating in assessment.ratings:
                if rating.criterion.label == label and any(part.share * part.interval.width for part in rating.parts):
                    assert word != "fits", (label, assessment.platform.name)


def test_the_word_for_what_fits_in_part_unknown_is_the_same_in_the_memo_and_in_word():
    page = html_for(OFFICIAL_READY)
    cells = [words(cell) for cell in lxml.html.fromstring(page).xpath("//table[contains(@class, 'woorden')]//td")]
    document = docx.Document(io.BytesIO(word_file(page, "nl")))
    in_word = [cell.text.strip() for table in document.tables for row in table.rows for cell in row.cells]
    told = [cell for cell in cells if cell.startswith("Past, deels onbekend")]
    assert told and len([cell for cell in in_word if "Past, deels onbekend" in cell]) == len(told)


NUMBERS = r"(één|een|twee|drie|vier|vijf|zes|zeven|acht|\d+)"


@each
def test_one_number_says_how_many_people_are_needed(name):
    """Of residents to find, however they are called; what was answered, and who moderates, are other numbers."""
    page = page_of(MEMOS[name])
    for answered in page.xpath("//section[.//*[@id='bijlage-7']]"):
        answered.drop_tree()
    asked = re.findall(
        rf"minstens {NUMBERS} (?:bewoners|buurtverbinders|trekkers|van hen)", words(page.find(".//main"))
    )
    assert set(asked) <= {"vijf"}
    text = words(page.find(".//main"))
    assert not re.search(rf"(?<!minstens ){NUMBERS} (?:tot {NUMBERS} )?(?:bewoners die|buurtverbinders|trekkers)", text)


@each
def test_we_are_the_makers_and_never_the_municipality(name):
    """What the memo says of itself holds on every page: outside quotes, answers and letters "we" knows and judges."""
    page = page_of(MEMOS[name])
    first = words(page.xpath("//h2[@id='background']/following-sibling::p[2]")[0])
    assert "“Wij” en “ons” zijn in deze nota de makers daarvan, niet de gemeente." in first
    before = words(page.xpath("//h2[@id='decision']/following-sibling::ol[1]")[0])
    assert not re.search(r"\b(wij|we|Wij|We|onze)\b", before)
    for row in annex_of(MEMOS[name], 3).xpath(".//table[contains(@class, 'risico')]//tr"):
        risk, sign, _measure, owner = (words(cell) for cell in row)
        assert not re.search(r"\b(wij|we|Wij|We|onze)\b", f"{risk} {sign} {owner}")


@each
def test_a_footnote_stands_only_below_a_table_that_uses_it(name):
    annex = annex_of(MEMOS[name], 1)
    tables = annex.xpath(".//table[contains(@class, 'feiten')]")
    if not tables:
        return
    cells, text = " ".join(words(cell) for cell in tables[0].xpath(".//td")), words(annex)
    assert ("** Dit zei de aanbieder" in text) is ("**" in cells)
    assert ("* Dit leiden wij af" in text) is bool(re.search(r"(?<!\*)\*(?!\*)", cells))


@each
def test_whom_a_price_is_told_by_is_what_its_sources_are(name):
    advice = advice_for(MEMOS[name])
    for price in list_prices(advice.ranking.placed, None):
        only_provider = {source.type for source in price.fact.source_list} == {"provider"}
        assert say(price.told_by) == ("De aanbieder zelf" if only_provider else "Openbare bron")
        assert price.leaves_vat_open is (bool(price.fact.figure_nl) and "btw" not in price.fact.figure_nl.lower())


@pytest.mark.parametrize("existing", [["facebook"], ["facebook", "local_site"], ["local_site"], ["group_chat"]])
def test_what_the_authority_says_of_facebook_is_a_remark_where_neighbours_keep_to_it(existing):
    answers = USE_WHAT_IS_THERE | {"existing": existing}
    stays = "facebook" in existing
    assert ("De AP raadde in 2024 af" in first_pages(answers)) is stays
    assert not (stays and "De AP raadde" in words(annex_of(answers, 3)))


@each
def test_that_no_study_shows_more_cohesion_is_said_once_where_a_platform_is_to_be_chosen(name):
    advice, proof = advice_for(MEMOS[name]), "Wij vonden geen onafhankelijk bewijs"
    is_on = advice.verdict.key not in NOT_NOW
    assert (proof in first_pages(MEMOS[name])) is is_on
    assert (proof in words(annex_of(MEMOS[name], 3))) is not is_on


@each
def test_providers_are_offered_a_mail_only_once_one_is_to_be_chosen(name):
    advice = advice_for(MEMOS[name])
    is_off = advice.verdict.key in NOT_NOW
    mailed = "Wij zoeken een platform" in words(annex_of(MEMOS[name], 6))
    assert mailed is (not is_off and bool(advice.shelves[0].first))
    assert bool(questions_file(advice)) is mailed


@pytest.mark.parametrize("lead", ["shared", "residents"])
def test_what_is_in_order_does_not_contradict_who_decides(lead):
    account = words(annex_of(OFFICIAL_READY | {"lead": lead}, 7))
    assert ("heeft niet alleen de zeggenschap" in account) is (lead == "shared")
    assert ("heeft niet de zeggenschap" in account) is (lead != "shared")


@each
def test_the_title_fits_the_verdict(name):
    """In the heading, above each page and in the data of the file alike."""
    advice, page = advice_for(MEMOS[name]), page_of(MEMOS[name])
    keeps, off = advice.verdict.key == "use_existing", advice.verdict.key in NOT_NOW or not advice.shelves[0].first
    begin = "Geen nieuw buurtplatform" if keeps else "Nog geen buurtplatform" if off else "Een buurtplatform"
    titles = {words(page.find(".//h1")), words(page.find(".//title")), page.find(".//body").get("data-onderwerp")}
    assert len(titles) == 1 and titles.pop().startswith(begin)


@each
def test_what_is_in_order_contradicts_no_finding_about_people_and_meeting(name):
    checked = list_checked_gates(advice_for(MEMOS[name] | {"connectors": "only_professional"}))
    assert not [line for line in said(checked["in_order"]) if line.startswith("Het platform staat niet alleen")]


@each
def test_the_steps_name_the_end_of_the_trial_the_dpia_and_the_ordinance(name):
    advice, planning = advice_for(MEMOS[name]), words(annex_of(MEMOS[name], 5))
    assert "Toets de besluiten aan de participatieverordening (bijlage 4). Daarna besluit het college." in planning
    if advice.verdict.key in NOT_NOW or not advice.shelves[0].first:
        return
    decisions = list_decisions(advice)
    [number] = [place for place, one in enumerate(decisions, 1) if one.key == "review"]
    *_steps, last = list_next_steps(advice, decisions)
    assert say(last.text).endswith(f"doorgaan of stoppen (besluit {number})")
    assert say(last.text).startswith("Einde proef") is not advice.profile.says("start_small", "all_at_once")
    assert (say(last.who), say(last.when)) == ("Het college", f"Datum van besluit {number}")
    assert f"terug op de datum van besluit {number}. Het college besluit of het doorgaat" in planning
    assert "Afspraken over gegevens en DPIA-toets" in first_pages(MEMOS[name])
    assert "zo nodig met DPIA, vóór de start" in planning


@each
def test_the_decision_on_money_says_that_hours_and_programme_come_with_the_proposal(name):
    keys = [one.key for one in list_decisions(advice_for(MEMOS[name]))]
    told = re.search(r"Het voorstel van besluit (\d) noemt alle kosten en de dekking", first_pages(MEMOS[name]))
    assert bool(told) is (MONEY in keys)
    assert not told or keys[int(told[1]) - 1] == "ask"
    assert ("één platform voor, met uren en programma" in (words(annex_of(MEMOS[name], 5)))) is bool(told)


def test_the_planning_names_what_may_be_joined_and_what_goes_along_with_a_platform():
    planning = words(annex_of(CITY, 5))
    assert "Zoek eerst uit of dit in de gemeente nog draait: Zuiderling" in planning
    assert "Bespreek hoe een platform en Opzoomer Mee elkaar kunnen aanvullen." in planning
    assert "Bel of dit nog draait: Zuiderling" not in planning


def test_where_what_is_there_stays_no_platforms_are_set_side_by_side():
    annex = annex_of(USE_WHAT_IS_THERE, 1)
    assert not annex.xpath(".//table[contains(@class, 'feiten') or contains(@class, 'woorden')]")
    assert "Daarom staan hier geen platforms naast elkaar" in words(annex)
    assert "Kan vandaag al, zonder besluit" in words(annex)  # the shelf that led is listed with the others


@each
def test_the_memo_calls_nothing_running_that_was_last_seen_long_ago(name):
    """More than eighteen months before the catalogue of these tests: in every list and sentence."""
    text = words(page_of(MEMOS[name]).find(".//main"))
    assert not re.search(r"draait, gezien in (?:\w+ )?20(?:2[0-4]|1\d)\b", text)


def test_what_was_seen_long_ago_is_to_be_checked():
    assert "Opzoomer Mee (laatst gezien in 2024, na te gaan)" in first_pages(CITY)


def test_what_the_figures_of_others_mean_for_the_goal_is_said_where_there_is_a_goal():
    told = "Vraagt het doel van de afdeling meer mensen"
    assert told in words(annex_of(OFFICIAL_READY, 1))
    assert told not in words(annex_of({"audience": "official"}, 1))


@pytest.mark.parametrize("existing", [["unknown"], ["facebook"]])
def test_only_what_is_not_answered_is_asked_of_what_neighbours_use(existing):
    answers = OFFICIAL_READY | {"existing": existing, "existing_works": "not_checked"}
    text = " ".join(said(finding.sentences[0] for finding in advice_for(only_asked(answers)).findings))
    assert ("Zoek eerst uit wat buren nu al gebruiken" in text) is (existing == ["unknown"])
    assert ("Vraag bewoners of werkt wat zij nu gebruiken." in text) is (existing != ["unknown"])


def test_a_decision_on_roles_says_who_decides_on_what_and_what_stays_with_the_college():
    for lead, first in (
        ("residents", "dat bewoners vanaf ____ beslissen over gebruik, huisregels en beheer"),
        ("shared", "dat bewoners na de start samen met ____ beslissen over gebruik, huisregels en beheer"),
        (
            "local_organisation",
            "dat een lokale organisatie (____) na de start beslist over gebruik, huisregels en beheer",
        ),
    ):
        answers = OFFICIAL_READY | {"lead": lead, "municipality_part": ["participant"], "rung": "facilitate"}
        [role] = [one for one in list_decisions(advice_for(answers)) if one.key == "role"]
        kept = "tot die datum" if lead == "residents" else "vanaf de start"
        assert said((role.text, *role.items)) == [
            "vast te leggen",
            first,
            f"dat {kept} de huisregels worden bewaakt door bewoners met een beroepskracht",
            "dat het college beslist over geld en over doorgaan na de proef",
            "dat de gemeente dit mogelijk maakt en niet stuurt",
        ]
