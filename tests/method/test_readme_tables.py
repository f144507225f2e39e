"""The columns of the README's tables that follow from the code are what the command writes."""

import pytest

from stappenplan.management.commands.write_method_tables import METHOD_README, TABLES, fill_table, write_tables


def test_the_tables_of_the_readme_are_those_that_the_command_writes():
    text = METHOD_README.read_text(encoding="utf-8")
    assert write_tables(text) == text, "run manage.py write_method_tables"


@pytest.mark.parametrize("heading", TABLES)
def test_a_figure_that_is_not_that_of_the_code_is_put_right_and_what_is_by_hand_stays(heading):
    text, columns = METHOD_README.read_text(encoding="utf-8"), TABLES[heading]()
    wrong = fill_table(text, heading, {row: dict.fromkeys(cells, "x") for row, cells in columns.items()})
    assert wrong != text
    assert fill_table(wrong, heading, columns) == text


def test_a_row_that_is_missing_is_named():
    with pytest.raises(ValueError, match="no row for new_verdict"):
        fill_table(METHOD_README.read_text(encoding="utf-8"), "### 4.1 The verdict", {"new_verdict": {"text": "x"}})
