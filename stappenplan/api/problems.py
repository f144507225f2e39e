"""Errors of the API as application/problem+json (RFC 9457), and what turns an exception into one."""

import logging
from contextlib import contextmanager
from typing import Literal, get_args

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, JsonResponse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from stappenplan.method.text import _
from stappenplan.operations.rate_limits import RateLimitExceeded
from stappenplan.wizard.answers.validation import first_faults

from .headers import add_headers

# Of a name in a request that is wrong, so much is said back.
NAME_SHOWN = 200
Language = Literal["nl", "en"]
log = logging.getLogger(__name__)


def problem_response(request, status, title, errors=()):
    """An error as application/problem+json (RFC 9457); `errors` are pairs of what is wrong and why."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": title}
    if errors:
        errors = [(name[:NAME_SHOWN], reason) for name, reason in errors]
        content["errors"] = [{"name": name, "reason": reason} for name, reason in errors]
        content["detail"] = " ".join(f"{name}: {reason}" if name else reason for name, reason in errors)
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    return add_headers(request, response)


# What Pydantic calls an error, as a sentence for a reader; what is not here keeps the English of Pydantic.
NUMBER, OBJECT = _("Geef hier een getal."), _("Geef hier een object: namen met waarden.")
REASONS = {
    "missing": _("Dit ontbreekt."),
    "extra_forbidden": _("Dit kennen we niet."),
    "literal_error": _("Kies een van deze: %(expected)s."),
    "float_type": NUMBER,
    "finite_number": NUMBER,
    "int_parsing": _("Geef hier een heel getal."),
    "string_too_long": _("Deze tekst is te lang: hooguit %(max_length)d tekens."),
    "greater_than_equal": _("Dit moet minstens %(ge)g zijn."),
    "less_than_equal": _("Dit mag hooguit %(le)g zijn."),
    "dict_type": OBJECT,
    "model_attributes_type": OBJECT,
}


def explain_fault(fault):
    """Why Pydantic refused, in a sentence."""
    if fault["type"] not in REASONS:
        return fault["msg"]
    values = dict(fault.get("ctx", {}))
    if "expected" in values:
        values["expected"] = values["expected"].replace("'", "").replace(" or ", ", ")
    return gettext(REASONS[fault["type"]]) % values


def locate_fault(fault):
    """Where it is wrong, in names of the request: "weights.cost"."""
    return ".".join(str(part) for part in fault["loc"][1:] if part not in ("body", "[key]"))


@contextmanager
def use_asked_language(request):
    """Say everything in the language that `lang` in the address asks for, when it is one of ours."""
    language = request.GET.get("lang")
    with override(language if language in get_args(Language) else get_language()):
        yield


def on_validation_error(request, error):
    with use_asked_language(request):
        faults = first_faults((locate_fault(fault), explain_fault(fault)) for fault in error.errors)
        return problem_response(request, 400, gettext("Dit verzoek klopt niet."), faults)


def on_http_error(request, error):
    title = gettext("Dit verzoek is geen geldige JSON.") if error.status_code == 400 else str(error)
    return problem_response(request, error.status_code, title)


def on_not_found(request, error):
    return problem_response(request, 404, gettext("Dit bestaat niet."))


def on_suspicious(request, error):
    return problem_response(request, 400, gettext("Dit verzoek is te groot of klopt niet."))


def on_nesting(request, error):
    return problem_response(request, 400, gettext("Dit verzoek is te diep genest."))


def on_error(request, error):
    log.exception("API error")
    return problem_response(request, 500, gettext("Er ging iets mis bij ons. Probeer het later opnieuw."))


def on_rate_limit(request, error):
    with use_asked_language(request):
        title = gettext("U vraagt te veel tegelijk. Wacht even en probeer het opnieuw.")
        response = problem_response(request, 429, title)
    response["Retry-After"] = str(error.seconds)
    return response


@csrf_exempt
def not_found(request, path=""):
    """Any other address under /api/, by whatever method."""
    return problem_response(request, 404, gettext("Dit bestaat niet."))


HANDLERS = {
    ValidationError: on_validation_error,
    HttpError: on_http_error,
    Http404: on_not_found,
    SuspiciousOperation: on_suspicious,
    RecursionError: on_nesting,
    Exception: on_error,
    RateLimitExceeded: on_rate_limit,
}


def add_exception_handlers(api):
    """Let every exception of an operation become a problem."""
    for exception, handler in HANDLERS.items():
        api.add_exception_handler(exception, handler)
