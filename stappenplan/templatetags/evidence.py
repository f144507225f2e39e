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

    `known`: an Evidence, or a platform of the catalogue in the context.
    """
    evidence = (
        known if isinstance(known, EvidenceStatus) else collect_evidence(known, (), context["catalogue"].released)
    )
    return draw_mark(evidence, get_language(), bool(context.get("paper")), bool(context.get("marks_in_words")))


@lru_cache(maxsize=2048)
def draw_mark(evidence, language, on_paper, in_words) -> str:
    """The mark itself, in the active language, which is `language`; without sign or colour when `in_words`."""
    if in_words:
        return format_html('<span class="merk">{}</span>', say(evidence.mark))
    sign = "" if on_paper else icon(STATUS_ICONS[evidence.status])
    # Without a space or line at its end: a comma or full stop may follow.
    return format_html('<span class="merk merk--{}">{} {}</span>', evidence.status, sign, say(evidence.mark))
