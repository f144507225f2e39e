"""The municipalities behind the question `place`: the names people type, and what they mean."""

import pytest

from stappenplan.municipalities.names import (
    EVERYDAY,
    GUESSES_AT_MOST,
    MUNICIPALITIES,
    Match,
    drop_suffix,
    everyday_name,
    find_municipalities,
    suggested_names,
)


def names(text):
    return [match.name for match in find_municipalities(text)]


def test_there_are_342_municipalities_in_twelve_provinces_each_with_a_place():
    assert len(MUNICIPALITIES) == 342
    assert len({one.province for one in MUNICIPALITIES.values()}) == 12
    assert sum(len(one.villages) for one in MUNICIPALITIES.values()) == 2501
    assert all(one.villages for one in MUNICIPALITIES.values())


def test_everyday_names_belong_to_official_names_of_the_file():
    for name, spoken in EVERYDAY.items():
        one = MUNICIPALITIES[name]
        assert one.everyday == spoken
        assert spoken in one.former


def test_two_municipalities_never_have_the_same_everyday_name():
    spoken = [one.everyday for one in MUNICIPALITIES.values()]
    assert len(spoken) == len(set(spoken))


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("'s-Gravenhage", "Den Haag"),
        ("'s-Hertogenbosch", "Den Bosch"),
        ("Bergen (L.)", "Bergen (Limburg)"),
        ("Rijswijk (ZH.)", "Rijswijk"),
        ("Aalten", "Aalten"),
        ("No such municipality", "No such municipality"),
    ],
)
def test_people_see_the_everyday_name(official, spoken):
    assert everyday_name(official) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "'s-Hertogenbosch",
        "’s-Hertogenbosch",
        "s-hertogenbosch",
        "s hertogenbosch",
        "'S HERTOGENBOSCH",
        "den bosch",
        " Den Bosch ",
        "DenBosch",
    ],
)
def test_den_bosch_is_found_however_it_is_spelled(text):
    assert find_municipalities(text) == (Match("'s-Hertogenbosch"),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("den haag", "'s-Gravenhage"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("nuenen", "Nuenen, Gerwen en Nederwetten"),
        ("Bergen (NH.)", "Bergen (NH.)"),
        ("bergen nh", "Bergen (NH.)"),
        ("Bergen (Limburg)", "Bergen (L.)"),
        ("St. Michielsgestel", "Sint-Michielsgestel"),
        ("Utrecht", "Utrecht"),
        ("Groningen", "Groningen"),
        ("Rijswijk", "Rijswijk (ZH.)"),
        ("Katwijk", "Katwijk"),
        ("Hengelo", "Hengelo (O.)"),
    ],
)
def test_an_official_or_everyday_name_means_that_municipality_alone(text, name):
    assert find_municipalities(text) == (Match(name),)


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("Spijkenisse", "Nissewaard", "Spijkenisse"),
        ("maarn", "Utrechtse Heuvelrug", "Maarn"),
        ("hengelo gld", "Bronckhorst", "Hengelo"),
        ("elst ut", "Rhenen", "Elst"),
        ("Rijswijk (NB)", "Altena", "Rijswijk"),
        ("Smalle Ee", "Smallingerland", "Smalle Ee"),
        ("nieuwer ter aa", "Stichtse Vecht", "Nieuwer Ter Aa"),
        ("st. oedenrode", "Meierijstad", "Sint-Oedenrode"),
    ],
)
def test_a_former_name_or_village_says_through_what_it_was_found(text, name, via):
    assert find_municipalities(text) == (Match(name, via),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bergen", ["Bergen (L.)", "Bergen (NH.)"]),
        ("Nes", ["Ameland", "Heerenveen", "Noardeast-Fryslân"]),
        ("Loenen", ["Stichtse Vecht", "Apeldoorn"]),  # a former municipality comes before a village
        ("Afferden", ["Bergen (L.)", "Druten"]),
        ("Elst", ["Overbetuwe", "Rhenen"]),
        ("Haren", ["Groningen", "Oss"]),
    ],
)
def test_a_name_that_is_not_unique_gives_a_choice(text, expected):
    assert names(text) == expected


def test_a_divided_municipality_gives_each_successor():
    assert set(names("Boarnsterhim")) == {"De Fryske Marren", "Heerenveen", "Leeuwarden", "Súdwest-Fryslân"}


def test_the_beginning_of_a_name_is_enough_when_nothing_is_spelled_so():
    assert names("bergen op") == ["Bergen op Zoom"]
    assert "'s-Hertogenbosch" in names("s-hertogenb")
    assert names("amers")[0] == "Amersfoort"


def test_guesses_put_municipalities_before_villages_and_stay_few():
    guesses = find_municipalities("ber")
    assert 1 < len(guesses) <= GUESSES_AT_MOST
    through = [match.via != "" for match in guesses]
    assert through == sorted(through)
    assert len(set(names("ber"))) == len(guesses)


@pytest.mark.parametrize("text", ["", " ", "x", "be", "Brussel", "nergenshuizen", "-'("])
def test_what_is_no_name_gives_nothing(text):
    assert find_municipalities(text) == ()


def test_every_official_and_everyday_name_finds_its_municipality_alone():
    for one in MUNICIPALITIES.values():
        assert find_municipalities(one.name) == find_municipalities(one.everyday) == (Match(one.name),)


def test_every_place_and_former_name_finds_its_municipality():
    for one in MUNICIPALITIES.values():
        others = {other.everyday for other in MUNICIPALITIES.values()} | set(MUNICIPALITIES)
        for place in (*one.former, *one.villages):
            if drop_suffix(place) not in others - {one.name, one.everyday}:
                assert one.name in names(place), place


def test_every_suggestion_means_one_municipality():
    assert all(len(find_municipalities(suggestion)) == 1 for suggestion in suggested_names())


def test_suggestions_are_sorted_once_each_and_hold_names_and_places():
    offered = suggested_names()
    assert len(offered) == len(set(offered))
    assert {"Den Haag", "'s-Gravenhage", "Bergen (Limburg)", "Aalten", "Nes (Ameland)"} <= set(offered)
    assert "Afferden (Bergen, Limburg)" in offered
    assert "Spijkenisse (Nissewaard)" in offered
    assert "Aalten (Aalten)" not in offered
    assert find_municipalities("Nes (Ameland)") == (Match("Ameland", "Nes"),)
