"""A file of answers: what is written is read back, and what cannot be used is named."""

import io
import json

import pytest
from django.core.management import call_command

from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.plans.answers_file import answers_file, open_answers
from tests.support.answers_files import alike
from tests.support.covering import mark_others
from tests.support.personas import FEW, OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_a_file_of_answers_opens_as_the_same_answers(name):
    opened = open_answers(answers_file(PERSONAS[name]).encode())
    assert (alike(opened.answers), opened.faults) == (alike(PERSONAS[name]), ())


# A mind that changed leaves answers to questions that are not asked any more.
CHANGED = {
    "other audience": OFFICIAL_READY | {"audience": "resident", "place": "Zoetermeer"},
    "nothing yet": OFFICIAL_READY | {"existing": ["none"]},
    "no sentence": OFFICIAL_READY | {"result_sharp": "not_yet"},
}


# The quick check alone does not ask who somebody is, and the API and the batch want to know.
WHOLE = {name: answers for name, answers in (PERSONAS | CHANGED).items() if answers.get("audience")}


@pytest.mark.parametrize("name", mark_others(sorted(WHOLE), [*FEW, *CHANGED]))
def test_the_same_file_is_taken_by_the_site_the_api_and_the_batch(client, tmp_path, name):
    content = answers_file(WHOLE[name])
    opened = open_answers(content.encode())
    assert (alike(opened.answers), opened.faults) == (alike(WHOLE[name]), ())
    sent = {"answers": json.loads(content)["answers"]}
    by_api = client.post("/api/v1/adviezen", sent, content_type="application/json")
    assert by_api.status_code == 200, by_api.content
    (tmp_path / "antwoorden.json").write_text(content)
    call_command("advise", str(tmp_path / "antwoorden.json"), json=tmp_path / "advies.json", stdout=io.StringIO())
    by_batch = json.loads((tmp_path / "advies.json").read_text())
    assert by_batch["ranked"] == by_api.json()["ranked"] and by_batch["verdict"] == by_api.json()["verdict"]


def test_an_answer_that_does_not_count_stands_apart_and_comes_back_to_the_site_alone():
    told = json.loads(answers_file(CHANGED["no sentence"]))
    assert told["set_aside"]["goal_sentence"] == OFFICIAL_READY["goal_sentence"]
    assert "goal_sentence" not in told["answers"]
    for broken in ([], "x", None, {"goal_sentence": 7}):
        assert alike(open_answers(json.dumps(told | {"set_aside": broken}).encode()).answers) == alike(told["answers"])


def test_a_weight_that_leaves_nothing_is_not_taken_over():
    told = json.loads(answers_file(RESIDENT_READY, {criterion.key: "none" for criterion in CRITERIA}))
    opened = open_answers(json.dumps(told).encode())
    assert opened.emphasis == {} and len(opened.faults) == len(CRITERIA)
