"""The method page: everything that asks, weighs, rules out or warns is on it, with the figures that compute."""

import re

import pytest

from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment import criteria as c
from stappenplan.method.assessment import score_tables
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS
from stappenplan.method.assessment.shelves import TITLES
from stappenplan.method.declarations import ScoreTable
from stappenplan.method.evidence.reliability import HURWICZ_ALPHA, HURWICZ_INTERVAL, RELIABILITY
from stappenplan.method.gates import GATES, WARNINGS
from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.verdicts import CAUSES, VERDICTS
from stappenplan.pages.method_tables import lay_out, method_tables
from stappenplan.text import say
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def method(visitor):
    return visitor.open("/methode/")


def test_every_step_question_and_answer_is_on_it(method):
    for step in STEPS:
        assert say(step.title) in method.text
        for question in step.questions:
            assert " ".join(say(question.label).split()) in method.text, question.key
            for option in question.options:
                assert say(option.label) in method.text, (question.key, option.value)


def test_the_other_wording_of_a_question_is_on_it_too(method):
    for question in QUESTIONS.values():
        for label in question.wording.values():
            assert say(label) in method.text


def test_every_criterion_is_on_it_with_its_reason(method):
    assert len(c.CRITERIA) == 14
    for criterion in c.CRITERIA:
        assert say(criterion.label) in method.text
        assert " ".join(say(criterion.why).split()) in method.text


def test_every_knock_out_is_on_it(method):
    for rule in KNOCK_OUTS:
        assert say(rule.text) in method.text, rule.key


def test_every_gate_and_warning_and_verdict_is_on_it(method):
    for gate in (*GATES, *WARNINGS):
        texts = gate.text.values() if isinstance(gate.text, dict) else [gate.text]
        for text in texts:
            for part in plain_parts(say(text)):
                assert part in method.text, (gate.key, part)
    for verdict in VERDICTS.values():
        assert say(verdict.text) in method.text


@pytest.mark.parametrize("key", CAUSES)
def test_a_verdict_with_two_causes_shows_both(method, key):
    (entry,) = [
        entry
        for entry in method.page.xpath("//*[@id='oordeel']//dl/div")
        if words(entry.xpath("./dt")[0]) == say(VERDICTS[key].text)
    ]
    shown = [words(item) for item in entry.xpath(".//li")]
    said = [f"“{say(cause.text).replace('%(answers)s', '…')}”. {say(cause.meaning)}" for cause in CAUSES[key].values()]
    assert shown == said


def test_a_worked_example_shows_what_leads_on_a_shelf_and_what_stands_below(method):
    rows = method.page.xpath("//*[@id='plank-voorbeeld']/tbody/tr")
    shown = [(words(row.xpath("./th")[0]), *(words(cell) for cell in row.xpath("./td"))) for row in rows]
    assert [row[0] for row in shown] == ["1. A", "2. B", "3. C", "4. D", "E"]
    figures = [float(row[1].replace(",", ".")) for row in shown]
    assert figures[-1] == max(figures), "the example shows that no figure makes up for what is not known"
    assert figures[2] > figures[0], "and none for evidence from the provider alone"
    reasons = [row[2] for row in shown]
    assert reasons[0].endswith("Mag vooraan.")
    assert "alleen eigen woorden van de aanbieder" in reasons[2]
    assert reasons[3].startswith("Liep in 2021.")
    assert reasons[4].startswith("We weten niet of het nog bestaat.")


def plain_parts(text):
    """A text without its gaps: the words between them."""
    return [" ".join(part.split()) for part in re.split(r"%\(\w+\)s", text) if part.strip(" .")]


def test_every_source_is_on_it_with_its_address(method):
    links = {link.get("href") for link in method.page.xpath("//a[@href]")}
    for source in SOURCES.values():
        assert say(source.full) in method.text or say(source.title) in method.text, source.key
        if source.url:
            assert source.url in links, source.key


def test_every_reference_to_a_source_leads_somewhere_on_the_page(method):
    ids = {element.get("id") for element in method.page.xpath("//*[@id]")}
    for link in method.page.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids, link.get("href")


def test_the_version_of_the_method_is_on_it(method):
    assert str(METHOD_VERSION) in method.text


def figures(table):
    """The scores in a table of the page, in the order of reading; None where a platform is ruled out."""
    cells = [words(cell) for cell in table.xpath(".//td")]
    return [None if cell == "valt af" else float(cell.replace(",", ".")) for cell in cells]


def test_its_tables_show_the_figures_that_compute(method):
    shown = [
        (words(table.find("caption")), figures(table))
        for table in method.page.xpath("//table[caption][not(@id='plank-voorbeeld' or @id='feiten-klopten')]")
    ]
    for entry in method_tables():
        for table in entry["tables"]:
            wanted = (say(table["title"]), [cell for row in table["rows"] for cell in row["cells"]])
            assert wanted in shown, entry["criterion"].key


def test_each_criterion_has_its_tables():
    assert [entry["criterion"].key for entry in method_tables()] == [criterion.key for criterion in c.CRITERIA]
    assert all(entry["tables"] for entry in method_tables())


def test_a_table_of_words_that_the_catalogue_does_not_know_is_laid_out_too():
    laid_out = lay_out(ScoreTable({"new_answer": {"new_value": 1.0}}, "new_fact", "new_question"))
    assert laid_out == {
        "title": "new_fact",
        "columns": ["new_value"],
        "rows": [{"label": "new_answer", "cells": [1.0]}],
    }


def test_each_criterion_has_a_question_for_a_group_that_differs_on_it():
    assert len({criterion.talk for criterion in c.CRITERIA}) == len(c.CRITERIA)
    assert all(criterion.talk.endswith("?") for criterion in c.CRITERIA)


COMPUTING = (
    "GOAL",
    "INTERNATIONAL",
    "FREE",
    "REGISTRATION",
    "VISIBILITY",
    "HUMAN",
    "ACCESSIBILITY",
    "LANGUAGE_COUNT",
    "RESIDENT_CONTROL",
    "PROVIDER_TYPE",
    "ONLY_NOT_NEEDED",
    "DATA_OWNER",
    "COMMERCIAL",
    "ADVERTISING",
    "HOSTING_PRIVACY",
    "DATA_EXPORT",
    "OPEN_SOURCE",
    "HOSTING_EXIT",
    "MONEY_LOCAL",
    "REVENUE",
    "COST",
    "OFFLINE_SUPPORT",
    "START",
    "LAST_SEEN",
    "LAUNCHED",
    "REVENUE_COUNT",
)


@pytest.mark.parametrize("name", COMPUTING)
def test_every_figure_of_a_computing_table_is_in_the_tables_of_the_page(name):
    table = getattr(score_tables, name)
    values = dict(table) if isinstance(table, tuple) else table
    rows = (
        [list(row.values()) for row in values.values()]
        if isinstance(next(iter(values.values())), dict)
        else [list(values.values())]
    )
    cells = [row["cells"] for entry in method_tables() for one in entry["tables"] for row in one["rows"]]
    for row in rows:
        assert any(all(value in shown for value in row) for shown in cells), row


# Look-ups by key, and the scale of a wish as a weight: no scores of facts.
BESIDES = ("CRITERION", "WEIGHT_SCALE", "VALUES")


def test_there_is_no_computing_table_beside_these():
    """A new table of figures belongs on the page."""
    tables = {
        name
        for name, value in (*vars(c).items(), *vars(score_tables).items())
        if name.isupper() and name[0] != "_" and isinstance(value, dict) and name not in BESIDES
    }
    assert tables <= {*COMPUTING}, tables - {*COMPUTING}


def test_a_table_knows_its_columns():
    for entry in method_tables():
        for table in entry["tables"]:
            for row in table["rows"]:
                assert len(row["cells"]) == len(table["columns"]), table["title"]


def test_how_a_group_is_counted_is_on_it_with_a_worked_example(method):
    table = next(table for table in method.page.iter("table") if "vier platforms bij drie mensen" in words(table))
    rows = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
    assert rows == [
        ["A", "1", "2", "1", "1,33"],
        ["B", "2", "1", "2,5", "1,83"],
        ["C", "3", "3,5", "2,5", "3,00"],
        ["D", "4", "3,5", "4", "3,83"],
    ]


def test_the_measured_weights_are_on_it_with_their_intervals_and_their_bias(method):
    def said(number):
        return f"{number:.2f}".replace(".", ",")

    measured = words(method.page.get_element_by_id("gemeten"))
    assert f"telt voor {said(HURWICZ_ALPHA)}" in measured
    assert f"tussen {said(HURWICZ_INTERVAL[0])} en {said(HURWICZ_INTERVAL[1])}" in measured
    assert "gevonden, niet geloot" in measured
    for found in RELIABILITY.values():
        assert f"{found.checked} {said(found.share)} {said(found.low)} – {said(found.high)}" in measured


def test_the_seven_rules_are_on_it_each_with_where_it_comes_from(method):
    rules = method.page.xpath("//section[@id='nieuw']/ol/li")
    assert len(rules) == 7
    assert all(rule.xpath(".//*[@class='bronregel']") for rule in rules)
    for title in TITLES.values():
        assert f"“{say(title)}”" in method.text
