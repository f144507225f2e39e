"""The geometry of the charts: lists of shapes, without colours or text."""

from typing import NamedTuple

from platforms.pages.evidence_squares import square_paths

from .score_breakdown import inferred_share


class Shape(NamedTuple):
    """A path and its role: z filled, w white ground, o slanted lines, s mark, l line."""

    role: str
    path: str
    width: float | None = None


def to_tenth(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")


def draw_slanted_lines(left: float, right: float, top: float, bottom: float, step: float) -> str:
    """Lines of 45 degrees that fill a box, `step` apart, cut off at its edges."""
    height, lines, x = bottom - top, [], left + step
    while x - height < right:
        start, end = max(left, x - height), min(right, x)
        lines.append(f"M{to_tenth(start)} {to_tenth(top + x - start)}L{to_tenth(end)} {to_tenth(top + x - end)}")
        x += step
    return "".join(lines)


def draw_unknown_box(left: float, right: float, top: float, bottom: float, step: float) -> list[Shape]:
    """A box for what is not known; nothing when it is narrower than a line."""
    if right - left < 1:
        return []
    box = f"M{to_tenth(left)} {to_tenth(top)}H{to_tenth(right)}V{to_tenth(bottom)}H{to_tenth(left)}z"
    return [Shape("w", box), Shape("o", draw_slanted_lines(left, right, top, bottom, step))]


def half_filled(left: float, right: float, top: float, bottom: float) -> list[Shape]:
    """A box for what is inferred: its lower half is filled; nothing when it is narrower than a line."""
    if right - left < 1:
        return []
    box = f"M{to_tenth(left)} {to_tenth(top + 0.5)}H{to_tenth(right)}V{to_tenth(bottom - 0.5)}H{to_tenth(left)}z"
    filled = f"M{to_tenth(left)} {to_tenth((top + bottom) / 2)}H{to_tenth(right)}V{to_tenth(bottom)}H{to_tenth(left)}z"
    return [Shape("w", box), Shape("z", filled)]


def range_shapes(low: float, high: float, ranking: float, inferred: float = 0.0) -> list[Shape]:
    """A figure and how far it may go, on a scale of 0 to 10 in a box of 280 x 32; all are shares, 0..1.

    `inferred`: the part of `low` that rests on facts that we inferred.
    """
    x_stated, x_low, x_high, x_mark = (1 + 278 * share for share in (low - inferred, low, high, ranking))
    ticks = "".join(f"M{to_tenth(1 + 27.8 * tick)} 24v{7 if tick % 5 == 0 else 4}" for tick in range(11))
    x_stated = x_low if x_low - x_stated < 1 else x_stated
    stated = [Shape("z", f"M1 7H{to_tenth(x_stated)}V21H1z")] if x_stated > 1 else []
    return [
        Shape("l", f"M1 24H279{ticks}"),
        *stated,
        *half_filled(x_stated, x_low, 7, 21),
        *draw_unknown_box(x_low, x_high, 7.5, 20.5, 5),
        Shape("s", f"M{to_tenth(x_mark)} 2V26", 3.5),
    ]


def wish_shapes(yes: int, unknown: int, no: int) -> list[Shape]:
    """How many platforms meet a wish, in a box of 352 x 12: filled yes, slanted unknown, empty no."""
    whole = max(1, yes + unknown + no)
    x_yes, x_unknown = 352 * yes / whole, 352 * (yes + unknown) / whole
    filled = [Shape("z", f"M0 0H{to_tenth(x_yes)}V12H0z")] if yes else []
    left, right = max(0.5, x_yes), min(351.5, x_unknown)
    return [Shape("l", "M.5 .5H351.5V11.5H.5z"), *filled, *draw_unknown_box(left, right, 0.5, 11.5, 6)]


def draw_fact_square(basis: str, left: float = 0) -> list[Shape]:
    """One fact of 10 x 10: filled when stated, half when inferred, one slanted line when unknown."""
    return [Shape(role, path) for role, path in square_paths(basis, left)]


def share_shapes(times: list[int]) -> list[Shape]:
    """A hundred strokes in a box of 598 x 35, in three kinds: filled for the first share, white boxes, thin lines."""
    strokes = (
        ("z", "M{x} 0h4v34h-4z", 0),
        ("w", "M{x} 12.5h3v21h-3z", 0.5),
        ("l", "M{x} 20v14", 2),
    )
    shapes, place = [], 0
    for (role, stroke, shift), count in zip(strokes, times, strict=False):
        path = "".join(stroke.format(x=to_tenth(6 * number + shift)) for number in range(place, place + count))
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
            draw_fact_square("stated", 13 * number)
            if number < some
            else [Shape("l", f"M{to_tenth(13 * number + 0.5)} .5h9v9h-9z")]
        )
    ]


def weight_shapes(low: float, high: float, mean: float, whole: float) -> list[Shape]:
    """What a criterion weighs in a group, in a box of 280 x 18, `whole` filling it: known, differing, and the mean."""
    x_low, x_high, x_mean = (1 + 277 * min(1.0, share / whole) for share in (low, high, mean))
    known = [Shape("z", f"M1 4H{to_tenth(x_low)}V14H1z")] if x_low > 1 else []
    return [
        Shape("l", "M1 17.5H279"),
        *known,
        *draw_unknown_box(x_low, x_high, 4.5, 13.5, 5),
        Shape("s", f"M{to_tenth(x_mean)} 0V17", 3.5),
    ]


def part_shapes(low: float, high: float, most: float, whole: float) -> list[Shape]:
    """What one criterion adds, in a box of 120 x 14: as long as the most it can add, `whole` filling the box."""
    x_low, x_high, x_most = (0.5 + 119 * size / whole for size in (low, high, most))
    known = [Shape("z", f"M.5 1H{to_tenth(x_low)}V13H.5z")] if x_low > 1 else []
    return [
        Shape("l", f"M.5 1.5H{to_tenth(x_most)}V12.5H.5z"),
        *known,
        *draw_unknown_box(x_low, x_high, 1.5, 12.5, 5),
    ]


def shapes_of(assessment) -> list[Shape]:
    return range_shapes(assessment.low, assessment.high, assessment.score, inferred_share(assessment))


def share_times(shares) -> list[int]:
    """The shares by kind of stroke: number one, number two, all others."""
    times = [share.times for share in shares if share.name]
    return [*times, *[0] * (2 - len(times)), sum(share.times for share in shares if not share.name)]
