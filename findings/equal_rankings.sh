#!/usr/bin/env bash
# pymcdm 1.4.0 and SciPy 1.17.1: Kendall's tau of rankings with shared places.
# Guess: two equal rankings agree fully, 1, and the two libraries give one number.
# Seen: kendall_tau() of pymcdm gives 0.9 for 1, 2, 2, 4, 5 against itself, 0.8 with two shared places, and 0 when all
# places are shared: pairs on one place count as no agreement (tau-a), while SciPy corrects for them (tau-b). The
# documentation of pymcdm names no variant. Its own goodman_kruskal_gamma() and weighted_spearman() give 1, so the
# measures of one library disagree whether a ranking is equal to itself. Without shared places all agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pymcdm==1.4.0 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
from pymcdm import correlations
from scipy.stats import kendalltau

RANKINGS = {
    "none shared": (1, 2, 3, 4, 5),
    "one shared": (1, 2.5, 2.5, 4, 5),
    "two shared": (1.5, 1.5, 3, 4.5, 4.5),
    "all shared": (3, 3, 3, 3, 3),
}

def agree(ranking):
    ranking = numpy.array(ranking, dtype=float)
    measures = correlations.kendall_tau, correlations.goodman_kruskal_gamma, correlations.weighted_spearman
    return [round(float(measure(ranking, ranking)), 2) for measure in (*measures, lambda *two: kendalltau(*two)[0])]

seen = {name: agree(ranking) for name, ranking in RANKINGS.items()}
for name, (tau, gamma, spearman, scipy_tau) in seen.items():
    print(f"{name}: kendall_tau {tau}, gamma {gamma}, weighted_spearman {spearman}, SciPy's tau {scipy_tau}")
assert [tau for tau, *_others in seen.values()] == [1.0, 0.9, 0.8, 0.0], seen
assert all(seen[name][1:] == [1.0, 1.0, 1.0] for name in ("none shared", "one shared", "two shared")), seen
PYTHON
