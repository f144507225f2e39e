"""The mark beside the name of a platform; built in, because every page that names one shows it."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from stappenplan.method.evidence.status import ENDED, RAN, RUNS, UNKNOWN_STATUS, EvidenceStatus, collect_evidence
from stappenplan.text import say

from .charts import icon

register = template.Library()

STATUS_ICONS = {RUNS: "fits", RAN: "watch", UNKNOWN_STATUS: "unknown", ENDED: "ended"}


@register.simple_tag(takes_context=True)
def evidence_mark(context, known) -> str:
    """Whether a platform runs, and when that was last seen, in a word with an icon.

    `known`: an EvidenceStatus, or a platform of the catalogue in the context.
    """
    evidence = (
        known if isinstance(known, EvidenceStatus) else collect_evidence(known, (), context["catalogue"].released)
    )
    shown = {name: bool(context.get(name)) for name in ("paper", "marks_in_words", "to_decide")}
    return draw_mark(evidence, get_language(), **shown)


@lru_cache(maxsize=2048)
def draw_mark(evidence, language, paper=False, marks_in_words=False, to_decide=False) -> str:
    """The mark itself, in the active language, which is `language`; without sign or colour when `marks_in_words`.

    `to_decide`: whether a decision rests on it, so that what was not seen lately is to be checked.
    """
    status, mark = evidence.status, evidence.mark
    if to_decide and evidence.is_to_confirm:
        status, mark = RAN, evidence.mark_to_decide
    if marks_in_words:
        return format_html('<span class="merk">{}</span>', say(mark))
    sign = "" if paper else icon(STATUS_ICONS[status])
    # Without a space or line at its end: a comma or full stop may follow.
    return format_html('<span class="merk merk--{}">{} {}</span>', status, sign, say(mark))
