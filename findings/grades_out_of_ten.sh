#!/usr/bin/env bash
# whalrus 0.4.6, votelib 0.4.0 and pref_voting 1.18.2: majority judgment, in which the option with the best middle grade
# wins, on grades out of ten that five residents give to three platforms.
# Guess: a 9 is better than a 7, whoever gave it. That is what sets this method apart from votes that only rank.
# Seen: whalrus, given the grades alone, stretches those of each resident to their own worst and best, 0 and 1: a 6 that
# is someone's best counts as 1, a 7 that is someone's worst as 0. B wins, though its middle grade is the lower one.
# Told scale=ScaleRange(1, 10) it elects A, as the two others do at once. Grades of 0 to 1 it leaves as they are, and
# its rule of the average leaves all of them. A resident who gives each platform the same grade raises
# ZeroDivisionError.
# Touches residents who grade platforms, as in a school report: whoever grades high loses what that was to say. Always
# pass the scale.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet whalrus==0.4.6 votelib==0.4.0 pref_voting==1.18.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from collections import Counter
from fractions import Fraction

from pref_voting.grade_methods import majority_judgement
from pref_voting.grade_profiles import GradeProfile
from votelib.evaluate.cardinal import MajorityJudgment
from whalrus import RuleMajorityJudgment, RuleRangeVoting, ScaleRange

GRADES = [
    {"A": 5, "B": 9, "C": 5},
    {"A": 7, "B": 6, "C": 4},
    {"A": 7, "B": 8, "C": 9},
    {"A": 4, "B": 5, "C": 9},
    {"A": 9, "B": 6, "C": 4},
]
TENTHS = [{name: Fraction(grade, 10) for name, grade in ballot.items()} for ballot in GRADES]

def elect_elsewhere():
    votes = Counter(frozenset(ballot.items()) for ballot in GRADES)
    return MajorityJudgment().evaluate(votes, 1), majority_judgement(GradeProfile(GRADES, list(range(1, 11))))

def grade_all_alike(**options):
    try:
        return RuleMajorityJudgment([*GRADES, {"A": 7, "B": 7, "C": 7}], **options).winner_
    except ZeroDivisionError:
        return "ZeroDivisionError"

def judge(ballots, **options):
    rule = RuleMajorityJudgment(ballots, **options)
    return rule.winner_, {name: str(rule.scores_[name][0]) for name in "ABC"}

plain, told, tenths = judge(GRADES), judge(GRADES, scale=ScaleRange(1, 10)), judge(TENTHS)
averages = {name: float(score) for name, score in RuleRangeVoting(GRADES).scores_.items()}
alike = grade_all_alike(), grade_all_alike(scale=ScaleRange(1, 10))
print("whalrus:", *plain, "- told the scale:", *told, "- in tenths:", *tenths)
print("votelib and pref_voting:", *elect_elsewhere(), "- averages of whalrus:", averages)
print("with a resident who grades all alike, and the same, told the scale:", *alike)
RIGHT, STRETCHED = {"A": "7", "B": "6", "C": "5"}, {"A": "0", "B": "1/2", "C": "0"}
assert (plain, told) == (("B", STRETCHED), ("A", RIGHT)), (plain, told)
assert tenths == ("A", {name: str(Fraction(int(grade), 10)) for name, grade in RIGHT.items()}), tenths
assert elect_elsewhere() == (["A"], ["A"])
assert averages == {"A": 6.4, "B": 6.8, "C": 6.2}, averages
assert alike == ("ZeroDivisionError", "A"), alike
PYTHON
