"""API v1: the catalogue, the questions, and answers in, advice out. Stores nothing.

Keeps the Dutch API Design Rules: versioned path, no trailing slash, every fault at once as problem+json,
`API-Version` on each answer. Texts in Dutch, or English with `?lang=en`.
"""

import logging
from functools import wraps
from typing import Any, Literal

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, JsonResponse
from django.utils.translation import gettext, override
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError

from platforms.models import Catalogue
from platforms.vocabulary import FORMS, GOALS, KINDS, STATUSES

from . import exports
from .forms import check
from .method import METHOD_VERSION
from .method.criteria import CRITERION
from .method.declarations import OFFICIAL, RESIDENT
from .method.profile import EMPHASIS
from .method.steps import STEPS
from .models import Plan
from .templatetags.say import say

API_VERSION = "1.0.0"
Language = Literal["nl", "en"]
log = logging.getLogger(__name__)


def in_our_words(view):
    """The API's header on every answer, and its form of refusal where Ninja refuses by itself."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        if response.status_code == 405:
            allowed = response["Allow"]
            response = problem(request, 405, gettext("Deze manier van vragen kan hier niet."))
            response["Allow"] = allowed
        response["API-Version"] = API_VERSION
        return response

    return wrapped


class Api(NinjaAPI):
    """Ninja with every answer in our words, and a description that names each operation once."""

    @property
    def urls(self):
        patterns, app, namespace = super().urls
        for pattern in patterns:
            pattern.callback = in_our_words(pattern.callback)
        return patterns, app, namespace

    def get_openapi_schema(self, **options):
        """GET answers HEAD too, which goes without saying; said, it would be a second operation of the same name."""
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            methods.pop("head", None)
        return schema


api = Api(
    title="Stappenplan buurtplatform",
    version=API_VERSION,
    description="Welk online buurtplatform past bij deze buurt? De catalogus, de vragen en het advies als gegevens.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-v1",
)


def problem(request, status, title, errors=()):
    """An error as application/problem+json (RFC 9457); `errors` are pairs of what is wrong and why."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": title}
    if errors:
        content["errors"] = [{"name": name, "reason": reason} for name, reason in errors]
        content["detail"] = " ".join(f"{name}: {reason}" for name, reason in errors)
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    response["API-Version"] = API_VERSION
    return response


@api.exception_handler(ValidationError)
def on_validation_error(request, error):
    faults = [(".".join(str(part) for part in fault["loc"][1:]), fault["msg"]) for fault in error.errors]
    return problem(request, 400, gettext("Dit verzoek klopt niet."), faults)


@api.exception_handler(HttpError)
def on_http_error(request, error):
    title = gettext("Dit verzoek is geen geldige JSON.") if error.status_code == 400 else str(error)
    return problem(request, error.status_code, title)


@api.exception_handler(Http404)
def on_not_found(request, error):
    return problem(request, 404, gettext("Dit bestaat niet."))


@api.exception_handler(SuspiciousOperation)
def on_suspicious(request, error):
    return problem(request, 400, gettext("Dit verzoek is te groot of klopt niet."))


@api.exception_handler(RecursionError)
def on_nesting(request, error):
    return problem(request, 400, gettext("Dit verzoek is te diep genest."))


@api.exception_handler(Exception)
def on_error(request, error):
    log.exception("API error")
    return problem(request, 500, gettext("Er ging iets mis bij ons. Probeer het later opnieuw."))


def not_found(request, path=""):
    """Any other address under /api/."""
    return problem(request, 404, gettext("Dit bestaat niet."))


class Filters(Schema):
    """Which platforms: all given values must hold. Pages of 1 to 500."""

    goal: Literal[tuple(GOALS)] | None = None
    kind: Literal[tuple(KINDS)] | None = None
    form: Literal[tuple(FORMS)] | None = None
    status: Literal[tuple(STATUSES)] | None = None
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(100, ge=1, le=500, alias="pageSize")

    def keeps(self, platform):
        """Whether a platform meets the filters; a goal is met as primary or secondary."""
        goal = platform.facts.get(f"goals.{self.goal}")
        status = platform.facts.get("status")
        return (
            (self.goal is None or (goal is not None and goal.value in ("primary", "secondary")))
            and self.kind in (None, platform.kind)
            and self.form in (None, platform.form)
            and (self.status is None or (status is not None and status.value == self.status))
        )


@api.api_operation(["GET", "HEAD"], "/platforms", summary="De platforms, in de vorm van hun bestand")
def platforms(request, filters: Query[Filters]):
    found = [platform for platform in Catalogue.current().platforms if filters.keeps(platform)]
    first = (filters.page - 1) * filters.page_size
    following = None
    if first + filters.page_size < len(found):
        query = request.GET.copy()
        query["page"] = filters.page + 1
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {
        "count": len(found),
        "results": [platform.record() for platform in found[first : first + filters.page_size]],
        "next": following,
    }


@api.api_operation(["GET", "HEAD"], "/platforms/{slug}", summary="Eén platform met feiten en bronnen")
def platform(request, slug: str):
    found = Catalogue.current().by_slug.get(slug)
    if found is None:
        raise Http404
    return found.record()


@api.api_operation(["GET", "HEAD"], "/stappenplan", summary="Alle stappen en vragen")
def questions(request, lang: Language = "nl"):
    with override(lang):
        return {
            "method_version": METHOD_VERSION,
            "steps": [
                {
                    "key": step.key,
                    "title": say(step.title),
                    "intro": say(step.intro),
                    "questions": [question_dict(question) for question in step.questions],
                    "cards": [
                        {"key": card.key, "do": card.do, "text": say(card.text), "source": card.source}
                        for card in step.cards
                    ],
                }
                for step in STEPS
            ],
        }


def question_dict(question):
    """A question as the API shows it: ids, texts in the active language, and what rules its answer."""
    return {
        "key": question.key,
        "kind": question.kind,
        "label": {audience: say(question.label_for(audience)) for audience in (OFFICIAL, RESIDENT)},
        "help": say(question.help),
        "why": say(question.why),
        "source": question.source,
        "group": question.group,
        "required": question.required,
        "when": question.when,
        "at_most": question.at_most,
        "options": [
            {"value": option.value, "label": say(option.label), "alone": option.alone} for option in question.options
        ],
    }


class Request(Schema):
    """The answers: question key -> value, list of values, or null. A question left out counts as skipped.

    `emphasis` changes weights by hand: criterion -> none, normal, extra or heavy.
    """

    answers: dict[str, Any]
    emphasis: dict[Literal[tuple(CRITERION)], Literal[tuple(EMPHASIS)]] = Field(default_factory=dict)


@api.post("/adviezen", summary="Antwoorden in, advies uit; er wordt niets bewaard")
def advice(request, body: Request, lang: Language = "nl", firmness: bool = False):
    with override(lang):
        answers, faults = check(body.answers)
        if faults:
            return problem(request, 400, gettext("De antwoorden kloppen niet."), faults)
        catalogue = Catalogue.current()
        try:
            found = Plan(answers=answers, emphasis=body.emphasis).advice(catalogue)
        except ValueError:
            nothing = gettext("Laat minstens één onderdeel meetellen.")
            return problem(request, 400, nothing, [("emphasis", nothing)])
        sure = {"firmness": exports.firmness_dict(found.firmness)} if firmness else {}
        return exports.as_dict(found, catalogue) | sure
