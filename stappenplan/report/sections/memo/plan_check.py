"""The check of the plan: what holds, what is in order, and what nobody answered."""

from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.gates import GATES
from stappenplan.method.text import _

from ..elements import Line, label_of
from .arguments import FACEBOOK, stays_on_facebook

# What a gate that does not hold says about the plan.
IN_ORDER = {
    "not_the_right_tool": _("Wat in de weg staat, is iets waar een platform bij kan helpen."),
    "platform_alone": _("Het platform staat niet alleen: er zijn mensen of er gebeurt iets in het echt."),
    "no_connectors": _("Er zijn bewoners die anderen bij elkaar brengen."),
    "no_offline": _("Er is iets in het echt gepland."),
    "need_not_checked": _("Bewoners vragen erom."),
    "goal_not_sharp": _("Het resultaat is opgeschreven."),
    "only_counting": _("Er wordt meer gemeten dan leden en berichten."),
    "platform_in_municipality": _("We vonden in de gemeente niets dat hier sterk op lijkt."),
    "trust_first": _("Te weinig vertrouwen is niet wat het meest in de weg staat."),
    "existing_not_checked": _("Bekend is wat buren nu gebruiken, en of het werkt."),
    "municipality_owns": _("De gemeente is niet de eigenaar en heeft niet de zeggenschap."),
    "municipality_moderates": _("De gemeente haalt geen berichten weg."),
    "role_clash": _("De rol van de gemeente past bij wie de zeggenschap heeft."),
    "nobody_answers": _("Er is iemand die namens de gemeente antwoord geeft."),
    "left_out_group": _("De manieren om mee te doen passen bij wie de afdeling niet wil missen."),
    "too_little_time": _("Er is genoeg tijd voor dit gebied."),
    "whole_municipality_at_once": _("Het begint niet overal tegelijk."),
    "paid_without_money": _("De manier van beginnen past bij het budget."),
    "short_money": _("Geld en tijd zijn er voor meer dan één jaar."),
    "no_exit": _("Over de gegevens bij het einde is nagedacht."),
    "no_moderation": _("Er is geregeld wie de gesprekken in goede banen houdt."),
    "no_review": _("Er is een datum om terug te kijken."),
}
# The same where the municipality decides together with residents.
SHARED_LEAD = {"municipality_owns": _("De gemeente is niet de eigenaar en heeft niet alleen de zeggenschap.")}


def list_checked_gates(advice) -> dict:
    """The gates: `first` and `watch` hold, `in_order` do not, `unknown` are skipped questions.

    Only a gate of which every question was asked and answered is in order.
    """
    profile, in_order = advice.profile, IN_ORDER | (SHARED_LEAD if advice.profile.says("lead", "shared") else {})
    holding = {finding.key for finding in advice.findings}
    passed = (
        gate
        for gate in GATES
        if gate.key in IN_ORDER
        and gate.key not in holding
        and all(profile.answer(key) is not None for key in gate.asks)
        and not (gate.key == "goal_not_sharp" and not profile.answer("goal_sentence"))
        and not (gate.key == "not_the_right_tool" and "trust_first" in holding)
        and not (gate.key == "no_connectors" and "platform_alone" in holding)
        and not (gate.key == "platform_alone" and not holding.isdisjoint(("no_connectors", "no_offline")))
        and not (gate.key == "existing_not_checked" and "similar_platform_present" in holding)
        and not (gate.key == "platform_in_municipality" and advice.already_here)
        and not (gate.key == "platform_in_municipality" and "similar_platform_present" in holding)
    )
    return {
        "first": advice.at(STOP, STOP_NEW, FIRST),
        "watch": advice.at(WARN),
        "tips": tuple(one for one in advice.at(TIP) if one.key != FACEBOOK or leaves_facebook(advice)),
        "in_order": tuple(Line(in_order[gate.key], source=gate.source) for gate in passed),
        "unknown": tuple(label_of(advice, key) for key in open_gate_questions(advice)),
    }


def leaves_facebook(advice) -> bool:
    """Whether neighbours use Facebook now, and the plan is not to keep to it: of that the memo says it in a remark."""
    return advice.profile.says("existing", "facebook") and not stays_on_facebook(advice)


def open_gate_questions(advice) -> tuple[str, ...]:
    """The skipped questions that a gate or a plain yes needs, in the order in which they are asked."""
    needed = {key for gate in GATES for key in gate.asks} | set(advice.to_find_out)
    return tuple(key for key in advice.open_questions if key in needed)
