"""The legal points: each only where it matters, in its wording of the day."""

from datetime import date, timedelta

import pytest

from stappenplan.method.law.points import CHECKED_ON, LAW, due_points, law_for
from stappenplan.method.profile import profile_from
from stappenplan.method.sources import SOURCES

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 29)
LAST_DAY, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
PAYS = {"procurement", "thresholds", "accessibility", "security", "it_terms"}
BUYS = PAYS | {"privacy", "archive"}
OFFICIAL, RESIDENT = {"audience": "official"}, {"audience": "resident"}


def keys(answers, day=TODAY):
    return {one.point.key for one in law_for(profile_from(answers), day)}


def part(*parts):
    return OFFICIAL | {"municipality_part": list(parts)}


def texts(key, answers, day=TODAY):
    profile = profile_from(answers)
    return " ".join(next(one for one in law_for(profile, day) if one.point.key == key).texts_for(profile))


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (OFFICIAL, set()),
        (part("not_needed"), set()),
        (part("participant"), {"privacy", "archive"}),
        (part("dashboard"), {"privacy"}),
        (part("account"), {"privacy", "archive", "accessibility"}),
        (part("client"), BUYS),
        (part("client") | {"lead": "residents"}, BUYS | {"subsidy"}),
        (part("client") | {"lead": "municipality"}, BUYS),
        (part("moderator"), {"privacy", "archive", "messages"}),
        (part("owner"), BUYS | {"messages"}),
        (OFFICIAL | {"budget": "under_5000"}, PAYS),
        (OFFICIAL | {"budget": "under_5000", "lead": "residents"}, PAYS | {"subsidy"}),
        (part("account") | {"budget": "under_5000"}, BUYS),
        (OFFICIAL | {"budget": "nothing"}, set()),
        (OFFICIAL | {"start_way": "build_yourself"}, {"messages"}),
        (OFFICIAL | {"goal_main": "help"}, {"privacy"}),
        (OFFICIAL | {"goal_main": "safety"}, {"privacy"}),
        (OFFICIAL | {"goal_main": "meet", "groups": ["youth"]}, {"privacy"}),
    ],
)
def test_an_official_sees_a_point_only_where_it_matters(answers, shown):
    assert keys(answers) == shown | {"participation"}


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (RESIDENT, set()),
        (RESIDENT | {"municipality_part": ["client", "owner"], "budget": "over_25000"}, set()),
        (RESIDENT | {"groups": ["youth"]}, {"privacy"}),
        (RESIDENT | {"moderation": "residents"}, {"messages"}),
        (RESIDENT | {"moderation": "provider"}, set()),
        (RESIDENT | {"start_way": "build_yourself"}, {"messages"}),
    ],
)
def test_residents_see_only_what_they_must_know_themselves(answers, shown):
    assert keys(answers) == shown


def test_each_sentence_of_each_point_is_said_to_some_plan_and_none_says_nothing():
    plans = [
        part(*parts) | more
        for parts in (("account",), ("client",), ("owner",), ("moderator",), ("participant",))
        for more in ({"lead": "residents"}, {"groups": ["youth"]}, {"start_way": "build_yourself"})
    ]
    for day in (TODAY, NEW_YEAR):
        said = {}
        for profile in map(profile_from, plans):
            for one in law_for(profile, day):
                assert one.texts_for(profile), one.point.key
                said.setdefault(one.point.key, set()).update(one.texts_for(profile))
        for point in LAW:
            assert said[point.key] == {clause.text for clause in point.wording_on(day).clauses}


def test_a_sentence_that_is_not_said_brings_no_source():
    paid = part("account") | {"budget": "under_5000"}
    for answers, cited in ((part("client"), False), (part("account"), True), (paid, False)):
        profile = profile_from(answers)
        (accessibility,) = (one for one in law_for(profile, TODAY) if one.point.key == "accessibility")
        assert ("S97" in accessibility.sources_for(profile)) == cited


# The day


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("participation", "moet zo’n verordening hebben op 1 januari 2027", "sinds 1 januari 2027"),
        ("archive", "Zij begint naar verwachting op 1 januari 2027", "Op 1 januari 2027 zou de nieuwe Archiefwet"),
    ],
)
def test_on_new_year_s_day_the_other_wording_holds(key, before, after):
    assert before in texts(key, part("account"), LAST_DAY)
    assert after not in texts(key, part("account"), LAST_DAY)
    assert after in texts(key, part("account"), NEW_YEAR)
    assert before not in texts(key, part("account"), NEW_YEAR)


def test_a_point_is_not_named_before_its_first_day():
    assert "security" not in keys(part("client"), date(2026, 8, 14))
    assert "security" in keys(part("client"), date(2026, 8, 15))


def test_the_wordings_of_a_point_follow_each_other_without_a_gap():
    for point in LAW:
        for earlier, later in zip(point.wordings, point.wordings[1:], strict=False):
            assert earlier.valid_from < later.valid_from == earlier.look_again, point.key
        assert point.wordings[0].valid_from <= CHECKED_ON, point.key


def test_from_its_day_on_a_point_must_be_looked_at_again():
    for point in LAW:
        last = point.wordings[-1]
        if last.look_again == last.valid_from:
            continue
        for days, due in ((-1, False), (0, True), (400, True)):
            found = due_points(last.look_again + timedelta(days), ahead=-10_000) + due_points(
                last.look_again + timedelta(days)
            )
            assert {one.is_due for one in found if one.point == point} == {due}, point.key


def test_staff_are_told_a_month_ahead_and_until_it_is_done():
    assert not due_points(date(2026, 12, 1))
    assert {one.point.key for one in due_points(date(2026, 12, 2))} == {"participation", "archive"}
    # what was to happen on that day must be looked up; what was fixed for it only changes its tense
    assert [(one.point.key, one.is_due) for one in due_points(NEW_YEAR)] == [("archive", True)]
    assert "thresholds" not in {one.point.key for one in due_points(date(2027, 11, 29))}
    assert "thresholds" in {one.point.key for one in due_points(date(2028, 1, 1))}
    assert {one.point.key for one in due_points(date(2030, 1, 1))} == {point.key for point in LAW}


# Where it comes from


def test_every_point_has_sources_of_which_one_is_of_a_government_or_a_law_and_says_what_is_certain():
    assert len({point.key for point in LAW}) == len(LAW)
    for point in LAW:
        kinds = {SOURCES[key].kind for key in point.sources}
        assert "prim" in kinds and "prov" not in kinds, point.key
        assert point.ours is None or point.ours.source, point.key
        for wording in point.wordings:
            assert wording.certain.startswith(("Zeker: ", "Waarschijnlijk: ")), point.key
            assert not wording.uncertain or wording.uncertain.startswith("Niet zeker: "), point.key
