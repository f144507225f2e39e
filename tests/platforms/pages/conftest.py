"""Asking for the pages of the catalogue."""

import pytest


@pytest.fixture
def search(client, catalogue):
    """Ask for the list with these choices; gives the slugs on the first page, in order."""

    def search(**choices):
        response = client.get("/platforms/", choices)
        assert response.status_code == 200
        return [platform.slug for platform in response.context["page"]]

    return search
