"""Statistical disclosure control of a group: which answers may be shown together without revealing any one of them.

Only whole batches of people are released, and subgroups are shown only where that holds too (k-anonymity). Nothing that
was ever shown, and nothing that follows from it by adding and subtracting, is about one or two people of whom the
organiser does not know the answers. This counts answers: it cannot see that one person gave several of them.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

# The smallest number of people whose answers are shown together [OJ].
MIN_GROUP_SIZE = 3
# None and so many people look the same in a figure, and so do all and all but so many [OJ].
HIDDEN = 1
# So many answers make a first batch where more than that can come in [OJ].
FIRST_BATCH = 5
# So many batches at most are left out where subgroups are shown apart.
LEFT_OUT = 2


@dataclass(frozen=True)
class Arrival:
    """One set of answers. `known`: the organiser knows them, being the giver. `stack`: the pile of paper it came with.

    What is on paper is known too: the organiser typed it over.
    """

    known: bool = False
    stack: Hashable | None = None

    @property
    def is_known(self) -> bool:
        return self.known or self.stack is not None


@dataclass(frozen=True)
class BatchSizes:
    """How many answers that the organiser does not know make the first batch, and each later one at least.

    `expected`: so many of these answers come at most; None where nobody knows, as with one link for all.
    """

    first: int = FIRST_BATCH
    later: int = MIN_GROUP_SIZE
    expected: int | None = None

    def is_batch(self, waiting: int, released: int) -> bool:
        """Whether so many unknown answers that wait are shown, after so many that were shown before.

        Each batch is as large as all before it: few updates leave little to subtract. A batch that would leave too few
        people for another one waits for them, for they could never be counted.
        """
        enough = waiting >= (max(self.later, released) if released else self.first)
        return enough and (self.expected is None or self.expected - released - waiting >= self.later)


@dataclass(frozen=True)
class ReleasedBatches:
    """Which people count, by their place in the order of arrival, in batches that were or will be shown at once.

    `batches`: disjoint. `waiting`: the people who are not counted yet. `known`: whose answers the organiser knows.
    """

    batches: tuple[tuple[int, ...], ...]
    waiting: tuple[int, ...]
    known: frozenset[int] = frozenset()

    @cached_property
    def people(self) -> tuple[int, ...]:
        return tuple(sorted(person for batch in self.batches for person in batch))

    def subgroups(self, part_of: Sequence[Hashable]) -> dict[Hashable, tuple[int, ...]]:
        """People in parts (such as roles) that may be shown apart, as many as possible; {} when nobody may.

        `part_of`: the part of each person. At most LEFT_OUT batches are left out, each as a whole.
        """
        for left_out in range(min(LEFT_OUT, len(self.batches)) + 1):
            choices = combinations(self.batches, len(self.batches) - left_out)
            for batches in sorted(choices, key=lambda chosen: -sum(map(len, chosen))):
                people = sorted(person for batch in batches for person in batch)
                parts = {part: tuple(one for one in people if part_of[one] == part) for part in dict.fromkeys(part_of)}
                parts = {part: found for part, found in parts.items() if found}
                if len(parts) > 1 and not any(self.is_disclosed(part, part_of, batches) for part in parts):
                    return parts
        return {}

    def is_disclosed(self, part, part_of, batches) -> bool:
        """Whether showing this part tells too much to those who took part, or to the organiser, who knows some."""
        unknown = [[person for person in batch if person not in self.known] for batch in batches]
        return discloses_too_few(part, part_of, batches) or discloses_too_few(part, part_of, unknown)


def discloses_too_few(part: Hashable, part_of: Sequence[Hashable], batches: Sequence[Sequence[int]]) -> bool:
    """Whether showing this part of these batches apart tells something of one or two people.

    Every batch is shown as a whole, so what can be worked out beside the part is what some batches have inside it and
    the others outside. Each batch gives the smaller of the two at least; these must add up to enough, or to nobody.
    """
    inside = [sum(part_of[person] == part for person in batch) for batch in batches]
    least = sum(min(some, len(batch) - some) for some, batch in zip(inside, batches, strict=True))
    return 0 < least < MIN_GROUP_SIZE


def release_batches(
    arrivals: Sequence[Arrival],
    sizes: BatchSizes | None = None,
    ended: bool = False,
    shown: Sequence[Sequence[int]] = (),
) -> ReleasedBatches:
    """Put people, in order of arrival, into batches.

    A stack of paper is a batch of its own, or waits with the rest when it is too small. The others wait until enough of
    them are unknown to the organiser; known people go along with the batch. `ended`: the group is closed, or everybody
    answered; then all who wait are the last batch, if enough are unknown. `shown`: the batches that stay what they are,
    whatever the sizes are now. Adding people never changes a batch that was made before.
    """
    sizes = sizes or BatchSizes()
    stacks = [arrival.stack for arrival in arrivals if arrival.stack is not None]
    whole = {stack for stack in stacks if stacks.count(stack) >= MIN_GROUP_SIZE}
    batches = [tuple(batch) for batch in shown]
    counted = {person for batch in batches for person in batch}
    stacked: dict[Hashable, list[int]] = {stack: [] for stack in whole}
    waiting: list[int] = []
    unknown, released = 0, sum(not arrivals[person].is_known for person in counted)
    for person, arrival in enumerate(arrivals):
        if person in counted:
            continue
        if arrival.stack in whole:
            stacked[arrival.stack].append(person)
            if len(stacked[arrival.stack]) == stacks.count(arrival.stack):
                batches.append(tuple(stacked[arrival.stack]))
            continue
        waiting.append(person)
        unknown += not arrival.is_known
        if sizes.is_batch(unknown, released):
            batches.append(tuple(waiting))
            released, unknown, waiting = released + unknown, 0, []
    if ended and unknown >= sizes.later:
        batches.append(tuple(waiting))
        waiting = []
    known = frozenset(person for person, arrival in enumerate(arrivals) if arrival.is_known)
    return ReleasedBatches(tuple(batches), tuple(waiting), known)
