"""What a visitor takes along: one page with all files, what each holds, and a file of answers that opens again."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from stappenplan.advice.provider_questions import inquiries
from stappenplan.exports import views
from stappenplan.exports.provider_questions import questions_file
from stappenplan.method.advice import advise
from stappenplan.method.assessment.criteria import CRITERIA
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan, hash_token
from stappenplan.plans.answers_file import BYTES_AT_MOST, answers_file, open_answers
from stappenplan.plans.filenames import file_name
from stappenplan.text import say
from stappenplan.wizard.pages import first_open_page
from stappenplan.wizard.paper_forms import question_sheet
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def alike(answers):
    """Answers without the order in which several were chosen: a file keeps that of the question."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in answers.items()}


FILES = ("advies.docx", "agenda.ics", "vragen.txt", "vergelijking.csv", "vergelijking.json")


@pytest.fixture
def take(client, keep):
    """Ask for a file of a plan: `take("agenda.ics", answers, reader=True)`."""

    def take(name, answers=OFFICIAL_READY, reader=False, language="", **query):
        kept = keep(answers)
        root = f"advies/{Plan.view_token(kept.token)}" if reader else f"plan/{kept.token}"
        return client.get(f"{language}/{root}/meenemen/{name}", query)

    return take


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_advice_leads_to_a_page_with_every_file(visitor, keep):
    kept = keep(OFFICIAL_READY)
    page = visitor.open(kept.at("advies")).follow("Alle bestanden: Word, agenda, tabellen")
    assert page.heading == "Meenemen"
    links = set(page.page.xpath("//main//a/@href | //main//form/@action"))
    assert {f"{kept.at('meenemen')}{name}" for name in (*FILES, "antwoorden.json", "wissen/")} <= links
    assert {"/burenblad/", "/vragenblad/gemeente/", kept.at("rapport"), f"/plan/{kept.token}/advies.csv"} <= links


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


@pytest.mark.parametrize(
    ("place", "name"), [("'s-Gravenhage", "-den-haag"), (None, ""), ("../\r\nSet-Cookie: x", None)]
)
def test_a_file_name_is_safe_whatever_the_place(place, name):
    made = file_name("advies", {"place": place}, "docx")
    assert made == f"advies-buurtplatform{name}.docx" if name is not None else made.replace("-", "").isascii()
    assert not set(made) & set('/\\\r\n"; ')


def test_before_saying_who_they_are_the_owner_comes_to_that_question_and_a_reader_is_told(client, keep):
    kept = keep()
    for name in ("", *FILES):
        assert client.get(kept.at("meenemen") + name)["Location"] == kept.at("stap/start")
        told = client.get(f"/advies/{Plan.view_token(kept.token)}/meenemen/{name}").content.decode()
        assert "Er is nog geen advies" in told


def test_without_a_platform_left_there_is_nobody_to_ask():
    advice = advise(OFFICIAL_READY, (), on=date(2026, 1, 1))
    assert not advice.ranking.ranked
    assert questions_file(advice) == ""


def test_a_word_file_waits_its_turn_and_says_so_when_that_does_not_come(take, monkeypatch):
    monkeypatch.setattr(views, "TURN_SECONDS", 0.01)
    with views.writing:
        response = take("advies.docx", RESIDENT_READY)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Het is nu druk." in response.content.decode()


# --- comparison, questions, dates ----------------------------------------------------------------------------------


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


def test_the_questions_are_those_of_the_advice_as_mail_ready_to_send(take, keep):
    advice = keep(OFFICIAL_READY).plan.advice()
    text = take("vragen.txt").content.decode()
    for assessment in advice.shelves[0].first:
        assert f"Voor: {assessment.platform.name} ({say(assessment.evidence.mark)})\n" in text
        assert all(one.ask in text for one in inquiries(advice, assessment))


def events(response):
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_dates_count_from_the_day_that_was_chosen_and_last_a_whole_day(client, keep):
    kept = keep(OFFICIAL_READY)
    address = kept.at("meenemen") + "agenda.ics"
    first = events(client.get(address, {"vanaf": "2028-02-29", "terugblik": "1-12-2028"}))
    days = [date(2028, 3, 30), date(2028, 6, 8), date(2029, 2, 28), date(2028, 12, 1)]
    assert [event["dtstart"].dt for event in first.values()] == days
    assert all(type(event["dtstart"].dt) is date for event in first.values())
    assert all((event["dtend"].dt - event["dtstart"].dt).days == 1 for event in first.values())
    later = events(client.get(address, {"vanaf": "2028-03-01"}))
    assert list(later) == list(first)[:3]
    other = events(client.get(keep(OFFICIAL_READY).at("meenemen") + "agenda.ics"))
    assert not set(other) & set(first)


def test_the_dates_tell_nobody_whose_plan_it_is(client, keep):
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        kept = keep(answers)
        told = client.get(kept.at("meenemen") + "agenda.ics").content.replace(b"\r\n ", b"").decode()
        assert kept.token not in told and answers["place"] not in told and answers["goal_sentence"][:30] not in told
        assert ("hoofdstuk" in told) == (answers is OFFICIAL_READY)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"vanaf": "31 februari"}, "Schrijf de dag zo"),
        ({"vanaf": ""}, "Vul in op welke dag u begint."),
        ({"vanaf": "9999-12-31"}, "Kies een dag vóór het jaar 2100."),
        ({"vanaf": "2026-05-01", "terugblik": "2026-05-01"}, "Kies een dag na de dag waarop u begint."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field_and_what_was_typed_stays(take, query, said):
    response = take("agenda.ics", **query)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert all(f'value="{value}"' in response.content.decode() for value in query.values())


# --- the answers as a file -----------------------------------------------------------------------------------------


def sent(content, name="antwoorden.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return {"bestand": SimpleUploadedFile(name, content)}


def opened_plan(client, response):
    """The plan that an upload made."""
    token = response["Location"].split("/plan/")[1].split("/")[0]
    assert client.cookies["plan"].value == token
    return Plan.objects.get(edit_hash=hash_token(token))


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_a_file_of_answers_opens_as_the_same_answers(name):
    opened = open_answers(answers_file(PERSONAS[name]).encode())
    assert (alike(opened.answers), opened.faults) == (alike(PERSONAS[name]), ())


def test_answers_that_do_not_apply_now_and_weights_go_along(client, keep):
    kept = keep(OFFICIAL_READY | {"existing": ["none"], "hours": None, "offline_ways": ["meeting_place"]})
    Plan.objects.filter(pk=kept.plan.pk).update(emphasis={"privacy": "heavy"})
    content = client.get(kept.at("meenemen") + "antwoorden.json").content
    plan = opened_plan(client, client.post("/openen/", sent(b"\xef\xbb\xbf" + content)))
    assert (plan.answers, plan.emphasis) == (kept.answers, {"privacy": "heavy"})
    assert plan.pk != kept.plan.pk


def test_the_data_of_an_advice_can_be_opened_too(client, keep):
    kept = keep(RESIDENT_READY)
    content = client.get(f"/plan/{kept.token}/advies.json").content
    assert alike(opened_plan(client, client.post("/openen/", sent(content))).answers) == alike(RESIDENT_READY)


def test_what_cannot_be_taken_over_is_named_and_nothing_is_stored_before_the_visitor_agrees(visitor):
    told = json.loads(answers_file(RESIDENT_READY))
    told["answers"] |= {"area_size": "planet", "old_question": ["zus", "zo"], "hours": 7, "place": "Atlantis"}
    told["answers"] |= {"gone_and_skipped": None}
    told["questions"]["old_question"] = "Heeft u <b>fietsen</b>?"
    told["weights_by_hand"] = {"privacy": "veel", "beauty": "heavy"}
    visitor.open("/openen/")
    visitor._land(visitor.client.post("/openen/", sent(json.dumps(told))), "/openen/")
    rows = [words(row) for row in visitor.page.xpath("//main//ul/li")]
    for expected in (
        QUESTIONS["area_size"].label,
        "“planet”",
        "Heeft u <b>fietsen</b>?",
        "“zus, zo”",
        QUESTIONS["hours"].label,
        "“7”",
        "“Atlantis”",
        "Gewicht van: Privacy",
        "Gewicht van: beauty",
    ):
        assert any(expected in row for row in rows), (expected, rows)
    assert len(rows) == 6
    assert not Plan.objects.exists()
    visitor.press("Ga verder met de rest")
    (plan,) = Plan.objects.all()
    left = {key: value for key, value in RESIDENT_READY.items() if key not in ("area_size", "hours", "place")}
    assert (alike(plan.answers), plan.emphasis) == (alike(left), {})
    assert first_open_page(plan.answers) == "start"


@pytest.mark.parametrize("part", ["answers", "weights_by_hand"])
@pytest.mark.parametrize(("number", "shown", "more"), [(50, 50, False), (51, 50, True), (9000, 50, True)])
def test_after_fifty_faults_the_list_ends_and_says_so(visitor, part, number, shown, more):
    told = json.loads(answers_file(RESIDENT_READY)) | {"weights_by_hand": {}}
    told[part] |= {f"name {one}": "x" for one in range(number)}
    visitor._land(visitor.client.post("/openen/", sent(json.dumps(told))), "/openen/")
    assert len(visitor.page.xpath("//main//ul/li")) == shown
    assert ("Er zijn meer fouten. We tonen de eerste." in visitor.text) is more
    assert len(visitor.response.content) < 60_000
    visitor.press("Ga verder met de rest")
    assert alike(Plan.objects.get().answers) == alike(RESIDENT_READY)


def test_a_file_counts_before_it_is_read(client, settings):
    settings.LIMITS = settings.LIMITS | {"plans": (1, 3600)}
    faulty = json.dumps({"answers": {"no": "question"}})
    assert [client.post("/openen/", sent(faulty)).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kunnen we niet lezen"),
        (b"%PDF-1.7", "kunnen we niet lezen"),
        (b"\xff\xfe\x00", "kunnen we niet lezen"),
        (b'{"a": ' * 2000 + b"1" + b"}" * 2000, "Kies het bestand dat u hier opsloeg."),  # newer Pythons can read it
        (b'{"answers": {"goal_sentence": "\\ud800"}}', "kunnen we niet lezen"),
        (b"[1, 2]", "staan geen antwoorden"),
        (b'{"answers": ["audience"]}', "staan geen antwoorden"),
        (b" " * (BYTES_AT_MOST + 1), "te groot"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_is_something_else_is_refused_in_words_and_nothing_is_stored(client, content, said):
    response = client.post("/openen/", sent(content))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Plan.objects.exists()


def test_a_weight_that_leaves_nothing_is_not_taken_over():
    told = json.loads(answers_file(RESIDENT_READY, {criterion.key: "none" for criterion in CRITERIA}))
    opened = open_answers(json.dumps(told).encode())
    assert opened.emphasis == {} and len(opened.faults) == len(CRITERIA)


def test_no_file_at_all_is_told_on_the_page_that_asks_for_it(client):
    response = client.post("/openen/")
    assert response.status_code == 400
    assert "Kies eerst het bestand met uw antwoorden." in response.content.decode()


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


def test_the_start_page_opens_a_file(visitor):
    form = visitor.open("/").page.xpath("//form[@action='/openen/']")[0]
    assert form.get("enctype") == "multipart/form-data"
    assert form.xpath(".//input[@type='file'][@name='bestand']")


# --- paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "audience"), [("gemeente", "official"), ("bewoner", "resident")])
def test_every_question_for_who_it_is_stands_on_paper_with_all_its_answers(visitor, who, audience):
    page = visitor.open(f"/vragenblad/{who}/")
    shown = [words(heading) for heading in page.page.xpath("//main//h3")]
    asked = [
        question.label_for(audience)
        for question in QUESTIONS.values()
        if question.key != "audience" and audience in (question.when or {}).get("audience", (audience,))
    ]
    assert [heading.partition(" ")[2] for heading in shown] == asked
    boxes = page.page.xpath("//main//ul/li")
    assert len(boxes) == sum(
        len(part.question.options) for _step, parts in question_sheet(audience) for asked in parts for part in asked
    )


def test_a_question_that_follows_another_says_when_it_applies(visitor):
    text = visitor.open("/vragenblad/bewoner/").text
    assert "Sla over als u bij vraag 6 koos: “Nog niet”." in text
    assert "Sla over als u bij vraag 9 koos: “Niets” of “Weet ik niet”." in text


def test_the_sheet_for_talks_says_what_to_answer_afterwards(visitor):
    page = visitor.open("/burenblad/")
    assert QUESTIONS["need_source"].label in page.text
    tallies = [words(row) for row in page.page.xpath("//tbody//th")]
    assert {option.label for option in QUESTIONS["goal_main"].options} <= set(tallies)
