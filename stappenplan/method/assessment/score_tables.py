"""Score tables: the score, 0..1, of each value of a fact, and the values that an unknown fact can have.

The numbers are our judgement unless a source stands beside them; README.md shows the same tables.
"""

GOAL = {"primary": 1.0, "secondary": 0.6, "none": 0.0}
GOAL_NOT_MENTIONED = 0.2  # an exception: a goal that no source mentions is read as hardly served
GOAL_SERVED = 0.6  # below this on the main goal a platform is left out
INTERNATIONAL = {"nl": 1.0, "unknown": 0.5, "no_nl": 0.2}
USABLE_UNKNOWN_AT_MOST = 0.5
FREE = {"yes": 1.0, "partly": 0.5, "no": 0.0}
REGISTRATION = {
    "open_to_all": {"none": 1.0, "account": 0.6, "real_name": 0.3, "address_verified": 0.2, "invitation": 0.0},
    "simple_account": {"none": 0.8, "account": 1.0, "real_name": 0.7, "address_verified": 0.4, "invitation": 0.2},
    "real_names": {"none": 0.2, "account": 0.4, "real_name": 1.0, "address_verified": 0.9, "invitation": 0.6},
    "verified_neighbours": {"none": 0.0, "account": 0.2, "real_name": 0.6, "address_verified": 1.0, "invitation": 0.7},
}
VISIBILITY = {
    "public": {"public": 1.0, "mixed": 0.7, "members_only": 0.0},
    "mixed": {"public": 0.6, "mixed": 1.0, "members_only": 0.5},
    "members_only": {"public": 0.0, "mixed": 0.6, "members_only": 1.0},
}
ACCESSIBILITY = {"yes": 1.0, "no": 0.0}
HUMAN = {"yes": 1.0, "only_email": 0.5, "none": 0.0}
LANGUAGE_COUNT = {1: 0.0, 2: 0.7, 3: 1.0}
_SHARED_LEAD = {
    "residents_run": 0.8,
    "residents_moderate": 0.9,
    "shared": 1.0,
    "provider_runs": 0.4,
    "municipality_runs": 0.3,
}
RESIDENT_CONTROL = {
    "residents": {
        "residents_run": 1.0,
        "residents_moderate": 0.8,
        "shared": 0.6,
        "provider_runs": 0.2,
        "municipality_runs": 0.0,
    },
    "shared": _SHARED_LEAD,
    "local_organisation": _SHARED_LEAD,
    "municipality": {
        "residents_run": 0.3,
        "residents_moderate": 0.5,
        "shared": 0.8,
        "provider_runs": 0.6,
        "municipality_runs": 1.0,
    },
}
PROVIDER_TYPE = {
    "residents": 1.0,
    "cooperative": 1.0,
    "association": 0.9,
    "foundation": 0.8,
    "open_source_project": 0.8,
    "social_enterprise": 0.6,
    "welfare_organisation": 0.6,
    "housing_association": 0.5,
    "fund": 0.5,
    "knowledge_institution": 0.5,
    "media": 0.5,
    "municipality": 0.3,
    "government": 0.3,
    "company": 0.3,
}
ONLY_NOT_NEEDED = {"not_needed": 1.0, "participant": 1.0, "account": 0.5, "other": 0.2}
DATA_OWNER = {"residents": 1.0, "local_organisation": 0.9, "municipality": 0.5, "provider": 0.1}
COMMERCIAL = {"no": 1.0, "yes": 0.0}
ADVERTISING = {"no": 1.0, "yes": 0.2}
HOSTING_PRIVACY = {"nl": 1.0, "own_choice": 1.0, "eu": 0.9, "non_eu": 0.0}
DATA_EXPORT = {"yes": 1.0, "no": 0.0}
OPEN_SOURCE = {"yes": 1.0, "no": 0.3}
HOSTING_EXIT = {"own_choice": 1.0, "nl": 0.5, "eu": 0.5, "non_eu": 0.5}
MONEY_LOCAL = {"yes": 1.0, "partly": 0.5, "no": 0.0}
REVENUE = {
    "volunteer_run": 1.0,
    "membership_fee": 0.8,
    "donations": 0.8,
    "subsidy": 0.6,
    "own_budget": 0.6,
    "organisation_subscription": 0.5,
    "municipal_subscription": 0.5,
    "service_fees": 0.4,
    "commission": 0.2,
    "advertising": 0.1,
}
# None: out, two or more price bands above the budget.
COST = {
    "nothing": {"no_part": 1.0, "no_charge": 1.0, "low": 0.2, "medium": None, "high": None},
    "under_5000": {"no_part": 1.0, "no_charge": 1.0, "low": 1.0, "medium": 0.2, "high": None},
    "from_5000_to_25000": {"no_part": 1.0, "no_charge": 1.0, "low": 1.0, "medium": 1.0, "high": 0.2},
    "over_25000": {"no_part": 1.0, "no_charge": 1.0, "low": 1.0, "medium": 1.0, "high": 1.0},
    "unknown": {"no_part": 1.0, "no_charge": 1.0, "low": 0.8, "medium": 0.5, "high": 0.3},
}
OFFLINE_SUPPORT = {"built_in": 1.0, "optional": 0.7, "none": 0.1}
START = {
    "join_existing": {
        "join_existing": 1.0,
        "start_yourself": 0.6,
        "set_up_with_provider": 0.3,
        "build_yourself": 0.0,
    },
    "start_yourself": {
        "join_existing": 0.8,
        "start_yourself": 1.0,
        "set_up_with_provider": 0.4,
        "build_yourself": 0.2,
    },
    "set_up_with_provider": {
        "join_existing": 0.5,
        "start_yourself": 0.6,
        "set_up_with_provider": 1.0,
        "build_yourself": 0.3,
    },
    "build_yourself": {
        "join_existing": 0.2,
        "start_yourself": 0.4,
        "set_up_with_provider": 0.6,
        "build_yourself": 1.0,
    },
    "few_people": {"join_existing": 1.0, "start_yourself": 0.6, "set_up_with_provider": 0.7, "build_yourself": 0.0},
    "three_five": {"join_existing": 1.0, "start_yourself": 0.9, "set_up_with_provider": 0.9, "build_yourself": 0.2},
    "six_plus": {"join_existing": 1.0, "start_yourself": 1.0, "set_up_with_provider": 1.0, "build_yourself": 0.4},
}
# Months since a source last said that it is in use, at most: score.
LAST_SEEN = {12: 1.0, 36: 0.8, 72: 0.4}
SEEN_LONG_AGO = 0.2  # longer ago, or no source with a date
LAUNCHED = ((5, 1.0), (2, 0.7), (0, 0.4))  # years ago, at least: score
REVENUE_COUNT = {1: 0.6, 2: 1.0}

# The answers that a provider can give to a question about one value. Of a list, the best and the poorest answer for
# this profile: see possible_values.
VALUES = {
    "status": ("active", "ended"),
    "scope": ("national", "international"),
    "free_for_residents": tuple(FREE),
    "registration": tuple(REGISTRATION["open_to_all"]),
    "visibility": tuple(VISIBILITY["public"]),
    "accessibility_statement": tuple(ACCESSIBILITY),
    "resident_control": tuple(RESIDENT_CONTROL["residents"]),
    "provider_type": tuple(PROVIDER_TYPE),
    "data_owner": tuple(DATA_OWNER),
    "commercial_data_use": tuple(COMMERCIAL),
    "advertising": tuple(ADVERTISING),
    "hosting_region": tuple(HOSTING_PRIVACY),
    "data_export": tuple(DATA_EXPORT),
    "open_source": tuple(OPEN_SOURCE),
    "money_stays_local": tuple(MONEY_LOCAL),
    "cost_municipality": tuple(COST["unknown"]),
    "offline_support": tuple(OFFLINE_SUPPORT),
    "start_effort": tuple(START["join_existing"]),
}


def possible_values(fact, profile):
    """The values an unknown fact can turn out to have; for a list, what was asked for and the least there can be."""
    if fact == "channels":
        return tuple(profile.answer("channels") or ("web", "phone", "in_person")), ("web",)
    if fact == "languages":
        return ("nl", "en", "tr"), ("nl",)
    if fact == "municipality_role":
        return tuple(profile.answer("municipality_part") or ("not_needed",)), ("owner",)
    if fact == "revenue_model":
        return ("volunteer_run", "membership_fee"), ("advertising",)
    return VALUES.get(fact, ())
