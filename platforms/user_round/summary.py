"""What users of a platform say together, under the rules of k-anonymity that also hold for groups.

The figures change only when a batch of new answers comes in, and stay as they are until the next. Each batch holds
answers from enough municipalities of which nothing was ever shown, so every sum and difference of what was shown holds
those of at least one batch whole: nothing is about one or two of them. Answers of municipalities that counted before
go along, and hide nobody. An answer that is deleted changes nothing that is shown.

What this cannot see: that one person answered for several municipalities. Somebody who gave all but one of the new
answers in a batch can work out that one, and somebody who gave all but two can work out what these two say together.
"""

from collections import Counter
from dataclasses import dataclass
from statistics import mean

from django.db import transaction
from django.utils import timezone

from platforms.models import Catalogue, Experience, ShownMunicipality, UserSummary

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
    """A municipality with answers that do not count yet. `unseen`: nothing of it was ever shown, nor may be.

    `public`: all of these are on the site one by one.
    """

    unseen: bool
    public: bool


def can_count(places, is_first):
    """Whether the answers of these places may be counted and shown together; `is_first`: nothing was shown before.

    From enough municipalities, of which enough are unseen. A story that still waits is neither unseen nor public. When
    all are public nothing can be worked out, unless hidden answers counted before: theirs may be replaced now.
    """
    if len(places) < MUNICIPALITIES_AT_LEAST:
        return False
    unseen = sum(place.unseen for place in places)
    return unseen >= UNKNOWN_AT_LEAST or (is_first and all(place.public for place in places))


@transaction.atomic
def count_waiting(platform_id):
    """Count the answers that wait, if there are enough, and show the new figures; returns whether they were."""
    Catalogue.lock()
    rows = list(Experience.objects.filter(platform_id=platform_id).order_by("given", "pk"))
    waiting = {}
    for one in rows:
        if one.counted is None:
            waiting.setdefault(one.place, []).append(one.state)
    is_first = not UserSummary.objects.filter(platform_id=platform_id).exists()
    if not can_count(describe_places(platform_id, waiting), is_first):
        return False
    today = timezone.localdate()
    Experience.objects.filter(pk__in=[one.pk for one in rows if one.counted is None]).update(counted=today)
    ShownMunicipality.note(platform_id, waiting)
    latest = {one.place: one for one in rows}  # a later answer of the same municipality replaces the one before
    UserSummary.objects.update_or_create(
        platform_id=platform_id, defaults={"counted": today, "figures": count_answers(latest.values())}
    )
    Catalogue.renew_pages()  # the page of the platform shows them from now on
    return True


def describe_places(platform_id, waiting):
    """A WaitingPlace for each municipality of `waiting`: its name today -> the states of its answers."""
    shown = ShownMunicipality.objects.filter(platform_id=platform_id).values_list("municipality", flat=True)
    shown = set(map(Catalogue.current_name, shown))
    return [
        WaitingPlace(
            unseen=name not in shown and all(state == Experience.State.KEPT for state in states),
            public=all(state == Experience.State.PUBLISHED for state in states),
        )
        for name, states in waiting.items()
    ]


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
