"""Charts as inline SVG, and as images for the report: uncertainty of a score, effect of a wish, share of known facts.

One language for certainty: filled is what we know, slanted lines what we do not know, half filled what we infer.
The geometry of a picture is a list of Shapes; `inline_svg` and `svg_image` only choose how its colours are said, by
class (a municipality's own colours, no style attribute) or by attribute (an image on paper sees no stylesheet).
"""

from base64 import b64encode
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from stappenplan.advice.explanation.charts import (
    PEOPLE_AT_MOST,
    Shape,
    draw_fact_square,
    draw_unknown_box,
    half_filled,
    part_shapes,
    people_shapes,
    shapes_of,
    share_shapes,
    share_times,
    weight_shapes,
    wish_shapes,
)
from stappenplan.advice.explanation.figures import (
    distribution_words,
    in_percent,
    name_rating,
    of_ten,
    part_words,
    range_words,
    share_words,
    times_words,
)

register = template.Library()

for in_words in (
    of_ten,
    in_percent,
    range_words,
    distribution_words,
    part_words,
    share_words,
    times_words,
    name_rating,
):
    register.filter(in_words)

# What the five roles look like on paper; on the site static/stappenplan.css says so.
PAPER = {
    "z": 'fill="#0f5c55"',
    "o": 'fill="none" stroke="#0f5c55"',
    "s": 'fill="none" stroke="#1c2b33"',
    "l": 'fill="none" stroke="#6b7a82"',
    "w": 'fill="#fff" stroke="#0f5c55"',
}


# --- drawing -------------------------------------------------------------------------------------------------------


def shape_path(shape, paper) -> str:
    look = PAPER[shape.role] if paper else f'class="{shape.role}"'
    width = f' stroke-width="{shape.width}"' if shape.width else ""
    return f'<path {look}{width} d="{shape.path}"/>'


def shape_paths(shapes, paper=False) -> SafeString:
    """The shapes as SVG elements. Numbers and our own letters only: nothing here can carry a visitor's text."""
    return mark_safe("".join(shape_path(shape, paper) for shape in shapes))  # noqa: S308 (numbers only)


def inline_svg(shapes, width, height, label="", css="beeld") -> SafeString:
    """SVG in the page; a picture with a label is an image, one without is hidden: its sentence stands beside it."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>', css, width, height, role, shape_paths(shapes))


def svg_image(shapes, width, height, label, css) -> SafeString:
    """The same picture as an image with its own colours: in a tagged PDF an inline SVG has no alternative."""
    paths = shape_paths(shapes, paper=True)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{paths}</svg>'
    data = b64encode(svg.encode()).decode()
    return format_html('<img class="{}" alt="{}" src="data:image/svg+xml;base64,{}">', css, label, data)


# --- tags ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def range_picture(assessment):
    """The range of one platform, for the site."""
    return inline_svg(shapes_of(assessment), 280, 32, range_words(assessment))


@register.simple_tag
def range_image(assessment):
    """The range of one platform, for paper."""
    return svg_image(shapes_of(assessment), 280, 32, range_words(assessment), "bereik")


@register.simple_tag
def part_image(part, whole):
    """What one criterion adds to a figure, for paper; its figure stands beside it."""
    return svg_image(part_shapes(part.low, part.high, part.most, whole), 120, 14, part_words(part), "deel")


@register.simple_tag
def share_picture(shares):
    """How often each is first, a stroke per draw of a hundred, for the site."""
    return inline_svg(share_shapes(share_times(shares)), 598, 35, share_words(shares))


@register.simple_tag
def share_image(shares):
    """How often each is first, for paper."""
    return svg_image(share_shapes(share_times(shares)), 598, 35, share_words(shares), "strepen")


# The mark of each kind of stroke in the legend.
STROKES = ([Shape("z", "M0 0h10v10h-10z")], [Shape("w", "M.5 .5h9v9h-9z")], [Shape("l", "M5 3v7", 2)])


@register.simple_tag
def share_mark(place, name):
    """The legend's mark beside a share: by its place, or the last kind when it has no name."""
    return inline_svg(STROKES[place if name else 2], 10, 10, css="teken")


def draw_people(some, whole):
    """The shapes and the width of so many people of all: squares, or one bar where there are too many to count."""
    if whole > PEOPLE_AT_MOST:
        return wish_shapes(some, 0, whole - some), 352, 12
    return people_shapes(some, whole), max(10, 13 * whole - 3), 10


@register.simple_tag
def count_picture(part):
    """How many of all people, for the site; the words stand beside it. Nothing where words alone say how many."""
    if part.is_few or part.is_most:
        return ""
    shapes, width, height = draw_people(part.some, part.whole)
    return inline_svg(shapes, width, height, css="tal")


@register.simple_tag
def count_image(part):
    """How many of all people, for paper. Nothing where words alone say how many."""
    if part.is_few or part.is_most:
        return ""
    shapes, width, height = draw_people(part.some, part.whole)
    words = gettext("%(some)s van de %(whole)s") % {"some": part.some, "whole": part.whole}
    return svg_image(shapes, width, height, words, "tal")


# No criterion weighs more than this share for most people; longer bars are cut off.
MOST_WEIGHT = 0.3


@register.simple_tag
def weight_picture(weight):
    """What a criterion weighs in a group and how far people differ, for the site; the words stand beside it."""
    return inline_svg(weight_shapes(weight.low, weight.high, weight.mean, MOST_WEIGHT), 280, 18, css="beeld")


@register.simple_tag
def weight_image(weight, label):
    """The same for paper."""
    return svg_image(weight_shapes(weight.low, weight.high, weight.mean, MOST_WEIGHT), 280, 18, label, "weging")


@register.simple_tag
def wish_picture(distribution):
    """What a wish does: the bar only; `distribution_words` says it beside it."""
    return inline_svg(wish_shapes(**{key: distribution[key] for key in ("yes", "unknown", "no")}), 352, 12, css="")


@register.simple_tag
@cache
def mark(basis):
    """The square beside a fact; the word beside it says the same."""
    return inline_svg(draw_fact_square(basis), 10, 10, css="teken")


# The marks of the legend, in boxes of 44 x 18 and 8 x 18.
KEYS = {
    "known": (44, [Shape("z", "M0 3h44v12H0z")], ""),
    "inferred": (44, half_filled(0.5, 43.5, 3, 15), ""),
    "unknown": (44, draw_unknown_box(0.5, 43.5, 3.5, 14.5, 5), ""),
    "empty": (44, [Shape("l", "M.5 3.5h43v11H.5z")], ""),
    "mark": (8, [Shape("s", "M4 0v18", 3.5)], "smal"),
}


@register.simple_tag
def key(name):
    """A mark of the legend: known, inferred, unknown, empty or mark; the words stand beside it."""
    width, shapes, css = KEYS[name]
    return inline_svg(shapes, width, 18, css=css)


# Per word of a rating: its class, its icon, the word itself.
ICONS = {
    "fits": '<path d="M3.5 10.5l4.2 4.3L16.5 5.5" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "partly": '<circle cx="10" cy="10" r="7.6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 2.4a7.6 7.6 0 0 0 0 15.2z" fill="currentColor"/>',
    "watch": '<path d="M10 2.2L18.6 17.5H1.4z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 8v4.4M10 14v1.8" stroke="currentColor" stroke-width="2.2"/>',
    "unknown": '<path d="M3 3h14v14H3z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M3.5 16.5l13-13" stroke="currentColor" stroke-width="2"/>',
    "ended": '<path d="M4.5 4.5l11 11M15.5 4.5l-11 11" fill="none" stroke="currentColor" stroke-width="2.4"/>',
}
ICONS["fits_so_far"] = ICONS["fits"]
CLASSES = {"fits": "past", "fits_so_far": "past", "partly": "deels", "watch": "letop", "unknown": "weet"}


@register.simple_tag
@cache
def icon(word):
    """The icon of a rating in a word; always beside that word."""
    drawing = mark_safe(ICONS[word])  # noqa: S308 (ours)
    return format_html('<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def word_icon(name):
    """A rating in a word with its icon; nothing for a fact that was not asked for."""
    if not name:
        return ""
    return format_html('<span class="oordeel-woord {}">{} {}</span>', CLASSES[name], icon(name), name_rating(name))
