"""The counts for Prometheus, on a port of their own."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.visitor import Network, Visitor


def read(url):
    with urlopen(url, timeout=60) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.browser
def test_counts_are_served_on_a_port_of_their_own_by_the_name_of_the_view(live_site):
    Visitor(Network(live_site.url)).begin()
    status, text = read(f"http://127.0.0.1:{live_site.environment['METRICS_PORT']}/metrics")
    assert status == 200
    assert re.search(r'requests_total_by_view_transport_method_total{[^}]*view="start"', text)
    assert "/plan/" not in text
    with pytest.raises(HTTPError):
        read(f"{live_site.url}/metrics")
