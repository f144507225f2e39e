"""The visitor of these journeys: a plain client that has not been here before."""

import pytest

from tests.support.visitor import Visitor


@pytest.fixture
def visitor(db, client):
    """Somebody who has not been here before."""
    return Visitor(client)
