"""The documentation for auditors: the tests it names exist, and the table of the standard is complete."""

import re
from collections import Counter

import jsonschema_rs
import pytest
import yaml

from tests.conftest import ROOT

PAPERS = [*sorted((ROOT / "docs" / "accountability").glob("*.md")), ROOT / "docs" / "develop" / "decisions.md"]
# How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; numbers of level 3 are left out in between.
ASVS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}


def rows():
    """(section, number, state) of each requirement in the table."""
    text = (ROOT / "docs" / "accountability" / "asvs.md").read_text(encoding="utf-8")
    for section, first, last, state in re.findall(r"^\| (\d+\.\d+)\.(\d+)(?:-(\d+))? \| ([\w/]+) \|", text, re.M):
        yield from ((section, number, state) for number in range(int(first), int(last or first) + 1))


def test_every_requirement_of_the_standard_stands_in_the_table_once_and_is_counted_right():
    found = list(rows())
    assert Counter(section for section, _number, _state in found) == ASVS
    assert len({(section, number) for section, number, _state in found}) == len(found) == 253
    text = (ROOT / "docs" / "accountability" / "asvs.md").read_text(encoding="utf-8")
    said = {state: int(number) for state, number in re.findall(r"^\| ([\w/]+) \|[^|]*\| (\d+) \|$", text, re.M)}
    assert said == Counter(state for _section, _number, state in found)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_test_that_a_paper_names_exists(paper):
    known = set(re.findall(r"def (test_\w+)", "\n".join(file.read_text() for file in (ROOT / "tests").rglob("*.py"))))
    assert set(re.findall(r"`(test_\w+)`", paper.read_text(encoding="utf-8"))) <= known


# The 32 fields of the publication standard of the Algoritmeregister, by heading.
REGISTER_FIELDS = {
    "Algemene informatie": "Naam, Organisatie, Korte omschrijving, Thema, Status, Begindatum, Einddatum, "
    "Contactgegevens, Link naar publiekspagina, Link naar bronregistratie, Publicatiecategorie, Taal, Schema, "
    "Bron-ID, Zoektermen",
    "Verantwoord gebruik": "Doel en impact, Afwegingen, Menselijke tussenkomst, Risicobeheer, Wettelijke basis, "
    "Titel van wettelijke basis, Links naar wettelijke basis, Link naar verwerkingsregister, Impacttoetsen, "
    "Link naar impacttoets, Toelichting op impacttoetsen",
    "Werking": "Gegevens, Titel van gegevensbron, Links naar gegevensbronnen, Technische werking, Leverancier, "
    "Link naar broncode",
}


def test_the_description_for_the_algorithm_register_has_each_field_under_its_heading():
    text = (ROOT / "docs" / "accountability" / "algorithm-register.md").read_text(encoding="utf-8")
    headings = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    found = {heading: re.findall(r"^\| ([^|]+) \| (?!inhoud|---)", rows, re.M) for heading, rows in headings.items()}
    assert {heading: ", ".join(fields) for heading, fields in found.items()} == REGISTER_FIELDS
    assert sum(map(len, found.values())) == 32


# What version 0.5 of the standard and those who check it ask of publiccode.yml, as far as our file goes.
LANGUAGE = "^[a-z]{2}-[A-Z]{2}$"
TEXT = {"type": "string", "minLength": 1}
PUBLICCODE = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    ],
    "properties": {
        "publiccodeYmlVersion": {"const": "0.5.0"},
        "name": TEXT,
        "url": {"type": "string", "pattern": "^https://"},
        "platforms": {"type": "array", "items": TEXT, "minItems": 1},
        "categories": {"type": "array", "items": {"type": "string", "pattern": "^[a-z-]+$"}},
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"const": "standalone/web"},
        "intendedAudience": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "countries": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
                "scope": {"type": "array", "items": {"enum": ["local-authorities", "society", "welfare"]}},
            },
        },
        "description": {
            "type": "object",
            "minProperties": 2,
            "propertyNames": {"pattern": LANGUAGE},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["shortDescription", "longDescription", "features"],
                "properties": {
                    "localisedName": TEXT,
                    "shortDescription": {"type": "string", "maxLength": 150},
                    "longDescription": {"type": "string", "minLength": 150, "maxLength": 10000},
                    "features": {"type": "array", "minItems": 1, "items": {"type": "string", "maxLength": 100}},
                },
            },
        },
        "legal": {"type": "object", "required": ["license"], "properties": {"license": {"const": "EUPL-1.2"}}},
        "maintenance": {"type": "object", "required": ["type"], "properties": {"type": {"const": "none"}}},
        "localisation": {
            "type": "object",
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "items": {"type": "string", "pattern": LANGUAGE}},
            },
        },
    },
}


def test_publiccode_is_as_those_who_check_it_ask():
    content = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    faults = [error.message for error in jsonschema_rs.validator_for(PUBLICCODE).iter_errors(content)]
    assert faults == []


@pytest.mark.parametrize(
    "change",
    [
        {"publiccodeYmlVersion": "0.4"},
        {"outputTypes": ["text/html"]},
        {"intendedAudience": {"countries": ["nl"]}},
        {"localisation": {"localisationReady": True, "availableLanguages": ["nl"]}},
        {"description": {"nl-NL": {"genericName": "Keuzehulp"}}},
    ],
)
def test_what_those_who_check_publiccode_refuse_is_seen(change):
    content = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8")) | change
    assert not jsonschema_rs.is_valid(PUBLICCODE, content)


def test_the_papers_say_what_the_limits_and_days_are():
    from stappenplan.settings import LIMITS
    from stappenplan.staff import middleware

    assert (LIMITS["plan_reports"], LIMITS["logins"]) == ((10, 3600), (100, 3600))
    assert middleware.SESSION_SECONDS == 12 * 3600
