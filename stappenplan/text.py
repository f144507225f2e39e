"""Marked texts and sentences of the method in the language of the reader."""

from django.utils.translation import gettext

from platforms.text import join_words
from stappenplan.method.text import Sentence


def say(text) -> str:
    """A marked text, a Sentence with its values, or a tuple of these as a running list, in the active language."""
    if isinstance(text, Sentence):
        return gettext(text.text) % {name: say(value) for name, value in text.values.items()}
    if isinstance(text, tuple | list):
        return join_words([say(part) for part in text])
    return gettext(text) if isinstance(text, str) and text else "" if text is None else str(text)
