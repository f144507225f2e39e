"""The place names that the browser searches in."""

import json

import pytest

from stappenplan.municipalities.gazetteer import find_place
from stappenplan.municipalities.names import MUNICIPALITIES, typed_name

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_suggested_place_means_one_municipality_and_none_is_there_twice(client, catalogue):
    names = json.loads(client.get("/plaatsen.json").content)
    assert len(names) == len(set(names))
    assert {typed_name(name) for name in MUNICIPALITIES} <= set(names)
    assert [name for name in names if len(find_place(name)) != 1] == []
    assert not any(name.startswith(("Bergen (Bergen", "Bergen (L.")) for name in names)
    assert {"Nes (Ameland, Friesland)", "'s-Gravenhage", "Lemselo (Dinkelland, Overijssel)"} <= set(names)


def test_the_places_are_fetched_once_a_day_at_most(client):
    response = client.get("/plaatsen.json")
    assert "max-age=86400" in response["Cache-Control"]
    assert client.get("/plaatsen.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
