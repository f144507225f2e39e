"""The parts of the OpenAPI description that no function gives: contact, licence and schemas.

A platform has the shape of its file, so its schema is that of the catalogue (platforms/catalogue/schema.json).
"""

import json
from functools import cache

from platforms.files.open_data import LICENCE
from platforms.files.validation import load_schema
from platforms.inheritance import FROM_BASE
from platforms.models import Catalogue
from stappenplan.operations.configuration.contact import contact_address
from stappenplan.operations.configuration.operator import read_operator

API_NAME = "Stappenplan buurtplatform"
DESCRIPTIONS = {
    "getPlatforms": "Alle platforms, of die bij de filters passen. `next` is het adres van wat volgt.",
    "getPlatform": "Een feit dat ontbreekt, betekent: wij weten het niet.",
    "getStappenplan": "De vragen met hun keuzes, in de volgorde van de site.",
    "createAdvies": "Rekent één keer. Dezelfde antwoorden geven hetzelfde advies.",
}
IDS = {
    ("/platforms", "get"): "getPlatforms",
    ("/platforms/{slug}", "get"): "getPlatform",
    ("/stappenplan", "get"): "getStappenplan",
    ("/adviezen", "post"): "createAdvies",
}
TAGS = {
    "catalogus": "Wat we van platforms weten.",
    "stappenplan": "De vragen, en het advies bij antwoorden.",
}
PROBLEM = {
    "type": "object",
    "description": "Een fout (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Dit verzoek klopt niet.",
            "status": 400,
            "detail": "limit: Dit mag hooguit 100 zijn.",
            "errors": [{"name": "limit", "reason": "Dit mag hooguit 100 zijn."}],
        }
    ],
}
PAGE_SCHEMA = {
    "type": "object",
    "required": ["count", "results", "next"],
    "properties": {
        "count": {"type": "integer", "description": "Hoeveel platforms passen, over alle bladzijden."},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/Platform"}},
        "next": {"type": ["string", "null"], "format": "uri", "description": "Wat volgt; null: dit was het laatste."},
    },
}


def list_refusals(*statuses):
    """The answers that are a problem."""
    why = {
        400: "Het verzoek klopt niet; elke fout staat erin.",
        404: "Dit bestaat niet.",
        415: "Alleen application/json kan hier.",
        429: "Te veel tegelijk van één netwerk. Retry-After zegt na hoeveel seconden het weer kan.",
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": why[status], "content": content} for status in statuses}


def describe_answer(name):
    return {200: {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}}


UNCHANGED = {304: {"description": "U hebt dit antwoord al (If-None-Match)."}}
REFUSED_ANSWERS = {"responses": list_refusals(400, 429)}
ADVICE = {"responses": list_refusals(400, 415, 429)}
PLATFORMS = {"responses": describe_answer("PlatformPage") | UNCHANGED | list_refusals(400, 429)}
ONE_PLATFORM = {"responses": describe_answer("Platform") | UNCHANGED | list_refusals(400, 404)}


# What a record says beyond the file of a platform.
INHERITED = {
    "type": "object",
    "description": "Feiten die een site overneemt van het platform waar hij op draait. Eigen feiten staan onder facts.",
    "propertyNames": {"enum": list(FROM_BASE)},
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["value", "basis", "from"],
        "properties": {
            "value": {"type": "string"},
            "basis": {"const": "inferred"},
            "from": {"type": "string", "description": "Het korte adres van dat platform."},
        },
    },
}


@cache
def platform_schema():
    """The schema of the catalogue as a component: what it refers to inside itself moves along."""
    inside = json.dumps(load_schema()).replace('"#/', '"#/components/schemas/Platform/')
    content = json.loads(inside)
    content.pop("$schema")
    content["properties"]["inherited"] = INHERITED
    content["required"] = [*content["required"], "inherited"]
    return content


def complete_description(description):
    """Ninja's description with what it does not know.

    GET answers HEAD too, which goes without saying; said, it would be a second operation of the same name.
    """
    for path, methods in description["paths"].items():
        methods.pop("head", None)
        for method, operation in methods.items():
            operation["operationId"] = name = IDS[path, method]
            operation["description"] = DESCRIPTIONS[name]
            operation["responses"][200]["description"] = "Gelukt."
            for parameter in operation["parameters"]:
                # "Not given" is leaving it out: there is no such value.
                if parameter["schema"].get("default", "") is None:
                    del parameter["schema"]["default"]
                if parameter["name"] == "slug":
                    parameter |= {"description": "Het korte adres van het platform.", "example": "buuv"}
                if parameter["name"] == "lang":
                    parameter["description"] = "De taal van de teksten."
    description["components"]["schemas"].pop("Filters")  # each of them is a parameter
    some = Catalogue.current().by_slug.get("buuv")
    platform = platform_schema() | ({"examples": [some.public_record()]} if some else {})
    description["components"]["schemas"] |= {"Platform": platform, "PlatformPage": PAGE_SCHEMA, "Problem": PROBLEM}
    description["info"] |= {"contact": describe_contact(), "license": {"name": LICENCE, "identifier": LICENCE}}
    description["servers"] = [{"url": "/api/v1", "description": "Deze site"}]
    description["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return description


def describe_contact():
    """The operator of this installation and its contact, as far as the settings say."""
    operator = read_operator()
    name = operator.name or API_NAME
    if not operator.contact:
        return {"name": name}
    address = contact_address(operator.contact)
    if address.startswith("mailto:"):
        return {"name": name, "email": address.removeprefix("mailto:")}
    return {"name": name, "url": address}
