#!/usr/bin/env bash
# pymcdm 1.4.0, beside pyrepo-mcda 0.1.15 and scikit-criteria 0.10: three platforms with one score that differ in price.
# Guess: the cheapest ranks first by each method, for pymcdm is told that a price is a cost (-1) and reads it so in each
# method; its COPRAS names the papers of Zavadskas, by which a lower cost weighs more.
# Seen: COPRAS of pymcdm ranks the dearest first, and the score falls with each saving. Two sums are missing from the
# formula, and what is left of it adds the costs to the merits. pyrepo-mcda and scikit-criteria have one other score,
# and the cheapest first. AROMAN of pymcdm adds the two sides up as well. LoPM gives the cheaper or better option the
# lower score, but its own rank() takes more for better. Eight other methods have the cheapest first. Nothing warns.
# Touches a comparison of platforms by several methods: three of them advise the most expensive. Change one price in a
# table and look which way the score goes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymcdm==1.4.0 pyrepo-mcda==0.1.15 scikit-criteria==0.10
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
import pymcdm.methods
import skcriteria
from pyrepo_mcda.mcda_methods import COPRAS
from skcriteria.agg import copras
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import SumScaler

PRICES, POINTS, WEIGHTS, TYPES = [1000, 2000, 3000], [4, 4, 4], numpy.ones(2) / 2, numpy.array([-1, 1])
CHEAPEST_FIRST, DEAREST_FIRST = [1, 2, 3], [3, 2, 1]

def rank_prices(name, points=POINTS, prices=PRICES):
    method = getattr(pymcdm.methods, name)()
    scores = method(numpy.array([prices, points], dtype=float).T, WEIGHTS, TYPES)
    return [round(float(score), 3) for score in scores], method.rank(scores).astype(int).tolist()

def rank_elsewhere():
    table = numpy.array([PRICES, POINTS], dtype=float).T
    first = COPRAS()(table, WEIGHTS, TYPES)
    problem = skcriteria.mkdm(table, [min, max], weights=WEIGHTS)
    second = mkpipe(SumScaler(target="both"), copras.COPRAS()).evaluate(problem)
    assert second.values.tolist() == CHEAPEST_FIRST, second.values
    return first.round(3).tolist(), (second.e_.score / 100).round(3).tolist()

wrong = {name: rank_prices(name) for name in ("COPRAS", "AROMAN", "LoPM")}
right = {name: rank_prices(name)[1] for name in ("WSM", "WPM", "WASPAS", "ARAS", "MARCOS", "EDAS", "MOORA", "OCRA")}
elsewhere = rank_elsewhere()
for name, (scores, ranks) in wrong.items():
    print(f"pymcdm {name}: scores {scores}, ranks {ranks}")
print("COPRAS of pyrepo-mcda and scikit-criteria:", *elsewhere)
print("other methods of pymcdm:", right)
assert wrong == {
    "COPRAS": ([0.6, 0.8, 1.0], DEAREST_FIRST),
    "AROMAN": ([0.627, 0.804, 0.919], DEAREST_FIRST),
    "LoPM": ([1.0, 1.5, 2.0], DEAREST_FIRST),
}, wrong
assert elsewhere == ([1.0, 0.69, 0.586],) * 2, elsewhere
assert all(ranks == CHEAPEST_FIRST for ranks in right.values()), right
worse_first = rank_prices("LoPM", points=[5, 4, 3], prices=[1000] * 3)[1]
print("LoPM, at one price, for 5, 4 and 3 points:", worse_first)
assert worse_first == DEAREST_FIRST, worse_first
PYTHON
