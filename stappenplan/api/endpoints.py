"""API v1: the catalogue, the questions, and answers in, advice out. Stores nothing.

Keeps the Dutch API Design Rules: versioned path, no trailing slash, every fault at once as problem+json,
`API-Version` on each answer. Texts in Dutch, or English with `?lang=en`. Any site may read it from a browser (CORS),
and who has an answer already gets 304. What the description says of it is in openapi.py.
"""

import logging
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, Literal, get_args

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe
from ninja import Field, NinjaAPI, Query, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict

from platforms.models import Catalogue
from platforms.pages.filters import FACET_OF, words_of
from platforms.search import engine
from platforms.vocabulary import VOCABULARY
from stappenplan.advice import serialization
from stappenplan.method import METHOD_VERSION
from stappenplan.method.criteria import CRITERION
from stappenplan.method.declarations import FIRST, OFFICIAL, RESIDENT, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.evidence_status import ENDED, LACKS, RAN, RUNS, UNKNOWN_STATUS
from stappenplan.method.profile import OVERRIDE_FACTORS, WEIGHT_AT_MOST
from stappenplan.method.robustness import CLOSE, FAIRLY_SURE, SURE
from stappenplan.method.sensitivity import DOUBLED, HALVED, TO_MUST, TO_WISH
from stappenplan.method.shelves import TITLES
from stappenplan.method.steps import STEPS
from stappenplan.method.text import _
from stappenplan.method.verdicts import VERDICTS
from stappenplan.models import Plan
from stappenplan.municipalities import gazetteer
from stappenplan.operations.rate_limits import TooMany, spend
from stappenplan.text import say
from stappenplan.wizard.validation import check, first_faults

from .openapi import ADVICE, ONE_PLATFORM, PLATFORMS, REFUSED, described

API_VERSION = "1.0.0"
FRESH_SECONDS = 300
# Of a name in a request that is wrong, so much is said back.
NAME_SHOWN = 200
READING = ("GET", "HEAD", "OPTIONS")
Language = Literal["nl", "en"]
log = logging.getLogger(__name__)


def in_our_words(view):
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
                response = problem(request, 405, gettext("Deze manier van vragen kan hier niet."))
            response["Allow"] = allowed
        elif request.method in READING and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response)
        return with_headers(request, response)

    return wrapped


def with_headers(request, response):
    """The same answer with the version of the API; and any site may read it."""
    response["API-Version"] = API_VERSION
    if request.method in READING:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "API-Version, ETag"
    return response


class Api(NinjaAPI):
    """Ninja with every answer in our words, and a description that names each operation once."""

    @property
    def urls(self):
        patterns, app, namespace = super().urls
        for pattern in patterns:
            pattern.callback = in_our_words(pattern.callback)
        return patterns, app, namespace

    def get_openapi_schema(self, **options):
        return described(super().get_openapi_schema(path_prefix=""))


api = Api(
    title="Stappenplan buurtplatform",
    version=API_VERSION,
    description="Welk online buurtplatform past bij deze buurt? De catalogus, de vragen en het advies als gegevens.",
    docs_url=None,
    docs_decorator=require_safe,
    openapi_url="/openapi.json",
    urls_namespace="api-v1",
)


def problem(request, status, title, errors=()):
    """An error as application/problem+json (RFC 9457); `errors` are pairs of what is wrong and why."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": title}
    if errors:
        errors = [(name[:NAME_SHOWN], reason) for name, reason in errors]
        content["errors"] = [{"name": name, "reason": reason} for name, reason in errors]
        content["detail"] = " ".join(f"{name}: {reason}" for name, reason in errors)
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    return with_headers(request, response)


# What Pydantic calls a fault, in our words; its own (English) words for what is not here.
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


def reason(fault):
    """Why Pydantic refused, in a sentence."""
    if fault["type"] not in REASONS:
        return fault["msg"]
    values = dict(fault.get("ctx", {}))
    if "expected" in values:
        values["expected"] = values["expected"].replace("'", "").replace(" or ", ", ")
    return gettext(REASONS[fault["type"]]) % values


def place_of(fault):
    """Where it is wrong, in names of the request: "weights.cost"."""
    return ".".join(str(part) for part in fault["loc"][1:] if part not in ("body", "[key]"))


@contextmanager
def asked_language(request):
    """Say everything in the language that `lang` in the address asks for, when it is one of ours."""
    language = request.GET.get("lang")
    with override(language if language in get_args(Language) else get_language()):
        yield


@api.exception_handler(ValidationError)
def on_validation_error(request, error):
    with asked_language(request):
        faults = first_faults((place_of(fault), reason(fault)) for fault in error.errors)
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


@api.exception_handler(TooMany)
def on_too_many(request, error):
    with asked_language(request):
        response = problem(request, 429, gettext("U vraagt te veel tegelijk. Wacht even en probeer het opnieuw."))
    response["Retry-After"] = str(error.seconds)
    return response


def not_found(request, path=""):
    """Any other address under /api/."""
    return problem(request, 404, gettext("Dit bestaat niet."))


def of(name):
    """The values that a filter of the list page takes, as a type."""
    return Literal[tuple(words_of(name))]


class Filters(Schema):
    """Which platforms: all given values must hold, as on the list page. Pages of 1 to 100."""

    q: str = Field("", max_length=100, description="Zoekwoorden, in naam, plaats, aanbieder en samenvatting.")
    place: str = Field("", max_length=100, description="Een gemeente of plaats.")
    goal: of("doel") = Field(None, description="Het doel, vooral of ook.")
    kind: of("soort") = Field(None, description="De soort.")
    form: of("vorm") = Field(None, description="De vorm.")
    status: of("status") = Field(None, description="Bestaat het nog?")
    scope: of("bereik") = Field(None, description="Waar is het te gebruiken?")
    free_for_residents: of("gratis") = Field(None, description="Gratis voor bewoners?")
    cost_municipality: of("kosten") = Field(None, description="Wat kost het de gemeente per jaar?")
    resident_control: of("beheer") = Field(None, description="Wie beheert het?")
    data_owner: of("gegevens") = Field(None, description="Van wie zijn de gegevens?")
    usable_in_nl: Literal[tuple(VOCABULARY["usable_in_nl"].values)] = Field(
        None, description="Is het bruikbaar in Nederland?"
    )
    sort: Literal[tuple(engine.ORDERS)] = Field(
        None, description="De volgorde. Zonder: de beste treffer eerst, of op naam."
    )
    limit: int = Field(100, ge=1, le=100, description="Hoeveel platforms per antwoord.")
    offset: int = Field(0, ge=0, le=1_000_000, description="Hoeveel platforms er worden overgeslagen.")

    def query(self):
        choices = {facet: getattr(self, facet) for facet in (*FACET_OF.values(), "usable_in_nl")}
        chosen = {facet: value for facet, value in choices.items() if value is not None}
        return engine.Query(self.q, self.place, chosen, self.sort or "")


def refuse_others(request, *names):
    """A part of the address that does nothing is a fault, not a silent default."""
    if strange := [name for name in request.GET if name not in names]:
        raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in strange])


@api.api_operation(
    ["GET", "HEAD"],
    "/platforms",
    summary="De platforms, in de vorm van hun bestand",
    tags=["catalogus"],
    openapi_extra=PLATFORMS,
)
def platforms(request, filters: Query[Filters]):
    refuse_others(request, *Filters.model_fields)
    if filters.q or filters.place:
        spend(request, "searches")
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
    refuse_others(request)
    found = Catalogue.current().by_slug.get(slug)
    if found is None:
        raise Http404
    return found.public_record()


class OptionAnswer(Schema):
    value: str
    label: str
    alone: bool = Field(description="Deze keuze gaat niet samen met een andere.")


class QuestionAnswer(Schema):
    key: str
    kind: str
    label: dict[str, str] = Field(description="De vraag, per soort bezoeker.")
    help: str
    why: str
    source: Any
    group: Any
    required: bool
    when: dict[str, list[str]] | None = Field(description="Bij welke eerdere antwoorden de vraag geldt; null: altijd.")
    at_most: int | None
    options: list[OptionAnswer]


class CardAnswer(Schema):
    key: str
    do: Any
    text: str
    source: Any


class StepAnswer(Schema):
    key: str
    title: str
    intro: str
    questions: list[QuestionAnswer]
    cards: list[CardAnswer]


class StepsAnswer(Schema):
    method_version: str
    steps: list[StepAnswer]


@api.api_operation(
    ["GET", "HEAD"],
    "/stappenplan",
    summary="Alle stappen en vragen",
    tags=["stappenplan"],
    response=StepsAnswer,
    openapi_extra=REFUSED,
)
def questions(request, lang: Language = "nl"):
    refuse_others(request, "lang")
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


# --- the advice ----------------------------------------------------------------------------------------------------

CRITERION_KEY = Literal[tuple(CRITERION)]
Weight = Annotated[float, Field(strict=True, ge=0, le=WEIGHT_AT_MOST, allow_inf_nan=False)]


class Request(Schema):
    """Antwoorden, en als u wilt andere gewichten."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answers": {
                        "audience": "resident",
                        "goal_main": "meet",
                        "budget": "nothing",
                        "core_team": "six_plus",
                    }
                },
                {
                    "answers": {"audience": "official", "place": "Zoetermeer", "goal_main": "inform"},
                    "weights": {"privacy": 6, "place_fit": 0},
                    "emphasis": {"reach": "heavy"},
                },
            ]
        },
    )

    answers: dict[str, Any] = Field(
        description="Per vraag één waarde, een lijst van waarden, of null. Een vraag die ontbreekt, is overgeslagen. "
        "De vragen en waarden staan in /api/v1/stappenplan."
    )
    weights: dict[CRITERION_KEY, Weight] = Field(
        default_factory=dict,
        description="Gewichten in getallen, per onderdeel: dit getal komt in plaats van het gewicht dat uit de "
        "antwoorden volgt. 0 is: telt niet. Alleen de verhouding telt. Wat hier niet staat, houdt zijn gewicht. "
        "In het antwoord staan onder `weights` alle gewichten: verander ze en stuur ze terug.",
    )
    emphasis: dict[CRITERION_KEY, Literal[tuple(OVERRIDE_FACTORS)]] = Field(
        default_factory=dict,
        description="Gewichten in woorden, zoals op de site. Het woord vermenigvuldigt het gewicht dat uit de "
        "antwoorden volgt: none met 0, normal met 1, extra met 2, heavy met 3. Noem een onderdeel hier of bij "
        "`weights`.",
    )

    def changed_by_hand(self):
        """Words and numbers together, and a fault for each criterion that has both."""
        twice = gettext("Dit onderdeel staat ook bij weights. Kies een woord of een getal.")
        faults = [(f"emphasis.{key}", twice) for key in self.emphasis if key in self.weights]
        return self.emphasis | self.weights, faults


LOW = Field(description="Als alles wat we niet weten tegenvalt, van 0 tot 1.")
HIGH = Field(description="Als alles wat we niet weten meevalt, van 0 tot 1.")


class RatingAnswer(Schema):
    criterion: str
    weight: float
    low: float = LOW
    high: float = HIGH
    facts: list[str] = Field(description="De feiten waar dit op rust, bekend of niet.")


class RankedAnswer(Schema):
    slug: str
    name: str
    rank: int
    ranking: float = Field(description="Het cijfer waar de volgorde op rust: low + 0,68 × (high - low).")
    low: float = LOW
    high: float = HIGH
    known: float = Field(description="Welk deel van het gewicht op bekende feiten rust, zonder het doel. Van 0 tot 1.")
    facts_known: int
    facts_asked: int
    ratings: list[RatingAnswer]
    warnings: list[str]
    to_ask: list[str] = Field(description="Wat u de aanbieder kunt vragen; wat het meest uitmaakt eerst.")


class RuledOutAnswer(Schema):
    slug: str
    by: list[str] = Field(description="Alle redenen waarom het afviel.")


class GateAnswer(Schema):
    id: str
    level: Literal[STOP, STOP_NEW, FIRST, WARN, TIP]
    text: str


class SharesAnswer(Schema):
    slug: str
    first: float = Field(description="In welk deel van de berekeningen dit platform bovenaan staat.")
    top3: float = Field(description="In welk deel van de berekeningen het bij de eerste drie staat.")
    central_weights: dict[str, float] = Field(
        description="De gemiddelde gewichten, samen 1, van de berekeningen waarin het bovenaan staat. "
        "Leeg als dat nooit is."
    )


class DecidingAnswerAnswer(Schema):
    key: str = Field(description="Het onderdeel, of bij to_must en to_wish de wens.")
    change: Literal[HALVED, DOUBLED, TO_MUST, TO_WISH]
    first: str = Field(description="Het platform dat dan bovenaan staat.")


class OutcomeAnswer(Schema):
    value: Any
    place: int | None = Field(description="De plaats na dit antwoord; null: dan valt het af.")


class DecidingQuestionAnswer(Schema):
    slug: str
    fact: str
    best: OutcomeAnswer
    worst: OutcomeAnswer


class FirmnessAnswer(Schema):
    level: Literal[SURE, FAIRLY_SURE, CLOSE] = Field(
        description="sure: nummer één staat in 80% of meer van de berekeningen bovenaan; fairly_sure: in 50% of meer."
    )
    draws: int = Field(
        description="Hoeveel keer we rekenden, steeds met iets andere gewichten en een gok voor wat we niet weten."
    )
    platforms: list[SharesAnswer] = Field(description="In de volgorde van `ranked`.")
    deciding_answers: list[DecidingAnswerAnswer] = Field(
        description="Welke verandering een ander platform bovenaan zet."
    )
    deciding_questions: list[DecidingQuestionAnswer] = Field(
        description="Welk antwoord van een aanbieder, van de eerste vijf, nummer één kan veranderen."
    )
    places_without: dict[str, dict[str, int]] = Field(
        description="Per eis de platforms die alleen daardoor afvielen, met hun plaats zonder die eis."
    )


class EvidenceAnswer(Schema):
    status: Literal[RUNS, RAN, UNKNOWN_STATUS, ENDED] = Field(
        description="runs: het draait; ran: het liep, of er is geen datum; unknown: niet bekend; ended: gestopt."
    )
    last_seen: str | None = Field(description="De nieuwste datum waarop een bron zei dat het draait; null: geen.")
    lacks: list[Literal[tuple(LACKS)]] = Field(description="Waarom het niet bij de eerste drie kan staan.")


class ShelfPlaceAnswer(Schema):
    slug: str
    rank: int = Field(description="De plaats op de plank. Gelijke cijfers delen een plaats.")
    ranking: float
    evidence: EvidenceAnswer


class ShelfAnswer(Schema):
    shelf: Literal[tuple(TITLES)]
    first: list[str] = Field(description="De eerste drie, of minder: zij draaien, en dat weten we niet alleen van hen.")
    ranked: list[ShelfPlaceAnswer]


class HereAnswer(Schema):
    slug: str
    goal: str | None = Field(description="primary, secondary, none of not_mentioned; null zonder hoofddoel.")
    evidence: EvidenceAnswer


class ToCheckAnswer(Schema):
    slug: str
    reason: Literal["status", "start"] = Field(description="Wat eerst gevraagd moet worden.")
    shelf: Literal[tuple(TITLES)] | None
    rank: int | None = Field(description="De plaats die het op zijn plank zou hebben; null: niet te zeggen.")


class AdviceAnswer(Schema):
    method_version: str
    catalogue_version: str
    verdict: Literal[tuple(VERDICTS)]
    gates: list[GateAnswer]
    weights: dict[str, float] = Field(description="Waarmee gerekend is, per onderdeel.")
    weights_by_hand: dict[str, str | float] = Field(
        description="Welke gewichten met de hand veranderd zijn, zoals gevraagd: een woord of een getal. Leeg: geen."
    )
    ranked: list[RankedAnswer]
    ruled_out: list[RuledOutAnswer]
    without_platform: list[str]
    similar: list[str]
    open_questions: list[str] = Field(description="Vragen die overgeslagen zijn.")
    firmness: FirmnessAnswer | None = Field(
        description="Hoe zeker de volgorde is; null als er geen platform overblijft."
    )
    verdict_cause: str | None = Field(description="Waarom dit oordeel, als het meer dan één reden kan hebben.")
    shelves: list[ShelfAnswer] = Field(description="De planken, op volgorde. `ranked` is de eerste.")
    already_here: list[HereAnswer] = Field(description="Wat er in deze gemeente is, of was.")
    to_check: list[ToCheckAnswer] = Field(description="Past misschien, als het nog bestaat. Heeft geen plaats.")
    perhaps_also: list[str] = Field(description="Past misschien: geen bron noemt het hoofddoel. Heeft geen plaats.")


def json_alone(run):
    """Refuse a body of any other type: a form of another site can send those without asking us first (CORS)."""

    @wraps(run)
    def wrapped(request, **more):
        if request.content_type == "application/json":
            return run(request, **more)
        with asked_language(request):
            response = problem(request, 415, gettext("Stuur de antwoorden als application/json."))
        response["Accept-Post"] = "application/json"
        return response

    return wrapped


def counted(run):
    """Count the request as an advice before anything in it is read: looking for faults costs as well."""

    @wraps(run)
    def wrapped(request, **more):
        try:
            spend(request, "advices")
        except TooMany as error:
            return on_too_many(request, error)
        return run(request, **more)

    return wrapped


@api.post(
    "/adviezen",
    summary="Antwoorden in, advies uit; er wordt niets bewaard",
    tags=["stappenplan"],
    response=AdviceAnswer,
    openapi_extra=ADVICE,
)
@decorate_view(counted, json_alone)
def advice(request, body: Request, lang: Language = "nl"):
    with override(lang):
        answers, faults = check(body.answers)
        by_hand, twice = body.changed_by_hand()
        if faults or twice:
            title = gettext("De antwoorden kloppen niet.") if faults else gettext("Dit verzoek klopt niet.")
            return problem(request, 400, title, [*faults, *twice])
        catalogue = Catalogue.current()
        try:
            found = Plan(answers=answers, emphasis=by_hand).advice(catalogue)
        except ValueError:
            nothing = gettext("Laat minstens één onderdeel meetellen.")
            return problem(request, 400, nothing, [("weights" if body.weights else "emphasis", nothing)])
        if idle := cannot_count(found, body.weights):
            return problem(request, 400, gettext("Dit verzoek klopt niet."), idle)
        return serialization.as_dict(found, catalogue)


def cannot_count(advice, weights):
    """A fault for each weight that would do nothing, since what its criterion asks was not answered."""
    counted = {key for assessment in advice.ranking.ranked for key in assessment.criterion_scores}
    why = gettext("Dit kan niet meetellen: u sloeg de vraag erbij over.")
    return [(f"weights.{key}", why) for key, weight in weights.items() if weight and counted and key not in counted]
