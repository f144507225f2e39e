"""What a group says in words, on its page."""

import pytest
from lxml import html

from stappenplan.groups.evening import AGREED_QUESTIONS
from stappenplan.groups.summary import summarise_outcome
from stappenplan.text import say
from tests.support.groups import OFFICIAL, RESIDENT, a_group, catalogue, close
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_people_who_agree_hear_so_and_get_questions_about_what_comes_next():
    group = a_group(*[("resident", RESIDENT)] * 6)
    found = summarise_outcome(group.outcome(), catalogue())
    assert found["ranking"][0].in_first.some == 6
    assert found["to_talk_about"] == () and found["same_goal"]
    assert [talk.question for talk in found["conversation"]] == list(AGREED_QUESTIONS)


def test_half_of_the_residents_who_see_nobody_to_carry_it_are_heard():
    own_way = RESIDENT | {"w_resident_control": "not_important"}
    nobody = ("resident", own_way | {"core_team": "none"})
    official, resident = ("official", OFFICIAL | {"w_resident_control": "must"}), ("resident", own_way)
    group = a_group(official, nobody, resident, official, nobody, resident, official, nobody, resident)
    assert "2 van de 6 mensen zeggen dat nog niemand de kar wil trekken." in " ".join(group.page().split())
    assert "Wat elke rol apart zegt, ziet u als de groep klaar is." in group.page()
    close(group)
    page = " ".join(group.page().split())
    assert "Van de 6 bewoners zijn dat er 3." in page
    assert "Dat is de helft of meer van de bewoners." in page
    assert "Waar bewoners en de gemeente verschillen" in page


def test_where_a_role_would_be_too_few_residents_are_held_beside_all_others():
    own_way = RESIDENT | {"w_resident_control": "not_important"}
    official, resident, welfare = ("official", OFFICIAL), ("resident", own_way), ("welfare", OFFICIAL)
    group = a_group(official, resident, welfare, official, resident, resident, official, resident, official)
    close(group)
    assert set(group.outcome().apart) == {"resident", "professional"}
    assert "Waar bewoners en beroepskrachten verschillen" in group.page()


def test_where_roles_would_show_what_two_people_chose_they_are_not_shown():
    group = a_group(*[("official", OFFICIAL)] * 4, *[("resident", RESIDENT)] * 2)
    close(group)
    assert group.outcome().apart == {}
    assert "Dan was uit te rekenen wat één of twee mensen kozen." in group.page()


# --- only what is known to run -----------------------------------------------------------------------------------


def shown_rows(group):
    """The rows of platforms on the page of the outcome: (name, text of the row)."""
    rows = page_of(group).xpath("//ol[contains(@class, 'rest--groep')]/li | //details//ol/li")
    return [(words(row.xpath(".//a")[0]), words(row)) for row in rows]


def page_of(group):
    return html.fromstring(group.page())


@pytest.mark.each_database
def test_every_row_of_a_group_says_whether_the_platform_runs():
    group = a_group(*[("resident", RESIDENT)] * 3)
    found = summarise_outcome(group.outcome(), catalogue())
    named = (*found["ranking"], *found["by_weights"])
    rows = shown_rows(group)
    assert [one.platform.name for one in named] == [name for name, _text in rows] != []
    assert all(one.evidence.is_known_to_run for one in named)
    assert all(say(one.evidence.mark) in text for one, (_name, text) in zip(named, rows, strict=True))


def test_what_is_in_the_municipality_already_stands_above_the_outcome():
    group = a_group(*[("resident", RESIDENT)] * 3)
    here = group.plan.advice().already_here
    headings = [heading.get("id") for heading in page_of(group).xpath("//h2")]
    assert headings[0] == "er-al"
    links = page_of(group).xpath("//section[@aria-labelledby='er-al']//li")
    assert here and {one.platform.name for one in here} == {words(row.xpath(".//a")[0]) for row in links}
    assert all(any(say(one.evidence.mark) in words(row) for row in links) for one in here)


def test_a_group_without_a_place_says_nothing_of_what_is_there():
    group = a_group(*[("resident", RESIDENT)] * 3, answers={**OFFICIAL_READY, "place": None})
    assert "er-al" not in group.page()


# --- agree, differ -------------------------------------------------------------------------------------------------


def goals_said(group):
    """What the page says of the goals: under what heading, and the words."""
    found = page_of(group).xpath("//section[@aria-labelledby='eens' or @aria-labelledby='anders']")
    return [
        (section.get("aria-labelledby"), words(section))
        for section in found
        if "als doel" in words(section) or "Het doel:" in words(section)
    ]


@pytest.mark.parametrize(
    ("goals", "where"),
    [
        (("meet", "meet", "meet"), "eens"),
        (("meet", "meet", "help"), "eens"),  # whether all or all but one chose it is not told
        (("meet", "meet", "meet", "meet", "meet", "help"), "eens"),
        (("meet", "meet", "meet", "meet", "help", "help"), "anders"),
        (("meet", "help", "safety"), "anders"),
        (("meet", "meet", None, None, None, None), None),
        (("meet", "help", None, None, None, None), None),
    ],
)
def test_people_are_said_to_agree_or_to_differ_on_a_goal_only_where_they_do(goals, where):
    group = a_group(*[("resident", RESIDENT | {"goal_main": goal}) for goal in goals])
    assert [place for place, _text in goals_said(group)] == ([where] if where else [])


def test_people_who_all_chose_another_goal_hear_that():
    group = a_group(*[("resident", RESIDENT | {"goal_main": goal}) for goal in ("meet", "help", "safety")])
    assert "geen doel kozen meer mensen dan één" in goals_said(group)[0][1]


@pytest.mark.parametrize(("wish", "is_named"), [("w_free", False), ("w_resident_control", True)])
def test_a_difference_in_weight_below_half_a_point_of_ten_is_not_named(wish, is_named):
    degrees = ("must", "not_important", "must", "not_important", "must", "must")
    group = a_group(*[("resident", RESIDENT | {wish: degree}) for degree in degrees])
    named = summarise_outcome(group.outcome(), catalogue())["to_talk_about"]
    assert bool(named) == is_named
    assert all(10 * (one.high - one.low) >= 0.5 for one in named)
    assert ("anders" in page_of(group).xpath("//section/@aria-labelledby")) == is_named
