"""The criteria platforms are weighed on, each with its weight, the facts it reads and its score tables."""

from ..declarations import (
    UNKNOWN,
    Criterion,
    FactScore,
    Interval,
    Part,
    ScoreTable,
    by_answer,
    by_value,
    named_table,
    part_reading,
    point,
    score_of,
    share_of,
    table_of,
    value_of,
)
from ..evidence.status import UNKNOWN_STATUS, age_in_months, judge_status
from ..text import _
from .knock_outs import goal_score, is_from_elsewhere
from .score_tables import (
    ACCESSIBILITY,
    ADVERTISING,
    COMMERCIAL,
    COST,
    DATA_EXPORT,
    DATA_OWNER,
    FREE,
    GOAL,
    GOAL_NOT_MENTIONED,
    HOSTING_EXIT,
    HOSTING_PRIVACY,
    HUMAN,
    INTERNATIONAL,
    LANGUAGE_COUNT,
    LAST_SEEN,
    LAUNCHED,
    MONEY_LOCAL,
    OFFLINE_SUPPORT,
    ONLY_NOT_NEEDED,
    OPEN_SOURCE,
    PROVIDER_TYPE,
    REGISTRATION,
    RESIDENT_CONTROL,
    REVENUE,
    REVENUE_COUNT,
    SEEN_LONG_AGO,
    START,
    USABLE_UNKNOWN_AT_MOST,
    VISIBILITY,
)

# The scale of a wish as a weight.
WEIGHT_SCALE = {"must": 4, "important": 3, "nice": 1, "not_important": 0}
# Facts that every platform has, or that the editors classify: they are not counted in "7 van 21 feiten bekend".
NOT_COUNTED = ("status", "launched")

# --- weights -------------------------------------------------------------------------------------------------------


def scale_weight(profile, key, default):
    """A wish as a weight; a skipped wish counts as the criterion's default."""
    return WEIGHT_SCALE.get(profile.answer(key), default)


def fixed_weight(profile, default):
    return default


def if_answered(question):
    """The default; 0 when the question was skipped."""
    return lambda profile, default: default if profile.answer(question) else 0


def by_wish(key):
    """The wish replaces the default."""
    return lambda profile, default: scale_weight(profile, key, default)


def at_least(key):
    """The wish can only raise the default."""
    return lambda profile, default: max(default, scale_weight(profile, key, default))


def add_weight(weigh, holds, extra=1):
    """An addition, counted last."""
    return lambda profile, default: weigh(profile, default) + (extra if holds(profile) else 0)


def weigh_reach(profile, default):
    groups = [group for group in profile.answer("groups") or () if group != "everyone"]
    return at_least("w_accessible")(profile, default) + min(2, len(groups))


def weigh_privacy(profile, default):
    return (scale_weight(profile, "w_no_commercial", default) + scale_weight(profile, "w_eu_hosting", default)) / 2


def weigh_exit(profile, default):
    return max(scale_weight(profile, "w_export", default), scale_weight(profile, "w_open_source", default))


def weigh_cost(profile, default):
    budget = profile.answer("budget")
    return 0 if budget is None else 1 if budget == "unknown" else default


def weigh_offline(profile, default):
    return 5 if profile.says("connectors", "nobody", "some_people") else scale_weight(profile, "offline_help", default)


# --- 1 goal_fit ----------------------------------------------------------------------------------------------------


def rate_goal_fit(profile, platform, on):
    main, extra = profile.answer("goal_main"), profile.answer("goal_extra") or ()
    if main is None:
        return ()
    wanted = [(0.75 if extra else 1.0, main), *((0.25 / len(extra), goal) for goal in extra)]
    return tuple([FactScore(share, f"goals.{goal}", point(goal_score(platform, goal))) for share, goal in wanted])


def name_wanted_goals(profile):
    """The facts about the goals that were chosen."""
    return tuple([f"goals.{goal}" for goal in (profile.answer("goal_main"), *(profile.answer("goal_extra") or ()))])


# --- 2 place_fit ---------------------------------------------------------------------------------------------------


@part_reading("scope", "languages", "usable_in_nl", "is_taken_over", "is_here", asks=("place",))
def place_fit(profile, platform, on):
    """A local platform of another place is ruled out before, or may come here: ask. A known local scope matches."""
    if profile.answer("place") is None:
        return ()
    scope, languages = value_of(platform, "scope"), value_of(platform, "languages")
    if scope is None or is_from_elsewhere(profile, platform):
        interval = UNKNOWN
    elif scope == "international":
        interval = point(INTERNATIONAL["unknown" if languages is None else "nl" if "nl" in languages else "no_nl"])
    else:
        interval = point(1.0)
    at_most = USABLE_UNKNOWN_AT_MOST if platform.usable_in_nl == "unknown" else 1.0
    interval = Interval(min(interval.low, at_most), min(interval.high, at_most))
    return (FactScore(1.0, "scope", interval, Interval(0.0, at_most)), FactScore(0.0, "languages", point(0.0)))


# --- 3 low_threshold -----------------------------------------------------------------------------------------------


# --- 4 reach -------------------------------------------------------------------------------------------------------

HUMAN_CHANNELS = ("phone", "paper", "in_person")


@part_reading("channels", asks=("channels",))
def part_channels(profile, platform, on):
    wanted, offered = profile.answer("channels"), value_of(platform, "channels")
    if not wanted:
        return ()
    return (FactScore(1.0, "channels", UNKNOWN if offered is None else point(share_of(wanted, offered))),)


@part_reading("channels", asks=("groups",))
def part_human(profile, platform, on):
    """People who are not handy online or with reading need a way that is not a screen."""
    if not profile.says("groups", "older", "low_digital", "low_literacy"):
        return ()
    offered = value_of(platform, "channels")
    if offered is None:
        return (FactScore(1.0, "channels", UNKNOWN),)
    kind = "yes" if set(offered) & set(HUMAN_CHANNELS) else "only_email" if "email" in offered else "none"
    return (FactScore(1.0, "channels", point(HUMAN[kind])),)


@part_reading("languages", asks=("groups",))
def part_languages(profile, platform, on):
    if not profile.says("groups", "other_language"):
        return ()
    languages = value_of(platform, "languages")
    interval = UNKNOWN if languages is None else point(LANGUAGE_COUNT[min(3, len(languages))])
    return (FactScore(1.0, "languages", interval),)


# --- 5 resident_lead -----------------------------------------------------------------------------------------------


# --- 6 municipality_role -------------------------------------------------------------------------------------------


@part_reading("municipality_role", asks=("municipality_part",))
def municipality_role(profile, platform, on):
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
    return (FactScore(1.0, "municipality_role", interval),)


# --- 7 to 14 -------------------------------------------------------------------------------------------------------


@part_reading("revenue_model")
def part_revenue(profile, platform, on):
    listed = value_of(platform, "revenue_model")
    if not listed:
        return (FactScore(0.3, "revenue_model", UNKNOWN),)
    return (FactScore(0.3, "revenue_model", point(sum(REVENUE[source] for source in listed) / len(listed))),)


@part_reading("cost_municipality", asks=("budget",))
def cost_by_budget(profile, platform, on):
    """A band that is out was ruled out before; for other readers it scores 0."""
    budget = profile.answer("budget")
    if budget is None:
        return ()
    scores = {band: score or 0.0 for band, score in COST[budget].items()}
    return (FactScore(1.0, "cost_municipality", score_of(platform, "cost_municipality", scores)),)


@part_reading("channels")
def part_in_person(profile, platform, on):
    channels = value_of(platform, "channels")
    return (FactScore(0.2, "channels", UNKNOWN if channels is None else point(float("in_person" in channels))),)


def start_row(profile) -> str:
    """The row of START that the answers point at; skipped questions as the method says."""
    way = profile.answer("start_way") or "no_preference"
    if way != "no_preference":
        return way
    if profile.says("core_team", "none", "one_two") or profile.says("group_form", "on_my_own"):
        return "few_people"
    return "six_plus" if profile.says("core_team", "six_plus") else "three_five"


def is_joinable(profile, platform) -> bool:
    """What neighbours use already and (partly) works: joining it is as easy as can be."""
    if not profile.says("existing_works", "works_well", "partly"):
        return False
    here = profile.answer("place") is not None and profile.answer("place") in platform.municipalities
    chat = platform.kind == "group_messaging" and profile.says("existing", "group_chat", "facebook")
    return here or chat


@part_reading(
    *("start_effort", "kind", "is_here"),
    asks=("start_way", "core_team", "group_form", "existing", "existing_works", "place"),
)
def start_fit(profile, platform, on):
    scores = dict(START[start_row(profile)])
    if is_joinable(profile, platform):
        scores["join_existing"] = 1.0
    return (FactScore(1.0, "start_effort", score_of(platform, "start_effort", scores)),)


@part_reading("seen")
def part_last_seen(profile, platform, on):
    """How long ago a source last said that it is in use; what may not exist any more counts at most as long ago."""
    status, last_seen = judge_status(platform, on)
    if status == UNKNOWN_STATUS:
        return (FactScore(0.4, "status", Interval(0.0, SEEN_LONG_AGO)),)
    months = age_in_months(last_seen, on)
    found = (score for at_most, score in LAST_SEEN.items() if months is not None and months <= at_most)
    return (FactScore(0.4, "status", point(next(found, SEEN_LONG_AGO))),)


@part_reading("launched")
def part_launched(profile, platform, on):
    if platform.launched is None:
        return (FactScore(0.3, "launched", UNKNOWN),)
    age = max(0, on.year - platform.launched)
    return (FactScore(0.3, "launched", point(next(score for years, score in LAUNCHED if age >= years))),)


@part_reading("revenue_model")
def part_revenue_count(profile, platform, on):
    listed = value_of(platform, "revenue_model")
    return (FactScore(0.3, "revenue_model", point(REVENUE_COUNT[min(2, len(listed))]) if listed else UNKNOWN),)


CRITERIA = (
    Criterion(
        "goal_fit",
        _("Past bij het doel"),
        reads=("goals",),
        asks=("goal_main", "goal_extra"),
        default=(12, 12),
        weigh=if_answered("goal_main"),
        parts=(Part(rate_goal_fit, name_wanted_goals, ("goal_main", "goal_extra")),),
        why=_("Platforms verschillen het meest in hun doel. Daarom telt dit een kwart van het geheel."),
        source=("S1", "S20"),
        talk=_("Welk doel komt eerst, als we er maar één kunnen halen?"),
        tables=(
            named_table(
                _("Dient het platform dit doel?"),
                {**GOAL, "silent": GOAL_NOT_MENTIONED},
                {
                    "primary": _("Vooral voor gemaakt"),
                    "secondary": _("Ook voor gemaakt"),
                    "none": _("Niet voor gemaakt"),
                    "silent": _("Niet genoemd"),
                },
            ),
        ),
    ),
    Criterion(
        "place_fit",
        _("Te gebruiken op deze plek"),
        reads=("scope", "languages"),
        asks=("place",),
        default=(2, 2),
        weigh=if_answered("place"),
        parts=(place_fit,),
        why=_("Een platform van een andere plaats helpt uw buurt niet."),
        source=("OJ",),
        talk=_("Moet het hier al werken, of mag het nieuw zijn in onze buurt?"),
        tables=(
            named_table(
                _("Is het hier te gebruiken?"),
                {"here": 1.0, "national": 1.0, **INTERNATIONAL, "unsure": USABLE_UNKNOWN_AT_MOST},
                {
                    "here": _("Lokaal, op deze plek"),
                    "national": _("Landelijk"),
                    "nl": _("Internationaal, in het Nederlands"),
                    "unknown": _("Internationaal, taal onbekend"),
                    "no_nl": _("Internationaal, niet in het Nederlands"),
                    "unsure": _("Niet zeker of het in Nederland kan: hooguit"),
                },
            ),
        ),
    ),
    Criterion(
        "low_threshold",
        _("Laagdrempelig"),
        reads=("free_for_residents", "registration", "visibility"),
        asks=("entry", "visibility", "w_free"),
        default=(3, 3),
        weigh=at_least("w_free"),
        parts=(
            by_value("free_for_residents", FREE),
            by_answer("registration", "entry", REGISTRATION),
            by_answer("visibility", "visibility", VISIBILITY),
        ),
        why=_("Geld, een account of een controle houdt mensen tegen. Soms is dat juist goed, bijvoorbeeld bij hulp."),
        source=("S1", "S16", "S43", "S48"),
        talk=_("Wat mag meedoen kosten, in geld en in moeite?"),
        tables=(
            table_of("free_for_residents", FREE),
            ScoreTable(REGISTRATION, "registration", "entry"),
            ScoreTable(VISIBILITY, "visibility", "visibility"),
        ),
    ),
    Criterion(
        "reach",
        _("Iedereen kan meedoen"),
        reads=("channels", "accessibility_statement", "languages"),
        asks=("channels", "groups", "w_accessible"),
        default=(3, 3),
        weigh=weigh_reach,
        parts=(part_channels, part_human, by_value("accessibility_statement", ACCESSIBILITY), part_languages),
        why=_("Niet iedereen is handig met internet of met lezen. Wie wilt u zeker bereiken?"),
        source=("S30", "S31", "S49"),
        talk=_("Wie missen we als alles online gaat, en wat doen we voor hen?"),
        tables=(
            named_table(
                _("Voor wie niet handig is met internet of lezen"),
                HUMAN,
                {
                    "yes": _("Telefoon, papier of een mens"),
                    "only_email": _("Alleen e-mail naast site of app"),
                    "none": _("Niets daarvan"),
                },
            ),
            table_of("accessibility_statement", ACCESSIBILITY),
            named_table(_("Aantal talen"), LANGUAGE_COUNT, {1: _("één"), 2: _("twee"), 3: _("drie of meer")}),
        ),
    ),
    Criterion(
        "resident_lead",
        _("Bewoners aan het roer"),
        reads=("resident_control", "provider_type"),
        asks=("lead", "w_resident_control"),
        default=(3, 3),
        weigh=add_weight(by_wish("w_resident_control"), lambda profile: profile.says("lead", "residents")),
        parts=(
            by_answer("resident_control", "lead", RESIDENT_CONTROL, 0.75),
            by_value("provider_type", PROVIDER_TYPE, 0.25),
        ),
        why=_("Een platform leeft als bewoners er zelf over beslissen."),
        source=("S1", "S7", "OJ"),
        talk=_("Wat beslissen bewoners zelf, en wat doen we samen?"),
        tables=(
            ScoreTable(RESIDENT_CONTROL, "resident_control", "lead"),
            table_of("provider_type", PROVIDER_TYPE),
        ),
    ),
    Criterion(
        "municipality_role",
        _("Rol van de gemeente past"),
        reads=("municipality_role",),
        asks=("municipality_part",),
        default=(2, 1),
        weigh=if_answered("municipality_part"),
        parts=(municipality_role,),
        why=_("Niet elk platform kent de rol die de gemeente wil."),
        source=("S14", "S36"),
        talk=_("Wat mag de gemeente op het platform doen, en wat niet?"),
        tables=(
            named_table(
                _("Als de gemeente niets gaat doen"), ONLY_NOT_NEEDED, {"other": _("anders")}, "municipality_role"
            ),
        ),
    ),
    Criterion(
        "data_ownership",
        _("Gegevens van de buurt"),
        reads=("data_owner",),
        asks=("w_data_local",),
        default=(2, 2),
        weigh=by_wish("w_data_local"),
        parts=(by_value("data_owner", DATA_OWNER),),
        why=_("Wie de gegevens heeft, beslist mee over de toekomst van het platform."),
        source=("S1", "S17", "S50", "OJ"),
        talk=_("Van wie zijn de gegevens, en wie past erop?"),
        tables=(table_of("data_owner", DATA_OWNER),),
    ),
    Criterion(
        "privacy",
        _("Privacy en geen reclame"),
        reads=("commercial_data_use", "advertising", "hosting_region"),
        asks=("w_no_commercial", "w_eu_hosting"),
        default=(3, 3),
        weigh=add_weight(
            weigh_privacy, lambda profile: profile.says("goal_main", "help") or profile.says("groups", "youth")
        ),
        parts=(
            by_value("commercial_data_use", COMMERCIAL, 0.5),
            by_value("advertising", ADVERTISING, 0.2),
            by_value("hosting_region", HOSTING_PRIVACY, 0.3),
        ),
        why=_("Mensen delen hier namen, adressen en zorgen. Dat moet veilig zijn."),
        source=("S16", "S51", "S57"),
        talk=_("Wat willen mensen hier delen, en wat zeker niet?"),
        tables=(
            table_of("commercial_data_use", COMMERCIAL),
            table_of("advertising", ADVERTISING),
            table_of("hosting_region", HOSTING_PRIVACY),
        ),
    ),
    Criterion(
        "exit",
        _("Makkelijk weg kunnen"),
        reads=("data_export", "open_source", "hosting_region"),
        asks=("w_export", "w_open_source", "years_secured", "exit_agreement"),
        default=(2, 2),
        weigh=add_weight(
            weigh_exit,
            lambda profile: (
                profile.says("years_secured", "none", "one") or profile.says("exit_agreement", "not_thought")
            ),
        ),
        parts=(
            by_value("data_export", DATA_EXPORT, 0.6),
            by_value("open_source", OPEN_SOURCE, 0.25),
            by_value("hosting_region", HOSTING_EXIT, 0.15),
        ),
        why=_("Platforms stoppen. Dan wilt u uw gegevens kunnen meenemen."),
        source=("S17", "S50", "S86", "OJ"),
        talk=_("Wat nemen we mee als we stoppen, en wie regelt dat?"),
        tables=(
            table_of("data_export", DATA_EXPORT),
            table_of("open_source", OPEN_SOURCE),
            table_of("hosting_region", HOSTING_EXIT),
        ),
    ),
    Criterion(
        "money_local",
        _("Geld blijft in de buurt"),
        reads=("money_stays_local", "revenue_model"),
        asks=("w_money_local",),
        default=(2, 2),
        weigh=by_wish("w_money_local"),
        parts=(by_value("money_stays_local", MONEY_LOCAL, 0.7), part_revenue),
        why=_("Levert het iets op? Dan is het mooi als de buurt daar iets aan heeft."),
        source=("S1", "OJ"),
        talk=_("Hoe erg is het als anderen geld verdienen aan onze buurt?"),
        tables=(
            table_of("money_stays_local", MONEY_LOCAL),
            table_of("revenue_model", REVENUE),
        ),
    ),
    Criterion(
        "cost",
        _("Past bij het budget"),
        reads=("cost_municipality",),
        asks=("budget",),
        default=(3, 3),
        weigh=weigh_cost,
        parts=(cost_by_budget,),
        why=_("Wat u elk jaar betaalt, moet u ook volgend jaar kunnen betalen."),
        source=("S42", "S83"),
        talk=_("Hoeveel mag het elk jaar kosten, en wie betaalt dat?"),
        tables=(ScoreTable(COST, "cost_municipality", "budget"),),
    ),
    Criterion(
        "offline_link",
        _("Online en offline samen"),
        reads=("offline_support", "channels"),
        asks=("connectors", "offline_help"),
        default=(3, 3),
        weigh=weigh_offline,
        parts=(by_value("offline_support", OFFLINE_SUPPORT, 0.8), part_in_person),
        why=_("Een platform werkt door mensen die elkaar ook in het echt zien."),
        source=("S1", "S4", "S5", "S34"),
        talk=_("Waar en wanneer zien we elkaar in het echt?"),
        tables=(table_of("offline_support", OFFLINE_SUPPORT),),
    ),
    Criterion(
        "start_fit",
        _("Haalbaar om te beginnen"),
        reads=("start_effort",),
        asks=("start_way", "core_team", "group_form", "existing", "existing_works"),
        default=(2, 3),
        weigh=add_weight(fixed_weight, lambda profile: profile.says("core_team", "none", "one_two")),
        parts=(start_fit,),
        why=_("Hoe u begint, is belangrijker dan de software."),
        source=("S79", "S1", "S8", "OJ"),
        talk=_("Hoe snel moet het er zijn, en wie zet het klaar?"),
        tables=(
            ScoreTable(
                START,
                "start_effort",
                "start_way",
                row_labels={
                    "few_people": _("Maakt niet uit, en er is niemand of er zijn één of twee trekkers"),
                    "three_five": _("Maakt niet uit, en er zijn drie tot vijf trekkers"),
                    "six_plus": _("Maakt niet uit, en er zijn zes of meer trekkers"),
                },
            ),
        ),
    ),
    Criterion(
        "continuity",
        _("Blijft bestaan"),
        reads=("status", "launched", "revenue_model"),
        asks=("years_secured",),
        default=(2, 1),
        weigh=add_weight(fixed_weight, lambda profile: profile.says("years_secured", "four_plus")),
        parts=(part_last_seen, part_launched, part_revenue_count),
        why=_("Wat nu draait, al jaren loopt en van meer dan één bron leeft, blijft vaker bestaan."),
        source=("S9", "OJ"),
        talk=_("Hoe belangrijk is het dat dit er over vijf jaar nog is?"),
        tables=(
            named_table(
                _("Hoe lang geleden zei een bron dat het draait?"),
                {**LAST_SEEN, "longer": SEEN_LONG_AGO},
                {
                    12: _("hooguit 1 jaar"),
                    36: _("hooguit 3 jaar"),
                    72: _("hooguit 6 jaar"),
                    "longer": _("langer, of geen datum"),
                },
            ),
            named_table(
                _("Hoe lang bestaat het?"),
                dict(LAUNCHED),
                {5: _("5 jaar of langer"), 2: _("2 tot 4 jaar"), 0: _("korter dan 2 jaar")},
            ),
            named_table(_("Van hoeveel bronnen leeft het?"), REVENUE_COUNT, {1: _("één"), 2: _("twee of meer")}),
        ),
    ),
)

CRITERION = {criterion.key: criterion for criterion in CRITERIA}
