"""Tags for the pages of a group and its part of the report: counts in words."""

from django import template
from django.utils.translation import gettext

from stappenplan.advice.explanation.figures import in_percent
from stappenplan.advice.explanation.reasons import ASKED_BY
from stappenplan.groups.outcome import PROFESSIONAL
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.steps.short_version import FACTS, WELFARE
from stappenplan.method.text import _
from stappenplan.text import say

register = template.Library()

PEOPLE = {
    RESIDENT: _("bewoners"),
    OFFICIAL: _("ambtenaren"),
    WELFARE: _("mensen van welzijn"),
    PROFESSIONAL: _("beroepskrachten"),
}


def asked_by(reason):
    """The question that a reason answers to; "" when none does."""
    return "goal_main" if reason.key.startswith("goals.") else ASKED_BY.get(reason.key, "")


@register.filter
def of_opinions(reasons):
    """The reasons that do not go back to what the plan answers for everybody."""
    return [reason for reason in reasons if asked_by(reason) not in FACTS]


@register.filter
def of_all(part) -> str:
    """ "4 van de 7"; in words for nobody or one, and for all or all but one."""
    if part.is_few:
        return gettext("hooguit één")
    if part.is_most:
        return gettext("de meesten of allen")
    return gettext("%(some)s van de %(whole)s") % {"some": part.some, "whole": part.whole}


@register.filter
def says(obstacle) -> str:
    """How many of all people see something in the way, as a sentence."""
    if obstacle.all.is_most:
        return gettext("De meesten of allen zeggen %(what)s.") % {"what": say(obstacle.what)}
    text = gettext("%(some)s van de %(whole)s mensen zeggen %(what)s.")
    return text % {"some": obstacle.all.some, "whole": obstacle.all.whole, "what": say(obstacle.what)}


@register.filter
def says_role(one) -> str:
    """How many of one role say so, as a sentence behind that of all."""
    some, whole = one.part.some, one.part.whole
    if one.part.is_most:
        text = gettext("Van de %(who)s zijn dat de meesten of allen.")
    elif one.all_of_them:
        text = gettext("Van de %(whole)s %(who)s zijn dat er %(some)s.")
    else:
        text = gettext("Van de %(whole)s %(who)s die apart tellen, zijn dat er %(some)s.")
    return text % {"some": some, "whole": whole, "who": say(PEOPLE[one.role])}


@register.filter
def half_words(obstacle) -> str:
    """Of whom half or more say so."""
    if obstacle.all.half:
        return gettext("Dat is de helft of meer van de groep.")
    return gettext("Dat is de helft of meer van de %(who)s.") % {"who": say(PEOPLE[obstacle.half_of_role])}


@register.filter
def weight_words(weight) -> str:
    """What a criterion weighs, in words: the mean, and from where to where for most; no figure where all agree."""
    if weight.is_equal:
        return gettext("ongeveer even zwaar")
    words = {name: in_percent(getattr(weight, name)) for name in ("mean", "low", "high")}
    return gettext("gemiddeld %(mean)s van het gewicht, bij de meesten %(low)s tot %(high)s") % words
