"""Reports over the catalogue of a test, as HTML and as PDF: each is made once in a run, for all tests that read it.

What is kept is known by the key of a report: with other answers, catalogue, operator or law it is another.
"""

from copy import deepcopy
from datetime import datetime

import lxml.html
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.models import Plan
from stappenplan.report.document import key_of, report_html
from stappenplan.report.pdf.render_pool import render_pdf

MADE, READ, PRINTED = {}, {}, {}


def plan_of(answers):
    """A plan that is stored nowhere, with a date that stands on its paper."""
    return Plan(answers=answers, changed=timezone.make_aware(datetime(2026, 11, 22, 12)))


def paper_of(answers, language="nl", day=None):
    """The report of these answers as HTML; `day`: on which it is made, today by default."""
    plan, catalogue, day = plan_of(answers), Catalogue.current(), day or timezone.localdate()
    key = key_of(plan, catalogue, language, day), day
    if key not in MADE:
        MADE[key] = report_html(plan, plan.advice(catalogue), catalogue, language, day)
    return MADE[key]


def pdf_of(paper):
    """The PDF of such an HTML page, not signed; the child that makes them waits for the next one."""
    if paper not in PRINTED:
        PRINTED[paper] = render_pdf(paper).data
    return PRINTED[paper]


def page_of(answers, language="nl", day=None):
    """The same as a tree of one's own, to look at and to take apart."""
    paper = paper_of(answers, language, day)
    if paper not in READ:
        READ[paper] = lxml.html.fromstring(paper)
    return deepcopy(READ[paper])
