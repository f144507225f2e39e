"""The look: what was copied of NL Design System, our stylesheets, the colours of a municipality, and page weight.

SCREENSHOTS=folder keeps pictures of some pages in forced colours and zoomed to 200 %.
"""

import hashlib
import os
import re
from functools import partial
from pathlib import Path

import pytest
import tinycss2

from stappenplan.theme import validation
from tests.conftest import ROOT, own_database, serve
from tests.support.personas import OFFICIAL_READY
from tests.support.themes import LOGO, write_theme

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


@pytest.fixture
def folder(tmp_path):
    """Make the folder of a theme: `folder(css, logo=...)`."""
    return partial(write_theme, tmp_path)


# --- in a browser --------------------------------------------------------------------------------------------------

WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map((one) => [one.name, one.transferSize])"""


@pytest.fixture
def wizard(live_site):
    """The address of a page of questions, of a plan that answers nearly everything."""
    return f"{live_site.start_plan(OFFICIAL_READY)}/stap/succesfactoren-2/"


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
    theme = {"THEME_DIR": str(folder(logo=LOGO)), "THEME_NAME": "Voorbeeld"}
    with (
        own_database(tmp_path) as url,
        # DEBUG: the static files come from where they are, and those of the other tests stay as they are.
        serve(tmp_path / "log", DATABASE_URL=url, DEBUG="1", REPORT_WORKERS="0", **theme) as site,
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
