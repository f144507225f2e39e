"""The visitor of these journeys, a plain client that has not been here before, and a database of its own."""

import pytest

from tests.conftest import own_database
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(db, client):
    """Somebody who has not been here before."""
    return Visitor(client)


@pytest.fixture
def database(tmp_path):
    """The address of a database of its own; what each step stores is tested on both kinds beside the code."""
    with own_database(tmp_path) as url:
        yield url
