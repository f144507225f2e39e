"""Every answer has the headers that keep a browser safe: all addresses, redirects, faults and static files.

And what a corrupt header of a request does.
"""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from stappenplan.models import Group, Plan
from stappenplan.operations.security_headers import UNUSED
from stappenplan.pages import views
from tests.support.malformed import CORRUPT, all_cookies
from tests.support.personas import OFFICIAL_READY
from tests.support.plans import Kept

pytestmark = pytest.mark.any_database

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
    return "/" + re.sub(r"\(/\[\\s\\S\]\*\)\?|[\^$\\]", "", at)


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
def test_every_address_answers_with_all_headers(method):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    seen = sorted(set(addresses()))
    assert len(seen) > 130
    for address in seen:
        response = getattr(client, method)(address)
        check(response.headers), address
        assert response.status_code != 500, address


A_LINK = re.compile(r"/(?:plan|advies|samen)/[\w-]{20,}")


def links_in(response):
    """The links of a plan or group in what this answer says and where it leads."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return A_LINK.findall(body.decode("utf-8", "replace") + response.get("Location", ""))


@pytest.fixture
def owner(client, db):
    """Give the client of somebody with a plan and a group, and the part of an address that each kind of link has."""
    plan, token = Plan.start(dict(OFFICIAL_READY))
    client.raise_request_exception = False
    client.get(f"/plan/{token}/")
    began = {"do": "make", "way": "open", "ends": timezone.localdate().isoformat()}
    client.post(f"/plan/{token}/samen/", began)
    group, member = Group.objects.get().token(token), Client()
    member.post(f"/samen/{group}/", {"role": "resident", "goal_main": "meet", "browser": "x" * 43})
    client.cookies.update(member.cookies)
    assert {name.partition("-")[0] for name in client.cookies} >= {"plan", "samen"}
    return client, {"/plan/": token, "/advies/": plan.reader_token(token), "/samen/": group}


def with_links(address, links):
    """An address with the link of its kind in it, where it has a place for one."""
    for kind, link in links.items():
        address = address.replace(f"{kind}{EXAMPLES['token']}", f"{kind}{link}")
    return address


@pytest.mark.parametrize("in_turns", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_no_answer_with_a_link_can_be_kept_or_given_to_another(owner, in_turns):
    """All addresses are asked with the cookies of an owner and member, as they are and as people cut them off.

    In Dutch and in English, or in turns in one of them.
    """
    client, links = owner
    held = set()
    for number, address in enumerate(sorted({with_links(address, links) for address in addresses()})):
        whole = [address, f"/en{address}"]
        whole = whole[number % 2 :][:1] if in_turns else whole
        cut_off = [address.rstrip("/")] if address.endswith("/") and address != "/" else []
        for asked in [*whole, *cut_off]:
            response = client.get(asked)
            rule = response.get("Cache-Control", "")
            assert "public" in rule or "Cookie" in response["Vary"], asked
            if links_in(response):
                held.add((asked, response.status_code))
                assert "private" in rule and "no-store" in rule, (asked, rule)
    for address, status in (("/", 200), ("/mijn-advies/hoplr/", 302)):
        assert {(address, status), (f"/en{address}", status)} & held
    assert len(held) > (40 if in_turns else 60)


def test_a_redirect_to_https_is_not_kept_when_it_leads_to_a_link(owner, settings):
    settings.SECURE_SSL_REDIRECT = True
    for kind, link in owner[1].items():
        response = Client().get(f"{kind}{link}/")
        assert response.status_code == 301 and links_in(response)
        assert "no-store" in response["Cache-Control"] and "Cookie" in response["Vary"]


def test_whoever_has_no_link_gets_pages_that_may_be_kept_for_them(client, db):
    for address in ("/", "/platforms/", "/methode/", "/platforms/hoplr/"):
        response = client.get(address)
        assert "no-store" not in response.get("Cache-Control", "") and "Cookie" in response["Vary"], address


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/plan/", "/platforms", "/nergens/", "/static/nergens.css", "/%00/", "/beheer/"])
def test_a_redirect_and_a_page_that_is_not_there_have_them_too(client, address):
    check(client.get(address).headers)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["//other.example/", "///other.example/x", "//other.example", "/\\\\other.example/", "//en//other.example/"],
)
def test_no_address_makes_our_own_menu_lead_to_another_site(address):
    from django.core.handlers.wsgi import WSGIHandler

    environ = RequestFactory().get("/").environ | {"PATH_INFO": address}
    said = {}
    body = b"".join(WSGIHandler()(environ, lambda status, headers: said.update(dict(headers), status=status)))
    places = re.findall(r'(?:href|action)="([^"]*)"', body.decode())
    assert said["status"].startswith("404") and len(places) > 5
    assert not [place for place in places if re.match(r"[\\/]{2}", place)]


@pytest.mark.django_db
def test_a_page_that_fails_has_them_too(monkeypatch):
    monkeypatch.setattr(views, "count_catalogue", lambda platforms: 1 / 0)
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
