"""Texts of the method without Django: Dutch texts marked for translation, and sentences with values.

`_` only marks a text for gettext; it is translated at the moment of showing (`{{ text|say }}`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a Dutch text as translatable and return it unchanged."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A marked text with named gaps, and what fills them.

    `values` maps the name of a gap to a string, a number, a marked text, another Sentence, or a tuple of these
    (shown as a list in running text: "a, b en c").
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
