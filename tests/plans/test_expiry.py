"""delete_expired: plans that nobody changed or opened for as long as their owner chose are deleted, and no others."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from stappenplan.models import Plan, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(settings):
    """The terms of these tests, so that they hold whatever an installation chose."""
    settings.PLAN_DAYS, settings.PLAN_DAYS_LONG = 90, 365


def a_plan(changed, visited, keep_long=False):
    """A plan that was changed and visited so many days ago."""
    now = timezone.now()
    plan, _token = Plan.start({"audience": "resident"})
    moments = {"changed": now - timedelta(days=changed), "visited": now - timedelta(days=visited)}
    Plan.objects.filter(pk=plan.pk).update(keep_long=keep_long, **moments)
    return plan.pk


def forget():
    said = StringIO()
    call_command("delete_expired", stdout=said)
    return said.getvalue().strip(), set(Plan.objects.values_list("pk", flat=True))


def test_plans_untouched_for_longer_than_the_term_are_deleted():
    a_plan(changed=91, visited=91)
    young = a_plan(changed=89, visited=89)
    assert forget() == ("1 plans and 0 reports deleted.", {young})


def test_a_visit_counts_as_use_and_so_does_a_change():
    visited = a_plan(changed=200, visited=10)
    changed = a_plan(changed=10, visited=200)
    assert forget() == ("0 plans and 0 reports deleted.", {visited, changed})


def test_who_chose_to_keep_longer_has_the_long_term():
    within = a_plan(changed=364, visited=364, keep_long=True)
    a_plan(changed=366, visited=366, keep_long=True)
    assert forget() == ("1 plans and 0 reports deleted.", {within})


def test_reports_go_with_their_plan():
    Report.objects.create(plan_id=a_plan(changed=91, visited=91), key="k", language="nl", html="answers")
    forget()
    assert not Report.objects.exists()


def test_a_second_run_has_nothing_to_do():
    a_plan(changed=91, visited=91)
    forget()
    assert forget() == ("0 plans and 0 reports deleted.", set())


def test_a_plan_is_gone_for_visitors_from_the_moment_it_may_be_deleted(client):
    plan, token = Plan.start({"audience": "resident"})
    for days, status in ((89, 200), (91, 404)):
        moment = timezone.now() - timedelta(days=days)
        Plan.objects.filter(pk=plan.pk).update(changed=moment, visited=moment)
        assert client.get(f"/plan/{token}/bewaren/").status_code == status


def test_another_term_is_followed(settings):
    settings.PLAN_DAYS = 10
    a_plan(changed=11, visited=11)
    assert forget() == ("1 plans and 0 reports deleted.", set())


def test_the_running_site_forgets_too(live_site):
    assert "reports deleted." in live_site.manage("delete_expired")
