"""The name of the site on paper: the first host that somebody can type."""

import pytest

from stappenplan.operations.configuration.site_name import read_site_name

pytestmark = pytest.mark.any_database

HOSTS = [
    ([], ""),
    (["127.0.0.1", "localhost", "[::1]"], ""),
    (["localhost", "stappenplan.example.nl", "www.example.nl"], "stappenplan.example.nl"),
    (["*", ".example.nl", "10.0.0.1", "web.internal", "web"], ""),
]


@pytest.mark.parametrize(("hosts", "name"), HOSTS)
def test_the_site_is_named_by_its_first_host_that_is_a_full_name(settings, hosts, name):
    settings.ALLOWED_HOSTS = hosts
    assert read_site_name() == name
