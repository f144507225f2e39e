"""Sums and shares held against judges from outside: two libraries, plain Python, published figures, geometry."""

from math import log2
from random import Random

import numpy as np
import pytest

from stappenplan.method.assessment.criteria import CRITERIA, CRITERION
from stappenplan.method.assessment.scoring import Assessment, Rating, weighted_mean
from stappenplan.method.declarations import UNKNOWN, FactScore, point
from stappenplan.method.evidence.reliability import INFERRED, STATED, UNKNOWN_SCORES, reliability_of
from stappenplan.method.robustness.smaa import (
    DRAWS,
    count_ranks,
    linearise_ratings,
    random_tables,
    rank_acceptability,
    total_scores,
)
from tests.support.catalogue_in_memory import Fact, Platform

WEIGHTS = dict(zip(CRITERION, [12, 2, 3, 4, 5, 2, 2, 3, 3, 1, 3, 5, 2, 1], strict=True))
# How far two estimates of the same share may lie apart, in standard errors of their difference.
ERRORS = 4.5


def near(share, draws=DRAWS, other_draws=DRAWS):
    """This share, give or take what chance does to an estimate from so many draws and another from so many."""
    return pytest.approx(share, abs=ERRORS * (max(share * (1 - share), 1e-4) * (1 / draws + 1 / other_draws)) ** 0.5)


def exactly(share):
    """A share that is known without drawing."""
    return near(share, other_draws=float("inf"))


def platform_with(slug, **intervals):
    """An assessment with one fact per criterion."""
    ratings = (Rating(CRITERION[key], 1, (FactScore(1, f"{key}-fact", one),)) for key, one in intervals.items())
    return Assessment(Platform(slug, slug), ratings=tuple(ratings))


# --- the weighted sum ------------------------------------------------------------------------------------------------


def test_weighted_sums_and_ranks_are_those_of_two_other_libraries():
    """Raw matrix, 300 random weight vectors; two units in the last place of a figure of 1."""
    from pymcdm.methods import WSM  # both here: they load plotting libraries, seconds
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    random = np.random.default_rng(2026)
    matrix = random.random((120, len(CRITERIA)))
    vectors = random.exponential(size=(300, len(CRITERIA)))
    vectors /= vectors.sum(axis=1, keepdims=True)
    kinds = np.ones(len(CRITERIA))
    pymcdm, criteria = WSM(normalization_function=lambda column, cost=False: column), WeightedSumModel()
    totals = total_scores(vectors, 0, matrix, linearise_ratings(())[1])
    for vector, ours in zip(vectors, totals.T, strict=True):
        one = pymcdm(matrix, vector, kinds)
        other = criteria.evaluate(mkdm(matrix, objectives=[max] * len(CRITERIA), weights=vector))
        for theirs, ranks in ((one, pymcdm.rank(one)), (other.e_.score, other.rank_)):
            assert np.abs(theirs - ours).max() <= 4.5e-16
            assert (ranks == pymcdm.rank(ours)).all()
        for row in range(0, 120, 40):
            pairs = zip(vector, (point(figure) for figure in matrix[row]), strict=True)
            assert abs(weighted_mean(pairs).low - one[row]) <= 2 * 4.5e-16  # it divides once more


# --- the shares ------------------------------------------------------------------------------------------------------


FOUND = [score for score, count in UNKNOWN_SCORES.items() for _each in range(count)]


def by_brute_force(weights, rows, draws, seed):
    """Shares of places by drawing everything anew in plain Python.

    `rows`: slug -> figures, None where unknown, a pair where it is a fact that holds in a share of the draws.
    """
    chance = Random(seed)

    def draw(figure):
        score, holds = figure if isinstance(figure, tuple) else (figure, 1.0)
        return chance.choice(FOUND) if score is None or chance.random() >= holds else score

    places = {slug: [0] * len(rows) for slug in rows}
    for _draw in range(draws):
        drawn = [weight * 2 ** chance.uniform(-1, 1) for weight in weights]
        totals = {
            slug: sum(weight * draw(figure) for weight, figure in zip(drawn, figures, strict=True))
            for slug, figures in rows.items()
        }
        for place, slug in enumerate(sorted(totals, key=totals.get, reverse=True)):
            places[slug][place] += 1
    return {slug: [count / draws for count in counts] for slug, counts in places.items()}


def test_shares_are_those_of_an_independent_way_with_its_own_draws():
    chance = Random(7)
    rows = {
        f"p{number}": [None if chance.random() < 0.3 else chance.uniform(0.3, 0.7) for _ in CRITERIA]
        for number in range(8)
    }
    assessments = [
        platform_with(
            slug,
            **{key: UNKNOWN if figure is None else point(figure) for key, figure in zip(CRITERION, row, strict=True)},
        )
        for slug, row in rows.items()
    ]
    ours = rank_acceptability(WEIGHTS, assessments)
    draws = 3_000
    theirs = by_brute_force([*WEIGHTS.values()], rows, draws, seed=11)
    for slug, shares in theirs.items():
        for place, share in enumerate(shares):
            assert ours[slug].ranks[place] == near(share, other_draws=draws), (slug, place)
    assert 0.1 < max(share.first for share in ours.values()) < 0.9


def simplex(draws, criteria, seed=3):
    """Weights that are equally likely everywhere, as in SMAA-2 without preferences."""
    weights = np.random.default_rng(seed).exponential(size=(draws, criteria))
    return weights / weights.sum(axis=1, keepdims=True)


def test_the_published_example_of_two_medicines_comes_out():
    """Heparin and enoxaparin, SMAA-2, from the reference output of the R package smaa 0.3 (G. van Valkenhoef).

    Its figures are in github.com/gertvv/rsmaa, smaa/tests/Examples/smaa-Ex.Rout.save: shares over 10,000 draws without
    preferences and central weights, and shares with fixed weights. The Beta distributions of the events and the
    ranges of the value functions are those of the same study in github.com/drugis/mcda-elicitation-web,
    examples/thrombolytics.json.
    """
    worst, best = np.array([0.25, 0.4, 0.1]), np.array([0, 0.15, 0])
    events = {"heparin": [(20, 116), (40, 96), (1, 135)], "enoxaparin": [(8, 121), (32, 97), (5, 124)]}
    random = np.random.default_rng(5)
    measured = np.array([[random.beta(*pair, DRAWS) for pair in pairs] for pairs in events.values()])
    values = (worst[:, None] - measured) / (worst - best)[:, None]  # alternatives x criteria x draws

    def shares(weights):
        # Values may lie a little outside 0..1; halved and moved they do not, and nobody changes place.
        totals = 0.25 + 0.5 * np.einsum("acd,dc->ad", values, weights)
        ranks, central = count_ranks(totals, weights)
        return ranks / DRAWS, central / ranks[:, :1]

    ranks, central = shares(simplex(DRAWS, 3))
    assert ranks[0, 0] == near(0.3504) and ranks[1, 0] == near(0.6496)
    assert ranks[0, 1] == near(0.6496) and ranks[1, 1] == near(0.3504)
    assert central[0] == pytest.approx([0.1865097, 0.2772205, 0.5362698], abs=0.015)
    assert central[1] == pytest.approx([0.4073100, 0.3641477, 0.2285423], abs=0.015)
    ranks, _central = shares(np.tile([0.5, 0.2, 0.3], (DRAWS, 1)))
    assert ranks[0, 0] == near(0.1279) and ranks[1, 0] == near(0.8721)


@pytest.mark.parametrize("criteria", [2, 3, 14])
def test_who_is_best_on_one_criterion_each_shares_the_weights_as_geometry_says(criteria):
    """The share is the part of the weight space where it leads, the central weight the centre of that part.

    (Lahdelma, Hokkanen and Salminen, European Journal of Operational Research 106, 1998.) With equally likely weights
    the mean of the largest of n is H(n)/n, the first of the rank-order-centroid weights (Barron and Barrett,
    Management Science 42, 1996); the others share what is left.
    """
    weights = simplex(DRAWS, criteria)
    ranks, central = count_ranks(np.eye(criteria) @ weights.T, weights)
    largest = sum(1 / number for number in range(1, criteria + 1)) / criteria
    rest = (1 - largest) / (criteria - 1)
    expected = np.full((criteria, criteria), rest) + np.eye(criteria) * (largest - rest)
    for row in range(criteria):
        assert ranks[row, 0] / DRAWS == exactly(1 / criteria)
        assert central[row] / ranks[row, 0] == pytest.approx(expected[row], abs=0.02)


def test_a_compromise_leads_where_neither_extreme_does():
    """Two criteria, A = (1, 0), B = (0, 1), C = (0.6, 0.6).

    A leads where the first weight is above 0.6, is second from 0.5 to 0.6 and last below; B the other way round; C
    leads in between and is never last. The lengths of these pieces are the shares.
    """
    weights = simplex(DRAWS, 2)
    known = np.array([[1, 0], [0, 1], [0.6, 0.6]])
    ranks, central = count_ranks(known @ weights.T, weights)
    for row, shares in enumerate([(0.4, 0.1, 0.5), (0.4, 0.1, 0.5), (0.2, 0.8, 0.0)]):
        for place, share in enumerate(shares):
            assert ranks[row, place] / DRAWS == exactly(share)
    assert central[0] / ranks[0, 0] == pytest.approx([0.8, 0.2], abs=0.01)


@pytest.mark.parametrize("better", [1.0, 1.5, 2.0, 3.0])
def test_our_own_draws_of_weights_give_the_share_that_can_be_worked_out(better):
    """Two equal weights, each times 2 to a power that is even over -1..1: the difference of powers is triangular.

    B is `better` times further ahead on its criterion; A leads where its weight is that much larger.
    """
    ahead = {"cost": point(0.3), "exit": point(0.0)}, {"cost": point(0.0), "exit": point(0.3 * better)}
    one, other = (platform_with(slug, **given) for slug, given in zip("ab", ahead, strict=True))
    found = rank_acceptability(dict.fromkeys(CRITERION, 0) | {"cost": 1, "exit": 1}, [one, other])
    assert found["a"].first == exactly((2 - log2(better)) ** 2 / 8)


@pytest.mark.parametrize("figure", [0.05, 0.27, 0.6, 0.85])
def test_an_unknown_beats_a_known_figure_as_often_as_unknown_facts_did(figure):
    """One criterion: what is unknown leads when its draw, one of the scores that were found, is above the figure."""
    one, other = platform_with("known", cost=point(figure)), platform_with("unknown", cost=UNKNOWN)
    found = rank_acceptability(dict.fromkeys(CRITERION, 0) | {"cost": 1}, [one, other])
    assert found["unknown"].first == exactly(sum(score > figure for score in FOUND) / len(FOUND))


@pytest.mark.parametrize("basis", [STATED, INFERRED])
def test_a_known_fact_holds_as_often_as_facts_of_its_kind_did(basis):
    """One criterion: a fact of 0.55 beats a certain 0.5 unless it does not hold and its draw is lower."""
    one = platform_with("certain", cost=point(0.5))
    ratings = (Rating(CRITERION["cost"], 1, (FactScore(1, "cost_municipality", point(0.55)),)),)
    other = Assessment(Platform("fact", "fact", facts={"cost_municipality": Fact("low", basis)}), ratings=ratings)
    found = rank_acceptability(dict.fromkeys(CRITERION, 0) | {"cost": 1}, [one, other])
    holds, lower = (
        reliability_of(basis, None),
        (FOUND.count(0.5) / 2 + sum(score < 0.5 for score in FOUND)) / len(FOUND),
    )
    assert found["fact"].first == exactly(1 - (1 - holds) * lower)


@pytest.mark.parametrize("equal", [2, 3, 15])
def test_equal_platforms_share_their_places_in_every_draw(equal):
    """Of k equal ones each has 1/k of the first k places; what is poorer never gets there."""
    ahead = [platform_with(f"p{number}", cost=point(0.5), exit=point(0.4)) for number in range(equal)]
    found = rank_acceptability(WEIGHTS, [*ahead, platform_with("last", cost=point(0.1), exit=point(0.1))])
    for one in ahead:
        shares = found[one.platform.slug]
        assert shares.ranks[: min(equal, 10)] == pytest.approx([1 / equal] * min(equal, 10))
        assert shares.first == pytest.approx(1 / equal)
        assert sum(shares.central_weights.values()) == pytest.approx(1)
    assert found["last"].first == 0


def test_the_draws_do_not_hang_together():
    """Criteria are drawn apart, and facts too: no two columns go up and down together."""
    factors, scores, chances = random_tables()
    together = np.corrcoef(factors, rowvar=False) - np.eye(len(CRITERIA))
    assert np.abs(together).max() < 0.05
    for drawn in (scores, chances):
        assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.01
    assert abs(np.corrcoef(scores, chances)[0, 1]) < 0.01
