"""Tags for pages with questions: what a question and its answers look like is made once for each choice of answers."""

from django import template

from stappenplan.method.declarations import NAME, PLACE, TEXT
from stappenplan.method.steps import QUESTIONS

from .fragments import render_fixed_fragment

register = template.Library()

QUESTION, TIP, STEPS = (f"stappenplan/wizard/{name}.html" for name in ("question", "_tip", "_progress"))


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
def progress(context) -> str:
    """The steps, to be shown twice."""
    return context.template.engine.get_template(STEPS).render(context)
