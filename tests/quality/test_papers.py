"""The documentation for auditors: the tests it names exist, and the table of the standard is complete."""

import re
from collections import Counter

import pytest

from tests.conftest import ROOT

PAPERS = [*sorted((ROOT / "docs" / "accountability").glob("*.md")), ROOT / "docs" / "develop" / "decisions.md"]
# How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; numbers of level 3 are left out in between.
ASVS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}


def rows():
    """(section, number, state) of each requirement in the table."""
    text = (ROOT / "docs" / "accountability" / "asvs.md").read_text(encoding="utf-8")
    for section, first, last, state in re.findall(r"^\| (\d+\.\d+)\.(\d+)(?:-(\d+))? \| ([\w/]+) \|", text, re.M):
        yield from ((section, number, state) for number in range(int(first), int(last or first) + 1))


def test_every_requirement_of_the_standard_stands_in_the_table_once_and_is_counted_right():
    found = list(rows())
    assert Counter(section for section, _number, _state in found) == ASVS
    assert len({(section, number) for section, number, _state in found}) == len(found) == 253
    text = (ROOT / "docs" / "accountability" / "asvs.md").read_text(encoding="utf-8")
    said = {state: int(number) for state, number in re.findall(r"^\| ([\w/]+) \|[^|]*\| (\d+) \|$", text, re.M)}
    assert said == Counter(state for _section, _number, state in found)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_test_that_a_paper_names_exists(paper):
    known = set(re.findall(r"def (test_\w+)", "\n".join(file.read_text() for file in (ROOT / "tests").rglob("*.py"))))
    assert set(re.findall(r"`(test_\w+)`", paper.read_text(encoding="utf-8"))) <= known


def test_the_papers_say_what_the_limits_and_days_are():
    from stappenplan.settings import LIMITS
    from stappenplan.staff import middleware

    assert (LIMITS["plan_reports"], LIMITS["logins"]) == ((10, 3600), (100, 3600))
    assert middleware.SESSION_SECONDS == 12 * 3600
