"""Every answer has the headers that keep a browser safe: all addresses, redirects, faults and static files.

And what a corrupt header of a request does.
"""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stappenplan import views
from stappenplan.headers import UNUSED
from stappenplan.models import Plan
from tests.malformed import CORRUPT, all_cookies
from tests.personas import OFFICIAL_READY
from tests.stappenplan.conftest import Kept

EXAMPLES = {"token": "x" * 43, "slug": "hoplr", "step": "doel", "key": "scope", "name": "gemeente", "form": "json"}
EXAMPLES |= {
    "page": "privacy",
    "who": "bewoner",
    "section": "pages",
    "provider_id": "oidc",
    "url": "nergens",
    "app_label": "platforms",
}


def addresses(patterns=None, before=""):
    """One address for each pattern of the product, with examples for what varies in it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        at = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, at)
        elif isinstance(pattern, URLPattern):
            yield filled(at)


def filled(at):
    at = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda found: EXAMPLES[found[1]], at)
    at = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: EXAMPLES.get(found[1], "1"), at)
    return "/" + re.sub(r"\(/\.\*\)\?|[\^$\\]", "", at)


def check(headers, secure=False):
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "unsafe" not in policy and "nonce" not in policy and "http:" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert all(f"{feature}=()" in headers["Permissions-Policy"] for feature in UNUSED)
    assert headers["X-Request-ID"]
    assert bool(headers.get("Strict-Transport-Security")) == secure
    assert "Server" not in headers or "granian" in headers["Server"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_answers_with_all_headers(method, monkeypatch):
    monkeypatch.setattr(views, "REPORT_SECONDS", 0)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    seen = sorted(set(addresses()))
    assert len(seen) > 130
    for address in seen:
        response = getattr(client, method)(address)
        check(response.headers), address
        assert response.status_code != 500, address


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/plan/", "/platforms", "/nergens/", "/static/nergens.css", "/%00/", "/beheer/"])
def test_a_redirect_and_a_page_that_is_not_there_have_them_too(client, address):
    check(client.get(address).headers)


@pytest.mark.django_db
def test_a_page_that_fails_has_them_too(monkeypatch):
    monkeypatch.setattr(views.exports, "counts", lambda catalogue: 1 / 0)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500 and "Dat ligt aan ons" in response.content.decode()
    check(response.headers)


@pytest.mark.django_db
def test_a_wrong_host_is_refused_with_them(client):
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    check(response.headers)


@pytest.mark.django_db
def test_over_https_the_browser_is_told_to_come_back_over_https(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    for address in ("/", "/nergens/", "/plan/x/"):
        check(Client().get(address, secure=True).headers, secure=True)


@pytest.mark.browser
def test_static_files_have_them_on_the_running_site_and_so_has_a_file_that_is_not_there(live_site):
    for name in ("theme.css", "stappenplan.js", "icon.svg", "mfa/js/webauthn.js"):
        with urlopen(f"{live_site.url}/static/{name}", timeout=60) as answer:
            check(answer.headers)
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{live_site.url}/static/nothing.css", timeout=60)
    check(refused.value.headers)


def test_the_addresses_that_are_asked_are_real_ones():
    from django.urls import Resolver404, resolve

    def known(address):
        try:
            return resolve(address)
        except Resolver404:
            return None

    assert [address for address in addresses() if not known(address)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("value", CORRUPT)
def test_a_corrupt_cookie_spoils_no_page(client, value):
    kept, corrupt = Kept(*Plan.start(OFFICIAL_READY)), {"cookie": all_cookies(value)}
    for page in ("/", "/platforms/", kept.at("stap/doel"), kept.at("advies"), "/inloggen/"):
        assert client.get(page, headers=corrupt).status_code == 200, page
    assert client.get("/beheer/", headers=corrupt).status_code == 302
    assert client.post("/verder/", {"link": kept.at()}, headers=corrupt).status_code == 302
