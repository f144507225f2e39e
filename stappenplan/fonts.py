"""Which characters the fonts in static/fonts can draw, and so what a PDF can show.

They cover Latin (Turkish, Polish and Vietnamese too), Greek and Cyrillic. A character that they lack would become an
empty box, or a letter of whatever font the server happens to have.
"""

import re
import unicodedata

from platforms.plain_text import drop_unseen

# What both weights of IBM Plex Sans (the complete files) have a letter for, written as a set of a regular expression.
DRAWABLE = (
    r"\u0020-\u007e\u00a1-\u017f\u018f\u0192\u01a0-\u01a1\u01af-\u01b0\u01cd-\u01dc\u01fa-\u01ff"
    r"\u0218-\u021b\u0237\u0259\u02bb-\u02bc\u02c6-\u02c7\u02d8-\u02dd\u0300-\u0304\u0306-\u030c\u0312"
    r"\u0315\u031b\u0323\u0326-\u0328\u037e\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    r"\u0462-\u0463\u046a-\u046b\u0472-\u0475\u0490-\u04c2\u04cf-\u04d9\u04dc-\u04e9\u04ee-\u04f9"
    r"\u0524-\u0525\u0e3f\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u200b-\u200d\u2010-\u2015\u2018-\u201a"
    r"\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032-\u2033\u2039-\u203a\u2044\u2070\u2074-\u2079"
    r"\u2080-\u2089\u20a1\u20a4\u20a6\u20a8-\u20ae\u20b1-\u20b2\u20b4-\u20b5\u20b8-\u20ba\u20bd\u20bf"
    r"\u2113\u2116\u2122\u2126\u212e\u2150-\u2151\u2153-\u215e\u2190-\u2199\u21a9-\u21aa\u21b0-\u21b3"
    r"\u21b6-\u21b7\u21ba-\u21bb\u21c4\u21c6\u2202\u2206\u220f\u2211-\u2212\u2215\u2219-\u221a\u221e"
    r"\u222b\u2236\u2248\u2260\u2264-\u2265\u25ca\u2713\u274c\u2b0e-\u2b11\uece0\uefcc\uf6d7-\uf6d8"
    r"\ufb01-\ufb02"
)
UNDRAWABLE = re.compile(rf"[^\s{DRAWABLE}]")
# What joins two pictures, and a space that is left before a sign that ends words.
JOINER, BEFORE_SIGN = "\u200d", re.compile(r"\s+([,.;:!?])")


def drop_undrawable(text: str) -> str:
    """The text without what the fonts cannot draw; where Unicode says what it stands for, that instead (ﬁ is fi)."""
    composed = unicodedata.normalize("NFC", drop_unseen(text))
    return UNDRAWABLE.sub(lambda match: UNDRAWABLE.sub("", unicodedata.normalize("NFKC", match[0])), composed)


def keep_drawable(text: str) -> str:
    """What a PDF quotes of a typed text: no gap where something was left out, and "" when nothing readable is left.

    A text that can be drawn is returned as it is.
    """
    drawn = drop_undrawable(text)
    if not find_undrawable(text) and any(sign.isprintable() and not sign.isspace() for sign in drawn):
        return text
    if not any(sign.isalnum() for sign in drawn):
        return ""
    drawn = " ".join(drawn.replace(JOINER, "").split())
    return BEFORE_SIGN.sub(r"\1", drawn).lstrip(" ,.;:!?")


def find_undrawable(text: str) -> str:
    """The characters that drop_undrawable() leaves out, each once, in the order of the text; "" when there are none.

    Signs that only join or colour the one before them are not named.
    """
    lost = [one for one in dict.fromkeys(text) if one.isprintable() and not drop_undrawable(one)]
    return "".join(one for one in lost if not unicodedata.category(one).startswith("M"))
