"""Several people, one choice: how their rankings are combined."""

from collections import Counter
from dataclasses import replace

import pytest
import votelib.convert
from hypothesis import given
from hypothesis import strategies as st

from stappenplan.method.assessment.shelves import CHOOSE, TODAY
from stappenplan.method.groups.ranking import (
    DIFFERENCE,
    EXAMPLE,
    Together,
    choose_shelf,
    differ_most,
    is_difference,
    mean_places,
    ranks_for_one,
)
from tests.method import readme
from tests.method.conftest import NEIGHBOUR_APP, SEVEN, VILLAGE_SITE, advised, learn
from tests.support.catalogue_in_memory import Fact, Source

PLATFORMS = "abcdef"
OLD = (Source("news", "2019-05-01"),)


@st.composite
def ranking(draw):
    """Slug -> place of some of the platforms: some share a place, the rest is ruled out."""
    order = draw(st.permutations(PLATFORMS))[: draw(st.integers(0, len(PLATFORMS)))]
    ranks = {}
    for place, slug in enumerate(order, 1):
        ranks[slug] = ranks[order[place - 2]] if place > 1 and draw(st.booleans()) else place
    return ranks


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
    again = mean_places([{renamed[slug]: place for slug, place in ranks.items()} for ranks in rankings], PLATFORMS)
    assert all(means[slug] == pytest.approx(again[renamed[slug]]) for slug in PLATFORMS)


@given(RANKINGS)
def test_what_everybody_puts_higher_is_higher(rankings):
    means = mean_places(rankings, PLATFORMS)
    for one in PLATFORMS:
        for other in PLATFORMS:
            if all(one in ranks and ranks[one] < ranks.get(other, len(PLATFORMS) + 1) for ranks in rankings):
                assert means[one] < means[other]


@given(RANKINGS)
def test_everybody_hands_out_the_same_sum_of_places(rankings):
    for ranks in rankings:
        assert sum(ranks_for_one(ranks, PLATFORMS).values()) == pytest.approx(sum(range(1, len(PLATFORMS) + 1)))


@given(RANKINGS)
def test_what_shares_a_place_gets_the_mean_of_the_places_it_takes_up(rankings):
    for ranks in rankings:
        own = ranks_for_one(ranks, PLATFORMS)
        for place in set(ranks.values()):
            tied = [slug for slug in ranks if ranks[slug] == place]
            assert {own[slug] for slug in tied} == {sum(range(place, place + len(tied))) / len(tied)}


@given(RANKINGS)
def test_it_is_the_count_of_borda_by_an_independent_library(rankings):
    """A Borda score is the number of platforms beaten, ties for a half: taken from votelib's pairwise counts."""
    votes = Counter(as_ballot(ranks) for ranks in rankings if ranks)
    pairs = votelib.convert.RankedToCondorcetVotes().convert(dict(votes))
    ranked = sorted({slug for ranks in rankings for slug in ranks})
    means = mean_places(rankings, ranked)
    for slug in ranked:
        score = sum(
            (pairs.get((slug, other), 0) - pairs.get((other, slug), 0) + len(rankings)) / 2
            for other in ranked
            if other != slug
        )
        assert means[slug] == pytest.approx(len(ranked) - score / len(rankings))


def as_ballot(ranks):
    """Slug -> place as the library wants it: best first, those that share a place as a set."""
    levels = [frozenset(slug for slug in ranks if ranks[slug] == place) for place in sorted(set(ranks.values()))]
    return tuple(next(iter(level)) if len(level) == 1 else level for level in levels)


def test_the_worked_example_of_the_readme_is_what_the_code_gives():
    (table,) = readme.tables("## 10. Choosing together", None)
    shown = {row[0]: [float(cell) for cell in row[1:]] for row in table[1:]}
    each = [ranks_for_one(ranks, sorted(shown)) for ranks in EXAMPLE]
    assert {name: [one[name] for one in each] for name in shown} == {name: row[:-1] for name, row in shown.items()}
    assert {name: round(mean, 2) for name, mean in mean_places(EXAMPLE, sorted(shown)).items()} == {
        name: row[-1] for name, row in shown.items()
    }


# --- a group -------------------------------------------------------------------------------------------------------

MEET = {"audience": "resident", "goal_main": "meet"}
# One street: what people can join today leads, and three of the seven platforms stand there.
STREET = MEET | {"place": "Montferland", "area_size": "street"}


def group(*answers, platforms=SEVEN):
    advices = tuple(advised(one, platforms) for one in answers)
    return Together(advices, choose_shelf(advices))


def test_people_who_agree_get_their_own_ranking():
    shelf = advised(STREET, SEVEN).shelves[0]
    together = group(STREET, STREET, STREET)
    assert [place.platform for place in together.ranking] == [one.platform for one in shelf.ranked]
    assert [platform for _place, platform in together.by_mean_weights] == [one.platform for one in shelf.ranked]
    heads = {one.platform.slug for one in shelf.first}
    assert heads and heads == {place.platform.slug for place in together.ranking if place.in_first == 3}
    assert together.to_talk_about == ()


def test_a_group_chooses_from_the_shelf_that_leads_with_most_people():
    alone, team = ({**MEET, "budget": "nothing", "core_team": size} for size in ("none", "six_plus"))
    leads = {TODAY: advised(alone, SEVEN), CHOOSE: advised(team, SEVEN)}
    assert [advice.shelves[0].key for advice in leads.values()] == list(leads)
    assert group(alone, alone, team).shelf == TODAY
    assert group(alone, team, team).shelf == CHOOSE
    assert group(alone, team).shelf == group(team, alone).shelf == CHOOSE
    for together in (group(alone, alone, team), group(alone, team, team)):
        ranked = {place.platform.slug for place in together.ranking}
        stands = {one.platform.slug for one in leads[together.shelf].ranking.shelf(together.shelf).ranked}
        assert ranked == stands


def test_what_may_not_exist_any_more_is_never_in_the_ranking_of_a_group():
    gone = learn(NEIGHBOUR_APP, status="unknown")
    platforms = (VILLAGE_SITE, gone, *SEVEN[2:])
    together = group(STREET, STREET, STREET | {"w_free": "must"}, platforms=platforms)
    assert gone.slug in {one.platform.slug for one in together.advices[0].to_check}
    assert gone not in together.platforms
    assert len(together.ranking) == len(together.by_mean_weights) == 2


def test_what_can_lead_with_nobody_stands_below_what_can():
    ran = replace(VILLAGE_SITE, facts=VILLAGE_SITE.facts | {"status": Fact("active", source_list=OLD)})
    used_here = replace(NEIGHBOUR_APP, municipalities=("Utrecht",))
    together = group(STREET, STREET, platforms=(ran, used_here, *SEVEN[2:]))
    order = [place.can_lead for place in together.ranking]
    assert order == sorted(order, reverse=True) and True in order
    assert not next(place for place in together.ranking if place.platform.slug == ran.slug).can_lead
    assert [platform.slug in together.leaders for _place, platform in together.by_mean_weights] == order


def test_what_people_weigh_differently_is_worth_talking_about():
    people = [MEET | {"w_resident_control": degree} for degree in ("must", "not_important", "must")]
    together = group(MEET, *people)
    spreads = [one.spread for one in together.weighings]
    named = [spread for spread in sorted(spreads, reverse=True)[:2] if 20 * spread >= DIFFERENCE]
    assert [one.spread for one in together.to_talk_about] == named != []
    assert len(together.agreed) == 2
    assert not set(together.agreed) & set(together.to_talk_about)


def test_a_warning_says_for_how_many_it_holds():
    together = group(MEET | {"core_team": "none"}, MEET | {"core_team": "none"}, MEET | {"core_team": "three_five"})
    assert together.said("core_team") == {"none": 2, "three_five": 1}
    assert sum(together.verdicts.values()) == 3


def test_a_difference_is_named_from_half_a_point_where_all_weight_is_ten():
    for gap, is_named in ((0, False), (0.02, False), (0.049, False), (0.05, True), (0.3, True)):
        assert is_difference(gap) == is_difference(-gap) == is_named


def test_what_only_shifts_because_another_criterion_weighs_more_is_not_named():
    """Shares add up to one: a must of one person takes a little of every other criterion."""
    without, must = MEET | {"w_resident_control": "not_important"}, MEET | {"w_resident_control": "must"}
    together = group(*[without] * 5, must)
    assert [one.criterion.key for one in together.to_talk_about] == ["resident_lead"]
    assert sum(one.spread > 0 for one in together.weighings) > 5
    (found, _gap), *rest = differ_most(group(without), group(must))
    assert found.key == "resident_lead" and not rest


def test_two_groups_that_weigh_alike_do_not_differ():
    assert differ_most(group(MEET, MEET, MEET), group(MEET, MEET, MEET)) == ()
    one, other = (
        group(*[MEET | {"w_resident_control": "must"}] * 3),
        group(*[MEET | {"w_resident_control": "not_important"}] * 3),
    )
    (criterion, gap), *_rest = differ_most(one, other)
    assert criterion.key == "resident_lead" and gap > 0
    assert differ_most(other, one)[0] == (criterion, -gap)
