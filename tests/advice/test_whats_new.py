"""What changed in an advice, by what its owner did and by the catalogue: what is told, to whom, and until when."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from platforms.models import Catalogue, Fact, Platform
from stappenplan.advice.serialization.advice_data import as_dict
from stappenplan.advice.whats_new import changed_keys
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only
from tests.support.visitor import Visitor, words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEWS = "De catalogus is veranderd"
# Each test begins with the same facts: how certain their order is, is worked out once.
SAME = UUID(int=8)


@pytest.fixture
def seen(visitor, keep, catalogue):
    """A plan whose owner has seen the advice, of the platforms that fit best: many tests change the catalogue."""
    kept = keep(OFFICIAL_READY)
    leave_only(*(one.platform.slug for one in kept.plan.advice().ranking.ranked[:8]))
    Catalogue.objects.update(stamp=SAME)
    visitor.open(kept.at("advies"))
    assert NEWS not in visitor.text
    return kept


def find_leader(kept):
    kept.plan.refresh_from_db()
    return [Platform.objects.get(slug=slug) for slug in kept.plan.seen["first"]]


def news(visitor):
    """The lines of the news on the page."""
    return [words(line) for line in visitor.page.xpath("//section[@aria-labelledby='nieuws']//li")]


def rows(visitor, at=0):
    """The rows of a list of what was and what is: (what, words)."""
    lists = visitor.page.xpath("//section[@aria-labelledby='nieuws']//dl")
    return [(words(row.find("dt")), words(row.find("dd"))) for row in lists[at].findall("div")] if lists else []


def change(visitor, kept, key, answer):
    """Give another answer, as from the advice."""
    visitor.open(kept.at(f"wijzig/{key}") + "?terug=advies").answer({key: answer}).press("Opslaan en terug")


def test_an_advice_seen_again_has_no_news(visitor, seen):
    assert NEWS not in visitor.open(seen.at("advies")).text


def test_a_change_elsewhere_is_told_and_that_the_first_three_stayed(visitor, seen):
    fact = Fact.objects.exclude(platform__in=find_leader(seen)).filter(key="status", value="active").last()
    fact.basis = "inferred" if fact.basis == "stated" else "stated"
    fact.save()
    visitor.open(seen.at("advies"))
    assert NEWS in visitor.text
    assert rows(visitor) == [("Het oordeel", "Gelijk gebleven"), ("De eerste drie", "Gelijk gebleven")]
    assert news(visitor) == []


@pytest.mark.each_database
def test_who_left_and_who_came_is_told_with_the_fact_that_changed(visitor, seen):
    gone = find_leader(seen)[0]
    fact = Fact.objects.get(platform=gone, key="status")
    fact.value = "ended"
    fact.save()
    visitor.open(seen.at("advies"))
    assert rows(visitor)[0] == ("Het oordeel", "Gelijk gebleven")
    lines = news(visitor)
    assert any(line.startswith(f"Niet meer bij de eerste drie: {gone.name}. Het viel af:") for line in lines)
    assert sum(line.startswith("Nieuw bij de eerste drie: ") for line in lines) == 1
    assert any(line.startswith(gone.name) and "Eerst:" in line and "Gestopt" in line for line in lines)


@pytest.mark.each_database
def test_a_typo_mended_years_after_the_release_moves_no_advice(keep, catalogue):
    def advise():
        now = Catalogue.current()
        return as_dict(plan.advice(now), now) | {"catalogue_version": ""}

    plan = keep(OFFICIAL_READY).plan
    leave_only(*(one.platform.slug for one in plan.advice().ranking.ranked[:8]))
    before = advise()
    mended = Platform.objects.get(slug=before["ranked"][0]["slug"])
    mended.summary_nl += " Met een punt erbij."
    mended.save()
    Catalogue.touch(date(2036, 1, 1))
    assert Catalogue.current().changed == date(2036, 1, 1)
    assert Catalogue.current().by_slug[mended.slug].summary_nl == mended.summary_nl
    assert advise() == before


@pytest.mark.each_database
def test_the_news_stays_until_it_is_read(visitor, seen):
    Platform.objects.first().save()
    fact = Fact.objects.filter(key="status").last()
    fact.delete()
    for _time in range(2):
        assert NEWS in visitor.open(seen.at("advies")).text
    assert NEWS not in visitor.press("Dit heb ik gezien").text
    assert NEWS not in visitor.open(seen.at("advies")).text


@pytest.mark.each_database
def test_what_the_catalogue_did_is_told_apart_from_what_an_answer_did(visitor, seen):
    gone = find_leader(seen)[0]
    Fact.objects.filter(platform=gone, key="status").update(value="ended")
    Platform.objects.first().save()
    change(visitor, seen, "need_source", "not_checked")
    visitor.open(seen.at("advies"))
    assert visitor.page.xpath("string(//h2[@id='nieuws'])").strip() == "Wat er veranderde"
    by_answers, by_catalogue = (dict(rows(visitor, at)) for at in (0, 1))
    assert gone.name in by_catalogue["De eerste drie"]
    assert gone.name not in by_answers["De eerste drie"]
    assert by_answers["Het oordeel"] != "Gelijk gebleven" and by_catalogue["Het oordeel"] == "Gelijk gebleven"


def test_a_page_that_was_sent_unchanged_hides_nothing_of_the_catalogue(visitor, seen):
    Fact.objects.filter(key="status").last().delete()
    visitor.open(seen.at("stap/online-en-offline")).press("Volgende")
    assert NEWS in visitor.open(seen.at("advies")).text


def test_who_reads_along_did_not_see_the_earlier_advice(visitor, seen):
    Fact.objects.filter(key="status").last().delete()
    assert NEWS not in visitor.open(f"/advies/{Plan.view_token(seen.token)}/").text


@pytest.mark.each_database
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


# --- what the owner changed ----------------------------------------------------------------------------------------

WHO_ASKED = QUESTIONS["need_source"]


def said(visitor):
    """What stands on top about a change: (heading, rows), or None."""
    heading = visitor.page.xpath("//h2[@id='nieuws']")
    return (words(heading[0]), rows(visitor)) if heading else None


def test_one_answer_that_turns_the_verdict_is_told_with_both_verdicts(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    assert visitor.url == seen.at("advies")
    heading, told = said(visitor)
    assert heading == "Wat u veranderde"
    assert told[0][0] == "Uw antwoord" and told[0][1].startswith(WHO_ASKED.label)
    assert told[0][1].endswith(f"→ nu: {WHO_ASKED.option('not_checked').label}")
    assert told[1] == ("Het oordeel", f"eerst: Ja, een platform past → nu: {visitor.heading}")


def test_an_answer_that_does_nothing_says_so(visitor, seen):
    visitor.open(seen.at("wijzig/goal_sentence")).answer({"goal_sentence": "Buren groeten elkaar."})
    visitor.press("Opslaan en terug").open(seen.at("advies"))
    told = said(visitor)[1]
    assert "→ nu: Buren groeten elkaar." in told[0][1]
    assert told[1:] == [("Het oordeel", "Gelijk gebleven"), ("De eerste drie", "Gelijk gebleven")]


@pytest.mark.parametrize("way", ["wijzig/area_size", "stap/buurt", "stap/succesfactoren-2"])
def test_nothing_is_said_when_nothing_changed(visitor, seen, way):
    visitor.open(seen.at(way)).press("Opslaan en terug" if "wijzig" in way else "Volgende")
    assert said(visitor.open(seen.at("advies"))) is None


def test_it_is_the_same_after_a_reload_in_a_second_tab_and_after_a_trial(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    told = said(visitor)
    assert said(visitor.open(seen.at("advies"))) == told
    assert said(Visitor(Client()).open(seen.at("advies"))) == told
    visitor.open(seen.at("advies") + "?weight-cost=heavy")
    assert said(visitor.open(seen.at("advies"))) == told


def test_it_goes_when_it_was_read_and_stays_when_an_answer_is_saved_unchanged(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    visitor.press("Dit heb ik gezien")
    assert said(visitor) is None
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    told = said(visitor)
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    assert said(visitor) == told


def test_an_answer_changed_back_before_anybody_looked_is_no_news(visitor, seen):
    for answer in ("not_checked", OFFICIAL_READY["need_source"]):
        visitor.open(seen.at("wijzig/need_source")).answer({"need_source": answer}).press("Opslaan en terug")
    assert said(visitor.open(seen.at("advies"))) is None


def test_changed_back_after_a_look_nothing_changed(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    assert said(visitor)
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    assert said(visitor) is None


def test_changed_back_after_it_was_read_it_is_told_the_other_way_round(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    visitor.press("Dit heb ik gezien")
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    told = dict(said(visitor)[1])
    assert told["Het oordeel"].endswith("→ nu: Ja, een platform past")


LAST = "Dit veranderde u het laatst."


def test_a_second_change_does_not_hide_the_first(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    first = dict(said(visitor)[1])
    change(visitor, seen, "area_size", "large")
    told = said(visitor)[1]
    changed = [what for row, what in told if row == "Uw antwoord"]
    assert len(changed) == 2
    assert changed[0].startswith(WHO_ASKED.label) and changed[0].endswith("Dit veranderde het oordeel.")
    assert changed[1].startswith(QUESTIONS["area_size"].label) and LAST in changed[1] and LAST not in changed[0]
    assert dict(told)["Het oordeel"] == first["Het oordeel"]
    assert said(visitor.open(seen.at("advies")))[1] == told
    assert said(visitor.press("Dit heb ik gezien")) is None


def test_an_answer_then_a_weight_then_another_catalogue_stand_in_one_block(visitor, seen):
    gone = find_leader(seen)[0]
    change(visitor, seen, "need_source", "not_checked")
    visitor.open(seen.at("advies") + "?weight-cost=heavy").press("Bewaar deze gewichten")
    told = said(visitor)[1]
    assert [row for row, _what in told][:2] == ["Uw antwoord", "Gewicht"]
    assert LAST in told[1][1]
    Fact.objects.filter(platform=gone, key="status").update(value="ended")
    Platform.objects.first().save()
    heading, own = said(visitor.open(seen.at("advies")))
    assert heading == "Wat er veranderde"
    assert [row for row, _what in own] == [row for row, _what in told]
    assert gone.name in dict(rows(visitor, 1))["De eerste drie"]
    assert len(visitor.page.xpath("//section[contains(@class, 'veranderd')]")) == 1


def test_a_verdict_that_turned_and_turned_back_by_another_answer_says_so(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    change(visitor, seen, "area_size", "large")
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    told = dict(said(visitor)[1])
    assert told["Uw antwoord"].startswith(QUESTIONS["area_size"].label)
    assert told["Het oordeel"] == "Weer zoals het was"


def test_many_changes_are_folded_and_what_decides_stands_in_front(visitor, seen):
    many = OFFICIAL_READY | {
        "need_source": "not_checked",
        "area_size": "large",
        "lead": "municipality",
        "goal_sentence": "Buren groeten elkaar.",
        "visibility": "public",
        "reply": "team",
    }
    keys = changed_keys(OFFICIAL_READY, many)
    assert len(keys) == 6
    Plan.objects.update(answers=many)
    visitor.open(seen.at("advies"))
    assert len([row for row, _what in said(visitor)[1] if row == "Uw antwoord"]) == 4
    folded = visitor.page.xpath("//section[@aria-labelledby='nieuws']//details//dt")
    assert len(folded) == len(keys) - 4
    decides = ["Dit veranderde het oordeel." in what for _row, what in said(visitor)[1]]
    assert decides[0] and decides == sorted(decides, reverse=True)


def test_a_plan_that_an_earlier_release_remembered_tells_nothing_wrong(visitor, seen):
    kept = {"catalogue", "method", "answers", "first", "on"}
    Plan.objects.update(seen={key: value for key, value in Plan.objects.get().seen.items() if key in kept})
    change(visitor, seen, "need_source", "not_checked")
    assert said(visitor) is None
    change(visitor, seen, "need_source", OFFICIAL_READY["need_source"])
    assert said(visitor)[0] == "Wat u veranderde"


def test_a_plan_of_which_only_the_earlier_look_is_remembered_tells_its_changes(visitor, seen):
    change(visitor, seen, "need_source", "not_checked")
    told = said(visitor)
    Plan.objects.update(seen={key: value for key, value in Plan.objects.get().seen.items() if key != "last"})
    assert said(visitor.open(seen.at("advies"))) == told
