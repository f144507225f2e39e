"""The page of the releases, the archive, the list as data, and what feed and dataset say of them."""

import gzip
import hashlib
import json
from datetime import date

import pytest
import rdflib

from platforms.models import Catalogue
from platforms.pages.releases import count_changes, describe_release_change
from platforms.releases.archive import unpack_archive
from platforms.releases.changelog import ReleaseChange, list_releases
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/platforms/uitgaven/"


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_tells_of_every_release_its_number_day_checksum_and_changes(client, catalogue, language):
    page = text(client.get(language + PAGE))
    for release in list_releases():
        assert release.sha256 in page
        assert all(count in page for count in count_changes(release)) or language
    newest, *_older = list_releases()
    assert f"/platforms/uitgaven/{newest.file_name}" in client.get(language + PAGE).content.decode()


def test_the_archive_of_the_newest_release_is_the_one_of_its_checksum(client, catalogue):
    newest, *_older = list_releases()
    address = f"{PAGE}catalogus-{newest.number}.zip"
    answer = client.get(address)
    assert hashlib.sha256(answer.content).hexdigest() == newest.sha256
    assert answer["Content-Type"] == "application/zip" and newest.file_name in answer["Content-Disposition"]
    assert len(unpack_archive(answer.content)) == newest.platforms + 3
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == answer.content and len(packed.content) < len(answer.content) / 2
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(f"{PAGE}catalogus-{newest.number + 1}.zip").status_code == 404


def test_the_list_as_data_leads_to_the_archive(client, catalogue):
    answer = client.get("/platforms/uitgaven.json")
    told = json.loads(answer.content)
    assert told["releases"] == [release.as_json() for release in list_releases()]
    assert answer["Access-Control-Allow-Origin"] == "*" and told["licence"] == "CC0-1.0"
    assert hashlib.sha256(client.get(told["archive"]).content).hexdigest() == told["releases"][0]["sha256"]


def test_feed_and_dataset_know_the_newest_release(client, catalogue):
    newest, *_older = list_releases()
    feed = client.get("/platforms/wijzigingen.atom").content.decode()
    assert f"Uitgave {newest.number} van de catalogus" in feed and newest.sha256 in feed
    assert f"{PAGE}#uitgave-{newest.number}" in feed
    dcat, spdx = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
    graph = rdflib.Graph().parse(data=client.get("/platforms/dcat.jsonld").content.decode(), format="json-ld")
    (version,) = graph.objects(None, dcat.hasVersion)
    file = graph.value(version, dcat.distribution)
    assert str(graph.value(version, dcat.version)) == str(newest.number)
    assert graph.value(version, rdflib.DCTERMS.issued).toPython() == newest.day
    assert str(graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)) == newest.sha256
    assert str(graph.value(file, dcat.downloadURL)).endswith(f"{PAGE}{newest.file_name}")


def test_open_data_leads_to_the_releases(client, catalogue):
    assert f'href="{PAGE}"' in client.get("/over/open-data/").content.decode()


def test_a_site_that_follows_another_says_so(client, catalogue):
    assert "van een andere site" not in text(client.get(PAGE))
    Catalogue.objects.update(followed=41, released=date(2026, 12, 5))
    Catalogue.touch()
    assert "uitgave 41 van een andere site, van 5 december 2026" in text(client.get(PAGE))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("value", "status", "active", "ended"), ("Bestaat het nog?", "Actief", "Gestopt")),
        (("value", "scope", None, "local"), ("Waar is het te gebruiken?", "Weten we niet", "Op één plek")),
        (("value", "tea", ["mint"], None), ("tea", "['mint']", "Weten we niet")),
        (("value", "channels", "pigeon", ["web"]), ("Hoe doen mensen mee?", "pigeon", "Website")),
        (("text", "name"), ("Naam", "", "")),
        (("text", "colour"), ("colour", "", "")),
        (("added",), ("Nieuw platform", "", "")),
        (("gone",), ("Staat er niet meer in", "", "")),
    ],
)
def test_a_change_is_told_in_words_also_one_that_the_vocabulary_no_longer_knows(change, words):
    row = describe_release_change(ReleaseChange("ons-plein", "Ons Plein", *change))
    assert (row.label, row.before, row.after) == words
