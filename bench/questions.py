"""What each question does: how often an advice changes when its answer is left out, per audience. By hand.

    .venv/bin/python bench/questions.py [SETS]

Over the people of the cast and as many random sets of answers as asked for (60). Prints per question the share of
advices in which the verdict, the findings, the first three of the leading shelf and those of any shelf become other
ones. What is nought in all four is asked for the report alone, or for nothing. Needs no database.
"""

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stappenplan.method.advice import advise
from stappenplan.method.declarations import MANY, OFFICIAL, RESIDENT, TEXT
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS
from tests.support.catalogue_in_memory import ON, catalogue
from tests.support.personas import SITUATIONS

SKIPPED = 0.1
PLACES = ("Zoetermeer", "Aalten", "Haarlem", "Rotterdam", "Almere", "Montferland")


def answer_at_random(question, chance):
    """An answer to a question, or now and then none."""
    if question.kind == TEXT or chance.random() < SKIPPED:
        return None
    if question.key == "place":
        return chance.choice(PLACES)
    values = [option.value for option in question.options]
    if question.kind != MANY:
        return chance.choice(values)
    alone = [[option.value] for option in question.options if option.alone]
    others = [option.value for option in question.options if not option.alone]
    return chance.choice([chance.sample(others, chance.randint(1, min(3, len(others)))), *alone])


def answers_at_random(audience, chance):
    """A whole set of answers of one audience; at most three wishes are a must."""
    answers = {key: answer_at_random(question, chance) for key, question in QUESTIONS.items()}
    answers["audience"] = audience
    answers["goal_extra"] = [goal for goal in answers["goal_extra"] or () if goal != answers["goal_main"]][:2]
    musts = [key for key, value in answers.items() if value == "must"]
    return answers | dict.fromkeys(musts[1:], "important")


def outcome(answers):
    """What a visitor would notice: verdict, findings, the first three of the leading shelf, those of every shelf."""
    given = advise(answers, catalogue(), ON)
    firsts = {shelf.key: tuple(one.platform.slug for one in shelf.first) for shelf in given.shelves}
    leading = given.shelves[0].key
    return (
        (given.verdict.key, given.verdict.cause),
        tuple(finding.key for finding in given.findings),
        (leading, firsts[leading]),
        firsts,
    )


def measure(audience, number):
    """Question key -> in what share of the advices each of the four parts changes without its answer."""
    chance = Random(number)
    sets = [answers for answers in SITUATIONS.values() if answers.get("audience") == audience]
    sets += [answers_at_random(audience, chance) for _each in range(number)]
    changed = {key: [0, 0, 0, 0, 0] for key in QUESTIONS if key != "audience"}
    for answers in sets:
        whole = outcome(answers)
        for key, value in visible_answers(answers).items():
            if key == "audience" or value is None:
                continue
            without = outcome({**answers, key: None})
            changed[key][0] += 1
            for part in range(4):
                changed[key][part + 1] += whole[part] != without[part]
    return {key: [count / total for count in counts] for key, (total, *counts) in changed.items() if total}


if __name__ == "__main__":
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for audience in (OFFICIAL, RESIDENT):
        print(f"\n{audience}: the cast and {sets} random sets of answers\n")
        print(f"  {'question':22} verdict  findings  first three  any shelf")
        for key, shares in sorted(measure(audience, sets).items(), key=lambda pair: pair[1], reverse=True):
            print(f"  {key:22} " + "".join(f"{share:8.0%}  " for share in shares))
