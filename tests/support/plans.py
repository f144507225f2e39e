"""What the tests of pages share: a visitor with the plain client, and plans that are already stored."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.visitor import Visitor


@pytest.fixture
def visitor(db, client):
    """Somebody who has not been here before."""
    return Visitor(client)


@dataclass(frozen=True)
class Kept:
    """A stored plan with the token of its edit link."""

    plan: Any
    token: str

    @property
    def answers(self):
        self.plan.refresh_from_db()
        return self.plan.answers

    def at(self, page="", language=""):
        """The address of one of the plan's pages: `stap/doel`, `advies`, `bewaren`."""
        return f"{language}/plan/{self.token}/{page}/" if page else f"{language}/plan/{self.token}/"


@pytest.fixture
def keep(db):
    """Store a plan with these answers: `keep(OFFICIAL_READY)`."""
    from stappenplan.models import Plan

    return lambda answers=None: Kept(*Plan.start(dict(answers or {})))
