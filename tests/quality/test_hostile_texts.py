"""Script in every text of the catalogue stays text, on every page and in every file that shows it."""

import io
import zipfile

import pytest
from django.db import models
from lxml import html

from platforms.models import Catalogue, Fact, Platform, Source
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


def spoiled(value):
    """The same with every text in it made evil; names of keys, days and addresses stay."""
    if isinstance(value, dict):
        return {key: item if key in ("source", "sources", "date") else spoiled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [spoiled(item) for item in value]
    return EVIL if isinstance(value, str) else value


@pytest.fixture
def hostile(catalogue):
    """The catalogue with evil texts in the platforms that come first for OFFICIAL_READY, and in Hoplr."""
    found = Platform.objects.filter(slug__in=["gebiedonline", "wijksgewijs", "mijnbuurtje", "hoplr"])
    assert len(found) == 4
    for platform in found:
        for name in texts_of(Platform):
            setattr(platform, name, EVIL)
        for name in STRUCTURED:
            setattr(platform, name, spoiled(getattr(platform, name)))
        platform.save()
    for model in (Fact, Source):
        model.objects.filter(platform__in=found).update(**dict.fromkeys(texts_of(model), EVIL))
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


def test_the_api_gives_hostile_texts_as_data(client, hostile):
    response = client.get("/api/v1/platforms/hoplr")
    assert response["Content-Type"].startswith("application/json")
    assert response.json()["name"] == EVIL
