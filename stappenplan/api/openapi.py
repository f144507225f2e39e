"""The parts of the OpenAPI description that no function gives: contact, licence and schemas.

A platform has the shape of its file, so its schema is that of the catalogue (platforms/catalogue/schema.json).
"""

import json
from functools import cache

from platforms.files.validation import load_schema
from platforms.inheritance import FROM_BASE
from platforms.models import Catalogue
from stappenplan.operations.configuration.contact import contact_address
from stappenplan.operations.configuration.operator import read_operator

from .headers import API_VERSION

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
    sent = {429: ("API-Version", "Retry-After")}
    return {
        status: {
            "description": why[status],
            "headers": refer_to_headers(*sent.get(status, ("API-Version",))),
            "content": content,
        }
        for status in statuses
    }


HEADERS = {
    "API-Version": {
        "description": "De versie van deze API.",
        "required": True,
        "schema": {"type": "string", "examples": [API_VERSION]},
    },
    "ETag": {
        "description": "Het merk van dit antwoord. Stuur het mee als If-None-Match.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Na hoeveel seconden het weer kan.",
        "schema": {"type": "integer", "minimum": 1},
    },
}


def refer_to_headers(*names):
    """The headers of an answer: references to the components of that name."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def describe_answer(name):
    """The answer of an operation that reads: this component, and that nothing changed since."""
    schema, headers = {"$ref": f"#/components/schemas/{name}"}, refer_to_headers("API-Version", "ETag")
    return {
        200: {"content": {"application/json": {"schema": schema}}, "headers": headers},
        304: {"description": "U hebt dit antwoord al (If-None-Match).", "headers": headers},
    }


ADVICE = {
    "responses": {200: {"headers": refer_to_headers("API-Version")}} | list_refusals(400, 415, 429),
}
PLATFORMS = {"responses": describe_answer("PlatformPage") | list_refusals(400, 429)}
ONE_PLATFORM = {"responses": describe_answer("Platform") | list_refusals(400, 404)}
READ_STEPS = {"responses": describe_answer("StepsAnswer") | list_refusals(400)}


# A date in the catalogue is as precise as its source: "2025", "2025-04" or "2025-04-30".
DATED = {"format": "year-month-or-date", "description": "Een jaar, een maand of een dag; null: onbekend."}
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
def platform_schemas():
    """The schema of the catalogue as components: Platform, and one for each of its definitions, such as PlatformStatus.

    They stand side by side: several makers of clients do not read definitions inside a component.
    """
    definitions = {key: f"Platform{pascal_case(key)}" for key in load_schema()["$defs"]}
    inside = json.dumps(load_schema())
    for key, name in definitions.items():
        inside = inside.replace(f'"#/$defs/{key}"', f'"#/components/schemas/{name}"')
    content = json.loads(inside)
    del content["$schema"], content["title"]
    found = content.pop("$defs")
    content["properties"]["inherited"] = INHERITED
    content["required"] = [*content["required"], "inherited"]
    for part in ("adoption", "sources"):
        content["properties"][part]["items"]["properties"]["date"] |= DATED
    return {"Platform": content} | {name: found[key] for key, name in definitions.items()}


def pascal_case(key):
    return "".join(word.title() for word in key.split("_"))


def complete_description(description, about):
    """Ninja's description with what it does not know. `about`: the address of the page that says who runs this site.

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
    schemas = platform_schemas()
    platform = schemas["Platform"] | ({"examples": [some.public_record()]} if some else {})
    described = {"Platform": platform, "PlatformPage": PAGE_SCHEMA, "Problem": PROBLEM}
    description["components"]["schemas"] |= schemas | described
    description["components"]["headers"] = HEADERS
    description["info"] |= {
        "contact": describe_contact(about),
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }
    description["servers"] = [{"url": "/api/v1", "description": "Deze site"}]
    description["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return description


def describe_contact(about):
    """The operator of this installation and its contact, as far as the settings say.

    The rules want a name, an address of mail and a page. Beside an address of mail, the page is the one on this site
    that says who runs it (`about`); when CONTACT is a page, there is no address of mail.
    """
    operator = read_operator()
    found = {"name": operator.name or API_NAME, "url": about}
    address = contact_address(operator.contact) if operator.contact else ""
    if address.startswith("mailto:"):
        return found | {"email": address.removeprefix("mailto:")}
    return found | ({"url": address} if address else {})
