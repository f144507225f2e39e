"""The catalogue as files: complete, the same to the byte, checkable, and made once."""

import csv
import gzip
import hashlib
import io
import json
import zipfile

import pytest
from django.utils.text import compress_sequence

from platforms.files import open_data, reader, validation
from platforms.files.fact_table import COLUMNS
from platforms.models import Catalogue, Fact, Platform
from tests.support.catalogue_in_memory import catalogue as catalogue_of_files
from tests.support.small_catalogue import leave_only

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
JSON, CSV, ZIP, FEED = (
    f"/platforms/{name}" for name in ("catalogus.json", "catalogus.csv", "catalogus.zip", "wijzigingen.atom")
)


def test_each_file_holds_the_whole_catalogue_and_the_page_says_which_bytes(client):
    catalogue = Catalogue.current()
    page = client.get("/over/open-data/").content.decode()
    assert catalogue.label in page and open_data.LICENCE in page
    for address in (JSON, CSV, ZIP):
        answer = client.get(address)
        assert hashlib.sha256(answer.content).hexdigest() in page
        assert 'rel="license"' in answer["Link"] and "max-age" in answer["Cache-Control"]
        assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
        assert not client.head(address).content
    told = json.loads(client.get(JSON).content)
    assert (told["version"], told["licence"]) == (catalogue.label, open_data.LICENCE)
    assert [one["slug"] for one in told["platforms"]] == [one.slug for one in catalogue.platforms]
    rows = list(csv.DictReader(io.StringIO(client.get(CSV).content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    own = [row for row in rows if not row["inherited_from"]]
    inherited = sum(bool(fact.inherited_from) for one in catalogue_of_files() for fact in one.facts.values())
    assert len(own) == Fact.objects.count() and len(rows) == len(own) + inherited
    assert sum(len(one["inherited"]) for one in told["platforms"]) == inherited > 0
    assert all(row["value"] and row["words"] and row["sources"].startswith("http") for row in rows)


def test_the_archive_is_read_back_exactly_and_is_the_same_when_made_again(tmp_path):
    catalogue = Catalogue.current()
    packed = open_data.find_data_file(catalogue, "zip")
    assert open_data.find_data_file(catalogue, "zip") is packed
    zipfile.ZipFile(io.BytesIO(packed.content)).extractall(tmp_path)
    folder = tmp_path / "catalogus"
    assert {file.name for file in folder.iterdir()} == {"platforms", "schema.json", "README.md", "LICENSE"}
    assert catalogue.label in (folder / "README.md").read_text()
    assert len(list((folder / "platforms").iterdir())) == len(catalogue.platforms)
    for platform in catalogue.platforms[::15]:
        path = folder / "platforms" / f"{platform.slug}.yaml"
        assert reader.read_record(path) == reader.complete_record(platform.record())
        assert not validation.validate_record(reader.read_record(path), path)
    assert open_data.build_zip(catalogue) == packed.content


def test_a_change_gives_new_files_and_a_line_in_the_feed_without_a_name(client, django_user_model):
    leave_only("buuv")
    before = client.get(CSV)["ETag"]
    platform = Platform.objects.get(slug="buuv")
    someone = django_user_model.objects.create_user("geheime-redacteur")
    fact = platform.facts["scope"].record() | {"note_nl": "=1+1 <script>alert(1)</script>", "note_en": "x"}
    platform.change_fact("scope", fact, by=someone, reason="Nagezocht & klopt.")
    answer = client.get(CSV, headers={"if-none-match": before})
    assert answer.status_code == 200
    assert "'=1+1 <script>" in answer.content.decode()
    feed = client.get(FEED)
    assert feed["Content-Type"].startswith("application/atom+xml")
    told = feed.content.decode()
    assert "BUUV" in told and "Nagezocht" in told
    assert "geheime-redacteur" not in told and "<script" not in told
    assert client.get("/en" + FEED).content.decode() != told
    assert FEED in client.get("/platforms/wijzigingen/").content.decode()


@pytest.mark.parametrize("address", [JSON, CSV, ZIP])
def test_a_file_is_compressed_once_for_all_who_accept_that(client, address, monkeypatch):
    client.get(address)
    packing = []
    monkeypatch.setattr(gzip, "compress", lambda *_arguments, **_more: packing.append(1))
    monkeypatch.setattr(compress_sequence.__globals__["GzipFile"], "write", lambda *_arguments: packing.append(1))
    plain, packed = (client.get(address, headers={"accept-encoding": coding}) for coding in ("", "br, gzip"))
    assert "Content-Encoding" not in plain and packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content)
    assert all("Accept-Encoding" in answer["Vary"] for answer in (plain, packed))
    assert packed["ETag"] == f"W/{plain['ETag']}"
    again = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get(address, headers=again).status_code == 304
    assert not packing
