"""The tables: plans, groups that choose together, and reports that wait or are kept."""

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
