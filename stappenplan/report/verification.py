"""Verification of a stored report: whether it is intact, and what the advice would be now.

The file is read in memory and kept nowhere. A PDF is read by a process with hard limits: see pdf/extraction.py.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from platforms.models import Catalogue
from platforms.text import join_words
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.placement import find_placement
from stappenplan.method import METHOD_VERSION
from stappenplan.method.law.declarations import DatedPoint
from stappenplan.method.law.points import LAW, law_for
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, CAUSES, VERDICTS
from stappenplan.models import Plan
from stappenplan.municipalities.names import everyday_name
from stappenplan.operations.caching import keep_private
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.wizard.answers.validation import check_answers

from .pdf.extraction import Busy, Unreadable, extract_attachment
from .pdf.renderer import ATTACHED
from .record import NotARecord, build_record, parse_record, unknown_weights
from .signatures import check_seal, pdf_is_whole

PLACES_COMPARED = 10
PLATFORMS_WITH_FACTS = 20

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


class Move(NamedTuple):
    """Where one platform stood in the list of then and stands in that of now; None: it does not.

    `platform` and `evidence` are None when it is no longer in the catalogue; `standing` says where it is instead.
    """

    name: str
    platform: object
    evidence: object
    before: int | None
    after: int | None
    standing: object


@dataclass(frozen=True)
class Changes:
    """What is different between two records of the same answers; a pair is (then, now), empty when both are equal.

    `places`: a Move for each platform that was or is among the first ten; `moved`: whether any moved. `facts`:
    (platform, [(question, words then, words now)]), empty words: unknown; `more`: how many platforms with changed facts
    are not listed.
    """

    method: tuple[str, ...]
    catalogue: tuple[str, ...]
    verdict: tuple[str, ...]
    places: tuple
    moved: bool
    facts: tuple
    more: int

    def __bool__(self):
        return bool(self.method or self.catalogue or self.verdict or self.moved or self.facts)


@dataclass(frozen=True)
class LawChanges:
    """The law between the day of a report and today.

    `put_right`: titles of points of which we now say something else about that day; `since`: points that changed after
    it, or that must be looked at again.
    """

    day: date
    put_right: tuple[str, ...]
    since: tuple[DatedPoint, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
def check_report(request):
    """The form, and on the same page what was found in the file that was sent."""
    context, status = {"section": "methode"}, 200
    if request.method == "POST":
        try:
            data = read_upload(request)
            check_rate_limit(request, "checks")
            context |= found_in(data)
        except (NotARecord, Unreadable) as error:
            context["fault"], status = str(error), 400
        except Busy:
            context["fault"], status = BUSY, 503
    response = render(request, "stappenplan/report/verify.html", context, status=status)
    if status == 503:
        response["Retry-After"] = "60"
    return response


def read_upload(request) -> bytes:
    """The bytes of the file that was sent. Errors: NotARecord, with what is wrong with it."""
    # Larger than this, the upload handler has not kept it.
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise NotARecord(TOO_LARGE)
    if "report" not in request.FILES:
        raise NotARecord(NO_FILE)
    return request.FILES["report"].read()


def found_in(data: bytes) -> dict:
    """What there is to say of a report, as the context of its page. Errors: NotARecord, Unreadable, Busy."""
    if data.lstrip()[:1] == b"{":
        record, pdf = parse_record(data), None
    elif data.lstrip()[:5] == b"%PDF-":
        record, pdf = parse_record(extract_attachment(data, ATTACHED)), data
    else:
        raise NotARecord(NEITHER)
    return {"outcome": decide_outcome(check_seal(record), pdf), "record": record} | compare_with_current(record)


def decide_outcome(seal, pdf) -> VerificationOutcome:
    """What holds for this seal and these bytes of a PDF (None for JSON)."""
    if not seal.ours:
        return FROM_ELSEWHERE if seal.whole else ELSEWHERE_CHANGED
    if not seal.whole:
        return CHANGED
    if pdf is None:
        return AS_MADE_JSON
    return AS_MADE_PDF if pdf_is_whole(pdf) else PDF_CHANGED


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
        "first": [one["name"] for one in record["ranked"][:3]],
        "changes": diff_records(record, now, advice, catalogue),
        "law": law_changes(record, now, advice.profile, timezone.localdate()),
    }


def day_of(record) -> date:
    """The day on which a report was made; of one that does not say so, the day of its answers."""
    return date.fromisoformat(record.get("made_on") or record["date"])


def law_changes(then, now, profile, today: date) -> LawChanges | None:
    """What changed in the law of a report; None for a report of before its day was written down.

    `now`: the record made again with the day of the report.
    """
    if "made_on" not in then:
        return None
    day = date.fromisoformat(then["made_on"])
    at_the_time = {one.point.key: one for one in law_for(profile, day)}
    recomputed = now["law"]
    put_right = [key for key in {**recomputed, **then["law"]} if recomputed.get(key) != then["law"].get(key)]
    since = tuple(one for one in law_for(profile, today) if at_the_time.get(one.point.key) != one)
    titles = tuple(point.title for point in LAW if point.key in put_right)
    return LawChanges(day, titles, since)


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


def diff_records(then, now, advice, catalogue) -> Changes:
    """What differs between a record and the record of now, for the same answers."""
    facts = fact_changes(then, now, catalogue)
    places = tuple(place_changes(then, now, advice, catalogue))
    return Changes(
        method=pair_if_different(then, now, "method_version"),
        catalogue=pair_if_different(then, now, "catalogue_version"),
        verdict=pair_if_different(then, now, "verdict"),
        places=places,
        moved=any(move.before != move.after for move in places),
        facts=facts[:PLATFORMS_WITH_FACTS],
        more=max(0, len(facts) - PLATFORMS_WITH_FACTS),
    )


def pair_if_different(then, now, key):
    return (then[key], now[key]) if then[key] != now[key] else ()


def place_changes(then, now, advice, catalogue):
    """Where the first ten of then and of now stand, in the order of now."""
    before = {one["slug"]: (one.get("rank", place), one["name"]) for place, one in enumerate(then["ranked"], 1)}
    after = {one["slug"]: (one["rank"], one["name"]) for one in now["ranked"]}
    for slug in dict.fromkeys([*list(after)[:PLACES_COMPARED], *list(before)[:PLACES_COMPARED]]):
        platform = catalogue.by_slug.get(slug)
        name = platform.name if platform else before[slug][1]
        evidence = advice.evidence_of(platform) if platform else None
        gone = find_placement(advice, platform) if platform and slug not in after else None
        yield Move(name, platform, evidence, before.get(slug, (None,))[0], after.get(slug, (None,))[0], gone)


def fact_changes(then, now, catalogue):
    """The facts that the ranking read then and now and that differ, per platform ranked both times, best now first."""
    found = []
    for slug, facts in now["facts"].items():
        before = then["facts"].get(slug)
        if before is None or before == facts:
            continue
        rows = [
            (VOCABULARY[key].label, write_value(key, before.get(key)), write_value(key, facts.get(key)))
            for key in dict.fromkeys([*facts, *before])
            if key in VOCABULARY and before.get(key) != facts.get(key)
        ]
        if rows:
            found.append((catalogue.by_slug[slug], rows))
    return found


def write_value(key, value) -> str:
    """A value in the words of the vocabulary; "" when it is not known."""
    values = value if isinstance(value, list) else [value] if value is not None else []
    spoken = join_words([gettext(VOCABULARY[key].values.get(one, one)) for one in values]) if values else ""
    return spoken[:1].upper() + spoken[1:]
