"""The nightly round: each part is done whatever happens to another, and a round that fails or stays away is seen."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest

from stappenplan.models import NightlyRound, Plan
from stappenplan.operations.configuration.checks import warn_about_late_round
from stappenplan.operations.observability.metrics import Nights
from stappenplan.operations.retention import nightly_round

pytestmark = pytest.mark.django_db

# Table -> what has to stay when it cannot be read. A report goes with its plan.
TABLES = {
    "stappenplan_plan": {"plan"},
    "stappenplan_report": {"plan"},
    "platforms_proposal": set(),
    "django_tasks_database_dbtaskresult": set(),
    "django_session": {"session"},
    "axes_accessattempt": set(),
}


def last_round(days):
    """The last round was so many days ago."""
    NightlyRound.objects.update_or_create(pk=1, defaults={"ended": timezone.now() - timedelta(days=days)})


def made(days):
    """The table of rounds was made so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    assert (
        MigrationRecorder(connection).migration_qs.filter(**nightly_round.FIRST_MIGRATION).update(applied=moment) == 1
    )


def what_ran_out():
    """A plan and a session whose time is over."""
    plan, _token = Plan.start({"audience": "resident"})
    long_ago = timezone.now() - timedelta(days=4000)
    Plan.objects.filter(pk=plan.pk).update(changed=long_ago, visited=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)


def what_is_left():
    """Which of the two are still there."""
    return {name for name, model in {"plan": Plan, "session": Session}.items() if model.objects.exists()}


def without(table):
    """Every question about this table fails, as when it is damaged."""

    def answer(execute, sql, params, many, context):
        if f'"{table}"' in sql:
            raise Error(f"{table} cannot be read")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(answer)


def test_a_round_that_succeeds_is_noted():
    assert nightly_round.last_round() is None
    call_command("delete_expired", stdout=StringIO())
    assert timezone.now() - nightly_round.last_round() < timedelta(minutes=1)
    call_command("delete_expired", stdout=StringIO())
    assert NightlyRound.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_part_that_fails_stops_no_other_and_the_round_is_not_noted(table):
    last_round(days=1)
    before, _made = nightly_round.last_round(), what_ran_out()
    with without(table), pytest.raises(CommandError, match=r"^Not deleted: .+\. The log says why\.$"):
        call_command("delete_expired", stdout=StringIO())
    assert what_is_left() == TABLES[table]
    assert nightly_round.last_round() == before


def test_when_the_backup_failed_everything_is_deleted_and_the_round_is_not_noted():
    what_ran_out()
    call_command("delete_expired", incomplete=True, stdout=StringIO())
    assert not what_is_left()
    assert nightly_round.last_round() is None


@pytest.mark.parametrize(
    ("last", "age", "late"),
    [(0, 400, False), (1.9, 400, False), (2.1, 400, True), (2.1, 0, True), (None, 1.9, False), (None, 2.1, True)],
    ids=["tonight", "a night missed", "two nights missed", "restored", "a new site", "never on an older site"],
)
def test_after_two_days_without_a_round_everybody_who_looks_is_told(client, admin_client, settings, last, age, late):
    settings.STAFF_MFA = False
    made(days=age)
    if last is not None:
        last_round(days=last)
    assert nightly_round.is_late() == late

    answer = client.get("/health/ready")
    assert answer.status_code == 200, "a site that serves is not taken away for this"
    said = answer.json()
    assert said["nightly_round_late"] == late
    assert (said["nightly_round"] is None) == (last is None)

    assert [warning.id for warning in warn_about_late_round(None)] == ["stappenplan.W004"] * late

    page = admin_client.get("/beheer/").content.decode()
    assert ("meer dan twee dagen" in page) == late
    assert ("Er was nog geen nachtelijke ronde" in page) == (last is None)
    assert ("Laatste nachtelijke ronde: " in page) == (last is not None)


@pytest.mark.django_db(transaction=True)  # a watchman gives its connection back after each reading
def test_a_watchman_reads_the_moment_of_the_last_round():
    registry = CollectorRegistry()
    registry.register(Nights())
    assert b"stappenplan_nightly_round_timestamp_seconds" not in generate_latest(registry)
    last_round(days=3)
    text = generate_latest(registry).decode()
    value = float(text.splitlines()[-1].split()[-1])
    assert value == pytest.approx(nightly_round.last_round().timestamp())


def test_without_its_table_nothing_is_said_of_the_nights():
    with without("stappenplan_nightlyround"):
        assert warn_about_late_round(None) == []


def test_the_moment_is_in_the_words_of_machines(client):
    last_round(days=0)
    moment = json.loads(client.get("/health/ready").content)["nightly_round"]
    assert timezone.datetime.fromisoformat(moment).utcoffset() == timedelta(0)
