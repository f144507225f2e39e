"""The part of the report about a group."""

import subprocess
from io import BytesIO

import page
import pytest
from django.test import Client
from django.utils.translation import gettext, override
from docx import Document
from lxml import html

from stappenplan.groups.summary import summarise_outcome
from stappenplan.report.document import key_of, report_html
from stappenplan.report.pdf import render_pool
from stappenplan.text import say
from tests.conftest import require_program
from tests.support.groups import OFFICIAL, RESIDENT, a_group, catalogue, close
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.each_database
@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY])
def test_the_report_says_what_the_group_chose_and_how_to_spend_an_evening(answers):
    group = a_group(("resident", RESIDENT), ("official", OFFICIAL), answers=answers)
    plan, shown = group.plan, catalogue()
    without, key = report_html(plan, plan.advice(shown), shown, "nl"), key_of(plan, shown, "nl")
    assert "Samen gekozen" not in without
    group.add("welfare", OFFICIAL)
    assert key_of(plan, shown, "nl") != key
    html = report_html(plan, plan.advice(shown), shown, "nl")
    for part in ("Samen gekozen", "Een avond van 90 minuten", "Praatblad", "85–90"):
        assert part in html
    assert "Chosen together" in report_html(plan, plan.advice(shown), shown, "en")


def test_the_neighbours_pages_say_plainly_which_sheets_follow_whose_answers():
    plan = a_group(*[("resident", RESIDENT)] * 3, answers=RESIDENT_READY).plan
    pages = html.fromstring(report_html(plan, plan.advice(catalogue()), catalogue(), "nl")).find(".//main")
    said = "Dit blad volgt de antwoorden van één van ons. Wat wij samen kozen, kan anders zijn. Vraag het ons."
    first = " ".join(" ".join(part.text_content() for part in pages.xpath("./*[not(self::section)]")).split())
    assert said in first
    (together,) = pages.xpath("./section[h2='Samen gekozen']")
    assert "De andere bladen volgen de antwoorden van één van ons." in " ".join(together.text_content().split())


def test_the_editable_file_has_it_too():
    group = a_group(*[("resident", RESIDENT)] * 3)
    data = Client().get(f"/plan/{group.token}/meenemen/advies.docx").content
    assert "Samen gekozen" in [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


@pytest.mark.pdf
@pytest.mark.parametrize(("answers", "language"), [(OFFICIAL_READY, "nl"), (RESIDENT_READY, "en")])
def test_with_a_group_the_report_is_still_accessible_and_well_laid_out(answers, language):
    people = [("official", OFFICIAL), ("resident", RESIDENT), ("resident", RESIDENT | {"core_team": "none"})]
    group = a_group(*people * 4, answers=answers)
    close(group)
    made = render_pool.render_pdf(report_html(group.plan, group.plan.advice(), catalogue(), language))
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    read = subprocess.run(command, input=made.data, capture_output=True, check=True)
    pages = read.stdout.decode().split("\f")[:-1]
    assert all(len(text.split()) > 60 for text in pages)
    (sheet,) = (
        text for text in pages if ("Praatblad" if language == "nl" else "Our first step: who does what") in text[:3000]
    )
    assert sheet.count("1.") and sheet.count("3.")


@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_platform_in_the_part_of_the_group_has_its_mark(answers, language):
    """In the table of the ranking, and in the sentence on the second way of counting."""
    group = a_group(*[("resident", RESIDENT), ("official", OFFICIAL), ("welfare", OFFICIAL)] * 2, answers=answers)
    found = summarise_outcome(group.outcome(), catalogue())
    tree = html.fromstring(report_html(group.plan, group.plan.advice(), catalogue(), language))
    part = tree.xpath("//section[.//table[contains(@class, 'samen-rang')]]")[0]
    with override(language):
        marked = [f"{one.platform.name} ({say(one.evidence.mark)})" for one in found["ranking"]]
        shared = gettext("gedeelde plaats")
        first = found["by_weights"][0]
        second = f"{first.platform.name} ({say(first.evidence.mark)})"
    assert (
        [words(row) for row in part.xpath(".//table[contains(@class, 'samen-rang')]//th[@scope='row']")]
        == [
            f"{one.place}. {text}" + (f" {shared}" if one.is_shared else "")
            for one, text in zip(found["ranking"], marked, strict=True)
        ]
        != []
    )
    assert found["same_first"] or second in words(part)


def test_what_may_not_run_is_not_in_the_part_of_the_group():
    group = a_group(*[("resident", RESIDENT)] * 3)
    found = summarise_outcome(group.outcome(), catalogue())
    assert all(one.evidence.is_known_to_run for one in (*found["ranking"], *found["by_weights"]))
