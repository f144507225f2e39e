"""Tags for pages with questions: what a question and its answers look like is made once for each choice of answers."""

from django import template
from django.utils.safestring import SafeString

from stappenplan.method.declarations import NAME, PLACE, TEXT
from stappenplan.method.steps import QUESTIONS
from stappenplan.plans.links import STAND_IN

from .fragments import render_fixed_fragment

register = template.Library()

QUESTION, TIP, RAIL = (f"stappenplan/wizard/{name}.html" for name in ("question", "_tip", "_rail"))


@register.simple_tag(takes_context=True)
def question_field(context, field) -> str:
    """One question of a form (QuestionField), with its answers. What was typed, or is wrong, is shown and not kept."""
    heading, embedded = bool(context.get("heading")), bool(context.get("embedded"))
    question = field.question
    is_own = QUESTIONS.get(question.key) is not question or question.kind in (TEXT, NAME, PLACE)
    if is_own or field.errors:
        with context.push(field=field):
            return context.template.engine.get_template(QUESTION).render(context)
    values = {"field": field, "heading": heading, "embedded": embedded}
    return render_fixed_fragment(context, QUESTION, (*field.looks, heading, embedded), **values)


@register.simple_tag(takes_context=True)
def tip(context, card) -> str:
    """A do or don't."""
    embedded = bool(context.get("embedded"))
    return render_fixed_fragment(context, TIP, (card.key, embedded), card=card, embedded=embedded)


@register.simple_tag(takes_context=True)
def show_rail(context, **words) -> str:
    """The steps: see _rail.html. They look the same for all who are as far, but for the links of their plan."""
    here = {name: context[name] for name in ("page_number", "page_count") if name in context} | words
    rows, end = context["rail"], context["rail_end"]
    key = (*here, *here.values(), *end, *((row["state"], row["page"]) for row in rows))
    made = render_fixed_fragment(context, RAIL, key, rail=rows, rail_end=end, token=STAND_IN, **here)
    return SafeString(made.replace(STAND_IN, context["request"].resolver_match.kwargs["token"]))
