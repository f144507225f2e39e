"""Which characters a PDF shows: those of our own fonts, and never the empty box of a font that lacks one."""

import json
import sys

import lxml.html
import pytest
from fontTools.ttLib import TTFont

from platforms.models import Catalogue
from stappenplan.fonts import UNDRAWABLE, drop_undrawable, find_undrawable, keep_drawable
from stappenplan.report.document import report_html
from stappenplan.report.pdf import renderer
from stappenplan.report.pdf.renderer import ATTACHED
from tests.conftest import ROOT
from tests.support.papers import advice_for, paper_of, plan_of, sheets_of
from tests.support.pdf_glyphs import count_empty_boxes, list_fonts
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = pytest.mark.any_database

PAGE = '<!doctype html><html lang="nl"><head><title>Proef</title></head><body><h1>Kop</h1><p>%s</p></body></html>'
OUR_FONTS = {"IBM-Plex-Sans", "IBM-Plex-Sans-Semi-Bold"}
# Turkish, Polish, Czech, Romanian, Vietnamese, Frisian; then Greek and Ukrainian.
NAMES = "Komşular Ağaç İzmir, Łódź Świdnica, Žižkov, Brașov, Phường, Súdwest-Fryslân ĳ; Χανιά; Київ"
# A family in one picture, a picture of two, a flag, a hand of a colour; Chinese, Korean, Arabic.
BEYOND = "👨\u200d👩\u200d👧 🎉 🇳🇱 👍🏽 中文 한국 عربي"
# Of these nothing that can be read is left; the last is a space of no width.
NOTHING_LEFT = ("🎉", "שכונה", "🎉 - 中!", "\u200b")


@pytest.mark.parametrize("weight", [400, 600])
def test_what_can_be_drawn_is_what_each_font_has_a_letter_for(weight):
    with TTFont(ROOT / "static" / "fonts" / f"ibm-plex-sans-complete-{weight}-normal.woff2") as font:
        letters = {chr(code) for code in font.getBestCmap() if code > 32} - {"\ufeff", "\ufffd"}
    every = (chr(code) for code in range(33, sys.maxunicode + 1))
    drawable = {one for one in every if not UNDRAWABLE.match(one) and not one.isspace()}
    assert drawable == {one for one in letters if not one.isspace()}


def test_letters_of_europe_stay_and_nothing_is_said_of_them():
    assert (drop_undrawable(NAMES), find_undrawable(NAMES)) == (NAMES, "")
    assert drop_undrawable("cafe\u0301 buurt\u2011huis") == "café buurt\u2011huis"


def test_what_cannot_be_drawn_is_left_out_and_named_once():
    assert drop_undrawable(f"a{BEYOND}b").replace("\u200d", "").split() == ["a", "b"]
    assert find_undrawable("🎉 feest 🎉 中") == "🎉中"
    assert find_undrawable("👨\u200d👩") == "👨👩"
    assert find_undrawable("❤\ufe0f") == "❤"


def test_a_letter_that_stands_for_others_becomes_those():
    assert (drop_undrawable("ﬃ Ａ"), find_undrawable("ﬃ Ａ")) == ("ffi A", "")


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        (NAMES, NAMES),
        ("???", "???"),
        ("De Hoven 🎉", "De Hoven"),
        ("feest 🎉, samen 🎉 eten 🎉.", "feest, samen eten."),
        ("🎉, samen", "samen"),
        ("👨\u200d👩 Buurt 7", "Buurt 7"),
        *((one, "") for one in NOTHING_LEFT),
    ],
)
def test_a_quote_has_no_gap_and_is_nothing_when_no_letter_is_left(typed, quoted):
    assert keep_drawable(typed) == quoted


@pytest.mark.django_db
@pytest.mark.parametrize("typed", NOTHING_LEFT)
@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY], ids=["official", "resident"])
def test_a_text_of_which_nothing_is_left_is_not_answered_on_paper(answers, typed):
    """In the PDF alone: a Word file has the text, and the data that goes along has every answer."""
    said = {"area_name": typed, "goal_sentence": typed}
    as_typed, skipped = answers | said, answers | dict.fromkeys(said)
    assert sheets_of(as_typed) == sheets_of(skipped)
    plan, catalogue = plan_of(as_typed), Catalogue.current()
    in_word = report_html(plan, advice_for(as_typed), catalogue, "nl", record={}, draws_all=True)
    assert typed in in_word
    [record] = lxml.html.fromstring(paper_of(as_typed)).xpath(f"//script[@id='{ATTACHED}']/text()")
    assert {key: json.loads(record)["answers"][key] for key in said} == said


@pytest.mark.django_db
def test_what_is_left_of_a_name_closes_up_on_paper():
    drawn = OFFICIAL_READY | {"area_name": "De Hoven", "goal_sentence": "Samen eten, elke week"}
    typed = drawn | {"area_name": "De Hoven 🎉", "goal_sentence": "Samen eten 🍲, elke week"}
    assert sheets_of(typed) == sheets_of(drawn)


@pytest.mark.pdf
def test_the_count_sees_a_box():
    """As the renderer makes them without our filter."""
    fetcher, css, fonts = renderer.renderer_resources()
    from weasyprint import HTML

    page = HTML(string=PAGE % "a🎉b", url_fetcher=fetcher, base_url=None)
    assert count_empty_boxes(page.write_pdf(stylesheets=[css], font_config=fonts)) == 1


@pytest.mark.pdf
def test_no_character_whatsoever_becomes_a_box_or_a_letter_of_another_font():
    """A few of every 64 that Unicode has, and all that surround what the fonts can draw."""
    codes = {*range(33, 0x600), *range(0x2000, 0x2C00), *range(0x600, 0x32000, 23)} - {*range(0xD800, 0xE000)}
    text = " ".join(chr(code) for code in sorted(codes) if chr(code) not in "<&")
    data = renderer.typeset(PAGE % f"{text} <b>{text}</b>").data
    assert (count_empty_boxes(data), list_fonts(data)) == (0, OUR_FONTS)


@pytest.mark.pdf
@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers",
    [pytest.param(OFFICIAL_READY, marks=pytest.mark.exhaustive), RESIDENT_READY],
    ids=["official", "resident"],
)
def test_a_report_shows_names_from_everywhere_and_no_box(keep, answers):
    plan = keep(answers | {"goal_sentence": f"{NAMES} {BEYOND}"}).plan
    data = renderer.typeset(report_html(plan, plan.advice(), Catalogue.current(), "nl")).data
    assert (count_empty_boxes(data), list_fonts(data)) == (0, OUR_FONTS)
