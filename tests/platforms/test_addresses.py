"""Which text can be the address of a page, and whose site it is."""

import pytest

from platforms.addresses import host_of, is_address
from platforms.text import followable_url

pytestmark = pytest.mark.any_database

BROKEN = ["https://[::1", "http://[", "https://]x.nl", "https://[1]x.nl/"]


@pytest.mark.parametrize("text", ["https://hoplr.com", "http://www.buurt.nl:8080/a?b=c#d", "https://xn--caf-dma.nl/"])
def test_an_address_of_a_page_can_be_one(text):
    assert is_address(text) and followable_url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *BROKEN,
        *("https://", "https:///pad", "https://[::1]/", "https://x.nl:99999", "https://x.nl:a", "https://a..nl"),
        *("https://zonderpunt", "https://wie@x.nl", "https://x .nl", "javascript:alert(1)", "ftp://x.nl", "x.nl", ""),
    ],
)
def test_what_no_page_can_have_is_no_address(text):
    assert not is_address(text)


def test_the_site_of_an_address_is_named_as_people_write_it():
    assert host_of("https://www.Hoplr.com/nl") == "hoplr.com"
    assert host_of("http://buurt.nl:8080/a") == "buurt.nl"


@pytest.mark.parametrize("text", [*BROKEN, "", "geen adres"])
def test_what_is_no_address_has_no_site_and_is_no_link(text):
    assert host_of(text) == "" and followable_url(text) == ""
