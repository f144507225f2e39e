"""The look: what was copied of NL Design System, our theme and that of a municipality, contrast, and page weight.

SCREENSHOTS=folder keeps pictures of some pages in forced colours and zoomed to 200 %.
"""

import hashlib
import os
import re
from pathlib import Path

import pytest
import tinycss2
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from stappenplan.theme import contrast, validation
from tests.conftest import ROOT, own_database, serve
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.any_database

STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
VENDORED = STATIC / "vendor" / "nl-design-system"
STYLESHEETS = sorted(STATIC.rglob("*.css"))
PARTS = sorted(file for file in VENDORED.glob("*.css") if file.name != "components.css")
KILOBYTE = 1000


def read(file):
    return file.read_text(encoding="utf-8")


# --- what was copied -----------------------------------------------------------------------------------------------


def test_every_copied_file_is_what_its_checksum_says():
    sums = dict(reversed(line.split("  ")) for line in read(VENDORED / "SHA256SUMS").splitlines())
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDORED.iterdir()}
    assert sums == {name: found[name] for name in found.keys() - {"SHA256SUMS", "README.md"}}


def test_the_one_file_that_pages_load_is_all_components_after_each_other():
    whole = "".join(text if text.endswith("\n") else text + "\n" for text in map(read, PARTS))
    assert read(VENDORED / "components.css") == whole


def test_every_copied_file_has_its_package_version_and_licence():
    listed = re.findall(r"^\| `(.+?)` \| `(@.+?)` \| [\d.]+ \| `dist/.+?` \|$", read(VENDORED / "README.md"), re.M)
    assert [name for name, _package in listed] == [file.name for file in PARTS]
    assert all(re.match(r"@(nl-design-system-candidate|utrecht)/[a-z-]+-css$", package) for _name, package in listed)
    assert read(VENDORED / "LICENSE.md").startswith("# EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_no_organisations_colours_or_fonts_came_along():
    for file in PARTS:
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|@font-face", read(file), re.I), file.name
    everything = "".join(map(read, STYLESHEETS)).lower()
    assert "rijksoverheid" not in everything
    assert "rijkshuisstijl" not in everything
    assert "design-tokens" not in everything


def classes_in(css):
    return set(re.findall(r"\.((?:nl|utrecht)-[\w-]+)", css))


def classes_used():
    texts = [read(file) for file in TEMPLATES.rglob("*.html")] + [read(ROOT / "platforms" / "pages" / "filters.py")]
    return set(re.findall(r"(?<![\w-])((?:nl|utrecht)-[a-z][\w-]*)", " ".join(texts)))


def test_every_component_class_in_a_template_exists():
    # Classes end where a template fills in a level or a kind: "nl-heading--level-", "utrecht-form-label--".
    whole = {name for name in classes_used() if not name.endswith("-")}
    assert whole - classes_in(read(VENDORED / "components.css")) - {"nl-design-system"} == set()


@pytest.mark.parametrize("file", PARTS, ids=lambda file: file.name)
def test_every_copied_component_is_used(file):
    assert classes_in(read(file)) & classes_used()


# --- all stylesheets -----------------------------------------------------------------------------------------------


def addresses(parts):
    """All that a stylesheet would fetch."""
    for part in parts:
        if part.type == "url":
            yield part.value
        elif part.type == "at-rule" and part.lower_at_keyword == "import":
            yield "@import"
        elif part.type == "function" and part.lower_name == "url":
            yield from (argument.value for argument in part.arguments if argument.type == "string")
        for inner in ("prelude", "content", "arguments"):
            yield from addresses(getattr(part, inner, None) or ())


@pytest.mark.parametrize("file", STYLESHEETS, ids=lambda file: str(file.relative_to(STATIC)))
def test_no_stylesheet_fetches_from_another_host(file):
    found = list(addresses(tinycss2.parse_stylesheet(read(file))))
    assert [address for address in found if re.match(r"@|//|\w+:(?!image/)", address)] == []
    assert all((file.parent / address).is_file() for address in found if not address.startswith("data:"))


def test_addresses_in_a_stylesheet_are_found_however_deep():
    css = '@import "a"; @media print { a { b: url(x.png), image(url("http://y/z")) } }'
    assert list(addresses(tinycss2.parse_stylesheet(css))) == ["@import", "x.png", "http://y/z"]


def test_every_token_that_our_stylesheets_read_has_a_value():
    ours = read(validation.OWN) + read(STATIC / "stappenplan.css")
    assert set(re.findall(r"var\((--[\w-]+)\)", ours)) - set(re.findall(r"(--[\w-]+):", ours)) == set()


# --- our theme and theirs ------------------------------------------------------------------------------------------

GOOD = """:root {
  --basis-color-accent-1-color-default: #00457c;
  --basis-color-accent-1-color-hover: hsl(207 100% 17%);
  --nl-button-primary-background-color: var(--basis-color-accent-1-color-hover);
}"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path fill="#00457c" d="M0 0h8v4H0z"/></svg>'


@pytest.fixture
def folder(tmp_path):
    """Make the folder of a theme: `folder(css, logo=...)`."""

    def make(css=GOOD, logo=None):
        place = tmp_path / "theme"
        place.mkdir()
        (place / "theme.css").write_text(css, encoding="utf-8")
        if logo:
            (place / "logo.svg").write_text(logo, encoding="utf-8")
        return place

    return make


def test_our_own_theme_keeps_the_rules_for_themes():
    tokens, faults = validation.read_tokens(read(validation.OWN))
    assert faults == []
    assert contrast.colour_faults(tokens) == []


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


def test_a_good_theme_has_no_faults(folder):
    assert validation.faults_of(folder(logo=LOGO)) == []


def test_too_little_contrast_is_told_per_pair_with_its_ratio(folder):
    faults = validation.faults_of(folder(":root { --basis-color-default-color-subtle: #8f8f8f; }"))
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
    faults = validation.faults_of(folder(f":root {{ {token}: {value}; }}"))
    assert any(fault.startswith(f"Too little contrast, {pair}:") for fault in faults)


@pytest.mark.parametrize("value", ["oklch(50% 0.1 20)", "var(--nowhere)", "12px", "currentcolor", "", "red blue"])
def test_a_colour_that_cannot_be_measured_is_told(folder, value):
    faults = validation.faults_of(folder(f":root {{ --basis-color-default-color-document: {value}; }}"))
    assert any(fault.startswith("--") and "no colour that can be checked" in fault for fault in faults)


def test_tokens_that_name_each_other_in_a_circle_are_told(folder):
    faults = validation.faults_of(folder(":root { --nl-link-color: var(--x); --x: var(--nl-link-color); }"))
    assert len(faults) == 1
    assert "no colour that can be checked" in faults[0]


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
    faults = validation.faults_of(folder(css))
    assert len(faults) == 1
    assert said in faults[0]


def test_a_token_that_nothing_reads_is_named(folder):
    wrong = ["--basis-color-accent-1-color-defualt", "--x", "--nl-link-colour"]
    css = "".join(f"{name}: #000; " for name in wrong) + "--mine: #00457c; --nl-link-color: var(--mine);"
    assert validation.faults_of(folder(f":root {{ {css} }}")) == [
        f"theme.css: there is no token {name}." for name in wrong
    ]


def test_a_theme_that_cannot_be_read_is_told(folder, tmp_path):
    place = folder()
    (place / "theme.css").write_bytes(b":root { --x: '\xff'; }")
    assert "cannot be read" in validation.faults_of(place)[0]
    (place / "theme.css").unlink()
    assert "cannot be read" in validation.faults_of(place)[0]
    assert "cannot be read" in validation.faults_of(tmp_path / "nowhere")[0]


def test_what_visitors_should_not_get_may_not_be_in_the_folder(folder):
    place = folder()
    (place / ".env").touch()
    assert validation.faults_of(place) == [".env may not be in the folder of a theme: visitors can get at it."]


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
    (fault,) = validation.faults_of(folder(logo=logo))
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


# --- in a browser --------------------------------------------------------------------------------------------------

WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map((one) => [one.name, one.transferSize])"""


@pytest.fixture
def wizard(live_site):
    """The address of a page of questions, of a plan that answers nearly everything."""
    visitor = Visitor(Network(live_site.url)).begin()
    visitor.walk(OFFICIAL_READY)
    return f"/plan/{visitor.token()}/stap/succesfactoren-2/"


@pytest.mark.browser
def test_a_first_visit_weighs_at_most_120_kilobytes_and_8_of_script(visit, wizard):
    for address in ("/", wizard):
        page = visit()
        page.goto(address, wait_until="networkidle")
        sizes = dict(page.evaluate(WEIGHT))
        assert sum(name.endswith(".woff2") for name in sizes) == 2
        assert all(sizes.values()), "nothing came from a cache"
        assert sum(sizes.values()) <= 120 * KILOBYTE, sizes
        assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= 8 * KILOBYTE


@pytest.mark.browser
def test_a_municipalitys_colours_reach_the_page(browser, folder, tmp_path):
    place = folder(logo=LOGO)
    with (
        own_database(tmp_path) as url,
        # DEBUG: the static files come from where they are, and those of the other tests stay as they are.
        serve(tmp_path / "log", DATABASE_URL=url, DEBUG="1", THEME_DIR=str(place), THEME_NAME="Voorbeeld") as site,
    ):
        page = browser.new_page(base_url=site.url)
        page.goto("/")
        button = page.get_by_role("button", name="Begin het stappenplan")
        assert button.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(0, 48, 87)"
        link = page.get_by_role("link", name="Liever eerst een snelle check")
        assert link.evaluate("node => getComputedStyle(node).color") == "rgb(0, 69, 124)"
        assert page.get_by_role("img", name="Voorbeeld").evaluate("node => node.naturalWidth") > 0
        page.close()


@pytest.mark.browser
@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="pictures only on demand: SCREENSHOTS=folder")
def test_pictures_in_forced_colours_and_zoomed_to_200_percent(visit, wizard):
    place = Path(os.environ["SCREENSHOTS"])
    plan = wizard.split("/stap/")[0]
    pages = {"home": "/", "wishes": wizard, "advice": f"{plan}/advies/", "platforms": "/platforms/"}
    for name, address in pages.items():
        page = visit(forced_colors="active", viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.screenshot(path=place / f"forced-colours-{name}.png", full_page=True)
        # What zooming to 200 % makes of a window of 1280 by 900.
        page = visit(viewport={"width": 640, "height": 450}, device_scale_factor=2)
        page.goto(address)
        page.screenshot(path=place / f"zoomed-{name}.png", full_page=True)
