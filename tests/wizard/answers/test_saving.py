"""Saving beside another who saves: what was read before is laid beside what is stored now."""

import pytest

from stappenplan.models import Plan, Report
from stappenplan.wizard.answers.saving import StaleAnswersError, save_answers
from tests.support.personas import OFFICIAL_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BEFORE = {"budget": "nothing", "area_size": "small"}


@pytest.fixture
def read_twice(keep):
    """The plan as two requests read it at the same moment."""
    kept = keep(OFFICIAL_READY | BEFORE)
    return kept, Plan.objects.get(pk=kept.plan.pk), Plan.objects.get(pk=kept.plan.pk)


@pytest.mark.each_database
def test_two_who_save_at_once_keep_the_answers_of_both(read_twice):
    kept, one, other = read_twice
    save_answers(one, {"budget": "under_5000"}, BEFORE)
    save_answers(other, {"area_size": "large"}, BEFORE)
    assert kept.answers == OFFICIAL_READY | {"budget": "under_5000", "area_size": "large"} == other.answers


def test_the_second_of_two_answers_to_one_question_is_refused_and_says_what_is_stored(read_twice):
    kept, one, other = read_twice
    save_answers(one, {"budget": "under_5000"}, BEFORE)
    with pytest.raises(StaleAnswersError) as refused:
        save_answers(other, {"budget": "unknown", "area_size": "large"}, BEFORE)
    assert refused.value.stale == ("budget",)
    assert refused.value.stored == kept.answers == OFFICIAL_READY | BEFORE | {"budget": "under_5000"}


def test_a_draft_that_another_tab_keeps_meanwhile_stays(read_twice):
    kept, one, _other = read_twice
    Plan.objects.filter(pk=kept.plan.pk).update(drafts={"area_name": ["die van een ander"]})
    save_answers(one, {"budget": "under_5000"}, BEFORE)
    kept.plan.refresh_from_db()
    assert kept.plan.drafts == {"area_name": ["die van een ander"]}


def test_a_draft_that_another_tab_keeps_beside_earlier_ones_stays(keep):
    kept = keep(OFFICIAL_READY | BEFORE)
    stored = Plan.objects.filter(pk=kept.plan.pk)
    stored.update(drafts={"budget": ["niets"]})
    plan = stored.get()
    stored.update(drafts={"budget": ["niets"], "area_name": ["die van een ander"]})
    save_answers(plan, {"budget": "under_5000"}, BEFORE)
    assert plan.drafts == stored.get().drafts == {"area_name": ["die van een ander"]}


def test_the_drafts_of_what_is_answered_go(keep):
    kept = keep(OFFICIAL_READY | BEFORE)
    Plan.objects.filter(pk=kept.plan.pk).update(drafts={"budget": ["niets"], "area_name": ["x"]})
    plan = Plan.objects.get(pk=kept.plan.pk)
    save_answers(plan, {"budget": "under_5000"}, BEFORE)
    assert plan.drafts == Plan.objects.get(pk=plan.pk).drafts == {"area_name": ["x"]}


@pytest.mark.each_database
def test_a_report_of_the_answers_before_goes_and_one_of_a_refused_change_stays(read_twice):
    kept, one, other = read_twice
    save_answers(one, {"budget": "under_5000"}, BEFORE)
    Report.objects.create(plan=kept.plan, key="k", language="nl", html="", attempts=0)
    with pytest.raises(StaleAnswersError):
        save_answers(other, {"budget": "unknown"}, BEFORE)
    assert kept.plan.reports.count() == 1
    save_answers(one, {"budget": "nothing"}, {"budget": "under_5000"})
    assert kept.plan.reports.count() == 0


def test_what_an_upgrade_left_behind_stays_stored(keep, visitor):
    kept = keep(OFFICIAL_READY | {"gone_question": "yes"})
    visitor.open(kept.at("stap/doel")).press("Volgende")
    assert kept.answers["gone_question"] == "yes"


def test_a_plan_that_was_deleted_meanwhile_is_not_made_again(read_twice):
    kept, one, _other = read_twice
    kept.plan.delete()
    with pytest.raises(Plan.DoesNotExist):
        save_answers(one, {"budget": "under_5000"}, BEFORE)
    assert not Plan.objects.exists()
