"""What a theme may hold: ours, and that of a municipality."""

from functools import partial
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from stappenplan.theme import contrast, validation
from tests.support.themes import LOGO, write_theme
from tests.support.visitor import Visitor

pytestmark = pytest.mark.any_database


def read(file):
    return file.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Make the folder of a theme: `folder(css, logo=...)`."""
    return partial(write_theme, tmp_path)


def test_our_own_theme_keeps_the_rules_for_themes():
    tokens, faults = validation.read_tokens(read(validation.OWN))
    assert faults == []
    assert contrast.colour_faults(tokens) == []


def test_a_good_theme_has_no_faults(folder):
    assert validation.find_theme_faults(folder(logo=LOGO)) == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (":root { --x: url(logo.png); }", "line 1: --x names another file"),
        (':root { --x: url("https://example.org/x.png"); }', "line 1: --x names another file"),
        (':root {\n --x: var(--y, { a: image-set("x.png" 1x) }); }', "line 2: --x names another file"),
        ('@import "other.css";', "line 1: @import may not be in a theme"),
        ("@font-face { font-family: X; src: url(x.woff2); }", "@font-face may not be in a theme"),
        ("@media print { :root { --x: 1; } }", "@media may not be in a theme"),
        (".zeist-theme { --x: 1; }", "not in “.zeist-theme”"),
        (":root, body { --x: 1; }", "not in “:root, body”"),
        (":root { color: red; }", "“color” is no token"),
        (":root { body { --x: 1; } }", "only tokens"),
        (":root { --x }", "only tokens"),
        ("}", "this is no CSS"),
    ],
)
def test_a_theme_holds_tokens_and_nothing_else(folder, css, said):
    faults = validation.find_theme_faults(folder(css))
    assert len(faults) == 1
    assert said in faults[0]


def test_a_token_that_nothing_reads_is_named(folder):
    wrong = ["--basis-color-accent-1-color-defualt", "--x", "--nl-link-colour"]
    css = "".join(f"{name}: #000; " for name in wrong) + "--mine: #00457c; --nl-link-color: var(--mine);"
    assert validation.find_theme_faults(folder(f":root {{ {css} }}")) == [
        f"theme.css: there is no token {name}." for name in wrong
    ]


def test_a_theme_that_cannot_be_read_is_told(folder, tmp_path):
    place = folder()
    (place / "theme.css").write_bytes(b":root { --x: '\xff'; }")
    assert "cannot be read" in validation.find_theme_faults(place)[0]
    (place / "theme.css").unlink()
    assert "cannot be read" in validation.find_theme_faults(place)[0]
    assert "cannot be read" in validation.find_theme_faults(tmp_path / "nowhere")[0]


def test_what_visitors_should_not_get_may_not_be_in_the_folder(folder):
    place = folder()
    (place / ".env").touch()
    assert validation.find_theme_faults(place) == [".env may not be in the folder of a theme: visitors can get at it."]


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (LOGO.replace("<path", "<script>x()</script><path"), "without <script>"),
        (LOGO.replace("viewBox", 'onload="x()" viewBox'), "without onload"),
        (LOGO.replace("<path", '<a href="javascript:x()"/><path'), "without href"),
        (LOGO.replace("<path", '<image href="https://example.org/x.png"/><path'), "without href"),
        ("<html/>", "is no SVG picture"),
        ("<svg>", "cannot be read"),
        ("GIF89a", "cannot be read"),
    ],
)
def test_a_logo_is_a_plain_drawing(folder, logo, said):
    (fault,) = validation.find_theme_faults(folder(logo=logo))
    assert said in fault


def test_the_command_says_that_a_theme_is_good_or_what_is_wrong(folder, capsys, settings):
    place = folder()
    call_command("check_theme", str(place))
    assert "can be used" in capsys.readouterr().out
    (place / "theme.css").write_text(":root { --basis-color-default-color-subtle: #8f8f8f; }")
    with pytest.raises(CommandError, match=r"2\.94"):
        call_command("check_theme", str(place))
    settings.THEME_DIR = ""
    with pytest.raises(CommandError, match="Name the folder"):
        call_command("check_theme")


@pytest.fixture
def themed(folder, settings):
    """This installation, with a municipality's theme and logo."""
    settings.THEME_DIR, settings.THEME_NAME, settings.THEME_LOGO = str(folder(logo=LOGO)), "Gemeente Voorbeeld", True
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ("theme", settings.THEME_DIR)]
    return Path(settings.THEME_DIR)


def test_the_site_does_not_start_with_a_bad_theme(themed, settings):
    from stappenplan.theme import checks  # noqa: F401  (registers itself; a site without a theme does not load it)

    def faults():
        return [error.msg for error in run_checks() if error.id == "stappenplan.E001"]

    assert faults() == []
    settings.THEME_NAME = ""
    assert "THEME_NAME" in faults()[0]
    (themed / "theme.css").write_text("@import 'x';")
    assert "@import" in faults()[0]
    settings.THEME_DIR = ""
    assert faults() == []


@pytest.mark.django_db
def test_a_municipalitys_theme_comes_after_ours_and_its_logo_has_its_name(client, themed):
    page = Visitor(client).open("/").page
    sheets = page.xpath("//link[@rel='stylesheet']/@href")
    assert sheets[-1].endswith("/theme/theme.css")
    assert len(sheets) == 4
    (logo,) = page.xpath("//header//img")
    assert logo.get("alt") == "Gemeente Voorbeeld"
    assert finders.find("theme/theme.css") == str(themed / "theme.css")
    assert finders.find("theme/logo.svg") == str(themed / "logo.svg")


@pytest.mark.django_db
def test_without_a_theme_the_pages_show_no_trace_of_one(client, settings):
    settings.THEME_DIR = ""
    page = Visitor(client).open("/").page
    assert len(page.xpath("//link[@rel='stylesheet']")) == 3
    assert not page.xpath("//header//img")
