#!/usr/bin/env bash
# pref_voting 1.18.2, votelib 0.4.0 and whalrus 0.4.6: of five people three name only A, two rank B, C, A.
# Guess: whoever is left off a ballot ranks below whoever is on it, so A, the first choice of more than half, wins by
# each method that elects a Condorcet winner.
# Seen: in pref_voting B wins by Copeland, minimax, beat path, ranked pairs and split cycle: who names nobody else is
# not counted between A and B, so B beats A by two to nothing. Borda and plurality, on the same ballots, elect A. After
# use_extended_strict_preference() A wins by all. votelib and whalrus start there; votelib has the other as an option.
# Touches any vote on platforms or plans in which people may stop after their first choice: to name fewer costs the
# first one the win.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pref_voting==1.18.2 votelib==0.4.0 whalrus==0.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import votelib.convert
import votelib.evaluate.condorcet
import whalrus
from pref_voting.c1_methods import copeland
from pref_voting.margin_based_methods import beat_path, minimax, ranked_pairs, split_cycle
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.scoring_methods import borda_for_profile_with_ties, plurality

BY_PAIRS = (copeland, minimax, beat_path, ranked_pairs, split_cycle)
BALLOTS = {("A",): 3, ("B", "C", "A"): 2}

def elect(methods, below):
    rankings = [{name: place for place, name in enumerate(ballot, 1)} for ballot in BALLOTS]
    profile = ProfileWithTies(rankings, rcounts=list(BALLOTS.values()), candidates=["A", "B", "C"])
    if below:
        profile.use_extended_strict_preference()
    return {method.name: method(profile) for method in methods}

def elect_with_votelib(**options):
    pairs = votelib.convert.RankedToCondorcetVotes(**options).convert(BALLOTS)
    methods = (votelib.evaluate.condorcet.Schulze(), votelib.evaluate.condorcet.RankedPairs())
    return [method.evaluate(pairs, 1) for method in methods]

ballots = [whalrus.BallotOrder(list(names), candidates=set("ABC")) for names, n in BALLOTS.items() for _ in range(n)]
rules = (whalrus.RuleCopeland, whalrus.RuleMaximin, whalrus.RuleSchulze, whalrus.RuleBorda)
seen = {
    "pref_voting, by pairs": elect(BY_PAIRS, below=False),
    "pref_voting, by points": elect((borda_for_profile_with_ties, plurality), below=False),
    "pref_voting, who is left off is below": elect(BY_PAIRS, below=True),
    "votelib": elect_with_votelib(),
    "votelib, who is left off is nowhere": elect_with_votelib(unranked_at_bottom=False),
    "whalrus": [rule(ballots=ballots, candidates=set("ABC")).winner_ for rule in rules],
}
for way, winners in seen.items():
    print(f"{way}: {winners}")
by_library = [list(winners.values()) if isinstance(winners, dict) else winners for winners in seen.values()]
assert by_library == [
    [["B"]] * 5, [["A"]] * 2, [["A"]] * 5, [["A"]] * 2, [["B"]] * 2, ["A"] * 4,
], by_library
PYTHON
