"""Cases: what the catalogue says of a municipality, with its source, and nothing it does not say."""

from copy import deepcopy

import pytest

from platforms.cases import list_cases, list_ended_cases
from platforms.models import Catalogue, Platform
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LESSON = {"nl": "Begin klein.", "en": "Start small.", "source": ["s2"]}


@pytest.fixture
def make(empty_catalogue, record):
    """Store platforms that differ from Ons Plein in these fields; gives the catalogue: `make({...}, {...})`."""

    def make(*changes):
        for number, change in enumerate(changes):
            one = deepcopy(record) | {"slug": f"plein-{number}", "name": f"Plein {number}"} | change
            Platform(imported=one).apply_record(one)
        Catalogue.touch()
        return Catalogue.current()

    return make


def test_a_case_names_places_years_lesson_and_the_source_of_the_lesson(client, make):
    catalogue = make(
        {"lesson": LESSON, "ended": 2020, "status": {"value": "ended", "source": ["s2"], "basis": "stated"}}
    )
    (case,) = list_cases(catalogue.by_slug["plein-0"], catalogue.by_slug)
    assert (case.places, case.more, case.lesson, case.has_ended) == (["Zeist"], 0, "Begin klein.", True)
    assert [source.key for source in case.sources] == ["s2"]
    page = text(client.get("/platforms/plein-0/"))
    assert "Wie deed dit eerder?" in page and "Zeist, begonnen in 2015, gestopt in 2020." in page


def test_without_a_lesson_the_source_is_that_of_whether_it_runs(make):
    catalogue = make({})
    (case,) = list_cases(catalogue.by_slug["plein-0"], catalogue.by_slug)
    assert [source.key for source in case.sources] == ["s1"] and not case.lesson


@pytest.mark.parametrize("change", [{"municipalities": []}, {"launched": None}])
def test_without_a_municipality_or_a_year_or_lesson_there_is_no_case(make, change):
    catalogue = make(change)
    assert not list_cases(catalogue.by_slug["plein-0"], catalogue.by_slug)


def test_many_municipalities_are_counted_not_listed(make):
    catalogue = make({"municipalities": ["Assen", "Ede", "Goes", "Gouda", "Urk", "Zeist"]})
    (case,) = list_cases(catalogue.by_slug["plein-0"], catalogue.by_slug)
    assert (len(case.places), case.more) == (4, 2)


def test_the_sites_that_run_on_it_are_its_cases_those_with_a_lesson_first(client, make):
    runs_on = {"value": "plein-0", "source": ["s1"], "basis": "stated"}
    catalogue = make(
        {"form": "software"},
        {"runs_on": runs_on, "municipalities": ["Ede"]},
        {"runs_on": runs_on, "municipalities": ["Gouda"], "lesson": LESSON},
    )
    cases = list_cases(catalogue.by_slug["plein-0"], catalogue.by_slug)
    assert [case.platform.slug for case in cases] == ["plein-0", "plein-2", "plein-1"]
    page = text(client.get("/platforms/plein-0/"))
    assert "Gouda, begonnen in 2015. Begin klein. Bron: Plein, mei 2024" in page


def test_what_stopped_is_found_by_its_goal_with_a_lesson_the_last_first(make):
    ended = {"status": {"value": "ended", "source": ["s2"], "basis": "stated"}, "lesson": LESSON}
    other = {"goals": {"share": {"value": "primary", "source": ["s1"], "basis": "stated"}}}
    catalogue = make(
        ended | {"ended": 2018}, ended | {"ended": 2022}, ended | {"ended": 2023} | other, ended | {"lesson": {}}, {}
    )
    assert [case.platform.slug for case in list_ended_cases(catalogue.platforms, "meet")] == ["plein-1", "plein-0"]


def test_every_case_of_the_catalogue_has_a_place_and_a_source(catalogue):
    known = Catalogue.current()
    cases = [case for one in known.platforms for case in list_cases(one, known.by_slug)]
    assert len(cases) > 100
    assert all(case.places and case.sources for case in cases)
