"""What a run of the tests leaves out: of many cases of one rule some are tried each time, and all by hand."""

from types import SimpleNamespace

import pytest

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
