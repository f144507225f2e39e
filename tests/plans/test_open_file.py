"""Opening a file of answers as a new plan."""

import json

import pytest

from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from stappenplan.plans.answers_file import BYTES_AT_MOST, answers_file
from stappenplan.wizard.pages import first_open_page
from tests.support.answers_files import alike, opened_plan, sent
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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


def test_no_file_at_all_is_told_on_the_page_that_asks_for_it(client):
    response = client.post("/openen/")
    assert response.status_code == 400
    assert "Kies eerst het bestand met uw antwoorden." in response.content.decode()


def test_the_start_page_opens_a_file(visitor):
    form = visitor.open("/").page.xpath("//form[@action='/openen/']")[0]
    assert form.get("enctype") == "multipart/form-data"
    assert form.xpath(".//input[@type='file'][@name='bestand']")
