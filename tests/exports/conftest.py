"""A plan and the files to take along from it."""

import pytest

from tests.support.personas import OFFICIAL_READY


@pytest.fixture
def take(client, keep):
    """Ask for a file of a plan: `take("agenda.ics", answers, reader=True)`."""

    from stappenplan.models import Plan

    def take(name, answers=OFFICIAL_READY, reader=False, language="", **query):
        kept = keep(answers)
        root = f"advies/{Plan.view_token(kept.token)}" if reader else f"plan/{kept.token}"
        return client.get(f"{language}/{root}/meenemen/{name}", query)

    return take
