"""The advice as data: JSON that equals the API, CSV that a spreadsheet opens safely."""

import csv
import io
import json

import pytest

from platforms.files.safe_csv import safe_cell
from platforms.models import Catalogue, Platform
from stappenplan.advice import serialization
from stappenplan.models import Plan
from stappenplan.plans.filenames import file_name
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def as_json(client, kept):
    response = client.get(f"/plan/{kept.token}/advies.json")
    assert response["Content-Disposition"] == f'attachment; filename="{file_name("advies", kept.answers, "json")}"'
    return json.loads(response.content)


def as_rows(client, kept):
    response = client.get(f"/plan/{kept.token}/advies.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name("advies", kept.answers, "csv")}"'
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def given_answers(answers):
    return {key: value for key, value in answers.items() if value}


def advice_by_api(client, answers):
    given = {"answers": given_answers(answers)}
    response = client.post("/api/v1/adviezen", given, content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY, PERSONAS["three_musts"]])
def test_the_json_is_what_the_api_says_with_the_answers_added(client, keep, answers):
    kept = keep(answers)
    kept_as, given = as_json(client, kept), advice_by_api(client, answers)
    assert {key: kept_as[key] for key in given} == given
    assert {key: value for key, value in kept_as["answers"].items() if value} == given_answers(answers)


def test_the_csv_has_a_row_per_ranked_platform_in_order_with_the_same_figures(client, keep):
    kept = keep(OFFICIAL_READY)
    rows, data = as_rows(client, kept), as_json(client, kept)
    ranked = data["ranked"]
    placed = [place["slug"] for shelf in data["shelves"] for place in shelf["ranked"]]
    assert [row["slug"] for row in rows] == [*placed, *(one["slug"] for one in data["to_check"])]
    for row, platform in zip(rows[: len(ranked)], ranked, strict=True):
        for figure in ("ranking", "low", "high", "known"):
            assert float(row[figure]) == platform[figure]
        for rating in platform["ratings"]:
            assert float(row[f"{rating['criterion']}_low"]) == rating["low"]
            assert float(row[f"{rating['criterion']}_high"]) == rating["high"]
        assert row["to_ask"].split() == platform["to_ask"]
        assert row["warnings"].split() == platform["warnings"]


def test_the_csv_has_columns_for_the_criteria_that_count_and_no_others(client, keep):
    kept = keep(PERSONAS["skipped_nearly_everything"])
    weights = as_json(client, kept)["weights"]
    columns = as_rows(client, kept)[0].keys()
    assert {f"{key}_low" for key, weight in weights.items() if weight} <= columns
    assert not {f"{key}_low" for key, weight in weights.items() if not weight} & columns


def test_the_csv_begins_so_that_a_spreadsheet_reads_it_as_unicode(client, keep):
    content = client.get(f"/plan/{keep(RESIDENT_READY).token}/advies.csv").content
    assert content.startswith(b'\xef\xbb\xbf"rank",')


@pytest.mark.parametrize("name", ["=1+1", "+31 20", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1d1", "'=1"])
def test_no_cell_is_run_as_a_formula(client, keep, name):
    kept = keep(RESIDENT_READY)
    first = as_rows(client, kept)[0]["slug"]
    platform = Platform.objects.get(slug=first)
    platform.name = name
    platform.save()
    row = next(row for row in as_rows(client, kept) if row["slug"] == first)
    assert row["name"] == f"'{name}"


@pytest.mark.parametrize("cut", [";", "\t", "\n"])
def test_no_part_of_a_cell_is_run_where_a_spreadsheet_cuts_it(client, keep, cut):
    """A Dutch spreadsheet cuts at semicolons, also in a file with commas."""
    kept = keep(RESIDENT_READY)
    first = as_rows(client, kept)[0]["slug"]
    platform = Platform.objects.get(slug=first)
    platform.name = f"Gratis{cut}=1+1"
    platform.save()
    row = next(row for row in as_rows(client, kept) if row["slug"] == first)
    assert row["name"] == f"Gratis{cut}'=1+1"


def test_figures_are_not_touched_by_that():
    assert safe_cell(-0.5) == -0.5
    assert safe_cell("Hoplr") == "Hoplr"


def test_counts_are_those_of_the_catalogue():
    catalogue = Catalogue.current()
    counts = serialization.counts(catalogue)
    assert counts["platforms"] == Platform.objects.count()
    assert 0 < counts["ended"] < counts["platforms"] < counts["facts"]


def test_nobody_but_the_owner_can_have_the_data(client, keep):
    view = Plan.view_token(keep(RESIDENT_READY).token)
    for form in ("json", "csv"):
        assert client.get(f"/advies/{view}/advies.{form}").status_code == 404
        assert client.get(f"/plan/{view}/advies.{form}").status_code == 404
    assert client.get(f"/plan/{view}/advies.xml").status_code == 404
