"""A kept link opens its plan however a mail program, a scanner or a hand changed it on its way."""

from urllib.parse import quote

import pytest

from stappenplan.models import Plan
from stappenplan.plans.pasted_links import find_tokens
from tests.support.personas import OFFICIAL_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SITE = "https://keuze.example.nl"
# Tokens with each sign that a wrapping can change.
TOKENS = ["Ab_-" * 10 + "x2D", "-" + "q" * 41 + "_", "_5F-2D" + "Z" * 37]


def proofpoint(address):
    """The second way in which that scanner writes an address."""
    return "".join(
        {"/": "_", ":": "-3A", "-": "-2D", "_": "-5F", "?": "-3F", "=": "-3D"}.get(sign, sign) for sign in address
    )


def wrapped(address):
    """The address as people paste it, by what happened to it."""
    token, quoted = address.rstrip("/").rpartition("/")[2], quote(address, safe="")
    return {
        "as it is": address,
        "without its last sign": address.rstrip("/"),
        "a dot after it": f"{address.rstrip('/')}.",
        "a dot after the slash": f"{address}.",
        "between angle brackets": f"<{address}>",
        "in a sentence": f"Uw link is {address}, bewaar hem goed.",
        "quoted": f"“{address}”",
        "the last part": token,
        "the last part with a dot": f"{token}.",
        "the last part with a slash": f"{token}/",
        "the last part in angle brackets": f"<{token}>",
        "a line break in it": f"{address[:-20]}\n{address[-20:]}",
        "line breaks and spaces in it": f"{address[:40]}\r\n   {address[40:-9]} \n{address[-9:]}",
        "a soft hyphen in it": f"{address[:-20]}\u00ad{address[-20:]}",
        "a break without width in it": f"{address[:-20]}\u200b{address[-20:]}",
        "as a message is sent": f"{address[:-20]}=\r\n{address[-20:]}",
        "quoted once": quoted,
        "quoted twice": quote(quoted, safe=""),
        "Outlook": f"https://eur01.safelinks.protection.outlook.com/?url={quoted}&data=05%7C02&reserved=0",
        "a search engine": f"https://www.google.com/url?q={quoted}&sa=D",
        "Proofpoint 2": f"https://urldefense.proofpoint.com/v2/url?u={proofpoint(address)}&d=DwMFaQ&c=x",
        "Proofpoint 3": f"https://urldefense.com/v3/__{address}__;!!abc!def$",
        "Barracuda": f"https://linkprotect.cudasvc.com/url?a={quoted}&c=E,1,x",
        "Cisco": f"https://secure-web.cisco.com/1abc/{quoted}",
        "Markdown": f"[uw plan]({address})",
    }


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("way", list(wrapped("")))
def test_the_token_of_a_wrapped_link_is_found(way, token):
    assert len(token) == 43
    for page in ("plan", "en/plan", "advies", "samen"):
        assert find_tokens(wrapped(f"{SITE}/{page}/{token}/")[way])[0] == token
    assert find_tokens(wrapped(f"{SITE}/plan/{token}/advies/")["Outlook"])[0] == token


@pytest.mark.parametrize("text", ["", " ", "geen link", "x" * 42, "x" * 44, SITE, f"{SITE}/plan/kort/", "%" * 100])
def test_a_text_without_a_link_gives_none(text):
    assert find_tokens(text) == []


def test_a_text_without_end_is_read_in_part():
    assert len(find_tokens(" ".join(f"{number:043d}" for number in range(10_000)))) <= 5


@pytest.mark.parametrize("way", list(wrapped("")))
def test_the_start_page_opens_the_plan_of_a_wrapped_link(visitor, keep, way):
    kept = keep()
    visitor.open("/").write("Plak hier de link die u bewaarde", wrapped(f"{SITE}{kept.at()}")[way]).press("Ga verder")
    assert kept.token in visitor.url


def test_a_link_that_opens_nothing_stays_in_its_field_as_text_on_a_page_that_is_not_stored(visitor):
    pasted = f'{SITE}/plan/{TOKENS[0][:-3]}/"><script>'
    visitor.open("/").write("Plak hier de link die u bewaarde", pasted).press("Ga verder", expect=404)
    assert visitor.page.get_element_by_id("link").value == pasted
    assert "no-store" in visitor.response["Cache-Control"]
    visitor.write("Plak hier de link die u bewaarde", "x" * 99_999).press("Ga verder", expect=404)
    assert len(visitor.page.get_element_by_id("link").value) < 9_999


def test_it_opens_the_link_of_a_reader_too(visitor, keep):
    kept = keep(OFFICIAL_READY)
    link = f"{SITE}/advies/{Plan.view_token(kept.token)}/"
    visitor.open("/").write("Plak hier de link die u bewaarde", wrapped(link)["Outlook"]).press("Ga verder")
    assert visitor.url == f"/advies/{Plan.view_token(kept.token)}/"
