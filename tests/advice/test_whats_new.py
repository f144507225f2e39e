"""“De catalogus is veranderd”: what is told of it, to whom, and until when."""

from datetime import date

import pytest

from platforms.models import Catalogue, Fact, Platform
from stappenplan.advice.serialization import as_dict
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import words

pytestmark = pytest.mark.django_db
NEWS = "De catalogus is veranderd"


@pytest.fixture
def seen(visitor, keep, catalogue):
    """A plan whose owner has seen the advice; `kept.first` are the names of the first three."""
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("advies"))
    assert NEWS not in visitor.text
    return kept


def find_leader(kept):
    kept.plan.refresh_from_db()
    return [Platform.objects.get(slug=slug) for slug in kept.plan.seen["first"]]


def news(visitor):
    """The lines of the news on the page."""
    return [words(line) for line in visitor.page.xpath("//section[@aria-labelledby='nieuws']//li")]


def test_an_advice_seen_again_has_no_news(visitor, seen):
    assert NEWS not in visitor.open(seen.at("advies")).text


def test_a_change_elsewhere_is_told_and_that_the_first_three_stayed(visitor, seen):
    fact = Fact.objects.exclude(platform__in=find_leader(seen)).filter(key="status", value="active").last()
    fact.basis = "inferred" if fact.basis == "stated" else "stated"
    fact.save()
    visitor.open(seen.at("advies"))
    assert NEWS in visitor.text
    assert "De eerste drie zijn gelijk gebleven." in visitor.text
    assert news(visitor) == []


def test_who_left_and_who_came_is_told_with_the_fact_that_changed(visitor, seen):
    gone = find_leader(seen)[0]
    fact = Fact.objects.get(platform=gone, key="status")
    fact.value = "ended"
    fact.save()
    visitor.open(seen.at("advies"))
    assert "De eerste drie zijn nu anders." in visitor.text
    lines = news(visitor)
    assert f"Niet meer bij de eerste drie: {gone.name}" in lines
    assert sum(line.startswith("Nieuw bij de eerste drie: ") for line in lines) == 1
    assert any(line.startswith(gone.name) and "Eerst:" in line and "Gestopt" in line for line in lines)


def test_a_typo_mended_years_after_the_release_moves_no_advice(keep, catalogue):
    def advise():
        now = Catalogue.current()
        return as_dict(plan.advice(now), now) | {"catalogue_version": ""}

    plan = keep(OFFICIAL_READY).plan
    before = advise()
    mended = Platform.objects.get(slug=before["ranked"][0]["slug"])
    mended.summary_nl += " Met een punt erbij."
    mended.save()
    Catalogue.touch(date(2036, 1, 1))
    assert Catalogue.current().changed == date(2036, 1, 1)
    assert Catalogue.current().by_slug[mended.slug].summary_nl == mended.summary_nl
    assert advise() == before


def test_the_news_stays_until_it_is_read(visitor, seen):
    Platform.objects.first().save()
    fact = Fact.objects.filter(key="status").last()
    fact.delete()
    for _time in range(2):
        assert NEWS in visitor.open(seen.at("advies")).text
    assert NEWS not in visitor.press("Dit heb ik gezien").text
    assert NEWS not in visitor.open(seen.at("advies")).text


def test_after_other_answers_nothing_is_said_that_they_may_have_done(visitor, seen):
    Fact.objects.filter(key="status").last().delete()
    visitor.open(seen.at("stap/online-en-offline")).press("Volgende")
    assert NEWS not in visitor.open(seen.at("advies")).text


def test_who_reads_along_did_not_see_the_earlier_advice(visitor, seen):
    Fact.objects.filter(key="status").last().delete()
    assert NEWS not in visitor.open(f"/advies/{Plan.view_token(seen.token)}/").text


def test_remembering_is_no_change_to_the_plan(visitor, seen):
    changed = seen.plan.changed
    seen.plan.refresh_from_db()
    assert seen.plan.seen["catalogue"]
    assert seen.plan.changed == changed


def test_a_plan_of_an_earlier_method_opens_and_says_what_the_new_one_changed(visitor, keep, catalogue):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("advies"))
    seen = Plan.objects.get().seen
    unknown = Platform.objects.filter(fact_rows__key="status", fact_rows__value="unknown").first()
    earlier = {key: value for key, value in seen.items() if key != "method"}
    earlier["first"] = [unknown.slug, *seen["first"][:2]]
    Plan.objects.update(seen=earlier)
    visitor.open(kept.at("advies"))
    assert "Wij rekenen nu anders" in visitor.text
    assert "Dit advies is gemaakt met methode 1." in visitor.text
    assert any(line.startswith(f"Niet meer bij de eerste drie: {unknown.name}.") for line in news(visitor))
    visitor.press("Dit heb ik gezien")
    assert "Wij rekenen nu anders" not in visitor.open(kept.at("advies")).text
    assert Plan.objects.get().seen["method"] != "1"
