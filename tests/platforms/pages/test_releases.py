"""The page of the releases, the archive, the list as data, and what feed and dataset say of them."""

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
import rdflib
from django.utils.translation import override

from platforms.models import Catalogue
from platforms.pages import releases
from platforms.pages.releases import count_changes, describe_release_change
from platforms.releases.archive import unpack_archive
from platforms.releases.changelog import ReleaseChange, list_releases
from platforms.vocabulary import FORMER_VALUES, VOCABULARY
from tests.support.page_text import text
from tests.support.small_catalogue import leave_only

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
    beside = {"changed.txt", "LICENSE", "CITATION.cff", "releases.txt"}
    assert len(unpack_archive(answer.content).keys() - beside) == newest.platforms
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
    leave_only("hoplr")
    follow_41()
    page = text(client.get(PAGE))
    assert "uitgave 41 van een andere site, van 5 december 2026" in page
    assert "a" * 64 in page and "https://site.example/catalogus-41.zip" in page


def follow_41(address="https://site.example/catalogus-41.zip"):
    Catalogue.objects.update(followed=41, released=date(2026, 12, 5), followed_sha256="a" * 64, followed_from=address)
    Catalogue.touch()


@pytest.mark.parametrize("address", ["https://site.example/catalogus-41.zip", ""], ids=["address", "file"])
def test_what_a_site_that_follows_another_tells_programs_is_true(client, catalogue, address):
    """Its facts are no version of ours: not in the list of releases, the description of the dataset or the feed."""
    assert json.loads(client.get("/platforms/uitgaven.json").content)["followed"] is None
    leave_only("hoplr")  # the description of the dataset names the checksum of every file of it
    follow_41(address)
    told = json.loads(client.get("/platforms/uitgaven.json").content)
    assert told["followed"] == {"number": 41, "day": "2026-12-05", "sha256": "a" * 64, "archive": address or None}
    graph = rdflib.Graph().parse(data=client.get("/platforms/dcat.jsonld").content.decode(), format="json-ld")
    dcat, prov = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    assert not list(graph.objects(None, dcat.hasVersion))
    assert [str(one) for one in graph.objects(None, prov.wasDerivedFrom)] == [address] * bool(address)
    assert "van de catalogus" not in client.get("/platforms/wijzigingen.atom").content.decode().partition("<entry>")[2]


def test_without_releases_the_page_and_the_list_are_empty(client, catalogue, monkeypatch):
    """As in a copy of the software whose makers did not release its catalogue."""
    monkeypatch.setattr(releases, "list_releases", tuple)
    assert client.get(PAGE).status_code == 200
    told = json.loads(client.get("/platforms/uitgaven.json").content)
    assert (told["archive"], told["releases"]) == (None, [])
    assert client.get(f"{PAGE}catalogus-1.zip").status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("value", "status", "active", "ended"), "Bestaat het nog? – was “Actief”, is nu “Gestopt”"),
        (("value", "scope", None, "local"), "Waar is het te gebruiken? – wisten we eerst niet, is nu “Op één plek”"),
        (("value", "tea", ["mint"], None), "tea – was “['mint']”, weten we niet meer"),
        (("value", "channels", "pigeon", ["web"]), "Hoe doen mensen mee? – was “pigeon”, is nu “Website”"),
        (("text", "name", "Plein", "Ons Plein"), "Naam – was “Plein”, is nu “Ons Plein”"),
        (("text", "provider", None, "Stichting"), "Aanbieder – stond er niet, is nu “Stichting”"),
        (("text", "places", ["Zeist", "Soest"], []), "Plaatsen – was “Zeist en Soest”, staat er niet meer"),
        (("text", "kind", "neighbourhood_network", "pigeon"), "Soort – was “Buurtnetwerk”, is nu “pigeon”"),
        (("text", "runs_on", None, {"value": "hoplr"}), "Draait op – stond er niet, is nu “Hoplr”"),
        (("text", "runs_on", {"value": "tea"}, {"value": "hoplr"}), "Draait op – was “tea”, is nu “Hoplr”"),
        (("text", "launched", 2015, 2016), "Begonnen – was “2015”, is nu “2016”"),
        (
            ("text", "adoption", None, [{"figure_nl": "300 leden", "figure_en": "300 members"}]),
            "Gebruik – stond er niet, is nu “300 leden”",
        ),
        (
            ("text", "lesson", {"nl": "Les", "en": "Old", "source": ["s1"]}, {"nl": "Les", "en": "New"}),
            "Les – de woorden hier zijn gelijk; de bron of de vertaling is anders",
        ),
        (("text", "colour", None, "red"), "colour – stond er niet, is nu “red”"),
        (
            ("evidence", "scope", {"basis": "inferred"}, {"basis": "stated"}),
            "Waar is het te gebruiken? (grond) – was “leiden wij af”, is nu “staat in bron”",
        ),
        (
            (
                "evidence",
                "scope",
                {"source": ["https://www.a.nl/1"]},
                {"source": ["https://www.a.nl/1", "https://b.nl"]},
            ),
            "Waar is het te gebruiken? (bronnen) – was “a.nl”, is nu “a.nl en b.nl”",
        ),
        (
            ("evidence", "scope", {}, {"note_nl": "dorp", "note_en": "village"}),
            "Waar is het te gebruiken? (toelichting) – stond er niet, is nu “dorp”",
        ),
        (("added",), "Nieuw platform"),
        (("gone",), "Staat er niet meer in"),
    ],
)
def test_a_change_is_told_in_words_also_one_that_the_vocabulary_no_longer_knows(catalogue, change, told):
    (row,) = describe_release_change(ReleaseChange("ons-plein", "Ons Plein", *change))
    assert " – ".join(filter(None, (row.label, row.said))) == told


def test_what_is_counted_says_which_field_and_which_status():
    def change(*parts):
        return ReleaseChange("ons-plein", "Ons Plein", *parts)

    changes = (
        change("added"),
        change("value", "status", "unknown", "active"),
        change("value", "status", "unknown", "active"),
        change("value", "status", "active", "ended"),
        change("value", "scope", "local", "regional"),
        change("text", "runs_on", None, {"value": "hoplr"}),
        change("text", "name", "Plein", "Ons Plein"),
        change("text", "runs_on", {"value": "hoplr"}, None),
    )
    release = replace(list_releases()[-1], changes=changes, sources=1200)
    assert count_changes(release) == [
        "1 nieuw platform",
        "3 platforms met een andere status: van “Weten we niet” naar “Actief” (2), van “Actief” naar “Gestopt” (1)",
        "1 feit met een andere waarde: Waar is het te gebruiken? (1)",
        "3 andere teksten of indelingen: Draait op (2), Naam (1)",
        "1.200 andere bronnen",
    ]


def test_every_value_that_a_release_names_has_words():
    """A value that went out of use keeps its words, in FORMER_VALUES."""
    for change in (change for release in list_releases() for change in release.changes if change.kind == "value"):
        for value in (change.before, change.after):
            for one in value if isinstance(value, list) else [value]:
                known = VOCABULARY[change.key].values
                assert one is None or one in known or (change.key, one) in FORMER_VALUES, (change.key, one)


def test_every_part_of_the_evidence_that_changed_is_told_apart(catalogue):
    before = {"basis": "stated", "source": ["https://a.nl"], "note_nl": "dorp"}
    after = {"basis": "provider", "source": ["https://b.nl"], "figure_nl": "€ 5", "figure_en": "€ 5"}
    rows = describe_release_change(ReleaseChange("ons-plein", "Ons Plein", "evidence", "scope", before, after))
    assert [row.label.partition("(")[2] for row in rows] == ["grond)", "bronnen)", "toelichting)", "bedrag)"]
    assert rows[2].said.endswith("staat er niet meer") and rows[3].said.startswith("stond er niet")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_change_of_the_releases_there_are_says_what_it_was_and_is(catalogue, language):
    with override(language):
        rows = [row for release in list_releases() for one in release.changes for row in describe_release_change(one)]
    assert rows and all(row.said or row.change.kind in ("added", "gone") for row in rows)
