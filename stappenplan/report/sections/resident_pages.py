"""The neighbours' pages, in the order of the method (README, 6.2): what each part says.

They speak as "we": a test reads them for "u".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.reasons import first_sentence, is_unknown
from stappenplan.advice.open_questions.provider_questions import list_facts_to_ask
from stappenplan.advice.subject import ROOM, name_area
from stappenplan.method.assessment.shelves import OFFLINE
from stappenplan.method.declarations import value_of
from stappenplan.method.profile import as_tuple
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, JOIN, NO_FIT, RESIDENTS
from stappenplan.municipalities.names import everyday_name
from stappenplan.wizard.paper_forms import talk_sheet

from .elements import (
    BEST,
    BOTTLENECK,
    Line,
    References,
    Row,
    answer_rows,
    chooses_platform,
    keeps_what_is_there,
    list_cards_left,
    name_what_we_use,
    our_goal,
    say_choices,
    text_for,
    verdict_reasons,
)
from .evidence import choose_to_check, find_leading, list_already_here
from .first_steps import list_first_steps, say_as_ours
from .letter import (
    MINE,
    MY_AREA,
    OUR_AREA,
    OURS,
    SEEN_TO,
    is_alone,
    my_goal,
    plan_now,
    sets_up_platform,
    who_does_it,
    write_letter,
)
from .memo.arguments import find_lessons, quote_lesson
from .memo.baseline import STATEMENTS, STATEMENTS_TO_ASK, has_goal_date

OUR_TITLE = {
    "street": _("Een platform voor onze straat?"),
    "municipality": _("Een platform voor onze gemeente?"),
}
OUR_VERDICT = {
    "too_few": _("We weten nog te weinig."),
    "offline_first": _("Nog niet: eerst offline beginnen."),
    "use_existing": _("We gebruiken wat er al is."),
    RESIDENTS: _("Nog niet: eerst vragen we het aan buren."),
    GOAL: _("Nog niet: eerst het doel scherp."),
    FINDINGS: _("Ja, als we eerst een paar dingen regelen."),
    ANSWERS: _("Waarschijnlijk wel, maar we weten nog niet alles."),
    NO_FIT: _("Nog niet: nu past er geen platform."),
    JOIN: _("Ja, we kunnen vandaag beginnen."),
    "go": _("Ja, een platform past bij ons."),
}
OUR_REASON = {
    "too_few": _("Als we meer vragen beantwoorden, krijgen we een advies."),
    "offline_first": _("Een platform lost dit nu niet op. We beginnen met mensen en een plek."),
    "use_existing": _("Wat er is, werkt goed. Iets nieuws is nu niet nodig."),
    RESIDENTS: _("Een platform werkt als buren erom vragen. We praten eerst met hen."),
    GOAL: _("Een platform is een middel. We schrijven eerst op wat er over een jaar anders moet zijn."),
    FINDINGS: _("Een platform kan helpen bij ons doel. We doen eerst wat hieronder staat."),
    ANSWERS: _("Wat we invulden, wijst op een platform. We zoeken eerst uit wat hieronder staat."),
    NO_FIT: _("We kijken welke eis zachter kan, en wat zonder platform kan."),
    JOIN: _("We hoeven niets op te zetten. Wat past, is er al: we doen mee of beginnen klein."),
    "go": _("Ons plan heeft een duidelijk doel, mensen die het doen, en er gebeurt iets in het echt."),
}
ALSO_IN_PERSON = _("Een platform werkt alleen als mensen elkaar ook in het echt zien.")
OUR_NEED = {
    "residents_asked": _("Buren vragen er zelf om."),
    "both": _("Buren en organisaties vragen er samen om."),
    "organisation_idea": _("Het idee komt van de gemeente of een organisatie, niet van buren."),
    "not_checked": _("We weten nog niet of buren dit willen."),
}
# Whether people want to is another question on the sheet.
OUR_BOTTLENECK = BOTTLENECK | {
    "cannot_find": _("Buren vinden elkaar nu niet."),
    # It is read at the door: no word about trust.
    "no_contact": _("Wij denken dat buren elkaar nu nog weinig kennen."),
}
# As many as fit the second sheet, each with a line for its answer; all of them stand on the site.
QUESTIONS_EACH, SHARED_QUESTIONS, ALL_QUESTIONS = 3, 2, 4
HERE_EACH, LESSONS_SHOWN = 3, 1


def our_answer(advice) -> tuple:
    """In short: the goal, unless it stands there in their own words, the reason and the condition."""
    profile = advice.profile
    say_goal = my_goal if is_alone(profile) else our_goal
    goal = None if profile.answer("goal_sentence") else say_goal(profile)
    # Where nothing new is needed, neither is what was asked for or in the way a reason.
    says_why = advice.verdict.key == "too_few" or keeps_what_is_there(advice)
    reasons = () if says_why else verdict_reasons(advice, OUR_NEED, OUR_BOTTLENECK)
    texts = (goal, *reasons, text_for(advice.verdict, OUR_REASON), tell_of_money(advice))
    says_so = advice.verdict.key in ("too_few", "offline_first", "go") or advice.verdict.cause == RESIDENTS
    last = () if says_so else (ALSO_IN_PERSON,)
    return tuple(text for text in (*texts, *last) if text)


OUR_MONEY = {
    "under_5000": _("Voor het platform is er minder dan 5.000 euro per jaar."),
    "from_5000_to_25000": _("Voor het platform is er 5.000 tot 25.000 euro per jaar."),
    "over_25000": _("Voor het platform is er meer dan 25.000 euro per jaar."),
}
WHO_PAYS_IS_UNKNOWN = _("Wie een platform betaalt, weten we nog niet.")


def tell_of_money(advice) -> str | None:
    """What there is to pay with, or that nobody knows; None where nothing is to be set up."""
    if not sets_up_platform(advice):
        return None
    return OUR_MONEY.get(advice.profile.answer("budget"), WHO_PAYS_IS_UNKNOWN)


UNKNOWN_TO_US = _("Weten we nog niet.")


def what_is_there(profile) -> tuple[Row, ...]:
    """The option that is always there, in the rows of the other options."""
    existing = name_what_we_use(profile)
    if existing:
        return (
            Row("", Sentence(_("Wat we nu gebruiken: %(existing)s"), {"existing": existing})),
            Row("", _("Vraag het aan de beheerder.")),
            Row("", _("De beheerder van nu. Die wil misschien graag hulp.")),
            Row("", _("Meedoen en helpen.")),
            Row("", _("Welke buren we nu niet bereiken.")),
        )
    nothing = _("Buren gebruiken nu niets.") if profile.says("existing", "none") else UNKNOWN_TO_US
    meet, unknown = _("Elkaar ontmoeten, zonder platform."), Row("", UNKNOWN_TO_US)
    return (Row("", nothing), unknown, unknown, Row("", meet), Row("", _("Wat buren nu gebruiken.")))


OPTION_ROWS = (
    _("Wat is het?"),
    _("Wat kost het?"),
    _("Wie beheert het?"),
    _("Hoe beginnen we?"),
    _("Wat weten we nog niet?"),
)


@dataclass(frozen=True)
class SaidFact:
    """A fact in a cell: its text, which ends with its sources."""

    text: str
    fact: object


COSTS_UNKNOWN = _("Wat bewoners betalen, weten we niet.")
PART_UNKNOWN = _("Welk deel, weten we niet.")
# How to take part away from a screen: said of each platform that may fit later, where the answers ask for it.
AWAY_FROM_A_SCREEN = ("phone", "paper", "in_person")
TAKING_PART, NOT_NAMED = VOCABULARY["channels"].label, _("Niet genoemd: %(channels)s.")
# What the catalogue asks about a municipality, where residents pay for it themselves.
WE_PAY = {
    VOCABULARY["cost_municipality"].unknown: _("wat het ons per jaar kost"),
    VOCABULARY["cost_municipality"].ask: _(
        "Wat kost het ons per jaar, alles bij elkaar? Wat kost het eerste jaar extra?"
    ),
}
WORDS_IN_CELL = 20
# Of what may fit later: how it begins and what is unknown of it matters once it is chosen.
ROWS_FOR_LATER = 3


def option_cells(assessment, profile, asks) -> tuple:
    """One platform in the rows of OPTION_ROWS: per row a text, a tuple of SaidFact, or clauses of what is unknown.

    `asks`: the ProviderQuestions of these pages; what is unknown here is what is asked there.
    """
    platform = assessment.platform
    return (
        say_what_it_is(platform),
        say_costs(platform),
        say_facts(platform, "resident_control"),
        tuple(SaidFact(fact.words, fact) for fact in find_facts(platform, "start_effort")),
        say_unknown(profile, list_unknown_facts(platform, asks)),
    )


def say_what_it_is(platform) -> str:
    """What this one is, where that is short enough for a narrow column; else what its kind is.

    The length of the Dutch decides, so that a reader of English is told the same.
    """
    is_short = len(first_sentence(platform.summary_nl).split()) <= WORDS_IN_CELL
    return first_sentence(platform.summary) if is_short else VOCABULARY["kind"].sentences[platform.kind]


def say_unknown(profile, facts) -> tuple[str, ...]:
    """Clauses of what is unknown; more facts about data are one. One clause that it is nothing, where it is."""
    about_data = [fact for fact in facts if fact in DATA_FACTS]
    apart = facts if len(about_data) < 2 else [fact for fact in facts if fact not in DATA_FACTS]
    clauses = tuple(as_payers(VOCABULARY[fact].unknown, profile) for fact in apart)
    return (clauses or (NOTHING_TO_ASK,)) if len(about_data) < 2 else (*clauses, DATA_UNKNOWN)


def list_unknown_facts(platform, asks) -> tuple[str, ...]:
    """The facts that these ProviderQuestions ask of a platform and nobody knows, but for what the row on costs says."""
    asked = (fact for one in asks for fact in one.facts if platform in (to.platform for to in one.platforms))
    return tuple(fact for fact in asked if fact != "free_for_residents" and is_unknown(platform, fact))


def as_payers(text, profile) -> str:
    """What is asked about the costs, of those who pay; any other text as it is."""
    return text if profile.says("municipality_part", "client", "owner") else WE_PAY.get(text, text)


def say_costs(platform) -> tuple:
    """What it costs those who pay: residents first, and what a municipality pays where it has a part in it."""
    ours = say_facts(platform, "free_for_residents") or (COSTS_UNKNOWN,)
    if value_of(platform, "free_for_residents") == "partly":
        ours = (*ours, PART_UNKNOWN)
    has_part = value_of(platform, "cost_municipality") != "no_part"
    return ours + (say_facts(platform, "cost_municipality") if has_part else ())


def find_wanted_channels(profile) -> tuple[str, ...]:
    """How people are to take part away from a screen, as the answers say."""
    return tuple(value for value in as_tuple(profile.answer("channels")) if value in AWAY_FROM_A_SCREEN)


def say_channels(platform, wanted) -> tuple:
    """How people take part in it, and which of the `wanted` channels no source names; () when that is not known."""
    offered = value_of(platform, "channels")
    if offered is None:
        return ()
    missing = tuple(VOCABULARY["channels"].values[value] for value in wanted if value not in offered)
    facts = say_facts(platform, "channels")
    return (*facts, Sentence(NOT_NAMED, {"channels": missing})) if missing else facts


def find_facts(platform, *keys) -> tuple:
    """The facts of these kinds that are known."""
    return tuple(platform.facts[key] for key in keys if key in platform.facts)


def say_facts(platform, *keys) -> tuple[SaidFact, ...]:
    """These facts as sentences; an amount in its own words."""
    return tuple(SaidFact(fact.figure or fact.sentence, fact) for fact in find_facts(platform, *keys))


def list_option_rows(advice, best, asks) -> list[tuple]:
    """The rows of the options: (label, text of what is there, cells of `best`), each cell as in `option_cells`."""
    profile = advice.profile
    there = what_is_there(profile)
    shown = len(OPTION_ROWS) if chooses_platform(advice) else ROWS_FOR_LATER
    cells = [option_cells(assessment, profile, asks) for assessment in best]
    rows = [(label, there[at].value, [one[at] for one in cells]) for at, label in enumerate(OPTION_ROWS[:shown])]
    # A table with all rows has no room for one more.
    wanted = () if chooses_platform(advice) else find_wanted_channels(profile)
    if wanted:
        rows.append((TAKING_PART, UNKNOWN_TO_US, [say_channels(one.platform, wanted) for one in best]))
    return rows


def list_backing(rows, at) -> tuple:
    """What the cells of one platform rest on: (label of the row, its Facts), of the rows that have any.

    `at`: which of the cells of each row is of this platform.
    """
    said = (
        (label, tuple(part.fact for part in cells[at] if isinstance(part, SaidFact))) for label, _there, cells in rows
    )
    return tuple((label, facts) for label, facts in said if facts)


def list_sources(lines) -> tuple[str, ...]:
    """The keys of all sources of these Lines, each once."""
    return tuple(dict.fromkeys(key for line in lines for key in line.source))


@dataclass(frozen=True)
class Role:
    """A role to fill in. `question`: which tells who there is for it now. `is_needed`: takes an Advice."""

    name: str
    does: str
    question: str = ""
    is_needed: Callable = lambda advice: True


OUR_ROLES = (
    Role(_("Trekker"), _("houdt het bij elkaar"), "core_team"),
    Role(_("Buurtverbinder"), _("nodigt buren uit en gaat op pad"), "connectors"),
    Role(_("Beheerders, minstens twee"), _("bewaken de toon"), "moderation", chooses_platform),
    Role(_("Penningmeester"), _("houdt het geld bij"), is_needed=sets_up_platform),
    Role(_("Contact met de gemeente"), _("stelt vragen")),
)


def our_roles(advice) -> tuple:
    """The roles to fill in: (Role, what we answered about it or None)."""
    return tuple((role, say_answer(advice, role.question)) for role in OUR_ROLES if role.is_needed(advice))


def say_answer(advice, key):
    """What was answered to a question; None when it was skipped or not asked."""
    rows = answer_rows(advice, key)
    return rows[0].value if rows else None


# What a sheet for the letterbox still lacks.
FILL_IN = _("Vul eerst bladzijde 1 in: wie wat doet, en waar buren iets kunnen vragen.")
FILL_IN_WHAT_WE_USE = _(
    "Vul eerst bladzijde 1 in: wat we nu gebruiken, wie wat doet, en waar buren iets kunnen vragen."
)
# All but the one on the people that live here, which may hurt some of them in a list of one's own.
STATEMENTS_TO_US = tuple(STATEMENTS[index] for index in STATEMENTS_TO_ASK)
MISSED = _("Wat mist u in deze buurt?")
ASK_WHO_DO_IT_NOW = (
    _("Wat heeft u nodig: tijd, geld, hulp of een plek?"),
    _("Wie bereikt u nu niet?"),
    _("Waarmee kunnen wij helpen?"),
)


def ask_around(advice) -> dict:
    """What to ask while no platform is chosen, and whom: those who run what is there, or neighbours."""
    if keeps_what_is_there(advice):
        whom = Sentence(_("Vraag dit aan de mensen van %(existing)s."), {"existing": name_what_we_use(advice.profile)})
        return {
            "kind": _("Voor een gesprek met de mensen van nu"),
            "title": _("Hoe kunnen wij helpen?"),
            "whom": whom,
            "questions": ASK_WHO_DO_IT_NOW,
            "print": None,
        }
    return {
        "kind": _("Voor een gesprek met een buur"),
        "title": _("Dit vragen we eerst"),
        "whom": _(
            "Vraag dit aan tien buren. Neem voor elk gesprek een nieuw blad. Schrijf op wat zij zeggen, zonder namen. "
            "Wil iemand helpen? Schrijf die naam op een apart blad."
        ),
        "questions": (MISSED, *(question for question, _options in talk_sheet()[:QUESTIONS_EACH])),
        "print": _("Druk bladzijde 2 voor elk gesprek af."),
    }


# What happens with the data is asked in one question, of each that leaves any of it unknown.
DATA_FACTS = {
    "data_owner": _("van wie ze zijn"),
    "data_export": _("of ze mee kunnen"),
    "hosting_region": _("waar ze staan"),
    "commercial_data_use": _("of iemand eraan verdient"),
}
# What neighbours do not ask the maker of a chat.
NOT_ASKED_OF_CHATS = ("accessibility_statement", "launched", "offline_support", "open_source")
ASK_ABOUT_DATA = _("Gegevens van bewoners: wilt u op papier zetten %(facts)s?")
NOTHING_TO_ASK = _("niets wat we eerst moeten vragen")
DATA_UNKNOWN = _("wat er met de gegevens gebeurt")


@dataclass(frozen=True)
class ProviderQuestions:
    """What to ask of all `platforms` here (Assessments): the facts and, in the same order, the questions.

    The facts about data come last, in one question.
    """

    platforms: tuple
    facts: tuple[str, ...]
    questions: tuple[str, ...]


def list_unknown_data(platform) -> tuple[str, ...]:
    """The facts about data that nobody knows of this platform."""
    return tuple(fact for fact in DATA_FACTS if is_unknown(platform, fact))


def is_chat(platform) -> bool:
    """Whether a platform is a chat of all the world, the maker of which answers no neighbour."""
    return platform.kind == "group_messaging"


def list_facts_to_ask_here(profile, assessment) -> list[str]:
    """The facts to ask the provider of a platform; of a chat less."""
    left_out = NOT_ASKED_OF_CHATS if is_chat(assessment.platform) else ()
    return [fact for fact in list_facts_to_ask(profile, assessment) if fact not in left_out]


def ask_providers(profile, best) -> list[ProviderQuestions]:
    """The questions to the leading platforms: what is to be asked of each of them once, then what is left of each."""
    asked = [[fact for fact in list_facts_to_ask_here(profile, one) if fact not in DATA_FACTS] for one in best]
    data = [list_unknown_data(one.platform) for one in best]
    data_of_all = (
        tuple(fact for fact in DATA_FACTS if fact in set().union(*data)) if len(best) > 1 and all(data) else ()
    )
    shared = [fact for fact in asked[0] if all(fact in other for other in asked)] if len(best) > 1 else []
    together = shared[:SHARED_QUESTIONS]
    own_at_most = max(1, min(QUESTIONS_EACH, (ALL_QUESTIONS - len(together)) // max(1, len(best))))
    own = [
        word_questions(
            profile,
            (one,),
            [fact for fact in facts if fact not in shared][:own_at_most],
            () if data_of_all else unknown,
        )
        for one, facts, unknown in zip(best, asked, data, strict=True)
    ]
    if not (shared or data_of_all):
        return [one for one in own if one.facts or not is_chat(one.platforms[0].platform)]
    return [word_questions(profile, best, together, data_of_all), *(one for one in own if one.facts)]


def word_questions(profile, platforms, facts, data) -> ProviderQuestions:
    """These facts, and those about `data`, as questions to these platforms."""
    questions = tuple(as_payers(VOCABULARY[fact].ask, profile) for fact in facts)
    if data:
        clauses = tuple(DATA_FACTS[fact] for fact in data)
        questions += (Sentence(ASK_ABOUT_DATA, {"facts": clauses}),)
    return ProviderQuestions(tuple(platforms), (*facts, *data), questions)


def house_rules(profile) -> tuple[Line, ...]:
    """House rules to start from; those of a safety plan come with its own."""
    rules = [Line(_("We praten met elkaar zoals we dat op straat doen."), source=("OJ",))]
    if profile.says("entry", "real_names", "verified_neighbours"):
        rules.append(Line(_("We gebruiken onze eigen naam."), source=("S43",)))
    rules += [
        Line(_("We plaatsen geen foto’s van “verdachte” mensen, en niets over afkomst."), source=("S32", "S58", "OJ")),
        Line(_("We delen niets over een ander zonder het te vragen."), source=("OJ",)),
        Line(_("Vragen om hulp mag altijd. Niemand hoeft ja te zeggen."), source=("S10", "S60")),
        Line(_("Beheerders zijn met z’n tweeën of meer. Zij leggen uit waarom iets weggaat."), source=("S43",)),
    ]
    return tuple(rules)


DATA_AGREEMENT = {
    # Ours is on paper; what a provider agrees to is another thing.
    "agreed": _("Bij ons staat op papier wie de gegevens krijgt als het stopt. Dat is:"),
    "will_arrange": _("We zetten nog op papier wie de gegevens krijgt als het stopt:"),
}
WHEN_WE_LOOK_BACK, WHEN_WE_STOP = _("We kijken terug op:"), _("We stoppen als:")


def our_agreements(profile) -> tuple[Line, ...]:
    """What is agreed on data and on stopping, with room for what is open."""
    data = DATA_AGREEMENT.get(
        profile.answer("exit_agreement"), _("We spreken nog af wie de ledenlijst en foto’s krijgt als het stopt:")
    )
    return (
        Line(data, True, ("S86", "OJ")),
        Line(WHEN_WE_LOOK_BACK, True, ("S40",)),
        Line(WHEN_WE_STOP, source=("S40",), room=True),
    )


def our_title(profile) -> "str | Sentence":
    """The title of the sheets: of the neighbourhood by its name where that was given, else by its size."""
    if area := name_area(profile):
        return Sentence(_("Een platform voor %(area)s?"), {"area": area})
    return OUR_TITLE.get(profile.answer("area_size"), _("Een platform voor onze buurt?"))


def write_sender(profile) -> tuple[Sentence | str, ...]:
    """From whom the sheet is, for the neighbour that finds it in the letterbox: the same as in the letter."""
    alone = is_alone(profile)
    words, sizes, place = (MINE, MY_AREA, MY_PLACE) if alone else (OURS, OUR_AREA, OUR_PLACE)
    area = name_area(profile) or sizes.get(profile.answer("area_size"), place)
    looks_for = (who_does_it(profile, alone), WHO_WE_ARE) if alone else ()
    return tuple(text for text in (Sentence(words["from"], {"area": area}), *looks_for) if text)


WHO_WE_ARE = _("“Wij” is iedereen die meedoet.")
OUR_PLACE, MY_PLACE = _("onze buurt"), _("mijn buurt")
STAY_WITH = _("Wij gaan verder met %(existing)s. Wat helpt, vragen we aan de mensen die dat doen.")
# How people take part, where the answer is a choice of things.
CHANNELS = {"email": _("E-mail"), "in_person": _("Langskomen")}


def our_choices(advice, key, words) -> tuple[Row, ...]:
    """What was chosen of a question, in these words; as it was answered while that is nothing."""
    rows, chosen = answer_rows(advice, key), say_choices(advice.profile, key, words)
    return tuple(replace(row, value=chosen) for row in rows) if chosen else rows


# From how many letters on a text of their own is set in smaller type: a sheet stays one page.
LONG_TEXTS = {"goal_sentence": 120, "area_name": 30}


def find_long_texts(profile) -> tuple[str, ...]:
    """The questions answered with a text that is too long for the usual type."""
    return tuple(key for key, letters in LONG_TEXTS.items() if len(profile.answer(key) or "") > letters)


def starts_offline(advice) -> bool:
    """Whether people and a place come first, by the verdict."""
    return advice.verdict.key == "offline_first"


def choose_options(advice) -> tuple:
    """What stands beside what is there: the leading platforms, or where people come first what needs no screen."""
    if not starts_offline(advice):
        return find_leading(advice, BEST - 1)
    (offline,) = (shelf for shelf in advice.shelves if shelf.key == OFFLINE)
    return tuple(one for one in offline.ranked if one.evidence.can_lead)[: BEST - 1]


def quote_lessons(best) -> tuple:
    """What others learned of one of these platforms, for the sheet that names it: (Case, text); one, for its length."""
    return tuple((case, quote_lesson(case)) for case in find_lessons(best)[:LESSONS_SHOWN])


def resident_sections(advice, catalogue, answers) -> dict:
    """Everything the neighbours' pages say beside the advice itself; the template puts it in order."""
    profile = advice.profile
    too_few = advice.verdict.key == "too_few"
    compares = not too_few and not keeps_what_is_there(advice)
    best = choose_options(advice) if compares else ()
    not_now = not chooses_platform(advice)
    asks = [] if not_now else ask_providers(profile, best)
    rows = list_option_rows(advice, best, asks)
    rules, agreements = house_rules(profile), our_agreements(profile)
    lessons = quote_lessons(best)
    here_at_most = HERE_EACH - len(lessons)
    to_check = () if not_now else choose_to_check(advice)
    return {
        "title": our_title(profile),
        "area": name_area(profile),
        "place": everyday_name(profile.answer("place") or ""),
        "from_us": write_sender(profile),
        "verdict": text_for(advice.verdict, OUR_VERDICT),
        "our_answer": our_answer(advice),
        "goal_sentence": profile.answer("goal_sentence"),
        "long_texts": find_long_texts(profile),
        "actions": tuple(say_as_ours(text, profile, name_what_we_use) for text in list_first_steps(advice)),
        "here": list_already_here(advice, here_at_most),
        "others_here": tuple(one.platform.name for one in advice.already_here[here_at_most:]),
        "to_check": tuple(one.platform.name for one in to_check[:QUESTIONS_EACH]),
        "more_to_check": len(to_check[QUESTIONS_EACH:]),
        "others_to_check": tuple(one.platform.name for one in to_check[QUESTIONS_EACH:]),
        "not_now": not_now,
        "keeps_what_is_there": keeps_what_is_there(advice),
        "stay_with": Sentence(STAY_WITH, {"existing": name_what_we_use(profile)}),
        "too_few": too_few,
        "compares": compares,
        "starts_offline": starts_offline(advice),
        "best": best,
        "lessons": lessons,
        "option_rows": rows,
        "backed": [(one.platform, list_backing(rows, at)) for at, one in enumerate(best)],
        "asks": asks,
        "ask_around": ask_around(advice) if not_now else None,
        "alone": is_alone(profile),
        "roles": our_roles(advice),
        "house_rules": rules,
        "rule_sources": list_sources(rules),
        "agreements": agreements,
        "agreement_sources": list_sources(agreements),
        "letter": write_letter(advice),
        "cards": list_cards_left(advice),
        "goal": our_goal(profile),
        "plan": plan_now(advice),
        "uses": name_what_we_use(profile),
        "fill_in": FILL_IN_WHAT_WE_USE if ROOM in name_what_we_use(profile) else FILL_IN,
        "has_date": has_goal_date(profile),
        "statements": () if not_now else STATEMENTS_TO_US,
        "people": answer_rows(advice, "core_team", "connectors", "groups"),
        "places": our_choices(advice, "offline_ways", SEEN_TO),
        "channels": our_choices(advice, "channels", CHANNELS),
        "references": References(),
        # What is delivered alone explains no signs.
        "marks_in_words": True,
        # A group chooses with it: what was seen long ago is to be checked.
        "to_decide": True,
    }
