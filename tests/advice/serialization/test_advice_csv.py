"""The advice as a table: every figure of the data, in a file that a spreadsheet opens safely and in columns."""

import csv
import io
import json

import pytest

from platforms.files.safe_cells import safe_cell
from platforms.models import Platform
from stappenplan.plans.filenames import file_name
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def as_json(client, kept):
    return json.loads(client.get(f"/plan/{kept.token}/advies.json").content)


def as_rows(client, kept):
    response = client.get(f"/plan/{kept.token}/advies.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name("advies", kept.answers, "csv")}"'
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def as_number(text):
    """A figure as a Dutch spreadsheet reads it."""
    return float(text.replace(",", "."))


def test_the_csv_has_a_row_per_ranked_platform_in_order_with_the_same_figures(client, keep):
    kept = keep(OFFICIAL_READY)
    rows, data = as_rows(client, kept), as_json(client, kept)
    ranked = data["ranked"]
    placed = [place["slug"] for shelf in data["shelves"] for place in shelf["ranked"]]
    assert [row["slug"] for row in rows] == [*placed, *(one["slug"] for one in data["to_check"])]
    for row, platform in zip(rows[: len(ranked)], ranked, strict=True):
        for figure in ("ranking", "low", "high", "known"):
            assert as_number(row[figure]) == platform[figure]
        for rating in platform["ratings"]:
            assert as_number(row[f"{rating['criterion']}_low"]) == rating["low"]
            assert as_number(row[f"{rating['criterion']}_high"]) == rating["high"]
        assert row["to_ask"].split() == platform["to_ask"]
        assert row["warnings"].split() == platform["warnings"]


def test_the_csv_has_columns_for_the_criteria_that_count_and_no_others(client, keep):
    kept = keep(PERSONAS["skipped_nearly_everything"])
    weights = as_json(client, kept)["weights"]
    columns = as_rows(client, kept)[0].keys()
    assert {f"{key}_low" for key, weight in weights.items() if weight} <= columns
    assert not {f"{key}_low" for key, weight in weights.items() if not weight} & columns


@pytest.mark.parametrize(("language", "begin"), [("", b'"rank";"slug"'), ("/en", b'"rank","slug"')])
def test_the_csv_begins_so_that_a_spreadsheet_in_that_language_opens_it_in_columns(client, keep, language, begin):
    content = client.get(f"{language}/plan/{keep(RESIDENT_READY).token}/advies.csv").content
    assert content.startswith(b"\xef\xbb\xbf" + begin)


@pytest.mark.parametrize(("language", "separator", "sign"), [("", ";", ","), ("/en", ",", ".")])
def test_a_figure_has_the_decimal_sign_of_the_language_and_no_other(client, keep, language, separator, sign):
    content = client.get(f"{language}/plan/{keep(OFFICIAL_READY).token}/advies.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=separator))
    figures = [row[column] for row in rows for column in row if column.endswith(("_low", "_high")) and row[column]]
    assert any(sign in figure for figure in figures)
    assert not [figure for figure in figures if set(figure) - {*"0123456789-e", sign}]


# What a cell holds, and how the file has it. A Dutch spreadsheet cuts at semicolons, also in a file with commas.
CELLS = {name: f"'{name}" for name in ("=1+1", "+31 20", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1d1", "'=1")} | {
    f"Gratis{cut}=1+1": f"Gratis{cut}'=1+1" for cut in ";\t\n"
}


def test_no_cell_is_run_as_a_formula(client, keep):
    """Also where a spreadsheet cuts a cell in two."""
    kept = keep(RESIDENT_READY)
    slugs = [row["slug"] for row in as_rows(client, kept)]
    for slug, name in zip(slugs, CELLS, strict=False):
        Platform.objects.filter(slug=slug).update(name=name)
    Platform.objects.first().save()  # so that the catalogue is read again
    written = {row["slug"]: row["name"] for row in as_rows(client, kept)}
    assert [written[slug] for slug in slugs[: len(CELLS)]] == list(CELLS.values())


def test_figures_are_not_touched_by_that():
    assert safe_cell(-0.5) == -0.5
    assert safe_cell("Hoplr") == "Hoplr"
