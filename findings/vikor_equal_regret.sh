#!/usr/bin/env bash
# pymcdm 1.4.0, pyrepo-mcda 0.1.15 and scikit-criteria 0.10: VIKOR with equal weights, where each option is the worst on
# some criterion. That is common with few options, and makes the individual regret (R) of all options equal.
# Guess: the half of the score (Q) that is 0/0 counts as nothing, and the order follows the group utility (S).
# Seen: pymcdm gives nan for each option, and its own rank() stops on that with KeyError: nan, though it says at once
# that VIKOR cannot be applied to a column of equal values. pyrepo-mcda counts the regret itself for that half and
# scikit-criteria nothing, so their Q differs; scikit-criteria ranks two first, as a compromise. With one option more,
# which is never the worst, all three have the same Q, and scikit-criteria ranks all four first.
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
from skcriteria.agg.vikor import VIKOR

WEIGHTS, MORE_IS_BETTER = numpy.ones(3) / 3, numpy.ones(3)

def score(options):
    matrix = numpy.array(options, dtype=float)
    ranked = VIKOR().evaluate(skcriteria.mkdm(matrix, [max] * 3, weights=list(WEIGHTS)))
    scores = {
        "pymcdm": pymcdm.methods.VIKOR()(matrix, WEIGHTS, MORE_IS_BETTER),
        "pyrepo-mcda": pyrepo_mcda.mcda_methods.VIKOR()(matrix, WEIGHTS, MORE_IS_BETTER),
        "scikit-criteria": ranked.e_.q_k,
    }
    scores = {name: numpy.round(score, 3).tolist() for name, score in scores.items()}
    return scores, ranked.rank_.tolist()

three, ranks_of_three = score([[5, 1, 3], [1, 5, 4], [3, 4, 1]])
four, ranks_of_four = score([[5, 1, 3], [1, 5, 4], [3, 4, 1], [2, 2, 2]])
print("three options:", three, "ranks in scikit-criteria:", ranks_of_three)
print("four options:", four, "ranks in scikit-criteria:", ranks_of_four)
assert str(three["pymcdm"]) == "[nan, nan, nan]", three
assert three["pyrepo-mcda"] == [0.389, 0.167, 0.667] and three["scikit-criteria"] == [0.222, 0.0, 0.5], three
assert four == dict.fromkeys(four, [0.643, 0.5, 0.821, 0.5]), four
assert (ranks_of_three, ranks_of_four) == ([1, 1, 2], [1, 1, 1, 1])

try:
    pymcdm.methods.VIKOR().rank(numpy.array(three["pymcdm"]))
    raise SystemExit("pymcdm ranks options without a score")
except KeyError as error:
    print("pymcdm, ranks:", repr(error))
PYTHON
