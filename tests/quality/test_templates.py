"""How templates are laid out: lines that fit a screen."""

import pytest
from django.apps import apps
from django.template.loader import get_template
from lxml import html

from tests.conftest import ROOT

LINE_LENGTH = 120
LONG_LINES = 0.02  # the share of lines that may be longer: a condition inside an attribute, an icon's path


def test_few_lines_of_templates_are_long():
    lines = [line for file in (ROOT / "templates").rglob("*.html") for line in file.read_text().splitlines()]
    long = [line for line in lines if len(line) > LINE_LENGTH]
    assert len(long) <= LONG_LINES * len(lines), f"{len(long)} of {len(lines)} lines"


def frame(file):
    """A page without what it says: its title and the inside of its text."""
    page = html.parse(file, html.HTMLParser(encoding="utf-8")).getroot()
    page.find(".//title").text = ""
    text = page.find_class("tekst")[0]
    text.getparent().remove(text)
    return " ".join(html.tostring(page, encoding="unicode").split())


def test_the_pages_that_stand_alone_have_one_frame():
    frames = {frame(ROOT / "templates" / f"{status}.html") for status in (400, 429, 500, 503)}
    assert len(frames) == 1


@pytest.mark.parametrize("file", sorted((ROOT / "templates").rglob("*.html")), ids=str)
def test_every_template_loads_the_tags_that_it_uses(file):
    name = str(file.relative_to(ROOT / "templates"))
    if name.startswith("socialaccount/") and not apps.is_installed("allauth.socialaccount"):
        pytest.skip("these pages are there with a login elsewhere alone")
    get_template(name)
