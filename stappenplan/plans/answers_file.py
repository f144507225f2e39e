"""The answers file: a visitor's answers to keep and open again later, without an account.

The file names its questions in words too. So a question that has left the stappenplan since can still be named to the
visitor, and what was answered to it is not dropped in silence. The data file of an advice can be opened as well: it
holds the answers under the same names.
"""

import json
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext

from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.profile import OVERRIDE_FACTORS, OVERRIDE_LABELS, profile_from, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.text import say
from stappenplan.wizard.answers.validation import FAULTS_AT_MOST, stored_answers

# A full set of answers takes about 6 kB; the data of an advice about 400 kB.
BYTES_AT_MOST = 1_000_000
KIND = "stappenplan-buurtplatform/antwoorden"
SHOWN_AT_MOST = 200


class NotAnswers(ValueError):
    """The file cannot be opened at all; the message is for the visitor."""


@dataclass(frozen=True)
class Fault:
    """Something in the file that cannot be taken over: what it answers, what was answered, and why not."""

    question: str
    answer: str
    why: str


@dataclass(frozen=True)
class Opened:
    """What a file holds: answers and weights that can be taken over, and what cannot.

    At most FAULTS_AT_MOST `faults`; `more`: whether there are more.
    """

    answers: dict
    emphasis: dict
    faults: tuple[Fault, ...] = ()
    more: bool = False


def answers_file(answers, emphasis=None) -> str:
    """The answers as JSON; `weights_by_hand` as in the data of an advice.

    `answers` are those that count, which the API and `manage.py advise` take too; `set_aside` are those to questions
    that do not apply now, which only this site takes back.
    """
    counted = visible_answers(answers)
    told = {
        "file": KIND,
        "saved": timezone.localdate().isoformat(),
        "method_version": METHOD_VERSION,
        "answers": {key: answer for key, answer in answers.items() if key in counted},
        "set_aside": {key: answer for key, answer in answers.items() if key not in counted},
        "weights_by_hand": emphasis or {},
        "questions": {key: say(QUESTIONS[key].label_for(answers.get("audience"))) for key in answers},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def open_answers(content: bytes) -> Opened:
    """Read a file of answers. Errors: NotAnswers when it is something else; a fault for each part that is wrong."""
    told = parse_answers(content)
    aside, names = told.get("set_aside"), told.get("questions")
    given = (aside if isinstance(aside, dict) else {}) | told["answers"]
    names = names if isinstance(names, dict) else {}
    answers, found = stored_answers(given)
    faults = [Fault(name_of(key, names), show_value(given[key], key), why) for key, why in found]
    emphasis, weight_faults = overrides_from(answers, told.get("weights_by_hand") or {})
    faults += weight_faults
    return Opened(answers, emphasis, tuple(faults[:FAULTS_AT_MOST]), len(faults) > FAULTS_AT_MOST)


def parse_answers(content) -> dict:
    """The file as a dictionary that holds a dictionary `answers`."""
    if len(content) > BYTES_AT_MOST:
        raise NotAnswers(too_large())
    try:
        told = json.loads(content.decode("utf-8-sig"))
        # Half a character (a lone surrogate) is JSON, but can be shown and stored nowhere.
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise NotAnswers(gettext("Dit bestand kunnen we niet lezen. Kies het bestand dat u hier opsloeg.")) from None
    if not isinstance(told, dict) or not isinstance(told.get("answers"), dict):
        raise NotAnswers(gettext("In dit bestand staan geen antwoorden. Kies het bestand dat u hier opsloeg."))
    return told


def too_large() -> str:
    return gettext("Dit bestand is te groot. Een bestand met antwoorden is kleiner dan 1 MB.")


def name_of(key, names) -> str:
    """A question in words: ours, else those of the file, else its key."""
    if key in QUESTIONS:
        return say(QUESTIONS[key].label)
    words = names.get(key)
    return (words if isinstance(words, str) and words else key)[:SHOWN_AT_MOST]


def show_value(value, key) -> str:
    """An answer as the visitor may know it: in words where it is one of ours, else as it stands in the file."""
    values = value[:SHOWN_AT_MOST] if isinstance(value, list) else [value]
    words = [text_of(one, key) for one in values]
    return ", ".join(words)[:SHOWN_AT_MOST]


def text_of(value, key) -> str:
    option = QUESTIONS[key].option(value) if key in QUESTIONS and isinstance(value, str) else None
    if option:
        return say(option.label)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def overrides_from(answers, given) -> tuple[dict, list[Fault]]:
    """The weights that were changed by hand; those that we do not know, or that leave nothing, are faults.

    Of those that we do not know, at most one more than FAULTS_AT_MOST are named.
    """
    if not isinstance(given, dict):
        given = {"": given}
    kept = {
        key: word
        for key, word in given.items()
        if key in CRITERION and isinstance(word, str) and word in OVERRIDE_FACTORS
    }
    unknown = ((key, word) for key, word in given.items() if key not in kept)
    faults = [weight_fault(key, word) for key, word in islice(unknown, FAULTS_AT_MOST + 1)]
    try:
        profile_from(answers, kept)
    except ValueError:
        return {}, [*faults, *(weight_fault(key, word) for key, word in kept.items())]
    return kept, faults


def weight_fault(key, word) -> Fault:
    what = say(CRITERION[key].label) if key in CRITERION else key[:SHOWN_AT_MOST]
    known = isinstance(word, str) and word in OVERRIDE_LABELS
    answer = say(OVERRIDE_LABELS[word]) if known else json.dumps(word, ensure_ascii=False)[:SHOWN_AT_MOST]
    return Fault(
        gettext("Gewicht van: %(what)s") % {"what": what}, answer, gettext("Dit gewicht kunnen we niet gebruiken.")
    )
