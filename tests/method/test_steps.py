"""What is asked: the questions and cards themselves, and that nothing is asked for nothing."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

from stappenplan.method.assessment import criteria, score_tables
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.assessment.knock_outs import KNOCK_OUTS, WISHES
from stappenplan.method.assessment.ranking import rank_platforms
from stappenplan.method.assessment.scoring import rate_criteria
from stappenplan.method.cards import card_beside
from stappenplan.method.declarations import MANY, NAME, ONE, PLACE, SCALE, TEXT
from stappenplan.method.gates import GATES, WARNINGS
from stappenplan.method.profile import Profile, is_asked, profile_from, visible_answers
from stappenplan.method.sources import PARTS_READ, SOURCE_KINDS, SOURCES
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.method.steps import goal as goal_step
from stappenplan.method.steps import success as success_step
from stappenplan.method.verdicts import NEEDED_FOR_GO
from tests.method import readme
from tests.method.conftest import ON, SEVEN
from tests.support.personas import PERSONAS

ALL_QUESTIONS = [question for step in STEPS for question in step.questions]
CARDS = [card for step in STEPS for card in step.cards]
SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "platforms" / "catalogue" / "schema.json").read_text(encoding="utf-8")
)

# Questions that move nothing, and why they are asked all the same.
ONLY_IN_THE_REPORT = {"goal_sentence": "the visitor's own sentence on top of the advice and the report"}


# The questions that decide which others are asked, with the answers that tell them apart.
ROUTES = {key: [option.value for option in QUESTIONS[key].options] for key in ("goal_main", "start_way", "lead")}
EVERY_FOLLOW_UP = {"existing": ["facebook"], "result_sharp": "in_words", "municipality_part": ["client"]}
# Words a minute, read aloud.
READ_ALOUD = 150


def asked(audience, **answers):
    """The questions put to somebody who answers this so far."""
    shown = visible_answers({"audience": audience, **EVERY_FOLLOW_UP, **answers})
    return [QUESTIONS[key] for key in shown if is_asked(QUESTIONS[key], shown)]


def every_route(audience):
    return [asked(audience, **dict(zip(ROUTES, values, strict=True))) for values in product(*ROUTES.values())]


@pytest.mark.parametrize(("audience", "number"), [("official", 32), ("resident", 25)])
def test_nobody_gets_more_questions_than_the_readme_promises(audience, number):
    assert max(map(len, every_route(audience))) == number


def test_the_questions_are_read_aloud_in_ten_minutes():
    def count_words(question):
        options = () if question.group else question.options
        texts = (question.label, question.help, *(f"{option.label} {option.hint}" for option in options))
        return sum(len(text.split()) for text in texts)

    for audience in ("official", "resident"):
        for questions in every_route(audience):
            beside = [card_beside(question.key, {"audience": audience}) for question in questions]
            words = sum(map(count_words, questions)) + sum(len(card.text.split()) for card in beside if card)
            assert words <= 10 * READ_ALOUD


def test_the_readme_names_what_is_not_asked():
    told = readme.text().partition("What changes little is not asked.")[2].partition("| step |")[0]
    _why, nobody, residents, officials, some = re.split(r"\*\*[^*]+\*\*", told)
    conditional = {key: question.asked_if for key, question in QUESTIONS.items() if question.asked_if}

    def never(*audiences):
        return {key for key, asked_if in conditional.items() if all(asked_if.get(who, {}) is None for who in audiences)}

    assert keys_in(nobody) == never("official", "resident")
    assert keys_in(residents) == never("resident") - never("official", "resident")
    assert keys_in(officials) == never("official") - never("official", "resident")
    assert keys_in(some) == set(conditional) - never("official") - never("resident")


def keys_in(text):
    return set(re.findall(r"`([a-z_]+)`", text))


def test_keys_of_questions_are_unique():
    assert len(QUESTIONS) == len(ALL_QUESTIONS)


def test_a_question_is_opened_only_by_questions_asked_before_it():
    before = set()
    for question in ALL_QUESTIONS:
        assert set(question.when or {}) <= before, question.key
        before.add(question.key)


def test_a_question_is_opened_only_by_answers_that_exist():
    for question in ALL_QUESTIONS:
        for key, values in (question.when or {}).items():
            assert set(values) <= {option.value for option in QUESTIONS[key].options}, question.key


def test_values_of_options_are_unique_and_only_choices_have_them():
    for question in ALL_QUESTIONS:
        values = [option.value for option in question.options]
        assert len(values) == len(set(values)), question.key
        assert bool(values) == (question.kind in (ONE, MANY, SCALE)), question.key
        assert question.kind in (ONE, MANY, SCALE, TEXT, NAME, PLACE)


def test_only_the_audience_must_be_answered():
    assert [question.key for question in ALL_QUESTIONS if question.required] == ["audience"]


def test_options_that_exclude_stand_only_in_questions_with_more_answers():
    alone = {question.key for question in ALL_QUESTIONS for option in question.options if option.alone}
    assert alone == {"existing", "groups", "municipality_part", "legal_ready", "offline_ways"}
    assert all(QUESTIONS[key].kind == MANY for key in alone)


def test_every_use_that_can_be_named_in_a_sentence_has_its_words():
    named = QUESTIONS["existing_works"].when["existing"]
    assert all(QUESTIONS["existing"].option(value).running for value in named)


def test_the_main_goal_is_no_extra_goal():
    answers = {"goal_main": "meet", "goal_extra": ["help", "meet"]}
    assert [key for key, _text in goal_step.check_goals(answers)] == ["goal_extra"]
    assert not list(goal_step.check_goals({"goal_main": "meet", "goal_extra": ["help"]}))
    assert not list(goal_step.check_goals({"goal_main": None, "goal_extra": None}))


def test_a_fourth_must_among_the_wishes_is_refused_and_help_offline_does_not_count():
    wishes = [question.key for question in success_step.WISH_LIST]
    three = dict.fromkeys(wishes[:3], "must")
    assert len(wishes) == 9
    assert not list(success_step.check_wishes(three | {"offline_help": "must"}))
    assert list(success_step.check_wishes(three | {wishes[3]: "must"}))


def test_the_quick_check_asks_the_questions_that_a_verdict_needs():
    assert {question.key for question in QUICK_CHECK} == {*NEEDED_FOR_GO, "existing_works"}


# Nothing is asked for nothing


class Spied(dict):
    """Answers that remember which of them were looked at."""

    def __init__(self, answers):
        super().__init__(answers)
        self.seen = set()

    def get(self, key, default=None):
        self.seen.add(key)
        return super().get(key, default)


def spied(answers):
    known = profile_from(answers)
    return Profile(Spied(known.answers), known.weights, known.musts)


def test_each_question_is_read_by_a_weight_a_rating_a_gate_or_the_report():
    read = set()
    for answers in PERSONAS.values():
        profile = spied(answers)
        for criterion in CRITERIA:
            criterion.weigh(profile, criterion.default[0])
        platforms = rank_platforms(profile, SEVEN, ON)
        for assessment in platforms.placed:
            rate_criteria(profile, assessment.platform, ON)
            for warning in WARNINGS:
                warning.holds(profile, assessment)
        for gate in GATES:
            gate.holds(profile, platforms)
        read |= profile.answers.seen
    assert set(QUESTIONS) - read - set(ONLY_IN_THE_REPORT) == set()
    assert not read & set(ONLY_IN_THE_REPORT)
    assert read <= set(QUESTIONS)


def test_a_gate_reads_only_the_questions_that_it_names():
    for answers in PERSONAS.values():
        platforms = rank_platforms(profile_from(answers), SEVEN, ON)
        for gate in GATES:
            profile = spied(answers)
            gate.holds(profile, platforms)
            # the audience is always known; the place was read when the platforms were ranked
            assert profile.answers.seen <= {*gate.asks, "audience"}, gate.key


def test_what_a_criterion_or_gate_names_exists():
    for declared in (*CRITERIA, *GATES):
        assert set(declared.asks) <= set(QUESTIONS), declared.key


# Sources


def test_each_source_that_is_named_exists_and_each_text_names_one():
    for declared in (*ALL_QUESTIONS, *CARDS, *CRITERIA, *KNOCK_OUTS, *GATES, *WARNINGS):
        assert set(declared.source) <= set(SOURCES), declared.key
    for declared in (*ALL_QUESTIONS, *CARDS, *CRITERIA, *GATES, *WARNINGS):
        assert declared.source, declared.key


def test_each_source_says_its_kind_what_was_read_and_where():
    for key, source in SOURCES.items():
        assert source.key == key
        assert source.kind in SOURCE_KINDS
        assert source.read in PARTS_READ
        assert source.title and source.full
        assert (source.url is None) == (key == "OJ")
        assert key == "OJ" or source.url.startswith(("http://", "https://"))


def test_a_provider_about_itself_is_called_a_provider():
    for source in SOURCES.values():
        assert ("aanbieder" in source.title) == (source.kind == "prov"), source.key


def test_the_sources_are_those_of_the_readme():
    ((_head, *rows),) = readme.tables("## 8. Sources", "### 8.1")
    assert [row[0] for row in rows] == [key for key in SOURCES if key != "OJ"]
    for key, _title, kind, _used, url in rows:
        assert SOURCES[key].url == url
        assert SOURCES[key].kind == kind[: len(SOURCES[key].kind)]
        assert SOURCES[key].read in kind


# The same words in README and code


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_questions_and_options_of_the_readme_are_those_of_the_code(step):
    number = STEPS.index(step)
    end = f"### Step {number + 1}." if number < 6 else "### Rules for answers"
    (table, *_rest) = readme.tables(f"### Step {number}. {step.title}", end)
    rows = {readme.plain(row[0]): row for row in table[1:]}
    assert list(rows) == list(dict.fromkeys(question.group or question.key for question in step.questions))
    for question in step.questions:
        row = rows[question.group or question.key]
        if not question.group:
            wordings = "".join(f" (resident: {label})" for label in question.wording.values())
            assert readme.plain(row[3]) == readme.plain(question.label + wordings)
        if question.key != "goal_extra":
            options = " · ".join(f"{option.value} {option.label}" for option in question.options)
            assert readme.plain(row[4]) == readme.plain(options)
    assert f'Intro: "{step.intro}"' in readme.text()


def test_the_extra_goals_are_the_goals():
    assert QUESTIONS["goal_extra"].options == QUESTIONS["goal_main"].options
    assert QUESTIONS["goal_extra"].at_most == 2


def test_wishes_of_the_readme_are_those_of_the_code():
    table = readme.tables("The wishes, each on the scale above", "For an official")[0]
    rows = {readme.plain(row[0]): row for row in table[1:]}
    assert list(rows) == [question.key for question in success_step.WISH_LIST]
    for question in success_step.WISH_LIST:
        _key, text, accepts, criterion, source = rows[question.key]
        assert text == question.label
        assert readme.sources(source) == set(question.source)
        clauses = []
        for fact, values in question.accepts.items():
            clauses.append(f"{fact} {'=' if len(values) == 1 else 'in'} {', '.join(values)}")
        first = "".join(f" ({value}: ask first)" for values in question.ask_first.values() for value in values)
        assert readme.plain(accepts) == " and ".join(clauses) + first
        assert question.key in criteria.CRITERION[criterion].asks


def test_cards_of_the_readme_are_those_of_the_code():
    do, do_not = readme.tables("## 5. Do's and don'ts", "## 6.")
    rows = [*do[1:], *do_not[1:]]
    cards = {card.key: (card, step) for step in STEPS for card in step.cards}
    assert {row[0] for row in rows} == set(cards)
    for key, number, text, source in rows:
        card, step = cards[key]
        assert readme.plain(card.text) == readme.plain(text)
        assert STEPS[int(number)] is step
        assert readme.sources(source) == set(card.source)
        assert card.do == key.startswith("D")


# The same facts and values in catalogue and code

TABLES = {
    "free_for_residents": [score_tables.FREE],
    "registration": [*score_tables.REGISTRATION.values()],
    "visibility": [*score_tables.VISIBILITY.values()],
    "accessibility_statement": [score_tables.ACCESSIBILITY],
    "resident_control": [*score_tables.RESIDENT_CONTROL.values()],
    "provider_type": [score_tables.PROVIDER_TYPE],
    "data_owner": [score_tables.DATA_OWNER],
    "commercial_data_use": [score_tables.COMMERCIAL],
    "advertising": [score_tables.ADVERTISING],
    "hosting_region": [score_tables.HOSTING_PRIVACY, score_tables.HOSTING_EXIT],
    "data_export": [score_tables.DATA_EXPORT],
    "open_source": [score_tables.OPEN_SOURCE],
    "money_stays_local": [score_tables.MONEY_LOCAL],
    "revenue_model": [score_tables.REVENUE],
    "cost_municipality": [*score_tables.COST.values()],
    "offline_support": [score_tables.OFFLINE_SUPPORT],
    "start_effort": [*score_tables.START.values()],
}


def values_of(fact):
    """All values that the catalogue's schema allows for a fact."""
    found = []

    def collect(node):
        if isinstance(node, dict):
            found.extend(node.get("enum", []) if "enum" in node else [])
            for key, child in node.items():
                if key == "$ref":
                    collect(SCHEMA["$defs"][child.rsplit("/", 1)[1]])
                elif key != "basis":
                    collect(child)
        elif isinstance(node, list):
            for child in node:
                collect(child)

    collect(SCHEMA["properties"]["facts"]["properties"][fact])
    return set(found) - {"stated", "inferred"}


@pytest.mark.parametrize("fact", TABLES)
def test_every_value_that_the_catalogue_can_hold_has_a_cell_and_no_cell_more(fact):
    assert all(set(table) == values_of(fact) for table in TABLES[fact])


def test_facts_read_by_criteria_exist_in_the_catalogue():
    facts = {fact for criterion in CRITERIA for fact in criterion.reads}
    assert facts - set(SCHEMA["properties"]["facts"]["properties"]) == {"goals", "status", "launched"}
    assert {"goals", "status", "launched"} <= set(SCHEMA["properties"])
    assert set(TABLES) <= facts


def test_goals_are_the_goals_of_the_catalogue():
    goals = SCHEMA["properties"]["goals"]["propertyNames"]["enum"]
    assert {option.value for option in QUESTIONS["goal_main"].options} == set(goals)


def test_wishes_accept_only_values_that_exist():
    for question in WISHES:
        for accepted in (question.accepts, question.ask_first):
            for fact, values in accepted.items():
                assert set(values) < values_of(fact), question.key


def test_parts_and_channels_that_can_be_asked_for_exist_in_the_catalogue():
    assert {option.value for option in QUESTIONS["municipality_part"].options} <= values_of("municipality_role")
    assert {option.value for option in QUESTIONS["channels"].options} <= values_of("channels")
