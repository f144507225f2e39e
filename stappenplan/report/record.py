"""advies.json: one advice as data, signed by the installation that made it. It is in the PDF and can be downloaded."""

import json
import math
from datetime import date
from functools import cache

import rfc8785
from django.utils import timezone
from django.utils.translation import get_language

from stappenplan.advice.serialization import advice_data
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.law.points import law_for
from stappenplan.method.profile import OVERRIDE_FACTORS, WEIGHT_AT_MOST
from stappenplan.method.text import _

from .signatures import canonical_bytes, sign_record

RECORD_FORMAT = 1
SHORT_TEXT = {"type": "string", "maxLength": 200}
RECORD_SCHEMA = {
    "type": "object",
    "dependentRequired": {"made_on": ["law"]},
    "required": [
        *("format", "date", "language", "answers", "weights_by_hand", "method_version", "catalogue_version"),
        *("verdict", "ranked", "facts", "seal"),
    ],
    "properties": {
        "format": {"const": RECORD_FORMAT},
        "date": SHORT_TEXT | {"format": "date"},
        "made_on": SHORT_TEXT | {"format": "date"},
        "law": {"type": "object", "maxProperties": 100, "additionalProperties": SHORT_TEXT | {"format": "date"}},
        "language": {"enum": ["nl", "en"]},
        "answers": {"type": "object"},
        "weights_by_hand": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        "method_version": SHORT_TEXT,
        "catalogue_version": SHORT_TEXT,
        "catalogue_released": SHORT_TEXT | {"format": "date"},
        "verdict": SHORT_TEXT,
        "ranked": {
            "type": "array",
            "maxItems": 5000,
            "items": {
                "type": "object",
                "required": ["slug", "name"],
                "properties": {"slug": SHORT_TEXT, "name": SHORT_TEXT, "rank": {"type": "integer"}},
            },
        },
        "facts": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [SHORT_TEXT, {"type": "array", "items": SHORT_TEXT, "maxItems": 100}]
                },
            },
        },
        "seal": {
            "type": "object",
            "required": ["installation", "digest", "signature"],
            "properties": {"installation": SHORT_TEXT, "digest": SHORT_TEXT, "signature": SHORT_TEXT},
            "additionalProperties": False,
        },
    },
}


@cache
def record_validator():
    """What a record must look like: a validator of jsonschema_rs."""
    # Loaded here: it takes long, and hardly any page needs it.
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(RECORD_SCHEMA, validate_formats=True)


NOT_JSON = _("Dit bestand is geen geldige JSON.")
NO_RECORD = _("Dit zijn geen gegevens van een advies van het Stappenplan buurtplatform.")


class NotARecord(Exception):
    """The bytes hold no record; the message is one marked sentence for the reader."""


def build_record(plan, advice, catalogue, day: date | None = None) -> dict:
    """The advice as data, with all it rests on, and signed; texts in the active language.

    `plan` offers `changed`. Holds what the API says of an advice, and besides: `format`; `date` of the answers;
    `made_on`: the day of the report, today by default; `law`: legal point -> from which day its wording holds;
    `language`; `answers` (those that count: none to a question that is not asked any more); `catalogue_released`
    (the day from which ages count); `facts` (platform -> fact -> value: what was known of each platform on a shelf and
    read by the ranking); `seal`. The same input gives the same record.
    """
    day = day or timezone.localdate()
    content = {
        "format": RECORD_FORMAT,
        "date": timezone.localdate(plan.changed).isoformat(),
        "made_on": day.isoformat(),
        "law": {one.point.key: one.wording.valid_from.isoformat() for one in law_for(advice.profile, day)},
        "language": get_language(),
        "answers": {key: answer for key, answer in advice.profile.answers.items() if answer is not None},
        "catalogue_released": catalogue.released.isoformat(),
        **advice_data.as_dict(advice, catalogue),
        "facts": {one.platform.slug: facts_read(one) for one in advice.ranking.placed},
    }
    return content | {"seal": sign_record(content)}


def unknown_weights(by_hand) -> list[str]:
    """The keys of weights changed by hand that are no criterion, or whose value is no word and no number to use."""
    return [key for key, weight in by_hand.items() if key not in CRITERION or not is_weight(weight)]


def is_weight(value) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0 <= value <= WEIGHT_AT_MOST
    return value in tuple(OVERRIDE_FACTORS)


def facts_read(assessment) -> dict:
    """The facts of a platform that its ratings read, as far as they are known: key -> value."""
    keys = dict.fromkeys(key for rating in assessment.ratings for key in rating.facts)
    known = assessment.platform.facts
    return {key: known[key].value for key in keys if key in known}


def as_text(record) -> str:
    """The record as the text of advies.json: indented, and readable."""
    return json.dumps(record, ensure_ascii=False, indent=1)


def parse_record(data: bytes) -> dict:
    """The record in the bytes of advies.json, of the right shape, perhaps wrongly signed. Errors: NotARecord."""
    try:
        record = json.loads(data, object_pairs_hook=without_doubles, parse_constant=lambda constant: math.nan)
        canonical_bytes(record)
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        raise NotARecord(NOT_JSON) from None
    if not record_validator().is_valid(record):
        raise NotARecord(NO_RECORD)
    return record


def without_doubles(pairs) -> dict:
    """An object of JSON. Errors: ValueError when a name stands in it twice: readers differ on which one counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
