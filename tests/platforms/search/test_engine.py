"""Searching as a function: words that forgive, places, choices with counts, and what is alike."""

from dataclasses import dataclass, field, replace

import pytest

from platforms.models import Catalogue
from platforms.search.engine import Query, Search
from platforms.search.facets import FACETS
from stappenplan.municipalities import gazetteer

pytestmark = pytest.mark.any_database


@dataclass(frozen=True)
class Fact:
    value: str


@dataclass(frozen=True)
class Platform:
    """What the search reads of a platform."""

    slug: str
    name: str
    kind: str = "sharing"
    form: str = "online_platform"
    usable_in_nl: str = "yes"
    places: list = field(default_factory=list)
    municipalities: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    known: int = 0
    newest_source_year: int | None = None

    def texts(self):
        yield 4, self.name
        yield 3, " ".join(self.places + self.municipalities)


def platform(name, **more):
    goals = {f"goals.{goal}": Fact("primary") for goal in more.pop("goals", ("share",))}
    status = {"status": Fact(more.pop("status"))} if "status" in more else {}
    return Platform(name.lower(), name, facts=goals | status | more.pop("facts", {}), **more)


def names(found):
    return [one.name for one in found.platforms]


BUNNIK = platform("Moestuin", municipalities=["Bunnik"])
HAGUE = platform("Deelkast", places=["Den Haag"], municipalities=["'s-Gravenhage"])
ENSCHEDE = platform("Leenpunt", places=["Enschede"], municipalities=["Enschede"], kind="timebank", status="ended")
ALL = Search([BUNNIK, HAGUE, ENSCHEDE])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Query(text="moestuin odijk"), ["Moestuin"]),
        (Query(text="odijk"), ["Moestuin"]),
        (Query(text="deelkast scheveningen"), ["Deelkast"]),
        (Query(text="den haag"), ["Deelkast"]),
        (Query(text="in den haag"), ["Deelkast"]),
        (Query(place="'s-gravenhage"), ["Deelkast"]),
        (Query(place="Bunik"), ["Moestuin"]),
        (Query(place="Odik"), ["Moestuin"]),
        (Query(place="Ede"), []),
        (Query(place="nergenshuizen"), []),
    ],
)
def test_a_village_means_its_municipality_and_a_name_inside_another_does_not(asked, found):
    assert names(ALL.find(asked, gazetteer)) == found


def test_how_a_place_was_understood_comes_along():
    assert [(place.name, place.via) for place in ALL.find(Query(text="delen odijk"), gazetteer).places] == [
        ("Bunnik", "Odijk")
    ]
    assert not ALL.find(Query(text="odijk")).places, "without a gazetteer only the catalogue's own words count"


def test_counts_say_what_each_choice_gives_and_what_dropping_one_brings_back():
    found = ALL.find(Query(text="deelkast", choices={"kind": "timebank"}))
    assert names(found) == []
    assert found.counts["kind"] == {"sharing": 1, "timebank": 0}
    assert found.without == {"text": 1, "kind": 1}
    assert names(ALL.find(Query(text="deelkast", choices={"kind": "timebank"}).without("kind"))) == ["Deelkast"]
    assert found.counts["data_owner"] == {"unknown": 0}
    assert ALL.find(Query()).counts["status"] == {"unknown": 2, "ended": 1}


def test_a_choice_that_does_not_exist_fits_nothing():
    assert names(ALL.find(Query(choices={"kind": "castle"}))) == []
    assert names(ALL.find(Query(choices={"castle": "kind"}))) == []


def test_orders_are_by_name_most_facts_and_newest_source():
    one, two, three = platform("Éen", known=2), platform("dries", known=9, newest_source_year=2020), platform("Zes")
    search = Search([three, one, two])
    assert names(search.find(Query())) == ["dries", "Éen", "Zes"]
    assert names(search.find(Query(order="facts"))) == ["dries", "Éen", "Zes"]
    assert names(search.find(Query(order="newest"))) == ["dries", "Éen", "Zes"]
    assert names(search.find(Query(text="zes", order="name"))) == ["Zes"]


def test_what_is_alike_shares_a_main_goal_and_kind_or_form_and_is_still_there():
    self = platform("Zelf", goals=("share", "meet"))
    both, kind = platform("Beide", goals=("share", "meet")), platform("Soort", form="software")
    form = platform("Vorm", kind="safety")
    gone, abroad = platform("Weg", status="ended"), platform("Ver", usable_in_nl="no")
    other = platform("Anders", goals=("safety",))
    neither = platform("Geen", kind="safety", form="software")
    found = Search([self, form, gone, abroad, other, neither, kind, both]).like(self)
    assert [(one.platform.name, one.goals, one.same_kind, one.same_form) for one in found] == [
        ("Beide", {"share", "meet"}, True, True),
        ("Soort", {"share"}, True, False),
        ("Vorm", {"share"}, False, True),
    ]


@pytest.mark.django_db
def test_the_real_catalogue_is_counted_as_one_by_one(catalogue):
    search = Catalogue.current().search
    for facet, values in FACETS.items():
        for value, number in search.find(Query(choices={"goal": "meet"})).counts[facet].items():
            fits = [
                one
                for one in search.platforms
                if value in values(one) and (facet == "goal" or "meet" in FACETS["goal"](one))
            ]
            assert number == len(fits), (facet, value)


def test_ten_thousand_platforms_are_numbered_right():
    many = Search([replace(BUNNIK, slug=f"p{number}", name=f"P {number:05}") for number in range(10_000)])
    found = many.find(Query(place="bunnik"), gazetteer)
    assert len(found.platforms) == 10_000 == found.counts["kind"]["sharing"]
    assert found.platforms[-1].name == "P 09999"
