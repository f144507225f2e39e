"""The week of staff: counts with one next step, and ten facts confirmed at once."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User

from platforms.models import Catalogue, Fact, Platform, changes_of
from platforms.upkeep.contradictions import find_contradictions
from platforms.upkeep.staleness import find_overdue_facts
from tests.support.page_text import text

pytestmark = pytest.mark.django_db
WEEK = "/beheer/platforms/platform/week/"


@pytest.fixture
def staff(client, request):
    user = User.objects.create_user("lid", is_staff=True)
    user.groups.add(Group.objects.get(name=getattr(request, "param", "Uitgever")))
    client.force_login(user)
    return client


def confirmed(page, *keys):
    """What a browser sends when these facts are ticked."""
    rows = {fact.key: (f"{fact.platform_id}:{fact.key}", seen) for fact, seen in page.context["facts"]}
    ticked = {rows[key][0]: "klopt" for key in keys}
    return ticked | {f"gezien-{name}": seen for name, seen in rows.values()}


def overdue():
    return [fact.key for fact in find_overdue_facts(Catalogue.current().platforms)]


def test_a_fact_that_changes_quickly_is_due_after_a_year_and_a_goal_is_not(staff, platform):
    assert overdue() == ["status"]
    page = staff.get(WEEK)
    assert [task.count for task in page.context["tasks"]] == [0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert "Actief" in text(page) and "zonder datum" in text(page)


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("written", "last"),
    [("2024", date(2025, 12, 31)), ("2024-05", date(2025, 5, 31)), ("2024-05-12", date(2025, 5, 12))],
)
def test_a_fact_is_due_a_year_after_the_last_day_that_its_date_can_mean(platform, written, last):
    platform.source_rows.update(date=written)
    platforms = Catalogue.current().platforms
    assert find_overdue_facts(platforms, last) == []
    assert [fact.key for fact in find_overdue_facts(platforms, last + timedelta(days=1))] == ["status"]


def test_what_is_ticked_is_confirmed_with_a_name_and_is_no_longer_due(staff, platform):
    said = text(staff.post(WEEK, confirmed(staff.get(WEEK), "status"), follow=True))
    assert "1 feit bevestigd" in said and "Er is niets te bevestigen" in said
    change = changes_of(Platform.objects.get())[0]
    assert (change.by.username, change.reason, change.differences) == ("lid", "Nagekeken: het klopt nog.", [])


def test_what_somebody_else_changed_meanwhile_is_not_confirmed(staff, platform):
    sent = confirmed(staff.get(WEEK), "status")
    platform.change_fact("status", {"value": "ended", "basis": "stated", "source": ["s1"]})
    said = text(staff.post(WEEK, sent, follow=True))
    assert "0 feiten bevestigd" in said and "Dat is niet bevestigd" in said


@pytest.mark.each_database
@pytest.mark.parametrize("name", ["1", "x:status", "99999:status", "9:tea", ":"])
def test_a_row_that_is_not_there_is_told(staff, platform, name):
    assert "Dat is niet bevestigd" in text(staff.post(WEEK, {name: "klopt"}, follow=True))


@pytest.mark.parametrize("staff", ["Redacteur"], indirect=True)
def test_an_editor_sees_the_week_and_confirms_nothing(staff, platform):
    assert staff.get(WEEK).status_code == 200
    assert staff.post(WEEK, {}).status_code == 403


@pytest.mark.parametrize(
    ("columns", "facts", "key"),
    [
        ({}, {"status": "ended"}, "status"),
        ({"ended": 2020}, {}, "status"),
        ({}, {"visibility": "members_only", "registration": "none"}, "registration"),
        ({"form": "software"}, {"start_effort": "join_existing"}, "start_effort"),
        ({}, {"cost_municipality": "no_part", "municipality_role": ["client"]}, "cost_municipality"),
    ],
)
def test_facts_that_cannot_both_be_right_are_found(platform, columns, facts, key):
    assert not find_contradictions(Catalogue.current().platforms)
    Platform.objects.update(**columns)
    for name, value in facts.items():
        Fact.objects.update_or_create(
            platform=platform, key=name, defaults={"value": value, "basis": "stated", "sources": ["s1"]}
        )
    Catalogue.touch()
    assert [one.key for one in find_contradictions(Catalogue.current().platforms)] == [key]
