"""The questions to talk about."""

import pytest

from stappenplan.groups.evening import QUESTIONS_ASKED
from stappenplan.groups.summary import summarise_outcome
from tests.support.groups import OFFICIAL, RESIDENT, a_group, catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_there_are_always_three_different_questions_to_talk_about():
    mixed = [("official", OFFICIAL | {"lead": "municipality"}), ("resident", RESIDENT), ("welfare", OFFICIAL)]
    for people in ([("resident", {})] * 3, mixed, mixed * 3):
        questions = [
            talk.question for talk in summarise_outcome(a_group(*people).outcome(), catalogue())["conversation"]
        ]
        assert len(set(questions)) == QUESTIONS_ASKED
