"""What may fit but has no place, in words: what is missing, and whom to ask."""

from dataclasses import dataclass

from stappenplan.method.assessment.knock_outs import is_local
from stappenplan.method.assessment.ranking import ToCheck
from stappenplan.method.assessment.shelves import TITLES
from stappenplan.method.evidence.status import NO_DATED_SOURCE as UNDATED
from stappenplan.method.evidence.status import NO_OTHER_SOURCE
from stappenplan.method.text import Sentence, _

from ..already_here import ASK_WHOM, NOTHING_DATED, name_newest_source, whom_to_ask
from ..explanation.reasons import say_example

WOULD_STAND = _("Draait het nog, dan staat het op plaats %(rank)s van “%(shelf)s”.")
OWN_WORDS = _("We vonden alleen eigen woorden van de aanbieder.")
OWN_WORDS_UNDATED = _("We vonden alleen eigen woorden van de aanbieder, zonder datum.")
START_UNKNOWN = _("Geen bron zegt hoe een buurt hiermee begint.")
SILENT = _("Geen bron noemt dit doel.")
ASK_HOW = _("Vraag hoe u begint, bij: %(whom)s.")


@dataclass(frozen=True)
class ToCheckDescription:
    """What is said of one platform that must be checked first: texts to |say, and the one question that settles it.

    `key`: words and numbers that decide all of this, given the catalogue.
    """

    platform: object
    evidence: object
    remarks: tuple["str | Sentence", ...]
    to_do: Sentence
    key: tuple


def describe_to_check(one: ToCheck) -> ToCheckDescription:
    """Where it would stand, what is missing, and whom to ask.

    The answer to that one question gives a date; what lacks more would stand lower, and gets no place here.
    """
    evidence, remarks = one.assessment.evidence, []
    if one.rank and set(evidence.lacks) <= {UNDATED}:
        remarks.append(Sentence(WOULD_STAND, {"rank": one.rank, "shelf": TITLES[one.shelf]}))
    if one.is_silent:
        remarks.append(SILENT)
    own_words = NO_OTHER_SOURCE in evidence.lacks
    if one.reason == "start":
        remarks.append(START_UNKNOWN)
    elif evidence.seen:
        remarks.append(name_newest_source(evidence))
    else:
        remarks.append(OWN_WORDS_UNDATED if own_words else NOTHING_DATED)
    if own_words and OWN_WORDS_UNDATED not in remarks:
        remarks.append(OWN_WORDS)
    if is_local(one.platform):
        remarks.append(say_example(one.platform))
    to_do = Sentence(ASK_HOW if one.reason == "start" else ASK_WHOM, {"whom": whom_to_ask(one.platform)})
    key = (one.platform.slug, one.rank, one.shelf, one.is_silent, one.reason, evidence.lacks)
    return ToCheckDescription(one.platform, evidence, tuple(remarks), to_do, key)


def list_to_check(advice) -> tuple[ToCheckDescription, ...]:
    """What must be checked first, without what is said of this municipality already."""
    here = {one.platform.slug for one in advice.already_here}
    return tuple(describe_to_check(one) for one in advice.to_check if one.platform.slug not in here)
