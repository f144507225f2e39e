"""The catalogue as a dataset: each description is read by a library for its standard, and says what the files hold."""

import hashlib
import json

import jsonschema_rs
import pyshacl
import pytest
import rdflib
import yaml
from csvw import Table
from frictionless import Package, Schema, validate

from platforms.files import open_data
from platforms.files.dataset_description import DESCRIPTIONS, describe_fields
from platforms.models import Catalogue
from platforms.vocabulary import BASIS
from tests.conftest import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DCAT, DCT = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


def described(client, name):
    response = client.get(f"/platforms/{name}")
    assert response.status_code == 200 and response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def test_a_harvester_reads_the_dataset_with_all_that_the_profile_asks(client, settings):
    settings.OPERATOR_NAME = "Gemeente Voorbeeld"
    graph = rdflib.Graph().parse(data=json.dumps(described(client, "dcat.jsonld")), format="json-ld")
    (collection,) = graph.subjects(rdflib.RDF.type, DCAT.Catalog)
    (dataset,) = graph.objects(collection, DCAT.dataset)
    asked = (DCT.title, DCT.description, DCT.publisher, DCT.identifier, DCAT.theme, DCAT.contactPoint)
    for part in (*asked, DCT.accessRights, DCT.license, DCT.language, DCT.modified, DCAT.distribution):
        assert list(graph.objects(dataset, part)), part
    for part in (DCT.title, DCT.description, DCT.publisher, DCT.language):
        assert list(graph.objects(collection, part)), part
    (publisher,) = graph.objects(dataset, DCT.publisher)
    assert str(graph.value(publisher, rdflib.FOAF.name)) == "Gemeente Voorbeeld"
    assert {text.language for text in graph.objects(dataset, DCT.title)} == {"nl", "en"}
    files = {graph.value(one, DCAT.downloadURL): one for one in graph.objects(dataset, DCAT.distribution)}
    assert len(files) == len(open_data.FORMATS)
    for address, one in files.items():
        content = client.get(str(address).removeprefix("http://testserver")).content
        assert int(graph.value(one, DCAT.byteSize)) == len(content)
        value = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(value) == hashlib.sha256(content).hexdigest()
        assert str(graph.value(one, DCT.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"


SHAPES = rdflib.Graph().parse(ROOT / "tests" / "support" / "dcat_ap_nl.ttl")
REQUIRED = {
    DCAT.Catalog: (DCT.title, DCT.description, DCT.publisher, DCAT.contactPoint, DCAT.dataset),
    DCAT.Dataset: (DCT.title, DCT.description, DCT.identifier, DCT.publisher, DCT.creator, DCAT.contactPoint),
    DCAT.Distribution: (DCAT.accessURL, DCT.license),
}
REQUIRED[DCAT.Dataset] += DCT.accessRights, DCAT.theme


def missing_parts(graph):
    """The properties that the shapes miss in a description."""
    return set(pyshacl.validate(graph, shacl_graph=SHAPES)[1].objects(None, rdflib.SH.resultPath))


@pytest.mark.parametrize("operator", ["", "Gemeente Voorbeeld"])
def test_the_description_has_what_the_profile_requires(client, settings, operator):
    settings.OPERATOR_NAME = operator
    graph = rdflib.Graph().parse(data=json.dumps(described(client, "dcat.jsonld")), format="json-ld")
    assert missing_parts(graph) == set()


def test_a_description_that_lacks_a_part_is_not_taken_for_whole(client):
    whole = rdflib.Graph().parse(data=json.dumps(described(client, "dcat.jsonld")), format="json-ld")
    for kind, part in [(one, part) for one, parts in REQUIRED.items() for part in parts]:
        lacking = rdflib.Graph() + whole
        for one in whole.subjects(rdflib.RDF.type, kind):
            lacking.remove((one, part, None))
        assert missing_parts(lacking) == {part}, (kind, part)


def test_the_data_package_is_valid_and_so_is_the_table_that_it_describes(client, tmp_path, monkeypatch):
    content = described(client, "datapackage.json")
    (resource,) = content["resources"]
    assert resource["path"] == "http://testserver/platforms/catalogus.csv"
    table = client.get("/platforms/catalogus.csv").content
    (tmp_path / "catalogus.csv").write_bytes(table)
    resource["path"] = "catalogus.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(content))
    Package.validate_descriptor(content)
    monkeypatch.chdir(tmp_path)
    report = validate("datapackage.json")
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "note"])[:5]
    assert content["version"] == Catalogue.current().label
    assert content["licenses"][0]["name"] == "CC0-1.0"
    assert Schema.from_descriptor(resource["schema"]).primary_key == ["platform", "key"]


def test_the_columns_explain_every_basis_that_a_fact_can_have():
    (basis,) = [field for field in describe_fields() if field["name"] == "basis"]
    assert [word for word in BASIS if f"{word}:" not in basis["description"]] == []


def test_the_table_is_read_by_csv_on_the_web(client, tmp_path):
    content = described(client, "catalogus.csv-metadata.json")
    assert content["url"] == "http://testserver/platforms/catalogus.csv"
    (tmp_path / "catalogus.csv").write_bytes(client.get("/platforms/catalogus.csv").content)
    file = tmp_path / "catalogus.csv-metadata.json"
    file.write_text(json.dumps(content | {"url": "catalogus.csv"}))
    rows = list(Table.from_file(file))
    assert {row["platform"] for row in rows} == {one.slug for one in Catalogue.current().platforms if one.facts}


def test_the_schema_is_that_of_the_records(client):
    schema = jsonschema_rs.validator_for(described(client, "schema.json"))
    for platform in Catalogue.current().platforms[::40]:
        record = json.loads(json.dumps(platform.record(), default=str))
        assert [error.message for error in schema.iter_errors(record)] == []


def test_the_page_about_open_data_leads_to_every_description(client):
    page = client.get("/over/open-data/").content.decode()
    assert all(f'href="/platforms/{name}"' in page for name in DESCRIPTIONS)
    assert "CC0-1.0" in page and "CC BY 4.0" in page


def test_the_citation_says_the_licence_of_the_data():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0" and citation["license"] == open_data.LICENCE
    assert {"message", "title", "authors", "type"} <= set(citation)
    assert open_data.LICENCE in (ROOT / "platforms" / "catalogue" / "LICENSE").read_text(encoding="utf-8")
