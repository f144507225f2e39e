"""Platforms side by side."""

import re
from html import unescape

import pytest
from lxml import html

from platforms.models import Catalogue
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_any_two_platforms_stand_side_by_side_with_sources_and_what_is_unknown(client, catalogue):
    page = client.get("/platforms/vergelijk/?p=hoplr&p=nextdoor&alles=1")
    said, held = text(page), Catalogue.current().by_slug
    assert "Vergelijk Hoplr en Nextdoor" in said
    links = re.findall(r'href="(/platforms/[^"#]+)#b(\d+)"', page.content.decode())
    for slug in ("hoplr", "nextdoor"):
        shown = [fact for key, fact in held[slug].facts.items()]
        assert sum(link == held[slug].get_absolute_url() for link, _number in links) == len(shown)
        assert all(fact.words in said for fact in shown)
    rows = [row for group in page.context["groups"] for row in group["rows"]]
    assert said.count("Weten we niet") >= sum(not cell["known"] for row in rows for cell in row["cells"]) > 0


def row_heads(page):
    """The words at the head of each row of the table."""
    return {
        " ".join(head.text_content().split()) for head in html.fromstring(page.content).iterfind(".//th[@scope='row']")
    }


def test_only_differences_are_shown_until_all_is_asked(client, catalogue):
    page = client.get("/platforms/vergelijk/?p=hoplr&p=nextdoor")
    same = [row for group in page.context["groups"] for row in group["rows"] if not row["differs"]]
    assert same and row_heads(page).isdisjoint(row["label"] for row in same)
    everything = client.get("/platforms/vergelijk/?p=hoplr&p=nextdoor&alles=1")
    assert row_heads(everything) >= {row["label"] for row in same}


@pytest.mark.parametrize(
    ("slugs", "shown", "said"),
    [
        ([], 0, "Kies twee, drie of vier platforms."),
        (["hoplr"], 0, "U koos Hoplr. Kies er nog minstens één bij."),
        (["hoplr", "hoplr", "<b>"], 0, "Een platform dat u koos, kennen we niet."),
        (["hoplr", "nextdoor", "peerby", "buuv", "klup"], 4, "U kunt hooguit vier platforms vergelijken."),
    ],
)
def test_too_few_too_many_and_unknown_platforms_are_told(client, catalogue, slugs, shown, said):
    page = client.get("/platforms/vergelijk/", {"p": slugs})
    assert said in text(page)
    assert (len(page.context["columns"]) if page.context["groups"] else 0) == shown


def test_one_more_platform_is_found_by_name_and_put_beside_the_others(client, catalogue):
    page = client.get("/platforms/vergelijk/?p=hoplr&erbij=nextdor")
    assert "Zet Nextdoor erbij" in text(page)
    address = unescape(re.search(r'href="(\?[^"]+)">Zet Nextdoor erbij', page.content.decode())[1])
    assert "Vergelijk Hoplr en Nextdoor" in text(client.get(f"/platforms/vergelijk/{address}"))
