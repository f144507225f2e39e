"""What users of a platform say together, under the rules of k-anonymity that also hold for groups.

The figures change only when a batch of new answers comes in, and stay as they are until the next. Each batch holds new
answers from enough municipalities of which nothing is shown apart, so no sum or difference of what was ever shown
is about one or two of them. An answer that is deleted changes nothing that is shown.
"""

from collections import Counter
from dataclasses import dataclass
from statistics import mean

from django.db import transaction
from django.utils import timezone

from platforms.models import Catalogue, Experience, UserSummary

# The same as FIRST_BATCH and MIN_GROUP_SIZE of stappenplan/method/groups/disclosure_control.py; a test compares them.
MUNICIPALITIES_AT_LEAST = 5
UNKNOWN_AT_LEAST = 3
# How many people take part, in classes: (lowest number, name of the class), the highest first.
SIZES = ((1000, "large"), (250, "medium"), (50, "small"), (0, "tiny"))
# A difference of fewer points says nothing.
SAME_WITHIN = 2
# The fourth statement is the other way round: to agree less is better there.
REVERSED = 3


@dataclass(frozen=True)
class WaitingPlace:
    """A municipality with answers that do not count yet. `hidden`: none of these may be shown apart.

    `public`: all of these are on the site one by one.
    """

    hidden: bool
    public: bool


def can_count(places, is_first):
    """Whether the answers of these places may be counted and shown together; `is_first`: nothing was shown before.

    From enough municipalities, of which enough stay hidden. A story that still waits is neither hidden nor public. When
    all are public nothing can be worked out, unless hidden answers counted before: theirs may be replaced now.
    """
    if len(places) < MUNICIPALITIES_AT_LEAST:
        return False
    hidden = sum(place.hidden for place in places)
    return hidden >= UNKNOWN_AT_LEAST or (is_first and all(place.public for place in places))


@transaction.atomic
def count_waiting(platform_id):
    """Count the answers that wait, if there are enough, and show the new figures; returns whether they were."""
    Catalogue.lock()
    rows = list(Experience.objects.filter(platform_id=platform_id).order_by("given", "pk"))
    waiting = {}
    for one in rows:
        if one.counted is None:
            waiting.setdefault(one.municipality, []).append(one.state)
    places = [
        WaitingPlace(
            hidden=all(state == Experience.State.KEPT for state in states),
            public=all(state == Experience.State.PUBLISHED for state in states),
        )
        for states in waiting.values()
    ]
    if not can_count(places, is_first=not UserSummary.objects.filter(platform_id=platform_id).exists()):
        return False
    today = timezone.localdate()
    Experience.objects.filter(pk__in=[one.pk for one in rows if one.counted is None]).update(counted=today)
    latest = {one.municipality: one for one in rows}  # a later answer of the same municipality replaces the one before
    UserSummary.objects.update_or_create(
        platform_id=platform_id, defaults={"counted": today, "figures": count_answers(latest.values())}
    )
    Catalogue.touch()  # the page of the platform shows them from now on
    return True


def count_answers(answers):
    """The figures of these Experiences, one per municipality: {question: {answer: number}}."""
    answers = list(answers)
    figures = {
        "municipalities": len(answers),
        "runs": Counter(one.runs for one in answers),
        "again": Counter(one.again for one in answers),
        "members": Counter(size_class(one.members) for one in answers),
        "sentences": Counter(sentence_trend(one.sentences) for one in answers),
    }
    return {key: dict(value) if isinstance(value, Counter) else value for key, value in figures.items()}


def size_class(members):
    """The class of SIZES that a number of people is in; "unknown" for None."""
    if members is None:
        return "unknown"
    return next(name for least, name in SIZES if members >= least)


def sentence_trend(sentences):
    """Whether people agree more with the six statements than at the start: "up", "down", "same", or "unmeasured".

    By the mean difference in percentage points over the statements that were measured twice.
    """
    pairs = list(zip(sentences.get("start", ()), sentences.get("now", ()), strict=False))
    steps = [
        (start - now if number == REVERSED else now - start)
        for number, (start, now) in enumerate(pairs)
        if start is not None and now is not None
    ]
    if not steps:
        return "unmeasured"
    step = mean(steps)
    return "same" if abs(step) < SAME_WITHIN else "up" if step > 0 else "down"
