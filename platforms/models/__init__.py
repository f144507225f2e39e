"""The tables: the catalogue with its history, what people propose to change, and what its upkeep needs to know."""

from .catalogue import (
    Catalogue,
    Evidence,
    Fact,
    Platform,
    Row,
    Source,
    choices,
    day_words,
    in_language,
    join,
    web_address,
)
from .history import Change, changes, changes_of

__all__ = (
    "Catalogue",
    "Change",
    "Evidence",
    "Fact",
    "Platform",
    "Row",
    "Source",
    "changes",
    "changes_of",
    "choices",
    "day_words",
    "in_language",
    "join",
    "web_address",
)
