"""What rules a platform out: KNOCK_OUTS, in the order in which they are told."""

from .declarations import KnockOut, value_of
from .score_tables import COST, GOAL, GOAL_NOT_MENTIONED, GOAL_SERVED
from .steps import QUESTIONS
from .text import _


def goal_score(platform, goal) -> float:
    """How well a platform serves a goal, 0..1; silence is read as 0.2."""
    return GOAL.get(value_of(platform, f"goals.{goal}"), GOAL_NOT_MENTIONED)


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
