"""The mark beside the name of a platform; built in, because every page that names one shows it."""

from django import template

from stappenplan.method.evidence.status import ENDED, RAN, RUNS, UNKNOWN_STATUS, EvidenceStatus, collect_evidence

from .charts import icon

register = template.Library()

STATUS_ICONS = {RUNS: "fits", RAN: "watch", UNKNOWN_STATUS: "unknown", ENDED: "ended"}


@register.inclusion_tag("components/_evidence_mark.html", takes_context=True)
def evidence_mark(context, known) -> dict:
    """Whether a platform runs, and when that was last seen, in a word with an icon.

    `known`: an Evidence, or a platform of the catalogue in the context.
    """
    evidence = (
        known if isinstance(known, EvidenceStatus) else collect_evidence(known, (), context["catalogue"].released)
    )
    return {"evidence": evidence, "icon": "" if context.get("paper") else icon(STATUS_ICONS[evidence.status])}
