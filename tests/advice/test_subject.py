"""What an advice is about, in the title of a memo: the name of the neighbourhood, else its size."""

import pytest

from stappenplan.advice.subject import describe_topic
from stappenplan.method.profile import profile_from
from stappenplan.text import say

pytestmark = pytest.mark.any_database


def title(**answers):
    return say(describe_topic(profile_from({"audience": "official", **answers})))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "Een buurtplatform"),
        ({"area_size": "medium"}, "Een buurtplatform voor een wijk of dorp"),
        ({"area_name": "Charlois"}, "Een buurtplatform voor Charlois"),
        ({"place": "Rotterdam"}, "Een buurtplatform voor de gemeente Rotterdam"),
        ({"place": "Rotterdam", "area_size": "medium"}, "Een buurtplatform voor een wijk of dorp in Rotterdam"),
        ({"place": "Rotterdam", "area_name": "Charlois"}, "Een buurtplatform voor Charlois in Rotterdam"),
        (
            {"place": "Rotterdam", "area_name": "Charlois", "area_size": "large"},
            "Een buurtplatform voor Charlois in Rotterdam",
        ),
        ({"place": "'s-Gravenhage", "area_name": "Ypenburg"}, "Een buurtplatform voor Ypenburg in Den Haag"),
        ({"place": "Aalten", "area_name": "Dinxperlo"}, "Een buurtplatform voor Dinxperlo (gemeente Aalten)"),
        ({"place": "Aalten", "area_name": "dinxperlo"}, "Een buurtplatform voor dinxperlo (gemeente Aalten)"),
        ({"place": "Montferland", "area_name": "Zeddam"}, "Een buurtplatform voor Zeddam (gemeente Montferland)"),
        ({"place": "Aalten", "area_name": "Het Oude Dorp"}, "Een buurtplatform voor Het Oude Dorp in Aalten"),
    ],
)
def test_the_title_names_the_neighbourhood_as_far_as_it_is_known(answers, expected):
    assert title(**answers) == expected


@pytest.mark.parametrize("named", ["Den Haag", "den haag", "'s-Gravenhage", "s Gravenhage"])
def test_the_name_of_the_municipality_itself_is_no_neighbourhood(named):
    answers = {"place": "'s-Gravenhage", "area_name": named}
    assert title(**answers) == "Een buurtplatform voor de gemeente Den Haag"
    assert title(**answers, area_size="small") == "Een buurtplatform voor een kleine buurt of dorp in Den Haag"


def test_what_a_visitor_typed_stays_as_it_was_typed():
    assert title(area_name="<b>%(place)s</b>") == "Een buurtplatform voor <b>%(place)s</b>"
