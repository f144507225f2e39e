"""Script in every text of the catalogue stays text, on every page and in every file that shows it.

The same texts with characters that XML cannot hold, stored before typed text was cleaned, break no page and no file.
"""

import io
import zipfile

import pikepdf
import pytest
from django.db import models
from lxml import etree, html

from platforms.files.fact_table import write_xlsx
from platforms.files.table_reader import read_table
from platforms.models import Catalogue, Fact, Platform, Source
from stappenplan.report.document import report_html
from stappenplan.report.pdf.renderer import typeset
from tests.support.pdf_glyphs import count_empty_boxes
from tests.support.personas import OFFICIAL_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Ends an attribute, a script and a tag; begins a script, and a picture that runs something.
EVIL = """'"></script><script>alert(1)</script><img src=x onerror=alert(1)>"""
STRUCTURED = {"places", "municipalities", "adoption", "lesson"}


def texts_of(model):
    """The fields in which somebody can type what they like."""
    return [
        field.name
        for field in model._meta.fields
        if isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, (models.SlugField, models.URLField))
        and not field.choices
        and field.name not in ("key", "date", "read")
    ]


def spoiled(value, evil):
    """The same with every text in it made evil; names of keys, days and addresses stay."""
    if isinstance(value, dict):
        kept = ("source", "sources", "date")
        return {key: item if key in kept else spoiled(item, evil) for key, item in value.items()}
    if isinstance(value, list):
        return [spoiled(item, evil) for item in value]
    return evil if isinstance(value, str) else value


@pytest.fixture
def hostile(catalogue):
    return spoil_catalogue(EVIL)


def spoil_catalogue(evil):
    """Put an evil text everywhere in the platforms that come first for OFFICIAL_READY, and in Hoplr."""
    found = Platform.objects.filter(slug__in=["gebiedonline", "wijksgewijs", "mijnbuurtje", "hoplr"])
    assert len(found) == 4
    for platform in found:
        for name in texts_of(Platform):
            setattr(platform, name, evil)
        for name in STRUCTURED:
            setattr(platform, name, spoiled(getattr(platform, name), evil))
        platform.save()
    for model in (Fact, Source):
        model.objects.filter(platform__in=found).update(**dict.fromkeys(texts_of(model), evil))
    Catalogue.touch()
    return found


def assert_harmless(response):
    content = b"".join(response) if response.streaming else response.content
    assert b"<script>alert" not in content
    assert b"<img src=x" not in content
    if "html" in response["Content-Type"]:
        page = html.fromstring(content)
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //@onerror")
    return content


def test_every_kind_of_text_is_among_the_hostile_ones():
    assert texts_of(Platform) == ["name", "provider", "summary_nl", "summary_en"]
    assert texts_of(Fact) == ["figure_nl", "figure_en", "note_nl", "note_en"]
    assert texts_of(Source) == ["title"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_on_no_page_does_a_text_of_the_catalogue_become_markup(client, hostile, keep, language):
    kept = keep(OFFICIAL_READY)
    pages = ["/", "/platforms/", "/platforms/?zoek=script", "/platforms/hoplr/", "/platforms/hoplr/klopt-niet/"]
    pages += ["/platforms/vergelijk/?p=hoplr&p=gebiedonline&alles=1", "/platforms/wijzigingen/", "/gemeenten/"]
    pages += ["/gemeenten/haarlem/", "/voorbeeld/gemeente/", "/voorbeeld/gemeente/vergelijk/"]
    pages += [kept.at("advies"), kept.at("advies") + "?alles=1&waar=hoplr", kept.at("vergelijk") + "?alles=1"]
    said = b"".join(assert_harmless(client.get(language + page)) for page in pages)
    assert b"&lt;script&gt;alert(1)" in said, "the texts are shown, as text"


def test_in_no_file_does_a_text_of_the_catalogue_become_markup(client, hostile, keep):
    kept = keep(OFFICIAL_READY)
    files = ["/platforms/wijzigingen.atom", "/sitemap.xml", kept.at("meenemen/vragen.txt"), kept.at("advies.csv")]
    for address in files:
        response = client.get(address.removesuffix("/"))
        assert response.status_code == 200, address
        if "plain" not in response["Content-Type"] and "csv" not in response["Content-Type"]:
            assert_harmless(response)
        assert response["X-Content-Type-Options"] == "nosniff"
    word = client.get(kept.at("meenemen/advies.docx").removesuffix("/"))
    with zipfile.ZipFile(io.BytesIO(b"".join(word) if word.streaming else word.content)) as parts:
        assert b"<script>" not in parts.read("word/document.xml")


# What XML cannot hold, of each kind that a database can.
UNSEEN = "een\ufffetwee\x0bdrie\x1bvier\x7fvijf\U0001ffff"


def test_a_character_that_xml_cannot_hold_breaks_no_feed_sitemap_or_file_when_it_was_stored(client, catalogue, keep):
    platforms = spoil_catalogue(UNSEEN)
    # The feed tells the history: a text that was corrected since is in there too.
    Platform.write_records([(one, one.record() | {"provider": "Nu goed"}) for one in platforms], by=None, reason=UNSEEN)
    kept = keep(OFFICIAL_READY | {"goal_sentence": UNSEEN})
    for address in ("/platforms/wijzigingen.atom", "/sitemap.xml", "/sitemap-platforms.xml", "/sitemap-gemeenten.xml"):
        response = client.get(address)
        assert (response.status_code, etree.fromstring(response.content).tag is not None) == (200, True), address
    assert "eentwee drieviervijf" in client.get("/platforms/wijzigingen.atom").content.decode()
    word = client.get(kept.at("meenemen/advies.docx").removesuffix("/"))
    assert "eentwee drieviervijf" in "".join(etree.fromstring(parts_of(word.content, "word/document.xml")).itertext())
    book = write_xlsx([one for one in Catalogue.current().platforms if one.slug == "hoplr"])
    etree.fromstring(parts_of(book, "xl/worksheets/sheet1.xml"))
    assert any("eentwee drieviervijf" in row["note_nl"] for _number, row in read_table(book).rows)


@pytest.mark.pdf
def test_such_a_character_breaks_no_pdf_and_is_in_no_part_of_it(catalogue, keep):
    spoil_catalogue(UNSEEN)
    plan = keep(OFFICIAL_READY | {"goal_sentence": UNSEEN}).plan
    data = typeset(report_html(plan, plan.advice(), Catalogue.current(), "nl")).data
    assert count_empty_boxes(data) == 0
    with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as about:
        assert about["dc:title"]


def parts_of(package, name):
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name)


def test_the_api_gives_hostile_texts_as_data(client, hostile):
    response = client.get("/api/v1/platforms/hoplr")
    assert response["Content-Type"].startswith("application/json")
    assert response.json()["name"] == EVIL
