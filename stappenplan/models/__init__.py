"""Models: plans, groups, and reports that wait or are stored."""

from platforms.models.lookups import hash_token

from .group import Group, GroupAnswer, GroupLink
from .nightly_round import NightlyRound
from .plan import Plan
from .rate_limit import RateLimitCount
from .report import Report
from .tokens import cipher_for, derive_group_token, derive_token

__all__ = (
    "Group",
    "GroupAnswer",
    "GroupLink",
    "NightlyRound",
    "Plan",
    "RateLimitCount",
    "Report",
    "cipher_for",
    "derive_group_token",
    "derive_token",
    "hash_token",
)
