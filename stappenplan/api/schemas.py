"""What the API takes and answers, as Pydantic models: their names stand in the OpenAPI description."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

from platforms.pages.filters import FACET_OF, filter_words
from platforms.search import engine, facets
from platforms.vocabulary import VOCABULARY
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.assessment.shelves import TITLES
from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.evidence.status import ENDED, LACKS, RAN, RUNS, UNKNOWN_STATUS
from stappenplan.method.profile import OVERRIDE_FACTORS, WEIGHT_AT_MOST
from stappenplan.method.robustness.analysis import CLOSE, FAIR, FAIRLY_SURE, STRONG, SURE, THIN_EVIDENCE
from stappenplan.method.robustness.sensitivity import DOUBLED, HALVED, TO_MUST, TO_WISH
from stappenplan.method.verdicts import VERDICTS

CRITERION_KEY = Literal[tuple(CRITERION)]
Weight = Annotated[float, Field(strict=True, ge=0, le=WEIGHT_AT_MOST, allow_inf_nan=False)]


def words_type(name):
    """The values that a filter of the list page takes, as a type."""
    return Literal[tuple(filter_words(name))]


class Filters(Schema):
    """Which platforms: all given values must hold, as on the list page. Pages of 1 to 100.

    In an address each has its alias, in camelCase as the API Design Rules ask (/core/query-keys-camel-case).
    """

    q: str = Field("", max_length=100, description="Zoekwoorden, in naam, plaats, aanbieder en samenvatting.")
    place: str = Field("", max_length=100, description="Een gemeente of plaats.")
    goal: words_type("doel") = Field(None, description="Het doel, vooral of ook.")
    kind: words_type("soort") = Field(None, description="De soort.")
    form: words_type("vorm") = Field(None, description="De vorm.")
    status: words_type("status") = Field(None, description="Bestaat het nog?")
    scope: words_type("bereik") = Field(None, description="Waar is het te gebruiken?")
    free_for_residents: words_type("gratis") = Field(
        None, alias="freeForResidents", description="Gratis voor bewoners?"
    )
    cost_municipality: words_type("kosten") = Field(
        None, alias="costMunicipality", description="Wat kost het de gemeente per jaar?"
    )
    resident_control: words_type("beheer") = Field(None, alias="residentControl", description="Wie beheert het?")
    data_owner: words_type("gegevens") = Field(None, alias="dataOwner", description="Van wie zijn de gegevens?")
    usable_in_nl: Literal[tuple(VOCABULARY["usable_in_nl"].values)] = Field(
        None, alias="usableInNl", description="Is het bruikbaar in Nederland?"
    )
    sort: Literal[tuple(facets.ORDERS)] = Field(
        None, description="De volgorde. Zonder: de beste treffer eerst, of op naam."
    )
    limit: int = Field(100, ge=1, le=100, description="Hoeveel platforms per antwoord.")
    offset: int = Field(0, ge=0, le=1_000_000, description="Hoeveel platforms er worden overgeslagen.")

    @classmethod
    def earlier_names(cls):
        """The names of version 1.0, which are taken until version 2: {earlier name: name now}."""
        return {name: field.alias for name, field in cls.model_fields.items() if field.alias}

    @classmethod
    def names(cls):
        """The names in an address."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    def query(self):
        choices = {facet: getattr(self, facet) for facet in (*FACET_OF.values(), "usable_in_nl")}
        chosen = {facet: value for facet, value in choices.items() if value is not None}
        return engine.Query(self.q, self.place, chosen, self.sort or "")


class Answer(BaseModel):
    """A part of what is answered. Made from dictionaries, each of which a Schema of Ninja would first wrap."""


class OptionAnswer(Answer):
    value: str
    label: str
    alone: bool = Field(description="Deze keuze gaat niet samen met een andere.")


class QuestionAnswer(Answer):
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


class CardAnswer(Answer):
    key: str
    do: Any
    text: str
    source: Any


class StepAnswer(Answer):
    key: str
    title: str
    intro: str
    questions: list[QuestionAnswer]
    cards: list[CardAnswer]


class StepsAnswer(Answer):
    method_version: str
    steps: list[StepAnswer]


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


class RatingAnswer(Answer):
    criterion: str
    weight: float
    low: float = LOW
    high: float = HIGH
    facts: list[str] = Field(description="De feiten waar dit op rust, bekend of niet.")


class RankedAnswer(Answer):
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


class RuledOutAnswer(Answer):
    slug: str
    by: list[str] = Field(description="Alle redenen waarom het afviel.")


class GateAnswer(Answer):
    id: str
    level: Literal[STOP, STOP_NEW, FIRST, WARN, TIP]
    text: str


class SharesAnswer(Answer):
    slug: str
    first: float = Field(description="In welk deel van de berekeningen dit platform bovenaan staat.")
    top3: float = Field(description="In welk deel van de berekeningen het bij de eerste drie staat.")
    central_weights: dict[str, float] = Field(
        description="De gemiddelde gewichten, samen 1, van de berekeningen waarin het bovenaan staat. "
        "Leeg als dat nooit is."
    )


class DecidingAnswerAnswer(Answer):
    key: str = Field(description="Het onderdeel, of bij to_must en to_wish de wens.")
    change: Literal[HALVED, DOUBLED, TO_MUST, TO_WISH]
    first: str = Field(description="Het platform dat dan bovenaan staat.")


class OutcomeAnswer(Answer):
    value: Any
    place: int | None = Field(description="De plaats na dit antwoord; null: dan valt het af.")


class DecidingQuestionAnswer(Answer):
    slug: str
    fact: str
    best: OutcomeAnswer
    worst: OutcomeAnswer


class SurenessAnswer(Answer):
    whole: Literal[SURE, FAIRLY_SURE, CLOSE] = Field(description="Nooit beter dan de zwakste van de andere twee.")
    order: Literal[SURE, FAIRLY_SURE, CLOSE] = Field(description="Hoe stabiel de volgorde is, zoals `firmness.level`.")
    evidence: Literal[STRONG, FAIR, THIN_EVIDENCE] = Field(
        description="strong: minstens vijf feiten, en minstens de helft, komen niet van de aanbieder; thin: geen enkel "
        "feit, of we weten niet of het nu draait."
    )


class FirmnessAnswer(Answer):
    level: Literal[SURE, FAIRLY_SURE, CLOSE] = Field(
        description="sure: nummer één staat in 80% of meer van de berekeningen bovenaan; fairly_sure: in 50% of meer."
    )
    draws: int = Field(
        description="Hoeveel keer we rekenden, steeds met iets andere gewichten en met alle mogelijke waarden voor wat "
        "we niet weten."
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


class EvidenceAnswer(Answer):
    status: Literal[RUNS, RAN, UNKNOWN_STATUS, ENDED] = Field(
        description="runs: het draait; ran: het liep, of er is geen datum; unknown: niet bekend; ended: gestopt."
    )
    last_seen: str | None = Field(description="De nieuwste datum waarop een bron zei dat het draait; null: geen.")
    lacks: list[Literal[tuple(LACKS)]] = Field(description="Waarom het niet bij de eerste drie kan staan.")


class ShelfPlaceAnswer(Answer):
    slug: str
    rank: int = Field(description="De plaats op de plank. Gelijke cijfers delen een plaats.")
    ranking: float
    evidence: EvidenceAnswer


class ShelfAnswer(Answer):
    shelf: Literal[tuple(TITLES)]
    first: list[str] = Field(
        description="De platforms op de eerste drie plaatsen die we goed genoeg kennen. "
        "Het zijn er meer dan drie als ze een plaats delen."
    )
    ranked: list[ShelfPlaceAnswer]


class HereAnswer(Answer):
    slug: str
    goal: str | None = Field(description="primary, secondary, none of not_mentioned; null zonder hoofddoel.")
    evidence: EvidenceAnswer


class ToCheckAnswer(Answer):
    slug: str
    reason: Literal["status", "start"] = Field(description="Wat eerst gevraagd moet worden.")
    shelf: Literal[tuple(TITLES)] | None
    rank: int | None = Field(description="De plaats die het op zijn plank zou hebben; null: niet te zeggen.")


class AdviceAnswer(Answer):
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
    sureness: SurenessAnswer | None = Field(
        description="Hoe zeker het geheel is; null als er geen platform overblijft."
    )
