"""The pages of a round for staff, as a browser shows them on a phone and on a desk."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.any_database]
ROUNDS = "/beheer/platforms/providerround"
# What stands past the right edge and is in no box that scrolls by itself.
WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""


@pytest.fixture
def show(publisher, browser):
    """Show the page at an address as staff get it, in a browser that reads only static files besides."""

    def read_static(route):
        path = finders.find(urlsplit(route.request.url).path.removeprefix("/static/"))
        route.fulfill(path=path) if path else route.abort()

    page = browser.new_page(java_script_enabled=True)
    page.route("**/*", read_static)

    def show(address, width):
        answer = publisher.get(address)
        assert answer.status_code == 200, address
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(answer.content.decode().replace("<head>", '<head><base href="http://testserver/">'))
        return page

    yield show
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_a_round_scrolls_sideways(show, invitation, width):
    for address in (
        f"{ROUNDS}/{invitation.round_id}/change/",
        f"{ROUNDS}/uitnodiging/{invitation.pk}/",
        "/beheer/platforms/platform/week/",
    ):
        page = show(address, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, page.evaluate(WIDE))
