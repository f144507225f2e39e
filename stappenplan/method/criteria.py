"""What we weigh: CRITERIA, fourteen, with their tables; what rules out: KNOCK_OUTS.

The numbers are our judgement unless a source stands beside them; README.md holds the same tables in words.
"""

from .declarations import (
    UNKNOWN,
    Criterion,
    Interval,
    KnockOut,
    Part,
    by_answer,
    by_value,
    mean_of,
    point,
    score_of,
    share_of,
    value_of,
)
from .steps import QUESTIONS
from .text import _

# The scale of a wish as a weight.
SCALE = {"must": 4, "important": 3, "nice": 1, "not_important": 0}
# Facts that every platform has, or that the editors classify: they are not counted in "7 van 21 feiten bekend".
NOT_COUNTED = ("status", "launched")

# --- weights -------------------------------------------------------------------------------------------------------


def scale(profile, key, default):
    """A wish as a weight; a skipped wish counts as the criterion's default."""
    return SCALE.get(profile.answer(key), default)


def fixed(profile, default):
    return default


def if_answered(question):
    """The default; 0 when the question was skipped."""
    return lambda profile, default: default if profile.answer(question) else 0


def by_wish(key):
    """The wish replaces the default."""
    return lambda profile, default: scale(profile, key, default)


def at_least(key):
    """The wish can only raise the default."""
    return lambda profile, default: max(default, scale(profile, key, default))


def plus(weigh, holds, extra=1):
    """An addition, counted last."""
    return lambda profile, default: weigh(profile, default) + (extra if holds(profile) else 0)


def weigh_reach(profile, default):
    groups = [group for group in profile.answer("groups") or () if group != "everyone"]
    return at_least("w_accessible")(profile, default) + min(2, len(groups))


def weigh_privacy(profile, default):
    return (scale(profile, "w_no_commercial", default) + scale(profile, "w_eu_hosting", default)) / 2


def weigh_exit(profile, default):
    return max(scale(profile, "w_export", default), scale(profile, "w_open_source", default))


def weigh_cost(profile, default):
    budget = profile.answer("budget")
    return 0 if budget is None else 1 if budget == "unknown" else default


def weigh_offline(profile, default):
    return 5 if profile.says("connectors", "nobody", "some_people") else scale(profile, "offline_help", default)


# --- 1 goal_fit ----------------------------------------------------------------------------------------------------

GOAL = {"primary": 1.0, "secondary": 0.6, "none": 0.0}
GOAL_NOT_MENTIONED = 0.2  # an exception: a goal that no source mentions is read as hardly served
GOAL_SERVED = 0.6  # below this on the main goal a platform is left out


def goal_score(platform, goal) -> float:
    """How well a platform serves a goal, 0..1; silence is read as 0.2."""
    return GOAL.get(value_of(platform, f"goals.{goal}"), GOAL_NOT_MENTIONED)


def rate_goal_fit(profile, platform, on):
    main, extra = profile.answer("goal_main"), profile.answer("goal_extra") or ()
    if main is None:
        return ()
    wanted = [(0.75 if extra else 1.0, main), *((0.25 / len(extra), goal) for goal in extra)]
    return tuple(Part(share, f"goals.{goal}", point(goal_score(platform, goal))) for share, goal in wanted)


# --- 2 place_fit ---------------------------------------------------------------------------------------------------

INTERNATIONAL = {"nl": 1.0, "unknown": 0.5, "no_nl": 0.2}
USABLE_UNKNOWN_AT_MOST = 0.5


def rate_place_fit(profile, platform, on):
    """Local platforms of another place are ruled out before; so a known local scope matches."""
    if profile.answer("place") is None:
        return ()
    scope, languages = value_of(platform, "scope"), value_of(platform, "languages")
    if scope is None:
        interval = UNKNOWN
    elif scope == "international":
        interval = point(INTERNATIONAL["unknown" if languages is None else "nl" if "nl" in languages else "no_nl"])
    else:
        interval = point(1.0)
    if platform.usable_in_nl == "unknown":
        interval = Interval(min(interval.low, USABLE_UNKNOWN_AT_MOST), min(interval.high, USABLE_UNKNOWN_AT_MOST))
    return (Part(1.0, "scope", interval), Part(0.0, "languages", point(0.0)))


# --- 3 low_threshold -----------------------------------------------------------------------------------------------

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

# --- 4 reach -------------------------------------------------------------------------------------------------------

ACCESSIBILITY = {"yes": 1.0, "no": 0.0}
HUMAN_CHANNELS = ("phone", "paper", "in_person")
HUMAN = {"yes": 1.0, "only_email": 0.5, "none": 0.0}
LANGUAGE_COUNT = {1: 0.0, 2: 0.7, 3: 1.0}


def part_channels(profile, platform, on):
    wanted, offered = profile.answer("channels"), value_of(platform, "channels")
    if not wanted:
        return None
    return Part(1.0, "channels", UNKNOWN if offered is None else point(share_of(wanted, offered)))


def part_human(profile, platform, on):
    """People who are not handy online or with reading need a way that is not a screen."""
    if not profile.says("groups", "older", "low_digital", "low_literacy"):
        return None
    offered = value_of(platform, "channels")
    if offered is None:
        return Part(1.0, "channels", UNKNOWN)
    kind = "yes" if set(offered) & set(HUMAN_CHANNELS) else "only_email" if "email" in offered else "none"
    return Part(1.0, "channels", point(HUMAN[kind]))


def part_languages(profile, platform, on):
    if not profile.says("groups", "other_language"):
        return None
    languages = value_of(platform, "languages")
    return Part(1.0, "languages", UNKNOWN if languages is None else point(LANGUAGE_COUNT[min(3, len(languages))]))


# --- 5 resident_lead -----------------------------------------------------------------------------------------------

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

# --- 6 municipality_role -------------------------------------------------------------------------------------------

ONLY_NOT_NEEDED = {"not_needed": 1.0, "participant": 1.0, "account": 0.5, "other": 0.2}


def rate_municipality_role(profile, platform, on):
    """The share of the wanted parts that is offered; a funder counts as the client who is wanted."""
    wanted, offered = profile.answer("municipality_part"), value_of(platform, "municipality_role")
    if not wanted:
        return ()
    if offered is None:
        interval = UNKNOWN
    elif list(wanted) == ["not_needed"]:
        interval = point(max(ONLY_NOT_NEEDED.get(part, ONLY_NOT_NEEDED["other"]) for part in offered))
    else:
        offered = {*offered, "client"} if "funder" in offered else offered
        interval = point(share_of(wanted, offered))
    return (Part(1.0, "municipality_role", interval),)


# --- 7 to 14 -------------------------------------------------------------------------------------------------------

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
    "nothing": {"free": 1.0, "low": 0.2, "medium": None, "high": None},
    "under_5000": {"free": 1.0, "low": 1.0, "medium": 0.2, "high": None},
    "from_5000_to_25000": {"free": 1.0, "low": 1.0, "medium": 1.0, "high": 0.2},
    "over_25000": {"free": 1.0, "low": 1.0, "medium": 1.0, "high": 1.0},
    "unknown": {"free": 1.0, "low": 0.8, "medium": 0.5, "high": 0.3},
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
STATUS = {"active": 1.0, "unknown": 0.4}  # an exception: a status nobody could establish counts 0.4
LAUNCHED = ((5, 1.0), (2, 0.7), (0, 0.4))  # years ago, at least: score
REVENUE_COUNT = {1: 0.6, 2: 1.0}


def part_revenue(profile, platform, on):
    listed = value_of(platform, "revenue_model")
    if not listed:
        return Part(0.3, "revenue_model", UNKNOWN)
    return Part(0.3, "revenue_model", point(sum(REVENUE[source] for source in listed) / len(listed)))


def rate_cost(profile, platform, on):
    """A band that is out was ruled out before; for other readers it scores 0."""
    budget = profile.answer("budget")
    if budget is None:
        return ()
    scores = {band: score or 0.0 for band, score in COST[budget].items()}
    return (Part(1.0, "cost_municipality", score_of(platform, "cost_municipality", scores)),)


def part_in_person(profile, platform, on):
    channels = value_of(platform, "channels")
    return Part(0.2, "channels", UNKNOWN if channels is None else point(float("in_person" in channels)))


def start_row(profile) -> str:
    """The row of START that the answers point at; skipped questions as the method says."""
    way = profile.answer("start_way") or "no_preference"
    if way != "no_preference":
        return way
    if profile.says("core_team", "none", "one_two") or profile.says("group_form", "on_my_own"):
        return "few_people"
    return "six_plus" if profile.says("core_team", "six_plus") else "three_five"


def joinable_now(profile, platform) -> bool:
    """What neighbours use already and (partly) works: joining it is as easy as can be."""
    if not profile.says("existing_works", "works_well", "partly"):
        return False
    here = profile.answer("place") is not None and profile.answer("place") in platform.municipalities
    chat = platform.kind == "group_messaging" and profile.says("existing", "group_chat", "facebook")
    return here or chat


def rate_start_fit(profile, platform, on):
    scores = dict(START[start_row(profile)])
    if joinable_now(profile, platform):
        scores["join_existing"] = 1.0
    return (Part(1.0, "start_effort", score_of(platform, "start_effort", scores)),)


def part_launched(profile, platform, on):
    if platform.launched is None:
        return Part(0.3, "launched", UNKNOWN)
    age = max(0, on.year - platform.launched)
    return Part(0.3, "launched", point(next(score for years, score in LAUNCHED if age >= years)))


def part_revenue_count(profile, platform, on):
    listed = value_of(platform, "revenue_model")
    return Part(0.3, "revenue_model", point(REVENUE_COUNT[min(2, len(listed))]) if listed else UNKNOWN)


CRITERIA = (
    Criterion(
        "goal_fit",
        _("Past bij het doel"),
        reads=("goals",),
        asks=("goal_main", "goal_extra"),
        default=(12, 12),
        weigh=if_answered("goal_main"),
        rate=rate_goal_fit,
        why=_("Platforms verschillen het meest in hun doel. Daarom telt dit een kwart van het geheel."),
        source=("S1", "S20"),
    ),
    Criterion(
        "place_fit",
        _("Te gebruiken op deze plek"),
        reads=("scope", "languages"),
        asks=("place",),
        default=(2, 2),
        weigh=if_answered("place"),
        rate=rate_place_fit,
        why=_("Een platform van een andere plaats helpt uw buurt niet."),
        source=("OJ",),
    ),
    Criterion(
        "low_threshold",
        _("Laagdrempelig"),
        reads=("free_for_residents", "registration", "visibility"),
        asks=("entry", "visibility", "w_free"),
        default=(3, 3),
        weigh=at_least("w_free"),
        rate=mean_of(
            by_value("free_for_residents", FREE),
            by_answer("registration", "entry", REGISTRATION),
            by_answer("visibility", "visibility", VISIBILITY),
        ),
        why=_("Geld, een account of een controle houdt mensen tegen. Soms is dat juist goed, bijvoorbeeld bij hulp."),
        source=("S1", "S16", "S43", "S48"),
    ),
    Criterion(
        "reach",
        _("Iedereen kan meedoen"),
        reads=("channels", "accessibility_statement", "languages"),
        asks=("channels", "groups", "w_accessible"),
        default=(3, 3),
        weigh=weigh_reach,
        rate=mean_of(part_channels, part_human, by_value("accessibility_statement", ACCESSIBILITY), part_languages),
        why=_("Niet iedereen is handig met internet of met lezen. Wie mag u niet missen?"),
        source=("S30", "S31", "S40", "S49"),
    ),
    Criterion(
        "resident_lead",
        _("Bewoners in de lead"),
        reads=("resident_control", "provider_type"),
        asks=("lead", "w_resident_control"),
        default=(3, 3),
        weigh=plus(by_wish("w_resident_control"), lambda profile: profile.says("lead", "residents")),
        rate=mean_of(
            by_answer("resident_control", "lead", RESIDENT_CONTROL, 0.75),
            by_value("provider_type", PROVIDER_TYPE, 0.25),
        ),
        why=_("Een platform leeft als bewoners er zelf de baas over zijn."),
        source=("S1", "S7", "OJ"),
    ),
    Criterion(
        "municipality_role",
        _("Rol van de gemeente past"),
        reads=("municipality_role",),
        asks=("municipality_part",),
        default=(2, 1),
        weigh=if_answered("municipality_part"),
        rate=rate_municipality_role,
        why=_("Niet elk platform kent de rol die de gemeente wil."),
        source=("S14", "S36"),
    ),
    Criterion(
        "data_ownership",
        _("Gegevens van de buurt"),
        reads=("data_owner",),
        asks=("w_data_local",),
        default=(2, 2),
        weigh=by_wish("w_data_local"),
        rate=mean_of(by_value("data_owner", DATA_OWNER)),
        why=_("Wie de gegevens heeft, beslist mee over de toekomst van het platform."),
        source=("S1", "S17", "S50", "OJ"),
    ),
    Criterion(
        "privacy",
        _("Privacy en geen reclame"),
        reads=("commercial_data_use", "advertising", "hosting_region"),
        asks=("w_no_commercial", "w_eu_hosting"),
        default=(3, 3),
        weigh=plus(weigh_privacy, lambda profile: profile.says("goal_main", "help") or profile.says("groups", "youth")),
        rate=mean_of(
            by_value("commercial_data_use", COMMERCIAL, 0.5),
            by_value("advertising", ADVERTISING, 0.2),
            by_value("hosting_region", HOSTING_PRIVACY, 0.3),
        ),
        why=_("Mensen delen hier namen, adressen en zorgen. Dat moet veilig zijn."),
        source=("S16", "S51", "S57", "S74"),
    ),
    Criterion(
        "exit",
        _("Makkelijk weg kunnen"),
        reads=("data_export", "open_source", "hosting_region"),
        asks=("w_export", "w_open_source", "years_secured", "exit_agreement"),
        default=(2, 2),
        weigh=plus(
            weigh_exit,
            lambda profile: (
                profile.says("years_secured", "none", "one") or profile.says("exit_agreement", "not_thought")
            ),
        ),
        rate=mean_of(
            by_value("data_export", DATA_EXPORT, 0.6),
            by_value("open_source", OPEN_SOURCE, 0.25),
            by_value("hosting_region", HOSTING_EXIT, 0.15),
        ),
        why=_("Platforms stoppen. Dan wilt u uw gegevens kunnen meenemen."),
        source=("S9", "S17", "S50"),
    ),
    Criterion(
        "money_local",
        _("Geld blijft in de buurt"),
        reads=("money_stays_local", "revenue_model"),
        asks=("w_money_local",),
        default=(2, 2),
        weigh=by_wish("w_money_local"),
        rate=mean_of(by_value("money_stays_local", MONEY_LOCAL, 0.7), part_revenue),
        why=_("Levert het iets op? Dan is het mooi als de buurt daar iets aan heeft."),
        source=("S1", "OJ"),
    ),
    Criterion(
        "cost",
        _("Past bij het geld"),
        reads=("cost_municipality",),
        asks=("budget",),
        default=(3, 3),
        weigh=weigh_cost,
        rate=rate_cost,
        why=_("Wat u elk jaar betaalt, moet u ook volgend jaar kunnen betalen."),
        source=("S42",),
    ),
    Criterion(
        "offline_link",
        _("Online en offline samen"),
        reads=("offline_support", "channels"),
        asks=("connectors", "offline_help"),
        default=(3, 3),
        weigh=weigh_offline,
        rate=mean_of(by_value("offline_support", OFFLINE_SUPPORT, 0.8), part_in_person),
        why=_("Een platform werkt door mensen die elkaar ook in het echt zien."),
        source=("S1", "S4", "S5", "S34"),
    ),
    Criterion(
        "start_fit",
        _("Haalbaar om te beginnen"),
        reads=("start_effort",),
        asks=("start_way", "core_team", "group_form", "existing", "existing_works"),
        default=(2, 3),
        weigh=plus(fixed, lambda profile: profile.says("core_team", "none", "one_two")),
        rate=rate_start_fit,
        why=_("Hoe u begint, is belangrijker dan de software."),
        source=("S1", "S8", "OJ"),
    ),
    Criterion(
        "continuity",
        _("Blijft bestaan"),
        reads=("status", "launched", "revenue_model"),
        asks=("years_secured",),
        default=(2, 1),
        weigh=plus(fixed, lambda profile: profile.says("years_secured", "four_plus")),
        rate=mean_of(by_value("status", STATUS, 0.4), part_launched, part_revenue_count),
        why=_("Wat al jaren loopt en van meer dan één bron leeft, blijft vaker bestaan."),
        source=("S9", "S44", "OJ"),
    ),
)

CRITERION = {criterion.key: criterion for criterion in CRITERIA}

# --- what rules out ------------------------------------------------------------------------------------------------


def is_local(platform) -> bool:
    return value_of(platform, "scope") in ("local", "regional")


def fails_goal(profile, platform):
    main = profile.answer("goal_main")
    return main is not None and goal_score(platform, main) < GOAL_SERVED


def fails_place(profile, platform):
    place = profile.answer("place")
    return place is not None and is_local(platform) and place not in platform.municipalities


def fails_cost(profile, platform):
    band, budget = value_of(platform, "cost_municipality"), profile.answer("budget")
    if budget is None:
        return False
    return None if band is None else COST[budget].get(band, 0.0) is None


def fails_wish(question):
    """A must fails when a known value is not accepted; an unknown one is a question for the provider."""

    def fails(profile, platform):
        if not profile.says(question.key, "must"):
            return False
        doubt = False
        for fact, accepted in question.accepts.items():
            value = value_of(platform, fact)
            if value is None or value in question.ask_first.get(fact, ()):
                doubt = True
            elif value not in accepted:
                return True
        return None if doubt else False

    return fails


WISHES = tuple(question for question in QUESTIONS.values() if question.accepts)

# In the order in which they are told. The first five say what a platform is; the rest follow from the answers.
KNOCK_OUTS = (
    KnockOut("ended", _("Gestopt"), lambda profile, platform: value_of(platform, "status") == "ended"),
    KnockOut("abroad", _("Alleen in het buitenland"), lambda profile, platform: platform.usable_in_nl == "no"),
    KnockOut("one_off", _("Een eenmalig project"), lambda profile, platform: platform.form == "one_off"),
    KnockOut("goal", _("Niet gemaakt voor uw doel"), fails_goal),
    KnockOut("place", _("Hoort bij een andere plaats"), fails_place),
    KnockOut(
        "place_unknown",
        _("Alleen op deze plek"),
        lambda profile, platform: profile.answer("place") is None and is_local(platform),
    ),
    KnockOut("cost", _("Veel duurder dan uw geld"), fails_cost, ("S42",)),
    *(KnockOut(question.key, question.label, fails_wish(question), question.source) for question in WISHES),
)

KNOCK_OUT = {rule.key: rule for rule in KNOCK_OUTS}

# --- what an unknown fact can turn out to be -----------------------------------------------------------------------

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
