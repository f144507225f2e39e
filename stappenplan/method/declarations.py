"""The types of the method's declarations: step, question, criterion, knock-out, gate and others.

Only the shapes and the few builders that several declarations share; the content is in `steps/`,
`assessment/criteria.py` and `gates.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .cached_property import cached_property

# Kinds of question.
# TEXT is a sentence of the visitor's own, NAME a few words, PLACE the official name of a municipality.
ONE, MANY, SCALE, TEXT, NAME, PLACE = "one", "many", "scale", "text", "name", "place"

# Levels of a gate, hardest first. STOP: start offline. STOP_NEW: no new platform. FIRST: arrange this first.
STOP, STOP_NEW, FIRST, WARN, TIP = "stop", "stop_new", "first", "warn", "tip"

OFFICIAL, RESIDENT = "official", "resident"

Answers = Mapping[str, "str | list[str] | None"]
# For `asked_if`: a question that is asked no more. What plans of before answered still counts, and can be changed.
NOBODY = {OFFICIAL: None, RESIDENT: None}


@dataclass(frozen=True)
class Option:
    """One answer to choose.

    `alone`: it cannot stand beside another. `running`: its words inside a sentence. `ours` and `mine`: the answer as a
    sentence of residents themselves, and of one of them.
    """

    value: str
    label: str
    hint: str = ""
    alone: bool = False
    running: str = ""
    ours: str = ""
    mine: str = ""


@dataclass(frozen=True)
class Prefill:
    """The first value shown on a step not yet sent, never an answer: `when` as in Question, and why."""

    value: str
    when: Mapping[str, tuple[str, ...]]
    reason: str


@dataclass(frozen=True)
class Question:
    """One question. Keys are unique over all steps and are the keys of the answers.

    `when` maps a question asked before to the answers that open this one. `asked_if`: of which people of an audience
    it is asked, by the same kind of map; None: of nobody of that audience; an audience that is not named is always
    asked. An answer to a question that is not asked counts all the same, one to a question that is not open does not.
    `wording` gives another label to an audience; `accepts` maps a fact to the values that a must accepts, `ask_first`
    to the values that neither pass nor fail; `source` holds ids of `sources.SOURCES`.
    """

    key: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()
    help: str = ""
    why: str = ""
    source: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] | None = None
    asked_if: Mapping[str, Mapping[str, tuple[str, ...]] | None] = field(default_factory=dict)
    at_most: int | None = None
    group: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    accepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ask_first: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefill: Prefill | None = None
    required: bool = False

    @cached_property
    def options_by_value(self) -> Mapping[str, Option]:
        return {option.value: option for option in self.options}

    def option(self, value: str) -> Option | None:
        """The option with this value, or None."""
        return self.options_by_value.get(value)

    def conditions_for(self, audience: str | None) -> Mapping[str, tuple[str, ...]] | None:
        """What makes that it is asked of this audience, `when` and `asked_if` together; None: nothing does."""
        own = self.asked_if.get(audience, {})
        return None if own is None else {**(self.when or {}), **own}

    def label_for(self, audience: str | None) -> str:
        """The question in the words for this audience."""
        return self.wording.get(audience, self.label)


@dataclass(frozen=True)
class Card:
    """A short do (`do=True`) or don't, worded as the thing itself: "Een dode site laten staan".

    `beside`: the question that it is shown with; `when`: of whom, as in Question.
    """

    key: str
    text: str
    source: tuple[str, ...]
    do: bool = True
    beside: str = ""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A named part of the plan. `check(answers)` returns faults over the whole step: pairs of key and text."""

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    cards: tuple[Card, ...] = ()
    check: Callable[[Answers], Sequence[tuple[str, str]]] = lambda answers: ()


@dataclass(frozen=True)
class Source:
    """Something the method rests on.

    `title`: who and when, as shown beside a text. `kind`: a key of `sources.SOURCE_KINDS`. `read`: what part was read,
    a key of `sources.PARTS_READ`. `url`: None for our own judgement. `full`: what it is, in one line.
    """

    key: str
    title: str
    kind: str
    read: str
    url: str | None
    full: str


class Interval(NamedTuple):
    """What a score can be: 0 <= low <= high <= 1. A known value is a point."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


UNKNOWN = Interval(0.0, 1.0)


class FactScore(NamedTuple):
    """One fact's share in the rating of one criterion.

    `share` is relative to the other parts. `fact` is the key that would narrow `interval` if it were known. `absent`:
    what the interval would be if the fact were not known.
    """

    share: float
    fact: str
    interval: Interval
    absent: Interval = UNKNOWN


@dataclass(frozen=True)
class ScoreTable:
    """A table of scores, as the method page shows it.

    `rows`: row -> value -> score, 0..1, or None for a value that rules out; a table of one row has the row "".
    Values are named by the vocabulary of `fact`, or by `columns`; rows by the answers to `question`, or by
    `row_labels`. `title`: for a table that is not about one fact.
    """

    rows: Mapping[str, Mapping[object, float | None]]
    fact: str = ""
    question: str = ""
    title: str = ""
    columns: Mapping[object, str] = field(default_factory=dict)
    row_labels: Mapping[str, str] = field(default_factory=dict)


def table_of(fact: str, scores: Mapping[str, float]) -> ScoreTable:
    """A table of one row over the values of one fact."""
    return ScoreTable({"": scores}, fact)


def named_table(title: str, scores: Mapping[object, float], columns: Mapping[object, str], fact="") -> ScoreTable:
    """A table of one row over values that are named here."""
    return ScoreTable({"": scores}, fact, title=title, columns=columns)


@dataclass(frozen=True)
class Part:
    """A part of a criterion. `rate(profile, platform, on)` gives what it scores; () when it does not apply.

    Whether it applies, which facts it names and their shares follow from the profile alone. `reads`: all that it reads
    of a platform, as PlatformTable names it, or a function of the profile that gives these names. `asks`: the questions
    of which it reads the answers.
    """

    rate: Callable
    reads: "tuple[str, ...] | Callable"
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """Something a platform is weighed on.

    `default`: weight for (official, resident). `weigh(profile, default)` gives the weight; 0 when no part applies.
    `reads`: fact keys; `asks`: question keys. `why`: the reason for its weight. `talk`: the question for a group whose
    members weigh it differently. `tables`: the tables that the parts use, in their order.
    """

    key: str
    label: str
    reads: tuple[str, ...]
    asks: tuple[str, ...]
    default: tuple[int, int]
    weigh: Callable
    parts: tuple[Part, ...]
    why: str
    source: tuple[str, ...]
    talk: str
    tables: tuple[ScoreTable, ...] = field(hash=False)

    def rate(self, profile, platform, on) -> tuple[FactScore, ...]:
        """What each part scores for a platform."""
        return tuple([score for part in self.parts for score in part.rate(profile, platform, on)])


@dataclass(frozen=True)
class KnockOut:
    """What rules a platform out. `fails(profile, platform)`: True, False, or None when it is not known.

    `reads`, `asks`: all that it reads of a platform and of the answers, as in Part.
    """

    key: str
    text: str
    fails: Callable
    reads: "tuple[str, ...] | Callable"
    asks: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


def names_read(reads: "tuple[str, ...] | Callable", profile) -> tuple[str, ...]:
    """The names of all that a rule with these `reads` (see Part) reads of a platform for this profile."""
    return reads(profile) if callable(reads) else reads


@dataclass(frozen=True)
class Gate:
    """A finding about the plan itself.

    It can hold only when each question in `asks` that was shown is answered. `holds(profile, ranking)` returns a
    falsy value, True, a mapping of values for the gaps in the text, or the tuple of cases of `text` that hold.
    `level` is a constant or a function of the profile. `short`: what to do, in a few words, for a report.
    """

    key: str
    level: "str | Callable"
    asks: tuple[str, ...]
    holds: Callable
    text: "str | Mapping[str, str]"
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Warning:
    """A finding about one platform. `holds(profile, assessment)`."""

    key: str
    holds: Callable
    text: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The answer that is shown before any ranking.

    `cause`: tells apart the verdicts of one key that have another reason, and so other words; "" where there is one.
    `points_at`: the list of the advice that its words send people to, an attribute of Advice that is never empty then.
    """

    key: str
    text: "str | object"
    meaning: str
    cause: str = ""
    points_at: str = ""


def of_everybody(**conditions: tuple[str, ...]) -> dict[str, Mapping]:
    """For `asked_if`: the same conditions for both audiences."""
    return {OFFICIAL: conditions, RESIDENT: conditions}


def value_of(platform, key):
    """The known value of a fact, or None."""
    fact = platform.facts.get(key)
    return None if fact is None else fact.value


@lru_cache(maxsize=1024)
def point(score: float) -> Interval:
    """A known score as an interval."""
    return Interval(score, score)


def score_of(platform, key, scores: Mapping[str, float]) -> Interval:
    """The interval of one fact by its table; an absent fact, or a value that no table cell names, is unknown."""
    value = value_of(platform, key)
    return point(scores[value]) if value in scores else UNKNOWN


def read_row(key: str, scores: Mapping[str, float], share: float) -> Callable:
    """What reads one row of a table: platform -> (FactScore,). They are made once, for they are all it can give."""
    parts = {value: (FactScore(share, key, point(score)),) for value, score in scores.items()}
    unknown = (FactScore(share, key, UNKNOWN),)
    return lambda platform: parts.get(value_of(platform, key), unknown)


def by_value(key: str, scores: Mapping[str, float], share: float = 1.0) -> Part:
    """A part read from one table: the platform's value of `key` gives the score."""
    row = read_row(key, scores, share)
    return Part(lambda profile, platform, on: row(platform), (key,))


def by_answer(key: str, question: str, tables: Mapping[str, Mapping[str, float]], share: float = 1.0) -> Part:
    """A part read from a row chosen by an answer; it does not apply when the answer has no row."""

    rows = {answer: read_row(key, scores, share) for answer, scores in tables.items()}

    def rate(profile, platform, on):
        row = rows.get(profile.answer(question))
        return () if row is None else row(platform)

    return Part(rate, (key,), (question,))


def part_reading(*names: str, asks: tuple[str, ...] = ()) -> Callable:
    """Makes a Part of the function below it. `names`: all that it reads of a platform; `asks` as in Part."""
    return lambda rate: Part(rate, names, asks)


def share_of(wanted, offered) -> float:
    """The share of the wanted values that is offered. `wanted` is not empty."""
    return sum(value in offered for value in wanted) / len(wanted)
