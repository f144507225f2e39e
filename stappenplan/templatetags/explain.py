"""What templates ask of explain.py, with the plan's own answers from the page."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, override

from stappenplan import explain, sureness
from stappenplan.forms import page_of
from stappenplan.method.scoring import Ranking
from stappenplan.templatetags.say import say

register = template.Library()

register.filter("explain", explain.explain)
register.filter("answers_behind", lambda keys, profile: explain.answers_behind(profile, keys))
register.filter("own_answer", lambda key, profile: explain.own_answer(profile, key))
register.filter("where", explain.where)
register.filter("what", explain.what)
register.filter("first_sentence", explain.first_sentence)
register.filter("softer", explain.softer)
register.filter("differing", explain.differing)
register.filter("only_by", Ranking.only_by)
register.filter("at", lambda advice, level: advice.at(level))
register.filter("page_of", page_of)
register.filter("contributions", explain.contributions)
register.filter("inquiries", sureness.inquiries)
register.filter("times_first", sureness.times_first)
register.filter("top_three", lambda advice: sureness.top_three(advice.robustness, advice.ranking.ranked))
register.filter("robustness", sureness.robustness)
register.filter("answers_that_decide", sureness.answers_that_decide)
register.filter("deciding_calls", lambda advice: sureness.deciding_calls(advice.robustness))
register.filter("would_do", sureness.would_do)
register.filter("question_of", sureness.question_of)


@register.filter
def hundredths(number: int) -> str:
    """Hundredths of a point as a figure in the reader's notation: 743 gives "7,43"."""
    return number_format(number / 100, decimal_pos=2)


@register.simple_tag
def provider_mail(platform, asked, language) -> str:
    """All questions to a provider as the text of one e-mail, in Dutch ("nl") or English ("en")."""
    with override(language):
        questions = "\n".join(f"{number}. {say(one.ask)}" for number, one in enumerate(asked, 1))
        text = gettext(
            "Beste mensen van %(name)s,\n\nWij zoeken een platform voor onze buurt. Uw platform staat op onze lijst. "
            "Wilt u deze vragen beantwoorden?\n\n%(questions)s\n\nMet vriendelijke groet,\n"
        )
        return text % {"name": platform.name, "questions": questions}
