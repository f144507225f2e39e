"""Equal platforms stand equal: in the order, the draws and the sureness, on the page, in every file and in a group."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from stappenplan.advice.comparison import chosen_to_compare
from stappenplan.advice.explanation.robustness import describe_robustness, times_first
from stappenplan.advice.explanation.shelf_rows import lay_out_shelf
from stappenplan.advice.serialization.advice_csv import as_csv
from stappenplan.exports.word import word_file
from stappenplan.groups.summary import summarise_outcome
from stappenplan.method.advice import advise
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.groups.ranking import Together, share_places
from stappenplan.method.profile import profile_from
from stappenplan.method.robustness.analysis import CLOSE, SHARED_FIRST, group_close
from stappenplan.method.robustness.sensitivity import find_deciding_answers
from stappenplan.models import Plan
from stappenplan.report.batch import SUMMARY_COLUMNS, row_of
from stappenplan.report.document import report_html
from stappenplan.report.record_diff import first_places
from stappenplan.text import say
from tests.method.conftest import ON, VILLAGE_SITE
from tests.support.groups import RESIDENT, a_group, catalogue
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ANSWERS = {"audience": "resident", "goal_main": "meet", "budget": "nothing", "core_team": "six_plus"}


def weigh_only(*criteria):
    """Weights with which only these criteria count."""
    return {key: 1 if key in criteria else 0 for key in CRITERION}


@pytest.fixture(params=["goal_fit", "low_threshold"])
def tied(request):
    """An advice of which several platforms share the first place, and its plan."""
    plan = Plan(answers=ANSWERS, emphasis=weigh_only(request.param))
    advice = plan.advice(catalogue())
    assert len(advice.shelves[0].up_to(1)) > 1
    return advice


def test_equal_platforms_are_all_among_the_first_and_no_order_of_them_is_sure(tied):
    shelf = tied.shelves[0]
    best = shelf.up_to(1)
    assert {shelf.ranks[one.platform.slug] for one in best} == {1}
    assert {round(one.score, 9) for one in best} == {round(best[0].score, 9)}
    assert [one for one in best if one.evidence.can_lead] == list(shelf.first[: len(best)])
    shares = {round(tied.robustness.acceptability[one.platform.slug].first, 6) for one in best}
    assert shares and max(shares) <= 0.5
    assert tied.robustness.label == CLOSE and tied.robustness.leaders == len(best)
    assert tied.confidence.whole == CLOSE
    said = say(tied.confidence.order)
    assert said == say(describe_robustness(tied)[0]) and str(len(best)) in said
    assert not any(one.platform.name in said for one in best)


def test_two_equal_platforms_are_not_fairly_sure():
    """Each is number one in half of the draws; which of them that is, only the alphabet says."""
    advice = two_equal()
    assert [advice.robustness.acceptability[one.platform.slug].first for one in advice.ranking.ranked] == pytest.approx(
        [0.5, 0.5], abs=0.02
    )
    assert advice.robustness.label == CLOSE
    assert advice.confidence.order.text == SHARED_FIRST
    assert [share.times for share in times_first(advice)] == [50, 50]


def two_equal():
    """An advice over two platforms that differ in their name only."""
    twin = replace(VILLAGE_SITE, slug="zz-twin", name="Zz")
    street = {"audience": "resident", "goal_main": "meet", "place": "Montferland", "area_size": "street"}
    return advise(street, (VILLAGE_SITE, twin), ON)


def test_those_that_are_first_as_often_are_all_named_in_the_picture_or_none(tied):
    acceptability = tied.robustness.acceptability
    named = [share.name for share in times_first(tied) if share.name]
    shares = {one.platform.name: round(acceptability[one.platform.slug].first, 9) for one in tied.ranking.ranked}
    for name in named:
        assert {other for other, share in shares.items() if share == shares[name]} <= set(named)


def test_a_change_that_leaves_one_of_the_equal_ones_in_front_decides_whichever_it_is():
    plan = Plan(answers=ANSWERS | {"w_free": "important"}, emphasis=weigh_only("goal_fit"))
    advice = plan.advice(catalogue())
    ranked = advice.shelves[0].ranked

    def decide(shelf):
        ranking = replace(advice.ranking, shelves=(shelf, *advice.shelves[1:]))
        found = find_deciding_answers(profile_from(plan.answers, plan.emphasis), ranking, advice.on)
        return {(one.change, one.key) for one in found}

    tie = len(advice.shelves[0].up_to(1))
    turned = replace(advice.shelves[0], ranked=(*reversed(ranked[:tie]), *ranked[tie:]))
    assert decide(advice.shelves[0]) == decide(turned)


# --- where a place is shown ------------------------------------------------------------------------------------------


def post(client, emphasis):
    body = json.dumps({"answers": ANSWERS, "weights": emphasis})
    return client.post("/api/v1/adviezen", body, content_type="application/json").json()


def test_the_api_gives_equal_platforms_one_rank(client):
    given = post(client, weigh_only("goal_fit"))
    by_figure = {}
    for one in given["ranked"]:
        by_figure.setdefault(one["rank"], set()).add(round(one["ranking"], 9))
    assert all(len(figures) == 1 for figures in by_figure.values())
    assert sum(one["rank"] == 1 for one in given["ranked"]) > 2
    assert given["firmness"]["level"] == given["sureness"]["order"] == CLOSE
    shelf = given["shelves"][0]
    ranks = {one["slug"]: one["rank"] for one in shelf["ranked"]}
    assert len(shelf["first"]) > 3 and all(ranks[slug] <= 3 for slug in shelf["first"])


def test_the_csv_gives_equal_platforms_one_rank(tied):
    shelf, table = tied.shelves[0], as_csv(tied).lstrip("\ufeff")
    rows = csv.DictReader(StringIO(table), delimiter=";" if "rank;" in table or '"rank";' in table else ",")
    ranks = {row["slug"]: row["rank"] for row in rows if row["shelf"] == shelf.key}
    assert {slug: str(place) for slug, place in shelf.ranks.items()} == ranks


def test_page_and_report_show_a_shared_place_as_shared(client):
    plan, token = Plan.start(ANSWERS)
    plan.emphasis = dict.fromkeys((key for key, on in weigh_only("goal_fit").items() if not on), "none")
    plan.save()
    advice = plan.advice(catalogue())
    shelf = advice.shelves[0]
    page = html.fromstring(client.get(f"/plan/{token}/advies/").content)
    shown = [words(one) for one in page.xpath("//div[contains(@class, 'plank')][1]//li[contains(@class, 'plaats')]")]
    assert len(shown) == len(shelf.first) > 3
    for one, text in zip(shelf.first, shown, strict=True):
        assert text.startswith(f"{shelf.ranks[one.platform.slug]}")
        assert one.platform.name in text
        assert ("gedeelde plaats" in text) == (one.platform.slug in shelf.shared)


def test_the_memo_shows_a_shared_place_as_shared_also_in_word():
    others = [key for key in CRITERION if key != "low_threshold"]
    plan = Plan(answers=OFFICIAL_READY, emphasis=dict.fromkeys(others, "none"))
    advice = plan.advice(catalogue())
    assert len(advice.shelves[0].up_to(1)) > 1
    page = report_html(plan, advice, catalogue(), "nl")
    document = docx.Document(BytesIO(word_file(page, "nl")))
    word = " ".join(text for element in document.element.body.iter(qn("w:t")) if (text := element.text))
    for memo in (words(html.fromstring(page)), " ".join(word.split())):
        assert "platforms delen in de eerste lijst de eerste plaats" in memo and "gedeelde plaats" in memo


def test_the_summary_of_a_batch_puts_equal_platforms_in_one_cell():
    row = dict(zip(map(say, SUMMARY_COLUMNS), row_of("a", two_equal()), strict=True))
    assert (row["1"], row["2"], row["3"]) == ("Dorpsplein en Zz", "", "")


def test_no_shelf_calls_platforms_too_close_that_share_their_place(tied):
    rows = lay_out_shelf(tied.shelves[0], tied.robustness.close)
    if rows.close:
        assert rows.close.values["first"] < rows.close.values["last"]


def test_the_places_that_cannot_be_told_apart_are_those_shown():
    shelf = two_equal().shelves[0]
    assert group_close(two_equal().robustness.acceptability) == ((1, 2),)
    assert lay_out_shelf(shelf, ((1, 2),)).close == ""


def test_what_cannot_be_told_apart_stands_in_the_order_of_the_table_and_the_report():
    shelf = Plan(answers=OFFICIAL_READY).advice(catalogue()).shelves[0]
    leaders = [one for one in shelf.ranked if one.tier == 0]
    assert len(leaders) > len(shelf.first) + 1
    rows = lay_out_shelf(shelf, ((len(shelf.first) + 1, len(leaders)),))
    beside = [group for group in (*rows.groups, *rows.folded) if group.rows[0].tier == 0]
    assert "te dicht bij elkaar" in say(beside[0].heading) and not any(group.is_ordered for group in beside)
    assert [*rows.first, *(one for group in beside for one in group.rows)] == leaders
    by_name = sorted(leaders[len(shelf.first) :], key=lambda one: one.platform.name.casefold())
    assert by_name != leaders[len(shelf.first) :]


def test_a_comparison_that_nobody_chose_has_a_fourth_that_shares_the_third_place(tied):
    chosen, _faults = chosen_to_compare(tied.ranking.ranked, [])
    assert len(chosen) == 4


def test_the_first_three_of_an_earlier_report_are_those_on_the_first_three_places():
    ranked = [{"slug": name, "rank": rank} for name, rank in (("a", 1), ("b", 2), ("c", 3), ("d", 3), ("e", 5))]
    assert [one["slug"] for one in first_places(ranked, 3)] == ["a", "b", "c", "d"]
    before = [{"slug": name} for name in "abcde"]
    assert [one["slug"] for one in first_places(before, 3)] == ["a", "b", "c"]


# --- a group ---------------------------------------------------------------------------------------------------------


def test_equal_keys_share_a_place_and_the_next_skips_it():
    assert share_places([1, 1, 2, 3, 3], lambda number: number) == ((1, 1), (1, 1), (3, 2), (4, 3), (4, 3))


def test_a_tie_of_everybody_is_a_tie_of_the_group():
    together = Together((two_equal(),) * 3, two_equal().shelves[0].key)
    assert [one.place for one in together.ranking] == [1, 1]
    assert [place for place, _platform in together.by_mean_weights] == [1, 1]


def test_the_page_of_a_group_shows_shared_places():
    group = a_group(*[("resident", RESIDENT)] * 3)
    found = summarise_outcome(group.outcome(), catalogue())
    rows = html.fromstring(group.page()).xpath("//ol[contains(@class, 'rest--groep')]/li")
    for one, row in zip(found["ranking"], rows, strict=True):
        assert words(row).startswith(f"{one.place}{one.platform.name}")
        assert ("gedeelde plaats" in words(row)) == one.is_shared
