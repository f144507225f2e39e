"""Descriptions of the catalogue as a dataset, for harvesters and programs: DCAT-AP-NL, Data Package, CSVW, JSON Schema.

Each says the same in the terms of its own standard, with the addresses of the site that is asked.
"""

from django.conf import settings
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from platforms.models import Catalogue
from platforms.releases.changelog import list_releases

from . import open_data
from .fact_table import COLUMNS
from .validation import load_schema

TITLE = {"nl": "Catalogus van buurtplatforms", "en": "Catalogue of neighbourhood platforms"}
ABOUT = {
    "nl": "Online platforms en programma’s voor buurten: wat ze doen, wat ze kosten, van wie ze zijn en of ze nog "
    "bestaan. "
    "Elk feit heeft een bron. Een feit dat ontbreekt, betekent: onbekend.",
    "en": "Online platforms and programmes for neighbourhoods: what they do, what they cost, who owns them and whether "
    "they still exist. Every fact has a source. A fact that is missing is unknown.",
}
NO_PUBLISHER = "De beheerder van deze site"
COLUMN_ABOUT = {
    "platform": "Het korte adres van het platform.",
    "key": "Welk feit het is.",
    "value": "De waarde; meer waarden met een spatie ertussen.",
    "words": "De waarde in woorden.",
    "basis": "stated: een bron zegt het; inferred: afgeleid; provider: de aanbieder zei het toen wij het vroegen.",
    "sources": "De adressen van de bronnen, met een spatie ertussen.",
    "date": "De nieuwste datum van een bron: een jaar, een maand of een dag.",
    "inherited_from": "Het platform waarvan de site dit feit overneemt.",
}
REQUIRED = ("platform", "key", "value", "words", "basis", "sources")
EU = "http://publications.europa.eu/resource/authority/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def in_languages(texts: dict) -> list[dict]:
    """A text as JSON-LD says it in several languages."""
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def as_day(day) -> dict:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def refer(address: str) -> dict:
    return {"@id": address}


LANGUAGES = [refer(f"{EU}language/{code}") for code in ("NLD", "ENG")]


def describe_catalogue(catalogue, site: str) -> dict:
    """The catalogue in DCAT-AP-NL 3, as JSON-LD. `site`: the address of this site, without a slash at its end."""
    page = open_data_page(site)
    name = settings.OPERATOR_NAME or NO_PUBLISHER
    dataset = (
        describe_any_dataset(site, f"{page}#catalogus")
        | {
            "dct:modified": as_day(catalogue.changed),
            "dcat:version": catalogue.label,
            "dcat:landingPage": refer(page),
            "dcat:distribution": [
                describe_distribution(open_data.find_data_file(catalogue, form), catalogue, site)
                for form in open_data.FORMATS
            ],
        }
        | describe_version(catalogue.loaded_release, site)
    )
    return {
        "@context": CONTEXT,
        "@id": f"{page}#datacatalogus",
        "@type": "dcat:Catalog",
        "dct:title": in_languages(TITLE),
        "dct:description": in_languages(ABOUT),
        "dct:publisher": {"@id": publisher_of(site), "@type": "foaf:Agent", "foaf:name": name},
        "dcat:contactPoint": describe_contact(site),
        "dct:language": LANGUAGES,
        "dct:license": refer(open_data.LICENCE_URL),
        "dct:modified": as_day(catalogue.changed),
        "foaf:homepage": refer(site + "/"),
        "dcat:dataset": dataset,
    }


def open_data_page(site: str) -> str:
    return site + reverse("about", kwargs={"page": "open-data"})


def publisher_of(site: str) -> str:
    """The address that stands for the publisher in these descriptions."""
    return f"{open_data_page(site)}#uitgever"


def describe_contact(site: str) -> dict:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": settings.OPERATOR_NAME or NO_PUBLISHER,
        "vcard:hasURL": refer(site + reverse("about", kwargs={"page": "wie-maakt-dit"})),
    }


def describe_any_dataset(site: str, address: str) -> dict:
    """What the catalogue of today and a release of it have in common; `address` names the one that is described."""
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": in_languages(TITLE),
        "dct:description": in_languages(ABOUT),
        "dct:publisher": refer(publisher_of(site)),
        "dct:creator": refer(publisher_of(site)),
        "dcat:contactPoint": describe_contact(site),
        "dcat:theme": [refer(f"{EU}data-theme/SOCI"), refer(f"{EU}data-theme/GOVE")],
        "dct:accessRights": refer(f"{EU}access-right/PUBLIC"),
        "dct:license": refer(open_data.LICENCE_URL),
        "dct:language": LANGUAGES,
        "dct:spatial": refer(f"{EU}country/NLD"),
        "dcat:keyword": in_languages({"nl": "buurtplatform", "en": "neighbourhood platform"}),
    }


def describe_distribution(file, catalogue, site: str) -> dict:
    """One file of the catalogue, as a distribution of DCAT."""
    return describe_file(site + file.address, file.format, file.size, file.sha256, catalogue.changed)


def describe_file(address: str, kind: open_data.Format, size: int, sha256: str, changed) -> dict:
    """A file at an address, as a distribution of DCAT; `size` in bytes."""
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": address.rpartition("/")[2],
        "dcat:accessURL": refer(address),
        "dcat:downloadURL": refer(address),
        "dct:license": refer(open_data.LICENCE_URL),
        "dct:format": refer(f"{EU}file-type/{kind.file_type}"),
        "dcat:mediaType": refer(f"https://www.iana.org/assignments/media-types/{kind.media_type}"),
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "dct:modified": as_day(changed),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": refer("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
        },
    }


def describe_version(loaded, site: str) -> dict:
    """The newest release as a version of the dataset; where one from elsewhere is followed, that as its origin."""
    if not loaded.number:
        return {"dcat:hasVersion": [describe_release(release, site) for release in list_releases()[:1]]}
    return {"prov:wasDerivedFrom": refer(loaded.address)} if loaded.address else {}


def describe_release(release, site: str) -> dict:
    """The newest release, as a version of the dataset with the archive as its only distribution."""
    page, archive = site + reverse("releases"), site + reverse("release_archive", args=[release.number])
    title = {"nl": f"{TITLE['nl']}, uitgave {release.number}", "en": f"{TITLE['en']}, release {release.number}"}
    return describe_any_dataset(site, f"{page}#uitgave-{release.number}") | {
        "dct:title": in_languages(title),
        "dct:issued": as_day(release.day),
        "dcat:version": str(release.number),
        "dcat:landingPage": refer(page),
        "dcat:distribution": describe_file(
            archive, open_data.FORMATS["zip"], release.size, release.sha256, release.day
        ),
    }


def describe_fields() -> list[dict]:
    """The columns of the table, as fields of a Table Schema."""
    return [
        {
            "name": name,
            "type": "string",
            **({"description": COLUMN_ABOUT[name]} if name in COLUMN_ABOUT else {}),
            **({"constraints": {"required": True}} if name in REQUIRED else {}),
        }
        for name in COLUMNS
    ]


def describe_package(catalogue, site: str) -> dict:
    """The catalogue as a Data Package, with the table of facts as its resource."""
    table = open_data.find_data_file(catalogue, "csv")
    return {
        "profile": "tabular-data-package",
        "name": "buurtplatforms",
        "title": TITLE["nl"],
        "description": ABOUT["nl"],
        "version": catalogue.label,
        "homepage": site + reverse("about", kwargs={"page": "open-data"}),
        "licenses": [{"name": open_data.LICENCE, "path": open_data.LICENCE_URL}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "feiten",
                "path": site + table.address,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": table.size,
                "hash": f"sha256:{table.sha256}",
                "schema": {"fields": describe_fields(), "primaryKey": ["platform", "key"]},
            }
        ],
    }


def describe_table(catalogue, site: str) -> dict:
    """The table of facts for CSV on the Web; a program finds it beside the table, with `-metadata.json` behind it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": site + reverse("catalogue_csv"),
        "dc:title": TITLE["nl"],
        "dc:license": {"@id": open_data.LICENCE_URL},
        "tableSchema": {
            "primaryKey": ["platform", "key"],
            "columns": [
                {
                    "name": field["name"],
                    "titles": field["name"],
                    "datatype": "string",
                    "required": field["name"] in REQUIRED,
                }
                for field in describe_fields()
            ],
        },
    }


# Name in the address -> (content type, what describes the catalogue so).
DESCRIPTIONS = {
    "dcat.jsonld": ("application/ld+json", describe_catalogue),
    "datapackage.json": ("application/json", describe_package),
    "catalogus.csv-metadata.json": ("application/csvm+json", describe_table),
    "schema.json": ("application/schema+json", lambda _catalogue, _site: load_schema()),
}


@require_safe
def description(request, name, **_more):
    """One of DESCRIPTIONS; any site may read it."""
    content_type, describe = DESCRIPTIONS[name]
    content = describe(Catalogue.current(), request.build_absolute_uri("/").rstrip("/"))
    response = JsonResponse(content, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=open_data.FRESH_SECONDS)
    return response


urlpatterns = [path(name, description, {"name": name}, name=f"dataset_{name}") for name in DESCRIPTIONS]
