"""The network of a visitor, which only our own proxies can say."""

import pytest
from django.test import RequestFactory

from stappenplan.operations.client_network import network_of

pytestmark = pytest.mark.any_database


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
