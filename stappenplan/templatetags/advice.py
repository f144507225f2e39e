"""Tags for the reasons of an advice, given the answers of the plan on the page."""

from django import template
from django.utils.formats import number_format

from stappenplan.advice.already_here import describe_here, name_existing, pick_folded, pick_shown
from stappenplan.advice.explanation import reasons, robustness, score_breakdown, shelf_rows
from stappenplan.advice.open_questions import provider_questions
from stappenplan.advice.open_questions.provider_questions import link_to_mail
from stappenplan.advice.subject import area_words, name_area
from stappenplan.method.assessment.ranking import Ranking
from stappenplan.method.evidence.status import LACKS, RUNS
from stappenplan.text import say

from .fragments import render_fragment

register = template.Library()

register.filter("explain", reasons.explain_platform)
register.filter("list_watch", reasons.list_watch)
register.filter("answers_behind", lambda keys, profile: reasons.answers_behind(profile, keys))
register.filter("own_answer", lambda key, profile: reasons.own_answer(profile, key))
register.filter("what_lacks", lambda keys: tuple(LACKS[key] for key in keys))
register.filter("what", reasons.say_what)
register.filter("first_sentence", reasons.first_sentence)
register.filter("first_clause", reasons.first_clause)
register.filter("softer", reasons.list_softer_musts)
register.filter("differing", reasons.find_differing_facts)
register.filter("only_by", Ranking.only_by)
register.filter("returning_without", Ranking.returning_without)
register.filter("at", lambda advice, level: advice.at(level))
register.filter("contributions", score_breakdown.score_contributions)
register.filter("inquiries", provider_questions.list_inquiries)
register.filter("times_first", robustness.times_first)
register.filter("reservations", robustness.list_reservations)
register.filter("top_three", lambda advice: robustness.top_three(advice.robustness, advice.ranking.ranked))
register.filter("robustness", robustness.describe_robustness)
register.filter("answers_that_decide", robustness.answers_that_decide)
register.filter("deciding_calls", robustness.deciding_calls)
register.filter("would_do", robustness.would_do)
register.filter("question_of", robustness.question_of)
register.filter("calls_elsewhere", robustness.calls_elsewhere)
register.filter("describe_here", describe_here)
register.filter("name_existing", name_existing)
register.filter("name_area", name_area)
register.filter("area_words", area_words)
register.filter("shown_here", pick_shown)
register.filter("folded_here", pick_folded)
register.filter("place_of", shelf_rows.ShelfRows.place_of)
register.filter("is_shared", shelf_rows.ShelfRows.is_shared)
register.filter("place_on", lambda assessment, shelf: shelf.ranks[assessment.platform.slug])
register.filter("shares_place_on", lambda assessment, shelf: assessment.platform.slug in shelf.shared)
register.filter("goal_question", provider_questions.goal_question)
register.filter("is_folded_shelf", lambda shelf, advice: shelf_rows.is_folded_shelf(advice, shelf))
register.simple_tag(link_to_mail)


@register.filter
def hundredths(number: int) -> str:
    """Hundredths of a point as a figure in the reader's notation: 743 gives "7,43"."""
    return number_format(number / 100, decimal_pos=2)


@register.simple_tag(takes_context=True)
def platform_row(context, assessment, place="", is_short=False) -> str:
    """One platform in a row of a shelf. `place`: "" for none."""
    platform, evidence = assessment.platform, assessment.evidence
    values = {
        "place": place,
        "is_shared": bool(place) and context["layout"].is_shared(assessment),
        "is_short": is_short,
        "lacks": evidence.lacks if evidence.status == RUNS and not is_short else (),
        "works": say(reasons.say_where(assessment, context["profile"])),
    }
    return render_fragment(
        context, "stappenplan/advice/_row.html", (platform.slug, *values.values()), platform=platform, **values
    )


@register.simple_tag(takes_context=True)
def to_check_row(context, one) -> str:
    """One platform that must be checked first: a ToCheckDescription."""
    return render_fragment(context, "stappenplan/advice/_to_check.html", one.key, one=one)


@register.simple_tag(takes_context=True)
def weight_row(context, row) -> str:
    """What one criterion weighs, and its choices: a row of WhatIfForm.weight_rows."""
    options = tuple(row["choices"]["options"])
    return render_fragment(
        context, "stappenplan/advice/_weight.html", (row["criterion"].key, row["weight"], options), row=row
    )


@register.simple_tag(takes_context=True)
def wish_row(context, row) -> str:
    """One wish, and its choices: a row of WhatIfForm.wish_rows."""
    options = tuple(row["choices"]["options"])
    return render_fragment(context, "stappenplan/advice/_wish.html", (row["wish"].key, options), row=row)
