"""The municipalities behind the question `place`: the names people type, and what they mean."""

import pytest

from stappenplan.municipalities.names import (
    EVERYDAY,
    MUNICIPALITIES,
    Match,
    area_name_of,
    drop_suffix,
    everyday_name,
    file_names,
    find_by_name,
    is_municipality,
    read_places,
    typed_name,
)

pytestmark = pytest.mark.any_database
PLACES = read_places()
# Municipalities that share their name with a place elsewhere: the visitor is asked which.
SHARED = {
    *("Beek", "Beuningen", "Bloemendaal", "Buren", "Doesburg", "Hengelo", "Heusden", "Hoorn", "Katwijk", "Laren"),
    *("Noordwijk", "Oosterhout", "Rijswijk", "Scherpenzeel", "Steenbergen", "Stein", "Voorst"),
}


def names(text):
    return [match.name for match in find_by_name(text)]


def test_there_are_342_municipalities_in_twelve_provinces_each_with_a_place():
    assert len(MUNICIPALITIES) == 342
    assert len({one.province for one in MUNICIPALITIES.values()}) == 12
    assert sum(len(one.villages) for one in MUNICIPALITIES.values()) == 2501
    assert all(one.villages for one in MUNICIPALITIES.values())


def test_every_place_is_there_once_in_a_municipality_that_exists_and_is_of_a_known_kind():
    assert {place.municipality for place in PLACES} == set(MUNICIPALITIES)
    assert {place.kind for place in PLACES} == {"woonplaats", "plaats", "wijk", "stadsdeel"}
    assert len({(place.name, place.municipality) for place in PLACES}) == len(PLACES) > 3000


def test_everyday_names_belong_to_official_names_of_the_file():
    for name, spoken in EVERYDAY.items():
        one = MUNICIPALITIES[name]
        assert one.everyday == spoken
        assert spoken in one.former


def test_two_municipalities_never_have_the_same_everyday_name_or_label():
    for names_of_all in ([one.everyday for one in MUNICIPALITIES.values()], [m.label for m in MUNICIPALITIES.values()]):
        assert len(names_of_all) == len(set(names_of_all))


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


SPELLINGS = {
    # Marks, spaces, capitals
    "'s-Hertogenbosch": (
        *("'s-Hertogenbosch", "’s-Hertogenbosch", "‘s Hertogenbosch", "s-hertogenbosch", "s hertogenbosch"),
        *("'S HERTOGENBOSCH", "den bosch", " Den Bosch ", "DenBosch", "Den\u00a0Bosch", "\u200bDen Bosch"),
    ),
    "'s-Gravenhage": ("den haag", "Den Haag (Zuid-Holland)", "Den Haag, Zuid-Holland", "gemeente Den Haag"),
    "Súdwest-Fryslân": ("sudwest fryslan", "SÚDWEST-FRYSLÂN", "Sudwest Fryslan", "Zuidwest-Friesland"),
    "IJsselstein": ("ijsselstein utrecht", "\u0132sselstein"),
    # Official and everyday names
    "Nuenen, Gerwen en Nederwetten": ("nuenen", "Nuenen c.a.", "Nuenen (Noord-Brabant)"),
    "Bergen (NH.)": ("Bergen (NH.)", "bergen nh", "Bergen (Noord-Holland)", "Bergen, Noord-Holland"),
    "Bergen (L.)": ("Bergen (Limburg)", "Bergen Limburg", "bergen (l.)"),
    "Sint-Michielsgestel": ("St. Michielsgestel", "St Michielsgestel", "Sint Michielsgestel"),
    # The word gemeente
    "Utrecht": ("Utrecht", "Gemeente Utrecht", "gemeente utrecht", "de gemeente Utrecht", "Utrecht (gemeente)"),
    "Zeist": ("gem. Zeist", "Gem Zeist", "Zeist, gemeente", "municipality of Zeist"),
    "Katwijk": ("gemeente Katwijk", "Katwijk (gemeente)", "Katwijk (Zuid-Holland)"),
    # aan de, aan den, and how they are shortened
    "Krimpen aan den IJssel": ("Krimpen a/d IJssel", "krimpen a.d. ijssel", "Krimpen aan de IJssel"),
    "Capelle aan den IJssel": ("Capelle a/d IJssel", "Capelle ad IJssel", "Capelle a d IJssel"),
    "Alphen aan den Rijn": ("Alphen a/d Rijn", "Alphen a.d. Rijn", "Alphen a/d. Rijn", "Alphen aan de Rijn"),
    # Frisian and Dutch names of municipalities
    "Leeuwarden": ("Ljouwert",),
    "Heerenveen": ("It Hearrenfean",),
    "Harlingen": ("Harns",),
    "Ameland": ("It Amelân", "it amelan"),
    "Schiermonnikoog": ("Skiermûntseach",),
    "Tytsjerksteradiel": ("Tietjerksteradeel",),
    "Dantumadiel": ("Dantumadeel",),
    "De Fryske Marren": ("De Friese Meren",),
    # Of the municipalities that share a name, the one that is written out
    "Laren (NH.)": ("Laren (NH.)", "Laren (Noord-Holland)", "gemeente Laren"),
    "Hengelo (O.)": ("Hengelo (O.)", "Hengelo, Overijssel", "hengelo overijssel"),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SPELLINGS.items() for text in texts])
def test_a_municipality_is_found_however_it_is_spelled(name, text):
    assert [(match.name, area_name_of(match)) for match in find_by_name(text)] == [(name, "")]


PLACES_SPELLED = {
    ("Nissewaard", "Spijkenisse"): ("Spijkenisse",),
    ("Utrechtse Heuvelrug", "Maarn"): ("maarn", "Maarn (Utrechtse Heuvelrug, Utrecht)", "Maarn, Utrecht"),
    ("Bronckhorst", "Hengelo"): ("hengelo gld", "Hengelo (Bronckhorst)", "Bronckhorst Hengelo"),
    ("Rhenen", "Elst"): ("elst ut", "Elst, Rhenen", "Elst (Rhenen, Utrecht)"),
    ("Altena", "Rijswijk"): ("Rijswijk (NB)", "Rijswijk (Altena, Noord-Brabant)"),
    ("Smallingerland", "Smalle Ee"): ("Smalle Ee",),
    ("Stichtse Vecht", "Nieuwer Ter Aa"): ("nieuwer ter aa",),
    ("Meierijstad", "Sint-Oedenrode"): ("st. oedenrode",),
    ("Lochem", "Laren"): ("Laren Lochem", "Laren (Lochem, Gelderland)", "Laren, Gelderland"),
    # Villages and hamlets that the register does not have
    ("Montferland", "Nieuw-Dijk"): ("Nieuw-Dijk", "nieuw dijk", "Nieuwdijk", "Nieuw-Dijk (Montferland, Gelderland)"),
    ("Montferland", "Loil"): ("Loil",),
    ("Castricum", "Bakkum"): ("Bakkum",),
    ("Bunschoten", "Spakenburg"): ("Spakenburg",),
    # Districts and parts of cities
    ("'s-Gravenhage", "Scheveningen"): ("Scheveningen", "Scheveningen Den Haag", "Den Haag Scheveningen"),
    ("Rotterdam", "Charlois"): ("Charlois", "Rotterdam-Charlois", "Charlois (Rotterdam, Zuid-Holland)"),
    ("Venlo", "Blerick"): ("Blerick",),
    ("Almere", "Almere Haven"): ("Almere Haven", "almere-haven"),
    ("Amsterdam", "Amsterdam-Noord"): ("Amsterdam-Noord", "Amsterdam Noord", "Noord, Amsterdam"),
    ("Amsterdam", "Amsterdam-Nieuw-West"): ("Amsterdam Nieuw-West",),
    ("Amsterdam", "Amsterdam-Zuidoost"): ("Amsterdam Zuidoost",),
    ("Rotterdam", "Rotterdam-Zuid"): ("Rotterdam Zuid", "gemeente Rotterdam Zuid"),
    ("'s-Gravenhage", "Den Haag-Zuidwest"): ("Den Haag Zuidwest",),
    # Frisian and Dutch names of places, articles, marks
    ("Súdwest-Fryslân", "Snits"): ("Snits",),
    ("Súdwest-Fryslân", "Boalsert"): ("Boalsert",),
    ("Waadhoeke", "Frjentsjer"): ("Frjentsjer",),
    ("Dantumadiel", "Veenwouden"): ("Veenwouden",),
    ("Houten", "'t Goy"): ("'t Goy", "’t Goy", "t goy", "Het Goy"),
    ("Rotterdam", "Hoek van Holland"): ("Hoek v. Holland",),
    ("Lansingerland", "Berkel en Rodenrijs"): ("Berkel & Rodenrijs",),
    ("Borger-Odoorn", "Tweede Exloërmond"): ("tweede exloermond",),
    ("Borger-Odoorn", "2e Exloërmond"): ("2e Exloërmond",),
}


@pytest.mark.parametrize(
    ("name", "via", "text"), [(*found, text) for found, texts in PLACES_SPELLED.items() for text in texts]
)
def test_a_place_or_former_name_says_through_what_it_was_found(name, via, text):
    assert find_by_name(text) == (Match(name, via),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bergen", ["Bergen (L.)", "Bergen (NH.)"]),
        ("Nes", ["Ameland", "Heerenveen", "Noardeast-Fryslân"]),
        ("Loenen", ["Stichtse Vecht", "Apeldoorn"]),  # a former municipality comes before a village
        ("Afferden", ["Bergen (L.)", "Druten"]),
        ("Elst", ["Overbetuwe", "Rhenen"]),
        ("Haren", ["Groningen", "Oss"]),
        ("Strijp", ["Eindhoven", "Rijswijk (ZH.)"]),
        ("Schalkwijk", ["Houten", "Haarlem"]),
    ],
)
def test_a_name_that_is_not_unique_gives_a_choice(text, expected):
    assert sorted(names(text)) == sorted(expected)


def test_a_municipality_that_shares_its_name_with_a_place_elsewhere_comes_first_and_asks():
    asking = {one.everyday for one in MUNICIPALITIES.values() if len(find_by_name(one.everyday)) > 1}
    assert asking == SHARED
    for one in MUNICIPALITIES.values():
        assert find_by_name(one.everyday)[0] == Match(one.name)


def test_a_divided_municipality_gives_each_successor():
    assert set(names("Boarnsterhim")) == {"De Fryske Marren", "Heerenveen", "Leeuwarden", "Súdwest-Fryslân"}


@pytest.mark.parametrize("text", ["bergen op", "amers", "s-hertogenb", "Donkerb", "Sint Annap"])
def test_the_beginning_of_a_name_is_no_name(text):
    assert find_by_name(text) == ()


@pytest.mark.parametrize("text", ["", " ", "x", "be", "Brussel", "nergenshuizen", "-'(", "gemeente", "a/d", "Noord"])
def test_what_is_no_name_gives_nothing(text):
    assert find_by_name(text) == ()


def test_every_place_and_alternative_is_found_by_its_name_alone_and_with_municipality_and_province():
    for place in PLACES:
        one = MUNICIPALITIES[place.municipality]
        for name in (place.name, drop_suffix(place.name), *place.alternatives):
            assert one.name in names(name), name
            for text in (
                *(f"{name}, {one.plain}", f"{name} ({one.everyday})", f"{name} {one.plain}", f"{one.plain} {name}"),
                *(f"{name} ({one.plain}, {one.province})", f"{name}, {one.name}", f"{name}, gemeente {one.plain}"),
            ):
                assert one.name in names(text), text


def test_a_place_with_its_municipality_and_province_means_that_alone():
    for place in PLACES:
        one = MUNICIPALITIES[place.municipality]
        assert names(f"{drop_suffix(place.name)} ({one.plain}, {one.province})") == [one.name], place


def test_every_former_name_finds_its_municipality():
    for one in MUNICIPALITIES.values():
        for name in one.former:
            assert one.name in names(name), name


def test_a_place_is_an_area_and_a_municipality_or_its_former_name_is_not():
    areas = {
        text: [area_name_of(match) for match in find_by_name(text)]
        for text in ("Loil", "Zeist", "Skarsterlân", "Snits")
    }
    assert areas == {"Loil": ["Loil"], "Zeist": [""], "Skarsterlân": ["", ""], "Snits": ["Snits"]}
    assert [area_name_of(match) for match in find_by_name("Rotterdam Zuid")] == ["Rotterdam-Zuid"]
    assert [area_name_of(match) for match in find_by_name("Spijkenisse")] == ["Spijkenisse"]  # former, and a town


def test_what_a_field_shows_of_a_municipality_means_that_municipality_alone():
    for name in MUNICIPALITIES:
        assert find_by_name(typed_name(name)) == (Match(name),)
    assert typed_name("Hengelo (O.)") == "Hengelo (Overijssel)"
    assert typed_name("'s-Gravenhage") == "Den Haag"
    assert typed_name("Nowhere") == "Nowhere"


def test_every_suggestion_means_one_municipality():
    assert [name for name in file_names() if len(find_by_name(name)) != 1] == []


def test_suggestions_are_there_once_each_municipalities_first():
    offered = file_names()
    assert len(offered) == len(set(offered))
    assert {typed_name(name) for name in MUNICIPALITIES} == set(offered[: len(MUNICIPALITIES)])
    assert {"Den Haag", "'s-Gravenhage", "Bergen (Limburg)", "Aalten", "Nes (Ameland, Friesland)"} <= set(offered)
    assert {"Afferden (Bergen, Limburg)", "Spijkenisse (Nissewaard, Zuid-Holland)"} <= set(offered)
    assert {"Nieuw-Dijk (Montferland, Gelderland)", "Charlois (Rotterdam, Zuid-Holland)"} <= set(offered)
    assert not any(name.startswith(("Aalten (Aalten", "Bergen (Bergen", "Bergen (L.")) for name in offered)


def test_every_municipality_that_a_platform_names_exists(catalogue):
    named = {name for names in catalogue.values_list("municipalities", flat=True) for name in names}
    assert "Utrecht" in named and [name for name in named if not is_municipality(name)] == []


@pytest.mark.parametrize("name", ["Utrecht", "'s-Gravenhage", "Wijdemeren"])
def test_a_municipality_of_today_and_one_that_ended_are_known(name):
    assert is_municipality(name) and not is_municipality(f"{name}-Noord")
