"""The planning as a calendar file: the days, and that it tells nobody whose they are."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def events(response):
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_dates_count_from_the_day_that_was_chosen_and_last_a_whole_day(client, keep):
    kept = keep(OFFICIAL_READY)
    address = kept.at("meenemen") + "agenda.ics"
    first = events(client.get(address, {"vanaf": "2028-02-29", "terugblik": "1-12-2028"}))
    days = [date(2028, 3, 30), date(2028, 6, 8), date(2029, 2, 28), date(2028, 12, 1)]
    assert [event["dtstart"].dt for event in first.values()] == days
    assert all(type(event["dtstart"].dt) is date for event in first.values())
    assert all((event["dtend"].dt - event["dtstart"].dt).days == 1 for event in first.values())
    later = events(client.get(address, {"vanaf": "2028-03-01"}))
    assert list(later) == list(first)[:3]
    other = events(client.get(keep(OFFICIAL_READY).at("meenemen") + "agenda.ics"))
    assert not set(other) & set(first)


def test_the_dates_tell_nobody_whose_plan_it_is(client, keep):
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        kept = keep(answers)
        told = client.get(kept.at("meenemen") + "agenda.ics").content.replace(b"\r\n ", b"").decode()
        assert kept.token not in told and answers["place"] not in told and answers["goal_sentence"][:30] not in told
        assert ("deze nota" in told) == (answers is OFFICIAL_READY)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"vanaf": "31 februari"}, "Schrijf de dag zo"),
        ({"vanaf": ""}, "Vul in op welke dag u begint."),
        ({"vanaf": "9999-12-31"}, "Kies een dag vóór het jaar 2100."),
        ({"vanaf": "2026-05-01", "terugblik": "2026-05-01"}, "Kies een dag na de dag waarop u begint."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field_and_what_was_typed_stays(take, query, said):
    response = take("agenda.ics", **query)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert all(f'value="{value}"' in response.content.decode() for value in query.values())
