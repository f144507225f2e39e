"""`manage.py advise`: answers in files, advice in files."""

import csv
import io
import json

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from platforms.models import Catalogue
from stappenplan.management.commands.advise import write_summary
from stappenplan.report import record, signatures
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = pytest.mark.django_db

GOOD = {"zuid": {"answers": RESIDENT_READY, "date": "2026-11-20"}, "noord": RESIDENT_READY | {"place": "Zeist"}}
WRONG = {
    "wens": OFFICIAL_READY | {"goal_main": "iets", "vraag": "x"},
    "gewicht": {"answers": RESIDENT_READY, "emphasis": {"goal_fit": "loads"}},
    "datum": {"answers": RESIDENT_READY, "date": "morgen"},
    "lijst": [],
}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    return place


def put(folder, files):
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))


def advise(*arguments):
    """What the command wrote on the screen, what it complained of, and how it ended."""
    out, err, ended = io.StringIO(), io.StringIO(), ""
    try:
        call_command("advise", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        ended = str(error)
    return out.getvalue(), err.getvalue(), ended


@pytest.mark.pdf
def test_a_folder_gives_a_report_for_each_good_file_and_names_the_wrong_ones(folder, tmp_path):
    put(folder, GOOD | WRONG)
    (folder / "kapot.json").write_text("{")
    shown, complaints, ended = advise(folder, "--out", tmp_path / "out")
    assert ended == "5 bestanden gingen niet."
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"zuid.pdf", "noord.pdf", "overzicht.csv"}
    for complaint in (
        "wens.json: goal_main (Wat wilt u vooral bereiken in de buurt?): Kies een van de antwoorden uit de lijst.",
        "wens.json: vraag: Deze vraag bestaat niet.",
        "gewicht.json: emphasis, goal_fit: Dit gewicht bestaat niet.",
        "datum.json: date: Schrijf de datum zo: 2026-11-24.",
        "lijst.json: answers: Geef de antwoorden als een object: vraag en antwoord.",
        "kapot.json: Dit bestand is geen geldige JSON.",
    ):
        assert complaint in complaints.splitlines()
    rows = list(csv.DictReader((tmp_path / "out" / "overzicht.csv").open(encoding="utf-8-sig"), delimiter=";"))
    assert [(row["Bestand"], row["Plaats"], row["Voor wie"]) for row in rows] == [
        ("noord.json", "Zeist", "bewoners"),
        ("zuid.json", "Aalten", "bewoners"),
    ]
    assert all(row["Oordeel"] == "Ja, een platform past" and row["1"] and row["Zekerheid"] for row in rows)
    assert all(row["1"] in shown for row in rows)
    data = (tmp_path / "out" / "zuid.pdf").read_bytes()
    assert signatures.is_pdf_intact(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        content = record.parse_record(document.attachments["advies.json"].get_file().read_bytes())
    assert (content["date"], content["language"]) == ("2026-11-20", "nl")
    advise(folder / "zuid.json", "--pdf", tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == data


@pytest.mark.parametrize(("language", "begin"), [("nl", '"Bestand";"Plaats"'), ("en", '"File","Place"')])
def test_the_summary_has_the_separator_of_a_spreadsheet_in_that_language(tmp_path, language, begin):
    with translation.override(language):
        write_summary([], tmp_path / "overzicht.csv")
    assert (tmp_path / "overzicht.csv").read_text(encoding="utf-8-sig").startswith(begin)


def test_one_file_gives_the_data_in_the_language_asked_for(folder, tmp_path):
    put(folder, GOOD)
    shown, complaints, ended = advise(folder / "noord.json", "--json", tmp_path / "out.json", "--language", "en")
    assert (complaints, ended) == ("", "")
    assert "Yes, a platform fits" in shown
    content = record.parse_record((tmp_path / "out.json").read_bytes())
    assert signatures.check_signature(content) == (True, True)
    assert (content["language"], content["date"]) == ("en", Catalogue.current().changed.isoformat())
    advise(tmp_path / "out.json", "--json", tmp_path / "again.json", "--language", "en")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "out.json").read_bytes(), (
        "advies.json is an answer file"
    )


def test_what_does_not_go_together_is_said(folder, tmp_path):
    assert advise(folder, "--out", tmp_path / "out")[2] == f"In {folder} staan geen JSON-bestanden."
    assert advise(folder, "--pdf", tmp_path / "x.pdf")[2] == "Bij een map hoort --out, en niet --pdf of --json."
    put(folder, GOOD)
    assert advise(folder / "zuid.json", "--out", tmp_path)[2].startswith("--out hoort bij een map.")
    assert "niets.json" in advise(folder / "niets.json")[1]
