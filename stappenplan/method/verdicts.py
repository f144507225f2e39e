"""The verdict: the answer that stands before any ranking, and the rule that decides it."""

from collections.abc import Sequence

from .declarations import FIRST, STOP, STOP_NEW, Verdict
from .gates import Finding
from .profile import Profile
from .steps import STEPS
from .text import _

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
            _("Uw plan heeft een duidelijk doel, mensen die het dragen en iets in het echt. Een platform kan helpen."),
        ),
    )
}
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


def decide_verdict(profile: Profile, findings: Sequence[Finding]) -> Verdict:
    """The verdict: the first rule that holds wins."""
    levels = {finding.level for finding in findings}
    keys = {finding.key for finding in findings}
    if count_answers(profile) < ANSWERS_NEEDED:
        key = "too_few"
    elif STOP in levels:
        key = "offline_first"
    elif STOP_NEW in levels:
        key = "use_existing"
    elif keys & {"goal_not_sharp", "need_not_checked"}:
        key = "sharpen_first"
    elif FIRST in levels or any(profile.answer(needed) is None for needed in NEEDED_FOR_GO):
        key = "go_if"
    else:
        key = "go"
    return VERDICTS[key]
