"""The pictures: what is filled is known, what is slanted is not, and the same picture stands on site and paper."""

import re
from base64 import b64decode
from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stappenplan.advice.explanation import figures
from stappenplan.advice.explanation.charts import range_shapes, wish_shapes
from stappenplan.advice.explanation.figures import in_percent, of_ten
from stappenplan.templatetags import charts
from stappenplan.templatetags.charts import range_image, range_picture

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def in_dutch():
    with override("nl"):
        yield


SHARES = st.lists(st.floats(0, 1, allow_nan=False), min_size=3, max_size=3).map(sorted)


@dataclass(frozen=True)
class Range:
    """What a picture reads of an assessment."""

    low: float
    score: float
    high: float
    ratings: tuple = ()


GEBIEDONLINE = Range(0.792, 0.816, 0.850)
ALL_KNOWN = Range(0.7, 0.7, 0.7)


def render(text, **context):
    return Template("{% load charts %}" + text).render(Context(context))


def svg(markup):
    return etree.fromstring(str(markup))


def by_role(shapes):
    return {shape.role: shape.path for shape in shapes}


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*|\.\d+", path)]


# --- the range -----------------------------------------------------------------------------------------------------


def test_what_is_known_is_filled_up_to_the_low_end_and_slanted_up_to_the_high_end():
    drawn = by_role(range_shapes(0.25, 0.75, 0.5))
    assert drawn["z"] == "M1 7H70.5V21H1z"
    assert drawn["w"] == "M70.5 7.5H209.5V20.5H70.5z"
    assert drawn["s"] == "M140 2V26"


def test_a_platform_of_which_all_is_known_has_nothing_slanted():
    assert {shape.role for shape in range_shapes(0.7, 0.7, 0.7)} == {"l", "z", "s"}


def test_a_platform_of_which_nothing_is_known_has_nothing_filled():
    assert "z" not in by_role(range_shapes(0.0, 1.0, 0.4))


def test_what_is_inferred_is_half_filled_between_what_is_stated_and_what_is_not_known():
    drawn = [(shape.role, shape.path) for shape in range_shapes(0.5, 0.75, 0.6, inferred=0.25)]
    assert ("z", "M1 7H70.5V21H1z") in drawn
    assert ("z", "M70.5 14H140V21H70.5z") in drawn
    assert ("w", "M140 7.5H209.5V20.5H140z") in drawn


@given(SHARES)
def test_no_range_leaves_its_frame(shares):
    low, ranking, high = shares
    for shape in range_shapes(low, high, ranking):
        for start, end in re.findall(r"M([\d.]+) [\d.]+(?:H|L)([\d.]+)", shape.path):
            assert 0 <= float(start) <= 280
            assert 0 <= float(end) <= 280


@given(SHARES)
def test_slanted_lines_stay_inside_the_part_that_is_not_known(shares):
    low, ranking, high = shares
    drawn = by_role(range_shapes(low, high, ranking))
    for x, y, to_x, to_y in re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", drawn.get("o", "")):
        left, right = 1 + 278 * low - 0.1, 1 + 278 * high + 0.1
        assert left <= float(x) <= float(to_x) <= right
        assert 7.4 <= float(to_y) <= float(y) <= 20.6
        assert float(to_x) - float(x) == pytest.approx(float(y) - float(to_y), abs=0.21)


def test_the_picture_says_in_words_what_it_shows_in_the_reader_s_notation():
    with override("nl"):
        assert svg(range_picture(GEBIEDONLINE)).get("aria-label") == "8,2 van 10, tussen 7,9 en 8,5"
        assert svg(range_picture(ALL_KNOWN)).get("aria-label") == "7,0 van 10"
    with override("en"):
        assert "8.2" in svg(range_picture(GEBIEDONLINE)).get("aria-label")
        assert "," not in svg(range_picture(GEBIEDONLINE)).get("aria-label").split(" ")[0]


def test_the_picture_on_the_site_carries_its_colours_in_five_classes_only():
    drawn = svg(range_picture(GEBIEDONLINE))
    assert drawn.get("role") == "img"
    assert {path.get("class") for path in drawn} == set("zosl") | {"w"}
    assert not drawn.xpath("//@style | //@fill | //@stroke")


def test_the_picture_on_paper_is_the_same_drawing_with_its_own_colours():
    image = svg(f"{range_image(GEBIEDONLINE)}".replace('">', '"/>'))
    paper = svg(b64decode(image.get("src").removeprefix("data:image/svg+xml;base64,")).decode())
    assert [path.get("d") for path in paper] == [path.get("d") for path in svg(range_picture(GEBIEDONLINE))]
    assert all(path.get("fill") for path in paper)
    assert not paper.xpath("//@class | //@style")
    assert image.get("alt") == "8,2 van 10, tussen 7,9 en 8,5"


# --- figures -------------------------------------------------------------------------------------------------------


def test_a_share_is_said_as_a_mark_out_of_ten():
    with override("nl"):
        assert [of_ten(share) for share in (0.823, 1, 0, 0.7)] == ["8,2", "10,0", "0,0", "7,0"]
    with override("en"):
        assert of_ten(0.823) == "8.2"
    assert in_percent(0.64) == "64%"


# --- wishes and facts ----------------------------------------------------------------------------------------------


def test_a_wish_is_filled_for_who_meets_it_slanted_for_who_may_and_empty_for_who_does_not():
    drawn = by_role(wish_shapes(yes=24, unknown=12, no=12))
    assert drawn["z"] == "M0 0H176V12H0z"
    assert drawn["w"] == "M176 .5H264V11.5H176z".replace(" .5", " 0.5")
    assert set(by_role(wish_shapes(yes=0, unknown=0, no=5))) == {"l"}
    assert set(by_role(wish_shapes(yes=0, unknown=0, no=0))) == {"l"}


def test_a_wish_in_words_leaves_out_what_is_nil():
    assert figures.distribution_words({"yes": 32, "unknown": 14, "no": 2}) == "32 ja · 14 weten we niet · 2 nee"
    assert figures.distribution_words({"yes": 11, "unknown": 37, "no": 0}) == "11 ja · 37 weten we niet"


def test_stated_inferred_and_unknown_look_different_without_colour():
    looks = {basis: tuple(path.get("class") for path in svg(charts.mark(basis))) for basis in ("stated", "inferred")}
    looks["unknown"] = tuple(path.get("class") for path in svg(charts.mark("unknown")))
    assert looks == {"stated": ("z",), "inferred": ("w", "z"), "unknown": ("w", "o")}


@pytest.mark.parametrize(
    ("rating", "said"),
    [
        ("fits", "Past"),
        ("fits_so_far", "Past, deels onbekend"),
        ("partly", "Past deels"),
        ("watch", "Let op"),
        ("unknown", "Weten we niet"),
    ],
)
def test_an_icon_never_stands_without_its_word(rating, said):
    drawn = svg(render("{% word_icon rating %}", rating=rating))
    assert "".join(drawn.itertext()).strip() == said
    assert drawn.find("svg").get("aria-hidden") == "true"


def test_a_fact_that_was_not_asked_for_gets_no_word():
    assert render("{% word_icon rating %}", rating="") == ""


def test_a_drawing_without_words_is_hidden_from_who_cannot_see_it():
    for tag in ('mark "stated"', 'key "unknown"', 'icon "fits"'):
        assert svg(render("{% " + tag + " %}")).get("aria-hidden") == "true"
