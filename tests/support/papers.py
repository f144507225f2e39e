"""Reports over the catalogue of a test, as HTML and as PDF: each is made once in a run, for all tests that read it.

To make and to sign the record in the head of a report takes half of its time, and no page shows it: a tree of pages
for which no persona gave the answers is made without.

What is kept is known by the key of a report: with other answers, catalogue, operator or law it is another.
"""

import json
from copy import deepcopy
from datetime import datetime

import lxml.html
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.report.document import key_of, report_html
from stappenplan.report.pdf.render_pool import render_pdf
from tests.support.personas import PERSONAS

ADVISED, MADE, WITHOUT_RECORD, READ, PRINTED = {}, {}, {}, {}, {}


def plan_of(answers):
    """A plan that is stored nowhere, with a date that stands on its paper."""
    return Plan(answers=answers, changed=timezone.make_aware(datetime(2026, 11, 22, 12)))


def advice_for(answers):
    """The advice on these answers, which the report of them has too: how sure it is, is worked out once."""
    catalogue, written = Catalogue.current(), json.dumps(answers)
    if (catalogue.stamp, written) not in ADVISED:
        ADVISED[catalogue.stamp, written] = plan_of(json.loads(written)).advice(catalogue)
    return ADVISED[catalogue.stamp, written]


def paper_of(answers, language="nl", day=None):
    """The report of these answers as HTML; `day`: on which it is made, today by default."""
    return keep_paper(MADE, answers, language, day, None)


def keep_paper(kept, answers, language, day, record):
    plan, catalogue, day = plan_of(answers), Catalogue.current(), day or timezone.localdate()
    key = key_of(plan, catalogue, language, day), day
    if key not in kept:
        kept[key] = report_html(plan, advice_for(answers), catalogue, language, day, record)
    return kept[key]


def pdf_of(paper):
    """The PDF of such an HTML page, not signed; the child that makes them waits for the next one."""
    if paper not in PRINTED:
        PRINTED[paper] = render_pdf(paper).data
    return PRINTED[paper]


def sheets_of(answers, language="nl", day=None):
    """What such a report shows, as HTML without the record."""
    return keep_paper(WITHOUT_RECORD, answers, language, day, {})


def page_of(answers, language="nl", day=None):
    """The same as a tree of one's own, to look at and to take apart."""
    whole = day is None and answers in PERSONAS.values()  # others ask for this one as HTML
    paper = (paper_of if whole else sheets_of)(answers, language, day)
    if paper not in READ:
        READ[paper] = lxml.html.fromstring(paper)
    return deepcopy(READ[paper])
