"""The short version for a group: what each person is asked, and what the plan of the group says for all of them.

No step of the stappenplan, and no question of its own but the role: every other question is declared in its own step.
"""

from dataclasses import replace
from itertools import chain

from ..declarations import OFFICIAL, ONE, RESIDENT, Option, Question, Step
from ..text import _
from .goal import GOAL
from .neighbourhood import NEIGHBOURHOOD
from .offline import OFFLINE
from .process import PROCESS
from .role import ROLE
from .start import START
from .success import SUCCESS, WISH_LIST

WELFARE = "welfare"
# With whose questions and weights each role counts: welfare work is paid by the municipality.
AUDIENCE = {OFFICIAL: OFFICIAL, RESIDENT: RESIDENT, WELFARE: OFFICIAL}

DECLARED = {
    question.key: question
    for question in chain.from_iterable(
        step.questions for step in (START, GOAL, NEIGHBOURHOOD, ROLE, PROCESS, SUCCESS, OFFLINE)
    )
}

WHO = Question(
    "role",
    _("Vanuit welke rol antwoordt u?"),
    ONE,
    (
        Option(RESIDENT, _("Ik ben bewoner of vrijwilliger in de buurt")),
        Option(OFFICIAL, _("Ik werk voor de gemeente")),
        Option(WELFARE, _("Ik werk voor welzijn, zorg of een woningcorporatie")),
    ),
    help=_("Meer vragen we niet over u. Vul geen naam in."),
    required=True,
)

# What each person is asked: opinions, and what people see differently. About five minutes, read aloud.
OPINIONS = (
    *("goal_main", "need_source", "bottleneck", "lead", "core_team", "connectors"),
    *(wish.key for wish in WISH_LIST),
    *("channels", "entry"),
)
# What the plan says for everybody: facts about the place and what is arranged, no opinion of its owner.
FACTS = (
    *("place", "area_name", "area_size", "existing", "existing_works", "groups", "result_sharp", "measure", "rung"),
    *("municipality_part", "reply", "group_form", "start_small", "budget", "years_secured", "legal_ready"),
    *("review_date", "exit_agreement", "hours", "offline_ways", "moderation"),
)

# Of several goals each person names the first: what the owner's plan asks beside it is left out.
ONE_GOAL = replace(DECLARED["goal_main"], help=_("Kies één doel: dat wat voor u het eerst komt."))

SHORT_VERSION = Step(
    "samen",
    _("Samen kiezen"),
    _("Ieder kiest apart. Daarna ziet u samen waar u het over eens bent."),
    (WHO, ONE_GOAL, *(DECLARED[key] for key in OPINIONS if key != ONE_GOAL.key)),
    check=SUCCESS.check,
)


def answers_of(role, opinions, facts) -> dict:
    """What one person of a group answers: the own opinions, over the facts that hold for all."""
    return {key: facts[key] for key in FACTS if key in facts} | {
        "audience": AUDIENCE[role],
        **{key: opinions.get(key) for key in OPINIONS},
    }
