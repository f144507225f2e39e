"""What each section of the report says: small pure functions from an Advice to marked texts. No layout, no database.

`official_sections` follows the memo of the method (README, 6.1), `resident_sections` the neighbours' pages (6.2).
Every text is chosen from answers and facts; what was not answered stays None and is printed as "Niet ingevuld".
"""

from dataclasses import dataclass, field

from platforms.vocabulary import GROUPS, VOCABULARY

from .explain import is_unknown
from .method.criteria import CRITERIA, CRITERION, WISHES
from .method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN, value_of
from .method.gates import GATES
from .method.municipalities import everyday
from .method.profile import listed
from .method.sources import SOURCES
from .method.steps import QUESTIONS, STEPS
from .method.text import Sentence, _
from .wizard import answer_in_words, answers_by_step

COMPARED, BEST = 5, 3
# What stays whole on a page.
ROWS_PER_TABLE, ANSWERS_PER_TABLE = 10, 7
CARDS = {card.key: card for step in STEPS for card in step.cards}


@dataclass(frozen=True)
class Line:
    """A sentence of a section: `fill` leaves room to write behind it, `source` holds keys of the method's sources."""

    text: "str | Sentence"
    fill: bool = False
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A label and what stands beside it: a text, a tuple of texts, or None for "Niet ingevuld"."""

    label: str
    value: object
    source: tuple[str, ...] = ()


@dataclass
class References:
    """The sources that a report uses, numbered in the order in which they are first cited."""

    numbers: dict = field(default_factory=dict)

    def cite(self, key, source) -> int:
        """The number of a source; `key` tells it apart from the others."""
        return self.numbers.setdefault(key, (len(self.numbers) + 1, source))[0]

    @property
    def used(self) -> list:
        """[(number, source, platform name or "")] in order; complete once all sections before it are rendered."""
        return [
            (number, source, key[0] if isinstance(key, tuple) else "") for key, (number, source) in self.numbers.items()
        ]


# --- shared words ----------------------------------------------------------------------------------------------------

NEED = {
    "residents_asked": _("Bewoners vragen er zelf om."),
    "both": _("Bewoners en organisaties vragen er samen om."),
    "organisation_idea": _("De gemeente of een organisatie vraagt erom, niet de bewoners."),
    "not_checked": _("We weten nog niet of bewoners dit willen."),
}
BOTTLENECK = {
    "cannot_find": _("Mensen willen wel, maar vinden elkaar niet."),
    "info_scattered": _("Nieuws en activiteiten staan overal en nergens."),
    "no_contact": _("Mensen kennen of vertrouwen elkaar nu niet."),
    "nobody_organises": _("Er is nu niemand die het trekt."),
    "conflict": _("Er is nu ruzie, overlast of angst."),
    "service_missing": _("Er mist nu een voorziening."),
}
ASK_PROVIDERS = _("Vraag de aanbieders wat we nog niet weten.")
SET_A_DATE = _("Prik een datum om terug te kijken.")
TALK_IN_THE_STREET = _("Praat met tien buren op straat: wat missen zij?")
# Verdicts under which the choice of a platform is off for now.
NOT_NOW = ("too_few", "offline_first", "use_existing", "sharpen_first")


def why(advice) -> tuple:
    """Why this verdict: who asked for it and what is in the way; the verdict's own words where both were skipped."""
    profile = advice.profile
    chosen = (NEED.get(profile.answer("need_source")), BOTTLENECK.get(profile.answer("bottleneck")))
    known = tuple(text for text in chosen if text)
    return (advice.verdict.meaning,) if advice.verdict.key == "too_few" or not known else known


def actions(advice, defaults) -> tuple:
    """The first three things to do: what the gates ask, then what must be found out, then the defaults."""
    found = [sentence for finding in advice.first for sentence in finding.sentences]
    open_ends = [
        Sentence(_("Zoek uit: %(question)s"), {"question": label_of(advice, key)}) for key in advice.to_find_out
    ]
    return tuple(by_text([*found, *open_ends, *defaults]).values())[:BEST]


def by_text(texts) -> dict:
    """The texts, each once: a Sentence cannot be compared by itself."""
    return {text.text + repr(text.values) if isinstance(text, Sentence) else text: text for text in texts}


def label_of(advice, key) -> str:
    return QUESTIONS[key].label_for(advice.profile.answer("audience"))


def own(advice, *keys) -> tuple[Row, ...]:
    """The visitor's own answers to these questions, those that were asked."""
    answers = advice.profile.answers
    return tuple(
        Row(label_of(advice, key), answer_in_words(QUESTIONS[key], answers[key])) for key in keys if key in answers
    )


def named_existing(profile) -> tuple:
    """What neighbours use now, as words inside a sentence; () when nothing is named."""
    options = (QUESTIONS["existing"].option(value) for value in listed(profile.answer("existing")))
    return tuple(option.running for option in options if option.running)


def tables(rows, at_most=ROWS_PER_TABLE) -> list:
    """Rows in tables of about the same length: a long one does not stay whole on a page."""
    rows = list(rows)
    count = -(-len(rows) // at_most) or 1
    size = -(-len(rows) // count) or 1
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def card_lines(*keys) -> tuple[Line, ...]:
    """Do's and don'ts of the method, with their sources."""
    return tuple(Line(CARDS[key].text, source=CARDS[key].source) for key in keys)


# --- 1 to 4: the first page of the memo ------------------------------------------------------------------------------

AREA = {
    "street": _("een straat of flat"),
    "small": _("een kleine buurt of dorp"),
    "medium": _("een wijk of dorp"),
    "large": _("meer wijken"),
}


def subject(profile) -> "str | Sentence":
    """What the memo is about: the platform, the size of the area and the municipality, as far as answered."""
    place, size = profile.answer("place"), profile.answer("area_size")
    if place is None:
        area = AREA.get(size)
        return Sentence(_("Een buurtplatform voor %(area)s"), {"area": area}) if area else _("Een buurtplatform")
    if size in AREA:
        return Sentence(
            _("Een buurtplatform voor %(area)s in %(place)s"), {"area": AREA[size], "place": everyday(place)}
        )
    return Sentence(_("Een buurtplatform voor de gemeente %(place)s"), {"place": everyday(place)})


def five_lines(advice) -> tuple:
    """The advice in five lines: the verdict, why, and three actions. The second line may hold two sentences."""
    return (
        (advice.verdict.text,),
        why(advice),
        *((action,) for action in actions(advice, (ASK_PROVIDERS, SET_A_DATE, TALK_IN_THE_STREET))),
    )


ROLE = {
    "let_go": _("Kies als rol ‘loslaten’: bewoners doen het, de gemeente doet niets."),
    "facilitate": _("Kies als rol ‘mogelijk maken’: de gemeente geeft ruimte, geld of hulp."),
    "stimulate": _("Kies als rol ‘aanmoedigen’: de gemeente wil dit en nodigt anderen uit."),
    "direct": _("Kies als rol ‘regie’: de gemeente stuurt, anderen doen mee."),
    "regulate": _("Kies als rol ‘regels’: de gemeente bepaalt."),
}
LEAD = {
    "residents": _("Bewoners zijn de baas."),
    "shared": _("Bewoners en gemeente of organisatie zijn samen de baas."),
    "local_organisation": _("Een lokale organisatie is de baas."),
    "municipality": _("De gemeente is de baas."),
}
AMOUNT = {
    "under_5000": _("minder dan 5.000 euro"),
    "from_5000_to_25000": _("5.000 tot 25.000 euro"),
    "over_25000": _("meer dan 25.000 euro"),
}
TERM = {"one": _("voor één jaar"), "two_three": _("voor twee of drie jaar"), "four_plus": _("voor vier jaar of meer")}
REPLY = {
    "named_person": _("Wijs één persoon aan die binnen een paar dagen antwoord geeft:"),
    "team": _("Wijs een team aan dat binnen een paar dagen antwoord geeft:"),
}
PILOT = {
    "one_area_first": Line(_("Begin in één buurt als proef:"), fill=True),
    "all_at_once": Line(_("Begin in het hele gebied tegelijk.")),
}
REVIEW = {
    "date_and_stop_rule": _("Houd vast aan de datum om terug te kijken en de regel om te stoppen:"),
    "date": _("Houd vast aan de datum om terug te kijken, en spreek af wanneer we stoppen:"),
}
FIRST_DECISION = {
    "too_few": _("Vul eerst het stappenplan verder in. Er is nog te weinig om over te besluiten."),
    "offline_first": _("Kies nu nog geen platform. Begin met mensen en een plek."),
    "use_existing": _("Begin geen nieuw platform. Maak sterker wat er al is."),
    "sharpen_first": _("Kies pas een platform als het doel scherp is en bewoners erom vragen."),
}


def decisions(advice) -> tuple[Line, ...]:
    """The decisions asked of the college: role, place to start, money, who answers, review. Made from the answers."""
    profile, lines = advice.profile, []
    if advice.verdict.key in FIRST_DECISION:
        lines.append(Line(FIRST_DECISION[advice.verdict.key]))
    rung, lead = ROLE.get(profile.answer("rung")), LEAD.get(profile.answer("lead"))
    if rung and lead:
        lines.append(Line(Sentence(_("%(role)s %(lead)s"), {"role": rung, "lead": lead})))
    else:
        lines.append(Line(rung or _("Kies welke rol de gemeente wil, en wie de baas is:"), fill=not rung))
    if advice.verdict.key not in NOT_NOW:
        lines += [pilot(profile), money_decision(profile)]
    if not profile.only("municipality_part", "not_needed"):
        text = REPLY.get(profile.answer("reply"), _("Wijs aan wie binnen een paar dagen antwoord geeft:"))
        lines.append(Line(text, fill=True))
    text = REVIEW.get(
        profile.answer("review_date"), _("Prik een datum om terug te kijken, en spreek af wanneer we stoppen:")
    )
    return (*lines, Line(text, fill=True))


def pilot(profile) -> Line:
    if profile.says("start_small", "all_at_once") and profile.says("area_size", "large", "municipality"):
        return Line(_("Begin in één of twee buurten, niet overal tegelijk:"), fill=True)
    return PILOT.get(profile.answer("start_small"), Line(_("Kies waar we beginnen:"), fill=True))


def money_decision(profile) -> Line:
    budget, years = profile.answer("budget"), profile.answer("years_secured")
    if budget == "nothing":
        return Line(_("Stel geen geld beschikbaar voor het platform zelf."))
    if budget not in AMOUNT:
        return Line(_("Stel vast hoeveel geld er per jaar is, en voor hoeveel jaar:"), fill=True)
    amount = {"amount": AMOUNT[budget]}
    if years in TERM:
        return Line(Sentence(_("Stel %(amount)s per jaar beschikbaar, %(term)s."), amount | {"term": TERM[years]}))
    return Line(Sentence(_("Stel %(amount)s per jaar beschikbaar. Bepaal voor hoeveel jaar:"), amount), fill=True)


MEASURE = {
    "baseline_known": _("Er is al een meting van nu. Een jaar na de start meten we opnieuw."),
    "will_measure": _("We meten vóór de start, en een jaar later weer."),
    "activity_only": _("Nu is het plan om leden en berichten te tellen. Dat zegt weinig over de buurt."),
    "no_plan": _("Er is nog geen plan om te meten."),
}
NO_MEASURE = _("Hoe we meten, is niet ingevuld.")


def without_platform_short(advice) -> tuple:
    """The option that is always there, in two sentences."""
    existing = named_existing(advice.profile)
    if existing:
        first = Sentence(_("Maak %(existing)s sterker, en de ontmoetingen in de buurt."), {"existing": existing})
        return first, _("Twee plekken naast elkaar verdelen de buurt.")
    return _("Begin met ontmoeten: een vaste plek, een activiteit of papier."), _("Daar is geen platform voor nodig.")


def robustness(advice) -> tuple:
    """How sure the order is, in one or two sentences."""
    ranked = advice.shortlist.ranked
    if len(ranked) < 2:
        return ()
    if advice.can_be_first == 1:
        return (Sentence(_("Ook met wat we niet weten, blijft %(name)s bovenaan."), {"name": ranked[0].platform.name}),)
    values = {"count": advice.can_be_first}
    return (Sentence(_("Met wat we nog niet weten, kunnen %(count)s platforms bovenaan komen."), values),)


# --- 5: does a platform fit ------------------------------------------------------------------------------------------

# What a gate that does not hold says about the plan.
IN_ORDER = {
    "not_the_right_tool": _("Wat in de weg staat, is iets waar een platform bij kan helpen."),
    "platform_alone": _("Het platform staat niet alleen: er zijn mensen of er gebeurt iets in het echt."),
    "no_connectors": _("Er zijn bewoners die anderen bij elkaar brengen."),
    "no_offline": _("Er is iets in het echt gepland."),
    "need_not_checked": _("Bewoners vroegen er zelf om."),
    "goal_not_sharp": _("Het resultaat is opgeschreven."),
    "only_counting": _("We meten meer dan leden en berichten."),
    "platform_in_municipality": _("We vonden in de gemeente niets dat hier sterk op lijkt."),
    "trust_first": _("Te weinig vertrouwen is niet wat het meest in de weg staat."),
    "existing_not_checked": _("We weten wat buren nu gebruiken, en of het werkt."),
    "municipality_owns": _("De gemeente is niet de eigenaar of de baas."),
    "municipality_moderates": _("De gemeente haalt geen berichten weg."),
    "role_clash": _("De rol van de gemeente past bij wie de baas is."),
    "nobody_answers": _("Er is iemand die namens de gemeente antwoord geeft."),
    "left_out_group": _("De manieren om mee te doen passen bij wie we niet willen missen."),
    "too_little_time": _("Er is genoeg tijd voor dit gebied."),
    "whole_municipality_at_once": _("We beginnen niet overal tegelijk."),
    "paid_without_money": _("De manier van beginnen past bij het geld."),
    "short_money": _("Geld en tijd zijn er voor meer dan één jaar."),
    "no_exit": _("Over de gegevens bij het einde is nagedacht."),
    "no_moderation": _("Er is geregeld wie zorgt dat het netjes blijft."),
    "no_review": _("Er is een datum om terug te kijken."),
}


def checked(advice) -> dict:
    """The gates: `first` and `watch` hold, `in_order` were answered and do not, `unknown` are skipped questions."""
    profile = advice.profile
    holding = {finding.key for finding in advice.findings}
    passed = (
        gate
        for gate in GATES
        if gate.key in IN_ORDER
        and gate.key not in holding
        and all(profile.answer(key) is not None for key in gate.asks if key in profile.answers)
        and any(profile.answer(key) is not None for key in gate.asks)
        and not (gate.key == "no_connectors" and "platform_alone" in holding)
        and not (gate.key == "existing_not_checked" and "similar_platform_present" in holding)
    )
    return {
        "first": advice.at(STOP, STOP_NEW, FIRST),
        "watch": advice.at(WARN),
        "tips": advice.at(TIP),
        "in_order": tuple(Line(IN_ORDER[gate.key], source=gate.source) for gate in passed),
        "unknown": tuple(label_of(advice, key) for key in open_gate_questions(advice)),
    }


def open_gate_questions(advice) -> tuple[str, ...]:
    """The skipped questions that a gate or a plain yes needs, in the order in which they are asked."""
    needed = {key for gate in GATES for key in gate.asks} | set(advice.to_find_out)
    return tuple(key for key in advice.open_questions if key in needed)


def alternative(advice) -> tuple[Row, ...]:
    """No new platform, worked out as a full option."""
    profile = advice.profile
    existing = named_existing(profile)
    ways = [value for value in listed(profile.answer("offline_ways")) if value != "none"]
    has_people = profile.says("connectors", "team_ready", "some_people")
    return (
        Row(
            _("Wat doen we?"),
            Sentence(_("Maak %(existing)s sterker. Vraag de beheerders wat zij nodig hebben."), {"existing": existing})
            if existing
            else CARDS["D4"].text,
            ("S28", "S29") if existing else CARDS["D4"].source,
        ),
        Row(
            _("Wat gebeurt er in het echt?"),
            tuple(QUESTIONS["offline_ways"].option(value).label for value in ways)
            or _("Kies minstens één ding: een plek, een activiteit of papier."),
            () if ways else ("S4", "S40"),
        ),
        Row(
            _("Wie doet het?"),
            _("De mensen die anderen nu al bij elkaar brengen. Geef hun tijd en een plek.")
            if has_people
            else CARDS["D15"].text,
            ("OJ",) if has_people else CARDS["D15"].source,
        ),
        Row(_("Hoe doet iedereen mee?"), (CARDS["D17"].text, CARDS["D18"].text), ("S4", "S46")),
        Row(
            _("Wat kost het?"),
            _("U betaalt geen nieuw platform. Reken wel op uren van mensen en op geld voor activiteiten."),
            ("S42",),
        ),
        Row(_("Hoe weten we of het werkt?"), CARDS["D3"].text, CARDS["D3"].source),
        Row(
            _("Wanneer toch een platform?"),
            _("Als mensen elkaar in het echt zien, en daarna nog steeds niet kunnen vinden wat ze zoeken."),
            ("S5", "S11", "OJ"),
        ),
    )


# --- 6 and 7: what exists, who does what ------------------------------------------------------------------------------


def platforms_here(advice, catalogue) -> tuple:
    """The active platforms that the catalogue knows in this municipality; those for the main goal first."""
    place, similar = advice.profile.answer("place"), advice.shortlist.similar
    if place is None:
        return ()
    here = (
        platform
        for platform in catalogue.platforms
        if place in platform.municipalities and value_of(platform, "status") == "active"
    )
    return tuple(sorted(here, key=lambda platform: (platform not in similar, platform.name.casefold())))


RUNGS = ("regulate", "direct", "stimulate", "facilitate", "let_go")


def staircase(profile) -> tuple:
    """The treads from high to low: (label, whether it is chosen)."""
    question = QUESTIONS["rung"]
    return tuple((question.option(value).label, profile.says("rung", value)) for value in RUNGS)


def roles(advice) -> tuple[Row, ...]:
    """Who leads and who answers, what the municipality does and what it leaves."""
    profile = advice.profile
    part = set(listed(profile.answer("municipality_part")))
    left = tuple(
        option.label
        for option in QUESTIONS["municipality_part"].options
        if option.value not in part and option.value != "not_needed"
    )
    return (
        *own(advice, "lead", "rung", "municipality_part"),
        *((Row(_("Dit doet de gemeente niet"), left),) if part and left else ()),
        *own(advice, "reply", "moderation"),
    )


def handover(profile) -> Line:
    """When residents take over."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als baas of eigenaar. Bewoners nemen het over op:"), True, ("S44", "OJ"))
    if profile.says("lead", "residents"):
        return Line(_("Bewoners zijn over een jaar de baas. Tot die tijd beslist:"), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))


# --- 8: comparison -----------------------------------------------------------------------------------------------------


def compared(advice) -> dict:
    """The first five side by side: per criterion that counts, a word for each."""
    shown = advice.shortlist.ranked[:COMPARED]
    rows = [
        (criterion.label, tuple(word_for(assessment, criterion.key) for assessment in shown))
        for criterion in CRITERIA
        if advice.profile.weights[criterion.key] and shown
    ]
    return {"assessments": shown, "rows": tuple(row for row in rows if any(row[1]))}


def word_for(assessment, key) -> str:
    return next((rating.word for rating in assessment.ratings if rating.criterion.key == key), "")


# Figures of providers and initiators about themselves: an order of size, no promise.
EXPECT = (
    Line(_("12% van de huishoudens deed mee na zes maanden, in een proef in een stad."), source=("S41",)),
    Line(_("21% deed mee in een Belgische plaats."), source=("S26",)),
    Line(_("Ongeveer 10% van de inwoners zat in de appgroepen van één gemeente."), source=("S55",)),
    Line(_("Ongeveer 8.000 mensen deden mee na tien jaar op IJburg."), source=("S44",)),
    Line(_("De meeste leden lezen alleen mee."), source=("S73",)),
)
EXPECT_MEDIUM = Line(
    _("In een wijk van 1.000 tot 4.000 huishoudens zijn dat ruwweg 100 tot 800 huishoudens."), source=("OJ",)
)


def expect(profile) -> tuple[Line, ...]:
    return (*EXPECT, EXPECT_MEDIUM) if profile.says("area_size", "medium") else EXPECT


# --- 10 and 11: money and law ------------------------------------------------------------------------------------------

BAND = {"under_5000": (0, 5000), "from_5000_to_25000": (5000, 25000), "over_25000": (25000, None)}
YEARS = {"one": (1, 1), "two_three": (2, 3), "four_plus": (4, None)}
HOURS = {"under_2": (0, 2), "from_2_to_7": (2, 7), "from_8_to_15": (8, 15), "over_15": (15, None)}
WEEKS = 52


def between(low, high, unit) -> Sentence:
    """A range in words; `low` 0 or `high` None leaves that end open. Thousands are set by the language when shown."""
    if high is None:
        return Sentence(_("meer dan %(low)s %(unit)s"), {"low": Number(low), "unit": unit})
    if not low:
        return Sentence(_("minder dan %(high)s %(unit)s"), {"high": Number(high), "unit": unit})
    return Sentence(_("%(low)s tot %(high)s %(unit)s"), {"low": Number(low), "high": Number(high), "unit": unit})


@dataclass(frozen=True)
class Number:
    """A whole number that is written with the thousands mark of the reader's language."""

    value: int

    def __str__(self):
        from django.utils.formats import number_format

        return number_format(self.value, force_grouping=True)


def product(first, second):
    """Two ranges multiplied; None where an end is open."""
    (low, high), (fewest, most) = first, second
    return low * fewest, None if high is None or most is None else high * most


def budget_rows(profile) -> tuple:
    """What it costs: (post, per year, for the whole term, source); None where an answer is missing.

    Only arithmetic on the answers: no price is invented, and people and programme get room to fill in.
    """
    euro, hour = _("euro"), _("uur")
    budget, years, hours = (profile.answer(key) for key in ("budget", "years_secured", "hours"))
    nothing = budget == "nothing"
    platform = _("Niets") if nothing else AMOUNT.get(budget)
    whole = _("Niets") if nothing else times(BAND.get(budget), YEARS.get(years), euro)
    people = times(HOURS.get(hours), (WEEKS, WEEKS), hour)
    people_whole = times(product(HOURS[hours], (WEEKS, WEEKS)) if hours in HOURS else None, YEARS.get(years), hour)
    return (
        (_("Platform"), platform, whole, ("S42",)),
        (_("Mensen, in uren"), people, people_whole, ("S42",)),
        (_("Mensen, in euro"), "", "", ("S42",)),
        (_("Programma: activiteiten, plek, drukwerk"), "", "", ("S42",)),
    )


def times(first, second, unit):
    """Two ranges multiplied, in words; None when one is missing or the outcome says nothing."""
    if first is None or second is None:
        return None
    low, high = product(first, second)
    return None if not low and high is None else between(low, high, unit)


def money_facts(assessments) -> list:
    """What the catalogue says about money of the first platforms: (label, the Facts or None)."""
    keys = [key for key in VOCABULARY if VOCABULARY[key].group == GROUPS[3]]
    keys = ["free_for_residents", *keys]
    return [(VOCABULARY[key].label, [one.platform.facts.get(key) for one in assessments]) for key in keys]


@dataclass(frozen=True)
class Law:
    """A legal point: what holds, what to do, who knows; `item` is the answer of `legal_ready` that says it is checked."""

    title: str
    holds: tuple[str, ...]
    to_do: str
    who: str
    source: tuple[str, ...]
    item: str = ""


LAWS = (
    Law(
        _("Privacy (DPIA)"),
        (
            _("Een DPIA is verplicht als het gebruik van gegevens een hoog risico geeft."),
            _("Wie verantwoordelijk is, beoordeelt dat. Eerder beginnen mag niet."),
            _("De Autoriteit Persoonsgegevens heeft een lijst en negen criteria."),
        ),
        _("Vraag of een DPIA nodig is. Begin niet voordat dat duidelijk is."),
        _("Privacy-adviseur"),
        ("S57",),
        "privacy",
    ),
    Law(
        _("Toegankelijkheid"),
        (
            _("Sites en apps van de overheid moeten toegankelijk zijn en een verklaring hebben."),
            _("Een nieuwe site moet dat bij de start al zijn."),
            _("Status A is het doel. B en C mogen onder voorwaarden."),
            _("De wet wijst naar EN 301 549. De uitleg noemt WCAG 2.1, A en AA."),
            _("Beheert een ander de site? Dan hangt het ervan af van wie de site is."),
            _("Ook publieke organisaties en hun samenwerkingen vallen onder deze plicht."),
        ),
        _("Vraag de aanbieder in elk geval om een verklaring."),
        _("Webredactie"),
        ("S49", "S63", "S64", "S65", "S66", "OJ"),
        "accessibility",
    ),
    Law(
        _("Subsidie of opdracht"),
        (
            _("Kijk naar de band tussen betaling en prestatie, en naar wie het initiatief nam."),
            _("Kijk ook naar wiens belang het is, of het commercieel is, en naar kostprijs of marktprijs."),
            _("Een subsidie die op een betaalde opdracht lijkt, kan een opdracht zijn. Die moet u aanbesteden."),
        ),
        _("Kies bewust: subsidie of opdracht. Bij een opdracht gelden inkoopregels."),
        _("Inkoop"),
        ("S61", "S62"),
        "procurement",
    ),
    Law(
        _("Europese drempel"),
        (
            _("Het bedrag geldt voor de hele looptijd, zonder btw. Elke twee jaar komt er een nieuw bedrag."),
            _("In 2022 en 2023 was het 215.000 euro voor goederen en diensten."),
        ),
        _("Zoek het bedrag van nu op. Wij vonden het niet."),
        _("Inkoop"),
        ("S67",),
    ),
    Law(
        _("Voorwaarden voor ICT"),
        (
            _("De GIBIT zijn de inkoopvoorwaarden van gemeenten voor ICT."),
            _("De versie van 2023 gaat ook over privacy, beveiliging, archief en hosting."),
        ),
        _("Kijk wat er staat over het teruggeven van gegevens."),
        _("Inkoop en ICT"),
        ("S68", "S69", "OJ"),
    ),
    Law(
        _("Berichten beheren (DSA)"),
        (
            _("De DSA geldt sinds februari 2024 voor diensten waar mensen zelf berichten plaatsen."),
            _("Kleine aanbieders hebben minder plichten. De basis blijft: kunnen melden, en uitleg bij weghalen."),
            _("Telt een groep vrijwilligers ook als aanbieder? Dat vonden wij niet."),
        ),
        _("Vraag de aanbieder hoe melden en weghalen werkt."),
        _("Jurist"),
        ("S70", "S71"),
    ),
    Law(
        _("Wet over participatie"),
        (
            _("Er is een wet over meedoen in alle fasen van beleid."),
            _("Onze bronnen noemen niet dezelfde datum van ingang."),
        ),
        _("Zoek de datum op voordat u die noemt."),
        _("Jurist"),
        ("S72", "S77"),
    ),
)


def law(profile) -> tuple:
    """The legal points, each with what was checked: (Law, text)."""

    def state(item):
        if not item:
            return _("Niet gevraagd in het stappenplan")
        if profile.answer("legal_ready") is None:
            return None
        return _("Nagekeken") if profile.says("legal_ready", item) else _("Nog niet nagekeken")

    return tuple((one, state(one.item)) for one in LAWS)


# --- 12 to 14: risks, planning, questions ------------------------------------------------------------------------------

SPONSOR, CORE, ADMINISTRATORS = _("Opdrachtgever bij de gemeente"), _("Kerngroep van bewoners"), _("Beheerders")
CONTACT = _("Contactpersoon van de gemeente")
# Of each gate: the risk, the sign by which it shows, and who keeps an eye on it. A proposal: [OJ].
RISKS = {
    "not_the_right_tool": (
        _("Het platform lost het echte probleem niet op."),
        _("Mensen melden zich aan, maar er verandert niets."),
        SPONSOR,
    ),
    "platform_alone": (_("Het platform staat alleen en loopt leeg."), _("Niemand plaatst meer iets."), CORE),
    "no_connectors": (
        _("Niemand brengt mensen bij elkaar."),
        _("Steeds dezelfde twee of drie mensen doen alles."),
        CORE,
    ),
    "no_offline": (_("Alleen wie online is, doet mee."), _("Op straat kent niemand het platform."), CORE),
    "need_not_checked": (
        _("We bouwen iets waar niemand om vroeg."),
        _("Na de start melden weinig mensen zich aan."),
        SPONSOR,
    ),
    "goal_not_sharp": (
        _("Niemand kan zeggen of het werkt."),
        _("Bij de terugblik is er geen getal om naar te kijken."),
        SPONSOR,
    ),
    "only_counting": (
        _("We zien niet of het contact beter wordt."),
        _("Er zijn alleen cijfers over leden en berichten."),
        SPONSOR,
    ),
    "similar_platform_present": (
        _("Twee plekken naast elkaar verdelen de buurt."),
        _("Hetzelfde bericht staat op twee plekken."),
        SPONSOR,
    ),
    "platform_in_municipality": (
        _("Er komt iets dubbels in de gemeente."),
        _("Bewoners vragen waar ze moeten zijn."),
        SPONSOR,
    ),
    "trust_first": (_("Mensen durven niet mee te doen."), _("Niemand stelt een vraag."), CORE),
    "existing_partly": (
        _("De mensen van nu voelen zich gepasseerd."),
        _("De beheerders van nu doen niet mee."),
        CORE,
    ),
    "existing_not_checked": (
        _("We missen wat buren al gebruiken."),
        _("Na de start blijkt dat buren al ergens anders zitten."),
        CORE,
    ),
    "municipality_owns": (
        _("Het platform wordt niet van de buurt."),
        _("Vooral de gemeente plaatst berichten."),
        SPONSOR,
    ),
    "municipality_moderates": (
        _("De gemeente wordt partij in een ruzie."),
        _("Er komen klachten over weggehaalde berichten."),
        SPONSOR,
    ),
    "role_clash": (
        _("De rol van de gemeente is onduidelijk."),
        _("Bewoners en ambtenaren verwachten iets anders van elkaar."),
        SPONSOR,
    ),
    "nobody_answers": (
        _("Vragen aan de gemeente blijven liggen."),
        _("Een vraag staat langer dan een paar dagen open."),
        CONTACT,
    ),
    "left_out_group": (
        _("We missen mensen die we niet willen missen."),
        _("Steeds dezelfde mensen doen mee."),
        CORE,
    ),
    "too_little_time": (
        _("Er is te weinig tijd om het te laten groeien."),
        _("Berichten blijven liggen. Trekkers haken af."),
        CORE,
    ),
    "very_small": (
        _("Er is te weinig nieuws voor een eigen platform."),
        _("Er staat wekenlang niets nieuws."),
        CORE,
    ),
    "whole_municipality_at_once": (
        _("Overal begint het, nergens komt het op gang."),
        _("In geen enkele buurt is een vaste groep."),
        SPONSOR,
    ),
    "build_yourself": (_("Niemand onderhoudt de software."), _("Fouten blijven staan."), SPONSOR),
    "paid_without_money": (
        _("Er is geen geld voor wat we willen."),
        _("De aanbieder stuurt een offerte, maar er is geen budget."),
        SPONSOR,
    ),
    "short_money": (
        _("Het geld stopt te vroeg."),
        _("Een half jaar voor het einde is er geen nieuw geld."),
        SPONSOR,
    ),
    "no_exit": (
        _("Bij het einde zijn de gegevens weg."),
        _("Niemand weet hoe we de ledenlijst krijgen."),
        SPONSOR,
    ),
    "no_moderation": (
        _("De toon wordt naar."),
        _("Mensen klagen over berichten, of gaan weg."),
        ADMINISTRATORS,
    ),
    "no_review": (
        _("Het platform blijft leeg staan."),
        _("Niemand weet wanneer we terugkijken."),
        SPONSOR,
    ),
    "goal_safety": (
        _("Angst groeit in plaats van contact."),
        _("Er komen foto's of berichten over ‘verdachte’ mensen."),
        ADMINISTRATORS,
    ),
    "legal_check": (
        _("We houden ons niet aan de regels."),
        _("Er ligt geen oordeel van privacy, webredactie of inkoop."),
        SPONSOR,
    ),
    "nothing_left": (
        _("Geen platform voldoet aan wat we vragen."),
        _("Elke aanbieder valt af op dezelfde eis."),
        SPONSOR,
    ),
}


@dataclass(frozen=True)
class Risk:
    """A risk with its sign, what to do (sentences) and who keeps an eye on it."""

    risk: str
    sign: str
    measures: tuple
    owner: str
    source: tuple[str, ...]


def risks(advice) -> tuple[Risk, ...]:
    """The risks, made from the gates that hold, the hardest first."""
    order = (STOP, STOP_NEW, FIRST, WARN, TIP)
    holding = sorted((f for f in advice.findings if f.key in RISKS), key=lambda finding: order.index(finding.level))
    return tuple(Risk(*RISKS[f.key][:2], f.sentences, RISKS[f.key][2], f.gate.source) for f in holding)


AGAIN = _("Doe dit stappenplan opnieuw.")
LOOK_BACK = _("Kijk terug op de afgesproken datum. Ga door, verander iets, of stop.")
MEASURE_AGAIN = _("Meet opnieuw, met dezelfde vragen als vóór de start.")


def planning(advice) -> tuple:
    """The first 30 days, 100 days and the year: (title, lines)."""
    first = [Line(sentence) for finding in advice.at(STOP, STOP_NEW, FIRST) for sentence in finding.sentences]
    found_out = [
        Line(Sentence(_("Zoek uit: %(question)s"), {"question": label_of(advice, key)})) for key in advice.to_find_out
    ]
    hundred, year = LATER.get(advice.verdict.key, with_platform)(advice.profile)
    decide = [Line(_("Neem de besluiten uit hoofdstuk 3."))]
    ask = [] if advice.verdict.key in NOT_NOW else [Line(_("Stel de vragen uit hoofdstuk 14 aan de aanbieders."))]
    return (
        (_("De eerste 30 dagen"), (*decide, *first, *found_out, *ask)),
        (_("De eerste 100 dagen"), hundred),
        (_("Het eerste jaar"), year),
    )


def with_platform(profile):
    measured = profile.says("measure", "baseline_known")
    hundred = [
        Line(_("Kies een platform, met de antwoorden van de aanbieders erbij.")),
        *([] if measured else [Line(_("Meet vóór de start, met de zinnen uit bijlage 1."), source=("S24", "S25"))]),
        Line(_("Maak huisregels met de beheerders."), source=("S43",)),
        Line(_("Zet op papier wie de gegevens krijgt als het stopt."), source=("S9", "S17")),
        *card_lines("D16", "D19"),
    ]
    year = [
        Line(MEASURE_AGAIN, source=("S24", "S25")),
        *([Line(_("Regel het geld voor de jaren daarna."), source=("S44",))] if short(profile) else []),
        *([Line(_("Draag het over aan bewoners, zoals afgesproken."), source=("S44",))] if owned(profile) else []),
        Line(LOOK_BACK, source=("S40",)),
    ]
    return tuple(hundred), tuple(year)


def short(profile) -> bool:
    return profile.says("years_secured", "none", "one")


def owned(profile) -> bool:
    return profile.says("lead", "municipality") or profile.says("municipality_part", "owner")


def people_first(profile):
    hundred = (
        *card_lines("D15", "D16"),
        Line(_("Houd een vaste plek of activiteit in de buurt."), source=("S4", "S5")),
    )
    return hundred, (Line(_("Vraag mensen of het contact beter is geworden."), source=("S24",)), Line(AGAIN))


def strengthen(profile):
    hundred = (
        Line(_("Vraag de mensen van nu wat zij nodig hebben: tijd, geld, hulp of een plek."), source=("S28", "S29")),
        Line(_("Spreek één ding af waarmee u helpt.")),
        *card_lines("D17"),
    )
    return hundred, (Line(_("Kijk terug met de mensen die het trekken."), source=("S40",)), Line(AGAIN))


def goal_first(profile):
    hundred = (Line(TALK_IN_THE_STREET, source=("S5", "OJ")), *card_lines("D2", "D3"), Line(AGAIN))
    return hundred, (Line(_("Werk het plan uit dat daaruit komt.")), Line(LOOK_BACK, source=("S40",)))


def fill_in(profile):
    return (*card_lines("D1", "D4"), Line(AGAIN)), (Line(LOOK_BACK, source=("S40",)),)


LATER = {
    "offline_first": people_first,
    "use_existing": strengthen,
    "sharpen_first": goal_first,
    "too_few": fill_in,
}


def questions(assessment) -> tuple[str, ...]:
    """What to ask this provider, the questions that can move the ranking most first."""
    keys = (key for key in assessment.to_ask if key in VOCABULARY)
    return tuple(VOCABULARY[key].ask for key in keys)


def unknown_facts(assessment, at_most) -> tuple[str, ...]:
    """What nobody knows of this platform, as clauses ("of het nog draait"), the weightiest first."""
    keys = (key for key in assessment.to_ask if is_unknown(assessment.platform, key))
    return tuple(VOCABULARY[key].unknown for key in keys)[:at_most]


# --- 15 and annex --------------------------------------------------------------------------------------------------------

LIMITS = (
    Line(
        _("Geen onderzoek toont aan dat een platform zelf zorgt voor meer binding in de buurt."), source=("S12", "S13")
    ),
    Line(_("Nederlands bewijs is dun, en komt vaak van aanbieders."), source=("S3", "S4", "S17", "S34")),
    Line(
        _("Over mislukte platforms wordt weinig geschreven. Wij vonden er twee in lokaal nieuws."), source=("S9", "S10")
    ),
    Line(_("We vonden één openbare prijs, en geen bedrag uit een contract met een gemeente."), source=("S17",)),
    Line(_("De getallen waarmee we rekenen, zijn ons eigen oordeel."), source=("OJ",)),
    Line(_("Wetten veranderen. Laat de juridische punten na een jaar opnieuw nakijken."), source=("OJ",)),
)
STATEMENTS = (
    _("Ik heb veel contact met andere buurtbewoners."),
    _("In deze buurt gaat men op een prettige manier met elkaar om."),
    _("Ik woon in een gezellige buurt waar mensen elkaar helpen en samen dingen doen."),
    _("Mensen kennen elkaar in deze buurt nauwelijks."),
    _("Ik ben tevreden met de bevolkingssamenstelling in deze buurt."),
    _("Ik voel mij thuis in deze buurt."),
)
STATEMENT_NOTES = {
    3: _("Deze zin is omgekeerd: ‘mee oneens’ is hier goed."),
    4: _("Laat deze zin weg in een eigen vragenlijst. Hij kan mensen pijn doen."),
}
ANSWERS_TO_STATEMENTS = (
    _("helemaal mee eens"),
    _("mee eens"),
    _("niet eens en niet oneens"),
    _("mee oneens"),
    _("helemaal mee oneens"),
)


def weights(profile) -> list:
    """What each criterion weighs: (label, weight), heaviest first; what does not count is left out."""
    rows = [(CRITERION[key].label, weight) for key, weight in profile.weights.items() if weight]
    return sorted(rows, key=lambda row: -row[1])


def official_sections(advice, catalogue, answers) -> dict:
    """Everything the memo says beside the advice itself; the template puts it in order."""
    profile = advice.profile
    best = advice.shortlist.ranked[:BEST]
    return {
        "subject": subject(profile),
        "area": own(advice, "area_size")[0].value if "area_size" in profile.answers else None,
        "place": everyday(profile.answer("place") or ""),
        "five_lines": five_lines(advice),
        "decisions": decisions(advice),
        "goals": own(advice, "goal_main", "goal_extra"),
        "goal_sentence": profile.answer("goal_sentence"),
        "measure": MEASURE.get(profile.answer("measure"), NO_MEASURE),
        "not_now": advice.verdict.key in NOT_NOW,
        "best": best,
        "without_short": without_platform_short(advice),
        "robustness": robustness(advice),
        "checked": checked(advice),
        "alternative": alternative(advice),
        "without": advice.shortlist.without_platform[:BEST],
        "existing_rows": own(advice, "existing", "existing_works"),
        "here": platforms_here(advice, catalogue)[:ROWS_PER_TABLE],
        "here_more": max(0, len(platforms_here(advice, catalogue)) - ROWS_PER_TABLE),
        "staircase": staircase(profile),
        "roles": roles(advice),
        "handover": handover(profile),
        "role_tips": card_lines("D6", "D7", "D8", "X7", "X8", "X9"),
        "compared": compared(advice),
        "fell_out": tables(advice.shortlist.reasons),
        "expect": expect(profile),
        "people": own(advice, "core_team", "connectors", "hours", "moderation", "groups"),
        "places": own(advice, "offline_ways", "channels", "offline_help"),
        "people_tips": card_lines("D15", "D16", "D18", "D20", "X17", "X19"),
        "budget_rows": budget_rows(profile),
        "money_facts": money_facts(best),
        "law": law(profile),
        "pays": profile.says("municipality_part", "client", "owner"),
        "risks": tables(risks(advice)),
        "planning": planning(advice),
        "asks": [(assessment, questions(assessment)) for assessment in best],
        "answers_by_step": [
            (group["step"], tables(group["rows"], ANSWERS_PER_TABLE)) for group in answers_by_step(answers)
        ],
        "weights": weights(profile),
        "limits": LIMITS,
        "statements": [(text, STATEMENT_NOTES.get(index, "")) for index, text in enumerate(STATEMENTS)],
        "statement_answers": ANSWERS_TO_STATEMENTS,
        "references": References(),
    }


# --- the neighbours' pages -----------------------------------------------------------------------------------------------

OUR_TITLE = {
    "street": _("Een platform voor onze straat?"),
    "municipality": _("Een platform voor onze gemeente?"),
}
OUR_VERDICT = {
    "too_few": _("We weten nog te weinig."),
    "offline_first": _("Nog niet: eerst offline beginnen."),
    "use_existing": _("We gebruiken wat er al is."),
    "sharpen_first": _("Nog niet: eerst het doel scherp."),
    "go_if": _("Ja, als we eerst een paar dingen regelen."),
    "go": _("Ja, een platform past bij ons."),
}
OUR_REASON = {
    "too_few": _("Als we meer vragen beantwoorden, krijgen we een advies."),
    "offline_first": _("Een platform lost dit nu niet op. We beginnen met mensen en een plek."),
    "use_existing": _("Iets nieuws is nu niet nodig. We maken sterker wat buren al gebruiken."),
    "sharpen_first": _("Een platform is een middel. We schrijven eerst op wat we willen, en wie daarom vraagt."),
    "go_if": _("Een platform kan helpen bij ons doel. Doe eerst wat hieronder staat."),
    "go": _("Ons plan heeft een duidelijk doel, mensen die het dragen en iets in het echt."),
}
OUR_GOAL = {
    "meet": _("Wij willen dat buren elkaar leren kennen."),
    "help": _("Wij willen dat buren elkaar helpen."),
    "share": _("Wij willen dat buren meer lenen, geven en ruilen."),
    "inform": _("Wij willen dat iedereen weet wat er in de buurt gebeurt."),
    "safety": _("Wij willen een veilige buurt."),
    "participate": _("Wij willen meepraten en meebeslissen met de gemeente."),
    "initiate": _("Wij willen eigen plannen van bewoners beginnen en betalen."),
    "environment": _("Wij willen een groene, schone en duurzame buurt."),
}
ALSO_IN_PERSON = _("Een platform werkt alleen als mensen elkaar ook in het echt zien.")
QUESTIONS_EACH = 5


def our_answer(advice) -> tuple:
    """In short: the goal, the reason and the condition, after the verdict itself."""
    goal = OUR_GOAL.get(advice.profile.answer("goal_main"))
    texts = (goal, *(text for text in why(advice) if advice.verdict.key != "too_few"), OUR_REASON[advice.verdict.key])
    last = () if advice.verdict.key in ("too_few", "offline_first") else (ALSO_IN_PERSON,)
    return tuple(text for text in (*texts, *last) if text)


def what_is_there(profile) -> tuple[Row, ...]:
    """The option that is always there, in the rows of the other options."""
    existing = named_existing(profile)
    if existing:
        return (
            Row("", Sentence(_("Wat we nu gebruiken: %(existing)s."), {"existing": existing})),
            Row("", _("Vraag het de beheerder.")),
            Row("", _("De beheerder van nu. Die wil misschien graag hulp.")),
            Row("", _("Meedoen en helpen.")),
            Row("", _("Wie er nu niet in zit.")),
        )
    unknown = _("Weten we nog niet.")
    nothing = _("Er is nog niets.") if profile.says("existing", "none") else unknown
    meet = _("Elkaar ontmoeten, zonder platform.")
    return (Row("", nothing), Row("", unknown), Row("", unknown), Row("", meet), Row("", _("Wat buren nu gebruiken.")))


OPTION_ROWS = (
    _("Wat is het?"),
    _("Wat kost het?"),
    _("Wie beheert het?"),
    _("Wat vraagt het van ons?"),
    _("Wat weten we nog niet?"),
)


def option_cells(assessment) -> tuple:
    """One platform in the rows of OPTION_ROWS: per row its Facts, or texts where no fact speaks."""
    facts, kind = assessment.platform.facts, VOCABULARY["kind"].sentences[assessment.platform.kind]
    known = [
        tuple(facts[key] for key in keys if key in facts)
        for keys in (("free_for_residents", "cost_municipality"), ("resident_control",), ("start_effort",))
    ]
    return kind, *known, unknown_facts(assessment, 2)


OUR_ROLES = (
    (_("Trekker"), _("houdt het bij elkaar"), "core_team"),
    (_("Buurtverbinder"), _("nodigt buren uit en gaat op pad"), "connectors"),
    (_("Beheerder, minstens twee"), _("zorgt dat het netjes blijft"), "moderation"),
    (_("Geld"), _("houdt bij wat erin komt en eruit gaat"), "budget"),
    (_("Contact met de gemeente"), _("stelt vragen en vertelt het terug"), ""),
)


def our_roles(advice) -> tuple:
    """The roles to fill in: (role, what it does, what we answered about it or None)."""
    return tuple(
        (role, does, own(advice, key)[0].value if key and own(advice, key) else None) for role, does, key in OUR_ROLES
    )


def house_rules(profile) -> tuple[Line, ...]:
    """House rules to start from; those of a safety plan come with its own."""
    rules = [Line(_("We praten met elkaar zoals we dat op straat doen."), source=("OJ",))]
    if profile.says("entry", "real_names", "verified_neighbours"):
        rules.append(Line(_("We gebruiken onze eigen naam."), source=("S43",)))
    rules += [
        Line(_("We plaatsen geen foto's van ‘verdachte’ mensen, en niets over afkomst."), source=("S32", "S58", "OJ")),
        Line(_("We delen niets over een ander zonder het te vragen."), source=("OJ",)),
        Line(_("Vragen om hulp mag altijd. Niemand hoeft ja te zeggen."), source=("S10", "S60")),
        Line(_("Beheerders zijn met z'n tweeën of meer. Zij leggen uit waarom iets weggaat."), source=("S43",)),
    ]
    return tuple(rules)


DATA = {
    "agreed": _("Op papier staat wie de gegevens krijgt als het stopt."),
    "will_arrange": _("We zetten nog op papier wie de gegevens krijgt als het stopt:"),
}
STOPPING = {
    "date_and_stop_rule": _("We kijken terug op een vaste datum. We weten ook wanneer we stoppen:"),
    "date": _("We kijken terug op een vaste datum. Spreek nog af wanneer we stoppen:"),
}


def our_agreements(profile) -> tuple[Line, ...]:
    """What is agreed on data and on stopping, with room for what is open."""
    data = DATA.get(profile.answer("exit_agreement"), _("Spreek af wie de ledenlijst en foto's krijgt als het stopt:"))
    stop = STOPPING.get(
        profile.answer("review_date"), _("Prik een datum om terug te kijken, en een regel om te stoppen:")
    )
    return (
        Line(data, not profile.says("exit_agreement", "agreed"), ("S9", "S17")),
        Line(stop, True, ("S40",)),
    )


PLAN_NOW = {
    "offline_first": _("Met een platform wachten wij nog. Eerst zoeken wij mensen en een plek."),
    "sharpen_first": _("Met een platform wachten wij nog. Eerst vragen wij buren wat zij nodig hebben."),
    "too_few": _("Wij zoeken nog uit of een platform daarbij helpt."),
}
GROUP = {
    "legal_entity": _("Wij doen dit met een stichting, vereniging of dorpsraad."),
    "informal_group": _("Wij doen dit met een groepje buren."),
    "on_my_own": _("Wij zoeken nog buren die meedoen."),
}
OUR_WAYS = {
    "meeting_place": _("een vaste plek om langs te komen"),
    "events": _("activiteiten of een markt"),
    "paper": _("een krant, flyer of prikbord"),
    "phone_help": _("een telefoonnummer"),
    "digital_help": _("hulp bij computer en telefoon"),
    "house_visits": _("langs de deuren gaan"),
}
PART_ASKED = {
    "participant": _("Doe mee op het platform, zichtbaar en met uw naam."),
    "account": _("Plaats berichten onder de naam van de gemeente."),
    "dashboard": _("Kijk alleen naar cijfers zonder namen."),
    "client": _("Betaal mee, met afspraken op papier."),
    "moderator": _("Help ons met het beheren van berichten."),
    "owner": _("Word eigenaar, en spreek af wanneer wij het overnemen."),
}


def letter(advice) -> dict:
    """The letter to the municipality, made from the answers: what we do, what we ask, what we do not want."""
    profile = advice.profile
    ways = tuple(OUR_WAYS[value] for value in listed(profile.answer("offline_ways")) if value in OUR_WAYS)
    do = [
        GROUP.get(profile.answer("group_form")),
        Sentence(_("Wij zorgen voor %(ways)s."), {"ways": ways}) if ways else None,
    ]
    if profile.says("moderation", "residents", "residents_with_backup"):
        do.append(_("Wij letten zelf op de toon en de huisregels."))
    ask = [Line(_("Eén vaste persoon die binnen een paar dagen antwoord geeft."), source=("S40",))]
    if not profile.says("budget", "from_5000_to_25000", "over_25000") or short(profile):
        ask.append(
            Line(_("Hulp met geld, voor meer dan één jaar. Wij denken aan dit bedrag per jaar:"), True, ("S44",))
        )
    if not profile.says("offline_ways", "meeting_place"):
        ask.append(Line(_("Een plek waar wij elkaar kunnen zien.")))
    ask += [Line(PART_ASKED[value]) for value in listed(profile.answer("municipality_part")) if value in PART_ASKED]
    refuse = (
        [] if profile.says("lead", "municipality") else [_("Dat de gemeente het overneemt, ook met goede bedoelingen.")]
    )
    return {
        "goal": OUR_GOAL.get(profile.answer("goal_main")),
        "plan": plan_now(advice),
        "do": tuple(text for text in do if text),
        "ask": tuple(ask),
        "refuse": (*refuse, _("Dat iemand meeleest zonder dat wij het weten.")),
    }


def plan_now(advice) -> "str | Sentence | None":
    """What we want to use: what exists, or the first two platforms, or nothing yet."""
    if advice.verdict.key in PLAN_NOW:
        return PLAN_NOW[advice.verdict.key]
    existing = named_existing(advice.profile)
    if advice.verdict.key == "use_existing":
        return Sentence(_("Wij willen %(existing)s sterker maken."), {"existing": existing})
    names = tuple(assessment.platform.name for assessment in advice.shortlist.ranked[:2])
    return Sentence(_("Wij bekijken deze platforms: %(names)s."), {"names": names}) if names else None


def resident_sections(advice, catalogue, answers) -> dict:
    """Everything the neighbours' pages say beside the advice itself; the template puts it in order."""
    profile = advice.profile
    best = advice.shortlist.ranked[: BEST - 1]
    there = what_is_there(profile)
    cells = [option_cells(assessment) for assessment in best]
    return {
        "title": OUR_TITLE.get(profile.answer("area_size"), _("Een platform voor onze buurt?")),
        "place": everyday(profile.answer("place") or ""),
        "verdict": OUR_VERDICT[advice.verdict.key],
        "our_answer": our_answer(advice),
        "goal_sentence": profile.answer("goal_sentence"),
        "actions": actions(advice, (TALK_IN_THE_STREET, ASK_PROVIDERS, SET_A_DATE)),
        "not_now": advice.verdict.key in NOT_NOW,
        "best": best,
        "option_rows": [
            (label, there[index].value, [one[index] for one in cells]) for index, label in enumerate(OPTION_ROWS)
        ],
        "asks": [(assessment, questions(assessment)[:QUESTIONS_EACH]) for assessment in best],
        "roles": our_roles(advice),
        "house_rules": house_rules(profile),
        "agreements": our_agreements(profile),
        "letter": letter(advice),
        "goal": OUR_GOAL.get(profile.answer("goal_main")),
        "people": own(advice, "core_team", "connectors", "groups"),
        "places": own(advice, "offline_ways"),
        "channels": own(advice, "channels"),
        "references": References(),
    }
