"""How often a fact is missed is counted once for each state of a plan, and says nothing of anyone."""

import pytest

from platforms.models import (
    CountedAdvice,
    MissingFactCount,
    Platform,
)
from platforms.vocabulary import VOCABULARY
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice_page(client, catalogue):
    plan, token = Plan.start(OFFICIAL_READY)
    return plan, f"/plan/{token}/advies/"


def test_what_an_advice_misses_is_counted_once_for_each_state_of_a_plan(client, advice_page, django_assert_num_queries):
    plan, page = advice_page
    client.get(page)
    counted = MissingFactCount.objects.count()
    assert counted and set(MissingFactCount.objects.values_list("count", flat=True)) == {1}
    client.get(page)
    assert set(MissingFactCount.objects.values_list("count", flat=True)) == {1}
    plan.changed = plan.changed.replace(year=2020)
    plan.save()
    client.get(page)
    assert (
        set(MissingFactCount.objects.values_list("count", flat=True)) == {2}
        and MissingFactCount.objects.count() == counted
    )
    with django_assert_num_queries(0):
        MissingFactCount.add_one_each(f"{plan.pk} {plan.changed.isoformat()}", [(1, "scope")])


def test_a_count_holds_no_answer_and_what_became_known_is_no_longer_missed(client, advice_page):
    client.get(advice_page[1])
    first = MissingFactCount.most_missed(1)[0]
    assert first["key"] not in Platform.objects.get(pk=first["platform_id"]).facts
    assert {field.name for field in MissingFactCount._meta.fields} == {"id", "platform", "key", "month", "count"}
    assert len(CountedAdvice.objects.get().digest) == 64
    platform = Platform.objects.get(pk=first["platform_id"])
    words = VOCABULARY[first["key"]]
    known = next(iter(words.values))
    content = {"value": [known] if words.many else known, "source": [platform.sources[0].key], "basis": "stated"}
    platform.change_fact(first["key"], content)
    assert (first["platform_id"], first["key"]) not in {
        (row["platform_id"], row["key"]) for row in MissingFactCount.most_missed()
    }
