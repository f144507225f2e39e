"""All platforms assessed at once: the same, to the last bit, as one by one; and rules read only what they declare."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from stappenplan.method.assessment.bulk import IS_OFFLINE, AllAssessed, RuledOut, assess_all
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS
from stappenplan.method.assessment.ranking import IS_SILENT, SHELF
from stappenplan.method.assessment.scoring import Assessment, assess_platform, ranking_key, reweigh
from stappenplan.method.assessment.table import ATTRIBUTES, IS_HERE, KEPT_AT_MOST, SEEN, PlatformTable
from stappenplan.method.profile import profile_from
from tests.method.conftest import ON, SEVEN
from tests.method.test_scoring import ANSWERS, platforms, several, weighs
from tests.support.catalogue_in_memory import catalogue
from tests.support.personas import SITUATIONS

TABLE = PlatformTable(catalogue(), ON)


def figures(assessment):
    """All that is told of an assessment, and the bits of its figures."""
    told = {field.name: getattr(assessment, field.name) for field in fields(Assessment)}
    if assessment.ruled_out_by:
        return told
    bits = [figure.hex() for figure in (*assessment.total, assessment.score, assessment.known)]
    more = {"tier": assessment.tier, "key": ranking_key(assessment), "asked": assessment.facts_asked}
    return told | {"bits": bits} | more


def one_by_one(profile, all_of_them):
    return [figures(assess_platform(profile, one, ON)) for one in all_of_them]


@settings(max_examples=150)
@given(ANSWERS.filter(weighs), several(9))
def test_all_at_once_is_the_same_as_one_by_one(answers, all_of_them):
    profile = profile_from(answers)
    at_once = assess_all(profile, PlatformTable(all_of_them, ON))
    assert [figures(one) for one in at_once] == one_by_one(profile, all_of_them)


@settings(max_examples=40)
@given(ANSWERS.filter(weighs))
def test_of_the_real_catalogue_too_whatever_was_asked_before(answers):
    profile = profile_from(answers)
    assert [figures(one) for one in assess_all(profile, TABLE)] == one_by_one(profile, catalogue())


@pytest.mark.parametrize("name", SITUATIONS)
def test_of_every_persona_too(name):
    profile = profile_from(SITUATIONS[name])
    for _again in range(2):
        assert [figures(one) for one in assess_all(profile, TABLE)] == one_by_one(profile, catalogue())


def test_under_other_weights_a_platform_keeps_its_tier_and_gets_another_score():
    profile = profile_from(SITUATIONS["official_ready"])
    other = {**profile.weights, "cost": profile.weights["cost"] + 5}
    for at_once in assess_all(profile, TABLE):
        if not at_once.ruled_out_by:
            anew, alone = reweigh(at_once, other), reweigh(assess_platform(profile, at_once.platform, ON), other)
            assert figures(anew) == figures(alone)


@settings(max_examples=60)
@given(ANSWERS.filter(weighs), several(9))
def test_what_is_in_is_sorted_as_one_by_one(answers, all_of_them):
    profile = profile_from(answers)
    alone = [one for one in (assess_platform(profile, each, ON) for each in all_of_them) if not one.ruled_out_by]
    table = PlatformTable(all_of_them, ON)
    rows = AllAssessed(profile, table).sort_in()
    assert [all_of_them[row] for row in rows] == [one.platform for one in sorted(alone, key=ranking_key)]


def test_there_may_be_no_platforms():
    assert assess_all(profile_from({"audience": "resident"}), PlatformTable((), ON)) == []
    none = AllAssessed(profile_from({"audience": "resident"}), PlatformTable((), ON))
    assert not none.build_in(np.flatnonzero(~none.is_out)) and not [*RuledOut(none)]


# --- what is declared to be read -------------------------------------------------------------------------------------


class Facts(dict):
    """Facts that note which of them is read."""

    def __init__(self, facts, read):
        super().__init__(facts)
        self.read = read

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)


class Spied:
    """A platform that notes in `read` what is read of it."""

    def __init__(self, platform):
        self.read = set()
        self.platform, self.facts = platform, Facts(platform.facts, self.read)

    def __getattr__(self, name):
        self.read.add(IS_HERE if name == "municipalities" else name)
        return getattr(self.platform, name)


class SpiedAnswers(dict):
    def __init__(self, answers, read):
        super().__init__(answers)
        self.read = read

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)


def declared(reads, profile):
    names = set(reads(profile) if callable(reads) else reads)
    return names | ({"status"} if SEEN in names else set())


@settings(max_examples=150)
@given(ANSWERS, platforms())
def test_rules_and_parts_read_no_more_of_a_platform_than_they_declare(answers, one):
    profile = profile_from(answers)
    rules = [(rule.reads, lambda spied, rule=rule: rule.fails(profile, spied)) for rule in KNOCK_OUTS]
    rules += [
        (part.reads, lambda spied, part=part: part.rate(profile, spied, ON))
        for criterion in CRITERIA
        for part in criterion.parts
    ]
    rules += [
        (trait.reads, lambda spied, trait=trait: trait.find(profile, spied)) for trait in (SHELF, IS_SILENT, IS_OFFLINE)
    ]
    for reads, rule in rules:
        spied = Spied(one)
        rule(spied)
        assert spied.read <= declared(reads, profile)


@settings(max_examples=150)
@given(ANSWERS, platforms())
def test_parts_read_no_answers_but_those_they_declare(answers, one):
    profile = profile_from(answers)
    for criterion in CRITERIA:
        for part in criterion.parts:
            read = set()
            object.__setattr__(profile, "answers", SpiedAnswers(profile.answers, read))
            part.rate(profile, one, ON)
            assert read <= set(part.asks), criterion.key


@settings(max_examples=150)
@given(ANSWERS, platforms())
def test_rules_and_traits_read_no_answers_but_those_they_declare(answers, one):
    profile = profile_from(answers)
    rules = [(rule.asks, rule.fails, rule.key) for rule in KNOCK_OUTS]
    rules += [(trait.asks, trait.find, trait.key) for trait in (SHELF, IS_SILENT, IS_OFFLINE)]
    for asks, rule, key in rules:
        read = set()
        object.__setattr__(profile, "answers", SpiedAnswers(profile.answers, read))
        rule(profile, one)
        assert read <= set(asks), key


@settings(max_examples=100)
@given(ANSWERS, several(6))
def test_which_facts_a_part_names_and_their_shares_follow_from_the_answers_alone(answers, all_of_them):
    profile = profile_from(answers)
    for criterion in CRITERIA:
        named = {tuple((score.share, score.fact) for score in criterion.rate(profile, one, ON)) for one in all_of_them}
        assert len(named) == 1


def test_columns_have_no_name_of_a_fact():
    assert not {*ATTRIBUTES, SEEN, IS_HERE} & {key for one in catalogue() for key in one.facts}


def test_a_table_keeps_no_more_than_it_may():
    table = PlatformTable(SEVEN, ON)
    for number in range(3 * KEPT_AT_MOST):
        assert table.keep((number,), lambda number=number: number) == number
    assert len(table._kept) <= KEPT_AT_MOST
