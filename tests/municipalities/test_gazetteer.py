"""The gazetteer: what a text can mean, the places of the catalogue, and an address for each municipality."""

import pytest

from platforms.models import Catalogue
from stappenplan.municipalities.gazetteer import (
    GUESSES_AT_MOST,
    by_slug,
    find_by_name,
    find_matches,
    find_place,
    suggested_names,
)
from stappenplan.municipalities.names import MUNICIPALITIES, Match

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_municipality_has_an_address_of_its_own_in_the_words_that_people_use():
    assert len(by_slug()) == len(MUNICIPALITIES)
    assert by_slug()["den-haag"].name == "'s-Gravenhage"
    assert by_slug()["bergen-limburg"].name == "Bergen (L.)"
    assert by_slug()["sudwest-fryslan"].name == "Súdwest-Fryslân"


def test_every_place_that_only_platforms_of_one_municipality_name_is_found(catalogue):
    municipalities = {}
    for platform in Catalogue.current().platforms:
        for place in platform.places:
            municipalities.setdefault(place, set()).update(platform.municipalities)
    local = {place: found for place, found in municipalities.items() if len(found) == 1}
    missed = {place for place, found in local.items() if not found & {match.name for match in find_place(place)}}
    assert len(local) > 80 and missed == {"Noord-Holland", "regio Rijnmond"}


@pytest.mark.parametrize(
    ("text", "expected"), [("Lemselo", "Dinkelland"), ("volthe", "Dinkelland"), ("Foxel", "Emmen")]
)
def test_a_hamlet_that_only_the_catalogue_knows_is_found(catalogue, text, expected):
    assert [match.name for match in find_place(text)] == [expected]
    assert any(name.casefold().startswith(f"{text.casefold()} ({expected}".casefold()) for name in suggested_names())


def test_without_a_catalogue_the_names_of_the_files_remain(empty_catalogue):
    assert find_place("Lemselo") == ()
    assert find_place("Nieuw-Dijk") == (Match("Montferland", "Nieuw-Dijk"),)


def labels(text):
    return [match.label for match in find_matches(text)]


def test_the_beginning_of_a_name_is_a_guess(catalogue):
    assert labels("bergen op") == ["Bergen op Zoom (Noord-Brabant)"]
    assert "Den Bosch (Noord-Brabant)" in labels("s-hertogenb")
    assert labels("amers")[0] == "Amersfoort (Utrecht)"
    assert "Donkerbroek (Ooststellingwerf, Friesland)" in labels("donkerb")
    assert "Nieuw-Dijk (Montferland, Gelderland)" in labels("Nieuw-Dij")


def test_guesses_put_municipalities_before_villages_and_stay_few(catalogue):
    guesses = find_matches("ber")
    assert 1 < len(guesses) <= GUESSES_AT_MOST
    through = [match.via != "" for match in guesses]
    assert through == sorted(through)
    assert len(set(guesses)) == len(guesses)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoetermer", "Zoetermeer (Zuid-Holland)"),
        ("Scherpezeel", "Scherpenzeel (Gelderland)"),
        ("Nieuw-Dyk", "Nieuw-Dijk (Montferland, Gelderland)"),
        ("Utregt", "Utrecht (Utrecht)"),
        ("Maastrigd", "Maastricht (Limburg)"),
        ("Leyden", "Leiden (Zuid-Holland)"),
        ("Rotterdam Lage Land", "Rotterdam (Zuid-Holland)"),
        ("Het Lage Land, Rotterdam", "Rotterdam (Zuid-Holland)"),
    ],
)
def test_what_is_misspelled_or_not_known_is_guessed_with_its_province(catalogue, text, expected):
    assert expected in labels(text) and find_by_name(text) == ()


@pytest.mark.parametrize("text", ["", "x", "qqqq", "Brussel", "Ypenbrug aan Zee Noord", "be"])
def test_what_looks_like_no_name_gets_no_guess(catalogue, text):
    assert find_matches(text) == ()


def test_two_mistakes_are_forgiven_only_after_a_right_first_letter(catalogue):
    assert "Apeldoorn (Gelderland)" in labels("Appeldorn")
    assert labels("Kralinchem") == [] or all(label.startswith("K") for label in labels("Kralinchem"))
