"""The report: what the memo and the neighbours' pages say, and how they are kept."""

import io
import re
import signal
from datetime import timedelta
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from platforms.models import Catalogue
from stappenplan.method.advice import advise
from stappenplan.method.cards import card_beside, cards_for, cards_left
from stappenplan.method.law.points import LAW
from stappenplan.method.profile import visible_answers
from stappenplan.method.sources import SOURCES
from stappenplan.method.text import Sentence
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.models import Plan, Report
from stappenplan.report import document, queue
from stappenplan.report.pdf import renderer
from stappenplan.report.sections import budget, planning
from stappenplan.report.sections.budget import list_prices
from stappenplan.report.sections.elements import References, verdict_reasons
from stappenplan.report.sections.letter import JOIN_WHAT_EXISTS, MY_PLAN_NOW, PART_ASKED, PLAN_NOW, write_letter
from stappenplan.report.sections.memo import accountability, options, risks
from stappenplan.report.sections.memo.arguments import (
    CHOSEN_OPENLY,
    GIVES_ROOM,
    GROWS_SLOWLY,
    REPLIES_KEEP,
    SHARED_DATA,
    STARTS_AT_ZERO,
    list_arguments,
    list_later_remarks,
    list_remarks,
)
from stappenplan.report.sections.memo.comparison import EXPECT, EXPECT_MEDIUM, compare_first
from stappenplan.report.sections.memo.decisions import IN_MUNICIPALITY, list_decisions, write_task
from stappenplan.report.sections.memo.follow_up import list_next_steps
from stappenplan.report.sections.memo.plan_check import list_checked_gates
from stappenplan.templatetags.report import address
from stappenplan.text import say
from tests.support.papers import advice_for, page_of, paper_of, plan_of
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = pytest.mark.any_database

MEMO = [
    *("Onderwerp", "Gevraagd besluit", "Aanleiding", "Argumenten", "Kanttekeningen", "Financiën"),
    *("Communicatie en participatie", "Vervolg", "Bijlagen"),
]
ANNEXES = [
    *("Vergelijking", "Wat er al is", "Risico’s", "Recht", "Planning", "Vragen aan aanbieders", "Verantwoording"),
    "Bronnen",
]
RESIDENT = [
    *(
        "Dit kennen we in Aalten",
        "Dit doen wij eerst",
        "Deze bekijken wij",
        "Dit weten we nog niet: we vragen het voordat we kiezen",
        "Onze groep",
        "Huisregels om mee te beginnen",
        "Gegevens en stoppen",
    ),
    *("Brief aan de gemeente", "Praatplaat", "Meet vóór de start", "Waar dit vandaan komt"),
]
CAST = PERSONAS | {
    "official_who_skipped_all": {"audience": "official"},
    "resident_who_skipped_all": {"audience": "resident"},
}


class Outline(HTMLParser):
    """What a page holds: headings with their level, tables, images, text, and links with their targets."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.tables, self.images, self.ids, self.links, self.words = [], 0, [], set(), [], []
        self.heading, self.in_script = None, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.in_script |= tag == "script"
        self.tables += tag == "table"
        if tag == "img":
            self.images.append(attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if re.fullmatch("h[1-6]", tag):
            self.heading = [int(tag[1]), ""]

    def handle_data(self, data):
        if self.in_script:  # the data that go along in the PDF
            return
        self.words.append(data)
        if self.heading:
            self.heading[1] += data

    def handle_endtag(self, tag):
        self.in_script &= tag != "script"
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((self.heading[0], " ".join(self.heading[1].split())))
            self.heading = None

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def html_for(answers, language="nl", advice=None):
    if advice is None:
        return paper_of(answers, language)
    return document.report_html(plan_of(answers), advice, Catalogue.current(), language)


@cache
def outline_of(html):
    return Outline(html)


def said(lines):
    """Lines, texts or Sentences as plain Dutch."""
    return [say(line if isinstance(line, Sentence) else getattr(line, "text", line)) for line in lines]


# What it says


@pytest.mark.django_db
def test_the_memo_has_the_headings_of_a_college_and_then_its_annexes():
    outline = outline_of(html_for(OFFICIAL_READY))
    annexes = [f"Bijlage {number}. {title}" for number, title in enumerate(ANNEXES, 1)]
    assert [text for level, text in outline.headings if level == 2] == MEMO + annexes
    assert outline.headings[0] == (1, "Een buurtplatform voor De Akkers in Zoetermeer")
    contents = outline.text[outline.text.rindex("Bijlagen") :]
    positions = [contents.index(title) for title in ANNEXES]
    assert positions == sorted(positions)
    for field in ("Portefeuillehouder", "Afdeling, steller", "Openbaarheid", "Zaaknummer", "Vergadering"):
        assert field in outline.text


@pytest.mark.django_db
def test_the_neighbours_pages_have_their_parts_in_order():
    outline = outline_of(html_for(RESIDENT_READY))
    assert [text for level, text in outline.headings if level == 2] == RESIDENT
    plate = [
        text for level, text in outline.headings if level == 3 and text in ("Ons doel", "Mensen", "Plekken", "Platform")
    ]
    assert plate == ["Ons doel", "Mensen", "Plekken", "Platform"]
    assert "Ja, een platform past bij ons." in outline.text
    assert RESIDENT_READY["goal_sentence"] in outline.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_every_report_is_whole(name):
    html = html_for(CAST[name])
    outline = outline_of(html)
    levels = [level for level, _text in outline.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "a level is skipped"
    assert all(target[1:] in outline.ids for target in outline.links if target.startswith("#")), "a link leads nowhere"
    assert all(image["alt"] and image["src"].startswith("data:") for image in outline.images)
    assert all(target.startswith(("#", "https://", "http://")) for target in outline.links)
    assert "None" not in outline.text
    assert "%(" not in outline.text
    assert "{" not in outline.text
    assert " style=" not in html
    assert "Dit is geen juridisch advies." in outline.text
    assert "Geen aanbieder betaalde" in outline.text


@pytest.mark.django_db
def test_every_verdict_has_been_seen_in_both_reports():
    verdicts = {(answers.get("audience"), advice_for(answers).verdict.key) for answers in CAST.values()}
    for audience in ("official", "resident"):
        seen = {verdict for who, verdict in verdicts if who == audience}
        assert {"too_few", "offline_first", "go_if", "go"} <= seen


@pytest.mark.django_db
def test_what_was_skipped_is_said_to_be_not_filled_in():
    outline = outline_of(html_for({"audience": "official"}))
    assert outline.text.count("Niet ingevuld") > 25
    assert "Het doel in één zin is nog niet opgeschreven" in outline.text
    assert "De gemeente is niet ingevuld" in outline.text


@pytest.mark.django_db
def test_a_full_plan_hides_nothing():
    outline = outline_of(html_for(OFFICIAL_READY))
    answers = outline.text[outline.text.rindex("Alle antwoorden") : outline.text.rindex("Zo komt elk cijfer tot stand")]
    assert "Niet ingevuld" not in answers
    assert OFFICIAL_READY["goal_sentence"] in answers


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY | {"w_resident_control": "must"}])
def test_when_nothing_fits_the_report_says_so_and_offers_what_is_there(answers):
    """The real catalogue always leaves something; so give it only the platforms that these answers rule out."""
    lost = [assessment.platform for assessment in advice_for(answers).ranking.ruled_out]
    advice = advise(answers, lost, Catalogue.current().released)
    assert not advice.ranking.ranked
    outline = outline_of(html_for(answers, advice=advice))
    nothing_left = next(finding for finding in advice.findings if finding.key == "nothing_left")
    assert said(nothing_left.sentences)[0] in outline.text
    for text in (
        "Geen platform voldoet aan alle eisen",
        "Op de plank “Kiezen en inrichten” staat niets.",
        "Er staat geen platform vooraan",
        "van geen enkel platform is genoeg bekend",
    ):
        assert text in outline.text or answers is not OFFICIAL_READY
    assert "Wat er al is" in outline.text


def test_an_address_that_is_none_stands_on_paper_as_text_and_breaks_no_link():
    assert address("https://[::1") == "[::1"
    assert 'href="https://buurt.nl/"' in address("https://buurt.nl/")


@pytest.mark.django_db
def test_every_reference_is_a_number_in_the_list_of_sources():
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        html = " ".join(html_for(answers).split())
        cited = {int(number) for number in re.findall(r'href="#bron-(\d+)"', html)}
        listed = [int(number) for number in re.findall(r'id="bron-(\d+)"', html)]
        assert listed == list(range(1, len(listed) + 1))
        assert cited == set(listed), "a source is listed that nothing rests on, or the other way round"
        platform = advice_for(answers).ranking.ranked[0].platform
        assert any(source.url in unescape(html) for source in platform.sources)


@pytest.mark.django_db
def test_no_provider_is_named_that_is_not_in_the_catalogue():
    outline = outline_of(html_for(OFFICIAL_READY))
    names = [assessment.platform.name for assessment in advice_for(OFFICIAL_READY).ranking.ranked[:5]]
    assert all(name in outline.text for name in names)


@pytest.mark.django_db
def test_a_visitors_own_words_cannot_become_markup():
    html = html_for(OFFICIAL_READY | {"goal_sentence": "<img src=x onerror=alert(1)> %(x)s & {{ 1 }}"})
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; %(x)s &amp; {{ 1 }}" in html


@pytest.mark.django_db
def test_the_page_is_in_the_language_asked_for():
    assert '<html lang="nl">' in html_for(OFFICIAL_READY)
    assert '<html lang="en">' in html_for(OFFICIAL_READY, "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["official_ready", "resident_meet_village", "official_who_skipped_all"])
def test_no_space_stands_before_a_comma_or_full_stop(name, language):
    filled = re.sub(r"<(\w+)[^>]*></\1>", "____", html_for(CAST[name], language))  # what is left to fill in
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", filled)).split())
    assert re.findall(r".{30} [,.;](?= |$)", text) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("audience", ["official", "resident"])
def test_no_quotation_stands_within_another(audience, language):
    ready = {"official": OFFICIAL_READY, "resident": RESIDENT_READY}[audience]
    html = html_for(ready | {"goal_main": "help", "goal_extra": []}, language)
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert "“" in text
    assert re.findall(r"“[^”]*“[^”]*”", text) == []


@pytest.mark.django_db
def test_the_report_carries_its_dates_and_versions():
    html = html_for(OFFICIAL_READY)
    assert "22 november 2026" in html
    assert '<meta name="dcterms.created" content="2026-11-22">' in html
    assert Catalogue.current().label in html
    plan = plan_of(OFFICIAL_READY)
    again = document.report_html(plan, plan.advice(), Catalogue.current(), "nl")
    assert again == html


# How sentences are chosen


@pytest.mark.django_db
def test_decisions_follow_from_the_answers_and_can_be_adopted_as_they_stand():
    assert said(list_decisions(advice_for(OFFICIAL_READY))) == [
        "een online buurtplatform voor De Akkers in Zoetermeer mogelijk te maken",
        "dat de afdeling vóór ____ de vragen uit bijlage 6 stelt, en met bewoners vóór ____ één platform voorstelt "
        "dat aan de eis voldoet (bijlage 7)",
        "vast te leggen",
        "na de keuze van een platform daarvoor ten hoogste drie jaar lang 25.000 euro per jaar beschikbaar te stellen "
        "(samen 75.000 euro), ten laste van ____",
        "na die keuze te beginnen met een proef in De Akkers",
        "na die keuze ____ aan te wijzen als vaste contactpersoon, die binnen een paar dagen antwoord geeft",
        "na die keuze op ____ met bewoners terug te kijken, en te stoppen als: ____",
    ]


@pytest.mark.django_db
def test_decisions_do_not_ask_for_money_when_a_platform_is_off_for_now():
    lines = said(list_decisions(advice_for(PERSONAS["city_without_connectors"])))
    assert lines[0] == "nu nog geen online buurtplatform voor de gemeente Rotterdam te kiezen of in te kopen"
    assert not any("euro per jaar" in line for line in lines)
    assert lines[-1].startswith("de portefeuillehouder te vragen vóór ____ een vervolgvoorstel te doen")


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_each_argument_and_remark_is_about_a_decision_that_is_asked(name):
    advice = advice_for(CAST[name])
    asked = list_decisions(advice)
    for points in (list_arguments(advice, asked), list_remarks(advice, Catalogue.current(), asked)):
        numbers = [tuple(map(int, point.number.split("."))) for point in points]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) == len(numbers)
        assert all(1 <= decision <= len(asked) for decision, _number in numbers)


# What is an argument for money, roles, a place to begin or an answer, and so for none of the decisions of "not now".
FOR_A_PLATFORM = {GIVES_ROOM, CHOSEN_OPENLY, GROWS_SLOWLY, STARTS_AT_ZERO, REPLIES_KEEP}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_what_is_not_decided_has_no_arguments_and_remarks_for_later_only(name):
    advice = advice_for(CAST[name])
    asked = list_decisions(advice)
    keys = {decision.key for decision in asked}
    texts = {getattr(point.text, "text", point.text) for point in list_arguments(advice, asked)}
    about = {GIVES_ROOM: "role", CHOSEN_OPENLY: "role", GROWS_SLOWLY: "money", STARTS_AT_ZERO: "pilot"}
    assert all(about.get(text, "reply") in keys for text in texts & FOR_A_PLATFORM)
    for point in list_remarks(advice, Catalogue.current(), asked):
        assert getattr(point.text, "text", point.text) != SHARED_DATA or "role" in keys


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_remarks_for_a_later_decision_stand_together_after_those_of_now(name):
    advice, catalogue = advice_for(CAST[name]), Catalogue.current()
    asked = list_decisions(advice)
    later = list_later_remarks(advice, catalogue, asked)
    assert len(later) + len(list_remarks(advice, catalogue, asked)) <= 8
    assert advice.verdict.key in NOT_NOW or not later
    if advice.profile.says("audience", "official"):
        assert html_for(CAST[name]).count("Voor een later besluit over een platform:") == bool(later)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CAST if CAST[name].get("audience") == "official"])
def test_the_memo_itself_speaks_to_the_college_and_to_nobody_else(name):
    """Its annexes may say "u" to the lawyer or the buyer who works with them; the three pages may not."""
    page = page_of(CAST[name])
    for annex in page.xpath("//main/section"):
        annex.drop_tree()
    assert not re.findall(r"[^.]*\b[Uu]w?\b[^.]*", page.find(".//main").text_content())


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CAST if CAST[name].get("audience") == "official"])
def test_while_nothing_is_chosen_the_annexes_choose_nothing_either(name):
    text, advice = outline_of(html_for(CAST[name])).text, advice_for(CAST[name])
    if advice.verdict.key in NOT_NOW:
        for said_of_a_choice in (
            "kan nummer één veranderen",
            "Wij zoeken een platform",
            "bewoners meer gaan beslissen",
        ):
            assert said_of_a_choice not in text


@pytest.mark.django_db
def test_the_step_to_one_platform_names_the_decision_that_asks_for_it():
    advice = advice_for(OFFICIAL_READY)
    decisions = list_decisions(advice)
    [step] = [
        line for line in said(list_next_steps(advice, decisions)) if line.startswith("Voorstel voor één platform")
    ]
    number = int(re.search(r"besluit (\d)", step)[1])
    assert "één platform voorstelt" in said([decisions[number - 1]])[0]


@pytest.mark.django_db
def test_what_is_in_order_says_nothing_against_a_finding():
    advice = advice_for(PERSONAS["city_without_connectors"])
    in_order = said(list_checked_gates(advice)["in_order"])
    assert advice.at("first") and not [line for line in in_order if "waar een platform bij kan helpen" in line]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_each_task_that_must_come_first_is_named_in_the_second_decision(name):
    advice = advice_for(CAST[name])
    if advice.verdict.cause == "findings":
        tasks = said(write_task(advice, finding) for finding in advice.at("first") if finding.key != IN_MUNICIPALITY)
        decision = list_decisions(advice)[1]
        decided = said(decision.items)
        assert all(task in decided for task in tasks[:2]) if decided else say(decision.text).endswith(tasks[0])
        joining = [one for one in decided if "aansluiten" in one]
        assert not joining or "als er op die datum geen antwoord is, door te gaan met besluit 3" in decided


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_no_new_platform_is_worked_out_as_far_as_a_new_one(name):
    found = options.side_by_side(advice_for(CAST[name]))
    assert len(found["rows"]) == 7
    for label, without, new in found["rows"]:
        assert without.value, label
        assert new.value, label
        assert say(without.value) != say(new.value), label
    assert [row for _title, rows in found["parts"] for row in rows] == found["rows"]
    assert found["both"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["official_ready", "official_builds_itself", "official_who_skipped_all"])
def test_what_each_criterion_adds_makes_the_figure(name):
    advice = advice_for(CAST[name])
    rows = accountability.list_sums(advice)
    for place, assessment in enumerate(advice.ranking.ranked[:3]):
        parts = [parts[place] for _label, _weight, _by_hand, parts in rows if parts[place]]
        assert sum(part.hundredths for part in parts) == round(1000 * assessment.score)
        assert all(0 <= part.low <= part.high <= part.most + 1e-9 for part in parts)
        assert sum(part.low for part in parts) == pytest.approx(1000 * assessment.low)
        assert sum(part.high for part in parts) == pytest.approx(1000 * assessment.high)


@pytest.mark.django_db
def test_the_comparison_has_every_criterion_that_counts_once_the_heaviest_first():
    advice = advice_for(OFFICIAL_READY)
    found = compare_first(advice)
    labels = [label for label, _words in found.rows]
    assert labels == [
        label for label, weight, _by_hand in accountability.list_criterion_weights(advice.profile) if weight
    ]
    assert 3 <= len(found.assessments) <= 5
    assert [one.platform.slug for one in found.assessments] == [
        one.platform.slug for one in advice.shelves[0].ranked[: len(found.assessments)]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_the_memo_ranks_nothing_while_the_choice_of_a_platform_is_off(name):
    advice = advice_for(CAST[name])
    found = compare_first(advice)
    if advice.verdict.key in NOT_NOW:
        names = [one.platform.name.casefold() for one in found.assessments]
        assert names == sorted(names)
        assert not any(place for place, _assessment in found.places)
        first_page = " ".join(said(point.text for point in list_arguments(advice, list_decisions(advice))))
        assert "Vooraan staa" not in first_page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "watched"),
    [
        (PERSONAS["city_without_connectors"], "Voor een later besluit over een platform"),
        (OFFICIAL_READY | {"moderation": "not_arranged", "measure": "no_plan"}, "In de gaten houden"),
    ],
)
def test_risks_that_must_be_arranged_first_stand_apart(answers, watched):
    found = risks.list_risks(advice_for(answers))
    (first, hard), (watch, soft) = risks.by_urgency(found)
    assert (first, watch) == ("Eerst regelen", watched)
    assert [*hard, *soft] == list(found)
    assert {risk.level for risk in hard}.isdisjoint({risk.level for risk in soft})


@pytest.mark.django_db
def test_why_gives_way_to_the_verdict_when_nothing_was_answered():
    advice = advice_for({"audience": "official"})
    assert verdict_reasons(advice) == (advice.verdict.meaning,)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_each_gate_that_asks_for_something_is_a_risk_with_sign_measure_and_owner(name):
    advice = advice_for(CAST[name])
    made = risks.list_risks(advice)
    assert {finding.key for finding in advice.at("stop", "stop_new", "first", "warn")} <= set(risks.RISKS)
    assert all(one.risk and one.sign and one.measures and one.owner for one in made)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_the_planning_has_three_phases_and_something_to_do_in_each(name):
    phases = planning.list_phases(advice_for(CAST[name]))
    assert [title for title, _lines in phases] == ["De eerste 30 dagen", "De eerste 100 dagen", "Het eerste jaar"]
    assert all(lines for _title, lines in phases)


@pytest.mark.django_db
def test_the_budget_is_arithmetic_on_the_answers_and_leaves_the_rest_open():
    def amounts(**answers):
        rows = budget.budget_rows(advice_for(OFFICIAL_READY | answers).profile)
        return [(say(year), say(whole)) for _post, year, whole, _basis in rows]

    platform, people, *open_posts = amounts()
    assert platform == ("5.000 tot 25.000 euro", "10.000 tot 75.000 euro")
    assert people == ("416 tot 780 uur", "832 tot 2.340 uur")
    assert open_posts == [("", "")] * 3
    assert amounts(years_secured="unknown")[0] == ("5.000 tot 25.000 euro", "")
    assert amounts(years_secured="four_plus")[0][1] == "20.000 tot 100.000 euro"
    assert amounts(budget="nothing")[0] == ("Niets", "Niets")
    assert amounts(hours="over_15")[1][0] == "meer dan 780 uur"


@pytest.mark.django_db
@pytest.mark.parametrize("hours", ["from_8_to_15", None])
def test_hours_of_residents_and_of_staff_are_told_apart_and_said_to_be_unknown(hours):
    rows = budget.budget_rows(advice_for(OFFICIAL_READY | {"hours": hours}).profile)
    basis = {say(post): say(basis) for post, _year, _whole, basis in rows}
    if hours:
        assert "Het deel van medewerkers is niet bekend." in basis["Mensen, in uren"]
    else:
        assert basis["Bewoners, in uren"] == basis["Medewerkers, in uren"] == "Niet bekend: vul dit in."


@pytest.mark.django_db
@pytest.mark.parametrize("name", PERSONAS)
def test_the_letter_asks_for_no_part_on_a_platform_that_is_not_chosen_yet(name):
    advice = advice_for(PERSONAS[name])
    letter = write_letter(advice)
    texts = {getattr(line.text, "text", line.text) for line in letter["ask"]}
    # On what others already run a part is asked too, by its name.
    expected = PART_ASKED | ({"participant": JOIN_WHAT_EXISTS} if JOIN_WHAT_EXISTS in texts else {})
    asked = texts & {*expected.values()}
    if letter["plan"] in [*PLAN_NOW.values(), *MY_PLAN_NOW.values()]:
        assert not asked
    elif parts := {*(advice.profile.answer("municipality_part") or ())} & {*PART_ASKED}:
        assert asked == {expected[part] for part in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PERSONAS)
def test_a_price_to_compare_with_is_that_of_a_platform_that_may_stand_in_front(name):
    assessments = advice_for(PERSONAS[name]).ranking.placed
    leading = {one.platform.slug for one in assessments if one.evidence.can_lead}
    assert {one.platform.slug for one in list_prices(assessments, None)} <= leading


@pytest.mark.django_db
@pytest.mark.parametrize("goal", ["meet", "inform", "participate", "environment"])
def test_a_price_to_compare_with_is_that_of_a_platform_made_for_this_goal(goal):
    advice = advice_for(OFFICIAL_READY | {"goal_main": goal, "goal_extra": None})
    priced = [one.platform for one in list_prices(advice.ranking.placed, goal)]
    assert priced and all(one.facts[f"goals.{goal}"].value == "primary" for one in priced)


@pytest.mark.django_db
def test_the_letter_asks_for_what_is_missing_and_refuses_a_take_over():
    letter = write_letter(advice_for(PERSONAS["resident_alone"]))
    asked = said(letter["ask"])
    assert "Een plek waar buren elkaar kunnen zien." in asked
    assert letter["refuse"] == ()
    letter = write_letter(advice_for(PERSONAS["residents_with_a_plan"]))
    assert "Dat de gemeente het overneemt, ook met goede bedoelingen." in letter["refuse"]
    has_place = write_letter(advice_for(RESIDENT_READY | {"lead": "municipality"}))
    assert "Een plek waar buren elkaar kunnen zien." not in said(has_place["ask"])
    assert "Dat de gemeente het overneemt, ook met goede bedoelingen." not in has_place["refuse"]


@pytest.mark.django_db
@pytest.mark.parametrize("part", [{"lead": "municipality"}, {"municipality_part": ["owner"]}])
def test_the_letter_refuses_nothing_that_it_asks_for(part):
    letter = write_letter(advice_for(RESIDENT_READY | part))
    assert "Dat de gemeente het overneemt, ook met goede bedoelingen." not in letter["refuse"]


def test_every_source_named_by_a_section_exists():
    lines = [*EXPECT, EXPECT_MEDIUM, *accountability.LIMITS_OF_METHOD]
    named = {key for line in lines for key in line.source} | {key for one in LAW for key in one.sources}
    assert named <= set(SOURCES)


# How it is kept


@pytest.fixture
def plan(db):
    return Plan.start(OFFICIAL_READY)[0]


def ask(plan, language="nl"):
    return queue.report_for(plan, Catalogue.current(), language)


def queued():
    return DBTaskResult.objects.filter(status="READY").count()


def test_asking_twice_makes_one_report(plan):
    assert ask(plan).pk == ask(plan).pk
    assert Report.objects.count() == 1
    assert queued() == 1


def test_a_changed_answer_makes_a_new_report_and_removes_the_old_one(plan):
    first, english = ask(plan), ask(plan, "en")
    plan.answers |= {"goal_sentence": "Iets anders."}
    plan.save()
    second = ask(plan)
    assert set(Report.objects.values_list("pk", flat=True)) == {english.pk, second.pk}
    assert first.pk != second.pk


def test_two_plans_with_the_same_answers_do_not_share_a_report(plan):
    other = Plan.start(OFFICIAL_READY)[0]
    assert ask(plan).pk != ask(other).pk


def test_erasing_the_plan_erases_its_report(plan):
    ask(plan)
    plan.delete()
    assert not Report.objects.exists()


def age(report_row, **lapse):
    Report.objects.filter(pk=report_row.pk).update(changed=timezone.now() - timedelta(**lapse))


def test_a_report_whose_worker_died_is_tried_once_more_and_then_failed(plan):
    row = ask(plan)
    Report.objects.update(state=Report.State.WORKING)
    assert ask(plan).state == Report.State.WORKING, "not yet too long"
    age(row, minutes=3)
    assert ask(plan).state == Report.State.WAITING
    assert queued() == 2
    Report.objects.update(state=Report.State.WORKING)
    age(row, minutes=3)
    failed = ask(plan)
    assert (failed.state, failed.error) == (Report.State.FAILED, queue.STUCK)
    assert ask(plan).state == Report.State.FAILED
    age(row, minutes=2)
    assert ask(plan).state == Report.State.WAITING, "who asks later gets another try"


def task_of(row, number=-1):
    """The newest task for a report, or the first one with 0."""
    return list(queue.tasks_of(row).order_by("enqueued_at"))[number]


def let(row, status, **lapse):
    """Put the newest task of a report in this state, since so long."""
    moment = timezone.now() - timedelta(**lapse)
    DBTaskResult.objects.filter(pk=task_of(row).pk).update(status=status, started_at=moment)


# How a report can be left behind: state of the report, state of its task, and how long ago both changed.
LEFT = {
    "killed after the claim": ("waiting", "RUNNING", {"minutes": 3}),
    "database away after the claim": ("waiting", "FAILED", {"seconds": 1}),
    "database away while it was made": ("working", "FAILED", {"seconds": 1}),
    "killed while it was made": ("working", "RUNNING", {"minutes": 3}),
    "task said to be done": ("waiting", "SUCCESSFUL", {"seconds": 1}),
    "in a backup of that moment": ("working", "RUNNING", {"days": 2}),
    "the clock was put back": ("working", "RUNNING", {"hours": -2}),
    "the clock was put back after the claim": ("waiting", "RUNNING", {"hours": -2}),
}


@pytest.mark.parametrize(("state", "status", "lapse"), LEFT.values(), ids=LEFT)
def test_a_report_that_was_left_behind_is_given_to_a_worker_again_and_then_failed_in_words(plan, state, status, lapse):
    row = ask(plan)
    for attempt in (1, 2):
        Report.objects.update(state=state)
        let(row, status, **lapse)
        age(row, **lapse)
        again = ask(plan)
        if attempt == 1:
            assert (again.state, again.attempts) == (Report.State.WAITING, 2)
            assert task_of(row).status == "READY"
    assert (again.state, again.error) == (Report.State.FAILED, queue.STUCK)


def test_a_report_without_a_task_is_given_to_a_worker_again(plan):
    row = ask(plan)
    queue.tasks_of(row).delete()
    assert ask(plan).attempts == 2
    assert task_of(row).status == "READY"


@pytest.mark.parametrize(
    ("state", "status", "lapse"),
    [
        ("waiting", "RUNNING", {"seconds": 9}),
        ("working", "RUNNING", {"seconds": 9}),
        ("waiting", "READY", {"seconds": 9}),
    ],
)
def test_a_report_that_somebody_makes_is_left_alone(plan, state, status, lapse):
    row = ask(plan)
    Report.objects.update(state=state)
    let(row, status, **lapse)
    age(row, **lapse)
    assert (ask(plan).state, ask(plan).attempts) == (state, 1)
    assert len(queue.tasks_of(row)) == 1


def test_a_report_waits_as_long_as_others_are_made_and_is_failed_in_words_when_none_is(plan):
    row, other = ask(plan), ask(Plan.start(RESIDENT_READY)[0])
    age(row, minutes=9)
    let(other, "RUNNING", seconds=9)
    assert ask(plan).state == Report.State.WAITING
    let(other, "RUNNING", minutes=9)
    failed = ask(plan)
    assert (failed.state, failed.error) == (Report.State.FAILED, queue.NOT_STARTED)
    age(row, minutes=2)
    assert ask(plan).state == Report.State.WAITING, "who asks later gets another try"


def test_a_worker_that_was_thought_to_be_gone_spoils_nothing(plan):
    """Two make the same report: the first one ready counts, whatever the other says afterwards."""
    row = ask(plan)
    Report.objects.update(state=Report.State.READY, pdf=b"%PDF-", html="", pages=1)
    queue.render_report.call(row.pk)
    Report.objects.update(state=Report.State.WAITING)
    queue.render_report.call(row.pk)
    row.refresh_from_db()
    assert bytes(row.pdf) == b"%PDF-"
    assert row.error == ""


def test_old_reports_are_forgotten(plan):
    row = ask(plan)
    assert queue.delete_old_reports(7) == 0
    Report.objects.filter(pk=row.pk).update(created=timezone.now() - timedelta(days=8))
    assert queue.delete_old_reports(7) == 1


def test_a_task_for_an_erased_report_does_nothing(db):
    queue.render_report.call(12345)


@pytest.mark.pdf
def test_a_report_that_cannot_be_made_says_why(plan):
    row = ask(plan)
    page_break = "<div style='break-before: page'></div>"
    Report.objects.update(html=f"<!doctype html><title>x</title><p>x</p>{page_break * renderer.PAGES_AT_MOST}")
    work()
    row.refresh_from_db()
    assert row.state == Report.State.FAILED
    assert "te lang" in row.error


# The PDF


def work():
    """A real worker takes everything in the queue."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    try:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.mark.django_db
@pytest.mark.pdf
def test_a_worker_makes_a_report_end_to_end():
    """That of neighbours: a memo takes three times as long, and a worker does the same."""
    plan = Plan.start(RESIDENT_READY)[0]
    row = ask(plan)
    work()
    made = Report.objects.get(pk=row.pk)
    assert made.state == Report.State.READY, made.error
    assert bytes(made.pdf).startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(bytes(made.pdf))) as document:
        assert made.pages == len(document.pages) > 1
    row.refresh_from_db()
    assert row.html == "", "the answers are not kept twice"
    assert bytes(ask(plan).pdf) == bytes(made.pdf), "asked again, it is the same row"


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY], ids=["memo", "sheets"])
def test_a_report_says_who_runs_the_site_that_made_it(settings, answers):
    settings.OPERATOR_NAME, settings.CONTACT = "Gemeente <Voorbeeld>", "mail@voorbeeld.example"
    settings.OPERATOR_ADDRESS, settings.OPERATOR_REGISTER = "Dorpsstraat 1, Voorbeeld", "KvK 01234567"
    said = html_for(answers)
    assert "De site wordt beheerd door Gemeente &lt;Voorbeeld&gt;." in said
    for words in ("mail@voorbeeld.example", "Dorpsstraat 1, Voorbeeld", "KvK 01234567"):
        assert words in said
    settings.OPERATOR_NAME = settings.CONTACT = ""
    assert "Op de site staat niet wie die beheert." in html_for(answers)


@pytest.mark.django_db
def test_the_sheets_and_the_letter_name_the_neighbourhood_that_was_named():
    answers = RESIDENT_READY | {"area_name": "Het Oude Dorp"}
    html = " ".join(html_for(answers).split())
    assert "Een platform voor Het Oude Dorp?" in html and "Wij zijn bewoners van Het Oude Dorp." in html
    for name in (None, answers["place"]):  # the name of the municipality says nothing
        html = " ".join(html_for(answers | {"area_name": name}).split())
        assert "Een platform voor onze buurt?" in html and "Wij zijn bewoners van:" in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["official_ready", "official_help_haarlem", "resident_meet_village"])
def test_each_do_and_dont_stands_beside_its_question_or_in_the_report_once(name):
    answers = PERSONAS[name]
    text = outline_of(html_for(answers)).text
    cards, left = cards_for(visible_answers(answers)), cards_left(answers)
    beside = {card.key for key in visible_answers(answers) if (card := card_beside(key, answers))}
    assert beside.isdisjoint(card.key for card in left)
    assert beside | {card.key for card in left} == {card.key for card in cards}
    for card in left:
        assert text.count(say(card.text)) == 1, card.key


def test_a_document_that_several_cite_has_one_number_with_the_names_of_all_platforms():
    def of_platform(**values):
        return SimpleNamespace(**{"url": "https://voorbeeld.nl/a", "type": "provider", **values})

    references, method = References(), SimpleNamespace(url="https://voorbeeld.nl/a", kind="prov")
    assert references.cite(("Een", "s1"), of_platform()) == references.cite(("Twee", "s7"), of_platform()) == 1
    assert references.cite("S1", method) == references.cite(("Een", "s1"), of_platform()) == 1
    # Of another kind it is another thing to rest on: a provider about itself, or somebody else.
    assert references.cite(("Drie", "s1"), of_platform(type="news")) == 2
    assert references.cite("S2", SimpleNamespace(url="https://voorbeeld.nl/b", kind="prov")) == 3
    assert references.cite(("Een", "s2"), of_platform(url="https://voorbeeld.nl/b")) == 3
    assert [(number, names) for number, _source, names in references.used] == [(1, "Een, Twee"), (2, "Drie"), (3, "")]
