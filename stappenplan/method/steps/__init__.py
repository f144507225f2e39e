"""What we ask: STEPS in order, and every question by its key."""

from .goal import GOAL
from .neighbourhood import NEIGHBOURHOOD
from .offline import OFFLINE
from .process import PROCESS
from .role import ROLE
from .start import START
from .success import SUCCESS

STEPS = (START, GOAL, NEIGHBOURHOOD, ROLE, PROCESS, SUCCESS, OFFLINE)
QUESTIONS = {question.key: question for step in STEPS for question in step.questions}

# The quick check asks these eight and gives the verdict without a ranking; nothing of it is stored.
QUICK_CHECK = tuple(
    QUESTIONS[key]
    for key in (
        "need_source",
        "result_sharp",
        "bottleneck",
        "core_team",
        "existing",
        "existing_works",
        "connectors",
        "offline_ways",
    )
)
