"""How templates are laid out: lines that fit a screen."""

from tests.conftest import ROOT

LINE_LENGTH = 120
LONG_LINES = 0.02  # the share of lines that may be longer: a condition inside an attribute, an icon's path


def test_few_lines_of_templates_are_long():
    lines = [line for file in (ROOT / "templates").rglob("*.html") for line in file.read_text().splitlines()]
    long = [line for line in lines if len(line) > LINE_LENGTH]
    assert len(long) <= LONG_LINES * len(lines), f"{len(long)} of {len(lines)} lines"
