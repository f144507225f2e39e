"""Charts as inline SVG, and as images for the report: uncertainty of a score, effect of a wish, share of known facts.

One language for certainty: filled is what we know, slanted lines what we do not know, half filled what we infer.
The geometry of a picture is a list of Shapes; `inline` and `image` only choose how its colours are said, by class (a
municipality's own colours, no style attribute) or by attribute (an image on paper sees no stylesheet).
"""

from base64 import b64encode
from typing import NamedTuple

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

register = template.Library()

# What the five roles look like on paper; on the site static/stappenplan.css says so.
PAPER = {
    "z": 'fill="#0f5c55"',
    "o": 'fill="none" stroke="#0f5c55"',
    "s": 'fill="none" stroke="#1c2b33"',
    "l": 'fill="none" stroke="#6b7a82"',
    "w": 'fill="#fff" stroke="#0f5c55"',
}


class Shape(NamedTuple):
    """A path and its role: z filled, w white ground, o slanted lines, s mark, l line."""

    role: str
    path: str
    width: float | None = None


# --- geometry ------------------------------------------------------------------------------------------------------


def at(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")


def slanted(left: float, right: float, top: float, bottom: float, step: float) -> str:
    """Lines of 45 degrees that fill a box, `step` apart, cut off at its edges."""
    height, lines, x = bottom - top, [], left + step
    while x - height < right:
        start, end = max(left, x - height), min(right, x)
        lines.append(f"M{at(start)} {at(top + x - start)}L{at(end)} {at(top + x - end)}")
        x += step
    return "".join(lines)


def unsure(left: float, right: float, top: float, bottom: float, step: float) -> list[Shape]:
    """A box for what is not known; nothing when it is narrower than a line."""
    if right - left < 1:
        return []
    box = f"M{at(left)} {at(top)}H{at(right)}V{at(bottom)}H{at(left)}z"
    return [Shape("w", box), Shape("o", slanted(left, right, top, bottom, step))]


def range_shapes(low: float, high: float, ranking: float) -> list[Shape]:
    """A figure and how far it may go, on a scale of 0 to 10 in a box of 280 x 32; the three are shares, 0..1."""
    x_low, x_high, x_mark = (1 + 278 * share for share in (low, high, ranking))
    ticks = "".join(f"M{at(1 + 27.8 * tick)} 24v{7 if tick % 5 == 0 else 4}" for tick in range(11))
    known = [Shape("z", f"M1 7H{at(x_low)}V21H1z")] if x_low > 1 else []
    return [
        Shape("l", f"M1 24H279{ticks}"),
        *known,
        *unsure(x_low, x_high, 7.5, 20.5, 5),
        Shape("s", f"M{at(x_mark)} 2V26", 3.5),
    ]


def wish_shapes(yes: int, unknown: int, no: int) -> list[Shape]:
    """How many platforms meet a wish, in a box of 352 x 12: filled yes, slanted unknown, empty no."""
    whole = max(1, yes + unknown + no)
    x_yes, x_unknown = 352 * yes / whole, 352 * (yes + unknown) / whole
    filled = [Shape("z", f"M0 0H{at(x_yes)}V12H0z")] if yes else []
    left, right = max(0.5, x_yes), min(351.5, x_unknown)
    return [Shape("l", "M.5 .5H351.5V11.5H.5z"), *filled, *unsure(left, right, 0.5, 11.5, 6)]


def square(basis: str, x: float = 0) -> list[Shape]:
    """One fact of 10 x 10: filled when stated, half when inferred, one slanted line when unknown."""
    if basis == "stated":
        return [Shape("z", f"M{at(x)} 0h10v10h-10z")]
    ground = Shape("w", f"M{at(x + 0.5)} .5h9v9h-9z")
    if basis == "inferred":
        return [ground, Shape("z", f"M{at(x)} 0v10h10z")]
    return [ground, Shape("o", f"M{at(x + 1)} 9l8 -8")]


def share_shapes(times: list[int]) -> list[Shape]:
    """A hundred strokes in a box of 598 x 35, in three kinds: filled for the first share, white boxes, thin lines."""
    strokes = (
        ("z", "M{x} 0h4v34h-4z", 0),
        ("w", "M{x} 12.5h3v21h-3z", 0.5),
        ("l", "M{x} 20v14", 2),
    )
    shapes, place = [], 0
    for (role, stroke, shift), count in zip(strokes, times, strict=False):
        path = "".join(stroke.format(x=at(6 * number + shift)) for number in range(place, place + count))
        shapes += [Shape(role, path, 2 if role == "l" else None)] if path else []
        place += count
    return shapes


PEOPLE_AT_MOST = 40


def people_shapes(some: int, whole: int) -> list[Shape]:
    """A square per person, 13 apart: filled for those who are meant, empty for the others."""
    return [
        shape
        for number in range(whole)
        for shape in (
            square("stated", 13 * number) if number < some else [Shape("l", f"M{at(13 * number + 0.5)} .5h9v9h-9z")]
        )
    ]


def weight_shapes(low: float, high: float, mean: float, whole: float) -> list[Shape]:
    """What a criterion weighs in a group, in a box of 280 x 18, `whole` filling it: known, differing, and the mean."""
    x_low, x_high, x_mean = (1 + 277 * min(1.0, share / whole) for share in (low, high, mean))
    known = [Shape("z", f"M1 4H{at(x_low)}V14H1z")] if x_low > 1 else []
    return [
        Shape("l", "M1 17.5H279"),
        *known,
        *unsure(x_low, x_high, 4.5, 13.5, 5),
        Shape("s", f"M{at(x_mean)} 0V17", 3.5),
    ]


def part_shapes(low: float, high: float, most: float, whole: float) -> list[Shape]:
    """What one criterion adds, in a box of 120 x 14: as long as the most it can add, `whole` filling the box."""
    x_low, x_high, x_most = (0.5 + 119 * size / whole for size in (low, high, most))
    known = [Shape("z", f"M.5 1H{at(x_low)}V13H.5z")] if x_low > 1 else []
    return [Shape("l", f"M.5 1.5H{at(x_most)}V12.5H.5z"), *known, *unsure(x_low, x_high, 1.5, 12.5, 5)]


# --- drawing -------------------------------------------------------------------------------------------------------


def path(shape, paper) -> str:
    look = PAPER[shape.role] if paper else f'class="{shape.role}"'
    width = f' stroke-width="{shape.width}"' if shape.width else ""
    return f'<path {look}{width} d="{shape.path}"/>'


def paths(shapes, paper=False) -> SafeString:
    """The shapes as SVG elements. Numbers and our own letters only: nothing here can carry a visitor's text."""
    return mark_safe("".join(path(shape, paper) for shape in shapes))  # noqa: S308 (numbers only)


def inline(shapes, width, height, label="", css="beeld") -> SafeString:
    """SVG in the page; a picture with a label is an image, one without is hidden: its sentence stands beside it."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 {} {}" {}>{}</svg>', css, width, height, role, paths(shapes))


def image(shapes, width, height, label, css) -> SafeString:
    """The same picture as an image with its own colours: in a tagged PDF an inline SVG has no alternative."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{paths(shapes, paper=True)}</svg>'
    data = b64encode(svg.encode()).decode()
    return format_html('<img class="{}" alt="{}" src="data:image/svg+xml;base64,{}">', css, label, data)


# --- words ---------------------------------------------------------------------------------------------------------


@register.filter
def of_ten(share: float) -> str:
    """A share as a mark out of ten, in the reader's notation: 0.823 gives "8,2"."""
    return number_format(round(10 * share, 1), decimal_pos=1)


@register.filter
def percent(share: float) -> str:
    """A share in whole percents: 0.64 gives "64%"."""
    return f"{round(100 * share)}%"


@register.filter
def range_words(assessment) -> str:
    """The figure and its range in words; only the figure when the range cannot be seen."""
    words = {"ranking": of_ten(assessment.score), "low": of_ten(assessment.low), "high": of_ten(assessment.high)}
    if words["low"] == words["high"]:
        return gettext("%(ranking)s van 10") % words
    return gettext("%(ranking)s van 10, tussen %(low)s en %(high)s") % words


@register.filter
def wish_words(distribution) -> str:
    """How many platforms meet a wish, in words; what is nil is left out."""
    words = (
        gettext("%(yes)s ja") % distribution if distribution["yes"] else "",
        gettext("%(unknown)s weten we niet") % distribution if distribution["unknown"] else "",
        gettext("%(no)s nee") % distribution if distribution["no"] else "",
    )
    return " · ".join(filter(None, words))


@register.filter
def part_words(part) -> str:
    """How far what one criterion adds may go, in words; only the most it can add when nothing is open."""
    words = {name: number_format(getattr(part, name) / 100, decimal_pos=2) for name in ("low", "high", "most")}
    if words["low"] == words["high"]:
        return gettext("van hooguit %(most)s") % words
    return gettext("van hooguit %(most)s, tussen %(low)s en %(high)s") % words


# --- tags ----------------------------------------------------------------------------------------------------------


def shapes_of(assessment) -> list[Shape]:
    return range_shapes(assessment.low, assessment.high, assessment.score)


@register.simple_tag
def range_picture(assessment):
    """The range of one platform, for the site."""
    return inline(shapes_of(assessment), 280, 32, range_words(assessment))


@register.simple_tag
def range_image(assessment):
    """The range of one platform, for paper."""
    return image(shapes_of(assessment), 280, 32, range_words(assessment), "bereik")


@register.simple_tag
def part_image(part, whole):
    """What one criterion adds to a figure, for paper; its figure stands beside it."""
    return image(part_shapes(part.low, part.high, part.most, whole), 120, 14, part_words(part), "deel")


def share_times(shares) -> list[int]:
    """The shares by kind of stroke: number one, number two, all others."""
    times = [share.times for share in shares if share.name]
    return [*times, *[0] * (2 - len(times)), sum(share.times for share in shares if not share.name)]


@register.filter
def share_words(shares) -> str:
    """How often each platform is first, out of a hundred, in words."""
    told = ", ".join(times_words(share) for share in shares)
    return gettext("Van 100 berekeningen staat bovenaan: %(shares)s") % {"shares": told}


@register.filter
def times_words(share) -> str:
    """How often one platform, or another than those named, is first."""
    words = ngettext("%(times)s keer %(name)s", "%(times)s keer %(name)s", share.times)
    return words % {"times": share.times, "name": share.name or gettext("een ander")}


@register.simple_tag
def share_picture(shares):
    """How often each is first, a stroke per draw of a hundred, for the site."""
    return inline(share_shapes(share_times(shares)), 598, 35, share_words(shares))


@register.simple_tag
def share_image(shares):
    """How often each is first, for paper."""
    return image(share_shapes(share_times(shares)), 598, 35, share_words(shares), "strepen")


# The mark of each kind of stroke in the legend.
STROKES = ([Shape("z", "M0 0h10v10h-10z")], [Shape("w", "M.5 .5h9v9h-9z")], [Shape("l", "M5 3v7", 2)])


@register.simple_tag
def share_mark(place, name):
    """The legend's mark beside a share: by its place, or the last kind when it has no name."""
    return inline(STROKES[place if name else 2], 10, 10, css="teken")


def people(some, whole):
    """The shapes and the width of so many people of all: squares, or one bar where there are too many to count."""
    if whole > PEOPLE_AT_MOST:
        return wish_shapes(some, 0, whole - some), 352, 12
    return people_shapes(some, whole), max(10, 13 * whole - 3), 10


@register.simple_tag
def count_picture(part):
    """So many of all people, for the site; the words stand beside it. Nothing where words alone say how many."""
    if part.is_few or part.is_most:
        return ""
    shapes, width, height = people(part.some, part.whole)
    return inline(shapes, width, height, css="tal")


@register.simple_tag
def count_image(part):
    """So many of all people, for paper. Nothing where words alone say how many."""
    if part.is_few or part.is_most:
        return ""
    shapes, width, height = people(part.some, part.whole)
    words = gettext("%(some)s van de %(whole)s") % {"some": part.some, "whole": part.whole}
    return image(shapes, width, height, words, "tal")


# No criterion weighs more than this share for most people; longer bars are cut off.
MOST_WEIGHT = 0.3


@register.simple_tag
def weight_picture(weight):
    """What a criterion weighs in a group and how far people differ, for the site; the words stand beside it."""
    return inline(weight_shapes(weight.low, weight.high, weight.mean, MOST_WEIGHT), 280, 18, css="beeld")


@register.simple_tag
def weight_image(weight, label):
    """The same for paper."""
    return image(weight_shapes(weight.low, weight.high, weight.mean, MOST_WEIGHT), 280, 18, label, "weging")


@register.simple_tag
def wish_picture(distribution):
    """What a wish does: the bar only; `wish_words` says it beside it."""
    return inline(wish_shapes(**{key: distribution[key] for key in ("yes", "unknown", "no")}), 352, 12, css="")


@register.simple_tag
def mark(basis):
    """The square beside a fact; the word beside it says the same."""
    return inline(square(basis), 10, 10, css="teken")


# The marks of the legend, in boxes of 44 x 18 and 8 x 18.
KEYS = {
    "known": (44, [Shape("z", "M0 3h44v12H0z")], ""),
    "unknown": (44, unsure(0.5, 43.5, 3.5, 14.5, 5), ""),
    "empty": (44, [Shape("l", "M.5 3.5h43v11H.5z")], ""),
    "mark": (8, [Shape("s", "M4 0v18", 3.5)], "smal"),
}


@register.simple_tag
def key(name):
    """A mark of the legend: known, unknown, empty or mark; the words stand beside it."""
    width, shapes, css = KEYS[name]
    return inline(shapes, width, 18, css=css)


# Per word of a rating: its class, its icon, the word itself.
ICONS = {
    "fits": '<path d="M3.5 10.5l4.2 4.3L16.5 5.5" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "partly": '<circle cx="10" cy="10" r="7.6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 2.4a7.6 7.6 0 0 0 0 15.2z" fill="currentColor"/>',
    "watch": '<path d="M10 2.2L18.6 17.5H1.4z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 8v4.4M10 14v1.8" stroke="currentColor" stroke-width="2.2"/>',
    "unknown": '<path d="M3 3h14v14H3z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M3.5 16.5l13-13" stroke="currentColor" stroke-width="2"/>',
}
CLASSES = {"fits": "past", "partly": "deels", "watch": "letop", "unknown": "weet"}


@register.simple_tag
def icon(word):
    """The icon of a rating in a word; always beside that word."""
    drawing = mark_safe(ICONS[word])  # noqa: S308 (ours)
    return format_html('<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{}</svg>', drawing)


@register.filter
def word(name) -> str:
    """A rating in a word, as people say it."""
    return {
        "fits": gettext("Past"),
        "partly": gettext("Past deels"),
        "watch": gettext("Let op"),
        "unknown": gettext("Weten we niet"),
    }[name]


@register.simple_tag
def word_icon(name):
    """A rating in a word with its icon; nothing for a fact that was not asked for."""
    if not name:
        return ""
    return format_html('<span class="oordeel-woord {}">{} {}</span>', CLASSES[name], icon(name), word(name))
