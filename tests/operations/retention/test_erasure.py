"""What was erased is gone from the disk: on SQLite the bytes themselves are looked for, in every file of it."""

import secrets
from pathlib import Path

import pytest

from stappenplan.models import hash_token
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.any_database

NIGHT = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from stappenplan.models import Plan
before = timezone.now() - timedelta(days=4000)
Plan.objects.filter(edit_hash="%s").update(changed=before, visited=before)
call_command("delete_expired")
"""
GROUP = """
from stappenplan.models import Group, Plan
place = {"goal_sentence": "Wij wonen aan het Onvindbaarplein."}
group = Group.objects.create(
    plan=Plan.objects.get(edit_hash="%s"), key_hash="x" * 64, salt="s", ends="2099-01-01", invited=9, facts=place
)
group.answers.create(role="resident", answers=place, browser="y" * 64)
"""


@pytest.fixture
def word():
    """What no other test has written in the database of the site."""
    return f"Zeldzame{secrets.token_hex(8)}straat"


@pytest.fixture
def owner(live_site, word):
    """Somebody whose plan holds a sentence with the word."""
    answers = OFFICIAL_READY | {"goal_sentence": f"Op 1 juni kennen honderd mensen in de {word} een buur."}
    person = Visitor(Network(live_site.url)).begin()
    while word.encode() not in on_disk(live_site):
        assert person.answer(answers).press("Volgende").questions
    return person


def files(site):
    database = Path(site.environment["DATABASE_URL"].removeprefix("sqlite:///"))
    return sorted(database.parent.glob(f"{database.name}*"))


def on_disk(site):
    """All bytes of the database, of its log and of what else stands beside it."""
    return b"".join(file.read_bytes() for file in files(site))


def test_what_a_visitor_erases_is_on_the_disk_no_more(live_site, owner, word):
    owner.open(f"/plan/{owner.token()}/bewaren/").press("Ja, wis alles nu")
    assert word.encode() not in on_disk(live_site)


def test_a_group_that_is_erased_is_on_the_disk_no_more(live_site, owner, word):
    live_site.manage("shell", "--no-imports", "-c", GROUP % hash_token(owner.token()))
    assert b"Onvindbaarplein" in on_disk(live_site)
    owner.open(f"/plan/{owner.token()}/samen/").press("Ja, wis de groep")
    assert b"Onvindbaarplein" not in on_disk(live_site) and word.encode() in on_disk(live_site)


def test_what_the_nightly_round_deletes_is_on_the_disk_no_more(live_site, owner, word):
    said = live_site.manage("shell", "--no-imports", "-c", NIGHT % hash_token(owner.token()))
    assert said.startswith("1 plans and ")
    assert word.encode() not in on_disk(live_site)


def test_only_the_user_of_the_site_can_read_the_database(live_site, owner):
    assert len(files(live_site)) >= 3
    assert {file.stat().st_mode & 0o777 for file in files(live_site)} == {0o600}
