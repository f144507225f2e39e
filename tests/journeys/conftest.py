"""Who makes these visits: somebody with a plain client, who has not been here before."""

import pytest

from tests.support.visitor import Visitor


@pytest.fixture
def visitor(db, client):
    """Somebody who has not been here before."""
    return Visitor(client)
