"""The log of requests: JSON with a number, and no link, answer or full address."""

import json
import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.visitor import Network, Visitor


def lines_of(site):
    return [json.loads(line) for line in site.log.read_text().splitlines() if line.startswith("{")]


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
