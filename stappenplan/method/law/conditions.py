"""For which answers a legal point matters."""

from ..declarations import OFFICIAL
from ..profile import Profile

# Parts in which the municipality itself writes or reads messages as the municipality.
SPEAKING = ("participant", "account", "moderator", "owner")
BUDGETS = ("under_5000", "from_5000_to_25000", "over_25000")


def has_part(*parts: str):
    """Whether the municipality takes one of these parts, in the plan of an official."""
    return lambda profile: is_official(profile) and profile.says("municipality_part", *parts)


def is_official(profile: Profile) -> bool:
    return profile.says("audience", OFFICIAL)


def may_pay(profile: Profile) -> bool:
    """Whether the municipality pays or owns, or there is money for a platform."""
    return has_part("client", "owner")(profile) or (is_official(profile) and profile.says("budget", *BUDGETS))


def may_give_subsidy(profile: Profile) -> bool:
    """Whether the municipality may pay while others are in charge, or may help with money what works already."""
    helps = is_official(profile) and profile.says("existing_works", "works_well")
    return (may_pay(profile) or helps) and profile.says("lead", "residents", "shared", "local_organisation")


def has_only_account(profile: Profile) -> bool:
    """Whether the municipality places messages on a platform for which it does not pay and which it does not own."""
    return has_part("account")(profile) and not may_pay(profile)


def must_be_accessible(profile: Profile) -> bool:
    return may_pay(profile) or has_part("account")(profile)


def handles_data(profile: Profile) -> bool:
    """Whether the municipality decides on data of residents, or the goal or the group asks for extra care."""
    return is_official(profile) and (
        profile.says("municipality_part", *SPEAKING, "dashboard", "client") or is_sensitive(profile)
    )


def is_sensitive(profile: Profile) -> bool:
    """Whether help, safety or young people are part of the plan."""
    return profile.says("goal_main", "help", "safety") or has_young_people(profile)


def may_need_dpia(profile: Profile) -> bool:
    """Whether the municipality does more than take part like anybody, or the plan is a sensitive one."""
    return is_sensitive(profile) or profile.says(
        "municipality_part", "account", "dashboard", "client", "moderator", "owner"
    )


def has_young_people(profile: Profile) -> bool:
    return profile.says("groups", "youth")


def hosts_messages(profile: Profile) -> bool:
    """Whether the municipality runs the place where residents write, or has one built."""
    return is_official(profile) and (
        profile.says("municipality_part", "moderator", "owner") or profile.says("start_way", "build_yourself")
    )


def host_messages_ourselves(profile: Profile) -> bool:
    """Whether residents run the place where they write."""
    return profile.says("moderation", "residents", "residents_with_backup") or profile.says(
        "start_way", "build_yourself"
    )
