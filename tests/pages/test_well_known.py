"""Files at fixed addresses: robots.txt, security.txt, and the names of places for the chooser."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest

pytestmark = pytest.mark.any_database


def fields(response):
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


@pytest.mark.parametrize(
    ("contact", "written"),
    [
        ("veilig@example.nl", "mailto:veilig@example.nl"),
        ("https://example.nl/contact", "https://example.nl/contact"),
        ("example.nl/contact", "https://example.nl/contact"),
    ],
)
def test_security_txt_names_the_contact_as_an_address_and_expires_within_a_year(client, settings, contact, written):
    settings.CONTACT = contact
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    found = fields(response)
    assert found["Contact"] == written
    left = datetime.fromisoformat(found["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
    assert found["Canonical"] == "http://testserver/.well-known/security.txt"
    assert client.get(found["Policy"].removeprefix("http://testserver")).status_code == 200


def test_without_a_contact_there_is_no_security_txt(client, settings):
    settings.CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_robots_may_read_all_but_the_plans_of_visitors_and_the_pages_of_staff(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    closed = [
        "/plan/x/advies/",
        "/later/x/",
        "/advies/x/",
        "/en/plan/x/",
        "/en/advies/x/",
        "/mijn-advies/x/",
        "/beheer/",
    ]
    assert not any(robots.can_fetch("*", address) for address in closed)
    assert all(robots.can_fetch("*", address) for address in ("/", "/en/", "/platforms/", "/voorbeeld/gemeente/"))
