"""What holds for every operation of the API: its headers, its form of refusal, its limits."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import gettext
from ninja.errors import ValidationError

from stappenplan.operations.rate_limits import RateLimitExceeded, check_rate_limit

from .headers import READING, add_headers, add_version
from .problems import not_found, on_rate_limit, problem_response, use_asked_language

API_FRESH_SECONDS = 300


def with_api_conventions(view):
    """The API's headers on every answer, and its form of refusal where Ninja refuses by itself."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        if response.status_code == 405:
            allowed = ", ".join(sorted({*response["Allow"].split(", "), "OPTIONS"}))
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
                del response["Content-Type"]
                response["Access-Control-Allow-Methods"] = ", ".join(one for one in READING if one in allowed)
            else:
                response = problem_response(request, 405, gettext("Deze manier van vragen kan hier niet."))
            response["Allow"] = allowed
            if "GET" not in allowed:  # what no page of another site may send, is not offered to it either
                return add_version(response)
        elif request.method in READING and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=API_FRESH_SECONDS)
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response)
        return add_headers(request, response)

    return wrapped


def refuse_unknown_parameters(request, *names):
    """A part of the address that does nothing is a fault, not a silent default."""
    if strange := [name for name in request.GET if name not in names]:
        raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in strange])


def accept_earlier_names(names):
    """A decorator that reads the earlier names of parts of the address as those of now: {earlier: now}.

    An earlier name beside its own new one stays, and is then refused as unknown.
    """

    def decorate(run):
        @wraps(run)
        def wrapped(request, *args, **more):
            query = request.GET.copy()
            for earlier, now in names.items():
                if earlier in query and now not in query:
                    query.setlist(now, query.pop(earlier))
            request.GET = query
            return run(request, *args, **more)

        return wrapped

    return decorate


def require_json(run):
    """Refuse a body of any other type: a form of another site can send those without asking us first (CORS)."""

    @wraps(run)
    def wrapped(request, **more):
        if request.content_type == "application/json":
            return run(request, **more)
        with use_asked_language(request):
            response = problem_response(request, 415, gettext("Stuur de antwoorden als application/json."))
        response["Accept-Post"] = "application/json"
        return response

    return wrapped


def count_as_advice(run):
    """Count the request as an advice before anything in it is read: looking for faults costs as well."""

    @wraps(run)
    def wrapped(request, **more):
        try:
            check_rate_limit(request, "advices")
        except RateLimitExceeded as error:
            return on_rate_limit(request, error)
        return run(request, **more)

    return wrapped
