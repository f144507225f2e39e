"""Contrast of the colours of a theme: each pair measured as WCAG does."""

import re
from functools import partial

import pytest

from stappenplan.theme import contrast, validation
from tests.support.themes import write_theme

pytestmark = pytest.mark.any_database


def read(file):
    return file.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Make the folder of a theme: `folder(css, logo=...)`."""
    return partial(write_theme, tmp_path)


def test_every_base_colour_is_in_a_pair():
    tokens, _ = validation.read_tokens(read(validation.OWN))
    colours = {name for name in tokens if re.match(r"--basis-(color|focus)-", name)}
    paired = {token for pair in contrast.PAIRS for token in (pair.front, pair.back)}
    reached = paired | {
        part.value
        for name in paired & tokens.keys()
        for value in tokens[name]
        if value.type == "function"
        for part in value.arguments
        if part.type == "ident"
    }
    assert colours - reached == {"--basis-color-default-border-subtle"}, "lines that only please the eye"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#777", "#fff", 4.48), ("#767676", "#fff", 4.54), ("red", "red", 1)],
)
def test_contrast_is_computed_as_wcag_does(one, other, ratio):
    rgb = [contrast.parse_color(colour).coordinates for colour in (one, other)]
    assert contrast.contrast_ratio(*rgb) == pytest.approx(ratio, abs=0.005)


def test_too_little_contrast_is_told_per_pair_with_its_ratio(folder):
    faults = validation.find_theme_faults(folder(":root { --basis-color-default-color-subtle: #8f8f8f; }"))
    assert faults == [
        "Too little contrast, subtle text on the page: --basis-color-default-color-subtle on "
        "--basis-color-default-bg-document is 2.94, and must be 4.5 or more.",
        "Too little contrast, subtle text on a sheet: --basis-color-default-color-subtle on "
        "--basis-color-default-bg-sheet is 3.23, and must be 4.5 or more.",
    ]


@pytest.mark.parametrize(
    ("token", "value", "pair"),
    [
        ("--nl-button-primary-background-color", "#8ab", "text of a first button"),
        ("--basis-color-accent-1-inverse-color-default", "#777", "accent inverse on accent"),
        ("--basis-focus-outline-color", "#ffd75e", "focus on the page"),
        ("--basis-color-default-border-default", "#ddd", "border on the page"),
        ("--basis-color-warning-color-default", "orange", "warning on a sheet"),
        ("--nl-heading-level-1-color", "#aaa", "heading 1 on the page"),
        ("--basis-color-default-color-document", "rgb(0 0 0 / 40%)", "text on the page"),
    ],
)
def test_each_kind_of_colour_is_measured_against_what_it_stands_on(folder, token, value, pair):
    faults = validation.find_theme_faults(folder(f":root {{ {token}: {value}; }}"))
    assert any(fault.startswith(f"Too little contrast, {pair}:") for fault in faults)


@pytest.mark.parametrize("value", ["oklch(50% 0.1 20)", "var(--nowhere)", "12px", "currentcolor", "", "red blue"])
def test_a_colour_that_cannot_be_measured_is_told(folder, value):
    faults = validation.find_theme_faults(folder(f":root {{ --basis-color-default-color-document: {value}; }}"))
    assert any(fault.startswith("--") and "no colour that can be checked" in fault for fault in faults)


def test_tokens_that_name_each_other_in_a_circle_are_told(folder):
    faults = validation.find_theme_faults(folder(":root { --nl-link-color: var(--x); --x: var(--nl-link-color); }"))
    assert len(faults) == 1
    assert "no colour that can be checked" in faults[0]
