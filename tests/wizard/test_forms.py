"""The questions as a form: its pages, its rules, and the same rules for an API request."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stappenplan.method.declarations import MANY, OFFICIAL, PLACE, RESIDENT, SCALE, TEXT
from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS, QUICK_CHECK, STEPS
from stappenplan.method.steps.success import WISH_LIST, WISHES
from stappenplan.municipalities.names import MUNICIPALITIES, everyday_name
from stappenplan.wizard.forms import StepForm, as_data, prefill_values
from stappenplan.wizard.pages import PAGES, QUESTIONS_ON_A_PAGE, first_open_page, page_of
from stappenplan.wizard.validation import check_answers
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

pytestmark = pytest.mark.any_database

STEP = {step.key: step for step in STEPS}
WISH_KEYS = [wish.key for wish in WISH_LIST]


def form(step, answers, earlier=None, **options):
    """The form of a whole step with these answers sent in."""
    questions = STEP[step].questions
    sent = as_data(answers, questions)
    return StepForm(sent, questions=questions, answers=earlier or {}, step=STEP[step], **options)


def faults(step, answers, earlier=None):
    """What a step says about these answers: question -> sentences."""
    return {key: [str(error) for error in errors] for key, errors in form(step, answers, earlier).errors.items()}


def cleaned(step, answers, **options):
    filled = form(step, answers, **options)
    assert filled.is_valid(), filled.errors
    return filled.cleaned_data


# --- pages ---------------------------------------------------------------------------------------------------------


def test_every_question_is_on_exactly_one_page():
    asked = [question.key for page in PAGES.values() for question in page.questions]
    assert asked == list(QUESTIONS)


def test_a_page_holds_at_most_three_questions_or_the_wishes_alone():
    for page in PAGES.values():
        groups = {question.group for question in page.questions}
        assert len(groups) == 1, page.key
        assert groups == {WISHES} or len(page.questions) <= QUESTIONS_ON_A_PAGE == 3, page.key
    assert [page.key for page in PAGES.values() if page.questions[0].group] == ["succesfactoren-2"]


def test_the_wishes_are_all_nine_on_one_page():
    assert [question.key for question in PAGES["succesfactoren-2"].questions] == WISH_KEYS
    assert len(WISH_KEYS) == 9


def test_page_keys_are_the_step_and_from_the_second_page_a_number():
    for page in PAGES.values():
        assert page.key == (page.step.key if page.number == 1 else f"{page.step.key}-{page.number}")
    assert [page.key for page in PAGES.values() if page.number == 1] == [step.key for step in STEPS]
    assert list(PAGES)[:4] == ["start", "doel", "doel-2", "doel-3"]


def test_a_page_knows_how_many_pages_its_step_has():
    for page in PAGES.values():
        assert page.count == sum(other.step is page.step for other in PAGES.values())


def test_page_of_finds_the_page_of_a_question():
    assert page_of("audience") == "start"
    assert page_of("w_export") == "succesfactoren-2"


def test_a_follow_up_is_shown_on_the_page_of_the_question_it_follows():
    asked = [question.key for question in PAGES["doel-2"].asked({"audience": RESIDENT})]
    assert asked == ["bottleneck", "result_sharp", "goal_sentence"]


def test_a_question_for_the_other_audience_is_not_asked():
    keys = {
        audience: {question.key for page in PAGES.values() for question in page.asked({"audience": audience})}
        for audience in (OFFICIAL, RESIDENT)
    }
    assert keys[OFFICIAL] - keys[RESIDENT] == {"measure", "rung", "reply", "legal_ready"}
    assert keys[RESIDENT] - keys[OFFICIAL] == {"group_form"}


def test_a_page_is_complete_when_each_question_that_applies_has_an_entry_even_an_empty_one():
    page = PAGES["doel-2"]
    assert not page.complete({"bottleneck": "conflict"})
    assert page.complete({"bottleneck": None, "result_sharp": "not_yet"})
    assert not page.complete({"bottleneck": None, "result_sharp": "in_words"})
    assert page.complete({"bottleneck": None, "result_sharp": "in_words", "goal_sentence": None})


def test_the_first_open_page_is_the_first_with_a_question_without_an_entry():
    assert first_open_page({}) == "start"
    assert first_open_page({"audience": RESIDENT, "place": None}) == "doel"
    assert first_open_page({key: OFFICIAL_READY.get(key) for key in QUESTIONS}) is None
    without = {key: OFFICIAL_READY.get(key) for key in QUESTIONS if key != "moderation"}
    assert first_open_page(without) == "online-en-offline-2"


# --- rules ---------------------------------------------------------------------------------------------------------

EXCLUSIVE = [
    (question.key, option.value, other.value)
    for question in QUESTIONS.values()
    for option in question.options
    if option.alone
    for other in question.options
    if other is not option
]


def step_of(key):
    return next(step.key for step in STEPS if QUESTIONS[key] in step.questions)


def test_the_options_that_exclude_others_are_the_ones_the_method_names():
    assert {(key, alone) for key, alone, _other in EXCLUSIVE} == {
        ("existing", "none"),
        ("existing", "unknown"),
        ("groups", "everyone"),
        ("municipality_part", "not_needed"),
        ("legal_ready", "none"),
        ("offline_ways", "none"),
    }


@pytest.mark.parametrize(("key", "alone", "other"), EXCLUSIVE)
def test_an_option_that_excludes_is_refused_beside_another(key, alone, other):
    earlier = {"audience": OFFICIAL}
    said = faults(step_of(key), earlier | {key: [alone, other]}, earlier)
    assert said[key] == ["Kies dit, of iets anders, niet allebei."]
    assert key not in faults(step_of(key), earlier | {key: [alone]}, earlier)


def test_the_main_goal_cannot_be_an_extra_goal():
    assert list(faults("doel", {"goal_main": "meet", "goal_extra": ["meet"]})) == ["goal_extra"]
    assert list(faults("doel", {"goal_main": "meet", "goal_extra": ["help", "meet"]})) == ["goal_extra"]
    assert not faults("doel", {"goal_main": "meet", "goal_extra": ["help"]})


def test_an_extra_goal_without_a_main_goal_is_accepted():
    assert cleaned("doel", {"goal_extra": ["help"]})["goal_extra"] == ["help"]


def test_at_most_two_extra_goals():
    assert not faults("doel", {"goal_extra": ["help", "share"]})
    assert faults("doel", {"goal_extra": ["help", "share", "inform"]})["goal_extra"] == [
        "Kies er hooguit 2. U koos er 3."
    ]


def test_at_most_three_wishes_are_a_must():
    three = dict.fromkeys(WISH_KEYS[:3], "must")
    assert not faults("succesfactoren", three)
    four = dict.fromkeys(WISH_KEYS[:4], "must")
    said = faults("succesfactoren", four)
    assert list(said) == ["w_free"]
    assert "drie keer" in said["w_free"][0]


def test_a_must_that_was_filled_in_beforehand_counts_as_one_of_the_three():
    earlier = {"audience": OFFICIAL, "municipality_part": ["owner"]}
    wish = QUESTIONS["w_accessible"]
    assert prefill_values(wish, earlier) == "must"
    others = dict.fromkeys(["w_free", "w_export", "w_open_source"], "must")
    assert "w_free" in faults("succesfactoren", others | {"w_accessible": "must"}, earlier)
    assert not faults("succesfactoren", others | {"w_accessible": "important"}, earlier)


def test_help_from_the_provider_does_not_count_as_one_of_the_three():
    answers = RESIDENT_READY | dict.fromkeys(WISH_KEYS, "nice") | dict.fromkeys(WISH_KEYS[:3], "must")
    clean, said = check_answers(visible_answers(answers | {"offline_help": "must"}))
    assert not said
    assert clean["offline_help"] == "must"


def test_a_value_that_is_no_option_is_refused_per_question():
    said = faults("doel", {"goal_main": "world_peace", "goal_extra": ["help", "fame"], "need_source": "both"})
    assert said == {
        "goal_main": ["Kies een van de antwoorden uit de lijst."],
        "goal_extra": ["Kies alleen antwoorden uit de lijst."],
    }


def test_only_the_audience_is_required():
    assert [question.key for question in QUESTIONS.values() if question.required] == ["audience"]
    assert list(faults("start", {})) == ["audience"]


@pytest.mark.parametrize("step", [step.key for step in STEPS if step.key != "start"])
def test_every_other_question_can_be_skipped(step):
    assert cleaned(step, {}) == {question.key: None for question in STEP[step].questions}


def test_answers_are_kept_in_the_order_of_the_question():
    one = cleaned("doel", {"goal_extra": ["share", "help"]})
    other = cleaned("doel", {"goal_extra": ["help", "share"]})
    assert one == other
    assert one["goal_extra"] == ["help", "share"]


# --- place ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Haarlem", "Haarlem"),
        ("  haarlem ", "Haarlem"),
        ("Den Haag", "'s-Gravenhage"),
        ("den haag", "'s-Gravenhage"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("Weesp", "Amsterdam"),
        ("Maarn", "Utrechtse Heuvelrug"),
        ("sint oedenrode", "Meierijstad"),
        ("Nes (Ameland)", "Ameland"),
        ("Utrecht", "Utrecht"),
        ("", None),
        ("   ", None),
    ],
)
def test_a_place_is_understood_by_its_everyday_former_and_village_name(typed, kept):
    assert cleaned("start", {"audience": RESIDENT, "place": typed})["place"] == kept


def test_an_ambiguous_place_offers_each_municipality_it_can_be():
    filled = form("start", {"audience": RESIDENT, "place": "Nes"})
    assert filled.errors["place"] == ["We kennen meer plaatsen met deze naam. Kies welke u bedoelt."]
    field = next(field for field in filled.fields_with_questions if field.key == "place")
    names = [choice["value"] for choice in field.place_choices]
    assert "Ameland" in names
    assert len(names) > 1
    assert set(names) <= set(MUNICIPALITIES)
    for name in names:
        assert cleaned("start", {"audience": RESIDENT, "place": name})["place"] == name


def test_an_unknown_place_gets_a_clear_sentence_and_keeps_what_was_typed():
    filled = form("start", {"audience": RESIDENT, "place": "Xyzzyveen"})
    assert filled.errors["place"] == ["We kennen deze gemeente niet. Controleer de naam, of laat het veld leeg."]
    assert next(field for field in filled.fields_with_questions if field.key == "place").value_text == "Xyzzyveen"


def test_a_kept_place_is_shown_by_its_everyday_name():
    filled = form("start", {"audience": RESIDENT, "place": "'s-Gravenhage"})
    assert next(field for field in filled.fields_with_questions if field.key == "place").value_text == "Den Haag"


def test_every_municipality_is_accepted_by_its_official_and_its_everyday_name():
    for name in MUNICIPALITIES:
        for typed in (name, everyday_name(name)):
            assert cleaned("start", {"audience": RESIDENT, "place": typed})["place"] == name
            assert cleaned("start", {"audience": RESIDENT, "place": typed}, exact_place=True)["place"] == name


@pytest.mark.parametrize(("name", "accepted"), [("Den Haag", True), ("Weesp", False), ("den haag", False)])
def test_the_api_takes_a_place_by_exact_name_only(name, accepted):
    clean, said = check_answers({"audience": RESIDENT, "place": name})
    assert (not said) is accepted
    assert clean["place"] == ("'s-Gravenhage" if accepted else None)


# --- text ----------------------------------------------------------------------------------------------------------


def sentence(text):
    return cleaned("doel", {"result_sharp": "in_words", "goal_sentence": text})["goal_sentence"]


def test_a_sentence_is_kept_as_it_was_typed():
    assert sentence("Op 1 juni kennen 100 mensen één nieuwe buur. <b>&amp; 😀") == (
        "Op 1 juni kennen 100 mensen één nieuwe buur. <b>&amp; 😀"
    )


def test_spaces_and_line_ends_in_a_sentence_become_single_spaces():
    assert sentence("  Een\r\n\tzin   hier. ") == "Een zin hier."


@pytest.mark.parametrize("mark", [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_marks_that_turn_the_direction_of_reading_are_dropped_from_a_sentence(mark):
    assert sentence(f"Een{chr(mark)} zin{chr(mark)}.") == "Een zin."


def test_control_characters_are_dropped_from_a_sentence():
    control = "".join(chr(code) for code in [*range(9), *range(14, 32), 127, *range(128, 160)])
    assert sentence(f"Een{control} zin.") == "Een zin."
    assert sentence("\x00\x07") is None


def test_a_sentence_holds_two_hundred_characters_and_no_more():
    assert sentence("x" * 200) == "x" * 200
    said = faults("doel", {"result_sharp": "in_words", "goal_sentence": "x" * 201})
    assert said == {"goal_sentence": ["Maak de zin korter. Er passen hooguit 200 tekens in."]}


# --- first values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["client", "owner"])
def test_who_pays_or_owns_finds_accessible_already_on_must(part):
    assert prefill_values(QUESTIONS["w_accessible"], {"audience": OFFICIAL, "municipality_part": [part]}) == "must"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"audience": OFFICIAL},
        {"audience": OFFICIAL, "municipality_part": ["participant"]},
        {"audience": RESIDENT, "municipality_part": ["owner"]},
        {"audience": OFFICIAL, "municipality_part": ["owner"], "w_accessible": "nice"},
        {"audience": OFFICIAL, "municipality_part": ["owner"], "w_accessible": None},
    ],
)
def test_nothing_is_filled_in_for_others_or_on_a_question_that_has_an_entry(answers):
    assert prefill_values(QUESTIONS["w_accessible"], answers) is None


def test_a_first_value_is_never_an_answer():
    answers = {"audience": OFFICIAL, "municipality_part": ["owner"]}
    assert visible_answers(answers)["w_accessible"] is None
    clean, said = check_answers(answers)
    assert not said
    assert "w_accessible" not in clean


# --- any answers at all --------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
VALUES = st.sampled_from([option.value for question in QUESTIONS.values() for option in question.options])
NEARLY = st.dictionaries(
    st.sampled_from(list(QUESTIONS)) | st.text(max_size=10),
    JSON | VALUES | st.lists(VALUES, max_size=4) | st.sampled_from(list(MUNICIPALITIES)),
    max_size=12,
)


def value_of(question):
    """Any valid answer to a question; None when it is skipped."""
    if question.kind == PLACE:
        given = st.sampled_from(list(MUNICIPALITIES))
    elif question.kind == TEXT:
        letters = st.characters(exclude_categories=("C", "Z"))
        given = st.text(letters, min_size=1, max_size=question.at_most)
    elif question.kind == MANY:
        together = [option.value for option in question.options if not option.alone]
        some = st.lists(st.sampled_from(together), unique=True, min_size=1, max_size=question.at_most)
        alone = [[option.value] for option in question.options if option.alone]
        in_order = some.map(lambda values: [value for value in together if value in values])
        given = st.sampled_from(alone) | in_order if alone else in_order
    else:
        given = st.sampled_from([option.value for option in question.options])
    return given if question.required else st.none() | given


@st.composite
def valid_answers(draw):
    """A whole set of answers that keeps the rules: every question that applies, in order."""
    answers = {}
    for key, question in QUESTIONS.items():
        if key not in visible_answers(answers):
            continue
        value = draw(value_of(question))
        if key == "goal_extra" and value and answers.get("goal_main") in value:
            value = [goal for goal in value if goal != answers["goal_main"]] or None
        if key in WISH_KEYS and value == "must" and sum(answers.get(wish) == "must" for wish in WISH_KEYS) == 3:
            value = "important"
        answers[key] = value
    return answers


@given(JSON | NEARLY)
@example([])
@example(None)
@example({"existing": [[]]})
@example({"goal_main": {"meet": True}})
@example({"groups": ["older", "older"]})
@example({"place": "\ud800"})
@example({"goal_sentence": "\ud800", "result_sharp": "in_words"})
def test_whatever_is_sent_check_says_what_is_wrong_and_never_breaks(anything):
    clean, said = check_answers(anything)
    assert all(isinstance(key, str) and isinstance(fault, str) and fault for key, fault in said)
    assert set(clean) <= set(QUESTIONS)
    json.dumps(clean)


@given(NEARLY | valid_answers())
def test_clean_answers_are_clean_again(answers):
    clean, said = check_answers(answers)
    if not said:
        assert check_answers(clean) == (clean, [])


@given(valid_answers())
def test_valid_answers_pass_and_stay_as_they_were(answers):
    assert check_answers(answers) == (answers, [])


@given(valid_answers())
def test_stored_answers_come_back_from_the_forms_of_the_pages_unchanged(answers):
    stored = {}
    for page in PAGES.values():
        questions = page.asked(stored)
        sent = StepForm(as_data(answers, questions), questions=questions, answers=stored, step=page.step)
        assert sent.is_valid(), sent.errors
        stored |= sent.cleaned_data
    assert visible_answers(stored) == visible_answers(answers)
    assert {key: stored[key] for key in visible_answers(answers)} == answers


# --- the check of a request ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(PERSONAS))
def test_the_answers_of_everybody_in_the_cast_are_valid(name):
    answers = {key: value for key, value in visible_answers(PERSONAS[name]).items() if value is not None}
    _clean, said = check_answers(answers | {"audience": answers.get("audience", RESIDENT)})
    assert not said


def test_a_follow_up_that_does_not_apply_is_refused():
    said = check_answers({"audience": RESIDENT, "result_sharp": "not_yet", "goal_sentence": "Een zin."})[1]
    assert said == [("goal_sentence", "Deze vraag geldt hier niet. Ze hangt af van: result_sharp.")]
    assert [key for key, _fault in check_answers({"audience": RESIDENT, "rung": "direct"})[1]] == ["rung"]


def test_a_follow_up_that_does_not_apply_may_be_named_as_skipped():
    assert not check_answers({"audience": RESIDENT, "rung": None, "legal_ready": []})[1]


def test_every_fault_is_named_at_once():
    said = check_answers(
        {
            "goal_main": "meet",
            "goal_extra": ["meet"],
            "existing": "facebook",
            "groups": ["everyone", "older"],
            "moderation": ["residents"],
            "colour": "blue",
            **dict.fromkeys(WISH_KEYS[:4], "must"),
        }
    )[1]
    assert sorted(key for key, _fault in said) == [
        "audience",
        "colour",
        "existing",
        "goal_extra",
        "groups",
        "moderation",
        "w_free",
    ]


def test_the_quick_check_asks_its_eight_questions():
    assert [question.key for question in QUICK_CHECK] == [
        "need_source",
        "result_sharp",
        "bottleneck",
        "core_team",
        "existing",
        "existing_works",
        "connectors",
        "offline_ways",
    ]


# --- what a page shows ---------------------------------------------------------------------------------------------


def fields(questions, answers, data=None):
    shown = StepForm(data, questions=questions, answers=answers, initial=answers)
    return {field.key: field for field in shown.fields_with_questions}


def test_the_main_goal_is_not_offered_as_an_extra_goal():
    offered = fields([QUESTIONS["goal_extra"]], {"goal_main": "help"})["goal_extra"].choices
    assert "help" not in [choice["value"] for choice in offered]
    assert len(offered) == len(QUESTIONS["goal_extra"].options) - 1


def test_ids_are_the_question_and_a_number_from_one():
    for key, field in fields(PAGES["doel"].questions, {}).items():
        assert [choice["id"] for choice in field.choices] == [f"{key}-{n}" for n in range(1, len(field.choices) + 1)]


def test_a_question_has_the_words_for_who_answers_it():
    question = QUESTIONS["municipality_part"]
    for audience in (OFFICIAL, RESIDENT):
        label = fields([question], {"audience": audience})["municipality_part"].label_text
        assert label == question.label_for(audience)
    assert question.label_for(OFFICIAL) != question.label_for(RESIDENT)


def test_a_follow_up_on_the_same_page_says_when_it_counts():
    shown = fields(PAGES["doel-2"].questions, {})
    assert shown["goal_sentence"].applies_when == (
        "Alleen als u hierboven koos: “Ja, met een getal en een datum” of “Ja, in woorden”."
    )
    assert shown["bottleneck"].applies_when == ""
    assert fields(PAGES["doel-3"].questions, {})["measure"].applies_when == ""


def test_scales_offer_the_four_weights():
    for question in QUESTIONS.values():
        if question.kind == SCALE:
            assert [option.value for option in question.options] == ["must", "important", "nice", "not_important"]
