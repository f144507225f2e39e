"""Models: the catalogue with its history, proposals, rounds of questions, link checks and missing facts."""

from .catalogue import Catalogue
from .entry import Entry, vocabulary_choices, web_address
from .fact import Fact
from .history import Change, changes_of, changes_since, public_changes
from .link_check import LinkCheck
from .missing_facts import CountedAdvice, MissingFactCount
from .platform import FactRow, Platform
from .proposal import UNKNOWN, AlreadyDecided, Proposal, Stale, content_of, hash_content
from .provider_round import Invitation, ProviderRound
from .source import Source, check_day
from .user_round import MOMENTS, Experience, FollowUp, ShownMunicipality, UserSummary, add_months

__all__ = (
    "MOMENTS",
    "UNKNOWN",
    "AlreadyDecided",
    "Catalogue",
    "Change",
    "CountedAdvice",
    "Entry",
    "Experience",
    "Fact",
    "FactRow",
    "FollowUp",
    "Invitation",
    "LinkCheck",
    "MissingFactCount",
    "Platform",
    "Proposal",
    "ProviderRound",
    "ShownMunicipality",
    "Source",
    "Stale",
    "UserSummary",
    "add_months",
    "changes_of",
    "changes_since",
    "check_day",
    "content_of",
    "hash_content",
    "public_changes",
    "vocabulary_choices",
    "web_address",
)
