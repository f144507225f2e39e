"""Whose answers are shown together: that nobody can be read off from all that was ever shown."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stappenplan.method.groups.disclosure_control import (
    MIN_GROUP_SIZE,
    Arrival,
    BatchSizes,
    discloses_too_few,
    release_batches,
)

ROLES = st.sampled_from(("official", "resident", "welfare"))
# Personal links for few and for many, an open link, groups of before there were personal links, or of before batches
# waited for the last ones.
SIZES = st.one_of(
    st.builds(BatchSizes, st.just(5), st.just(3), st.integers(3, 15)),
    st.sampled_from((BatchSizes(3, 3), BatchSizes(4, 3), BatchSizes(5, 3), BatchSizes(5, 5))),
)
ONE, OWN = Arrival(), Arrival(known=True)
PEOPLE = st.lists(st.builds(Arrival, st.booleans()), max_size=60)
# Arrivals: one person through a link, known to the organiser or not, or a stack of paper at once. In between the
# organiser invites so many people more.
ARRIVALS = st.lists(
    st.one_of(st.tuples(ROLES, st.booleans()), st.lists(ROLES, min_size=3, max_size=5), st.integers(1, 4)), max_size=14
)


def all_that_was_shown(arrivals, sizes, closed):
    """Each set of people that was ever shown, as a row of zeros and ones over all who came in; and the known ones.

    When everybody who got a link answered, the outcome of all is shown. When more people are invited, what was shown
    stays a batch, and batches are made anew from there.
    """
    roles, people, shown, made = [], [], [], ()
    for arrival in arrivals:
        if isinstance(arrival, int):
            if sizes.expected is not None:
                made = release_batches(people, sizes, is_complete(people, sizes), made).batches
                sizes = replace(sizes, expected=sizes.expected + arrival)
        elif isinstance(arrival, list):
            people += [Arrival(stack=f"stack {len(roles)}")] * len(arrival)
            roles += arrival
        else:
            people.append(Arrival(known=arrival[1]))
            roles.append(arrival[0])
        shown.append(release_batches(people, sizes, is_complete(people, sizes), made).people)
    at_the_end = release_batches(people, sizes, closed, made)
    shown += [at_the_end.people, *(at_the_end.subgroups(roles).values() if closed else ())]
    return np.array([[float(person in some) for person in range(len(roles))] for some in shown]), at_the_end.known


def is_complete(people, sizes):
    """Whether as many answered by a link as were invited."""
    return sizes.expected is not None and sum(person.stack is None for person in people) >= sizes.expected


def assert_nothing_about_one_or_two(shown):
    """What is a sum over people can be worked out for a few of them only if these lie in the span of what was shown."""
    everyone = np.eye(shown.shape[1])
    few = [*everyone, *(one + sign * other for one, other in itertools.combinations(everyone, 2) for sign in (1, -1))]
    rank = np.linalg.matrix_rank(shown)
    assert all(np.linalg.matrix_rank(np.vstack([shown, one])) > rank for one in few)


@settings(max_examples=80)
@given(ARRIVALS, SIZES, st.booleans())
def test_nothing_that_was_shown_can_be_added_and_subtracted_to_one_or_two_people(arrivals, sizes, closed):
    shown, _known = all_that_was_shown(arrivals, sizes, closed)
    assert_nothing_about_one_or_two(shown)


@settings(max_examples=80)
@given(ARRIVALS, SIZES, st.booleans())
def test_nor_by_the_organiser_who_takes_away_what_is_known(arrivals, sizes, closed):
    shown, known = all_that_was_shown(arrivals, sizes, closed)
    others = [person for person in range(shown.shape[1]) if person not in known]
    if others:
        assert_nothing_about_one_or_two(shown[:, others])


@given(PEOPLE, SIZES, st.booleans())
def test_everybody_is_in_one_batch_or_waits(people, sizes, closed):
    found = release_batches(people, sizes, closed)
    assert sorted([one for batch in found.batches for one in batch] + list(found.waiting)) == [*range(len(people))]


@given(PEOPLE, SIZES, st.booleans())
def test_no_batch_has_fewer_than_the_threshold_beside_those_whom_the_organiser_knows(people, sizes, closed):
    found = release_batches(people, sizes, closed)
    assert all(len(set(batch) - found.known) >= MIN_GROUP_SIZE for batch in found.batches)


@given(PEOPLE, PEOPLE, SIZES)
def test_anybody_who_comes_later_never_changes_a_batch_that_was_shown(people, later, sizes):
    before, after = release_batches(people, sizes).batches, release_batches(people + later, sizes).batches
    assert after[: len(before)] == before


@given(PEOPLE, PEOPLE, SIZES, st.integers(1, 20))
def test_inviting_more_people_never_changes_a_batch_that_was_shown(people, later, sizes, more):
    for ended in (False, True):
        before = release_batches(people, sizes, ended).batches
        wider = replace(sizes, expected=sizes.expected and sizes.expected + more)
        assert release_batches(people + later, wider, shown=before).batches[: len(before)] == before


@given(PEOPLE, SIZES)
def test_people_who_wait_change_nothing_that_is_shown(people, sizes):
    found = release_batches(people, sizes)
    assert not set(found.waiting) & set(found.people)


def counted(people, sizes=None, ended=False):
    return len(release_batches([ONE] * people, sizes, ended).people)


@pytest.mark.parametrize("invited", range(3, 8))
def test_of_up_to_seven_people_nobody_counts_before_the_end_and_then_everybody_does(invited):
    sizes = BatchSizes(expected=invited)
    assert [counted(people, sizes) for people in range(invited + 1)] == [0] * (invited + 1)
    for answered in range(invited + 1):
        assert counted(answered, sizes, ended=True) == (answered if answered >= MIN_GROUP_SIZE else 0)


@pytest.mark.parametrize("invited", range(3, 40))
def test_when_everybody_answered_everybody_counts_whatever_the_number(invited):
    sizes = BatchSizes(expected=invited)
    assert counted(invited, sizes, ended=True) == invited
    with_the_organiser = release_batches([ONE] * invited + [OWN], sizes, ended=True)
    assert len(with_the_organiser.people) == invited + 1


def test_a_batch_waits_for_one_or_two_who_are_left_and_for_no_more():
    assert [counted(5, BatchSizes(expected=invited)) for invited in (6, 7, 8, 12)] == [0, 0, 5, 5]
    assert [counted(10, BatchSizes(expected=invited)) for invited in (11, 12, 13)] == [5, 5, 10]


def test_five_people_show_a_first_outcome_and_every_next_one_is_twice_as_large():
    assert [counted(people) for people in (4, 5, 9, 10, 19, 20, 39, 40)] == [0, 5, 5, 10, 10, 20, 20, 40]


def test_at_the_end_all_who_wait_count_unless_they_are_too_few():
    assert [counted(people, ended=True) for people in (2, 3, 7, 8)] == [0, 3, 5, 8]
    open_link = BatchSizes(5, 5)
    assert [counted(people, open_link, ended=True) for people in (4, 5, 9, 10)] == [0, 5, 5, 10]


def test_the_own_answers_of_the_organiser_fill_no_batch_and_go_along_with_one():
    assert release_batches([OWN] * 9 + [ONE] * 2, ended=True).people == ()
    assert release_batches([OWN] + [ONE] * 5).batches == ((0, 1, 2, 3, 4, 5),)
    assert release_batches([ONE] * 5 + [OWN], ended=True).waiting == (5,)


def test_roles_that_would_show_what_one_or_two_people_chose_are_not_shown_apart():
    def closed(people, roles):
        return release_batches(people, ended=True).subgroups(roles)

    assert closed([ONE] * 6, ["resident"] * 3 + ["official"] * 3) == {}, "the sixth waits, and two officials are left"
    assert closed([ONE] * 10, ["resident", "official"] * 5) != {}
    assert closed([ONE] * 5, ["resident"] * 3 + ["official"] * 2) == {}
    known = [OWN, OWN, *[ONE] * 5]
    roles = ["official"] * 3 + ["resident"] * 4
    assert closed(known, roles) == {}, "the organiser takes two officials away and has the third"
    assert closed([ONE] * 7, roles) == {}


def test_a_part_that_is_all_of_a_batch_discloses_nothing_more():
    roles = ["resident"] * 3 + ["official"] * 3
    assert not discloses_too_few("resident", roles, [(0, 1, 2), (3, 4, 5)])
    assert discloses_too_few("resident", roles, [(0, 1, 2, 3), (4, 5)])


def test_a_stack_of_paper_is_a_batch_of_its_own():
    sheet = Arrival(stack="a")
    assert release_batches([ONE, sheet, sheet, sheet, ONE]).batches == ((1, 2, 3),)
    assert release_batches([ONE, sheet, sheet, ONE]).batches == ()
