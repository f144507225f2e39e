"""The planning as a calendar file: the days, read by three libraries, and that it tells nobody whose they are."""

from datetime import date, timedelta

import ics
import pytest
import vobject
from django.utils.translation import override
from icalendar import Calendar
from lxml import html

from stappenplan.exports.calendar import calendar_file
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY
from tests.support.visitor import words

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


def read_by_icalendar(content):
    for event in Calendar.from_ical(content).walk("VEVENT"):
        assert not event.walk("VALARM")
        yield (
            str(event["uid"]),
            event["dtstart"].dt,
            event["dtend"].dt,
            str(event["summary"]),
            str(event["description"]),
        )


def read_by_vobject(content):
    for event in vobject.readOne(content.decode()).vevent_list:
        assert not hasattr(event, "valarm")
        texts = event.summary.value, event.description.value
        yield event.uid.value, event.dtstart.value, event.dtend.value, *texts


def read_by_ics(content):
    for event in sorted(ics.Calendar(content.decode()).events, key=lambda event: event.begin):
        assert event.all_day and not event.alarms
        # This library tells of a whole day when its last hour ends.
        ends = event.begin.date() + timedelta(days=1) * round(event.duration / timedelta(days=1))
        yield event.uid, event.begin.date(), ends, event.name, event.description


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_three_libraries_read_the_same_whole_days_with_the_same_words(keep, name):
    plan = keep(PERSONAS[name]).plan
    content = calendar_file(plan, plan.advice(), date(2027, 1, 31), review=date(2028, 6, 30))
    read = [list(reader(content)) for reader in (read_by_icalendar, read_by_vobject, read_by_ics)]
    assert read[0] == read[1] == read[2]
    starts = [date(2027, 3, 2), date(2027, 5, 11), date(2028, 1, 31), date(2028, 6, 30)]
    assert [row[1:3] for row in read[0]] == [(day, day + timedelta(days=1)) for day in starts]
    assert all(row[3].startswith("Buurtplatform: ") and "online buurtplatform" in row[4] for row in read[0])
    *tasks, review = [row[4] for row in read[0]]
    assert all(text.startswith("Is dit gedaan?\n- ") for text in tasks)
    assert review.startswith("Kijk terug: ga door, verander iets, of stop.\n")


@pytest.mark.parametrize("agreed", ["date", "date_and_stop_rule"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_day_to_look_back_stands_in_the_calendar_once(keep, agreed, language):
    plan = keep(RESIDENT_READY | {"review_date": agreed}).plan
    look_back = {"nl": "de afgesproken datum", "en": "the agreed date"}[language]
    with override(language):
        for review, times in ((None, 1), (date(2028, 6, 30), 0)):
            content = calendar_file(plan, plan.advice(), date(2027, 1, 31), review=review)
            said = [row[4] for row in read_by_icalendar(content)]
            assert sum(look_back in text for text in said) == times


def test_a_program_that_writes_the_file_again_keeps_the_kind_of_calendar(keep):
    plan = keep(OFFICIAL_READY).plan
    rewritten = ics.Calendar(calendar_file(plan, plan.advice(), date(2027, 1, 31)).decode()).serialize()
    assert Calendar.from_ical(rewritten)["calscale"] == "GREGORIAN"


def test_the_dates_say_what_they_belong_to_months_later(client, keep):
    for answers, paper in (
        (OFFICIAL_READY, "nota over een online buurtplatform"),
        (RESIDENT_READY, "onze bladen over een online buurtplatform"),
    ):
        for event in events(client.get(keep(answers).at("meenemen") + "agenda.ics")).values():
            assert paper in event["description"]


def test_events_keep_their_name_under_a_new_link_and_for_readers_and_are_a_newer_edition(client, keep):
    kept = keep(OFFICIAL_READY)
    Plan.objects.update(created=kept.plan.created - timedelta(hours=1))
    before = events(client.get(kept.at("meenemen") + "agenda.ics"))
    reader = events(client.get(f"/advies/{Plan.view_token(kept.token)}/meenemen/agenda.ics"))
    token = Plan.objects.get().renew(kept.token)
    after = events(client.get(f"/plan/{token}/meenemen/agenda.ics", {"vanaf": "2030-01-01"}))
    assert list(before) == list(reader) == list(after)
    assert all(before[uid]["dtstart"].dt != after[uid]["dtstart"].dt for uid in before)
    assert all(3600 <= before[uid]["sequence"] <= after[uid]["sequence"] < 2**31 for uid in before)


def test_the_dates_tell_nobody_whose_plan_it_is(client, keep):
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        kept = keep(answers)
        told = client.get(kept.at("meenemen") + "agenda.ics").content.replace(b"\r\n ", b"").decode()
        assert kept.token not in told and answers["place"] not in told and answers["goal_sentence"][:30] not in told
        assert ("nota over" in told) == (answers is OFFICIAL_READY)


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
    page = html.fromstring(response.content)
    assert page.xpath("//*[@role='alert']//*[@autofocus]/@id") == ["fout-kop"]
    (link,) = page.xpath("//*[@role='alert']//a")
    field = page.get_element_by_id(link.get("href").removeprefix("#"))
    beside = words(page.get_element_by_id(field.get("aria-describedby")))
    assert said in words(link) and words(link) in beside
    assert all(f'value="{value}"' in response.content.decode() for value in query.values())
