"""The verdict: the answer that stands before any ranking, and the rule that decides it."""

from collections.abc import Sequence
from dataclasses import replace

from .declarations import FIRST, STOP, STOP_NEW, Verdict
from .gates import Finding
from .profile import Profile
from .steps import STEPS
from .text import Sentence, _

VERDICTS = {
    verdict.key: verdict
    for verdict in (
        Verdict(
            "too_few",
            _("Nog geen advies"),
            _("U beantwoordde nog te weinig vragen. Met vier antwoorden of meer kunnen we iets zeggen."),
        ),
        Verdict(
            "offline_first",
            _("Eerst offline beginnen"),
            _("Wij raden u aan nu nog geen platform te kiezen. Begin met mensen en een plek. Kom daarna terug."),
        ),
        Verdict(
            "use_existing",
            _("Gebruik wat er al is"),
            _("Iets nieuws is nu niet nodig. Maak sterker wat buren al gebruiken."),
        ),
        Verdict(
            "sharpen_first",
            _("Eerst het doel scherp"),
            _("Een platform is een middel. Maak eerst duidelijk wat u wilt bereiken, en wie daarom vraagt."),
        ),
        Verdict(
            "go_if",
            _("Ja, als u dit eerst regelt"),
            _("Een platform kan helpen bij uw doel. Doe eerst wat hieronder staat."),
        ),
        Verdict(
            "go",
            _("Ja, een platform past"),
            _(
                "Uw plan heeft een duidelijk doel, mensen die het dragen, en er gebeurt iets in het echt. "
                "Een platform kan helpen."
            ),
        ),
    )
}
# The same verdict for another reason, in its own words: key -> cause -> verdict.
RESIDENTS, GOAL, FINDINGS, ANSWERS = "residents", "goal", "findings", "answers"
NO_FIT, JOIN = "no_fit", "join"
CAUSES = {
    "sharpen_first": {
        RESIDENTS: Verdict(
            "sharpen_first",
            _("Vraag het eerst aan bewoners"),
            _("Een platform werkt als bewoners erom vragen. Praat eerst met hen, en kom daarna terug."),
            RESIDENTS,
            "first",
        ),
        GOAL: Verdict(
            "sharpen_first",
            _("Maak eerst het doel scherp"),
            _("Een platform is een middel. Schrijf eerst op wat er over een jaar anders moet zijn."),
            GOAL,
            "first",
        ),
    },
    "go_if": {
        FINDINGS: Verdict(
            "go_if",
            _("Ja, als u dit eerst regelt"),
            _("Een platform kan helpen bij uw doel. Doe eerst wat hieronder staat."),
            FINDINGS,
            "first",
        ),
        ANSWERS: Verdict(
            "go_if",
            _("Waarschijnlijk wel, maar we missen %(answers)s"),
            _("Wat u invulde, wijst op een platform. Zoek nog uit wat hieronder staat, dan weten we het zekerder."),
            ANSWERS,
            "to_find_out",
        ),
        NO_FIT: Verdict(
            "go_if",
            _("Nu past er geen platform"),
            _("Uw plan kan, maar geen platform dat we kennen past erbij. Hieronder staat wat u kunt veranderen."),
            NO_FIT,
            "first",
        ),
    },
    "go": {
        "": VERDICTS["go"],
        JOIN: Verdict(
            "go",
            _("Ja, u kunt vandaag beginnen"),
            _("U hoeft niets op te zetten of te kopen. Wat past, is er al: doe mee of begin klein."),
            JOIN,
        ),
    },
}
MISSING = (
    _("één antwoord"),
    _("twee antwoorden"),
    _("drie antwoorden"),
    _("vier antwoorden"),
    _("vijf antwoorden"),
    _("zes antwoorden"),
    _("zeven antwoorden"),
)

# Fewer answers than this after the step Start: no advice yet.
ANSWERS_NEEDED = 4
# A plain yes needs an answer to each of these; what is missing is listed under "Nog uit te zoeken".
NEEDED_FOR_GO = ("need_source", "result_sharp", "bottleneck", "core_team", "existing", "connectors", "offline_ways")
# What the page shows under "Doe dit eerst"; the rest stands in the report.
SHOWN_FIRST = 3


def count_answers(profile: Profile) -> int:
    """The answered questions after the step Start; the wishes are one question."""
    return len(
        {
            question.group or question.key
            for step in STEPS[1:]
            for question in step.questions
            if profile.answer(question.key) is not None
        }
    )


def find_missing(profile: Profile) -> tuple[str, ...]:
    """The keys of the questions that a plain yes needs an answer to, and that have none."""
    return tuple(key for key in NEEDED_FOR_GO if profile.answer(key) is None)


def decide_verdict(profile: Profile, findings: Sequence[Finding], can_join: bool = False) -> Verdict:
    """The verdict: the first rule that holds wins; where a verdict has more causes, in the words of its own.

    `can_join`: whether what comes first is there already, to join or begin today.
    """
    levels = {finding.level for finding in findings}
    keys = {finding.key for finding in findings}
    if count_answers(profile) < ANSWERS_NEEDED:
        return VERDICTS["too_few"]
    if STOP in levels:
        return VERDICTS["offline_first"]
    if STOP_NEW in levels:
        return VERDICTS["use_existing"]
    if "need_not_checked" in keys:
        return CAUSES["sharpen_first"][RESIDENTS]
    if "goal_not_sharp" in keys:
        return CAUSES["sharpen_first"][GOAL]
    if "nothing_left" in keys:
        return CAUSES["go_if"][NO_FIT]
    if FIRST in levels:
        return CAUSES["go_if"][FINDINGS]
    if missing := find_missing(profile):
        verdict = CAUSES["go_if"][ANSWERS]
        return replace(verdict, text=Sentence(verdict.text, {"answers": MISSING[len(missing) - 1]}))
    return CAUSES["go"][JOIN if can_join else ""]


# Verdicts under which the choice of a platform is off for now.
NOT_NOW = ("too_few", "offline_first", "use_existing", "sharpen_first")
