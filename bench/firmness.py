"""How fast the firmness of an advice is worked out, against other ways and against its own parts: by hand.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python bench/firmness.py

Prints medians of seven rounds, in which all ways take turns. Ratios mean something; milliseconds are this machine's.
"""

import sys
import tracemalloc
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import numpy as np
from pymcdm.methods import WSM

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stappenplan.method.criteria import CRITERIA
from stappenplan.method.declarations import UNKNOWN, Part, point
from stappenplan.method.firmness import acceptability, linear, places_drawn, tables
from stappenplan.method.scoring import Assessment, Rating
from tests.catalogue_in_memory import Platform

ROUNDS = 7
DRAWS, FEWER, FEWEST = 10_000, 2_000, 200
UNKNOWN_SHARE = 0.2
WEIGHTS = {criterion.key: weight for criterion, weight in zip(CRITERIA, [12, *[3] * 13], strict=True)}


def platforms(number, unknown_share=0.0):
    """Invented assessments with a fact per criterion, some of them unknown."""
    chance = Random(number)

    def rating(criterion):
        interval = UNKNOWN if chance.random() < unknown_share else point(chance.random())
        return Rating(criterion, WEIGHTS[criterion.key], (Part(1.0, criterion.key, interval),))

    return [
        Assessment(Platform(f"p{place:05}", f"p{place:05}"), ratings=tuple(rating(one) for one in CRITERIA))
        for place in range(number)
    ]


def weights_drawn(draws=DRAWS):
    factors = tables()[0][:draws] * np.array([*WEIGHTS.values()], float)
    return factors / factors.sum(axis=1, keepdims=True)


# --- the ways ------------------------------------------------------------------------------------------------------


def in_python(weights, known):
    """Every draw added up and sorted without NumPy."""
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


def by_full_sorting(weights, known):
    """Every draw sorted whole, in one piece; gives platforms x places."""
    number = len(known)
    order = np.argsort(-(weights @ known.T), axis=1, kind="stable")
    return np.bincount((order * number + np.arange(number)).ravel(), minlength=number**2).reshape(number, number)


def ours(weights, known, unknown):
    """The kernel alone: who stands where, and the count."""
    stand = places_drawn(weights, known, unknown)
    return np.bincount((stand * stand.shape[1] + np.arange(stand.shape[1])).ravel())


def in_turns(ways):
    """The median seconds of each way; each is tried once before."""
    taken = {name: [] for name in ways}
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            begun = perf_counter()
            way()
            if turn:
                taken[name].append(perf_counter() - begun)
    return {name: median(times) for name, times in taken.items()}


# --- what is printed -----------------------------------------------------------------------------------------------


def against_others():
    assessments, doubtful = platforms(120), platforms(120, UNKNOWN_SHARE)
    (known, none), (_known, unknown) = linear(assessments), linear(doubtful)
    weights = weights_drawn()
    lists, rows = weights[:FEWEST].tolist(), known.tolist()
    absent = sum(len(layer.rows) for layer in unknown)
    totals = weights @ known.T
    order = np.argsort(totals, axis=1)
    out = np.empty_like(totals)

    def sort():
        out[:] = totals
        out.sort(axis=1)

    taken = in_turns(
        {
            "ours, the kernel": lambda: ours(weights, known, none),
            "ours, the whole call": lambda: acceptability(WEIGHTS, assessments),
            f"ours, the kernel, {absent} facts unknown": lambda: ours(weights, known, unknown),
            f"ours, the whole call, {absent} facts unknown": lambda: acceptability(WEIGHTS, doubtful),
            "NumPy, full argsort": lambda: by_full_sorting(weights, known),
            "part: product": lambda: weights @ known.T,
            "part: sort": sort,
            "part: bincount": lambda: np.bincount((order * 120 + np.arange(120)).ravel(), minlength=120**2),
            "pymcdm, loop": lambda: by_pymcdm(weights[:FEWEST], known),
            "pure Python": lambda: in_python(lists, rows),
        }
    )
    for name in ("pymcdm, loop", "pure Python"):
        taken[name] *= DRAWS / FEWEST
    parts = sum(seconds for name, seconds in taken.items() if name.startswith("part"))
    kernel = taken["ours, the kernel"]
    print(f"120 platforms x {len(CRITERIA)} criteria x {DRAWS} draws (pymcdm and Python: {FEWEST}, extrapolated)")
    for name, seconds in taken.items():
        print(f"  {name:42} {1000 * seconds:9.1f} ms   x {seconds / kernel:7.2f}")
    print(f"  S1 the kernel / product, full sort and bincount   {kernel / parts:.2f}   (goal 1.15)")
    print(f"  S2 pure Python / the kernel                       {taken['pure Python'] / kernel:.0f}   (goal 220)")
    print(f"  S3 pymcdm / the kernel                            {taken['pymcdm, loop'] / kernel:.0f}   (goal 2,000)")
    return kernel


def growth(kernel):
    print("\nGrowth (10,000 platforms: 2,000 draws)")
    for number, draws in ((120, DRAWS), (1_000, DRAWS), (10_000, FEWER)):
        assessments, doubtful = platforms(number), platforms(number, UNKNOWN_SHARE)
        (known, none), (some, unknown) = linear(assessments), linear(doubtful)
        weights = weights_drawn(draws)
        taken = in_turns(
            {
                "kernel": lambda: ours(weights, known, none),  # noqa: B023
                "with unknown": lambda: ours(weights, some, unknown),  # noqa: B023
                "whole call": lambda: acceptability(WEIGHTS, doubtful),  # noqa: B023
            }
        )
        tracemalloc.start()
        acceptability(WEIGHTS, doubtful)
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        told = "   ".join(f"{name} {1000 * seconds:8.1f} ms" for name, seconds in taken.items())
        print(f"  {number:6}   {told}   at most {memory:.0f} MB")
    print(f"  S5 10,000 platforms / 120, kernel                 {taken['kernel'] / kernel:.1f}   (goal 20)")


def agreement():
    assessments = platforms(120)
    known, none = linear(assessments)
    weights = weights_drawn()
    places = by_full_sorting(weights, known)
    stand = places_drawn(weights, known, none)
    mine = np.bincount((stand * 10 + np.arange(10)).ravel(), minlength=1200).reshape(120, 10)
    method = WSM(normalization_function=lambda column, cost=False: column)
    apart = max(
        np.abs(method(known, vector, np.ones(len(CRITERIA))) - known @ vector).max() for vector in weights[:300]
    )
    print("\nAgreement")
    print(f"  draws in which a place differs from full sorting  {np.abs(mine - places[:, :10]).sum() / 2:.0f}")
    print(f"  S4 largest difference to pymcdm, 300 vectors      {apart:.1e}   (goal 4.5e-16)")


if __name__ == "__main__":
    growth(against_others())
    agreement()
