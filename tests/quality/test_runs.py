"""What a run of the tests leaves out: of many cases of one rule some are tried each time, and all by hand."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from platforms.models import Fact, Platform
from tests.conftest import find_exhaustive, find_further_cases, pytest_ignore_collect

pytestmark = pytest.mark.any_database


class Case:
    """A case of a test, as pytest hands it to conftest.py."""

    def __init__(self, nodeid, marker=None):
        self.nodeid, self.marker = nodeid, marker

    def get_closest_marker(self, name):
        return name == self.marker


def test_further_cases_of_a_test_are_all_but_the_first_unless_the_database_minds_each():
    first, second = Case("tests/a.py::test_one[x]"), Case("tests/a.py::test_one[y[z]]")
    others = [Case("tests/a.py::test_two"), Case("tests/b.py::test_one[x]")]
    minded = [Case(f"tests/c.py::test_{case}", "each_database") for case in ("sign[a]", "sign[b]")]
    assert find_further_cases([first, others[0], second, others[1], *minded]) == [second]


@pytest.mark.parametrize(("expression", "is_left_out"), [("", True), ("not running_site", True), ("exhaustive", False)])
def test_what_is_exhaustive_runs_only_where_it_is_named(expression, is_left_out):
    all_cases, some = Case("tests/a.py::test_all", "exhaustive"), Case("tests/a.py::test_some")
    assert find_exhaustive([all_cases, some], expression) == ({all_cases} if is_left_out else set())


SITE, DATABASE = "running_site", "not pdf and (not any_database or each_database)"
VISIT = "def test_a(\n    client, page\n):\n"
SAME, EACH = "pytestmark = [m.django_db, m.any_database]\n", "@m.each_database\n"


@pytest.mark.parametrize(
    ("text", "unread_by"),
    [
        ("def test_a(client):\n    page = 1\n", {SITE}),
        (VISIT, set()),
        (SAME, {SITE, DATABASE}),
        (SAME + VISIT, {DATABASE}),
        (SAME + EACH + VISIT, set()),
        ("pytestmark = m.django_db\n@m.any_database\n" + VISIT, set()),
    ],
)
def test_a_run_leaves_a_module_unread_only_where_it_selects_nothing_in_it(tmp_path, text, unread_by):
    module = tmp_path / "test_a.py"
    module.write_text(text)
    for expression in ("", "not running_site", "exhaustive", SITE, DATABASE):
        config = SimpleNamespace(option=SimpleNamespace(markexpr=expression))
        assert bool(pytest_ignore_collect(module, config)) == (expression in unread_by), expression


def break_a_key():
    Fact.objects.filter(pk=Fact.objects.first().pk).update(platform_id=-1)


def delete_what_is_referred_to():
    Platform.objects.filter(pk=Platform.objects.first().pk)._raw_delete("default")


def break_a_key_past_django():
    found = [Fact.objects.first().pk]
    connection.connection.execute("UPDATE platforms_fact SET platform_id = -1 WHERE id = ?", found)


@pytest.mark.parametrize("harm", [break_a_key, delete_what_is_referred_to, break_a_key_past_django])
def test_a_test_that_leaves_a_broken_key_fails(db, harm):
    connection.check_constraints()
    with transaction.atomic():
        harm()
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_the_context_of_an_answer_is_that_of_the_whole_page(client, db):
    assert "picked_elsewhere" in client.get("/platforms/").context
