"""An organiser for the tests of groups."""

import pytest

from tests.support.personas import OFFICIAL_READY


@pytest.fixture
def owner(visitor, keep):
    """Somebody with a plan who made one link for all; `kept`: that plan."""
    visitor.kept = keep(OFFICIAL_READY)
    visitor.open(visitor.kept.at("samen")).press("Maak één link voor iedereen")
    visitor.group = visitor.kept.plan.group
    return visitor
