"""What a visitor who comes when too much is going on is told, and what the operator finds in the log about it."""

import logging
from contextlib import ExitStack, contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stappenplan.exports import views as exports
from stappenplan.models import Report
from stappenplan.operations import concurrent_forms
from stappenplan.report.pdf import extraction
from tests.support.personas import RESIDENT_READY

pytestmark = pytest.mark.django_db


@contextmanager
def full_queue(kept, monkeypatch, settings):
    settings.REPORTS_WAITING = 1
    Report.objects.create(plan=kept.plan, key="of other answers", language="nl")
    yield


@contextmanager
def writing_of_words(kept, monkeypatch, settings):
    monkeypatch.setattr(exports, "WRITING_TURN_SECONDS", 0.01)
    with exports.writing:
        yield


@contextmanager
def all_taken(turns, number):
    """While each of so many turns is somebody else's."""
    with ExitStack() as taken:
        for _turn in range(number):
            taken.enter_context(turns)
        yield


def reading_of_files(kept, monkeypatch, settings):
    monkeypatch.setattr(extraction, "TURN_SECONDS", 0)
    return all_taken(extraction.extraction_turns, extraction.EXTRACTIONS_AT_ONCE)


def forms(kept, monkeypatch, settings):
    monkeypatch.setattr(concurrent_forms, "FORM_TURN_SECONDS", 0)
    return all_taken(concurrent_forms.turns, concurrent_forms.FORMS_AT_ONCE)


@pytest.mark.parametrize(
    ("busy", "address", "sent"),
    [
        (full_queue, "rapport/", None),
        (full_queue, "advies.pdf", None),
        (writing_of_words, "meenemen/advies.docx", None),
        (reading_of_files, "/controleer/", {"report": SimpleUploadedFile("advies.pdf", b"%PDF-1.7\n")}),
        (forms, "stap/start/", {"place": "Zeist"}),
    ],
)
def test_a_refusal_for_now_is_a_page_and_no_error_in_the_log(
    client, keep, monkeypatch, settings, caplog, busy, address, sent
):
    kept = keep(RESIDENT_READY)
    address = address if address.startswith("/") else f"/plan/{kept.token}/{address}"
    with busy(kept, monkeypatch, settings), caplog.at_level(logging.WARNING):
        response = client.get(address) if sent is None else client.post(address, sent)
    assert response.status_code == 503 and int(response["Retry-After"]) > 0
    assert "<h1" in response.content.decode()
    levels = [(one.levelname, one.getMessage().startswith("Busy: ")) for one in caplog.records]
    assert levels == [("WARNING", True)]
