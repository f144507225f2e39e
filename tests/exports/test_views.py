"""What a visitor takes along: one page with all files, each private and under its own name."""

import csv
import io
import re

import pytest

from stappenplan.exports import views
from stappenplan.models import Plan
from stappenplan.plans.answers_file import open_answers
from tests.support.answers_files import alike, opened_plan, sent
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FILES = ("advies.docx", "agenda.ics", "vragen.txt", "vergelijking.csv", "vergelijking.json")


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_advice_leads_to_a_page_with_every_file(visitor, keep):
    kept = keep(OFFICIAL_READY)
    page = visitor.open(kept.at("advies")).follow("Alle bestanden: Word, agenda, tabellen")
    assert page.heading == "Meenemen"
    links = set(page.page.xpath("//main//a/@href | //main//form/@action"))
    assert {f"{kept.at('meenemen')}{name}" for name in (*FILES, "antwoorden.json", "wissen/")} <= links
    assert {"/burenblad/", "/vragenblad/gemeente/", kept.at("rapport"), f"/plan/{kept.token}/advies.csv"} <= links


@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY], ids=["official", "resident"])
def test_the_size_that_the_page_tells_of_a_file_is_its_size(visitor, keep, client, answers):
    page = visitor.open(keep(answers).at("meenemen")).page
    told = {}
    for link in page.xpath("//main//a[@download]"):
        size = re.search(r"(ongeveer|minder dan) (\d+) kB", words(link.xpath("following-sibling::span[1]")[0]))
        told[link.get("href").rpartition("/")[2]] = (
            size[1],
            int(size[2]),
            len(client.get(link.get("href")).content) / 1000,
        )
    assert {"advies.csv", "advies.json", "advies.docx", "vergelijking.csv", "vragen.txt", "antwoorden.json"} <= set(
        told
    )
    for name, (how, size, real) in told.items():
        least, most = (0.1, 1) if how == "minder dan" else (0.7, 1.4)
        assert least <= real / size <= most, (name, size, real)


def test_who_reads_along_gets_the_files_but_never_the_answers_or_a_link_of_the_owner(visitor, keep, client):
    kept = keep(RESIDENT_READY)
    root = f"/advies/{Plan.view_token(kept.token)}/meenemen/"
    page = visitor.open(root)
    assert not [link for link in page.page.xpath("//main//a/@href") if "/plan/" in link or "antwoorden" in link]
    for private in ("antwoorden.json", "wissen/"):
        assert client.get(root + private).status_code == 404
    assert client.get(root + "vergelijking.csv").content == client.get(kept.at("meenemen") + "vergelijking.csv").content


def test_files_are_private_and_their_names_belong_together(take):
    for name in FILES:
        response = take(name, RESIDENT_READY)
        kind, extension = name.split(".")
        assert response["Content-Disposition"] == f'attachment; filename="{kind}-buurtplatform-aalten.{extension}"'
        assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]


def test_before_saying_who_they_are_the_owner_comes_to_that_question_and_a_reader_is_told(client, keep):
    kept = keep()
    for name in ("", *FILES):
        assert client.get(kept.at("meenemen") + name)["Location"] == kept.at("stap/start")
        told = client.get(f"/advies/{Plan.view_token(kept.token)}/meenemen/{name}").content.decode()
        assert "Er is nog geen advies" in told


def test_a_word_file_waits_its_turn_and_says_so_when_that_does_not_come(take, monkeypatch):
    monkeypatch.setattr(views, "WRITING_TURN_SECONDS", 0.01)
    with views.writing:
        response = take("advies.docx", RESIDENT_READY)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Het is nu druk." in response.content.decode()


# --- files -------------------------------------------------------------------------------------------------------


def test_the_comparison_has_the_chosen_platforms_every_fact_and_its_sources(take, keep):
    ranked = [one.platform for one in keep(OFFICIAL_READY).plan.advice().ranking.ranked]
    chosen = [ranked[4], ranked[1]]
    told = take("vergelijking.json", p=[one.slug for one in chosen]).json()
    assert [one["slug"] for one in told["platforms"]] == [one.slug for one in chosen]
    for row in told["facts"]:
        for platform in chosen:
            fact, cell = platform.facts.get(row["key"]), row["values"][platform.slug]
            assert (cell is None) == (fact is None)
            if fact:
                assert (cell["value"], cell["words"], cell["basis"]) == (fact.value, fact.words, fact.basis)
                assert cell["sources"] == [source.url for source in fact.source_list]


@pytest.mark.parametrize(("language", "separator"), [("", ";"), ("/en", ",")])
def test_the_comparison_as_a_table_opens_in_a_spreadsheet_of_that_language(take, language, separator):
    response = take("vergelijking.csv", language=language)
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=separator))
    assert len(rows) > 20 and {len(row) for row in rows} == {2 + 3 * 4}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_download_and_erase_leaves_a_file_that_opens_and_nothing_here(visitor, keep):
    kept = keep(RESIDENT_READY)
    visitor.open(kept.at("meenemen")).follow("Opslaan en wissen")
    address = visitor.page.xpath("//main//a[@download]/@href")[0]
    content = visitor.client.get(address).content
    visitor.press("Ik heb het bestand. Wis mijn plan")
    assert not Plan.objects.exists()
    plan = opened_plan(visitor.client, visitor.client.post("/openen/", sent(content)))
    assert alike(plan.answers) == alike(RESIDENT_READY)


def test_the_quick_check_gives_its_answers_as_a_file_and_stores_nothing(client):
    answers = PERSONAS["quick_check"]
    response = client.post("/snelle-check/antwoorden.json", answers)
    assert alike(open_answers(response.content).answers) == alike(answers)
    assert not Plan.objects.exists()
