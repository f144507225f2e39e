"""What who runs the site can see of it, and what nobody can."""

import json
import logging
import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import Error, connection
from django.test import RequestFactory

from stappenplan.operations.client_network import network_of
from stappenplan.operations.observability.log_redaction import MaskLinks, mask_links, strip_secrets
from tests.support.visitor import Network, Visitor

NO_NIGHT_YET = {"nightly_round": None, "nightly_round_late": False}


def read(url):
    with urlopen(url, timeout=60) as answer:
        return answer.status, answer.read().decode()


def lines_of(site):
    return [json.loads(line) for line in site.log.read_text().splitlines() if line.startswith("{")]


def test_a_watchman_hears_that_the_site_lives_and_can_serve(client, db):
    assert client.get("/health/live").content == b"ok\n"
    assert client.get("/health/ready").json() == {"database": True, "catalogue": True, **NO_NIGHT_YET}
    assert "no-store" in client.get("/health/ready")["Cache-Control"]


def test_a_site_without_a_catalogue_is_alive_but_not_ready(client, empty_catalogue):
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "catalogue": False, **NO_NIGHT_YET})


def test_a_site_without_its_database_is_alive_but_not_ready(client, db):
    def away(execute, sql, params, many, context):
        raise Error("away")

    with connection.execute_wrapper(away):
        assert client.get("/health/live").status_code == 200
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "catalogue": False})


@pytest.mark.browser
def test_log_lines_are_json_with_a_request_number_and_no_link_answer_or_full_address(live_site):
    visitor = Visitor(Network(live_site.url)).begin()
    token = visitor.token()
    visitor.open(f"/plan/{token}/advies/")
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{live_site.url}/plan/{'Zx9' * 14}Z/advies/", timeout=60)
    number = refused.value.headers["X-Request-ID"]
    mine = [line for line in lines_of(live_site) if line["request_id"] == number]
    assert {line["logger"] for line in mine} == {"stappenplan.requests", "django.request"}
    request = next(line for line in mine if line["logger"] == "stappenplan.requests")
    assert (request["route"], request["status"]) == ("plan/<str:token>/advies/", 404)
    assert request["network"] == "127.0.0.0/24"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", request["time"])

    whole = live_site.log.read_text()
    assert token not in whole and "Zx9Zx9" not in whole
    assert "127.0.0.1 " not in whole and "audience" not in whole
    assert not re.search(r"(?<![\w-])(?=[\w-]*[A-Z0-9])[\w-]{43}(?![\w-])", whole)


@pytest.mark.browser
def test_counts_are_served_on_a_port_of_their_own_by_the_name_of_the_view(live_site):
    Visitor(Network(live_site.url)).begin()
    status, text = read(f"http://127.0.0.1:{live_site.environment['METRICS_PORT']}/metrics")
    assert status == 200
    assert re.search(r'requests_total_by_view_transport_method_total{[^}]*view="start"', text)
    assert "/plan/" not in text
    with pytest.raises(HTTPError):
        read(f"{live_site.url}/metrics")


def test_an_error_report_holds_no_address_and_no_link():
    token = "AbC" * 14 + "d"
    event = {
        "request": {"url": f"https://x/plan/{token}/", "cookies": {"plan": token}},
        "user": {"ip_address": "1.2.3.4"},
        "exception": {"values": [{"value": f"no plan at /plan/{token}/"}]},
    }
    sent = json.dumps(strip_secrets(event))
    assert token not in sent and "1.2.3.4" not in sent and "/plan/***" in sent


TOKEN = "AbC-d_3f" * 5 + "xyZ"
LINKS = [
    *(f"/{kind}/{TOKEN}{stuck}/" for kind in ("plan", "advies", "samen") for stuck in ("", "_", "-", "x", ".", TOKEN)),
    *(f"/{kind}/{TOKEN}x/" for kind in ("Plan", "ADVIES", "Samen", "en/SAMEN")),
    *(f"/{kind}/{cut}/" for kind in ("plan", "advies", "samen") for cut in (TOKEN[:20], TOKEN.lower(), TOKEN[:-1])),
    *(f"https://site.example/en/samen/{TOKEN}/eigen/", f"/samen/{TOKEN}?x=1", f"next=%2Fsamen%2F{TOKEN}%2F"),
    *(f"samen%2f{TOKEN}", f"/verder/?link={TOKEN}-", f"x{TOKEN}", f"'{TOKEN}'", f"/elders/{TOKEN}{TOKEN}"),
]


@pytest.mark.parametrize("text", LINKS)
def test_no_form_of_a_link_is_logged_or_reported(text, caplog):
    def is_safe(said):
        return not any(TOKEN.lower()[at : at + 12] in said.lower() for at in range(len(TOKEN) - 12))

    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: %s", (text,), None)
    MaskLinks().filter(record)
    assert is_safe(record.getMessage()) and "***" in record.getMessage()
    event = {"message": text, "extra": {text: [text]}, "breadcrumbs": {"values": [{"message": text}]}}
    assert is_safe(json.dumps(strip_secrets(event)))


def test_what_is_no_link_is_left_as_it_is():
    for text in ("/vragenblad/", "/platforms/hoplr/", "stappenplan.management.commands.delete_expired", "GET /plan/"):
        assert mask_links(text) == text


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "network"),
    [
        (0, "203.0.113.77", "9.9.9.9", "203.0.113.0/24"),
        (1, "10.0.0.1", "6.6.6.6, 203.0.113.77", "203.0.113.0/24"),
        (2, "10.0.0.1", "6.6.6.6, 203.0.113.77, 10.0.0.2", "203.0.113.0/24"),
        (1, "10.0.0.1", "", ""),
        (0, "2001:db8:1:2::3", "", "2001:db8:1::/48"),
        (0, "::ffff:203.0.113.77", "", "203.0.113.0/24"),
        (1, "10.0.0.1", "no address", ""),
        (1, "10.0.0.1", "203.0.113.77:5678", "203.0.113.0/24"),
        (1, "10.0.0.1", "6.6.6.6, [2001:db8:1:2::3]:443", "2001:db8:1::/48"),
        (1, "10.0.0.1", "[2001:db8:1:2::3]", "2001:db8:1::/48"),
        (1, "10.0.0.1", "2001:db8:1:2::3", "2001:db8:1::/48"),
        (1, "10.0.0.1", '"[2001:db8:1:2::3]:443"', "2001:db8:1::/48"),
        (1, "10.0.0.1", "fe80::1%eth0", "fe80::/48"),
        (1, "10.0.0.1", "[fe80::1%eth0]:80", "fe80::/48"),
        (1, "10.0.0.1", "[::ffff:203.0.113.77]:443", "203.0.113.0/24"),
        (1, "10.0.0.1", "203.0.113.77:", ""),
        (1, "10.0.0.1", "[203.0.113.77", ""),
        (1, "10.0.0.1", "unknown", ""),
    ],
)
def test_a_visitor_is_known_by_a_network_that_only_our_own_proxies_can_say(
    settings, proxies, remote, forwarded, network
):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert network_of(request) == network
