"""Looking whether links still work: politely, never inside our own network, and what is kept of it."""

import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.formats import date_format

from platforms.models import (
    Catalogue,
    LinkCheck,
    Platform,
    Source,
)
from platforms.upkeep.link_checker import LinkChecker, title_in
from platforms.upkeep.public_web import is_public

pytestmark = pytest.mark.django_db


class Web(BaseHTTPRequestHandler):
    """A small web: pages that work, are gone, move, refuse HEAD, or lead back into this machine."""

    asked: "list[str]" = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(f"{self.command} {self.path}")
        status, target = {
            "/works": (200, None),
            "/gone": (404, None),
            "/no-head": (405 if self.command == "HEAD" else 200, None),
            "/moved": (301, "/works"),
            "/round": (302, "/round"),
            "/inside": (302, "http://127.0.0.2:1/secret"),
            "/broken": (503, None),
        }.get(self.path, (200, None))
        body = b"User-agent: *\nDisallow: /private\n" if self.path == "/robots.txt" else b""
        if self.path in ("/works", "/broken"):
            body = "<html><head><title lang=nl>Ons Plein \n &amp; de caf\u00e9s</title></head></html>".encode()
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_links_are_looked_at_politely_and_told_apart(web):
    links = LinkChecker(allowed=lambda address: address == "127.0.0.1", ports={web}, pause=0)
    site = f"http://127.0.0.1:{web}"
    seen = {path: links.check_link(site + path).outcome for path in ("/works", "/gone", "/no-head", "/moved", "/round")}
    assert seen == {"/works": "works", "/gone": "gone", "/no-head": "works", "/moved": "works", "/round": "unsure"}
    assert (
        links.check_link(f"{site}/broken").outcome == "unsure"
        and links.check_link(f"{site}/private/x").outcome == "refused"
    )
    assert links.check_link("http://127.0.0.1:1/").outcome == "refused"
    assert Web.asked.count("GET /robots.txt") == 1 and "GET /works" not in Web.asked
    assert not any("/private" in line for line in Web.asked)


def test_a_redirect_into_our_own_network_is_not_followed(web):
    links = LinkChecker(allowed=lambda address: address == "127.0.0.1", ports={web, 1}, pause=0)
    assert links.check_link(f"http://127.0.0.1:{web}/inside") == ("refused", "geen openbaar adres", False)


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/"),
        *("http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest", "http://[64:ff9b::7f00:1]/", "http://0.0.0.0/"),
        *("http://192.168.1.1/", "http://[fd00::1]/", "http://224.0.0.1/", "ftp://x.nl/", "file:///etc/passwd"),
        *(
            "http://192.0.0.8/",
            "http://192.0.0.170/",
            "http://[fec0::1]/",
            "http://[feff:ffff::1]/",
            "http://[fe80::1]/",
        ),
        *("http://[2002:7f00:1::]/", "http://[2001::1]/", "http://[64:ff9b:1::1]/", "http://[3fff::1]/"),
        *(
            "http://[2001:db8::1]/",
            "http://[100::1]/",
            "http://192.88.99.1/",
            "http://100.64.0.1/",
            "http://[::7f00:1]/",
        ),
        *("http://user:pass@8.8.8.8/", "http://8.8.8.8:22/", "javascript:alert(1)", "http://"),
    ],
)
def test_nothing_but_the_open_web_is_ever_asked(url):
    assert LinkChecker().check_link(url).outcome == "refused"


def check(links, **options):
    said = StringIO()
    call_command("check_links", make_checker=lambda: links, stdout=said, **options)
    return said.getvalue()


def test_addresses_of_the_open_web_are_asked():
    for address in ("8.8.8.8", "192.0.1.1", "2a00:1450::1", "2001:4860:4860::8888", "2606:4700::1"):
        assert is_public(address), address


@pytest.mark.parametrize(
    ("begins", "seen"),
    [
        (b"", ("unsure", "geen antwoord op tijd", False)),
        (b"HTTP/1.1 200 OK\r\n", ("unsure", "geen antwoord op tijd", False)),
        (b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n", ("works", "200", True)),  # only its robots.txt is cut off
    ],
)
def test_a_server_that_sends_a_byte_at_a_time_is_cut_off(begins, seen):
    """Each read succeeds, so that no limit on one read ends it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            while True:
                try:
                    line, _from = server.accept()
                except OSError:
                    return
                with line, suppress(OSError):
                    line.sendall(begins)
                    while True:
                        line.sendall(b"x")
                        time.sleep(0.01)

        threading.Thread(target=drip, daemon=True).start()
        port = server.getsockname()[1]
        links = LinkChecker(allowed=lambda address: True, ports={port}, pause=0, whole=0.3)
        assert links.check_link(f"http://127.0.0.1:{port}/") == seen
        server.shutdown(socket.SHUT_RDWR)


def test_what_was_seen_is_kept_and_changes_no_fact(platform, web):
    links = LinkChecker(allowed=lambda address: address == "127.0.0.1", ports={web}, pause=0)
    Source.objects.filter(key="s1").update(url=f"http://127.0.0.1:{web}/gone")
    Source.objects.filter(key="s2").update(url=f"http://127.0.0.1:{web}/works")
    Platform.objects.update(url="")
    before = Platform.objects.get().record()
    assert "2 links checked" in check(links)
    assert dict(LinkCheck.objects.values_list("url", "outcome")) == {
        f"http://127.0.0.1:{web}/gone": "gone",
        f"http://127.0.0.1:{web}/works": "works",
    }
    assert Platform.objects.get().record() == before
    assert "0 links checked" in check(links), "not again within thirty days"
    Source.objects.filter(key="s1").update(url=f"http://127.0.0.1:{web}/moved")
    assert "1 links checked" in check(links) and not LinkCheck.objects.filter(outcome="gone").exists()


def test_an_address_that_is_none_is_reported_and_stops_no_round(platform, web):
    Source.objects.filter(key="s1").update(url="https://[::1")
    Source.objects.filter(key="s2").update(url=f"http://127.0.0.1:{web}/works")
    Platform.objects.update(url="http://[")
    said = StringIO()
    call_command("check_links", make_checker=lambda: local(web), stdout=said)
    assert "3 links checked" in said.getvalue()
    assert dict(LinkCheck.objects.values_list("url", "outcome")) == {
        "https://[::1": "unsure",
        "http://[": "unsure",
        f"http://127.0.0.1:{web}/works": "works",
    }


def local(web, *more):
    """LinkChecker that may go to this small web alone."""
    return LinkChecker(allowed=lambda address: address == "127.0.0.1", ports={web, *more}, pause=0)


def test_the_title_is_that_of_the_page_a_visitor_ends_at_and_never_of_one_inside(web):
    links, site = local(web, 1), f"http://127.0.0.1:{web}"
    told = {
        path: links.read_title(site + path)
        for path in ("/works", "/moved", "/broken", "/round", "/inside", "/private/x")
    }
    assert told == {"/works": "Ons Plein & de caf\u00e9s", "/moved": "Ons Plein & de caf\u00e9s"} | dict.fromkeys(
        ("/broken", "/round", "/inside", "/private/x"), ""
    )
    assert LinkChecker().read_title(f"{site}/works") == LinkChecker().read_title("ftp://x.nl/") == "", (
        "never inside our own network"
    )


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"", ""),
        (b"<p>Geen titel", ""),
        (b"<title>Nooit af", ""),
        (b"<title>", ""),
        (b"<title", ""),
        (b"<TITLE>Groot</TITLE>", "Groot"),
        (b"<title>een</title><title>twee</title>", "een"),
        (b"<title>a&lt;script&gt;</title>", "a<script>"),
        (b"<title>caf\xe9</title>", "caf\u00e9"),
        (b"<title>a\x00b\x1b[0m\r\nc</title>", "a b [0m c"),
        ("<title>a\u202eb\u200bc</title>".encode(), "a b c"),
        (b"<title>" + 300 * b"x" + b"</title>", 200 * "x"),
        (50_000 * b"<title" + b"</title>", ""),
    ],
)
def test_a_title_is_bounded_and_holds_nothing_but_text(page, title):
    assert title_in(page) == title


def test_that_the_site_of_a_platform_answered_is_kept_with_its_title_and_shown(platform, web, client):
    own, source = f"http://127.0.0.1:{web}/works", f"http://127.0.0.1:{web}/moved"
    Platform.objects.update(url=own)
    Source.objects.update(url=source)
    before, label = Platform.objects.get().record(), Catalogue.current().label
    check(local(web))
    kept = LinkCheck.objects.get(url=own)
    assert kept.title == "Ons Plein & de caf\u00e9s" and kept.answered == kept.checked
    assert LinkCheck.objects.get(url=source).title == "", "of a source only that it is there"
    assert Platform.objects.get().record() == before and Catalogue.current().label == label
    day = date_format(timezone.localtime(kept.answered), "j F Y")
    assert f"bereikbaar op {day} <span" in " ".join(client.get("/platforms/ons-plein/").content.decode().split())


def test_a_site_that_no_longer_answers_keeps_its_last_day_and_is_named_to_staff(platform, web, admin_client, client):
    own = f"http://127.0.0.1:{web}/broken"
    Platform.objects.update(url=own)
    check(local(web))
    assert not LinkCheck.silent_sites(), "it never answered"
    LinkCheck.record(own, "works", "200", "Ons Plein")
    answered = LinkCheck.objects.get(url=own).answered
    assert not LinkCheck.silent_sites()
    LinkCheck.record(own, "unsure", "503")
    kept = LinkCheck.objects.get(url=own)
    assert (kept.answered, kept.title) == (answered, "Ons Plein") and list(LinkCheck.silent_sites()) == [kept]
    LinkCheck.record("https://krant.example/plein", "gone", "404")
    assert list(LinkCheck.silent_sites()) == [kept], "a source is no site of a platform"
    listed = admin_client.get("/beheer/platforms/linkcheck/?site=stil")
    assert list(listed.context["cl"].queryset) == [kept] and "Ons Plein" in listed.content.decode()
    assert "site die niet meer antwoordt" in admin_client.get("/beheer/").content.decode()
    day = date_format(timezone.localtime(answered), "j F Y")
    page = " ".join(client.get("/platforms/ons-plein/").content.decode().split())
    assert f"voor het laatst bereikbaar op {day}" in page


def test_a_title_that_somebody_chose_is_shown_as_text(platform, admin_client):
    LinkCheck.record("https://onsplein.example", "works", "200", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in admin_client.get("/beheer/platforms/linkcheck/").content.decode()


def test_without_internet_nothing_is_kept(platform):
    with pytest.raises(CommandError, match="Is this machine online"):
        check(LinkChecker(allowed=lambda address: False, pause=0))
    assert not LinkCheck.objects.exists()
