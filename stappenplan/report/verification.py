"""Verification of a stored report: whether it is intact, and what the advice would be now.

The file is read in memory and kept nowhere. A PDF is read by a process with hard limits: see pdf/extraction.py.
"""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from platforms.models import Catalogue
from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment.shelves import FIRST_FEW
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, CAUSES, VERDICTS
from stappenplan.models import Plan
from stappenplan.municipalities.names import everyday_name
from stappenplan.operations.busy import refuse_for_now
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.wizard.answers.validation import check_answers

from .pdf.extraction import Busy, Unreadable, extract_attachment
from .pdf.renderer import ATTACHED
from .record import NotARecord, build_record, parse_record, unknown_weights
from .record_diff import diff_records, first_places, law_changes
from .signatures import check_signature, is_pdf_intact

MISSING_ANSWERS = _("Waarschijnlijk wel, maar we missen nog antwoorden")
NO_FILE = _("Kies eerst een bestand.")
TOO_LARGE = _("Dit bestand is te groot. Een rapport is kleiner dan 3 MB.")
NEITHER = _("Dit is geen PDF en ook geen JSON. Kies het rapport zoals u het hier ophaalde.")
BUSY = _("Er worden nu te veel rapporten gecontroleerd. Probeer het over een minuut opnieuw.")


class VerificationOutcome(NamedTuple):
    """What can be said of a file: whether that is good news, the heading, what it means."""

    good: bool
    heading: str
    meaning: str


AS_MADE_PDF = VerificationOutcome(
    True,
    _("Dit rapport is niet veranderd"),
    _("De PDF is precies zoals deze site hem maakte, met alle tekst en gegevens."),
)
AS_MADE_JSON = VerificationOutcome(
    True,
    _("Deze gegevens zijn niet veranderd"),
    _("Ze zijn precies zoals deze site ze maakte."),
)
PDF_CHANGED = VerificationOutcome(
    False,
    _("De PDF is veranderd, de gegevens erin niet"),
    _("Misschien bewaarde een ander programma hem opnieuw. Vertrouw alleen wat hieronder staat."),
)
CHANGED = VerificationOutcome(
    False,
    _("Dit bestand is veranderd"),
    _("Zo heeft deze site het niet gemaakt. Vertrouw het dus niet."),
)
FROM_ELSEWHERE = VerificationOutcome(
    False,
    _("Dit bestand komt van een andere site"),
    _("Alleen de site die het maakte, kan nagaan of het is veranderd."),
)
ELSEWHERE_CHANGED = VerificationOutcome(
    False,
    _("Dit bestand is veranderd"),
    _("Het noemt een andere site, maar zo heeft ook die het niet gemaakt. Vertrouw het dus niet."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
def check_report(request):
    """The form, and on the same page what was found in the file that was sent."""
    context, status, busy = {"section": "methode"}, 200, False
    if request.method == "POST":
        try:
            data = read_upload(request)
            check_rate_limit(request, "checks")
            context |= verify_file(data)
        except (NotARecord, Unreadable) as error:
            context["fault"], status = str(error), 400
        except Busy:
            context["fault"], busy = BUSY, True
    response = render(request, "stappenplan/report/verify.html", context, status=status)
    return refuse_for_now(request, response, seconds=60) if busy else response


def read_upload(request) -> bytes:
    """The bytes of the file that was sent. Errors: NotARecord, with what is wrong with it."""
    # Larger than this, the upload handler has not kept it.
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise NotARecord(TOO_LARGE)
    if "report" not in request.FILES:
        raise NotARecord(NO_FILE)
    return request.FILES["report"].read()


def verify_file(data: bytes) -> dict:
    """What there is to say of a report, as the context of its page. Errors: NotARecord, Unreadable, Busy."""
    if data.lstrip()[:1] == b"{":
        record, pdf = parse_record(data), None
    elif data.lstrip()[:5] == b"%PDF-":
        record, pdf = parse_record(extract_attachment(data, ATTACHED)), data
    else:
        raise NotARecord(NEITHER)
    return {"outcome": decide_outcome(check_signature(record), pdf), "record": record} | compare_with_current(record)


def decide_outcome(signature, pdf) -> VerificationOutcome:
    """What holds for this SignatureCheck and these bytes of a PDF (None for JSON)."""
    if not signature.issued_here:
        return FROM_ELSEWHERE if signature.intact else ELSEWHERE_CHANGED
    if not signature.intact:
        return CHANGED
    if pdf is None:
        return AS_MADE_JSON
    return AS_MADE_PDF if is_pdf_intact(pdf) else PDF_CHANGED


def compare_with_current(record) -> dict:
    """What is in the record, and what differs in an advice of now; nothing when its answers fit no question of now."""
    answers, faults = check_answers(record["answers"])
    emphasis = record["weights_by_hand"]
    catalogue = Catalogue.current()
    try:
        if faults or unknown_weights(emphasis) or not catalogue.platforms:
            raise ValueError
        plan = Plan(answers=answers, emphasis=emphasis)
        advice = plan.advice(catalogue)
    except ValueError:
        return {}
    day = day_of(record)
    now = build_record(plan, advice, catalogue, day)
    return {
        "made": date.fromisoformat(record["date"]),
        "place": everyday_name(answers.get("place") or ""),
        "goal": answers.get("goal_sentence") or "",
        "verdict": verdict_of_record(record, advice.verdict),
        "verdict_now": advice.verdict,
        "is_earlier_method": is_earlier(record["method_version"], METHOD_VERSION),
        "now": advice.shelves[0],
        "here": advice.already_here,
        "first": [one["name"] for one in first_places(record["ranked"], FIRST_FEW)],
        "changes": diff_records(record, now, advice, catalogue),
        "law": law_changes(record, now, advice.profile, timezone.localdate()),
    }


def day_of(record) -> date:
    """The day on which a report was made; of one that does not say so, the day of its answers."""
    return date.fromisoformat(record.get("made_on") or record["date"])


def verdict_of_record(record, now) -> "str | Sentence":
    """The verdict in a record, in words; "" for one that we do not know."""
    key, cause = record["verdict"], record.get("verdict_cause")
    if (key, cause or "") == (now.key, now.cause):
        return now.text
    if cause == ANSWERS:
        return MISSING_ANSWERS
    known = CAUSES.get(key, {}).get(cause) or VERDICTS.get(key)
    return known.text if known else ""


def is_earlier(then: str, now: str) -> bool:
    """Whether a version comes before another; a version that is no row of numbers does not."""
    try:
        return [int(part) for part in then.split(".")] < [int(part) for part in now.split(".")]
    except ValueError:
        return False
