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
from .history import Change, changes, changes_of, changes_since
from .missing_facts import Asked, LinkCheck, Occasion
from .proposal import UNKNOWN, AlreadyDecided, Proposal, Sender, Stale, content_of, fingerprint

__all__ = (
    "UNKNOWN",
    "AlreadyDecided",
    "Asked",
    "Catalogue",
    "Change",
    "Evidence",
    "Fact",
    "LinkCheck",
    "Occasion",
    "Platform",
    "Proposal",
    "Row",
    "Sender",
    "Source",
    "Stale",
    "changes",
    "changes_of",
    "changes_since",
    "choices",
    "content_of",
    "day_words",
    "fingerprint",
    "in_language",
    "join",
    "web_address",
)
