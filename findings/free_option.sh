#!/usr/bin/env bash
# pymcdm 1.4.0, pyrepo-mcda 0.1.15 and scikit-criteria 0.10: three platforms, of which the first costs 0 euro or 1 euro.
# Guess: free is at least as good as 1 euro, and a price of 0 is a value like any other, as it is for points.
# Seen: for 1 euro the first platform wins by weighted sum in all three. For 0 euro it does in none. scikit-criteria
# with BenefitCostInverter (the least divided by each) puts it last: the least is 0, so the price of each becomes 0, and
# the dearest wins; its documentation names an error for negative values only. pyrepo-mcda has no score for the free one
# (nan) and gives it rank 0, with first place for nobody; by ARAS, COPRAS, CODAS and MARCOS all three have rank 0.
# pymcdm stops with an error that names the zero for WSM and WASPAS, but gives nan by COPRAS, MARCOS and OCRA. TOPSIS
# and EDAS give 0 and 1 euro one ranking in both.
# Touches any advice in which something can be free: a free platform is left out or turns the advice around. Give such a
# column another scale, from best to worst, before the method sees it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymcdm==1.4.0 pyrepo-mcda==0.1.15 scikit-criteria==0.10
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
import pymcdm.methods
import pyrepo_mcda.mcda_methods
import skcriteria
from pyrepo_mcda.additions import rank_preferences
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.invert_objectives import BenefitCostInverter

WEIGHTS, TYPES = numpy.ones(2) / 2, numpy.array([-1, 1])

def make_table(price):
    return numpy.array([[price, 3], [1200, 4], [2500, 5]], dtype=float)

def rank_skcriteria(price):
    problem = skcriteria.mkdm(make_table(price), [min, max], weights=WEIGHTS)
    return mkpipe(BenefitCostInverter(), WeightedSumModel()).evaluate(problem).values.tolist()

def rank_pyrepo(name, price):
    scores = getattr(pyrepo_mcda.mcda_methods, name)()(make_table(price), WEIGHTS, TYPES)
    return rank_preferences(scores, reverse=True).tolist()

def rank_pymcdm(name, price):
    method = getattr(pymcdm.methods, name)()
    try:
        scores = method(make_table(price), WEIGHTS, TYPES)
    except ValueError as error:
        return str(error).partition(" ")[2]
    return "nan" if numpy.isnan(scores).all() else method.rank(scores).astype(int).tolist()

def compare(rank, *names):
    return {name: (rank(name, 1), rank(name, 0)) for name in names}

summed = rank_skcriteria(1), rank_skcriteria(0)
pyrepo = compare(rank_pyrepo, "SAW", "WASPAS", "ARAS", "COPRAS", "CODAS", "MARCOS", "TOPSIS", "EDAS")
other = compare(rank_pymcdm, "WSM", "WASPAS", "MARCOS", "OCRA", "EDAS")
print("scikit-criteria, for 1 and for 0 euro:", *summed)
for library, seen in (("pyrepo-mcda", pyrepo), ("pymcdm", other)):
    for name, (paid, free) in seen.items():
        print(f"{library} {name}: {paid} and {free}")
CHEAP, MIDDLE, NOBODY = [1, 3, 2], [2, 1, 2], [0, 0, 0]
assert summed == (CHEAP, [3, 2, 1]), summed
assert pyrepo == {
    **dict.fromkeys(("SAW", "WASPAS"), (CHEAP, [0, 3, 2])),
    **dict.fromkeys(("ARAS", "COPRAS", "CODAS", "MARCOS"), (CHEAP, NOBODY)),
    "TOPSIS": (MIDDLE, MIDDLE),
    "EDAS": ([1, 2, 3], [1, 2, 3]),
}, pyrepo
assert other == {
    "WSM": (CHEAP, "requires all positive values."),
    "WASPAS": (CHEAP, "cannot handle zero values."),
    "MARCOS": (CHEAP, "nan"),
    "OCRA": ([1, 2, 3], "nan"),
    "EDAS": ([1, 2, 3], [1, 2, 3]),
}, other
assert numpy.isnan(pymcdm.methods.COPRAS()(make_table(0), WEIGHTS, TYPES)).all()
PYTHON
