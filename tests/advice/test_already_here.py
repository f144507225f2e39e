"""What is said of a platform of the municipality that may not exist any more."""

from datetime import date

import pytest

from stappenplan.advice.already_here import name_newest_source
from stappenplan.method.evidence.status import UNKNOWN_STATUS, EvidenceStatus
from stappenplan.text import say


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        ("2017", "Nieuwste bron: 2017."),
        ("2023-05", "Nieuwste bron: mei 2023."),
        ("2024", "Nieuwste bron: 2024. Die zegt niet of het nog draait."),
        ("2026", "Nieuwste bron: 2026. Die zegt niet of het nog draait."),
    ],
)
def test_a_recent_source_of_what_may_be_gone_is_said_not_to_settle_it(newest, said):
    evidence = EvidenceStatus(UNKNOWN_STATUS, newest, (), 3, 5, date(2026, 11, 29))
    assert say(name_newest_source(evidence)) == said
