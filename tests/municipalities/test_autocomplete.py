"""The place names that the browser searches in."""

import json

import pytest

from stappenplan.municipalities.names import MUNICIPALITIES, everyday_name, find_municipalities

pytestmark = pytest.mark.any_database


def test_every_suggested_place_means_one_municipality_and_none_is_there_twice(client):
    names = json.loads(client.get("/plaatsen.json").content)
    assert len(names) == len(set(names))
    assert {everyday_name(name) for name in MUNICIPALITIES} <= set(names)
    assert all(len(find_municipalities(name)) == 1 for name in names)
    assert not any(name.startswith(("Bergen (Bergen", "Bergen (L.")) for name in names)
    assert {"Nes (Ameland)", "'s-Gravenhage"} <= set(names)


def test_the_places_are_fetched_once_a_day_at_most(client):
    response = client.get("/plaatsen.json")
    assert "max-age=86400" in response["Cache-Control"]
    assert client.get("/plaatsen.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
