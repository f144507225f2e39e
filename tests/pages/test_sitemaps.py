"""The sitemap: every public page, in both languages."""

import pytest
from lxml import html

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_public_page_is_in_the_sitemap_in_both_languages(client, catalogue):
    index = html.fromstring(client.get("/sitemap.xml").content)
    found = []
    for address in index.xpath("//loc/text()"):
        found += html.fromstring(client.get(address.removeprefix("http://testserver")).content).xpath(
            "//url/loc/text()"
        )
    paths = {address.removeprefix("http://testserver") for address in found}
    expected = {"/", "/methode/", "/platforms/", "/gemeenten/", "/gemeenten/zeist/"}
    expected |= {f"/platforms/{platform.slug}/" for platform in catalogue}
    assert {*expected, *(f"/en{path}" for path in expected)} <= paths
    assert not [path for path in paths if "/plan/" in path or "/advies/" in path]
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
