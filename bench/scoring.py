"""How fast and how exactly advice is worked out, against other ways and against its own parts: by hand.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/scoring.py

Prints medians of processor time over seven rounds, in which all ways take turns. Ratios mean something;
milliseconds are this machine's. Goals S1 to S6: ratios that were set beforehand. Needs no database.
"""

import resource
import sys
import tracemalloc
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import numpy as np
from pymcdm.methods import WSM
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stappenplan.method.advice import advise
from stappenplan.method.robustness import smaa
from stappenplan.method.robustness.analysis import analyse_robustness
from stappenplan.method.robustness.smaa import (
    count_draws,
    count_ranks,
    draw_totals,
    draw_weights,
    linearise_ratings,
    random_tables,
    rank_acceptability,
    total_scores,
)
from tests.support.catalogue_in_memory import ON, Fact, Platform, catalogue
from tests.support.personas import PERSONAS

ROUNDS = 7
DRAWS, FEWEST, CRITERIA = 10_000, 200, 12
RANDOM = np.random.default_rng(1)
ALL_KNOWN = linearise_ratings(())[1]


def weights_drawn(draws=DRAWS):
    """Weights that are equally likely everywhere."""
    weights = RANDOM.exponential(size=(draws, CRITERIA))
    return weights / weights.sum(axis=1, keepdims=True)


def generated(number):
    """So many platforms of all places, each with the facts of a real one mixed with those of a second."""
    chance, real = Random(number), catalogue()

    def one(place):
        base, other = chance.sample(real, 2)
        facts = base.facts | {key: fact for key, fact in other.facts.items() if chance.random() < 0.3}
        facts = {key: fact for key, fact in facts.items() if key[:6] in ("status", "goals.") or chance.random() < 0.85}
        facts |= {"scope": Fact("national"), "status": Fact("active")}
        return Platform(f"p{place:06}", f"P{place:06}", base.kind, "online_platform", "yes", (), base.launched, facts)

    return tuple(one(place) for place in range(number))


# --- the ways ------------------------------------------------------------------------------------------------------


def in_python(weights, known):
    """Every draw added up and sorted without NumPy; all places counted."""
    places = [[0] * len(known) for _ in known]
    for vector in weights:
        totals = [sum(weight * score for weight, score in zip(vector, row, strict=True)) for row in known]
        for place, row in enumerate(sorted(range(len(known)), key=lambda row: -totals[row])):
            places[row][place] += 1
    return places


def by_pymcdm(weights, known):
    """The library's weighted sum and its ranks, a vector at a time."""
    method = WSM(normalization_function=lambda column, cost=False: column)
    kinds = np.ones(known.shape[1])
    return [method.rank(method(known, vector, kinds)) for vector in weights]


def by_skcriteria(weights, known):
    method, objectives = WeightedSumModel(), [max] * known.shape[1]
    return [method.evaluate(mkdm(known, objectives=objectives, weights=vector)).rank_ for vector in weights]


def by_full_sorting(weights, known):
    """Every draw sorted whole, in one piece; gives platforms x places."""
    number = len(known)
    order = np.argsort(-(weights @ known.T), axis=1, kind="stable")
    return np.bincount((order * number + np.arange(number)).ravel(), minlength=number**2).reshape(number, number)


def ours(weights, known):
    """The kernel alone: the totals of each draw, and the count of the places."""
    return sum(count_ranks(totals, drawn).ranks for drawn, totals in draw_totals(known, ALL_KNOWN, weights))


@contextmanager
def all_places(number):
    """Ten places are what the advice needs; the others count all of them."""
    before, smaa.PLACES = smaa.PLACES, number
    yield
    smaa.PLACES = before


def ours_all_places(weights, known):
    with all_places(len(known)):
        return ours(weights, known)


def in_turns(ways, rounds=ROUNDS):
    """The median seconds of processor time of each way; each is tried once before."""
    taken = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            begun = process_time()
            way()
            if turn:
                taken[name].append(process_time() - begun)
    return {name: median(times) for name, times in taken.items()}


# --- what is printed -----------------------------------------------------------------------------------------------


def against_others():
    known, weights = RANDOM.random((120, CRITERIA)), weights_drawn()
    lists, rows = weights[:FEWEST].tolist(), known.tolist()
    totals = weights @ known.T
    order = np.argsort(-totals, axis=1)
    out = np.empty_like(totals)

    def sort():
        out[:] = totals
        out.sort(axis=1)

    taken = in_turns(
        {
            "ours, ten places": lambda: ours(weights, known),
            "ours, all 120 places": lambda: ours_all_places(weights, known),
            "NumPy, full argsort": lambda: by_full_sorting(weights, known),
            "part: product": lambda: weights @ known.T,
            "part: sort": sort,
            "part: bincount": lambda: np.bincount((order * 120 + np.arange(120)).ravel(), minlength=120**2),
            "scikit-criteria, loop": lambda: by_skcriteria(weights[:FEWEST], known),
            "pymcdm, loop": lambda: by_pymcdm(weights[:FEWEST], known),
            "pure Python": lambda: in_python(lists, rows),
        }
    )
    for name in ("scikit-criteria, loop", "pymcdm, loop", "pure Python"):
        taken[name] *= DRAWS / FEWEST
    parts = sum(seconds for name, seconds in taken.items() if name.startswith("part"))
    kernel, whole = taken["ours, ten places"], taken["ours, all 120 places"]
    print(f"{DRAWS} draws x 120 platforms x {CRITERIA} criteria, all known (loops: {FEWEST} draws, extrapolated)")
    for name, seconds in taken.items():
        print(f"  {name:24} {1000 * seconds:9.1f} ms   x {seconds / kernel:7.2f}")
    told = "  {:52} {:6.2f}   all places {:6.2f}   (goal {})"
    print(told.format("S1 ours / product, full sort and bincount", kernel / parts, whole / parts, "at most 1.15"))
    for name, other, goal in (
        ("S2 pure Python / ours", "pure Python", "220"),
        ("S3 pymcdm / ours", "pymcdm, loop", "2,000"),
        ("S3 scikit-criteria / ours", "scikit-criteria, loop", "1,400"),
    ):
        print(told.format(name, taken[other] / kernel, taken[other] / whole, f"at least {goal}"))


def agreement():
    known, weights = RANDOM.random((120, CRITERIA)), weights_drawn()
    places = by_full_sorting(weights, known)
    method, other = WSM(normalization_function=lambda column, cost=False: column), WeightedSumModel()
    apart, same = 0.0, True
    for vector, totals in zip(weights[:300], total_scores(weights[:300], 0, known, ALL_KNOWN).T, strict=True):
        judged = other.evaluate(mkdm(known, objectives=[max] * CRITERIA, weights=vector))
        theirs = method(known, vector, np.ones(CRITERIA)), np.asarray(judged.e_.score)
        apart = max(apart, *(np.abs(totals - one).max() for one in theirs))
        same = same and all((method.rank(totals) == ranks).all() for ranks in (method.rank(theirs[0]), judged.rank_))
    print("\nAgreement")
    print(f"  places that differ from full sorting   {np.abs(ours_all_places(weights, known) - places).sum():.0f}")
    print(f"  S4 largest difference, 300 vectors     {apart:.1e}   (goal 4.5e-16)   ranks equal: {same}")


def growth():
    """The kernel at 120 platforms (10,000 draws) against 10,000 platforms (2,000 draws), the ten first places."""
    sets = {number: (weights_drawn(count_draws(number)), RANDOM.random((number, CRITERIA))) for number in (120, 10_000)}
    taken = in_turns({number: lambda given=given: ours(*given) for number, given in sets.items()})
    print("\nGrowth, all known")
    for number, seconds in taken.items():
        print(f"  {number:6} platforms, {count_draws(number):6} draws   {1000 * seconds:8.1f} ms")
    print(f"  S5 10,000 / 120 platforms   {taken[10_000] / taken[120]:.1f}   (goal at most 20)")


def name_parts(weights, ranked):
    """What working out the draws asks of NumPy at least, written plainly: name -> way.

    Every fact in every draw: three products, the two tables read, what holds, the sums, a sort of each draw, a count.
    """
    known, uncertain = linearise_ratings(ranked)
    drawn, scores, chances = draw_weights(weights, DRAWS), *random_tables()[1:]
    starts, entry = np.unique(uncertain.starts, return_inverse=True)
    slopes, drops = np.zeros((2, len(starts), known.shape[1]))
    slopes[entry, uncertain.criteria], drops[entry, uncertain.criteria] = uncertain.slopes, uncertain.drops
    rows, holds = np.zeros(len(starts), int), np.zeros(len(starts))
    rows[entry], holds[entry] = uncertain.rows, uncertain.holds
    order = np.argsort(rows, kind="stable")
    place, begins = starts[order][:, None] + np.arange(DRAWS), np.unique(rows[order], return_index=True)[1]
    slopes, drops, holds = slopes[order], drops[order], holds[order][:, None]
    some = slopes @ drawn.T
    totals, stand = drawn @ known.T, np.argsort(drawn @ known.T, axis=1)
    number = len(ranked)
    return {
        "products": lambda: (drawn @ known.T, slopes @ drawn.T, drops @ drawn.T),
        "tables": lambda: (scores[place], chances[place]),
        "what holds": lambda: some * (some >= holds),
        "sums": lambda: np.add.reduceat(some, begins),
        "sort": lambda: np.sort(totals, axis=1),
        "count": lambda: np.bincount((stand * number + np.arange(number)).ravel(), minlength=number**2),
    }


def whole_advice():
    """Everything an advice works out, against the draws alone and against bare NumPy, on the real catalogue."""
    print(f"\nThe whole advice, {len(catalogue())} platforms of the catalogue; ratios to the bare parts in NumPy")
    for name in ("official_ready", "official_help_haarlem", "resident_safety_street"):
        given = advise(PERSONAS[name], catalogue(), ON)
        weights, ranked = given.profile.weights, given.ranking.ranked
        ways = {
            "draws": lambda: rank_acceptability(weights, ranked),  # noqa: B023
            "advise": lambda: advise(PERSONAS[name], catalogue(), ON),  # noqa: B023
            "robustness": lambda: analyse_robustness(given.profile, given.ranking, ON),  # noqa: B023
        }
        taken = in_turns(ways | name_parts(weights, ranked))
        parts = sum(seconds for part, seconds in taken.items() if part not in ways)
        told = "   ".join(f"{part} {1000 * taken[part]:6.1f} ms" for part in ways)
        print(f"  {name:24} {len(ranked):3} ranked   {told}   parts {1000 * parts:6.1f} ms", end="   ")
        print(f"S6 draws with their ratings / parts {taken['draws'] / parts:.2f}", end="   ")
        print(f"with what decides {taken['robustness'] / parts:.2f}   (goal 1.15)")


def many_platforms():
    print("\nThe whole advice on generated platforms, once each, and how much memory it took at most")
    for number in (120, 1_000, 10_000, 30_000):
        platforms = generated(number)
        begun = perf_counter()
        given = advise(PERSONAS["skipped_nearly_everything"], platforms, ON)
        advised = perf_counter()
        rank_acceptability(given.profile.weights, given.ranking.ranked)
        drawn = perf_counter()
        assert given.robustness is not None
        done = perf_counter()
        tracemalloc.start()
        rank_acceptability(given.profile.weights, given.ranking.ranked)
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(
            f"  {number:6}   {len(given.ranking.ranked):6} ranked   advise {advised - begun:6.2f} s   draws "
            f"{drawn - advised:6.2f} s, {memory:4.0f} MB   with what decides {done - drawn:6.2f} s   process "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:5.0f} MB"
        )


if __name__ == "__main__":
    against_others()
    agreement()
    growth()
    whole_advice()
    many_platforms()
