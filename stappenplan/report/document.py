"""The report as a document: an advice as HTML, the key by which a report is known, and the signed PDF.

What each section says is chosen in `sections/`; the templates lay it out; `pdf/` makes the file; `queue.py` has the
reports that wait and those that are kept.
"""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from stappenplan.fonts import keep_drawable
from stappenplan.groups.outcome import outcome_of
from stappenplan.groups.participation import group_of
from stappenplan.groups.summary import summarise_outcome
from stappenplan.method import METHOD_VERSION
from stappenplan.method.declarations import NAME, OFFICIAL, TEXT
from stappenplan.method.law.points import CHECKED_ON, law_for
from stappenplan.method.profile import Profile, visible_answers
from stappenplan.method.steps import QUESTIONS
from stappenplan.operations.configuration.operator import read_operator
from stappenplan.operations.configuration.site_name import read_site_name
from stappenplan.report.sections.legal_points import list_law, list_our_law
from stappenplan.report.sections.memo.context import official_sections
from stappenplan.report.sections.resident_pages import resident_sections

from .pdf.render_pool import render_pdf
from .pdf.renderer import Pdf
from .record import build_record
from .signatures import sign_pdf


def report_html(
    plan, advice, catalogue, language, day: date | None = None, record: dict | None = None, draws_all: bool = False
) -> str:
    """The whole report as one HTML page: the memo for an official, the pages for the neighbours for a resident.

    `plan` offers `answers`, `emphasis` and `changed` (when the answers last changed). `day`: on
    which the report is made, today by default; it decides which law holds. The same plan, advice, catalogue and day
    give the same HTML. In its head is the record that goes along in the PDF: that of this advice unless another is
    given. What the fonts of a PDF cannot draw of a typed text is left out, but for a file that `draws_all`; the record
    has all of it.
    """
    day = day or timezone.localdate()
    said, answers = advice, plan.answers
    if not draws_all:
        said = replace(advice, profile=replace(advice.profile, answers=leave_out_undrawable(advice.profile.answers)))
        answers = leave_out_undrawable(answers)
    official = advice.profile.says("audience", OFFICIAL)
    with translation.override(language):
        context = {
            "language": language,
            "changed": timezone.localdate(plan.changed),
            "advice": said,
            "profile": said.profile,
            "ranking": said.ranking,
            "catalogue": catalogue,
            "method_version": METHOD_VERSION,
            "operator": read_operator(),
            "is_example": plan.is_example,
            "paper": True,
            "record": build_record(plan, advice, catalogue, day) if record is None else record,
            "made_on": day,
            "law": (list_law if official else list_our_law)(advice.profile, day),
            "law_checked_on": CHECKED_ON,
            "together": chosen_together(plan, catalogue),
        }
        if official:
            template = "council_memo.html"
            context |= official_sections(said, catalogue, answers, in_group=bool(context["together"]))
        else:
            template = "resident_pages.html"
            context |= resident_sections(said, catalogue, answers) | {"site_name": read_site_name()}
        return render_to_string(f"stappenplan/report/{template}", context)


def leave_out_undrawable(answers) -> dict:
    """The answers as a PDF quotes them: a typed text of which nothing can be drawn is None, so not answered."""
    typed = {key for key, question in QUESTIONS.items() if question.kind in (TEXT, NAME)}
    return {
        key: keep_drawable(answer) or None if key in typed and answer else answer for key, answer in answers.items()
    }


def make_pdf(html, alive=lambda: None) -> Pdf:
    """The report as a PDF/UA file, signed by this installation; `alive` as for `render_pdf`. Errors: `PdfError`."""
    made = render_pdf(html, alive)
    return made._replace(data=sign_pdf(made.data))


@cache
def code_version() -> str:
    """A digest of everything the report is made with: code, words and look. Another one, another report."""
    root = settings.BASE_DIR
    parts = (
        "stappenplan/**/*.py",
        "platforms/**/*.py",
        "stappenplan/locale/**/*.mo",
        "templates/**/*",
        "static/report.css",
    )
    files = sorted(file for part in parts for file in root.glob(part) if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def key_of(plan, catalogue, language, day: date | None = None) -> str:
    """What a report is known by: all that it says, but for the day on which it was made.

    A report that is kept says on which day it was made, and stays true: it is made again only when the law says
    something else about this plan, or a point of it must be looked at again.
    """
    changed = timezone.localdate(plan.changed).isoformat()
    law = law_edition(plan, day or timezone.localdate())
    parts = [code_version(), language, plan.answers, plan.emphasis, changed, catalogue.label, law]
    parts += [asdict(read_operator()), read_site_name()]
    group = group_of(plan)
    if group and outcome_of(group, catalogue):
        parts.append(group.outcome["key"])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def law_edition(plan, day: date) -> list:
    """Which wordings of the law a report of this plan has on this day: (point, from which day, whether it is due)."""
    profile = Profile(visible_answers(plan.answers), {}, ())
    return [(one.point.key, one.wording.valid_from.isoformat(), one.is_due) for one in law_for(profile, day)]


def chosen_together(plan, catalogue) -> dict | None:
    """What the group of this plan says together; None without a group, and while nobody in it counts."""
    group = group_of(plan)
    outcome = group and outcome_of(group, catalogue)
    return outcome and summarise_outcome(outcome, catalogue)


def __getattr__(name):
    """Tasks that were queued before name `stappenplan.report.document.render_report`; loaded when asked."""
    if name == "render_report":
        from .queue import render_report

        return render_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
