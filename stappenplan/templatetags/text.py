"""{{ text|say }}: a marked text or Sentence of the method, in the reader's language; and looking up what keys name."""

import re

from django import template
from django.urls import translate_url
from django.utils.translation import get_language, gettext

from platforms.text import join_words
from stappenplan.method.sources import SOURCES
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence

register = template.Library()


@register.filter
def say(text) -> str:
    """A marked text, a Sentence with its values, or a tuple of these as a running list, in the active language."""
    if isinstance(text, Sentence):
        return gettext(text.text) % {name: say(value) for name, value in text.values.items()}
    if isinstance(text, tuple | list):
        return join_words([say(part) for part in text])
    return gettext(text) if isinstance(text, str) and text else "" if text is None else str(text)


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
    """The address of this same page in the other language; the start page where there is none."""
    request = context.get("request")
    other = "nl" if get_language() == "en" else "en"
    # Never with two slashes in front: a browser would read the rest as the name of another site.
    return re.sub(r"^[/\\]+", "/", translate_url(request.get_full_path(), other)) if request else "/"
