"""Knock-outs: the rules that exclude a platform, in the order in which they are shown."""

from ..declarations import KnockOut, value_of
from ..steps import QUESTIONS
from ..text import _
from .score_tables import COST, GOAL, GOAL_NOT_MENTIONED, GOAL_SERVED

# Made for many goals at once: of these, a goal that no source names may still be served [OJ].
GENERAL_KINDS = ("neighbourhood_network", "community_website", "community_software", "mutual_help")
# For these goals, only where a source names something near [OJ].
NEAR_GOALS = {"participate": ("initiate",), "safety": ("inform",), "environment": ("share",)}


def goal_score(platform, goal) -> float:
    """How well a platform serves a goal, 0..1; silence is read as 0.2."""
    return GOAL.get(value_of(platform, f"goals.{goal}"), GOAL_NOT_MENTIONED)


def is_local(platform) -> bool:
    return value_of(platform, "scope") in ("local", "regional")


def is_silent_on_goal(profile, platform) -> bool:
    """Whether no source says anything about the main goal of this platform."""
    main = profile.answer("goal_main")
    return main is not None and value_of(platform, f"goals.{main}") is None


def lives_offline(platform) -> bool:
    """Whether it has no online place of its own to meet in: a programme, or a circle of care round one person."""
    return platform.form == "offline_programme" or (platform.kind == "care_network" and platform.form != "one_off")


def is_self_hosted(platform) -> bool:
    """Whether it is software to run on a server of one's own: a source says so, or none says how one begins."""
    effort = value_of(platform, "start_effort")
    return effort == "build_yourself" or (effort is None and platform.form == "software")


def may_serve_goal(profile, platform) -> bool:
    """Whether a platform of which no source names the main goal may still serve it: it is made for many goals.

    What has no screen is not: a programme is for what it says it is for. Nor is software to run oneself: almost
    anything can be built with it, so there "may also serve" would say nothing.
    """
    if lives_offline(platform) or is_self_hosted(platform):
        return False
    main = profile.answer("goal_main")
    near = NEAR_GOALS.get(main)
    return platform.kind in GENERAL_KINDS and (
        near is None or any(goal_score(platform, goal) >= GOAL_SERVED for goal in near)
    )


def fails_goal(profile, platform):
    main = profile.answer("goal_main")
    return main is not None and value_of(platform, f"goals.{main}") == "none"


def fails_silence(profile, platform):
    return is_silent_on_goal(profile, platform) and not may_serve_goal(profile, platform)


def is_from_elsewhere(profile, platform) -> bool:
    """Whether it is a concept of other places that has been taken over before, so that it may come here as well."""
    return is_local(platform) and platform.is_taken_over and profile.answer("place") not in platform.municipalities


def fails_place(profile, platform):
    place = profile.answer("place")
    return (
        place is not None
        and is_local(platform)
        and place not in platform.municipalities
        and not is_from_elsewhere(profile, platform)
    )


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


def name_main_goal(profile) -> tuple[str, ...]:
    """The fact about the main goal."""
    main = profile.answer("goal_main")
    return () if main is None else (f"goals.{main}",)


def name_main_and_near_goals(profile) -> tuple[str, ...]:
    """All that decides whether silence about the main goal rules out."""
    near = NEAR_GOALS.get(profile.answer("goal_main"), ())
    return ("form", "kind", "start_effort", *name_main_goal(profile), *(f"goals.{goal}" for goal in near))


WISHES = tuple(question for question in QUESTIONS.values() if question.accepts)
# In the order in which they are told. The first six say what a platform is; the rest follow from the answers.
KNOCK_OUTS = (
    KnockOut("ended", _("Gestopt"), lambda profile, platform: value_of(platform, "status") == "ended", ("status",)),
    KnockOut(
        "abroad",
        _("Alleen in het buitenland"),
        lambda profile, platform: platform.usable_in_nl == "no",
        ("usable_in_nl",),
    ),
    KnockOut("one_off", _("Een eenmalig project"), lambda profile, platform: platform.form == "one_off", ("form",)),
    KnockOut("goal", _("Niet gemaakt voor dit doel"), fails_goal, name_main_goal, ("goal_main",)),
    KnockOut(
        "goal_not_found",
        _("We vonden niet dat het hiervoor bedoeld is"),
        fails_silence,
        name_main_and_near_goals,
        ("goal_main",),
    ),
    KnockOut("place", _("Hoort bij een andere plaats"), fails_place, ("scope", "is_taken_over", "is_here"), ("place",)),
    KnockOut(
        "place_unknown",
        _("Alleen op deze plek"),
        lambda profile, platform: (
            profile.answer("place") is None and is_local(platform) and not is_from_elsewhere(profile, platform)
        ),
        ("scope", "is_taken_over", "is_here"),
        ("place",),
    ),
    KnockOut("cost", _("Veel duurder dan uw budget"), fails_cost, ("cost_municipality",), ("budget",), source=("S42",)),
    *(
        KnockOut(
            question.key,
            question.label,
            fails_wish(question),
            tuple(question.accepts),
            (question.key,),
            source=question.source,
        )
        for question in WISHES
    ),
)
KNOCK_OUT = {rule.key: rule for rule in KNOCK_OUTS}
# The knock-outs that can rule out a platform without an online place of its own: it has no price or data to have
# wishes about. What runs in another place can be started here too; of what may be gone there is nothing to copy.
OFFLINE_KNOCK_OUTS = ("ended", "abroad", "goal", "goal_not_found")
PLACE_KNOCK_OUTS = ("place", "place_unknown")
