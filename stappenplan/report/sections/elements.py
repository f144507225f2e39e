"""Elements of both reports: lines, rows, numbered references, and the phrases that open every advice.

A section is a few pure functions from an Advice to marked texts: no layout, no database. Every text is chosen from
answers and facts; what was not answered stays None and is printed as "Niet ingevuld".
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from stappenplan.advice.subject import ROOM
from stappenplan.method.cards import cards_left
from stappenplan.method.declarations import RESIDENT
from stappenplan.method.profile import as_tuple
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import NOT_NOW
from stappenplan.wizard.answers.summary import answer_in_words

BEST = 3
# What stays whole on a page.
ROWS_PER_TABLE, ANSWERS_PER_TABLE, RISKS_PER_TABLE = 10, 7, 6
CARDS = {card.key: card for step in STEPS for card in step.cards}


@dataclass(frozen=True)
class Line:
    """A sentence of a section, with the keys of the method's sources that it rests on.

    `fill` leaves room to write behind it, `room` a whole line below it. `key`: by which others find it.
    """

    text: "str | Sentence"
    fill: bool = False
    source: tuple[str, ...] = ()
    room: bool = False
    key: str = ""


@dataclass(frozen=True)
class Row:
    """A label and what stands beside it: a text, a tuple of texts, or None for "Niet ingevuld"."""

    label: str
    value: object
    source: tuple[str, ...] = ()


# What the catalogue calls a source of this kind of the method.
TYPE_OF_KIND = {"prov": "provider"}


@dataclass
class References:
    """The sources that a report uses, numbered in the order in which they are first cited.

    A document that several platforms cite, or the method too, has one number, when it is of the same kind for all.
    """

    numbers: dict = field(default_factory=dict)

    def cite(self, key, source) -> int:
        """The number of a source. `key`: that of the method, or the name of a platform and its key there."""
        is_of_platform = isinstance(key, tuple)
        kind = source.type if is_of_platform else TYPE_OF_KIND.get(source.kind, source.kind)
        numbered = (len(self.numbers) + 1, source, [])
        number, first, names = self.numbers.setdefault((source.url or key, kind), numbered)
        # Where the method cited it first, its own words for the document stand there.
        if is_of_platform and key[0] not in names and (names or first is source):
            names.append(key[0])
        return number

    @property
    def used(self) -> list:
        """[(number, source, names of platforms or "")] in order; complete once all sections before it are rendered."""
        return [(number, source, ", ".join(names)) for number, source, names in self.numbers.values()]


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
    "nobody_organises": _("Er is nu niemand die de kar trekt."),
    "conflict": _("Er is nu ruzie, overlast of angst."),
    "service_missing": _("Er mist nu een voorziening."),
}
# The same of a plan that does have some people.
TOO_FEW_ORGANISE = _("Er zijn nu te weinig mensen die de kar trekken.")
# What happens away from the screen, inside a sentence.
WAYS = {
    "meeting_place": _("een vaste plek om langs te komen"),
    "events": _("activiteiten of een markt"),
    "paper": _("een krant, flyer of prikbord"),
    "phone_help": _("een telefoonnummer"),
    "digital_help": _("hulp bij computer en telefoon"),
    "house_visits": _("langs de deuren gaan"),
}
# Questions that say "u" to a visitor, as residents ask them of themselves.
OUR_QUESTIONS = {
    "groups": _("Wie willen we zeker bereiken?"),
    "offline_ways": _("Wat doen we in het echt?"),
}
ASK_PROVIDERS = _("Vraag de aanbieders wat we nog niet weten.")
CHECK_WHAT_EXISTS = _("Vraag na of wat misschien past, nog bestaat.")
ASK_WHAT_THEY_NEED = _("Vraag de mensen van nu wat zij nodig hebben: tijd, geld, hulp of een plek.")
LOOK_FOR_WHAT_EXISTS = _("Zoek uit wat er in de buurt al is.")
FIND_OUT = _("Zoek uit: %(question)s")
SET_A_DATE = _("Prik een datum om terug te kijken.")
WRITE_DOWN_WHEN_WE_STOP = _("Spreek af wanneer we terugkijken, en wanneer we stoppen.")
TALK_IN_THE_STREET = _("Praat met tien buren op straat: wat missen zij?")


def verdict_reasons(advice, need=NEED, bottleneck=BOTTLENECK) -> tuple:
    """Why this verdict: who asked for it and what is in the way; the verdict's own words where both were skipped.

    `need`, `bottleneck`: what is said of each of their answers.
    """
    profile = advice.profile
    in_the_way = bottleneck.get(profile.answer("bottleneck"))
    if profile.says("bottleneck", "nobody_organises") and profile.says(
        "core_team", "one_two", "three_five", "six_plus"
    ):
        in_the_way = TOO_FEW_ORGANISE
    chosen = (need.get(profile.answer("need_source")), in_the_way)
    known = tuple(text for text in chosen if text)
    return (advice.verdict.meaning,) if advice.verdict.key == "too_few" or not known else known


def chooses_platform(advice) -> bool:
    """Whether the choice of a platform is not off for now."""
    return advice.verdict.key not in NOT_NOW


def keeps_what_is_there(advice) -> bool:
    """Whether nothing new is needed, since what neighbours use already works."""
    return advice.verdict.key == "use_existing"


def choose_actions(advice, defaults, instead=MappingProxyType({})) -> tuple:
    """The first three things to do: what the gates ask, then what must be found out, then the defaults.

    `instead`: other sentences for some findings, by key.
    """
    found = [sentence for finding in advice.first for sentence in instead.get(finding.key, finding.sentences)]
    open_ends = [Sentence(FIND_OUT, {"question": label_of(advice, key)}) for key in advice.to_find_out]
    return tuple(by_text([*found, *open_ends, *defaults]).values())[:BEST]


def ask_first(advice) -> str:
    """What to ask before anything is chosen: the providers, or whether what may fit still exists."""
    if advice.shelves[0].first:
        return ASK_PROVIDERS
    return CHECK_WHAT_EXISTS if advice.to_check else LOOK_FOR_WHAT_EXISTS


def text_for(verdict, texts):
    """The text of these for a verdict: by its cause where it has one, else by its key."""
    return texts[verdict.cause or verdict.key]


def by_text(texts) -> dict:
    """The texts, each once: a Sentence cannot be compared by itself."""
    return {text.text + repr(text.values) if isinstance(text, Sentence) else text: text for text in texts}


def label_of(advice, key) -> str:
    """A question in the words for this audience; on paper residents ask it of themselves."""
    audience = advice.profile.answer("audience")
    if audience == RESIDENT and key in OUR_QUESTIONS:
        return OUR_QUESTIONS[key]
    return QUESTIONS[key].label_for(audience)


def answer_rows(advice, *keys) -> tuple[Row, ...]:
    """The visitor's own answers to these questions, those that were asked."""
    answers = advice.profile.answers
    return tuple(
        Row(label_of(advice, key), answer_in_words(QUESTIONS[key], answers[key])) for key in keys if key in answers
    )


def say_choices(profile, key, words=MappingProxyType({})) -> tuple[str, ...]:
    """What was chosen of a question, without an answer like "none of these".

    `words`: other words for some answers, by value.
    """
    options = (QUESTIONS[key].option(value) for value in as_tuple(profile.answer(key)))
    return tuple(words.get(option.value, option.label) for option in options if option and not option.alone)


def named_existing(profile, instead=MappingProxyType({})) -> tuple:
    """What neighbours use now, as words inside a sentence; () when nothing is named.

    `instead`: other words for some answers, by value.
    """
    options = (QUESTIONS["existing"].option(value) for value in as_tuple(profile.answer("existing")))
    return tuple(instead.get(option.value, option.running) for option in options if option.running)


# What neighbours use, where the answer is a choice of things: they write down which.
TO_NAME = {"local_site": ROOM, "paper_or_place": ROOM}


def name_what_we_use(profile) -> tuple:
    """What neighbours use now on their own papers, as `named_existing`, with room to write a name."""
    return named_existing(profile, TO_NAME)


def split_rows(rows, at_most=ROWS_PER_TABLE) -> list:
    """Rows in tables of about the same length: a long one does not stay whole on a page."""
    rows = list(rows)
    count = -(-len(rows) // at_most) or 1
    size = -(-len(rows) // count) or 1
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def card_lines(*keys) -> tuple[Line, ...]:
    """Do's and don'ts of the method, with their sources."""
    return tuple(Line(CARDS[key].text, source=CARDS[key].source) for key in keys)


def list_cards_left(advice, said=()) -> dict[str, tuple[str, ...]]:
    """The do's and the don'ts that no question showed; `said`: lines that say some of them elsewhere in the report.

    Without their sources, which the method page has: they would fill a page of the list of sources.
    """
    texts = {str(line.text) for line in said}
    cards = [card for card in cards_left(advice.profile.answers) if str(card.text) not in texts]
    return {
        "dos": tuple(card.text for card in cards if card.do),
        "donts": tuple(card.text for card in cards if not card.do),
    }


def is_short_of_money(profile) -> bool:
    return profile.says("years_secured", "none", "one")


def is_owned_by_municipality(profile) -> bool:
    return profile.says("lead", "municipality") or profile.says("municipality_part", "owner")


def our_goal(profile) -> str:
    """The main goal as a sentence of residents; "" when it was skipped."""
    goal = QUESTIONS["goal_main"].option(profile.answer("goal_main"))
    return goal.ours if goal else ""
