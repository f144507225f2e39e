"""A file of answers: what is written is read back, and what cannot be used is named."""

import json

import pytest

from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.plans.answers_file import answers_file, open_answers
from tests.support.answers_files import alike
from tests.support.personas import PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_a_file_of_answers_opens_as_the_same_answers(name):
    opened = open_answers(answers_file(PERSONAS[name]).encode())
    assert (alike(opened.answers), opened.faults) == (alike(PERSONAS[name]), ())


def test_a_weight_that_leaves_nothing_is_not_taken_over():
    told = json.loads(answers_file(RESIDENT_READY, {criterion.key: "none" for criterion in CRITERIA}))
    opened = open_answers(json.dumps(told).encode())
    assert opened.emphasis == {} and len(opened.faults) == len(CRITERIA)
