"""The fields of a place and of a sentence: what is understood, kept, refused and dropped."""

import pytest

from stappenplan.method.declarations import RESIDENT
from stappenplan.municipalities.names import MUNICIPALITIES, everyday_name, typed_name
from tests.support.step_forms import cleaned, faults, form

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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
    assert field.place_choices == [
        "Nes (Ameland, Friesland)",
        "Nes (Heerenveen, Friesland)",
        "Nes (Noardeast-Fryslân, Friesland)",
    ]
    kept = [cleaned("start", {"audience": RESIDENT, "place": choice})["place"] for choice in field.place_choices]
    assert kept == ["Ameland", "Heerenveen", "Noardeast-Fryslân"]


@pytest.mark.parametrize("typed", ["Donkerb", "Sint Annap", "Krali", "Zoetermer", "Rotterdam Lage Land"])
def test_a_beginning_or_a_guess_is_offered_and_never_an_answer(typed):
    filled = form("start", {"audience": RESIDENT, "place": typed})
    assert "place" in filled.errors
    assert next(field for field in filled.fields_with_questions if field.key == "place").place_choices


@pytest.mark.parametrize(
    ("typed", "named", "area"),
    [
        ("Nieuw-Dijk", "", "Nieuw-Dijk"),
        ("Charlois (Rotterdam, Zuid-Holland)", "", "Charlois"),
        ("Amsterdam Noord", "", "Amsterdam-Noord"),
        ("Nieuw-Dijk", "De Hoek", "De Hoek"),
        ("Zeist", "", None),
        ("Den Haag", "", None),
        ("Skarsterlân (Heerenveen)", "", None),
    ],
)
def test_a_village_or_district_typed_as_the_place_names_the_area_too(typed, named, area):
    given = cleaned("start", {"audience": RESIDENT, "place": typed, "area_name": named})
    assert given["area_name"] == area


def test_too_long_a_name_stays_a_mistake_beside_a_village():
    said = faults("start", {"audience": RESIDENT, "place": "Nieuw-Dijk", "area_name": "x" * 61})
    assert list(said) == ["area_name"]


def test_an_unknown_place_gets_a_clear_sentence_and_keeps_what_was_typed():
    filled = form("start", {"audience": RESIDENT, "place": "Xyzzyveen"})
    assert filled.errors["place"] == [
        "We kennen deze plaats niet. Controleer de naam, noem de gemeente, of laat het veld leeg."
    ]
    assert next(field for field in filled.fields_with_questions if field.key == "place").value_text == "Xyzzyveen"


def test_a_kept_place_is_shown_by_its_everyday_name():
    filled = form("start", {"audience": RESIDENT, "place": "'s-Gravenhage"})
    assert next(field for field in filled.fields_with_questions if field.key == "place").value_text == "Den Haag"


def test_every_municipality_is_accepted_by_its_official_and_its_everyday_name():
    for name in MUNICIPALITIES:
        assert cleaned("start", {"audience": RESIDENT, "place": typed_name(name)})["place"] == name
        for typed in (name, everyday_name(name)):
            assert cleaned("start", {"audience": RESIDENT, "place": typed}, exact_place=True)["place"] == name


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


def name(text):
    return cleaned("start", {"audience": RESIDENT, "area_name": text})["area_name"]


def test_the_name_of_a_neighbourhood_is_kept_as_it_was_typed_without_what_cannot_be_seen():
    assert name("  't  Goy\u200e \x00(Oost) ") == "'t Goy (Oost)"
    assert name("") is None and name(" \x07") is None


def test_the_name_of_a_neighbourhood_holds_sixty_characters_and_no_more():
    assert name("x" * 60) == "x" * 60
    said = faults("start", {"audience": RESIDENT, "area_name": "x" * 61})
    assert said == {"area_name": ["Maak de naam korter. Er passen hooguit 60 tekens in."]}
