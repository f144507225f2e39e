"""The page of what we know is counted from the catalogue."""

from datetime import date

import pytest
from lxml import html

from platforms.models import Catalogue
from platforms.pages.knowledge import can_be_chosen, count_catalogue, count_knowledge
from platforms.vocabulary import EVIDENCE_KEYS
from tests.support.page_text import text
from tests.support.visitor import words

pytestmark = pytest.mark.django_db
ADDRESS = "/platforms/wat-we-weten/"


def counts(shares):
    return {share.words: share.count for share in shares if share.count}


def test_every_figure_is_counted(platform):
    knowledge = count_knowledge(Catalogue.current().platforms, date(2026, 1, 31))
    assert (knowledge.platforms, knowledge.facts) == (1, 5)
    assert knowledge.known.of == len(EVIDENCE_KEYS) and len(knowledge.keys) == len(EVIDENCE_KEYS)
    assert counts(knowledge.bases) == {"staat in bron": 4, "leiden wij af": 1}
    assert counts(knowledge.ages) == {"Een tot drie jaar oud": 2, "Zonder datum": 3}
    assert (knowledge.independent.count, knowledge.confirmed.count) == (2, 1)


@pytest.mark.parametrize(
    ("written", "words"),
    [("2026", "Hooguit een jaar oud"), ("2025-02", "Hooguit een jaar oud"), ("2024", "Een tot drie jaar oud"),
     ("2022-12", "Ouder dan drie jaar"), ("", "Zonder datum")],
)  # fmt: skip
def test_the_age_is_that_of_the_newest_source(platform, written, words):
    platform.source_rows.update(date=written)
    assert counts(count_knowledge(Catalogue.current().platforms, date(2026, 1, 31)).ages) == {words: 5}


@pytest.mark.parametrize(("language", "mark"), [("", "."), ("/en", ",")])
def test_thousands_stand_apart(client, catalogue, language, mark):
    now = Catalogue.current()
    knowledge = count_knowledge([one for one in now.platforms if can_be_chosen(one)], now.released)
    page = text(client.get(f"{language}{ADDRESS}"))
    shares = [knowledge.independent, knowledge.confirmed, *knowledge.bases, *knowledge.ages]
    counts = [knowledge.facts, *(share.count for share in shares if share.count > 999)]
    assert len(counts) > 3
    for count in counts:
        assert f"{count:,}".replace(",", mark) in page and str(count) not in page


def test_the_page_is_there_in_both_languages_and_without_any_platform(client, platform):
    assert "Van 1 platforms die een buurt kan kiezen, weten we 5 feiten." in text(client.get(ADDRESS))
    assert client.get(f"/en{ADDRESS}").status_code == 200
    platform.delete()
    assert client.get(ADDRESS).status_code == 200


def test_the_whole_catalogue_is_counted_here_as_on_the_start_page(client, catalogue):
    platforms = Catalogue.current().platforms
    counts = count_catalogue(platforms)
    assert counts["platforms"] == len(platforms) and 0 < counts["ended"] < counts["platforms"] < counts["facts"]
    line = words(html.fromstring(client.get(ADDRESS).content.decode()).xpath("//main//ul/li")[0])
    start = html.fromstring(client.get("/").content.decode())
    shown = [words(one) for one in start.xpath("//dl[contains(@class, 'cijfers')]//dt")][:3]
    assert all(number in line for number in shown), (line, shown)
