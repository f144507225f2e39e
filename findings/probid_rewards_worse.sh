#!/usr/bin/env bash
# pymcdm 1.4.0 and scikit-criteria 0.10: PROBID, and SPROBID (its simplified form), with three options.
# Guess: an option that is worse on every criterion ranks lower, two equal options score the same, and the order in
# which options are given does not matter.
# Seen: of three options, PROBID ranks 2, 1, 2 above 3, 2, 3, in both libraries to the digit: the distance to the
# average counts as a merit, and the worst option is far from it. In the SPROBID of pymcdm equal options get 8.88 and
# infinity, and given in another order 0 and 8.88: with fewer than four options it takes the distances from the wrong
# side of the table, so the place in the list decides. scikit-criteria has that one right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymcdm==1.4.0 scikit-criteria==0.10
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
import pymcdm.methods
import skcriteria
from skcriteria.agg.probid import PROBID, SimplifiedPROBID
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import VectorScaler

WEIGHTS, MORE_IS_BETTER = numpy.ones(3) / 3, numpy.ones(3)

def score(method, options):
    return numpy.round(method()(numpy.array(options, dtype=float), WEIGHTS, MORE_IS_BETTER), 2).tolist()

def rank(method, options):
    matrix = skcriteria.mkdm(options, [max] * 3, weights=list(WEIGHTS))
    ranked = mkpipe(VectorScaler("matrix"), method()).evaluate(matrix)
    return ranked.rank_.tolist(), numpy.round(ranked.e_.score, 2).tolist()

better_and_worse = [[3, 2, 3], [2, 1, 2], [9, 7, 7]]
scores = score(pymcdm.methods.PROBID, better_and_worse)
ranks = rank(PROBID, better_and_worse)
print("PROBID of", better_and_worse, "- pymcdm:", scores, "- ranks and scores in scikit-criteria:", *ranks)
assert scores == [0.13, 0.17, 1.18], scores
assert ranks == ([3, 2, 1], scores), ranks

twins = [[3, 4, 5], [3, 4, 5], [1, 4.5, 2]]
forth, back = score(pymcdm.methods.SPROBID, twins), score(pymcdm.methods.SPROBID, twins[::-1])
print("SPROBID of", twins, "- pymcdm:", forth, "- and in the opposite order:", back)
assert forth == [8.88, float("inf"), 0.11], forth
assert back == [0.11, 0.0, 8.88], back
assert [rank(SimplifiedPROBID, options)[0] for options in (twins, twins[::-1])] == [[1, 1, 2], [2, 1, 1]]
PYTHON
