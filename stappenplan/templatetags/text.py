"""{{ text|say }}: a marked text or Sentence of the method, in the reader's language; and what keys and names mean."""

import re
from contextlib import suppress

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override

from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import QUESTIONS
from stappenplan.municipalities.names import everyday_name
from stappenplan.text import say

register = template.Library()
register.filter(say)
register.filter("everyday", everyday_name)


@register.filter
def sources(keys) -> list:
    """The Source objects that keys such as "S1" name."""
    return [SOURCES[key] for key in keys]


@register.filter
def question(key):
    """The Question with this key."""
    return QUESTIONS[key]


@register.simple_tag(takes_context=True)
def other_language_url(context) -> str:
    """The address of this same page in the other language, also of one that is not there."""
    request = context.get("request")
    if not request:
        return "/"
    path, mark, query = request.get_full_path().partition("?")
    is_english = get_language() == "en"
    path = path.removeprefix("/en") if is_english else f"/en{path}"
    if found := request.resolver_match:
        with suppress(NoReverseMatch), override("nl" if is_english else "en"):
            path = reverse(found.view_name, args=found.args, kwargs=found.kwargs)
    # Never with two slashes in front: a browser would read the rest as the name of another site.
    return re.sub(r"^[/\\]+", "/", path) + mark + query
