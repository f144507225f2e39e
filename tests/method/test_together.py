"""Several people, one choice: who is counted, how rankings are combined, and that nobody can be read off."""

import itertools
from collections import Counter

import numpy as np
import pytest
import votelib.convert
from hypothesis import given, settings
from hypothesis import strategies as st

from stappenplan.method.together import AT_LEAST, EXAMPLE, Together, count, differ_most, mean_places, places
from tests.method import readme
from tests.method.conftest import SEVEN, advised

ROLES = st.sampled_from(("official", "resident", "welfare"))
PLATFORMS = "abcdef"


@st.composite
def ranking(draw):
    """Some of the platforms in some order: the rest is ruled out."""
    order = draw(st.permutations(PLATFORMS))
    return tuple(order[: draw(st.integers(0, len(PLATFORMS)))])


RANKINGS = st.lists(ranking(), min_size=1, max_size=9)


def order(rankings, everyone=PLATFORMS):
    means = mean_places(rankings, everyone)
    return sorted(everyone, key=lambda slug: (round(means[slug], 9), slug))


# --- who is counted ------------------------------------------------------------------------------------------------

# Who comes in: one person through the link, or a stack of paper at once.
ARRIVALS = st.lists(st.one_of(ROLES, st.lists(ROLES, min_size=3, max_size=5)), max_size=13)


def all_that_was_shown(arrivals, closed):
    """Each set of people that was ever shown, as a row of zeros and ones over all who came in."""
    roles, stacks, shown = [], {}, []
    for arrival in arrivals:
        sheets = [arrival] if isinstance(arrival, str) else arrival
        if sheets is arrival:
            stacks |= {len(roles) + number: f"stack {len(roles)}" for number in range(len(sheets))}
        roles += sheets
        shown.append(count(len(roles), stacks).people)
    at_the_end = count(len(roles), stacks, closed)
    shown += [at_the_end.people, *(at_the_end.apart(roles).values() if closed else ())]
    return np.array([[float(person in people) for person in range(len(roles))] for people in shown])


@given(st.integers(0, 60), st.booleans())
def test_everybody_is_in_one_batch_or_waits(people, closed):
    counted = count(people, closed=closed)
    assert sorted([person for batch in counted.batches for person in batch] + list(counted.waiting)) == [*range(people)]


@given(st.integers(0, 60), st.booleans())
def test_no_batch_is_smaller_than_the_threshold(people, closed):
    assert all(len(batch) >= AT_LEAST for batch in count(people, closed=closed).batches)


@given(st.integers(0, 40), st.integers(0, 20))
def test_who_comes_later_never_changes_a_batch_that_was_shown(people, later):
    before, after = count(people).batches, count(people + later).batches
    assert after[: len(before)] == before


@settings(max_examples=80)
@given(ARRIVALS, st.booleans())
def test_nothing_that_was_shown_can_be_added_and_subtracted_to_one_or_two_people(arrivals, closed):
    """What is a sum over people can be worked out for a few of them only if these lie in the span of what was shown."""
    shown = all_that_was_shown(arrivals, closed)
    everyone = np.eye(shown.shape[1])
    few = [*everyone, *(one + sign * other for one, other in itertools.combinations(everyone, 2) for sign in (1, -1))]
    rank = np.linalg.matrix_rank(shown)
    assert all(np.linalg.matrix_rank(np.vstack([shown, one])) > rank for one in few)


@given(st.integers(1, 60))
def test_who_waits_changes_nothing_that_is_shown(people):
    counted = count(people)
    assert not set(counted.waiting) & set(counted.people)


def test_three_people_show_a_first_outcome_and_every_next_one_is_twice_as_large():
    assert [len(count(people).people) for people in (2, 3, 5, 6, 11, 12, 23, 24)] == [0, 3, 3, 6, 6, 12, 12, 24]


def test_at_the_end_all_who_wait_count_unless_they_are_too_few():
    assert count(9, closed=True).waiting == ()
    assert count(8, closed=True).waiting == (6, 7)


def test_roles_that_would_show_what_one_or_two_people_chose_are_not_shown_apart():
    assert count(6, closed=True).apart(["resident"] * 3 + ["official"] * 3) != {}
    assert count(6, closed=True).apart(["resident"] * 4 + ["official"] * 2) == {}
    mixed = ["official", "resident", "resident", "official", "official", "resident", *["resident", "official"] * 3]
    assert {role: len(people) for role, people in count(12).apart(mixed).items()} == {"official": 6, "resident": 6}


def test_a_stack_of_paper_is_a_batch_of_its_own():
    assert count(5, stacks={1: "a", 2: "a", 3: "a"}).batches == ((1, 2, 3),)
    assert count(5, stacks={1: "a", 2: "a"}).batches == ((0, 1, 2),)


# --- the rule ------------------------------------------------------------------------------------------------------


@given(RANKINGS, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(rankings, random):
    mixed = list(rankings)
    random.shuffle(mixed)
    assert order(mixed) == order(rankings)


@given(RANKINGS, st.integers(2, 4))
def test_a_copy_of_everybody_changes_nothing(rankings, copies):
    assert order(rankings * copies) == order(rankings)


@given(RANKINGS, st.permutations(PLATFORMS))
def test_the_names_of_platforms_do_not_matter(rankings, names):
    renamed = dict(zip(PLATFORMS, names, strict=True))
    means = mean_places(rankings, PLATFORMS)
    again = mean_places([[renamed[slug] for slug in ranking] for ranking in rankings], PLATFORMS)
    assert all(means[slug] == pytest.approx(again[renamed[slug]]) for slug in PLATFORMS)


@given(RANKINGS)
def test_what_everybody_puts_higher_is_higher(rankings):
    means = mean_places(rankings, PLATFORMS)
    for one in PLATFORMS:
        for other in PLATFORMS:
            if all(one in ranking and (other not in ranking or before(ranking, one, other)) for ranking in rankings):
                assert one == other or means[one] < means[other]


def before(ranking, one, other):
    return ranking.index(one) < ranking.index(other)


@given(RANKINGS)
def test_it_is_the_count_of_borda_by_an_independent_library(rankings):
    """A Borda score is the number of platforms beaten, ties for a half: taken from votelib's pairwise counts."""
    votes = Counter(ranking for ranking in rankings if ranking)
    pairs = votelib.convert.RankedToCondorcetVotes().convert(dict(votes))
    ranked = sorted({slug for ranking in rankings for slug in ranking})
    means = mean_places(rankings, ranked)
    for slug in ranked:
        score = sum(
            (pairs.get((slug, other), 0) - pairs.get((other, slug), 0) + len(rankings)) / 2
            for other in ranked
            if other != slug
        )
        assert means[slug] == pytest.approx(len(ranked) - score / len(rankings))


def test_the_worked_example_of_the_readme_is_what_the_code_gives():
    (table,) = readme.tables("## 10. Choosing together", None)
    shown = {row[0]: [float(cell) for cell in row[1:]] for row in table[1:]}
    each = [places(ranking, sorted(shown)) for ranking in EXAMPLE]
    assert {name: [one[name] for one in each] for name in shown} == {name: row[:-1] for name, row in shown.items()}
    assert {name: round(mean, 2) for name, mean in mean_places(EXAMPLE, sorted(shown)).items()} == {
        name: row[-1] for name, row in shown.items()
    }


# --- a group -------------------------------------------------------------------------------------------------------

MEET = {"audience": "resident", "goal_main": "meet"}


def group(*answers):
    return Together(tuple(advised(one, SEVEN) for one in answers))


def test_people_who_agree_get_their_own_ranking():
    alone = advised(MEET, SEVEN).ranking.ranked
    together = group(MEET, MEET, MEET)
    assert [place.platform for place in together.ranking] == [one.platform for one in alone]
    assert list(together.by_mean_weights) == [one.platform for one in alone]
    assert [place.in_first for place in together.ranking] == [3 if place < 3 else 0 for place in range(len(alone))]
    assert together.to_talk_about == ()


def test_what_people_weigh_differently_is_worth_talking_about():
    together = group(MEET, MEET | {"w_free": "must"}, MEET | {"w_free": "not_important"})
    assert together.to_talk_about[0].criterion.key == "low_threshold"
    spreads = [one.spread for one in together.weighings]
    assert [one.spread for one in together.to_talk_about] == sorted(spreads, reverse=True)[:2]
    assert len(together.agreed) == 2
    assert not set(together.agreed) & set(together.to_talk_about)


def test_a_warning_says_for_how_many_it_holds():
    together = group(MEET | {"core_team": "none"}, MEET | {"core_team": "none"}, MEET | {"core_team": "three_five"})
    assert together.said("core_team") == {"none": 2, "three_five": 1}
    assert sum(together.verdicts.values()) == 3


def test_two_groups_that_weigh_alike_do_not_differ():
    assert differ_most(group(MEET, MEET, MEET), group(MEET, MEET, MEET)) == ()
    one, other = group(*[MEET | {"w_free": "must"}] * 3), group(*[MEET | {"w_free": "not_important"}] * 3)
    (criterion, gap), *_rest = differ_most(one, other)
    assert criterion.key == "low_threshold" and gap > 0
    assert differ_most(other, one)[0] == (criterion, -gap)
