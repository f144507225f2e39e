"""The neighbours' pages, read as neighbours read them: who speaks, what is asked of whom, and what the answers said."""

import re
from itertools import product

import pytest
from django.utils.translation import override

from platforms.models import Catalogue
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.reasons import is_unknown
from stappenplan.method.declarations import TIP, WARN, value_of
from stappenplan.method.gates import GATES
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.report.sections.first_steps import OUR_STEPS
from stappenplan.report.sections.letter import PART_ASKED, write_letter
from stappenplan.report.sections.memo.arguments import find_lessons, quote_lesson
from stappenplan.report.sections.planning import list_phases
from stappenplan.report.sections.resident_pages import DATA_FACTS, NOT_ASKED_OF_CHATS, as_payers, choose_options
from stappenplan.text import say
from tests.support.covering import cover_pairs
from tests.support.papers import advice_for, page_of
from tests.support.personas import PERSONAS, RESIDENT_READY, only_asked

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

RESIDENTS = {name: answers for name, answers in PERSONAS.items() if answers.get("audience") == "resident"} | {
    "who_skipped_all": {"audience": "resident"},
    "who_says_what_was_asked": only_asked(RESIDENT_READY),
}


def pages_of(answers, language="nl"):
    """The pages as a tree, without the data in their head."""
    return page_of(answers, language).find(".//main")


def words(element):
    return " ".join(element.text_content().split())


def drop_spoken_to(pages):
    """Leave out what speaks to others than the neighbours: the letter, questions to ask, and how to print."""
    spoken_to = ("brief", "van-de-pdf", "navraag")
    said_to = " or ".join(f"contains(@class, '{name}')" for name in spoken_to)
    for part in pages.xpath(f".//*[{said_to}] | .//ol"):
        part.getparent().remove(part)
    return pages


# --- who speaks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RESIDENTS)
def test_neighbours_speak_of_themselves_and_call_nobody_u(name):
    text = words(drop_spoken_to(pages_of(RESIDENTS[name])))
    assert re.findall(r".{30}\b[Uu]w?\b.{20}", text) == []


GOALS = [option.value for option in QUESTIONS["goal_main"].options]


OTHERWISE = [{}, {"start_way": "set_up_with_provider"}, {"existing_works": "partly"}]


@pytest.mark.parametrize(("goal", "extra"), cover_pairs(GOALS, OTHERWISE))
def test_neighbours_call_nobody_u_whatever_their_goal_is(goal, extra):
    text = words(drop_spoken_to(pages_of(RESIDENT_READY | {"goal_main": goal, "goal_extra": None} | extra)))
    assert re.findall(r".{30}\b[Uu]w?\b.{20}", text) == []


ALONE = [
    {"group_form": "on_my_own"},
    {"group_form": "on_my_own", "core_team": "six_plus"},
    *({"core_team": core, "connectors": "some_people"} for core in ("none", "one_two", None)),
]
TOGETHER = [
    {"group_form": "informal_group", "core_team": "none"},
    {"group_form": "legal_entity"},
    {"core_team": "three_five"},
    {"core_team": "six_plus", "connectors": "nobody"},
    {"core_team": "one_two", "connectors": "team_ready"},
]


def letter_text(answers):
    return words(pages_of(answers).xpath(".//section[contains(@class, 'brief')]")[0])


VERDICTS = [{}, {"need_source": "not_checked"}, {"existing_works": "works_well"}]


@pytest.mark.parametrize(("goal", "alone", "verdict"), cover_pairs(GOALS, ALONE, VERDICTS))
def test_somebody_alone_signs_no_letter_of_a_group(goal, alone, verdict):
    answers = RESIDENT_READY | {"group_form": None, "goal_main": goal, "goal_extra": None} | alone | verdict
    text = letter_text(answers).replace("Kunnen wij hierover praten?", "")
    assert "Ik ben bewoner van Het Oude Dorp." in text
    assert re.findall(r"\b(?:[Ww]ij|[Ww]e|[Oo]ns|[Oo]nze)\b", text) == []


@pytest.mark.parametrize("answers", [*ALONE, *TOGETHER])
def test_the_same_person_speaks_on_the_first_sheet_and_in_the_letter(answers):
    answers = RESIDENT_READY | {"group_form": None, "goal_sentence": None} | answers
    sheet, letter = first_sheet(pages_of(answers)), letter_text(answers)
    for said in ("Ik ben bewoner van", "Wij zijn bewoners van", "Ik zoek nog buren", "Ik wil dat", "Wij willen dat"):
        assert (said in sheet) == (said in letter), said
    assert ("“Wij” is iedereen die meedoet." in sheet) == ("Ik ben bewoner van" in sheet)


@pytest.mark.parametrize("together", TOGETHER)
def test_a_group_signs_a_letter_of_a_group(together):
    text = letter_text(RESIDENT_READY | {"group_form": None} | together)
    assert "Wij zijn bewoners van Het Oude Dorp." in text
    assert re.findall(r"\b(?:[Ii]k|[Mm]ijn)\b", text) == []


# --- what the letter asks ----------------------------------------------------------------------------------------


BUDGETS = [None, *(option.value for option in QUESTIONS["budget"].options)]
YEARS = [None, *(option.value for option in QUESTIONS["years_secured"].options)]


@pytest.mark.parametrize(("budget", "years"), list(product(BUDGETS, YEARS)))
def test_the_letter_asks_for_no_money_that_the_answers_say_is_there(budget, years):
    letter = write_letter(advice_for(RESIDENT_READY | {"budget": budget, "years_secured": years}))
    money = [say(line.text) for line in letter["ask"] if "geld" in say(line.text)]
    has_money, has_years = budget not in (None, "nothing", "unknown"), years in ("two_three", "four_plus")
    short = years in ("none", "one")
    assert len(money) == (0 if has_money and not short else 1)
    assert any("meer dan één jaar" in text for text in money) == (not has_money and not has_years)


@pytest.mark.parametrize(("budget", "years"), list(product(BUDGETS, YEARS)))
def test_the_first_sheet_says_what_there_is_to_pay_with_or_that_nobody_knows(budget, years):
    sheet = first_sheet(pages_of(RESIDENT_READY | {"budget": budget, "years_secured": years}))
    has_money = budget not in (None, "nothing", "unknown")
    assert ("Wie een platform betaalt, weten we nog niet." in sheet) == (not has_money)
    assert ("Voor het platform is er" in sheet) == has_money


@pytest.mark.parametrize(
    "without",
    [{"need_source": "not_checked"}, {"existing_works": "works_well"}, {"goal_main": "safety", "area_size": "street"}],
)
def test_the_letter_asks_for_no_money_for_a_platform_that_nobody_sets_up(without):
    answers = RESIDENT_READY | {"budget": "nothing", "years_secured": None, "goal_extra": None} | without
    letter = write_letter(advice_for(answers))
    assert not any("geld" in say(line.text) for line in letter["ask"])
    assert "Wie een platform betaalt" not in first_sheet(pages_of(answers))


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_letter_that_waits_with_a_platform_says_nothing_of_what_happens_on_one(name):
    advice = advice_for(RESIDENTS[name])
    letter = write_letter(advice)
    if (advice.verdict.cause or advice.verdict.key) in ("too_few", "offline_first", "residents", "goal"):
        said = {say(line.text) for line in letter["ask"]} | {say(text) for text in letter["refuse"]}
        assert not said & set(PART_ASKED.values())
        assert not any("meeleest" in text for text in said)


# --- what is asked of others -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RESIDENTS)
def test_providers_are_asked_only_when_a_platform_is_advised(name):
    advice = advice_for(RESIDENTS[name])
    pages = pages_of(RESIDENTS[name])
    text = words(pages)
    if advice.verdict.key in NOT_NOW:
        asks_neighbours = advice.verdict.key != "use_existing"
        assert ("Dit vragen we eerst" in text) == asks_neighbours
        assert ("Hoe kunnen wij helpen?" in text) == (not asks_neighbours)
        assert "we vragen het voordat we kiezen" not in text
        assert "Vraag de aanbieders" not in text
        assert "Past misschien" not in text
        assert "Meet vóór de start" not in text
    else:
        assert "Dit weten we nog niet" in text
        assert "Meet vóór de start" in text


@pytest.mark.parametrize("name", RESIDENTS)
def test_no_platform_is_said_to_fit_while_nearly_nothing_was_answered(name):
    advice = advice_for(RESIDENTS[name])
    table = pages_of(RESIDENTS[name]).xpath(".//table[contains(@class, 'opties')]")
    assert bool(table) == (advice.verdict.key not in ("too_few", "use_existing"))
    if table:
        assert len(table[0].xpath(".//tbody/tr")) == (3 if advice.verdict.key in NOT_NOW else 5)


@pytest.mark.parametrize("name", RESIDENTS)
def test_nobody_looks_for_what_the_verdict_says_is_there(name):
    if advice_for(RESIDENTS[name]).verdict.key == "use_existing":
        text = words(pages_of(RESIDENTS[name]))
        assert "Zoek uit wat er in de buurt al is." not in text
        assert "We vragen de mensen van" in text
        assert "wat zij nodig hebben: tijd, geld, hulp of een plek." in text


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_question_to_more_than_one_platform_stands_there_once(name):
    pages = pages_of(RESIDENTS[name])
    asked = [words(item) for item in pages.xpath(".//section[contains(@class, 'blad')]//ol/li")]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("budget", ["nothing", "from_5000_to_25000"])
@pytest.mark.parametrize("name", RESIDENTS)
def test_what_the_first_sheet_does_not_know_is_what_the_second_asks(name, budget):
    answers = RESIDENTS[name] | {"budget": budget}
    advice, pages = advice_for(answers), pages_of(answers)
    if advice.verdict.key in NOT_NOW:
        return
    heads = pages.xpath(".//table[contains(@class, 'opties')]//thead//th[position() > 2]/text()[1]")
    cells = pages.xpath(".//table[contains(@class, 'opties')]//tbody/tr[5]/td[position() > 1]")
    named = {one.platform.name: one.platform for one in advice.ranking.placed}
    assert cells or name == "three_musts"
    for head, cell in zip(heads, cells, strict=True):
        platform = named[" ".join(head.split())]
        own = [box for box in section_of(pages, "blad").xpath("./div") if is_asked_in(box, platform.name)]
        asked = " ".join(words(item) for box in own for item in box.xpath("./ol/li"))
        unknown_data = [key for key in DATA_FACTS if is_unknown(platform, key)]
        assert all(DATA_FACTS[key] in asked for key in unknown_data), platform.name
        if unknown_data:
            said = VOCABULARY[unknown_data[0]].unknown if len(unknown_data) == 1 else "wat er met de gegevens gebeurt"
            assert said in words(cell).lower()
        for key, fact in VOCABULARY.items():
            if key not in ("free_for_residents", *DATA_FACTS) and is_unknown(platform, key):
                unknown = as_payers(fact.unknown, advice.profile).lower() in words(cell).lower()
                assert unknown == (as_payers(fact.ask, advice.profile) in asked), (platform.name, key)


def test_the_maker_of_a_chat_is_not_asked_what_it_answers_no_neighbour():
    answers = RESIDENTS["resident_safety_street"]
    pages = pages_of(answers)
    chats = [one.platform for one in choose_options(advice_for(answers)) if one.platform.kind == "group_messaging"]
    assert any(is_unknown(platform, key) for platform in chats for key in NOT_ASKED_OF_CHATS)
    boxes = section_of(pages, "blad").xpath("./div")
    asked = [box for box in boxes if any(is_asked_in(box, platform.name) for platform in chats)]
    assert asked and all(box.xpath("./ol/li") for box in asked)
    assert not [key for box in asked for key in NOT_ASKED_OF_CHATS if VOCABULARY[key].ask in words(box)]
    unknown = pages.xpath(".//table[contains(@class, 'opties')]//tbody/tr[5]")[0]
    assert "Niets wat we eerst moeten vragen." in words(unknown) and "Weten we niet" not in words(unknown)


def is_asked_in(box, name):
    heading = "".join(words(head) for head in box.xpath("./h3"))
    return heading.startswith((name, "Aan elk van deze platforms"))


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_list_that_was_cut_says_how_many_more_there_are(name):
    advice = advice_for(RESIDENTS[name])
    text = words(pages_of(RESIDENTS[name]))
    here = {one.platform.slug for one in advice.already_here}
    found = [one for one in advice.to_check if one.platform.slug not in here and not one.is_silent]
    if "Past misschien" in text:
        more = len(found) - 3
        sheet = text[text.index("Past misschien") :]
        assert (f"Er zijn er nog {more}: zie “Waar dit vandaan komt”." in sheet) == (more > 1)
        assert ("Er is er nog een: zie “Waar dit vandaan komt”." in sheet) == (more == 1)
        assert all(one.platform.name in sheet for one in found)


@pytest.mark.parametrize("name", RESIDENTS)
def test_the_last_page_names_what_else_is_known_here(name):
    last = words(pages_of(RESIDENTS[name]).xpath("./section[last()]")[0])
    for one in advice_for(RESIDENTS[name]).already_here[3:]:
        assert one.platform.name in last


# --- what the answers said ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("agreed", ["agreed", "will_arrange", "not_thought", None])
def test_nothing_is_planned_that_the_answers_say_was_done(agreed):
    advice = advice_for(RESIDENT_READY | {"exit_agreement": agreed})
    planned = [say(line.text) for _title, lines in list_phases(advice) for line in lines]
    assert any("wie de gegevens krijgt" in text for text in planned) == (agreed in ("will_arrange", "not_thought"))


@pytest.mark.parametrize("name", RESIDENTS)
def test_nothing_is_named_on_paper_that_stands_nowhere(name):
    """The planning names statements to measure with: the pages have them, with room to count."""
    advice = advice_for(RESIDENTS[name])
    planned = " ".join(say(line.text) for _title, lines in list_phases(advice) for line in lines)
    if "zinnen van het CBS" in planned:
        tables = pages_of(RESIDENTS[name]).xpath(".//table[contains(@class, 'streepjes')]")
        assert len(tables) == 2
        assert all("Ik voel mij thuis in deze buurt." in words(table) for table in tables)
        assert all(len(table.xpath(".//tbody//*[contains(@class, 'invul')]")) == 15 for table in tables)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_stands_twice_on_the_pages(language):
    for name, answers in RESIDENTS.items():
        pages = pages_of(answers, language)
        said = [
            words(part) for part in pages.xpath(".//li | .//p") if len(words(part)) > 40 and not part.xpath(".//li")
        ]
        twice = {text for text in said if said.count(text) > 1}
        # The plan for a platform stands in the letter, and in the middle of the talk.
        assert len(twice) <= 1, (name, twice)


# --- what is handed out -------------------------------------------------------------------------------------------


WAITS = ["resident_alone", "village_site_works", "skipped_nearly_everything", "who_skipped_all"]


@pytest.mark.parametrize("name", RESIDENTS)
def test_these_wait_with_a_platform(name):
    assert (advice_for(RESIDENTS[name]).verdict.key in NOT_NOW) == (name in WAITS)


def section_of(pages, name):
    return pages.xpath(f".//section[contains(concat(' ', @class, ' '), ' {name} ')]")[0]


def first_sheet(pages):
    """The parts of the first sheet, which stand in no section."""
    return " ".join(words(part) for part in pages.xpath("./*[not(self::section)]"))


@pytest.mark.parametrize("name", RESIDENTS)
def test_what_is_put_in_a_letterbox_says_from_whom_it_is_whom_to_ask_and_stands_alone(name):
    sheet = first_sheet(pages_of(RESIDENTS[name]))
    assert re.match(r"(Wij zijn bewoners|Ik ben bewoner) van", sheet)
    assert "Een platform is een website of app" in sheet
    assert "Dat kan tot: bij:" in sheet
    assert "blad 2" not in sheet
    assert "dit stappenplan" not in sheet


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", RESIDENTS)
def test_no_sheet_has_numbers_of_sources_and_the_last_page_has_those_of_all_that_is_said(name, language):
    pages = pages_of(RESIDENTS[name], language)
    last = pages.xpath("./section[last()]")[0]
    cited = last.xpath(".//*[@class='bron']")
    assert len(pages.xpath(".//*[@class='bron']")) == len(cited)
    platforms = pages.xpath(".//table[contains(@class, 'opties')]//thead//th[position() > 2]/text()[1]")
    assert all(f"{' '.join(name.split())}:" in words(last) for name in platforms)
    backed = [" ".join(name.split()).rstrip(":") for name in last.xpath(".//p[@class='kaarten']/b/text()")]
    catalogue = {one.name for one in Catalogue.current().platforms}
    assert [name for name in backed if name in catalogue] == [" ".join(name.split()) for name in platforms]
    if not pages.xpath(".//table[contains(@class, 'opties')]"):
        assert not last.xpath(".//div[@class='waarom']")


CHOICES = [
    (key, option.value, text)
    for key in ("existing", "offline_ways", "channels", "group_form")
    for option in QUESTIONS[key].options
    for text in {option.label, option.running}
    if " of " in text
]


@pytest.mark.parametrize("verdict", [{}, {"existing_works": "works_well"}, {"existing_works": "partly"}])
@pytest.mark.parametrize(("key", "value", "text"), CHOICES)
def test_a_choice_of_words_in_an_answer_becomes_room_to_write(key, value, text, verdict):
    several = QUESTIONS[key].kind == "many"
    pages = pages_of(RESIDENT_READY | {"existing": ["group_chat"]} | verdict | {key: [value] if several else value})
    for part in pages.xpath(".//*[@class='navraag'] | .//ol"):
        part.getparent().remove(part)
    assert text not in words(pages)
    assert pages.xpath(".//*[@class='invul']")


SUBJECTS = {
    "offline_first": "Mensen en een plek voor Het Oude Dorp",
    "use_existing": "Sterker maken wat er al is in Het Oude Dorp",
    "residents": "Wat buren in Het Oude Dorp nodig hebben",
    "goal": "Een doel voor Het Oude Dorp",
}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"existing_works": "works_well"},
        {"need_source": "not_checked"},
        {"result_sharp": "not_yet", "goal_sentence": None},
        {"core_team": "none", "connectors": "nobody", "offline_ways": ["none"]},
    ],
)
def test_the_subject_of_the_letter_is_what_the_letter_is_about(answers):
    verdict = advice_for(RESIDENT_READY | answers).verdict
    expected = SUBJECTS.get(verdict.cause or verdict.key, "Een platform voor Het Oude Dorp")
    assert f"Onderwerp {expected} Beste" in letter_text(RESIDENT_READY | answers)
    assert ("platform" in expected) == (verdict.key not in NOT_NOW)


@pytest.mark.parametrize(("existing", "is_used"), [("group_chat", True), ("paper_or_place", True), ("none", False)])
def test_nothing_is_found_but_what_the_answers_say_is_used(existing, is_used):
    sheet = first_sheet(pages_of(RESIDENT_READY | {"existing": [existing]}))
    assert ("Behalve wat we al gebruiken, vonden wij hier niets." in sheet) == is_used
    assert ("Wij vonden hier niets." in sheet) == (not is_used)


@pytest.mark.parametrize("name", WAITS)
def test_the_sheet_for_a_talk_asks_for_no_names_and_the_talking_sheet_does(name):
    pages = pages_of(RESIDENTS[name])
    sheet = section_of(pages, "blad")
    assert not sheet.xpath(".//table")
    assert "Trekker" not in words(sheet)
    assert "Trekker:" in words(pages.xpath(".//*[contains(@class, 'vak--mensen')]")[0])


def test_what_is_there_is_asked_in_one_talk_with_the_people_who_run_it():
    pages = pages_of(RESIDENTS["village_site_works"])
    sheet = words(section_of(pages, "blad"))
    assert sheet.startswith("Voor een gesprek met de mensen van nu")
    assert "Hoe kunnen wij helpen?" in sheet
    assert "voor elk gesprek" not in words(pages)


@pytest.mark.parametrize("name", [name for name in RESIDENTS if name not in WAITS])
def test_each_question_to_a_provider_and_the_rule_to_stop_have_a_line_of_their_own(name):
    pages = pages_of(RESIDENTS[name])
    questions = section_of(pages, "blad").xpath(".//ol/li")
    to_stop = [item for item in pages.xpath(".//ul/li") if words(item).startswith("We stoppen als:")]
    assert len(to_stop) == 1
    for item in to_stop:
        assert item.get("class") == "op-regel"
    for item in [*questions, *to_stop]:
        # a question to all has room for each of them, after its name
        to_all = bool(item.xpath("./br"))
        assert (item.get("class") == "op-regel") == (not to_all)
        assert len(item.xpath("./*[contains(@class, 'invul')]")) == 1 + to_all


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_platform_is_told_in_its_own_words_or_else_by_its_kind(name):
    advice, pages = advice_for(RESIDENTS[name]), pages_of(RESIDENTS[name])
    heads = pages.xpath(".//table[contains(@class, 'opties')]//thead//th[position() > 2]/text()[1]")
    cells = pages.xpath(".//table[contains(@class, 'opties')]//tbody/tr[1]/td[position() > 1]")
    named = {one.platform.name: one.platform for one in advice.ranking.placed}
    for head, cell in zip(heads, cells, strict=True):
        platform = named[" ".join(head.split())]
        own = words(cell) in platform.summary_nl
        assert own or words(cell) == VOCABULARY["kind"].sentences[platform.kind]
        assert len(words(cell).split()) <= 20


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_platform_is_told_as_much_in_english_as_in_dutch(name):
    """Its own words in both, or its kind in both, whichever language needs more words."""
    said = {}
    for language in ("nl", "en"):
        cells = pages_of(RESIDENTS[name], language).xpath(
            ".//table[contains(@class, 'opties')]//tbody/tr[1]/td[position() > 1]"
        )
        with override(language):
            kinds = {say(text) for text in VOCABULARY["kind"].sentences.values()}
        said[language] = [words(cell) in kinds for cell in cells]
    assert said["nl"] == said["en"]


@pytest.mark.parametrize("wanted", [["web"], ["web", "paper"], ["paper", "phone"], ["in_person", "app"]])
@pytest.mark.parametrize("need", ["organisation_idea", "not_checked"])
def test_whoever_asks_for_paper_or_phone_reads_of_each_platform_how_people_take_part(wanted, need):
    answers = RESIDENT_READY | {"channels": wanted, "need_source": need}
    pages, named = pages_of(answers), {one.name: one for one in Catalogue.current().platforms}
    rows = [row for row in pages.xpath(".//table[contains(@class, 'opties')]//tbody/tr") if "meedoen" not in words(row)]
    told = [row for row in rows if words(row).startswith("Hoe doen mensen mee?")]
    away = [VOCABULARY["channels"].values[value] for value in wanted if value in ("paper", "phone", "in_person")]
    assert len(told) == bool(away)
    heads = pages.xpath(".//table[contains(@class, 'opties')]//thead//th[position() > 2]/text()[1]")
    for row in told:
        for head, cell in zip(heads, row.xpath("./td[position() > 1]"), strict=True):
            offered = value_of(named[" ".join(head.split())], "channels")
            assert (words(cell) == "Weten we niet") == (offered is None)
            assert offered is None or all(channel in words(cell) for channel in away)


OWN_GOAL = "Op 1 juni kennen 100 mensen een nieuwe buur."


@pytest.mark.parametrize(
    ("answers", "goal"),
    [
        ({"goal_sentence": OWN_GOAL}, f"Ons doel: “{OWN_GOAL}”"),
        ({"goal_sentence": None}, "Ons doel: Wij willen"),
    ],
)
def test_the_measuring_sheet_says_what_the_statements_measure_and_has_room_to_measure_the_goal(answers, goal):
    (sheet,) = pages_of(RESIDENT_READY | answers).xpath(".//section[.//table[contains(@class, 'streepjes')]]")
    assert "Ze meten binding met de buurt, niet ons doel." in words(sheet)
    assert "Bij de zin met “nauwelijks” is “oneens” goed." in words(sheet)
    assert words(sheet.xpath(".//table[contains(@class, 'streepjes')]")[0]).count("nauwelijks") == 1
    own = words(sheet)[words(sheet).index("Ons doel meten we apart") :]
    assert goal in own
    assert "Wij tellen, passend bij ons doel:" in own
    assert "Vóór de start:" in own


@pytest.mark.parametrize("sharp", [None, *(option.value for option in QUESTIONS["result_sharp"].options)])
def test_a_goal_with_a_date_is_measured_on_that_day(sharp):
    (sheet,) = pages_of(RESIDENT_READY | {"result_sharp": sharp}).xpath(
        ".//section[.//table[contains(@class, 'streepjes')]]"
    ) or [None]
    if sheet is not None:
        own = words(sheet)[words(sheet).index("Ons doel meten we apart") :]
        has_sentence, has_date = sharp in ("number_and_date", "in_words"), sharp == "number_and_date"
        assert ("Op de datum in ons doel:" in own) is (has_sentence and has_date)
        assert ("Een jaar later:" in own) is (has_sentence and not has_date)
        # Without a sentence there is no date yet: it is written down first.
        assert ("in één zin, met een getal en een datum:" in own and "Op die datum:" in own) is not has_sentence
        assert ("weer op de datum van ons doel" in words(sheet)) is not (has_sentence and not has_date)
        assert len(sheet.xpath("./div[last()]//*[contains(@class, 'invul')]")) == 3 + (not has_sentence)


@pytest.mark.parametrize("name", RESIDENTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_steps_on_the_first_sheet_are_the_first_of_the_planning_in_the_same_order(name, language):
    """What stands there as a name to write is a choice of things in the calendar."""
    advice, pages = advice_for(RESIDENTS[name]), pages_of(RESIDENTS[name], language)
    with override(language):
        month, *later = [[say(line.text) for line in lines] for _title, lines in list_phases(advice)]
        steps = [words(row).split(" ", 1)[1] for row in pages.xpath(".//table[@class='doen']/tbody/tr/th")]
    for step, planned in zip(steps, month, strict=False):
        assert step == planned or "  " in step or step[:15] == planned[:15]
    assert len(month) >= 3
    said = [text for lines in (month, *later) for text in lines]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", RESIDENTS)
def test_the_second_sheet_begins_with_what_is_to_be_filled_in_on_the_first(name):
    sheet, pages = words(section_of(pages_of(RESIDENTS[name]), "blad")), pages_of(RESIDENTS[name])
    named = pages.xpath(".//table[contains(@class, 'opties')] | ./p[starts-with(normalize-space(), 'Wij gaan verder')]")
    names_nothing = any(part.xpath(".//*[contains(@class, 'invul')]") for part in named)
    assert "Vul eerst bladzijde 1 in: " in sheet[:90]
    assert ("wat we nu gebruiken, wie wat doet" in sheet) == names_nothing
    assert "Druk af op A4" not in words(pages.xpath("./section[last()]")[0])


@pytest.mark.parametrize("name", WAITS)
def test_the_talk_of_the_second_sheet_is_the_first_step(name):
    pages = pages_of(RESIDENTS[name])
    step = words(pages.xpath(".//table[@class='doen']/tbody/tr/th")[0])
    assert ("tien buren" in step) == ("Vraag dit aan tien buren." in words(section_of(pages, "blad")))


def test_the_measuring_sheet_has_room_to_measure_the_goal():
    (sheet,) = pages_of(RESIDENT_READY).xpath(".//section[.//table[contains(@class, 'streepjes')]]")
    assert len(sheet.xpath("./div[last()]//*[contains(@class, 'invul')]")) == 3


@pytest.mark.parametrize("name", ["", "stappenplan.example.nl"])
def test_every_sheet_names_the_site_so_that_a_neighbour_can_find_the_method(settings, name):
    settings.ALLOWED_HOSTS = ["localhost", *([name] if name else [])]
    page = page_of(RESIDENT_READY)
    assert page.find(".//body").get("data-site") == (f" · {name}" if name else "")
    last = words(page.find(".//main").xpath("./section[last()]")[0])
    assert ("De methode staat op" in last) == bool(name)
    assert name in last
    assert not page.find(".//main").xpath(".//a[contains(@href, '/plan/') or contains(@href, '/advies/')]")


@pytest.mark.parametrize("name", RESIDENTS)
def test_the_sheets_send_nobody_to_a_site_without_an_address(name):
    pages = pages_of(RESIDENTS[name])
    for part in pages.xpath("./section[last()]"):
        part.getparent().remove(part)
    assert not re.search(r"op de site|in de catalogus", words(pages))


@pytest.mark.parametrize("name", RESIDENTS)
def test_who_pays_is_said_first_and_is_unknown_where_no_source_says_it(name):
    advice, pages = advice_for(RESIDENTS[name]), pages_of(RESIDENTS[name])
    costs = pages.xpath(".//table[contains(@class, 'opties')]//tbody/tr[2]/td[position() > 1]")
    heads = pages.xpath(".//table[contains(@class, 'opties')]//thead//th[position() > 2]/text()[1]")
    named = {one.platform.name: one.platform for one in advice.ranking.placed}
    for head, cell in zip(heads, costs, strict=True):
        platform = named[" ".join(head.split())]
        known = value_of(platform, "free_for_residents")
        assert words(cell).startswith("Wat bewoners betalen, weten we niet.") == (known is None)
        assert "heeft er geen deel in" not in words(cell)


@pytest.mark.parametrize("bottleneck", ["no_contact", "cannot_find", "info_scattered"])
@pytest.mark.parametrize("connectors", ["nobody", "some_people", "team_ready"])
@pytest.mark.parametrize("need", ["not_checked", "organisation_idea"])
def test_neighbours_are_asked_what_they_need_in_one_of_the_first_steps_only(need, connectors, bottleneck):
    answers = RESIDENT_READY | {"need_source": need, "connectors": connectors, "bottleneck": bottleneck}
    steps = [words(row) for row in pages_of(answers).xpath(".//table[@class='doen']/tbody/tr/th")]
    assert len(steps) == 3
    assert sum("buren op straat" in step or "wat zij nodig hebben" in step for step in steps) == 1


OF_OFFICIALS = {"need_not_checked", "role_clash", "legal_check"}


def test_each_step_that_a_gate_asks_of_residents_has_words_of_their_own():
    for gate in GATES:
        texts = gate.text.values() if isinstance(gate.text, dict) else [gate.text]
        if gate.level not in (WARN, TIP) and gate.key not in OF_OFFICIALS:
            assert all(re.search(r"\b[Ww]e\b", OUR_STEPS[text]) for text in texts), gate.key


@pytest.mark.parametrize("name", RESIDENTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_steps_say_what_we_do(name, language):
    steps = [words(row) for row in pages_of(RESIDENTS[name], language).xpath(".//table[@class='doen']/tbody/tr/th")]
    for step in steps:
        assert re.search(r"\b[Ww]e\b", step), step


@pytest.mark.parametrize("bottleneck", [option.value for option in QUESTIONS["bottleneck"].options])
def test_what_works_well_is_no_reason_for_something_new(bottleneck):
    sheet = first_sheet(pages_of(RESIDENT_READY | {"existing_works": "works_well", "bottleneck": bottleneck}))
    if "We gebruiken wat er al is." in sheet:
        assert "overal en nergens" not in sheet
        assert "Buren vragen er" not in sheet
        assert "We sluiten aan bij wat er al is" in sheet


@pytest.mark.parametrize(
    ("answers", "gone"),
    [
        ({"bottleneck": "service_missing"}, "Regel eerst wat er mist."),
        ({"bottleneck": "nobody_organises", "core_team": "one_two"}, "Zoek eerst mensen"),
    ],
)
def test_the_first_steps_say_what_we_do_not_what_a_visitor_must_do(answers, gone):
    steps = " ".join(words(row) for row in pages_of(RESIDENT_READY | answers).xpath(".//table[@class='doen']//th"))
    assert " eerst " in steps
    assert gone not in steps
    assert "dit stappenplan" not in steps


@pytest.mark.parametrize("name", RESIDENTS)
def test_what_others_learned_of_a_platform_stands_on_the_sheet_that_names_it(name):
    advice, pages = advice_for(RESIDENTS[name]), pages_of(RESIDENTS[name])
    heads = [words(head) for head in pages.xpath("//table[contains(@class, 'opties')]//thead//th")[2:]]
    shown = [one for one in advice.ranking.placed if any(head.startswith(one.platform.name) for head in heads)]
    named = sorted(
        find_lessons(shown), key=lambda case: [head.startswith(case.platform.name) for head in heads].index(True)
    )
    assert words(pages).count("Let op bij ") == 2 * bool(named)
    for case in named[:1]:
        assert f"Let op bij {case.platform.name}. {quote_lesson(case)}" in first_sheet(pages)
        assert f"Let op bij {case.platform.name}: [" in words(pages)
