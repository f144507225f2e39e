"""Several people, one choice: how their rankings are combined."""

from collections import Counter

import pytest
import votelib.convert
from hypothesis import given
from hypothesis import strategies as st

from stappenplan.method.group_ranking import EXAMPLE, Together, differ_most, mean_places, places
from tests.method import readme
from tests.method.conftest import SEVEN, advised

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
