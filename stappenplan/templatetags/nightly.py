"""The nightly round on the first page of the admin."""

from django import template

from stappenplan.operations.retention import nightly_round as nightly

register = template.Library()


@register.simple_tag
def nightly_round():
    """`ended`: when the last one succeeded, or None; `late`: whether that is too long ago."""
    return {"ended": nightly.last_round(), "late": nightly.is_late()}
