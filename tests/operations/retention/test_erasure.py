"""What was erased is gone from the disk: on SQLite the bytes themselves are looked for, in every file of it."""

from pathlib import Path

import pytest

from tests.conftest import serve
from tests.support import ready_database
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.any_database

SENTENCE = "Op 1 juni kennen honderd mensen in de Zeldzamestraat een buur."
WORD = b"Zeldzamestraat"
AGE = """
from datetime import timedelta
from django.utils import timezone
from stappenplan.models import Plan
before = timezone.now() - timedelta(days=4000)
Plan.objects.update(changed=before, visited=before)
"""
GROUP = """
from stappenplan.models import Group, Plan
place = {"goal_sentence": "Wij wonen aan het Onvindbaarplein."}
group = Group.objects.create(
    plan=Plan.objects.latest("pk"), key_hash="x" * 64, salt="s", ends="2099-01-01", invited=9, facts=place
)
group.answers.create(role="resident", answers=place, browser="y" * 64)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A running site on SQLite."""
    folder = tmp_path_factory.mktemp("erasing")
    ready_database.copy_sqlite(database := folder / "site.sqlite3")
    with serve(folder / "log", DATABASE_URL=f"sqlite:///{database}", REPORT_WORKERS="0") as site:
        yield site


@pytest.fixture
def owner(site):
    """Somebody whose plan holds the sentence."""
    person = Visitor(Network(site.url)).begin()
    person.open(f"/plan/{person.token()}/stap/start/").walk(OFFICIAL_READY | {"goal_sentence": SENTENCE})
    assert WORD in on_disk(site)
    return person


def files(site):
    database = Path(site.environment["DATABASE_URL"].removeprefix("sqlite:///"))
    return sorted(database.parent.glob(f"{database.name}*"))


def on_disk(site):
    """All bytes of the database, of its log and of what else stands beside it."""
    return b"".join(file.read_bytes() for file in files(site))


def test_what_a_visitor_erases_is_on_the_disk_no_more(site, owner):
    owner.open(f"/plan/{owner.token()}/bewaren/").press("Ja, wis alles nu")
    assert WORD not in on_disk(site)


def test_a_group_that_is_erased_is_on_the_disk_no_more(site, owner):
    site.manage("shell", "--no-imports", "-c", GROUP)
    assert b"Onvindbaarplein" in on_disk(site)
    owner.open(f"/plan/{owner.token()}/samen/").press("Ja, wis de groep")
    assert b"Onvindbaarplein" not in on_disk(site) and WORD in on_disk(site)


def test_what_the_nightly_round_deletes_is_on_the_disk_no_more(site, owner):
    site.manage("shell", "--no-imports", "-c", AGE)
    assert not site.manage("delete_expired").startswith("0 plannen")
    assert WORD not in on_disk(site)


def test_only_the_user_of_the_site_can_read_the_database(site, owner):
    assert len(files(site)) >= 3
    assert {file.stat().st_mode & 0o777 for file in files(site)} == {0o600}
