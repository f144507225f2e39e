"""The method's declarations in words and figures, for the page that explains it."""

import re

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from stappenplan.method.sources import PARTS_READ, SOURCE_KINDS, SOURCES

register = template.Library()


@register.filter
def pairs(table):
    """A table of a single row as (column, cell) pairs."""
    return zip(table["columns"], table["rows"][0]["cells"], strict=True)


@register.filter
def points(cell) -> str:
    """A cell of a table: its points in the reader's notation; None rules a platform out."""
    return gettext("valt af") if cell is None else number_format(cell)


@register.filter
def gaps(text: str) -> str:
    """A sentence of a gate before its gaps are filled: each gap as an ellipsis."""
    return re.sub(r"%\(\w+\)s", "…", text)


@register.filter
def strength(keys) -> str:
    """The strongest kind of source that a rule rests on."""
    kinds = {SOURCES[key].kind for key in keys}
    return next(words for kind, words in SOURCE_KINDS.items() if kind in kinds)


register.filter("source_keys", lambda text: text.split())
register.filter("source_kind", lambda source: SOURCE_KINDS[source.kind])
register.filter("source_part", lambda source: PARTS_READ[source.read])
