"""API v1: the catalogue, the questions, and answers in, advice out. Stores nothing.

Keeps the Dutch API Design Rules: versioned path, no trailing slash, every fault at once as problem+json,
`API-Version` on each answer. Texts in Dutch, or English with `?lang=en`. Any site may read it from a browser (CORS),
and who has an answer already gets 304. What the description says of it is in openapi.py.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view
from pydantic import TypeAdapter

from platforms.models import Catalogue
from stappenplan.advice.serialization import advice_data
from stappenplan.method import METHOD_VERSION
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps import STEPS
from stappenplan.models import Plan
from stappenplan.municipalities import gazetteer
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.text import say
from stappenplan.wizard.answers.validation import check_answers

from .conventions import (
    accept_earlier_names,
    count_as_advice,
    refuse_unknown_parameters,
    require_json,
    with_api_conventions,
)
from .headers import API_VERSION
from .openapi import ADVICE, ONE_PLATFORM, PLATFORMS, READ_STEPS, complete_description
from .problems import Language, add_exception_handlers, problem_response
from .schemas import AdviceAnswer, Filters, Request, StepsAnswer

ANY = TypeAdapter(Any)


class Api(NinjaAPI):
    """Ninja with the conventions of this API on every answer, and a description that names each operation once."""

    @property
    def urls(self):
        patterns, app, namespace = super().urls
        for pattern in patterns:
            pattern.callback = with_api_conventions(pattern.callback)
        return patterns, app, namespace

    def describe(self, request):
        """The description (OpenAPI) of this API on the site that was asked for it."""
        about = request.build_absolute_uri(reverse("about", kwargs={"page": "wie-maakt-dit"}))
        return complete_description(self.get_openapi_schema(path_prefix=""), about)


api = Api(
    title="Stappenplan buurtplatform",
    version=API_VERSION,
    description=(
        "Welk online buurtplatform past bij deze buurt? De catalogus, de vragen en het advies als gegevens. "
        "Elk antwoord is JSON, welke vorm Accept ook noemt."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
add_exception_handlers(api)


@api.api_operation(["GET", "HEAD"], "/openapi.json", url_name="openapi-json", include_in_schema=False)
def description(request):
    refuse_unknown_parameters(request)
    return api.describe(request)


@api.api_operation(
    ["GET", "HEAD"],
    "/platforms",
    summary="De platforms, in de vorm van hun bestand",
    tags=["catalogus"],
    openapi_extra=PLATFORMS,
)
@decorate_view(accept_earlier_names(Filters.earlier_names()))
def platforms(request, filters: Query[Filters]):
    refuse_unknown_parameters(request, *Filters.names())
    if filters.q or filters.place:
        check_rate_limit(request, "searches")
    found = Catalogue.current().search.find(filters.query(), gazetteer).platforms
    end = filters.offset + filters.limit
    following = None
    if end < len(found):
        query = request.GET.copy()
        query["offset"] = end
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {
        "count": len(found),
        "results": [platform.public_record() for platform in found[filters.offset : end]],
        "next": following,
    }


@api.api_operation(
    ["GET", "HEAD"],
    "/platforms/{slug}",
    summary="Eén platform met feiten en bronnen",
    tags=["catalogus"],
    openapi_extra=ONE_PLATFORM,
)
def platform(request, slug: str):
    refuse_unknown_parameters(request)
    found = Catalogue.current().by_slug.get(slug)
    if found is None:
        raise Http404
    return found.public_record()


@api.api_operation(
    ["GET", "HEAD"],
    "/stappenplan",
    summary="Alle stappen en vragen",
    tags=["stappenplan"],
    response=StepsAnswer,
    openapi_extra=READ_STEPS,
)
def questions(request, lang: Language = "nl"):
    refuse_unknown_parameters(request, "lang")
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
        "asked_if": question.asked_if,
        "at_most": question.at_most,
        "options": [
            {"value": option.value, "label": say(option.label), "alone": option.alone} for option in question.options
        ],
    }


@api.post(
    "/adviezen",
    summary="Antwoorden in, advies uit; er wordt niets bewaard",
    tags=["stappenplan"],
    response=AdviceAnswer,
    openapi_extra=ADVICE,
)
@decorate_view(count_as_advice, require_json)
def advice(request, body: Request, lang: Language = "nl"):
    refuse_unknown_parameters(request, "lang")
    with override(lang):
        answers, faults = check_answers(body.answers)
        by_hand, twice = body.changed_by_hand()
        if faults or twice:
            title = gettext("De antwoorden kloppen niet.") if faults else gettext("Dit verzoek klopt niet.")
            return problem_response(request, 400, title, [*faults, *twice])
        catalogue = Catalogue.current()
        try:
            found = Plan(answers=answers, emphasis=by_hand).advice(catalogue)
        except ValueError:
            nothing = gettext("Laat minstens één onderdeel meetellen.")
            return problem_response(request, 400, nothing, [("weights" if body.weights else "emphasis", nothing)])
        if idle := find_idle_weights(found, body.weights):
            return problem_response(request, 400, gettext("Dit verzoek klopt niet."), idle)
        # Ninja would check, copy and write it, in four times the time; the tests hold it against the description.
        answer = ANY.dump_json(advice_data.as_dict(found, catalogue))
        return HttpResponse(answer, content_type=api.get_content_type())


def find_idle_weights(advice, weights):
    """A fault for each weight that would do nothing, since what its criterion asks was not answered."""
    if not weights:
        return []
    counted = {key for assessment in advice.ranking.ranked for key in assessment.criterion_scores}
    why = gettext("Dit kan niet meetellen: u sloeg de vraag erbij over.")
    return [(f"weights.{key}", why) for key, weight in weights.items() if weight and counted and key not in counted]
