"""Models: plans, groups, and reports that wait or are stored."""

from .group import Group, GroupAnswer, GroupLink
from .nightly_round import NightlyRound
from .plan import Plan
from .rate_limit import RateLimitCount
from .report import Report
from .tokens import derived, group_token, hashed, lock

__all__ = (
    "Group",
    "GroupAnswer",
    "GroupLink",
    "NightlyRound",
    "Plan",
    "RateLimitCount",
    "Report",
    "derived",
    "group_token",
    "hashed",
    "lock",
)
