"""Figures of an advice in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext


def of_ten(share: float) -> str:
    """A share as a mark out of ten, in the reader's notation: 0.823 gives "8,2"."""
    return number_format(round(10 * share, 1), decimal_pos=1)


def in_percent(share: float) -> str:
    """A share in whole percents: 0.64 gives "64%"."""
    return f"{round(100 * share)}%"


def range_words(assessment) -> str:
    """The figure and its range in words; only the figure when the range cannot be seen."""
    words = {"ranking": of_ten(assessment.score), "low": of_ten(assessment.low), "high": of_ten(assessment.high)}
    if words["low"] == words["high"]:
        return gettext("%(ranking)s van 10") % words
    return gettext("%(ranking)s van 10, tussen %(low)s en %(high)s") % words


def distribution_words(distribution) -> str:
    """How many platforms meet a wish, in words; what is nil is left out."""
    words = (
        gettext("%(yes)s ja") % distribution if distribution["yes"] else "",
        gettext("%(unknown)s weten we niet") % distribution if distribution["unknown"] else "",
        gettext("%(no)s nee") % distribution if distribution["no"] else "",
    )
    return " · ".join(filter(None, words))


def part_words(part) -> str:
    """How far what one criterion adds may go, in words; only the most it can add when nothing is open."""
    words = {name: number_format(getattr(part, name) / 100, decimal_pos=2) for name in ("low", "high", "most")}
    if words["low"] == words["high"]:
        return gettext("van hooguit %(most)s") % words
    return gettext("van hooguit %(most)s, tussen %(low)s en %(high)s") % words


def share_words(shares) -> str:
    """How often each platform is first, out of a hundred, in words."""
    told = ", ".join(times_words(share) for share in shares)
    return gettext("Van 100 berekeningen staat bovenaan: %(shares)s") % {"shares": told}


def times_words(share) -> str:
    """How often one platform, or another than those named, is first."""
    words = ngettext("%(times)s keer %(name)s", "%(times)s keer %(name)s", share.times)
    return words % {"times": share.times, "name": share.name or gettext("een ander")}


def name_rating(name) -> str:
    """A rating in a word, as people say it."""
    return {
        "fits": gettext("Past"),
        "fits_so_far": gettext("Past, deels onbekend"),
        "partly": gettext("Past deels"),
        "watch": gettext("Let op"),
        "unknown": gettext("Weten we niet"),
    }[name]
