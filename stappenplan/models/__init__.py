"""Models: plans, groups, and reports that wait or are stored."""

from .plan import Group, GroupAnswer, GroupLink, NightlyRound, Plan, Report, derived, group_token, hashed, lock

__all__ = (
    "Group",
    "GroupAnswer",
    "GroupLink",
    "NightlyRound",
    "Plan",
    "Report",
    "derived",
    "group_token",
    "hashed",
    "lock",
)
