"""The advice as data: JSON that equals the API."""

import json

import pytest

from stappenplan.models import Plan
from stappenplan.plans.filenames import file_name
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def as_json(client, kept):
    response = client.get(f"/plan/{kept.token}/advies.json")
    assert response["Content-Disposition"] == f'attachment; filename="{file_name("advies", kept.answers, "json")}"'
    return json.loads(response.content)


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


def test_nobody_but_the_owner_can_have_the_data(client, keep):
    view = Plan.view_token(keep(RESIDENT_READY).token)
    for form in ("json", "csv"):
        assert client.get(f"/advies/{view}/advies.{form}").status_code == 404
        assert client.get(f"/plan/{view}/advies.{form}").status_code == 404
    assert client.get(f"/plan/{view}/advies.xml").status_code == 404
