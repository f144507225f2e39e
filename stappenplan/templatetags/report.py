"""Tags for the report: numbered references, and blanks to write on."""

from itertools import accumulate

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from platforms.text import as_sentence, followable_url
from platforms.vocabulary import BASIS
from stappenplan.advice.explanation import reasons
from stappenplan.method.sources import BRIEF_KINDS, SOURCES
from stappenplan.report.sections.elements import split_rows
from stappenplan.text import say

register = template.Library()
register.filter("explain", reasons.explain_platform)
register.filter("in_parts", split_rows)
register.filter("as_sentence", as_sentence)


@register.simple_tag(takes_context=True)
def cite(context, keys):
    """References to sources of the method, as numbers that lead to the list at the end; own judgement in words."""
    references = context["references"]
    numbers = [references.cite(key, SOURCES[key]) for key in keys if key != "OJ"]
    return bracket_numbers(numbers, gettext("ons oordeel") if "OJ" in keys else "")


@register.simple_tag(takes_context=True)
def cite_fact(context, fact):
    """References to the sources of one fact of the catalogue, and whether we infer it or the provider said it."""
    if fact is None:
        return ""
    references, platform = context["references"], fact.platform
    numbers = [references.cite((platform.name, source.key), source) for source in fact.source_list]
    return bracket_numbers(numbers, "" if fact.basis == "stated" else gettext(BASIS[fact.basis]))


@register.simple_tag(takes_context=True)
def cite_list(context, platform, sources):
    """References to these Sources of a platform."""
    references = context["references"]
    return bracket_numbers([references.cite((platform.name, source.key), source) for source in sources])


def bracket_numbers(numbers, words=""):
    """ "[3, 7, ons oordeel]", each number a link; nothing when there is nothing to say."""
    links = [format_html('<a href="#bron-{0}">{0}</a>', number) for number in sorted(set(numbers))]
    parts = format_html_join(",\u00a0", "{}", ((part,) for part in [*links, *([words] if words else [])]))
    return format_html('<span class="bron"> [{}]</span>', parts) if parts else ""


@register.filter
def sentences(texts) -> str:
    """Texts one after the other, or the only one. No space behind the last: the renderer breaks lines early for it."""
    return " ".join(say(text) for text in (texts if several(texts) else (texts,)))


@register.filter
def find_middle(rows) -> int:
    """The place of the row that begins the second of two columns, with as much text in both; each row tells its `said`.

    The renderer would find it by laying out both columns some dozens of times.
    """
    ends = list(accumulate(sum(len(say(text)) for text in row.said) for row in rows))
    return min(range(1, len(ends)), key=lambda place: abs(2 * ends[place - 1] - ends[-1]), default=0)


@register.simple_tag
def blank(long=False):
    """Room to write on paper."""
    return format_html('<span class="invul{}"></span>', " invul--lang" if long else "")


@register.filter
def with_room(text) -> str:
    """A text with room to write wherever it has four underscores."""
    parts = say(text).split("____")
    return format_html_join(blank(), "{}", ((part,) for part in parts))


@register.filter
def say_apart(answer) -> str:
    """An answer in words; more choices, each with its own capital, with semicolons between them."""
    return "; ".join(map(say, answer)) if isinstance(answer, tuple) else say(answer)


@register.simple_tag
def address(url: str) -> str:
    """A web address as a link, as it is written on paper; in plain text where no browser may follow it."""
    if not followable_url(url):
        return printed(url)
    return format_html('<a class="adres" href="{}">{}</a>', url, printed(url))


@register.simple_tag
def lines(number):
    """This many whole lines to write on."""
    return mark_safe('<span class="regel"></span>' * number)  # noqa: S308 (ours)


@register.filter
def several(value) -> bool:
    """Whether a value is a list of texts rather than one text."""
    return isinstance(value, tuple | list)


@register.filter
def printed(address: str) -> str:
    """A web address as it is written on paper: what a reader types; the link itself keeps all of it."""
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")


register.filter("brief_kind", lambda kind: gettext(BRIEF_KINDS[kind]))
register.filter("alone", lambda key: (key,))
register.filter("goal_fact", lambda platform, goal: platform.facts.get(f"goals.{goal}"))
register.filter("words", lambda text: text.split())
