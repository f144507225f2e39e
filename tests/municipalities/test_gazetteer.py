"""The gazetteer: each municipality has an address, in the words that people use."""

import pytest

from stappenplan.municipalities.gazetteer import by_slug
from stappenplan.municipalities.names import MUNICIPALITIES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_municipality_has_an_address_of_its_own_in_the_words_that_people_use():
    assert len(by_slug()) == len(MUNICIPALITIES)
    assert by_slug()["den-haag"].name == "'s-Gravenhage"
    assert by_slug()["bergen-limburg"].name == "Bergen (L.)"
    assert by_slug()["sudwest-fryslan"].name == "Súdwest-Fryslân"
