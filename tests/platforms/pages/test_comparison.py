"""Platforms side by side."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from lxml import html

from platforms.models import Catalogue
from platforms.pages.comparison import SUMMARY, Column, fact_groups, has_difference, sort_rows, sum_up
from platforms.vocabulary import FACT_KEYS, VOCABULARY
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
    address = unescape(re.search(r'href="([^"]+)">Zet Nextdoor erbij', page.content.decode())[1])
    assert "Vergelijk Hoplr en Nextdoor" in text(client.get(address))


def test_a_whole_name_is_put_beside_at_once(client, catalogue):
    page = client.get("/platforms/vergelijk/?p=hoplr&erbij=nextdoor")
    assert page.url == "/platforms/vergelijk/?p=hoplr&p=nextdoor"


def test_unknown_is_no_difference_and_not_established_is_unknown(catalogue):
    known, other, unknown = cell("yes"), cell("no"), {**cell("yes"), "fact": None, "known": False}
    nobody_knows = cell("unknown")
    assert has_difference([known, other]) and has_difference([unknown, known, other])
    for cells in ([known, unknown], [unknown, unknown], [known, nobody_knows], [known, known], [known]):
        assert not has_difference(cells)
    assert not has_difference([cell(["app", "web"]), cell(["web", "app"])])


def cell(value):
    return {"fact": SimpleNamespace(value=value), "known": True, "text": ""}


@pytest.mark.parametrize("lacking", [0, 1])
def test_what_is_known_of_one_alone_is_no_difference_but_a_question(catalogue, lacking):
    """Every fact that two platforms have, taken away from the one or the other."""
    platforms = [Catalogue.current().by_slug[slug] for slug in ("hoplr", "nextdoor")]
    for key in platforms[0].facts.keys() & platforms[1].facts.keys() & set(FACT_KEYS):
        columns = [Column(SimpleNamespace(name=one.name, facts=dict(one.facts))) for one in platforms]
        del columns[lacking].platform.facts[key]
        groups = fact_groups(columns)
        assert not next(row for group in groups for row in group["rows"] if row["key"] == key)["differs"]
        known = platforms[1 - lacking]
        said = f"Alleen bekend van {known.name}: {known.facts[key].words}."
        assert (VOCABULARY[key].label, said) in sort_rows(groups)["to_ask"]


def test_of_each_platform_the_sentences_leave_nothing_out(catalogue):
    """Of all platforms: each of the four is told, or is named among what nobody knows."""
    for platform in Catalogue.current().platforms:
        told = " ".join(sum_up(platform))
        unknown = [key for key in SUMMARY if key not in platform.facts]
        assert all(platform.facts[key].sentence in told for key in SUMMARY if key in platform.facts)
        assert all(VOCABULARY[key].unknown[1:] in told for key in unknown)
        assert ("dat weten we niet." in told) == bool(unknown)
